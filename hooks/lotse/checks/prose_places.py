"""Written pages for the rules that read their texts, and a problem at a place of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import wraps

from lotse.load import Catalogue, Prose
from lotse.markup import place_of, tangle_in
from lotse.problems import Problem

MANY = 100  # of one rule on one page; whoever has more mends the first ones first
Rule = Callable[[Catalogue, date], Iterator[Problem]]


def limited(rule: Rule) -> Rule:
    """The rule, telling of each page the first faults and then how many more there are."""

    @wraps(rule)
    def first_ones(catalogue: Catalogue, today: date) -> Iterator[Problem]:
        counts: Counter[str] = Counter()
        beyond: dict[str, Problem] = {}
        for problem in rule(catalogue, today):
            counts[problem.file] += 1
            if counts[problem.file] <= MANY:
                yield problem
            else:
                beyond.setdefault(problem.file, problem)
        for file, problem in beyond.items():
            rest = counts[file] - MANY
            yield replace(
                problem, code="problems-many", message=f"Von hier an stehen auf dieser Seite {rest} weitere Fehler.",
                hint="Beheben Sie zuerst die anderen.",
            )  # fmt: skip

    return first_ones


def readable_pages(catalogue: Catalogue) -> Iterator[Prose]:
    """The written pages, those of the source language first; none that would keep a rule busy for minutes."""
    source = catalogue.region.languages[0]
    pages = sorted(catalogue.prose, key=lambda page: page.language != source)
    return (page for page in pages if tangle_in(page.body) is None)


def at(page: Prose, offset: int, code: str, message: str, hint: str = "") -> Problem:
    """A problem at an offset of a page's text."""
    line, column = place_of(page.body, offset)
    return Problem(
        file=page.file, line=page.first_line + line, column=column, code=code, message=message, hint=hint,
        record=page.title,
    )  # fmt: skip
