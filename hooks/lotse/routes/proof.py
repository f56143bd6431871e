"""What holds of all combinations of answers at once, proven with decision diagrams instead of tried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from lotse.routes.diagram import NEVER, Cube, Space
from lotse.routes.rules import Clause, Rulebook

UNKNOWN = ""  # the answer of who doesn't know


class Diagrams:
    """Per route the combinations with the outcome «yes», and those with «yes» or «open»; «not known» is an answer."""

    def __init__(self, book: Rulebook, space: Space | None = None) -> None:
        self.book = book
        self.questions = tuple(book.answers)
        self.answers = tuple((*book.answers[q], UNKNOWN) for q in self.questions)
        self.space = space or Space([len(answers) for answers in self.answers])

    @cached_property
    def yes(self) -> Mapping[str, int]:
        return {r: self.space.union([c for clause in cs if (c := self.cube(clause, is_sure=True))])
                for r, cs in self.book.clauses.items()}  # fmt: skip

    @cached_property
    def possible(self) -> Mapping[str, int]:
        """Yes or open."""
        return {r: self.space.union([c for clause in cs if (c := self.cube(clause, is_sure=False))])
                for r, cs in self.book.clauses.items()}  # fmt: skip

    @cached_property
    def known(self) -> int:
        """The combinations in which every question is answered."""
        return self.space.union([Cube(
            tuple(frozenset(range(len(answers) - 1)) for answers in self.answers), (None,) * len(self.answers)
        )])  # fmt: skip

    def any_of(self, diagrams: Sequence[int]) -> int:
        found = NEVER
        for one in diagrams:
            found = self.space.either(found, one)
        return found

    def words(self, combination: Mapping[int, int]) -> dict[str, str]:
        """A combination of levels as question → answer; what is not known is left out."""
        named = {self.questions[level]: self.answers[level][answer] for level, answer in combination.items()}
        return {question: answer for question, answer in named.items() if answer != UNKNOWN}

    def cube(self, clause: Clause, *, is_sure: bool) -> Cube | None:
        """What fulfils a condition for certain, or perhaps; None where nothing can for certain on that day."""
        if is_sure and clause.undecided:
            return None
        pairs = list(zip(self.questions, self.answers, strict=True))
        fits = tuple(
            None if q not in clause.fits else frozenset(
                n for n, a in enumerate(answers) if a in clause.fits[q] or (a == UNKNOWN and not is_sure)
            )
            for q, answers in pairs
        )  # fmt: skip
        return Cube(fits, tuple(self._row(clause, q, answers, is_sure=is_sure) for q, answers in pairs), clause.needed)

    @staticmethod
    def _row(clause: Clause, question: str, answers: Sequence[str], *, is_sure: bool) -> tuple[int, ...] | None:
        points = clause.points.get(question)
        if points is None:
            return None
        fitting = clause.fits.get(question)
        best = max((n for a, n in points.items() if fitting is None or a in fitting), default=0)
        return tuple((0 if is_sure else best) if a == UNKNOWN else points.get(a, 0) for a in answers)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that doesn't hold: what, of which record, with which others, and the smallest example."""

    kind: str  # "answer-unreachable", "question-unused", "route-unreachable", "route-never-open" …
    record: str
    others: tuple[str, ...] = ()
    example: Mapping[str, str] | None = None


def combinations(book: Rulebook) -> int:
    """How many combinations of known answers there are."""
    product = 1
    for answers in book.answers.values():
        product *= len(answers)
    return product


def without_route(diagrams: Diagrams) -> int:
    """How many combinations of known answers leave no route."""
    reached = diagrams.any_of([*diagrams.yes.values()])
    return diagrams.space.count(diagrams.space.without(diagrams.known, reached))


def dead_ends(diagrams: Diagrams) -> tuple[int, Mapping[str, str] | None]:
    """How many cases there are of what nobody can change in which no other answer would open a route, and one."""
    book, space = diagrams.book, diagrams.space
    free = [n for n, question in enumerate(diagrams.questions) if question not in book.fixed]
    reached = space.some(diagrams.any_of([*diagrams.possible.values()]), free)
    left = space.without(space.some(diagrams.known, free), reached)
    product = 1
    for level in free:
        product *= space.sizes[level]
    example = space.example(left)
    return space.count(left) // product, diagrams.words(example) if example is not None else None


def findings(
    diagrams: Diagrams, exclusive: Mapping[str, Sequence[str]], within: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    """All that is wrong with the routes of a day."""
    yield from _unreachable(diagrams)
    yield from _not_exclusive(diagrams, exclusive)
    yield from _contained(diagrams, within)
    number, example = dead_ends(diagrams)
    if number:
        yield Finding("route-dead-end", "", (str(number),), example)


def _unreachable(diagrams: Diagrams) -> Iterator[Finding]:
    space = diagrams.space
    for route, clauses in diagrams.book.clauses.items():
        for clause in clauses if len(clauses) > 1 else ():
            cube = diagrams.cube(clause, is_sure=False)
            if cube is None or space.union([cube]) == NEVER:
                yield Finding("condition-impossible", clause.condition.id)
        if diagrams.possible[route] == NEVER and clauses:
            yield Finding("route-unreachable", route)
        elif diagrams.yes[route] == NEVER and clauses:
            is_lapsed = all(clause.undecided for clause in clauses)
            yield Finding("route-never-open", route, ("lapsed",) if is_lapsed else ())
    yield from _idle(diagrams)


def _idle(diagrams: Diagrams) -> Iterator[Finding]:
    """Questions that decide nothing, and answers with which no route is possible."""
    space = diagrams.space
    deciding = {n for d in (*diagrams.yes.values(), *diagrams.possible.values()) for n in space.levels(d)}
    reached = diagrams.any_of([*diagrams.possible.values()])
    waiting = {q for clauses in diagrams.book.clauses.values() for clause in clauses for q in clause.undecided}
    for level, question in enumerate(diagrams.questions):
        if level not in deciding:
            if question in waiting:  # for a threshold that has no value on the day
                continue
            yield Finding("question-unused", question)
            continue
        for number, answer in enumerate(diagrams.answers[level][:-1]):
            only = space.union([Cube(
                tuple(frozenset({number}) if n == level else None for n in range(len(space.sizes))),
                (None,) * len(space.sizes),
            )])  # fmt: skip
            if space.both(only, reached) == NEVER:
                yield Finding("answer-unreachable", question, (answer,))


def _not_exclusive(diagrams: Diagrams, exclusive: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    for route, others in exclusive.items():
        for other in others:
            if other in diagrams.yes:
                meeting = diagrams.space.both(diagrams.yes[route], diagrams.yes[other])
                if meeting != NEVER:
                    example = diagrams.space.example(meeting) or {}
                    yield Finding("routes-meet", route, (other,), diagrams.words(example))


def _contained(diagrams: Diagrams, within: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Routes that are open only where another one is: said once, unless the data say so themselves."""
    yes = {route: diagram for route, diagram in diagrams.yes.items() if diagram != NEVER}
    for one, other in permutations(yes, 2):
        is_declared = other in within.get(one, ())
        is_within = diagrams.space.without(yes[one], yes[other]) == NEVER
        if is_within and not is_declared:
            kind = "routes-same" if yes[one] == yes[other] else "route-within"
            yield Finding(kind, one, (other,))
        if is_declared and not is_within:
            yield Finding("route-not-within", one, (other,), diagrams.words(
                diagrams.space.example(diagrams.space.without(yes[one], yes[other])) or {}))  # fmt: skip
