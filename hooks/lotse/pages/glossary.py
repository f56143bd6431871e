"""The words on letters: a page from A to Z, and links from the first mention in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from lotse.model import GlossaryTerm
from lotse.pages.page import Desk, Page
from lotse.render import relative
from lotse.words import sorting_key

ADDRESS = "woerterbuch/"
_TAG = re.compile(r"(<[^>]*>)")
_CLOSED_TO_TERMS = frozenset(
    {"a", "button", "code", "pre", "h1", "h2", "h3", "h4", "summary", "script", "nav", "details"}
)


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


def with_terms(html: str, desk: Desk, address: str) -> str:
    """The HTML with the first mention of each German word linked to its explanation.

    Headings, links, code and folded parts are left alone. Without a script the link leads to the page.
    """
    wanted = _patterns(desk.catalogue.glossary)
    closed, parts = 0, []
    for part in _TAG.split(html):
        if part.startswith("<"):
            closed += _depth_change(part)
            parts.append(part)
        else:
            parts.append(part if closed else _linked(part, wanted, desk, address))
    return "".join(parts)


def _patterns(glossary: tuple[GlossaryTerm, ...]) -> dict[str, tuple[re.Pattern[str], GlossaryTerm]]:
    """Per word its whole-word pattern; words of two letters are too short to be sure."""
    found = {}
    for entry in sorted(glossary, key=lambda word: -len(word.term)):
        names = [name for name in (entry.term, *entry.variants) if len(name) > 3]
        if names:
            pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
            found[entry.id] = (pattern, entry)
    return found


def _depth_change(tag: str) -> int:
    name = re.match(r"</?([a-z0-9]+)", tag)
    if name is None or name[1] not in _CLOSED_TO_TERMS or tag.endswith("/>"):
        return 0
    return -1 if tag.startswith("</") else 1


def _linked(text: str, wanted: dict[str, tuple[re.Pattern[str], GlossaryTerm]], desk: Desk, address: str) -> str:
    """The text with links; what was found is no longer wanted."""
    hits = list(_hits(text, wanted))
    for start, end, entry in sorted(hits, key=lambda hit: hit[0], reverse=True):
        wanted.pop(entry.id, None)
        link = Markup('<a class="term" lang="de" dir="ltr" href="{}" data-term="{}">{}</a>').format(
            relative(f"{ADDRESS}#{entry.id}", address),
            desk.renderer.plainly(entry.explanation),
            Markup(text[start:end]),
        )
        text = text[:start] + str(link) + text[end:]
    return text


def _hits(
    text: str, wanted: dict[str, tuple[re.Pattern[str], GlossaryTerm]]
) -> Iterator[tuple[int, int, GlossaryTerm]]:
    """The first mentions in a text that don't overlap, longer words first."""
    taken: list[tuple[int, int]] = []
    for pattern, entry in wanted.values():
        match = pattern.search(text)
        if match and all(match.end() <= start or match.start() >= end for start, end in taken):
            taken.append(match.span())
            yield *match.span(), entry
