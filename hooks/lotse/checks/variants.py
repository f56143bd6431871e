"""Variants in plain words belong to a full page of the source language, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lotse.load import Catalogue, Prose
from lotse.problems import Problem
from lotse.translations import sections_of
from lotse.words import did_you_mean


def variants_have_originals(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """`variant_of` names a full page of the source language, which has no other variant."""
    source = catalogue.region.languages[0]
    pages = {page.name: page for page in catalogue.prose if page.language == source}
    first: dict[str, Prose] = {}
    for page in _variants(catalogue):
        message, hint = _fault(page, pages, source)
        taken = first.setdefault(page.variant_of, page)
        if not message and taken is not page:
            message, hint = f"Zu «{page.variant_of}» gibt es schon eine Fassung: {taken.file}.", "Behalten Sie eine."
        if message:
            yield Problem(
                file=page.file, line=page.meta_lines.get("variant_of", 1), code="variant-wrong",
                message=message, hint=hint, record=page.title,
            )


def _fault(page: Prose, pages: dict[str, Prose], source: str) -> tuple[str, str]:
    """What is wrong with the page that a variant names, and what to do; empty when it is right."""
    if page.language != source:
        return f"Fassungen in einfacher Sprache stehen nur in docs/{source}/.", "Streichen Sie «variant_of»."
    original = pages.get(page.variant_of)
    if original is None:
        hint = did_you_mean(page.variant_of, pages) or "Nennen Sie die Datei, zum Beispiel «ankommen/index.md»."
        return f"Die Seite «{page.variant_of}» gibt es in docs/{source}/ nicht.", hint
    if original.variant_of:
        message = f"«{page.variant_of}» ist selbst eine Fassung in einfacher Sprache."
        return message, "Nennen Sie die ausführliche Seite."
    return "", ""


def variant_sections_have_originals(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Each section of a variant bears the anchor of the section that it says in plain words."""
    originals = {page.name: page for page in catalogue.prose if page.language == catalogue.region.languages[0]}
    for page in _variants(catalogue):
        original = originals.get(page.variant_of)
        if original is None:
            continue
        anchors = [section.anchor for section in sections_of(original.body)]
        for section in sections_of(page.body):
            if section.anchor not in anchors:
                yield Problem(
                    file=page.file, line=page.first_line + section.line, code="translation-orphan",
                    message=f"Den Abschnitt «{section.anchor}» gibt es in {original.file} nicht.",
                    hint=did_you_mean(section.anchor, anchors)
                    or "Gleichen Sie den Anker {#…} an, oder streichen Sie den Abschnitt.",
                    record=page.title,
                )


def _variants(catalogue: Catalogue) -> Iterator[Prose]:
    yield from (page for page in catalogue.prose if page.variant_of)


RULES = (variants_have_originals, variant_sections_have_originals)
