"""Headings of a Markdown text: level, title, anchor, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lotse.markup.code import blanked, fences_in
from lotse.markup.spans import blocks_of, lines_of

_MARKS = re.compile(r"#{1,6}")
_UNDERLINED = re.compile(r"[^\n]*+\n([=-]++[ ]*+)(?:\n|$)")
_NO_SLUG = re.compile(r"[^\w\- ]")


class Heading(NamedTuple):
    """One heading; `line` counts from 0, `anchor` is empty where none is fixed with `{#…}`."""

    level: int
    title: str
    anchor: str
    line: int
    start: int  # offset in the text

    @property
    def id(self) -> str:
        """What a link names after «#», as long as no other heading of the page has the same."""
        return self.anchor or slug(self.title)


@lru_cache(maxsize=1024)
def headings_in(text: str) -> tuple[Heading, ...]:
    """All headings that begin a line, in order; those within code are none."""
    return tuple(_headings(text))


def _headings(text: str) -> Iterator[Heading]:
    for line, (start, words) in enumerate(lines_of(blanked(text, fences_in(text)))):
        if words.startswith("#"):
            level = _MARKS.match(words).end()  # type: ignore[union-attr]
            title, anchor = title_and_anchor(words[level:])
            yield Heading(level, title, anchor, line, start)


def underlines_in(text: str) -> tuple[int, ...]:
    """Where a line of dashes or equals signs makes a heading of the line above, the first of a paragraph."""
    bare = blanked(text, fences_in(text))
    return tuple(
        block.start + match.start(1)
        for block in blocks_of(bare)
        if (match := _UNDERLINED.match(bare[block.start : block.end]))
    )


def title_and_anchor(words: str) -> tuple[str, str]:
    """What stands behind the marks of a heading: «Wohnen {#wohnen}» → «Wohnen», «wohnen»."""
    words = words.strip()
    begin = words.rfind("{#")
    anchor = words[begin + 2 : -1].strip() if begin >= 0 and words.endswith("}") else ""
    is_anchor = bool(anchor) and not any(c in anchor for c in "} \t")
    title = words[:begin] if is_anchor else words
    return title.rstrip().rstrip("#").rstrip(), anchor if is_anchor else ""


def slug(title: str) -> str:
    """The anchor that a heading gets by itself: lower case, words joined by hyphens."""
    words = unicodedata.normalize("NFC", title).strip().lower()
    return _NO_SLUG.sub("", words).replace(" ", "-")
