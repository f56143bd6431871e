"""Rules across records. A rule is a generator of problems; its docstring says what must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from lotse.checks import (
    consents,
    coverage,
    dates,
    evidence,
    figures,
    languages,
    operator,
    places,
    process,
    prose,
    prose_html,
    prose_links,
    prose_structure,
    references,
    shapes,
    texts,
    translations,
    variants,
)
from lotse.load import Catalogue
from lotse.problems import Problem

Rule = Callable[[Catalogue, date], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *shapes.RULES,
    *texts.RULES,
    *dates.RULES,
    *evidence.RULES,
    *consents.RULES,
    *figures.RULES,
    *places.RULES,
    *process.RULES,
    *coverage.RULES,
    *operator.RULES,
    *prose.RULES,
    *prose_structure.RULES,
    *prose_html.RULES,
    *prose_links.RULES,
    *languages.RULES,
    *translations.RULES,
    *variants.RULES,
)


_NEED_EVERYTHING: frozenset[Rule] = frozenset(
    {
        places.areas_reach_something,
        places.essential_bodies_everywhere,
        places.fallbacks_everywhere,
        consents.persons_have_entries,
        consents.bodies_have_entries,
        process.facet_values_used,
        process.conditions_agree,
        process.steps_reachable,
        process.documents_used,
    }
)
"""Rules that ask whether something is there: with faulty records left out, or with references that lead
nowhere, they would only repeat those problems in other words."""


def check_catalogue(catalogue: Catalogue, today: date) -> list[Problem]:
    """All problems that all rules find."""
    problems = [p for rule in RULES if rule not in _NEED_EVERYTHING for p in rule(catalogue, today)]
    if catalogue.is_partial or any(problem.code == "reference-unknown" for problem in problems):
        return problems
    return [*problems, *(p for rule in RULES if rule in _NEED_EVERYTHING for p in rule(catalogue, today))]
