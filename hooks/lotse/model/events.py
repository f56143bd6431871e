"""What partners of the region do in public: when, where, for whom, and how to register."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from lotse.model.actors import Address
from lotse.model.base import Day, Evidenced, Id, Identified, LanguageCode, Localized, Record, Text, first_day
from lotse.model.schedules import Recurrence

MOMENT_PATTERN = r"^[0-9]{4}-[0-9]{2}(-[0-9]{2}(T([01][0-9]|2[0-3]):[0-5][0-9])?)?$"


def _in_calendar(moment: str) -> str:
    try:
        first_day(moment.partition("T")[0])
    except ValueError:
        raise ValueError("not-a-date") from None
    return moment


Moment = Annotated[str, StringConstraints(pattern=MOMENT_PATTERN), AfterValidator(_in_calendar)]
"""The time on the clock of the place, «2026-10-14T09:30»; of whole days or where no hour is known «2026-10-14»; of
what is only known by its month «2026-10»."""

EventStatus = Literal["scheduled", "cancelled", "moved"]


class Venue(Record):
    """Where people meet."""

    name: Localized | None = None
    address: Address | None = None


class Registration(Record):
    """How to register, and until when."""

    is_required: bool = True
    closes_at: Moment | None = None
    url: Text | None = None
    note: Localized | None = None


class Event(Identified, Evidenced):
    """An activity of a body of the region, alone or with partners; schema.org `Event`.

    Its links and addresses are shown as far as the organizer, or an entry about the event itself, clears them.
    """

    name: Localized
    description: Localized | None = None
    organizer: Id
    partners: tuple[Id, ...] = ()  # bodies that plan it together with the organizer
    starts_at: Moment
    ends_at: Moment | None = None  # of the first time, if it recurs
    time_zone: Text = "Europe/Berlin"
    status: EventStatus = "scheduled"
    moved_from: Moment | None = None  # when it was to be before it was moved
    schedule: Recurrence | None = None
    venue: Venue | None = None
    is_online: bool = False
    topics: tuple[Id, ...] = Field(min_length=1)
    audiences: tuple[Id, ...] = Field(min_length=1)
    languages: tuple[LanguageCode, ...] = ()  # empty: not known
    areas: tuple[Id, ...] = Field(min_length=1)
    registration: Registration | None = None
    fees: Localized | None = None
    url: Text | None = None
    contacts: tuple[Id, ...] = ()  # of the organizer
    reported_on: Day | None = None  # when the partners were told of it
    is_prominent: bool = False  # so visible to the public that partners are to know early (agreement, section 4)

    @property
    def first_day(self) -> date:
        """The first day that it can be."""
        return first_day(self.starts_at.partition("T")[0])


class EventsFile(Record):
    """`data/events.yaml`"""

    events: tuple[Event, ...]
