"""Figures: periods without overlap or gap, values that fit the unit, successors in time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from lotse.load import Catalogue, by_id
from lotse.model import Figure, Period
from lotse.problems import Problem

_FILE = "data/figures.yaml"
_DAY = timedelta(days=1)
SUCCESSOR_DUE = timedelta(days=60)
OUTLOOK = timedelta(days=365)
_NAMED = re.compile(r"""figure\(\s*["']([a-z0-9-]+)["']""")


def periods_in_order(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The periods of a figure follow one another: none overlaps, none is turned around, none is missing."""
    for figure in catalogue.figures:
        for number, period in enumerate(figure.periods):
            if period.from_ and period.to and period.to < period.from_:
                yield _at(catalogue, figure, number, "period-order", "Dieser Zeitraum endet, bevor er beginnt.")
        numbered = sorted(enumerate(figure.periods), key=lambda pair: pair[1].from_ or date.min)
        for (_, earlier), (number, later) in pairwise(numbered):
            yield from _between(catalogue, figure, earlier, later, number)


def _between(catalogue: Catalogue, figure: Figure, earlier: Period, later: Period, number: int) -> Iterator[Problem]:
    if earlier == later:
        yield _at(
            catalogue, figure, number, "period-overlap", "Dieser Zeitraum steht zweimal.", "Löschen Sie einen.",
        )  # fmt: skip
    elif earlier.to is None or later.from_ is None or later.from_ <= earlier.to:
        yield _at(
            catalogue,
            figure,
            number,
            "period-overlap",
            "Dieser Zeitraum überschneidet sich mit dem vorigen.",
            "Beenden Sie den vorigen am Tag davor («to»).",
        )
    elif later.from_ - earlier.to > _DAY:
        yield _at(
            catalogue,
            figure,
            number,
            "period-gap",
            f"Zwischen dem {earlier.to.isoformat()} und dem {later.from_.isoformat()} fehlt ein Wert.",
            "Ergänzen Sie den Zeitraum dazwischen.",
        )


def values_fit_units(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A period has a number, or for language levels a level; nothing is negative; a span goes upwards."""
    for figure in catalogue.figures:
        for number, period in enumerate(figure.periods):
            is_level = figure.unit == "level"
            if period.value is None and _FILE in catalogue.unsound:
                continue  # what stands there is no number, and that is told
            if (period.level is None) == is_level or (period.value is None) != is_level:
                yield _at(
                    catalogue,
                    figure,
                    number,
                    "value-wrong",
                    "Hier fehlt das Sprachniveau («level»)." if is_level else "Hier fehlt die Zahl («value»).",
                    "Zur Einheit «level» gehört ein Sprachniveau, zu jeder anderen eine Zahl.",
                )
            elif period.value is not None and period.value < 0:
                yield _at(catalogue, figure, number, "value-wrong", "Der Wert ist negativ.", "Prüfen Sie «value».")
            elif period.value is not None and period.value_to is not None and period.value_to <= period.value:
                yield _at(
                    catalogue,
                    figure,
                    number,
                    "value-wrong",
                    "«value_to» ist nicht größer als «value».",
                    "Schreiben Sie zuerst den kleineren Wert.",
                )


_PLAUSIBLE: Mapping[str, tuple[int, int]] = {
    "EUR": (0, 10_000_000), "EUR/h": (1, 1_000), "EUR/month": (1, 100_000), "EUR/year": (1_000, 2_000_000),
    "%": (0, 500), "hours": (0, 10_000), "hours/week": (0, 168), "days": (0, 4_000), "business-days": (0, 1_000),
    "weeks": (0, 600), "months": (0, 600), "years": (0, 150), "units": (0, 100_000), "points": (0, 10_000),
    "persons": (0, 100_000_000), "approvals/year": (0, 10_000_000), "states": (0, 250), "rents": (0, 24),
}  # fmt: skip
"""What a figure of a unit can be at all; outside, a point or a nought has slipped."""
_JUMP = Decimal("0.3")
_ROUNDING = Decimal("0.12")  # twelve months, each rounded to a cent


def amounts_are_plausible(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No German thousands, and nothing that no figure of the unit can be."""
    for figure in catalogue.figures:
        low, high = _PLAUSIBLE.get(figure.unit, (0, 10**12))
        for number, period in enumerate(figure.periods):
            for field, value in (("value", period.value), ("value_to", period.value_to)):
                if value is None or value < 0:
                    continue
                path = ("periods", number, field)
                if value.as_tuple().exponent == -3:
                    thousands = f"{value:f}".replace(".", "")
                    yield catalogue.origin(figure.id).problem(
                        *path, code="amount-wrong", message=f"«{value:f}» hat drei Stellen hinter dem Punkt.",
                        hint=f"Meinten Sie {thousands}? Tausender haben keinen Punkt; sonst streichen Sie eine Stelle.",
                    )  # fmt: skip
                elif not low <= value <= high:
                    yield catalogue.origin(figure.id).problem(
                        *path, code="amount-wrong",
                        message=f"{value:f} kann bei der Einheit «{figure.unit}» nicht stimmen.",
                        hint=f"Möglich sind Werte zwischen {low} und {high}. Prüfen Sie Punkt, Nullen und «unit».",
                    )  # fmt: skip


def jumps_are_told(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A value that leaps against the period before is looked at twice."""
    for figure in catalogue.figures:
        numbered = sorted(enumerate(figure.periods), key=lambda pair: pair[1].from_ or date.min)
        for (_, earlier), (number, later) in pairwise(numbered):
            if earlier.value and later.value and abs(later.value / earlier.value - 1) > _JUMP:
                change = round((later.value / earlier.value - 1) * 100)
                yield catalogue.origin(figure.id).problem(
                    "periods", number, "value", code="amount-jumps", severity="warning",
                    message=f"Der Wert springt um {change:+} Prozent, von {earlier.value:f} auf {later.value:f}.",
                    hint="Prüfen Sie ihn noch einmal an der Quelle.",
                )  # fmt: skip


def years_are_twelve_months(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """An amount per month that names the one per year is a twelfth of it at all times that both have a value."""
    figures = by_id(catalogue.figures)
    for figure in catalogue.figures:
        year = figures.get(figure.per_year or "")
        if year is None:
            continue
        if (figure.unit, year.unit) != ("EUR/month", "EUR/year"):
            yield catalogue.origin(figure.id).problem(
                "per_year", code="figures-disagree",
                message="«per_year» verbindet einen Betrag im Monat mit demselben im Jahr.",
                hint=f"Hier sind es «{figure.unit}» und «{year.unit}».",
            )
            continue
        for number, period in enumerate(figure.periods):
            yield from _between_month_and_year(catalogue, figure, year, number, period)


def _between_month_and_year(
    catalogue: Catalogue, figure: Figure, year: Figure, number: int, period: Period
) -> Iterator[Problem]:
    for other in year.periods:
        is_same_time = (period.from_ or date.min) <= (other.to or date.max) and (other.from_ or date.min) <= (
            period.to or date.max
        )
        if is_same_time and period.value and other.value and abs(period.value * 12 - other.value) > _ROUNDING:
            yield catalogue.origin(figure.id).problem(
                "periods", number, "value", code="figures-disagree", severity="warning",
                message=f"Zwölfmal {period.value:f} sind {period.value * 12:f}, «{year.id}» sagt {other.value:f}.",
                hint="Prüfen Sie beide Werte an der Quelle.",
            )  # fmt: skip


def successors_in_time(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """A figure that ends needs its next value: a yearly one within 60 days, any other within twelve months.

    Once a figure that isn't yearly has lapsed, that is an error for editors as long as something names it; pages
    then leave its value out. Where nothing does, the rule that it belonged to has ended.
    """
    named = _named_figures(catalogue)
    for figure in catalogue.figures:
        last = max((period.to or date.max for period in figure.periods), default=date.max)
        is_over = last < today
        if last < today + (SUCCESSOR_DUE if figure.is_yearly else OUTLOOK):
            if is_over and not figure.is_yearly and figure.id not in named:
                continue
            yield catalogue.origin(figure.id).problem(
                "periods",
                code="successor-due",
                severity="error" if is_over and not figure.is_yearly else "warning",
                stops_build=False,
                message=f"Der letzte Wert {'galt' if is_over else 'gilt'} bis {last.isoformat()}; der nächste fehlt.",
                hint="Tragen Sie den neuen Zeitraum ein, sobald er amtlich bekannt ist.",
            )


def _named_figures(catalogue: Catalogue) -> frozenset[str]:
    """The figures that a page, a step or an item of a checklist names."""
    in_prose = (name for page in catalogue.prose for name in _NAMED.findall(page.body))
    in_steps = (name for step in catalogue.steps for name in step.costs)
    items = (item for checklist in catalogue.checklists for item in checklist.items())
    return frozenset({*in_prose, *in_steps, *(name for item in items for name in item.figures)})


def _at(
    catalogue: Catalogue,
    figure: Figure,
    number: int,
    code: str,
    message: str,
    hint: str = "Prüfen Sie «from» und «to».",
) -> Problem:
    return catalogue.origin(figure.id).problem("periods", number, code=code, message=message, hint=hint)


RULES = (
    periods_in_order, values_fit_units, amounts_are_plausible, jumps_are_told, years_are_twelve_months,
    successors_in_time,
)  # fmt: skip
