"""A statement that ends names the one that follows it, and readers are led to the one that holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from lotse import model
from lotse.checks.references import unknown_ids
from lotse.load import Catalogue
from lotse.load.catalogue import PathPart
from lotse.problems import Problem

_BASIS = re.compile(r"\{\{\s*basis\(\s*[\"'](?P<fact>[^\"']+)[\"']\s*\)\s*\}\}")


def successors_exist(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The successor of a statement is a statement."""
    facts = {fact.id for fact in catalogue.facts}
    named = [(fact.id, ("successor",), fact.successor) for fact in catalogue.facts if fact.successor]
    yield from unknown_ids(catalogue, named, facts, "Rechtsaussage", "data/facts.yaml")


def successors_follow(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The successor begins on the day after its predecessor ends."""
    begins = {fact.id: fact.valid_from for fact in catalogue.facts}
    for fact in catalogue.facts:
        if fact.successor not in begins:
            continue
        if fact.valid_to is None or begins[fact.successor] != fact.valid_to + timedelta(days=1):
            yield catalogue.origin(fact.id).problem(
                "successor", code="date-order",
                message=f"«{fact.successor}» beginnt nicht am Tag nach dem Ende dieser Aussage.",
                hint="Prüfen Sie «valid_to» hier und «valid_from» der Nachfolge.",
            )


def ended_facts_are_not_cited(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Lists, steps, procedures, words and pages cite the statement that holds, not the one it has replaced."""
    ended = {f.id: f for f in catalogue.facts if f.successor and f.valid_to and f.valid_to < today}
    for record_id, path, named in _citations(catalogue):
        if named in ended:
            message, hint = _words(ended[named])
            yield catalogue.origin(record_id).problem(
                *path, code="fact-ended", severity="warning", message=message, hint=hint
            )
    yield from _ended_in_prose(catalogue, ended)


def _ended_in_prose(catalogue: Catalogue, ended: dict[str, model.Fact]) -> Iterator[Problem]:
    for page in catalogue.prose:
        for found in _BASIS.finditer(page.body):
            if found["fact"] in ended:
                message, hint = _words(ended[found["fact"]])
                yield Problem(
                    file=page.file, line=page.first_line + page.body.count("\n", 0, found.start()),
                    code="fact-ended", severity="warning", record=page.title, message=message, hint=hint,
                )


def _citations(catalogue: Catalogue) -> Iterator[tuple[str, tuple[PathPart, ...], str]]:
    items = (item for checklist in catalogue.checklists for item in checklist.items())
    for record in (*catalogue.steps, *catalogue.procedures, *items, *catalogue.glossary):
        for number, fact in enumerate(record.facts):
            yield record.id, ("facts", number), fact


def _words(fact: model.Fact) -> tuple[str, str]:
    day = fact.valid_to.isoformat() if fact.valid_to else ""
    return (
        f"Die Aussage «{fact.id}» galt nur bis {day}.",
        f"Lesen Sie «{fact.successor}» und fassen Sie den Text danach; nennen Sie dann diese Aussage.",
    )


RULES = (successors_exist, successors_follow, ended_facts_are_not_cited)
