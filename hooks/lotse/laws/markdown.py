"""Laws in plain Markdown: a first line with name and day of the copy, then a heading for each section."""

from __future__ import annotations

import re
from datetime import date

from lotse.laws.texts import LawText, SectionText, section_name

_DAY = r"\d{4}-\d{2}-\d{2}"
_HEAD = re.compile(
    rf"^% *(?P<name>[^,\n]+?)(?:, *copy of (?P<day>{_DAY}))?(?:, *edition (?P<edition>{_DAY}))? *$"
)
_HEADING = re.compile(r"^#{1,6} +(.*)$", re.MULTILINE)


def read_markdown(text: str, place: str) -> LawText | None:
    """The law in a Markdown file that begins «% AufenthG, copy of 2026-08-19»; None for any other file."""
    first = text.lstrip("\ufeff").lstrip().split("\n", 1)[0].rstrip("\r")
    head = _HEAD.match(first)
    if head is None:
        return None
    sections = {section.name: section for section in _sections(text)}
    return LawText((head["name"],), place, sections, _day(head["day"]), _day(head["edition"]))


def _sections(text: str) -> list[SectionText]:
    headings = [*_HEADING.finditer(text)]
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    named = ((section_name(h[1]), text[h.end() : end]) for h, end in zip(headings, ends, strict=False))
    return [SectionText(name, body) for name, body in named if name]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
