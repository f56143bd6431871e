"""The text of a law as a copy has it, reduced to what is compared: its words, section by section."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

_BRACKETED_NOTE = re.compile(r"\(\+\+\+.*?\+\+\+\)", re.DOTALL)  # of the publisher, not of the legislator
_NOTE = re.compile(
    r"^§ \d+[a-z]*\b[^\n]*?"
    r"(?:Kursivdruck|\b[iI]dF\b|Eingef\. durch|Nach Maßgabe der Entscheidungsformel|- Abweichung durch)[^\n]*$",
    re.MULTILINE,
)
_SENTENCE_NUMBER = re.compile("[\u00b9\u00b2\u00b3\u2070-\u2079]+")  # superscript digits, which only some copies have
_MARKUP = re.compile(r"<[^<>]*>")
_PARAGRAPH = re.compile(r"^\\?\((\d+[a-z]*)\\?\)", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
_SPAN = re.compile(r"§§\s*(\d+)\s*(?:bis|und|u\.|–|-)\s*(\d+)\b")
_SECTION = re.compile(r"(?:§\s*(\d+[a-z]*)|(Anlage|Art(?:ikel|\.)?)(?:\s+([0-9A-Za-z]+))?)(?=[\s\W]|$)")
_LONGEST_SPAN = 200  # sections that one heading may stand for
MARK_LENGTH = 12  # digits of a fingerprint that tell the paragraphs of one section apart


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section: its name («18g», «Anlage 11»), its text without the heading, and its heading."""

    name: str
    text: str
    heading: str = ""

    @property
    def is_repealed(self) -> bool:
        """Whether nothing is left of it but its number."""
        left = [word.casefold() for word in words(self.text)]
        return left in ([], ["weggefallen"], ["aufgehoben"])

    @property
    def fingerprint(self) -> str:
        """The sha256 of the words."""
        return fingerprint(self.text)

    def paragraphs(self) -> dict[str, str]:
        """The paragraphs that are numbered in brackets, each with its text."""
        starts = [*_PARAGRAPH.finditer(self.text)]
        ends = [*(start.start() for start in starts[1:]), len(self.text)]
        return {start[1]: self.text[start.start() : end] for start, end in zip(starts, ends, strict=False)}

    def marks(self) -> dict[str, str]:
        """Per paragraph the beginning of its fingerprint."""
        return {name: fingerprint(text)[:MARK_LENGTH] for name, text in self.paragraphs().items()}


@dataclass(frozen=True, slots=True)
class LawText:
    """A law as one copy has it."""

    names: tuple[str, ...]  # all names that the copy has for it: «AufenthG», «AufenthG 2004», the slug of its address
    place: str  # the file or address that it was read from, for problems
    sections: Mapping[str, SectionText] = field(default_factory=dict)
    copied_on: date | None = None
    edition: date | None = None  # the day of the last amendment


def first_of_each(sections: Iterable[SectionText]) -> dict[str, SectionText]:
    """Sections by name; a copy may have a later wording of a section behind the one in force."""
    found: dict[str, SectionText] = {}
    for section in sections:
        found.setdefault(section.name, section)
    return found


def words(text: str) -> list[str]:
    """The words and numbers of a text: without layout, punctuation, markup and notes of the publisher."""
    return list(_words(text))


def fingerprint(text: str) -> str:
    """The sha256 of the words, so that the same law has the same one in every form it is copied in."""
    return sha256(" ".join(_words(text)).encode()).hexdigest()


def same_name(name: str) -> str:
    """A name of a law in the one spelling by which names are compared: «SGB_3» and «SGB 3» are the same."""
    return " ".join(re.split(r"[\s_/]+", unicodedata.normalize("NFC", name).casefold())).strip()


def section_names(heading: str) -> list[str]:
    """The names of sections in a heading: «§ 18g – Blaue Karte EU» → 18g, «§§ 25 bis 28» → 25, 26, 27, 28."""
    if span := _SPAN.match(heading):
        first, last = int(span[1]), int(span[2])
        return [str(number) for number in range(first, min(last, first + _LONGEST_SPAN) + 1)]
    found = _SECTION.match(heading)
    if found is None:
        return []
    if found[1]:
        return [found[1]]
    kind = "Art." if found[2].startswith("Art") else "Anlage"
    return [f"{kind} {found[3]}" if found[3] else kind]


def without_notes(text: str) -> str:
    """The text without what only some copies have: notes of the publisher, numbers of sentences, markup."""
    for noise in (_BRACKETED_NOTE, _NOTE, _SENTENCE_NUMBER, _MARKUP):
        text = noise.sub(" ", text)
    return text.replace("\u00ad", "")


def _words(text: str) -> Iterator[str]:
    yield from _WORD.findall(unicodedata.normalize("NFKC", without_notes(text)))
