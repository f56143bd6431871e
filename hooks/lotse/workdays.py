"""Working days: which days are off, and how a day that is off moves. Public holidays come from the package `holidays`.

The rule, everywhere the same: a deadline and a latest beginning move to the working day before, an earliest day and a
first working day to the one after. Saturdays and Sundays are off, holidays are those of the Land.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import holidays

YEARS_AHEAD = 8
"""How far plans reach; later holidays are not published, for a Land may change them."""
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Workdays:
    """The days off of a place: holidays with their names, and weekends unless every day counts."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    has_weekends: bool = True

    def is_off(self, day: date) -> bool:
        return day in self.holidays or (self.has_weekends and day.weekday() >= _SATURDAY)

    def on_or_after(self, day: date) -> date:
        """The day itself or the next working day."""
        while self.is_off(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself or the working day before it."""
        while self.is_off(day):
            day -= _DAY
        return day


EVERY_DAY = Workdays(has_weekends=False)
"""For reckoning without days off."""


def workdays_of(country: str, subdivision: str | None, today: date) -> Workdays:
    """The days off from this year on, for the years that plans reach, with names in the country's language.

    Raises ValueError for a country or part of one that the package doesn't know.
    """
    years = range(today.year, today.year + YEARS_AHEAD + 1)
    try:
        language = holidays.country_holidays(country).default_language  # else that of the machine
        found = holidays.country_holidays(country, subdiv=subdivision, years=years, language=language)
    except NotImplementedError as fault:
        raise ValueError(f"no holidays known for {country} {subdivision or ''}".strip()) from fault
    return Workdays(dict(sorted(found.items())))
