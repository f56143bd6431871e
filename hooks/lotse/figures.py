"""The value of a figure on a day, and what changes when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lotse.model.figures import Figure, Period


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of a figure.

    `is_lapsed`: its period is over and the next one isn't known yet. `is_coming`: it holds only from a later day
    on, and before that there was none.
    """

    figure: Figure
    period: Period
    is_lapsed: bool = False
    is_coming: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that takes a new value on a day; `before` is None when it had none in the data."""

    day: date
    figure: Figure
    before: Period | None
    after: Period


def holds(period: Period, day: date) -> bool:
    """Whether the period includes the day; both ends belong to it."""
    return (period.from_ is None or period.from_ <= day) and (period.to is None or day <= period.to)


def reading(figure: Figure, day: date) -> Reading | None:
    """The value on the day; else the first to come, or the last one before, marked so; None without any period."""
    for period in figure.periods:
        if holds(period, day):
            return Reading(figure, period)
    coming = [period for period in figure.periods if period.from_ and period.from_ > day]
    if len(coming) == len(figure.periods):
        return Reading(figure, min(coming, key=lambda period: period.from_ or date.max), is_coming=True)
    past = [period for period in figure.periods if period.to and period.to < day]
    if past:
        return Reading(figure, max(past, key=lambda period: period.to or date.min), is_lapsed=True)
    return None


def changes(figures: Iterable[Figure], since: date) -> Iterator[Change]:
    """Every change of a value from `since` on, past and coming, the latest first."""
    found = (change for figure in figures for change in _changes_of(figure) if change.day >= since)
    yield from sorted(found, key=lambda change: (change.day, change.figure.id), reverse=True)


def _changes_of(figure: Figure) -> Iterator[Change]:
    periods = sorted(figure.periods, key=lambda period: period.from_ or date.min)
    for before, after in zip([None, *periods], periods, strict=False):
        if after.from_:
            yield Change(after.from_, figure, before, after)
