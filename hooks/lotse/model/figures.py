"""Figures (amounts, thresholds, fees, quotas, deadlines) with periods, and legal statements."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from lotse.model.base import Day, Evidenced, Id, Identified, Localized, Record, Text
from lotse.model.laws import LegalBasis

Unit = Literal[
    "EUR", "EUR/h", "EUR/month", "EUR/year", "%", "hours", "hours/week", "days", "business-days", "weeks",
    "months", "years", "units", "points", "persons", "approvals/year", "states", "rents", "level",
]


def _plain_number(value: object) -> object:
    """Only digits with at most one point: no exponent, no comma, no unit, nothing that prints a mile long."""
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", value):
        raise ValueError("not-a-number")
    return value


Amount = Annotated[Decimal, BeforeValidator(_plain_number)]


class Period(Record):
    """A value and the days on which it holds, both inclusive; an open `to` means until further notice.

    `value` is a decimal number with a point ("50700", "13.90"), `value_to` the upper end of a span,
    `level` a level of the CEFR ("B1") for the unit `level`.
    """

    value: Amount | None = None
    value_to: Amount | None = None
    level: Text | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    note: Localized | None = None


class Figure(Identified, Evidenced):
    """One amount that changes over time; `{{ figure("id") }}` takes it into prose."""

    name: Localized
    unit: Unit
    periods: tuple[Period, ...] = Field(min_length=1)
    is_yearly: bool = False  # a successor is due by 31 December
    per_year: Id | None = None  # of an amount per month: the figure that says the same per year, twelve times this
    relative_to: Localized | None = None  # what a percentage refers to
    legal_basis: LegalBasis = ()
    topics: tuple[Id, ...] = ()


class Fact(Identified, Evidenced):
    """A legal or procedural statement; `{{ basis("id") }}` shows its legal basis, source and date."""

    statement: Localized
    legal_basis: LegalBasis = ()
    topics: tuple[Id, ...] = ()
    valid_from: Day | None = None
    valid_to: Day | None = None
    successor: Id | None = None  # the statement that holds from the day after `valid_to`
    figures: tuple[Id, ...] = ()  # figures that state the same rule in numbers


class FiguresFile(Record):
    """`data/figures.yaml`"""

    figures: tuple[Figure, ...]


class FactsFile(Record):
    """`data/facts.yaml`"""

    facts: tuple[Fact, ...]
