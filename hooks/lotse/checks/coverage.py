"""Expectations, delegations and declared gaps name what exists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lotse.checks.references import area_ids, unknown_at, unknown_ids
from lotse.load import Catalogue, Origin
from lotse.problems import Problem

_FILE = "data/coverage.yaml"


def coverage_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Topics, audiences, areas, owners and fallbacks of declarations exist."""
    topics = {topic.id for topic in catalogue.topics}
    audiences = {audience.id for audience in catalogue.audiences}
    sectors = {sector.id for sector in catalogue.sectors}
    areas, bodies = set(area_ids(catalogue)), {o.id for o in catalogue.organizations}
    for entry in (*catalogue.delegations, *catalogue.gaps):
        for field, known, what, where in (
            ("topics", topics, "Thema", "data/terms.yaml"),
            ("audiences", audiences, "Zielgruppe", "data/terms.yaml"),
            ("sectors", sectors, "Branche", "data/terms.yaml"),
            ("areas", areas, "Gebiet", "data/places.yaml"),
        ):
            references = [(entry.id, (field, number), name) for number, name in enumerate(getattr(entry, field))]
            yield from unknown_ids(catalogue, references, known, what, where)
    for gap in catalogue.gaps:
        for field in ("owner", "fallback"):
            reference = [(gap.id, (field,), getattr(gap, field))]
            yield from unknown_ids(catalogue, reference, bodies, "Organisation", "data/actors.yaml")
    for number, expectation in enumerate(catalogue.expectations):
        for field, known, what in (
            ("topics", topics, "Thema"), ("audiences", audiences, "Zielgruppe"), ("sectors", sectors, "Branche"),
        ):  # fmt: skip
            origin = _at(catalogue, ("expectations", number, field))
            places = [(origin, (index,), name) for index, name in enumerate(getattr(expectation, field))]
            yield from unknown_at(catalogue, places, known, what, "data/terms.yaml")


def _at(catalogue: Catalogue, path: tuple[str | int, ...]) -> Origin:
    """A place in the file for what has no id."""
    return Origin(_FILE, catalogue.trees.get(_FILE), path, "")


RULES = (coverage_references,)
