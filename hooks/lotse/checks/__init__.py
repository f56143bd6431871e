"""Rules across records. A rule is a generator of problems; its docstring says what must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from lotse.checks import (
    answers,
    consents,
    coverage,
    dates,
    events,
    evidence,
    experience,
    figures,
    helplines,
    hours,
    labels,
    languages,
    legal_basis,
    operator,
    pages,
    persons,
    placeholders,
    places,
    process,
    prose,
    prose_html,
    prose_links,
    prose_structure,
    references,
    routes,
    shapes,
    shortcodes,
    succession,
    texts,
    translations,
    variants,
)
from lotse.load import Catalogue
from lotse.pages import Desk
from lotse.problems import Problem

Rule = Callable[[Catalogue, date], Iterator[Problem]]
AnswerRule = Callable[[Catalogue, Mapping[str, Desk]], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *shapes.RULES,
    *hours.RULES,
    *placeholders.RULES,
    *texts.RULES,
    *dates.RULES,
    *evidence.RULES,
    *consents.RULES,
    *persons.RULES,
    *figures.RULES,
    *legal_basis.RULES,
    *succession.RULES,
    *places.RULES,
    *process.RULES,
    *routes.RULES,
    *coverage.RULES,
    *helplines.RULES,
    *pages.RULES,
    *events.RULES,
    *experience.RULES,
    *operator.RULES,
    *prose.RULES,
    *prose_structure.RULES,
    *prose_html.RULES,
    *prose_links.RULES,
    *languages.RULES,
    *translations.RULES,
    *variants.RULES,
)

ANSWER_RULES: tuple[AnswerRule, ...] = (*answers.RULES, *shortcodes.RULES, *labels.RULES)

_WHOLE_FILES: Mapping[Rule, tuple[str, ...]] = {
    places.areas_reach_something: ("places",),
    places.essential_bodies_everywhere: ("places", "actors", "terms", "region"),
    places.fallbacks_everywhere: ("places", "actors", "terms", "region"),
    consents.persons_are_cleared: ("consents",),
    consents.bodies_have_entries: ("consents",),
    process.facet_values_used: ("process", "checklists", "documents"),
    process.conditions_agree: ("process", "checklists", "documents"),
    process.steps_reachable: ("process",),
    process.documents_used: ("process", "checklists", "documents"),
    routes.routes_hold_together: ("routes", "figures"),
    routes.personas_agree: ("routes", "figures", "personas"),
    languages.texts_name_known_languages: ("terms", "region"),
    languages.folders_are_languages: ("region",),
    languages.files_name_known_languages: ("region",),
    languages.label_reviews_name_languages: ("region",),
    operator.operator_facts_known: ("region",),
}
"""Rules that ask whether something is there, and the files they look in: with records of those left out, or
with references in them that lead nowhere, they would only repeat those problems in other words."""


def check_catalogue(catalogue: Catalogue, today: date) -> list[Problem]:
    """All problems that all rules find; a fault in one file never silences what can be said of the others."""
    problems = [p for rule in RULES if rule not in _WHOLE_FILES for p in rule(catalogue, today)]
    unsound = {*catalogue.unsound, *(p.file for p in problems if p.code == "reference-unknown")}
    for rule, names in _WHOLE_FILES.items():
        if not any(file.startswith(tuple(f"data/{name}" for name in names)) for file in unsound):
            problems += rule(catalogue, today)
    # What stands in for a lost part has no place of its own, and no fault that anybody could mend.
    return [p for p in problems if p.file != "data"] if catalogue.is_partial else problems


def check_references(catalogue: Catalogue) -> list[Problem]:
    """The problems of records that lead nowhere or in circles, alone: they hold on any day."""
    return [problem for rule in references.RULES for problem in rule(catalogue, date.min)]


def check_answers(catalogue: Catalogue, desks: Mapping[str, Desk]) -> Iterator[Problem]:
    """All problems of what follows from the records: answers, and what short commands in prose say."""
    for rule in ANSWER_RULES:
        yield from rule(catalogue, desks)
