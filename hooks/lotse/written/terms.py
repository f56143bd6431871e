"""German words that readers meet on letters: the first mention on a page is linked to its explanation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE
from markupsafe import Markup

from lotse.model import GlossaryTerm
from lotse.pages.glossary import ADDRESS
from lotse.pages.page import Desk
from lotse.render import relative
from lotse.written.stash import Stash

_CLOSED = frozenset({"a", "button", "code", "pre", "h1", "h2", "h3", "h4", "summary", "script", "nav", "details"})
_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
_TOO_SHORT = 3  # letters: too few to be sure what is meant


class ExplainedWords(Treeprocessor):
    """Links each word once. Headings, links, code and folded parts are left alone.

    Without a script the link leads to the page of words.
    """

    def __init__(self, md: Markdown, stash: Stash, desk: Desk, address: str) -> None:
        super().__init__(md)
        self._stash = stash
        self._desk = desk
        self._address = address
        self._wanted = _patterns(desk.catalogue.glossary)
        self._any = _whole_words(name for entry in desk.catalogue.glossary for name in _names(entry))
        self._closed = 0  # elements around the text that are left alone

    def run(self, root: Element) -> None:
        for child in root:
            self._explain(child)

    def _explain(self, element: Element) -> None:
        self._closed += element.tag in _CLOSED
        if element.text:
            element.text = self._linked(element.text)
        for child in element:
            self._explain(child)
        self._closed -= element.tag in _CLOSED
        if element.tail:
            element.tail = self._linked(element.tail)

    def _linked(self, text: str) -> str:
        """The text with links, between the tags that authors wrote themselves."""
        if HTML_PLACEHOLDER_RE.search(text) is None:
            return text if self._closed else self._with_links(text)
        parts, position = [], 0
        for match in HTML_PLACEHOLDER_RE.finditer(text):
            words = text[position : match.start()]
            parts += [words if self._closed else self._with_links(words), match[0]]
            self._closed += self._depth_change(int(match[1]))
            position = match.end()
        words = text[position:]
        return "".join([*parts, words if self._closed else self._with_links(words)])

    def _depth_change(self, number: int) -> int:
        raw = self.md.htmlStash.rawHtmlBlocks[number]
        name = _TAG_NAME.match(raw) if isinstance(raw, str) else None
        if name is None or name[1] not in _CLOSED or raw.endswith("/>") or f"</{name[1]}" in raw[1:]:
            return 0
        return -1 if raw.startswith("</") else 1

    def _with_links(self, text: str) -> str:
        """The text with links; what was found is no longer wanted."""
        for start, end, entry in sorted(self._hits(text), key=lambda hit: hit[0], reverse=True):
            self._wanted.pop(entry.id, None)
            text = text[:start] + self._stash.keep(self._link(text[start:end], entry)) + text[end:]
        return text

    def _link(self, word: str, entry: GlossaryTerm) -> str:
        return Markup('<a class="term" lang="de" dir="ltr" href="{}" data-term="{}">{}</a>').format(
            relative(f"{ADDRESS}#{entry.id}", self._address), self._desk.renderer.plainly(entry.explanation), word
        )

    def _hits(self, text: str) -> Iterator[tuple[int, int, GlossaryTerm]]:
        """The first mentions in a text that don't overlap, longer words first."""
        if self._any.search(text) is None:
            return
        taken: list[tuple[int, int]] = []
        for pattern, entry in self._wanted.values():
            match = pattern.search(text)
            if match and all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                yield *match.span(), entry


def _patterns(glossary: tuple[GlossaryTerm, ...]) -> dict[str, tuple[re.Pattern[str], GlossaryTerm]]:
    """Per word its whole-word pattern, longer words first."""
    ordered = sorted(glossary, key=lambda word: -len(word.term))
    return {entry.id: (_whole_words(_names(entry)), entry) for entry in ordered if _names(entry)}


def _names(entry: GlossaryTerm) -> list[str]:
    return [name for name in (entry.term, *entry.variants) if len(name) > _TOO_SHORT]


@lru_cache(maxsize=1024)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


def _whole_words(names: Iterable[str]) -> re.Pattern[str]:
    """What finds one of the names as a word of its own; without names nothing."""
    return _pattern(tuple(names) or ("\0",))
