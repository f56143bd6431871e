"""Laws in plain Markdown: a first line with name and day of the copy, then a heading for each section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lotse.laws.texts import LawText, SectionText, first_of_each, section_names, without_notes

_DAY = r"\d{4}-\d{2}-\d{2}"
_HEAD = re.compile(
    rf"^% *(?P<name>[^,\n]+?)(?:, *copy of (?P<day>{_DAY}))?(?:, *edition (?P<edition>{_DAY}))? *$"
)
_HEADING = re.compile(r"^#{1,6} +(.*)$", re.MULTILINE)


def markdown_name(head: str) -> str | None:
    """The name of the law in the beginning of a Markdown file; None for a file that is no copy of a law."""
    found = _HEAD.match(_first_line(head))
    return found["name"] if found else None


def read_markdown(text: str, place: str) -> LawText | None:
    """The law in a Markdown file that begins «% AufenthG, copy of 2026-08-19»; None for any other file."""
    head = _HEAD.match(_first_line(text))
    if head is None:
        return None
    return LawText((head["name"],), place, first_of_each(_sections(text)), _day(head["day"]), _day(head["edition"]))


def as_markdown(law: LawText, name: str) -> str:
    """The law in this form, so that the next comparison can tell word for word what has changed."""
    days = [f"copy of {law.copied_on}"] * (law.copied_on is not None) + [f"edition {law.edition}"] * (
        law.edition is not None
    )
    sections = (f"# {_title(section)}\n\n{section.text.strip()}\n" for section in law.sections.values())
    return "\n".join([f"% {', '.join([name, *days])}\n", *sections])


def _title(section: SectionText) -> str:
    sign = "§ " if section.name[0].isdigit() else ""
    return f"{sign}{section.name} – {section.heading}".rstrip(" –")


def _sections(text: str) -> Iterator[SectionText]:
    headings = [*_HEADING.finditer(text)]
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    for heading, end in zip(headings, ends, strict=False):
        title = heading[1].partition(" – ")[2].strip()
        for name in section_names(heading[1]):
            yield SectionText(name, without_notes(text[heading.end() : end]), title)


def _first_line(text: str) -> str:
    return text.lstrip("\ufeff").lstrip().split("\n", 1)[0].rstrip("\r")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
