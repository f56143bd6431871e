"""Labels of the interface: every one that a template asks for is there, in some language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lotse.load import Catalogue
from lotse.pages import Desk
from lotse.problems import Problem
from lotse.render.templates import asked_labels


def labels_are_there(catalogue: Catalogue, desks: Mapping[str, Desk]) -> Iterator[Problem]:
    """No template finds nothing where it asks for a label, whatever the language of the page."""
    first = next(iter(desks))
    known = set(catalogue.labels.get(first, {})) | set(catalogue.labels.get("en", {}))
    for key in asked_labels():
        if key not in known and f"{key}.other" not in known:
            yield missing_label(catalogue, key)


def missing_label(catalogue: Catalogue, key: str) -> Problem:
    """The problem of a label that is nowhere, or whose placeholders are others than the program's."""
    return Problem(
        file=f"data/ui/{catalogue.region.languages[0]}.yaml",
        code="label-missing",
        message=f"Die Beschriftung «{key}» fehlt, oder ihre Platzhalter stimmen nicht.",
        hint="Vergleichen Sie mit einer früheren Fassung der Datei.",
    )


RULES = (labels_are_there,)
