"""What changes from one state of the routes to another: exactly how many combinations, and for which cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations

from lotse.routes.diagram import NEVER, Space
from lotse.routes.evaluate import State
from lotse.routes.proof import UNKNOWN, Diagrams
from lotse.routes.rules import Rulebook


@dataclass(frozen=True, slots=True)
class Shift:
    """So many combinations of a route go from one outcome to another; `witness` is the shortest of them."""

    route: str
    before: State
    after: State
    count: int
    witness: Mapping[str, str]  # question → answer, of an amount its band


@dataclass(frozen=True, slots=True)
class Difference:
    """All shifts; how many combinations there are, and how many have any outcome changed."""

    total: int
    changed: int
    shifts: tuple[Shift, ...]


def all_steps(*books: Rulebook) -> dict[str, frozenset[Decimal]]:
    """Question → the thresholds of an amount in any of the rulebooks, so that all are told apart alike."""
    questions = {question for book in books for question in book.bands}
    return {q: frozenset(s for book in books if q in book.bands for s in book.bands[q].steps) for q in questions}


def difference(before: Rulebook, after: Rulebook) -> Difference:
    """What changes; both must divide amounts alike. What only one of them asks the other takes no account of."""
    answers = _merged(before.answers, after.answers)
    sides = [Diagrams(replace(book, answers=answers)) for book in (before, after)]
    space = Space([len(found) + 1 for found in answers.values()])
    for side in sides:
        side.space = space
    shifts, changed = [], NEVER
    for route in dict.fromkeys((*before.clauses, *after.clauses)):
        old, new = (_parts(side, route) for side in sides)
        for one, other in permutations(old, 2):
            moving = space.both(old[one], new[other])
            if moving != NEVER:
                witness = sides[1].words(space.example(moving) or {})
                shifts.append(Shift(route, one, other, space.count(moving), witness))
                changed = space.either(changed, moving)
    return Difference(space.count(1), space.count(changed), tuple(shifts))


def _parts(side: Diagrams, route: str) -> dict[State, int]:
    yes, possible = side.yes.get(route, NEVER), side.possible.get(route, NEVER)
    space = side.space
    return {"yes": yes, "open": space.without(possible, yes), "no": space.without(1, possible)}


def _merged(one: Mapping[str, Sequence[str]], other: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """All questions with all their answers, in the order of the later state."""
    return {
        question: tuple(a for a in dict.fromkeys((*other.get(question, ()), *one.get(question, ()))) if a != UNKNOWN)
        for question in dict.fromkeys((*other, *one))
    }
