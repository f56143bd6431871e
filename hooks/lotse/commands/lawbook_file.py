"""Changes sections in `data/laws.yaml`, line by line, so that nothing else in the file moves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from lotse.laws import Comparison
from lotse.model import LawSection
from lotse.model.base import UNKNOWN

FILE = Path("data") / "laws.yaml"


def write_sections(project: Path, entries: Iterable[tuple[str, LawSection]]) -> None:
    """Writes the sections, each of the law with that id, in place of those that stand there, or behind them.

    Raises ValueError with a German sentence when the file doesn't have the form that this command writes; then
    nothing is written.
    """
    path = project / FILE
    lines = path.read_text(encoding="utf-8").split("\n")
    for law, section in entries:
        lines = _with_section(lines, law, section)
    path.write_text("\n".join(lines), encoding="utf-8")


def taken_over(comparison: Comparison) -> LawSection:
    """The section with the fingerprint of the copy, as a text that is newer than what the records were made from."""
    text, copy = comparison.text, comparison.copy
    if text is None:
        raise ValueError(f"{comparison.name} steht nicht in der Kopie.")
    is_renewed = comparison.outcome in ("changed", "repealed")
    if is_renewed and copy.copied_on is None:
        raise ValueError(f"Die Kopie von {comparison.law.short} nennt keinen Tag; so lässt sich nichts übernehmen.")
    return LawSection(
        section=text.name, fingerprint=text.fingerprint, paragraphs=text.marks(),
        edition=copy.edition.isoformat() if copy.edition else None,
        copied_on=copy.copied_on.isoformat() if copy.copied_on else UNKNOWN,
        renewed_on=copy.copied_on if is_renewed else comparison.section.renewed_on,
        changed_paragraphs=comparison.paragraphs if is_renewed else comparison.section.changed_paragraphs,
    )


def noted(comparison: Comparison) -> LawSection | None:
    """The section with the day up to which it is the same, or since which it is not; None if there is nothing new."""
    section, day = comparison.section, comparison.copy.copied_on
    if day is None or section.fingerprint is None:
        return None
    if comparison.outcome == "same":
        return _same_until(section, day)
    if comparison.outcome == "gone":  # moved, repealed, or the copy is an excerpt: an editor must look
        return None
    if section.changed_on and section.changed_on <= day:
        return None
    edition = comparison.copy.edition
    news = {
        "changed_on": day, "changed_edition": edition.isoformat() if edition else None,
        "changed_paragraphs": comparison.paragraphs,
    }  # fmt: skip
    return section.model_copy(update=news)


def _same_until(section: LawSection, day: date) -> LawSection | None:
    if (section.same_on and day <= section.same_on) or day.isoformat() <= (section.copied_on or ""):
        return None
    is_back = section.changed_on is not None  # a later copy has the old text again
    return section.model_copy(
        update={"same_on": day, "changed_on": None, "changed_edition": None}
        | ({"changed_paragraphs": ()} if is_back else {})
    )


def _with_section(lines: Sequence[str], law: str, section: LawSection) -> list[str]:
    start, end = _block(lines, rf"  - id: {re.escape(law)}", "  - ", 0, len(lines))
    if start is None:
        raise ValueError(f"In {FILE} steht kein Gesetz «{law}» in der Form, die dieser Befehl schreibt.")
    head, _ = _block(lines, "    sections:", "    ", start + 1, end)
    if head is None:
        end = _without_blank(lines, start, end)
        return [*lines[:end], "    sections:", *_lines(section), *lines[end:]]
    first, last = _block(lines, rf"      - section: \"?{re.escape(section.section)}\"?", "      - ", head + 1, end)
    if first is None:
        last = first = _without_blank(lines, head, end)
    return [*lines[:first], *_lines(section), *lines[_without_blank(lines, first, last) :]]


def _block(lines: Sequence[str], pattern: str, sibling: str, start: int, end: int) -> tuple[int | None, int]:
    """The lines from the one that fits to the next of its kind."""
    first = next((n for n in range(start, end) if re.fullmatch(pattern, lines[n])), None)
    if first is None:
        return None, end
    later = (n for n in range(first + 1, end) if lines[n].startswith(sibling) and lines[n][len(sibling) :][:1] != " ")
    return first, next(later, end)


def _without_blank(lines: Sequence[str], start: int, end: int) -> int:
    """The end of a block without the empty lines and comments behind it."""
    while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _lines(section: LawSection) -> list[str]:
    lines = [f"      - section: {section.section}"]
    if section.fingerprint:
        lines.append(f'        fingerprint: "{section.fingerprint}"')
    if section.paragraphs:
        marks = ", ".join(f'"{name}": "{mark}"' for name, mark in section.paragraphs.items())
        lines.append(f"        paragraphs: {{{marks}}}")
    for field in ("edition", "copied_on", "same_on", "renewed_on", "changed_on", "changed_edition"):
        value = getattr(section, field)
        if value:
            lines.append(f"        {field}: {_quoted(str(value))}")
    if section.changed_paragraphs:
        lines.append(f"        changed_paragraphs: [{', '.join(section.changed_paragraphs)}]")
    return lines


def _quoted(value: str) -> str:
    return f'"{value}"' if value.isdigit() else value
