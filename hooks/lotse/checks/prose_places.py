"""Written pages for the rules that read their texts, and a problem at a place of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import ParamSpec

from lotse.load import Catalogue, Prose
from lotse.markup import place_of
from lotse.problems import Problem

MANY = 100  # of one rule on one page; whoever has more mends the first ones first
Told = ParamSpec("Told")


def limited(rule: Callable[Told, Iterator[Problem]]) -> Callable[Told, Iterator[Problem]]:
    """The rule, telling of each page the first faults and then how many more there are."""

    @wraps(rule)
    def first_ones(*told: Told.args, **named: Told.kwargs) -> Iterator[Problem]:
        counts: Counter[str] = Counter()
        beyond: dict[str, Problem] = {}
        for problem in rule(*told, **named):
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


def pages_in_order(catalogue: Catalogue) -> list[Prose]:
    """The written pages, those of the source language first, where a fault is most likely to begin."""
    source = catalogue.region.languages[0]
    return sorted(catalogue.prose, key=lambda page: page.language != source)


def at(
    page: Prose, offset: int, code: str, message: str, hint: str = "", *, cause: str = "", stops_build: bool = True
) -> Problem:
    """A problem at an offset of a page's text.

    What only looks wrong to readers need not stop a build: a publication must always be able to get smaller.
    """
    line, column = place_of(page.body, offset)
    return Problem(
        file=page.file, line=page.first_line + line, column=column, code=code, message=message, hint=hint,
        record=page.title, cause=cause, stops_build=stops_build,
    )  # fmt: skip
