"""The words on letters, explained: a page from A to Z."""

from __future__ import annotations

from itertools import groupby

from lotse.pages.page import Desk, Page
from lotse.words import sorting_key

ADDRESS = "woerterbuch/"


def glossary_page(desk: Desk) -> Page:
    """All words from A to Z."""
    ordered = sorted(desk.catalogue.glossary, key=lambda word: sorting_key(word.term))
    groups = [
        (letter, list(words)) for letter, words in groupby(ordered, key=lambda w: sorting_key(w.term)[0][:1].upper())
    ]
    return desk.page(
        ADDRESS,
        "glossary",
        title=desk.renderer.label("glossary.heading"),
        description=desk.renderer.label("glossary.lead"),
        source_file="data/glossary.yaml",
        groups=groups,
        keywords=tuple(word.term for word in ordered),
    )
