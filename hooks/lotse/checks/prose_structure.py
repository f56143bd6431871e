"""Headings, lists and code of written pages are what their authors mean, not what Markdown makes of a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lotse.checks.prose_lists import list_faults
from lotse.checks.prose_places import at, limited, pages_in_order
from lotse.load import Catalogue, Prose
from lotse.markup import (
    Heading,
    attributes_in,
    headings_in,
    open_fences,
    place_of,
    raw_html_in,
    slug,
    underlines_in,
)
from lotse.problems import Problem

_RAW_HEADING = re.compile(r"h([1-6])")


@limited
def headings_in_order(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A page has one heading of first level, begins with it, and leaves out no level on the way down."""
    for page in pages_in_order(catalogue):
        levels = _levels(page)
        if not levels and page.body.strip() and "title" in page.meta:  # else more is wrong, and told
            yield at(page, 0, "heading-order", "Die Seite hat keine Überschrift.", "Beginnen Sie sie mit «# Titel».")
        above, titles = 0, 0
        for start, level in levels:
            message, hint = _disorder(level, above, titles)
            if message:
                yield at(page, start, "heading-order", message, hint)
            above, titles = level, titles + (level == 1)


def _levels(page: Prose) -> list[tuple[int, int]]:
    """Offset and level of each heading, those in HTML included."""
    found = [(heading.start, heading.level) for heading in headings_in(page.body)]
    for element in raw_html_in(page.body).elements:
        raw = _RAW_HEADING.fullmatch(element.name)
        found += [(element.start, int(raw[1]))] if raw else []
    return sorted(found)


def _disorder(level: int, above: int, titles: int) -> tuple[str, str]:
    if not above and level != 1:
        return "Die erste Überschrift der Seite ist nicht ihr Titel.", "Beginnen Sie die Seite mit «# Titel»."
    if titles and level == 1:
        return "Die Seite hat schon einen Titel («#»).", "Abschnitte beginnen mit «##»."
    if above and level > above + 1:
        marks = "#" * (above + 1)
        return f"Auf «{'#' * above}» folgt «{'#' * level}»; eine Stufe fehlt.", f"Schreiben Sie «{marks}»."
    return "", ""


@limited
def headings_not_underlined(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No line of dashes makes a heading of the line above, which hardly anybody means."""
    for page in pages_in_order(catalogue):
        for start in underlines_in(page.body):
            yield at(
                page, start, "heading-underlined", "Diese Striche machen die Zeile darüber zur Überschrift.",
                "Schreiben Sie «## Überschrift {#anker}», oder setzen Sie eine Leerzeile vor die Striche.",
                stops_build=False,
            )  # fmt: skip


@limited
def sections_have_anchors(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Every second-level heading has a fixed anchor, so that links, translations and stamps hold on to it.

    A page that follows another takes its anchors from there, so it is told once that one has them.
    """
    source = catalogue.region.languages[0]
    originals = {page.name: _sections(page) for page in catalogue.prose if page.language == source}
    for page in pages_in_order(catalogue):
        is_original = page.language == source and not page.variant_of
        models = [] if is_original else originals.get(page.variant_of or page.name, [])
        if all(model.anchor for model in models):
            yield from _unanchored(page, [model.anchor for model in models])


def _unanchored(page: Prose, models: list[str]) -> Iterator[Problem]:
    sections = _sections(page)
    taken = {heading.anchor for heading in sections}
    for number, heading in enumerate(sections):
        if not heading.anchor:
            model = models[number] if len(models) == len(sections) and models[number] not in taken else ""
            anchor = model or _short(slug(heading.title))
            yield at(
                page, heading.start, "heading-unanchored",
                f"Die Überschrift «{heading.title[:80]}» hat keinen festen Anker.",
                f"Schreiben Sie dahinter «{{#{anchor}}}». Anker sind in allen Sprachen gleich und ändern sich nie.",
                stops_build=False,
            )  # fmt: skip


def _sections(page: Prose) -> list[Heading]:
    return [heading for heading in headings_in(page.body) if heading.level == 2]


def _short(anchor: str) -> str:
    """An anchor that people like to type: its first words, in plain letters."""
    plain = anchor.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    return "-".join(plain.split("-")[:5])


@limited
def anchors_are_single(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No two places of a page have the same anchor; sections among themselves are another rule's."""
    for page in pages_in_order(catalogue):
        lines = {heading.line for heading in _sections(page)}
        seen: dict[str, bool] = {}
        for start, name in _anchors(page):
            is_section = place_of(page.body, start)[0] in lines
            if name in seen and not (is_section and seen[name]):
                yield at(
                    page, start, "anchor-duplicate", f"Den Anker «{name}» gibt es auf dieser Seite schon.",
                    "Geben Sie dieser Stelle einen anderen.",
                )  # fmt: skip
            seen.setdefault(name, is_section)


def _anchors(page: Prose) -> list[tuple[int, str]]:
    braces = [(found.start, found.value) for found in attributes_in(page.body) if found.key == "id"]
    html = [
        (element.start, value)
        for element in raw_html_in(page.body).elements
        for key, value in element.attributes
        if key == "id"
    ]
    return sorted(braces + html)


@limited
def code_is_closed(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Every fenced block of code ends."""
    for page in pages_in_order(catalogue):
        for start in open_fences(page.body)[:1]:
            yield at(
                page, start, "fence-open", "Der Codeblock, der hier beginnt, endet nicht; er erscheint als Text.",
                "Schließen Sie ihn mit derselben Zeile «```», so weit eingerückt wie hier; "
                "hinter dem Anfang steht nur die Sprache.", stops_build=False,
            )  # fmt: skip


@limited
def lists_are_lists(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Lists begin after a blank line, and what belongs to an item is indented by four blanks."""
    for page in pages_in_order(catalogue):
        for fault in list_faults(page.body):
            yield at(page, fault.start, fault.code, fault.message, fault.hint, stops_build=False)


RULES = (
    headings_in_order,
    headings_not_underlined,
    sections_have_anchors,
    anchors_are_single,
    code_is_closed,
    lists_are_lists,
)
