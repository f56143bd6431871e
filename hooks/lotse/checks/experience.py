"""Hurdles: all they name exists, and nothing in them leads to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lotse.checks.channels import data_texts
from lotse.checks.references import unknown_ids
from lotse.load import Catalogue
from lotse.model.base import first_day
from lotse.names import ADDRESSED
from lotse.problems import Problem

FILE = "data/experience.yaml"
_SOURCE_FIELDS = frozenset({"edition", "copied_on", "read_on", "read_by", "place", "source", "since"})
_SOURCE_FIELDS |= {"review_on", "assured_on"}
_DAY = re.compile(r"(?<!\d)(?:\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d)")
_CASE = re.compile(r"\b(?:Az\.?|Aktenzeichen|geb\.|geboren am|Passnummer|Familie [A-ZÄÖÜ][a-zäöüß]+)", re.IGNORECASE)
_FAULTS = (("wohl der Name einer Person", ADDRESSED), ("ein genauer Tag", _DAY), ("ein Merkmal eines Falls", _CASE))


def hurdle_references(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Phases, topics, steps, audiences and owner of a hurdle exist, and it was first seen before today."""
    known = {
        "phases": ([phase.id for phase in catalogue.phases], "Phase", "data/terms.yaml"),
        "topics": ([topic.id for topic in catalogue.topics], "Thema", "data/terms.yaml"),
        "steps": ([step.id for step in catalogue.steps], "Schritt", "data/process.yaml"),
        "affected": ([term.id for term in catalogue.audiences], "Zielgruppe", "data/terms.yaml"),
    }
    bodies = [body.id for body in catalogue.organizations]
    for hurdle in catalogue.hurdles:
        for field, (ids, what, where) in known.items():
            named = [(hurdle.id, (field, number), name) for number, name in enumerate(getattr(hurdle, field))]
            yield from unknown_ids(catalogue, named, ids, what, where)
        owner = [(hurdle.id, ("owner",), hurdle.owner)] if hurdle.owner else []
        yield from unknown_ids(catalogue, owner, bodies, "Organisation", "data/actors.yaml")
        if hurdle.since and first_day(hurdle.since) > today:
            yield catalogue.origin(hurdle.id).problem(
                "since", code="date-future", message="Dieser Tag liegt in der Zukunft.",
                hint="Tragen Sie ein, seit wann die Hürde beobachtet wird.",
            )


def hurdles_name_nobody(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A hurdle is a pattern: no name, day or file number that could lead to a person.

    Numbers, addresses and the names of known persons are refused in all texts, by other rules.
    """
    for text in data_texts(catalogue):
        if text.file != FILE or text.field in _SOURCE_FIELDS:
            continue
        found = next((what for what, pattern in _FAULTS if pattern.search(text.text)), None)
        if found:
            yield text.problem(
                code="hurdle-personal", message=f"In dieser Hürde steht {found}.",
                hint="Beschreiben Sie das Muster, das sich wiederholt, so, dass niemand zu erkennen ist.",
            )  # fmt: skip


RULES = (hurdle_references, hurdles_name_nobody)
