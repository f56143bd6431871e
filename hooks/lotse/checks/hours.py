"""Opening hours are times of day, close after they open, and never overlap on one day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lotse import model
from lotse.load import Catalogue
from lotse.problems import Problem

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LIKE_TIME = re.compile(r"\s*(?P<hour>\d{1,2})(?:\s*[:.]\s*(?P<minute>\d{2}))?(?:\s*(?:uhr|h))?\s*", re.IGNORECASE)
_DAYS = {"MO": "Montag", "TU": "Dienstag", "WE": "Mittwoch", "TH": "Donnerstag", "FR": "Freitag",
         "SA": "Samstag", "SU": "Sonntag"}  # fmt: skip
_CHECK_DAYS = "Prüfen Sie Jahr und Monat."
Open = model.Location | model.Contact


def times_of_day(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """«08:30», and later «12:00»; only by appointment there may be none."""
    for owner, number, schedule in _schedules(catalogue):
        fields = (("opens_at", schedule.opens_at), ("closes_at", schedule.closes_at))
        wrong = [(name, value) for name, value in fields if value is not None and not _TIME.fullmatch(value)]
        missing = [name for name, value in fields if value is None]
        for name, value in wrong:
            yield _problem(catalogue, owner, (number, name), f"«{value}» ist keine Uhrzeit.", _advice(value))
        if len(missing) == 1 or (missing and not schedule.by_appointment):
            yield _problem(
                catalogue, owner, (number,), f"Die Uhrzeit «{missing[0]}» fehlt.",
                "Ergänzen Sie sie; nur mit «by_appointment: true» dürfen beide Zeiten fehlen.",
            )  # fmt: skip
        elif not wrong and not missing and str(schedule.opens_at) >= str(schedule.closes_at):
            message = f"Geschlossen wird um {schedule.closes_at}, geöffnet erst um {schedule.opens_at}."
            yield _problem(
                catalogue, owner, (number, "closes_at"), message,
                "Tauschen Sie die beiden, oder berichtigen Sie eine; nach Mitternacht beginnt ein neuer Eintrag.",
            )  # fmt: skip


def periods_in_order(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Hours and closures end after they begin; what is not weekly says which week."""
    for owner, number, schedule in _schedules(catalogue):
        if schedule.valid_from and schedule.valid_to and schedule.valid_to < schedule.valid_from:
            yield _problem(catalogue, owner, (number, "valid_to"), "Das Ende liegt vor dem Anfang.", _CHECK_DAYS)
        if (schedule.freq == "MONTHLY" or schedule.interval > 1) and schedule.description is None:
            yield _problem(
                catalogue, owner, (number,), "Diese Zeit gilt nicht jede Woche; in welcher, steht nirgends.",
                "Sagen Sie es unter «description», zum Beispiel: «jeden ersten Montag im Monat».",
            )  # fmt: skip
    for owner in _owners(catalogue):
        for number, closure in enumerate(owner.closures):
            if closure.last < closure.first:
                yield catalogue.origin(owner.id).problem(
                    "closures", number, "last", code="hours-wrong", message="Das Ende liegt vor dem Anfang.",
                    hint=_CHECK_DAYS,
                )


def hours_that_overlap(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No office is open twice at the same time."""
    for owner in _owners(catalogue):
        for number, later in enumerate(owner.schedules):
            for earlier in owner.schedules[:number]:
                days = [day for day in earlier.byday if day in later.byday]
                if days and _overlap(earlier, later):
                    yield _problem(
                        catalogue, owner.id, (number, "opens_at"),
                        f"Am {_DAYS[days[0]]} überschneiden sich {earlier.opens_at}–{earlier.closes_at} "
                        f"und {later.opens_at}–{later.closes_at}.",
                        "Jede Zeit steht einmal; löschen Sie eine, oder teilen Sie den Tag auf.",
                    )  # fmt: skip
        yield from _days_twice(catalogue, owner)


def _overlap(one: model.Schedule, other: model.Schedule) -> bool:
    """Whether two slots of the same weekday meet, in hours and in the days from which to which they hold."""
    if one.freq != other.freq or one.interval != other.interval or one.description != other.description:
        return False  # different weeks
    if None in (one.opens_at, one.closes_at, other.opens_at, other.closes_at):
        return False
    begins = [day for day in (one.valid_from, other.valid_from) if day]
    ends = [day for day in (one.valid_to, other.valid_to) if day]
    if begins and ends and max(begins) > min(ends):
        return False
    return str(one.opens_at) < str(other.closes_at) and str(other.opens_at) < str(one.closes_at)


def _days_twice(catalogue: Catalogue, location: Open) -> Iterator[Problem]:
    for number, schedule in enumerate(location.schedules):
        for place, day in enumerate(schedule.byday):
            if day in schedule.byday[:place]:
                message = f"{_DAYS[day]} steht hier zweimal."
                yield _problem(catalogue, location.id, (number, "byday", place), message, "Löschen Sie einen.")


def _advice(value: str) -> str:
    found = _LIKE_TIME.fullmatch(value)
    if found and int(found["hour"]) < 24 and int(found["minute"] or 0) < 60:
        return f"Schreiben Sie: \"{int(found['hour']):02}:{found['minute'] or '00'}\"."
    return "Schreiben Sie Stunden und Minuten in Anführungszeichen: \"08:30\"."


def _owners(catalogue: Catalogue) -> Iterator[Open]:
    """Every address and contact that may have hours."""
    for organization in catalogue.organizations:
        yield from (*organization.locations, *organization.contacts)


def _schedules(catalogue: Catalogue) -> Iterator[tuple[str, int, model.Schedule]]:
    for owner in _owners(catalogue):
        yield from ((owner.id, number, schedule) for number, schedule in enumerate(owner.schedules))


def _problem(catalogue: Catalogue, location: str, path: tuple[int | str, ...], message: str, hint: str) -> Problem:
    return catalogue.origin(location).problem("schedules", *path, code="hours-wrong", message=message, hint=hint)


RULES = (times_of_day, periods_in_order, hours_that_overlap)
