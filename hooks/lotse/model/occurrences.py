"""Event → the times at which it takes place, on the clock of its place and on everybody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from lotse.model.schedules import WEEKDAYS, Recurrence

MOST = 520
"""More often nothing is expanded: ten years of weeks."""


class Timed(Protocol):
    """An event as far as its times are concerned."""

    @property
    def id(self) -> str: ...
    @property
    def starts_at(self) -> str: ...
    @property
    def ends_at(self) -> str | None: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def schedule(self) -> Recurrence | None: ...


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time: its days, both included; its hours where they are known; whether only the month is."""

    key: str  # of the event, with the day if it recurs
    first: date
    last: date
    starts_at: datetime | None = None  # with its zone
    ends_at: datetime | None = None
    is_rough: bool = False  # only the month is known

    def is_over(self, today: date) -> bool:
        return self.last < today


def occurrences(event: Timed) -> tuple[Occurrence, ...]:
    """All times of an event in order. Its time zone must be one that exists."""
    first = _first(event)
    if event.schedule is None or first.is_rough:
        return (first,)
    days = (day for day in days_of(event.schedule, first.first) if day not in event.schedule.excluded)
    return tuple(_on(first, day, event.id) for _, day in zip(range(MOST), days, strict=False))


def days_of(schedule: Recurrence, first: date) -> Iterator[date]:
    """The days of a recurrence that counts from `first`, before anything is excluded."""
    since = max(first, schedule.valid_from or first)
    for day in (since + timedelta(days=n) for n in range((schedule.valid_to - since).days + 1)):
        if _is_due(schedule, first, day):
            yield day


def _is_due(schedule: Recurrence, first: date, day: date) -> bool:
    if not any(_fits(name, day) for name in schedule.byday):
        return False
    if schedule.freq == "WEEKLY":
        weeks = (day - timedelta(days=day.weekday()) - (first - timedelta(days=first.weekday()))).days // 7
        return weeks % schedule.interval == 0
    months = (day.year - first.year) * 12 + day.month - first.month
    return months % schedule.interval == 0


def _fits(name: str, day: date) -> bool:
    """Whether a day is that weekday of its month: «TU» any Tuesday, «1TU» the first, «-1TU» the last."""
    if name[-2:] != WEEKDAYS[day.weekday()]:
        return False
    number = name[:-2]
    if number == "-1":
        return (day + timedelta(days=7)).month != day.month
    return not number or int(number) == (day.day - 1) // 7 + 1


def _first(event: Timed) -> Occurrence:
    start = event.starts_at
    if len(start) == len("2026-10"):
        first = date.fromisoformat(f"{start}-01")
        return Occurrence(event.id, first, last_of_month(event.ends_at or start), is_rough=True)
    first = date.fromisoformat(start[:10])
    end = event.ends_at or start[:10]
    last = date.fromisoformat(end[:10]) if len(end) >= len("2026-10-14") else last_of_month(end)
    return Occurrence(event.id, first, last, local(start, event.time_zone), local(event.ends_at, event.time_zone))


def last_of_month(month: str) -> date:
    """The last day of «2026-10», or of the month of a day."""
    first = date.fromisoformat(f"{month[:7]}-01")
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def local(moment: str | None, zone: str) -> datetime | None:
    """The moment on the clock of a zone; None where no hour is known."""
    if moment is None or "T" not in moment:
        return None
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))


def is_left_out(moment: datetime) -> bool:
    """Whether no clock of the zone ever shows it: in spring an hour is left out."""
    there_and_back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None)


def _on(first: Occurrence, day: date, event_id: str) -> Occurrence:
    """The same hours on another day; the clock is what counts, also when it was changed in between."""
    shift = day - first.first

    def moved(moment: datetime | None) -> datetime | None:
        return None if moment is None else (moment.replace(tzinfo=None) + shift).replace(tzinfo=moment.tzinfo)

    return Occurrence(
        f"{event_id}-{day.isoformat()}", day, first.last + shift, moved(first.starts_at), moved(first.ends_at)
    )
