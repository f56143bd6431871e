"""Cases written from the law, to judge the routes by: today, and on each later day on which a figure changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lotse.model import Figure, Persona
from lotse.routes.evaluate import State, outcomes
from lotse.routes.rules import Rulebook


@dataclass(frozen=True, slots=True)
class Miss:
    """A route whose outcome for a case is not the expected one."""

    persona: str
    route: str
    expected: State
    found: State


def misses(book: Rulebook, persona: Persona) -> Iterator[Miss]:
    """Where the routes and a case disagree; that one is open is no fault while a figure has no value that day."""
    for outcome in outcomes(book, persona.answers).values():
        wanted: State = "yes" if outcome.route in persona.opens else "no"
        wanted = "open" if outcome.route in persona.undecided else wanted
        is_excused = outcome.state == "open" and bool(outcome.clause.undecided)
        if outcome.state != wanted and not is_excused:
            yield Miss(persona.id, outcome.route, wanted, outcome.state)


def states(book: Rulebook, persona: Persona) -> dict[str, State]:
    """Route → outcome of a case."""
    return {outcome.route: outcome.state for outcome in outcomes(book, persona.answers).values()}


def later_days(figures: Iterable[Figure], today: date) -> tuple[date, ...]:
    """The days after today on which one of the figures takes another value, or has none any more."""
    found = set()
    for figure in figures:
        for period in figure.periods:
            found |= {period.from_} if period.from_ else set()
            found |= {period.to + timedelta(days=1)} if period.to else set()
    return tuple(sorted(day for day in found if day > today))


def changed(before: Rulebook, after: Rulebook, personas: Iterable[Persona]) -> tuple[str, ...]:
    """The cases for which any outcome differs."""
    return tuple(p.id for p in personas if states(before, p) != states(after, p))
