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


def times_of_day(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """«08:30», and later «12:00»."""
    for location, number, schedule in _schedules(catalogue):
        fields = (("opens_at", schedule.opens_at), ("closes_at", schedule.closes_at))
        wrong = [(name, value) for name, value in fields if not _TIME.fullmatch(value)]
        for name, value in wrong:
            yield _problem(catalogue, location, (number, name), f"«{value}» ist keine Uhrzeit.", _advice(value))
        if not wrong and schedule.opens_at >= schedule.closes_at:
            message = f"Geschlossen wird um {schedule.closes_at}, geöffnet erst um {schedule.opens_at}."
            yield _problem(
                catalogue, location, (number, "closes_at"), message,
                "Tauschen Sie die beiden, oder berichtigen Sie eine; nach Mitternacht beginnt ein neuer Eintrag.",
            )  # fmt: skip


def hours_that_overlap(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No office is open twice at the same time."""
    for organization in catalogue.organizations:
        for location in organization.locations:
            for number, later in enumerate(location.schedules):
                for earlier in location.schedules[:number]:
                    days = [day for day in earlier.byday if day in later.byday]
                    if days and earlier.opens_at < later.closes_at and later.opens_at < earlier.closes_at:
                        yield _problem(
                            catalogue, location.id, (number, "opens_at"),
                            f"Am {_DAYS[days[0]]} überschneiden sich {earlier.opens_at}–{earlier.closes_at} "
                            f"und {later.opens_at}–{later.closes_at}.",
                            "Jede Zeit steht einmal; löschen Sie eine, oder teilen Sie den Tag auf.",
                        )  # fmt: skip
            yield from _days_twice(catalogue, location)


def _days_twice(catalogue: Catalogue, location: model.Location) -> Iterator[Problem]:
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


def _schedules(catalogue: Catalogue) -> Iterator[tuple[str, int, model.Schedule]]:
    for organization in catalogue.organizations:
        for location in organization.locations:
            yield from ((location.id, number, schedule) for number, schedule in enumerate(location.schedules))


def _problem(catalogue: Catalogue, location: str, path: tuple[int | str, ...], message: str, hint: str) -> Problem:
    return catalogue.origin(location).problem("schedules", *path, code="hours-wrong", message=message, hint=hint)


RULES = (times_of_day, hours_that_overlap)
