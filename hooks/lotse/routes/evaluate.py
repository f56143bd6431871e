"""What follows for a case: each route is open to it («yes»), may be («open»), or isn't for what is known («no»).

A condition is «no» as soon as one known answer contradicts it, «open» while a needed answer is not known; what is not
known never counts as fulfilled. A route is as open as the best of its conditions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lotse.routes.rules import Case, Clause, Rulebook

State = Literal["yes", "open", "no"]
_RANK = {"yes": 2, "open": 1, "no": 0}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a route is for a case, by which condition, and the questions that decided it or are still open."""

    route: str
    state: State
    clause: Clause
    deciding: tuple[str, ...]
    missing: tuple[str, ...]
    contradicting: tuple[str, ...]
    is_undecided: bool = False  # nothing is missing but a figure of the day


def outcome_of(book: Rulebook, route: str, case: Case) -> Outcome | None:
    """The outcome of one route; None if it has no condition on the day."""
    known = book.understood(case)
    found = [_judged(book, clause, known) for clause in book.clauses[route]]
    return max(found, key=lambda o: (_RANK[o.state], -len(o.contradicting), -len(o.missing)), default=None)


def outcomes(book: Rulebook, case: Case) -> dict[str, Outcome]:
    """The outcomes of all routes: those to check first, the most specific first.

    More specific is what rests on more questions; among equals the order of the file holds.
    """
    found = [outcome for route in book.clauses if (outcome := outcome_of(book, route, case))]
    found.sort(key=lambda o: (-_RANK[o.state], -len(o.clause.asked)))
    return {outcome.route: outcome for outcome in found}


def _judged(book: Rulebook, clause: Clause, known: Mapping[str, str]) -> Outcome:
    order = [question for question in book.answers if question in clause.asked]
    wrong = [q for q in order if q in clause.fits and q in known and known[q] not in clause.fits[q]]
    missing = [q for q in order if q in clause.fits and q not in known]
    least, most = _points(clause, known)
    if most < clause.needed:
        wrong += [q for q in order if q in clause.points and q in known and q not in wrong]
    elif least < clause.needed:
        missing += [q for q in order if q in clause.points and q not in known and q not in missing]
    is_undecided = bool(clause.undecided)
    state: State = "no" if wrong else "open" if missing or is_undecided else "yes"
    deciding = tuple(q for q in order if q in known and q not in wrong)
    return Outcome(clause.route, state, clause, deciding, tuple(missing), tuple(wrong), is_undecided and not missing)


def _points(clause: Clause, known: Mapping[str, str]) -> tuple[int, int]:
    """The points that a case has for certain, and those that it may have."""
    least = most = 0
    for question, points in clause.points.items():
        if question in known:
            least += points.get(known[question], 0)
            most += points.get(known[question], 0)
        else:
            fitting = clause.fits.get(question)
            most += max((n for a, n in points.items() if fitting is None or a in fitting), default=0)
    return least, most


@dataclass(frozen=True, slots=True)
class Nearest:
    """A route that one other answer would open: which question, and the answers that would do."""

    route: str
    question: str
    answers: tuple[str, ...]


def nearest(book: Rulebook, case: Case) -> tuple[Nearest, ...]:
    """The routes that are not open, and would be if one answer were another; of what nobody can change nothing."""
    known = book.understood(case)
    found = []
    for route, clauses in book.clauses.items():
        outcome = outcome_of(book, route, case)
        if outcome is None or outcome.state != "no":
            continue
        for question in (q for q in book.answers if q in known and q not in book.fixed):
            others = (answer for answer in book.answers[question] if answer != known[question])
            better = [answer for answer in others if _fits(book, clauses, {**known, question: answer})]
            if better:
                found.append(Nearest(route, question, tuple(better)))
    return tuple(found)


def _fits(book: Rulebook, clauses: tuple[Clause, ...], known: Mapping[str, str]) -> bool:
    return any(_judged(book, clause, known).state == "yes" for clause in clauses)
