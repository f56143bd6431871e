"""When something recurs, in the words of HSDS `schedule`: opening hours and events share these fields."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from lotse.model.base import Day, Localized, Record, Text

Weekday = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]  # RFC 5545 BYDAY
WEEKDAYS: tuple[Weekday, ...] = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NUMBERED_DAY_PATTERN = r"^(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)$"
NumberedDay = Annotated[str, StringConstraints(pattern=NUMBERED_DAY_PATTERN)]
"""A weekday, of a month on request only the first («1TU») or the last («-1FR»)."""

Frequency = Literal["WEEKLY", "MONTHLY"]


class Repeated(Record):
    """From when to when something recurs, and how often; HSDS `schedule`."""

    valid_from: Day | None = None
    valid_to: Day | None = None
    freq: Frequency = "WEEKLY"
    interval: int = Field(default=1, ge=1, le=52)  # every so many weeks or months
    description: Localized | None = None


class Schedule(Repeated):
    """Opening hours: the same hours on some week days.

    Without a time it can only be by appointment. In which week of the month it is, `description` says.
    """

    byday: tuple[Weekday, ...] = Field(min_length=1)
    opens_at: Text | None = None  # "08:30"
    closes_at: Text | None = None  # "12:00"
    by_appointment: bool = False  # nobody is received in this slot without one
    appointment_url: Text | None = None  # where an appointment is made; HSDS `schedule_link`


class Closure(Record):
    """Days on which a place or a contact can't be reached, the first and the last included."""

    first: Day
    last: Day
    reason: Localized | None = None


class Recurrence(Repeated):
    """The days on which an event takes place again, at the hour at which it first does."""

    freq: Frequency
    byday: tuple[NumberedDay, ...] = ()
    valid_to: Day
    excluded: tuple[Day, ...] = ()  # days on which it doesn't take place
