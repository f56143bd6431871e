"""A Markdown page as sections: what stands before the first second-level heading, and one per heading."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lotse.markup import calls_in_text, headings_in, without_code_and_calls

_LINK = re.compile(r"\]\(([^)\s]+)")
_NUMBER = re.compile(r"(?<![\w#])\d+(?:[.,]\d+)*+")
_SUBHEADING = re.compile(r"(?m)^(#{3,6}) ")

BEGINNING = "beginn"
"""Stands for the anchor of what comes before the first heading."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page. `anchor` is BEGINNING at first, else the heading's anchor, or its number."""

    anchor: str
    title: str
    text: str  # with its heading
    line: int  # of the body, counted from 0


def sections_of(body: str) -> tuple[Section, ...]:
    """The sections of a page in order; the beginning is always there."""
    return tuple(_sections(body))


def _sections(body: str) -> Iterator[Section]:
    lines = body.split("\n")
    headings = [heading for heading in headings_in(body) if lines[heading.line].startswith("## ")]
    starts = [0, *(heading.line for heading in headings)]
    names = [(BEGINNING, ""), *((h.anchor or str(n), h.title) for n, h in enumerate(headings, 1))]
    for (anchor, title), start, end in zip(names, starts, [*starts[1:], len(lines)], strict=True):
        yield Section(anchor, title, "\n".join(lines[start:end]).strip("\n"), start)


def mark(text: str) -> str:
    """A short mark of a text that ignores white space at its ends: 12 hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:12]


def shape_of(text: str) -> dict[str, list[str]]:
    """What a translation must keep: short commands, link targets, bare numbers, depth of headings."""
    calls = [text[start:end] for start, end in calls_in_text(text)]
    bare = without_code_and_calls(text)
    return {
        "Kurzbefehle": calls,
        "Verweise": sorted(_LINK.findall(bare)),
        "Zahlen": sorted(_NUMBER.findall(_LINK.sub("", bare))),
        "Überschriften": _SUBHEADING.findall(bare),
    }
