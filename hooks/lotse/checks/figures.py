"""Figures: periods without overlap or gap, values that fit the unit, successors in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from lotse.load import Catalogue
from lotse.model import Figure, Period
from lotse.problems import Problem

_DAY = timedelta(days=1)
SUCCESSOR_DUE = timedelta(days=60)


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
    if earlier.to is None or later.from_ is None or later.from_ <= earlier.to:
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


def successors_in_time(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """A yearly figure needs the next year's value; from 60 days before, that is a task."""
    for figure in catalogue.figures:
        ends = [period.to or date.max for period in figure.periods]
        if figure.is_yearly and max(ends) < today + SUCCESSOR_DUE:
            last = max(ends).isoformat()
            verb = "galt" if max(ends) < today else "gilt"
            yield catalogue.origin(figure.id).problem(
                "periods",
                code="successor-due",
                severity="warning",
                message=f"Der letzte Wert {verb} bis {last}; der nächste fehlt.",
                hint="Tragen Sie den neuen Zeitraum ein, sobald er amtlich bekannt ist.",
            )


def _at(
    catalogue: Catalogue,
    figure: Figure,
    number: int,
    code: str,
    message: str,
    hint: str = "Prüfen Sie «from» und «to».",
) -> Problem:
    return catalogue.origin(figure.id).problem("periods", number, code=code, message=message, hint=hint)


RULES = (periods_in_order, values_fit_units, successors_in_time)
