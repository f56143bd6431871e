"""The facts about the operator that the legal pages need are there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lotse.load import Catalogue
from lotse.problems import Problem


def operator_facts_known(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """What is unknown is shown as a gap; before publication it must be asked for, never invented."""
    region = catalogue.region
    missing = [f"«{name}»" for name, value in region.operator if value is None]
    if missing:
        yield catalogue.origin(region.id).problem(
            "operator", code="operator-incomplete", severity="warning",
            message=f"Diese Angaben des Betreibers fehlen: {', '.join(missing)}.",
            hint="Fragen Sie den Betreiber; bis dahin steht auf den Seiten «vom Betreiber zu ergänzen».",
        )


RULES = (operator_facts_known,)
