"""Events: they end after they begin, at hours that the clock shows; what recurs says when; all they name exists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lotse import model
from lotse.checks.references import area_ids, unknown_ids
from lotse.load import Catalogue
from lotse.model.occurrences import Occurrence, days_of, is_left_out, local, occurrences
from lotse.problems import Problem

FILE = "data/events.yaml"
Fault = tuple[tuple[str | int, ...], str, str]  # path in the record, message, hint


def event_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Organizer, partners, topics, audiences, languages, areas and contacts of an event exist."""
    bodies = [body.id for body in catalogue.organizations]
    known = {
        "partners": (bodies, "Organisation", "data/actors.yaml"),
        "topics": ([topic.id for topic in catalogue.topics], "Thema", "data/terms.yaml"),
        "audiences": ([term.id for term in catalogue.audiences], "Zielgruppe", "data/terms.yaml"),
        "languages": ([one.code for one in catalogue.languages], "Sprache", "data/terms.yaml"),
        "areas": (area_ids(catalogue), "Gebiet", "data/places.yaml"),
    }
    contacts = {body.id: [contact.id for contact in body.contacts] for body in catalogue.organizations}
    for event in catalogue.events:
        organizer = [(event.id, ("organizer",), event.organizer)]
        yield from unknown_ids(catalogue, organizer, bodies, "Organisation", "data/actors.yaml")
        for field, (ids, what, where) in known.items():
            named = [(event.id, (field, number), name) for number, name in enumerate(getattr(event, field))]
            yield from unknown_ids(catalogue, named, ids, what, where)
        named = [(event.id, ("contacts", number), name) for number, name in enumerate(event.contacts)]
        own = contacts.get(event.organizer, [])
        yield from unknown_ids(catalogue, named, own, "Kontakt des Veranstalters", "data/actors.yaml")


def event_times(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """A time can be shown by the clock of its zone; the end, a move and the end of registration are in order."""
    for event in catalogue.events:
        is_torn = event.schedule is not None and not event.schedule.byday and FILE in catalogue.unsound
        if is_torn:  # its days could not be read, which is told already
            continue
        for path, message, hint in (*_zone_faults(event), *_order_faults(event), *_schedule_faults(event)):
            yield catalogue.origin(event.id).problem(*path, code="event-time-wrong", message=message, hint=hint)
        if event.reported_on and event.reported_on > today:
            yield catalogue.origin(event.id).problem(
                "reported_on", code="date-future",
                message=f"Dieser Tag liegt in der Zukunft; gebaut wird für den {today.isoformat()}.",
                hint="Tragen Sie den Tag ein, an dem der Termin gemeldet wurde.",
            )


def _zone_faults(event: model.Event) -> Iterator[Fault]:
    """A zone that doesn't exist, or an hour that it leaves out in spring."""
    if not _is_zone(event.time_zone):
        yield ("time_zone",), f"«{event.time_zone}» ist keine Zeitzone.", "In Deutschland gilt «Europe/Berlin»."
        return
    closes = event.registration.closes_at if event.registration else None
    moments = {("starts_at",): event.starts_at, ("ends_at",): event.ends_at, ("registration", "closes_at"): closes}
    for path, moment in moments.items():
        hour = local(moment, event.time_zone)
        if hour is not None and is_left_out(hour):
            yield (
                path, f"Die Stunde {hour:%H:%M} gibt es am {hour:%Y-%m-%d} nicht: Die Uhr wird vorgestellt.",
                "Schreiben Sie die Uhrzeit nach der Umstellung, eine Stunde später.",
            )  # fmt: skip


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return "/" in name


def _order_faults(event: model.Event) -> Iterator[Fault]:
    if event.ends_at and _is_before(event.ends_at, event.starts_at):
        yield ("ends_at",), "Der Termin endet, bevor er beginnt.", "Prüfen Sie Tag und Uhrzeit."
    if event.ends_at and ("T" in event.ends_at) != ("T" in event.starts_at):
        yield ("ends_at",), "Nur Anfang oder Ende nennt eine Uhrzeit.", "Ergänzen oder streichen Sie eine."
    closes = event.registration.closes_at if event.registration else None
    if closes and _is_before(event.ends_at or event.starts_at, closes[:10]):
        yield ("registration", "closes_at"), "Die Anmeldung endet nach dem Termin.", "Prüfen Sie Tag und Uhrzeit."
    if (event.status == "moved") != (event.moved_from is not None):
        field = "moved_from" if event.moved_from else "status"
        yield (
            (field,), "Zu einem verlegten Termin gehören «status: moved» und «moved_from».",
            "«moved_from» ist der frühere Anfang, «starts_at» der neue.",
        )  # fmt: skip


def _is_before(one: str, other: str) -> bool:
    """Whether a moment is before another, as far as both are known: a day is not before an hour of it."""
    length = min(len(one), len(other))
    return one[:length] < other[:length] or (one == other and "T" in one)


def _schedule_faults(event: model.Event) -> Iterator[Fault]:
    """What recurs says on which days, and there is such a day; only what has a day can recur."""
    schedule = event.schedule
    if schedule is None:
        return
    if len(event.starts_at) == len("2026-10"):
        yield ("starts_at",), "Was sich wiederholt, braucht einen ersten Tag.", "Schreiben Sie Jahr-Monat-Tag."
    elif not schedule.byday:
        yield (
            ("schedule", "freq"), "Zu «freq» fehlen die Tage («byday»).",
            "Zum Beispiel «byday: [TU]», monatlich «byday: [1TU]» für den ersten Dienstag.",
        )  # fmt: skip
    elif schedule.freq == "WEEKLY" and any(len(day) > 2 for day in schedule.byday):
        yield ("schedule", "byday"), "Eine Nummer vor dem Tag gilt nur monatlich.", "Schreiben Sie «freq: MONTHLY»."
    elif event.first_day not in days_of(schedule, event.first_day):
        yield (
            ("starts_at",), "Der erste Termin fällt auf keinen der Tage, an denen er sich wiederholt.",
            "Prüfen Sie «byday», «valid_from» und «valid_to».",
        )  # fmt: skip
    elif not _has_faulty_times(event) and any(_falls_into_gap(one) for one in occurrences(event)):
        yield (
            ("schedule",), "Einer der Termine fällt in die Stunde, die es bei der Zeitumstellung nicht gibt.",
            "Nehmen Sie diesen Tag unter «excluded» heraus, oder wählen Sie eine andere Uhrzeit.",
        )  # fmt: skip


def _has_faulty_times(event: model.Event) -> bool:
    return any(True for _ in (*_zone_faults(event), *_order_faults(event)))


def _falls_into_gap(one: Occurrence) -> bool:
    return any(moment is not None and is_left_out(moment) for moment in (one.starts_at, one.ends_at))


def coming_events_say_where(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """An event that is still to come has a place or is online; else nobody can go there."""
    for event in catalogue.events:
        is_over = event.starts_at[:10] < today.isoformat()[: len(event.starts_at)]
        if event.venue is None and not event.is_online and not is_over and event.status != "cancelled":
            yield catalogue.origin(event.id).problem(
                "name", code="event-place-missing", severity="warning",
                message="Der Termin nennt weder Ort noch «is_online».",
                hint="Ergänzen Sie «venue», oder setzen Sie «is_online: true».",
            )


RULES = (event_references, event_times, coming_events_say_where)
