"""A Markdown page as sections: what stands before the first second-level heading, and one per heading."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"^## (?P<title>.*?)\s*(?:\{#(?P<anchor>[^}\s]+)\s*\})?\s*$")
_FENCE = re.compile(r"^(```+|~~~+)")
_CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_CODE = re.compile(r"^(```+|~~~+).*?^\1[^\n]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)")
_NUMBER = re.compile(r"(?<![\w#])\d+(?:[.,]\d+)*")
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
    anchor, title, lines, start, number, fence = BEGINNING, "", [], 0, 0, ""
    for count, line in enumerate(body.split("\n")):
        opening = _FENCE.match(line)
        if opening and (not fence or line.startswith(fence)):
            fence = "" if fence else opening[1]
        heading = None if fence else _HEADING.match(line)
        if heading:
            yield Section(anchor, title, "\n".join(lines).strip("\n"), start)
            number += 1
            anchor, title, lines, start = heading["anchor"] or str(number), heading["title"], [], count
        lines.append(line)
    yield Section(anchor, title, "\n".join(lines).strip("\n"), start)


def mark(text: str) -> str:
    """A short mark of a text that ignores white space at its ends: 12 hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:12]


def shape_of(text: str) -> dict[str, list[str]]:
    """What a translation must keep: short commands, link targets, bare numbers, depth of headings."""
    text = _CODE.sub("", text)
    bare = _CALL.sub("", text)
    return {
        "Kurzbefehle": _CALL.findall(text),
        "Verweise": sorted(_LINK.findall(bare)),
        "Zahlen": sorted(_NUMBER.findall(_LINK.sub("", bare))),
        "Überschriften": _SUBHEADING.findall(bare),
    }
