"""Days of a plan, of a dated checklist or of an event → a calendar file (iCalendar, RFC 5545).

`docs/assets/calendar.js` writes the same events in the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from lotse.model.process import ChecklistItem
from lotse.plan import Planned

PRODUCT = "-//Lotse//Lotse//DE"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that lasts whole days, from the first to the last, both included, or has hours with their zone."""

    id: str
    title: str
    first: date
    last: date
    note: str = ""
    address: str = ""  # of its page
    place: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_cancelled: bool = False
    takes_time: bool = False  # whether who goes there is busy meanwhile


def calendar(events: Iterable[Event], *, name: str, build_day: date, host: str) -> str:
    """The text of the file. An event keeps its UID as long as it keeps its id, at the same host."""
    file = icalendar.Calendar()
    file.add("version", "2.0")
    file.add("prodid", PRODUCT)
    file.add("calscale", "GREGORIAN")
    file.add("x-wr-calname", name)
    for event in events:
        file.add_component(_component(event, build_day, host))
    return file.to_ical().decode("utf-8")


def _component(event: Event, build_day: date, host: str) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", f"{event.id}@{host}")
    component.add("dtstamp", datetime.combine(build_day, time(), UTC))
    _add_times(component, event)
    component.add("summary", event.title)
    if event.note:
        component.add("description", event.note)
    if event.address:
        component.add("url", event.address)
    if event.place:
        component.add("location", event.place)
    if event.is_cancelled:
        component.add("status", "CANCELLED")
    component.add("transp", "OPAQUE" if event.takes_time else "TRANSPARENT")
    return component


def _add_times(component: icalendar.Event, event: Event) -> None:
    """Hours as those of the world (UTC), which no file has to explain; else days, to the day after the last one."""
    if event.starts_at is None:
        component.add("dtstart", event.first)
        component.add("dtend", event.last + timedelta(days=1))
        return
    component.add("dtstart", event.starts_at.astimezone(UTC))
    if event.ends_at is not None:
        component.add("dtend", event.ends_at.astimezone(UTC))


def plan_events(planned: Iterable[Planned], names: Mapping[str, str], start: date) -> tuple[Event, ...]:
    """Of each step the day when it must begin at the latest; another start date makes other events."""
    return tuple(
        Event(id=f"{step.id}-{start}", title=names[step.id], first=step.latest_start, last=step.latest_start)
        for step in planned
    )


def due_events(
    items: Iterable[ChecklistItem], days: Mapping[str, date], wording: Callable[[ChecklistItem], str]
) -> tuple[Event, ...]:
    """Of each item the days when it is due, as far as the day that it counts from is known."""
    return tuple(
        Event(
            id=f"{item.id}-{days[item.due.event]}", title=wording(item),
            first=days[item.due.event] + timedelta(days=item.due.from_days),
            last=days[item.due.event] + timedelta(days=item.due.to_days),
        )
        for item in items if item.due and item.due.event in days
    )
