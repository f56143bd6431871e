"""Routes as of a day: amounts turned into bands, conditions into what each question must be answered with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from lotse.figures import Reading, reading
from lotse.model import Answer, Figure, PointsTable, Question, Route, RouteCondition

Case = Mapping[str, str]  # question → answer, or euros per year; what is not known is absent


@dataclass(frozen=True, slots=True)
class Bands:
    """The thresholds of an amount on a day: figure → value, none where it isn't known that day."""

    values: Mapping[str, Decimal | None]
    steps: tuple[Decimal, ...]  # ascending, each once

    def names(self) -> tuple[str, ...]:
        """One answer more than there are steps: how many of them an amount reaches."""
        return tuple(str(number) for number in range(len(self.steps) + 1))

    def band(self, amount: str) -> str | None:
        """The band of an amount as somebody typed it; None if it isn't one."""
        try:
            value = Decimal(amount)
        except InvalidOperation:
            return None
        return str(sum(step <= value for step in self.steps)) if value.is_finite() and value >= 0 else None

    def reaching(self, figure: str) -> frozenset[str] | None:
        """The bands that reach a threshold; None where it isn't known."""
        value = self.values.get(figure)
        if value is None:
            return None
        return frozenset(str(n) for n in range(self.steps.index(value) + 1, len(self.steps) + 1))


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition on a day: question → answers that fit; `undecided` are questions whose threshold isn't known."""

    route: str
    condition: RouteCondition
    fits: Mapping[str, frozenset[str]]
    undecided: frozenset[str] = frozenset()
    points: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # question → answer → points
    needed: int = 0

    @property
    def asked(self) -> frozenset[str]:
        """The questions that it rests on."""
        return frozenset({*self.fits, *self.undecided, *self.points})


@dataclass(frozen=True)
class Rulebook:
    """Questions and routes as of a day."""

    day: date
    answers: Mapping[str, tuple[str, ...]]  # question → its answers, of an amount its bands, in order
    bands: Mapping[str, Bands]
    clauses: Mapping[str, tuple[Clause, ...]]  # route → its conditions of the day, in the order of the file
    fixed: frozenset[str] = frozenset()
    lapsed: frozenset[str] = frozenset()  # figures without a value on the day

    def understood(self, case: Case) -> dict[str, str]:
        """The case as known answers: amounts as bands; what no question knows is left out."""
        found = {}
        for question, answers in self.answers.items():
            given = case.get(question)
            band = self.bands.get(question)
            answer = band.band(given) if band and given is not None else given
            if answer in answers:
                found[question] = answer
        return found


def rulebook(
    questions: Sequence[Question], routes: Sequence[Route], tables: Iterable[PointsTable],
    figures: Mapping[str, Figure], day: date, more_steps: Mapping[str, frozenset[Decimal]] | None = None,
) -> Rulebook:  # fmt: skip
    """The rules of a day. `more_steps` divides amounts further, so that two rulebooks can be compared."""
    used = {f for q in questions for f in q.figures} | {t.needed for t in tables}
    values = {f: _value(reading(figures[f], day)) if f in figures else None for f in used}
    bands = {q.id: _bands(q, values, (more_steps or {}).get(q.id, frozenset())) for q in questions if q.figures}
    points = {table.id: table for table in tables}
    return Rulebook(
        day,
        {q.id: bands[q.id].names() if q.figures else tuple(a.id for a in q.values) for q in questions},
        bands,
        {r.id: tuple(_clause(r, c, bands, points, values) for c in r.conditions if _holds(c, day)) for r in routes},
        frozenset(q.id for q in questions if q.is_fixed),
        frozenset(f for f, value in values.items() if value is None),
    )


def _value(found: Reading | None) -> Decimal | None:
    return None if found is None or found.is_lapsed or found.is_coming else found.period.value


def _bands(question: Question, values: Mapping[str, Decimal | None], more: frozenset[Decimal]) -> Bands:
    own = {figure: values[figure] for figure in question.figures}
    return Bands(own, tuple(sorted({v for v in own.values() if v is not None} | more)))


def _holds(condition: RouteCondition, day: date) -> bool:
    begins, ends = condition.valid_from or day, condition.valid_to or day
    return begins <= day <= ends


def _clause(
    route: Route, condition: RouteCondition, bands: Mapping[str, Bands], tables: Mapping[str, PointsTable],
    values: Mapping[str, Decimal | None],
) -> Clause:  # fmt: skip
    fits: dict[str, frozenset[str]] = {}
    undecided = set()
    for question, wanted in condition.when.items():
        reaching = bands[question].reaching(wanted[0]) if question in bands else frozenset(wanted)
        if reaching is None:
            undecided.add(question)
        else:
            fits[question] = reaching
    table = tables.get(condition.points or "")
    needed = values[table.needed] if table else None
    if table and needed is None:
        undecided |= {row.question for row in table.rows}
    return Clause(
        route.id, condition, fits, frozenset(undecided),
        {row.question: dict(row.points) for row in table.rows} if table else {}, int(needed or 0),
    )


def answer_of(questions: Iterable[Question], value: str) -> Answer | None:
    """The answer of that id."""
    return next((a for q in questions for a in q.values if a.id == value), None)
