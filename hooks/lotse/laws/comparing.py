"""Compares the cited sections with a copy: what is the same, what has changed word for word, what is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from lotse.laws.texts import LawText, SectionText, words
from lotse.model import Law, LawSection
from lotse.problems import Problem

Outcome = Literal["same", "changed", "repealed", "gone", "new"]
_AROUND = 6  # unchanged words that are shown on each side of a change


@dataclass(frozen=True, slots=True)
class Comparison:
    """One cited section beside the same section of a copy."""

    law: Law
    section: LawSection
    outcome: Outcome
    copy: LawText
    text: SectionText | None  # None when the copy doesn't have it
    paragraphs: tuple[str, ...] = ()  # those that are new, changed or gone
    moved_to: str = ""  # the section of the copy that has the same words now

    @property
    def name(self) -> str:
        """«AufenthG § 18», as `--update` wants it and people say it."""
        return f"{self.law.short} {signed(self.section.section)}"


def signed(section: str) -> str:
    """«§ 18» for «18»; «Anlage 11» stays as it is."""
    return f"§ {section}" if section[:1].isdigit() else section


def compare(laws: Sequence[Law], texts: Mapping[str, LawText]) -> list[Comparison]:
    """Every cited section of every law that was read and that has a fingerprint; «new» where it has none yet."""
    return [
        _compared(law, section, texts[law.id])
        for law in laws
        if law.id in texts and not _is_older(law, texts[law.id])
        for section in law.sections
    ]


def older_copies(laws: Sequence[Law], texts: Mapping[str, LawText]) -> Iterator[Problem]:
    """Copies that are older than what is known already: comparing with them would turn time back."""
    for law in laws:
        if law.id in texts and _is_older(law, texts[law.id]):
            copy = texts[law.id]
            yield Problem(
                file=copy.place, code="law-copy-older", record=law.short, severity="warning",
                message=f"Diese Kopie vom {copy.copied_on} ist älter als die bekannte und wird nicht verglichen.",
                hint="Nehmen Sie eine neuere Kopie.",
            )


def _is_older(law: Law, text: LawText) -> bool:
    known = [section.copied_on for section in law.sections if section.copied_on]
    return text.copied_on is not None and bool(known) and text.copied_on.isoformat() < max(known)


def _compared(law: Law, section: LawSection, copy: LawText) -> Comparison:
    text = copy.sections.get(section.section)
    if text is None:
        same = [other.name for other in copy.sections.values() if other.fingerprint == section.fingerprint]
        return Comparison(law, section, "gone", copy, None, moved_to=same[0] if same else "")
    if section.fingerprint is None:
        return Comparison(law, section, "new", copy, text)
    if text.fingerprint == section.fingerprint:
        return Comparison(law, section, "same", copy, text)
    outcome: Outcome = "repealed" if text.is_repealed else "changed"
    return Comparison(law, section, outcome, copy, text, _changed_paragraphs(section, text))


def _changed_paragraphs(section: LawSection, text: SectionText) -> tuple[str, ...]:
    now = text.marks()
    names = sorted(section.paragraphs.keys() | now.keys(), key=_in_order)
    return tuple(name for name in names if section.paragraphs.get(name) != now.get(name))


def _in_order(name: str) -> tuple[int, str]:
    number = re.match(r"\d*", name)
    return int(number[0] or 0) if number else 0, name


def word_diff(before: str, after: str) -> list[str]:
    """Each change with the words around it: «… zuzüglich [-dreier-] {+sechs+} Monate …»."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, [*map(_bare, old)], [*map(_bare, new)], autojunk=False)
    return [_shown(group, old, new) for group in matcher.get_grouped_opcodes(_AROUND) if _differs(group, old, new)]


def _differs(group: Sequence[tuple[str, int, int, int, int]], old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the change is one of words: signs and layout alone are none."""
    changed = [step for step in group if step[0] != "equal"]
    return any(words(" ".join(old[i:j])) != words(" ".join(new[k:m])) for _, i, j, k, m in changed)


def _shown(group: Sequence[tuple[str, int, int, int, int]], old: Sequence[str], new: Sequence[str]) -> str:
    parts: list[str] = []
    for kind, i, j, k, m in group:
        if kind == "equal":
            parts += new[k:m]
            continue
        parts += [f"[-{' '.join(old[i:j])}-]"] * (j > i) + [f"{{+{' '.join(new[k:m])}+}}"] * (m > k)
    return f"… {' '.join(parts)} …"


def _bare(word: str) -> str:
    return " ".join(words(word))
