"""Which question comes next, and how many there can be."""

from __future__ import annotations

from lotse.routes.evaluate import outcomes
from lotse.routes.rules import Case, Clause, Rulebook

MOST = 12  # questions on the longest way through them

Left = frozenset[tuple[int, int]]  # conditions that nothing contradicts yet: number and points so far


def next_question(book: Rulebook, case: Case) -> str | None:
    """The first question, in their order, that a route still rests on; None when all is decided."""
    undecided = [outcome for outcome in outcomes(book, case).values() if outcome.state == "open"]
    missing = {question for outcome in undecided for question in outcome.missing}
    return next((question for question in book.answers if question in missing), None)


def longest_way(book: Rulebook) -> int:
    """The most questions that somebody is asked who knows every answer."""
    clauses = [clause for found in book.clauses.values() for clause in found]
    questions = list(book.answers)
    last = [max((n for n, q in enumerate(questions) if q in clause.asked), default=-1) for clause in clauses]
    memo: dict[tuple[int, Left], int] = {}

    def ways(level: int, left: Left) -> int:
        done = {clauses[n].route for n, _ in left if last[n] < level}
        left = frozenset(one for one in left if clauses[one[0]].route not in done)
        asked = (n for n in range(level, len(questions)) if any(questions[n] in clauses[c].asked for c, _ in left))
        at = next(asked, None)
        if at is None:
            return 0
        if (at, left) not in memo:
            question = questions[at]
            memo[at, left] = 1 + max(
                ways(at + 1, _after(clauses, last, left, at, question, answer)) for answer in book.answers[question]
            )
        return memo[at, left]

    return ways(0, frozenset((n, 0) for n in range(len(clauses))))


def _after(clauses: list[Clause], last: list[int], left: Left, level: int, question: str, answer: str) -> Left:
    found = set()
    for number, points in left:
        clause = clauses[number]
        if question in clause.fits and answer not in clause.fits[question]:
            continue
        got = min(clause.needed, points + clause.points.get(question, {}).get(answer, 0))
        if got >= clause.needed or level < last[number]:
            found.add((number, got))
    return frozenset(found)
