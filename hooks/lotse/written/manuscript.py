"""What a written page is made of: its passages as they may be shown, whose language each is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from lotse.load import Prose
from lotse.translated import Pages
from lotse.translations import Part

BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sections that stand on the page for the same reason."""

    text: str
    language: str
    file: str  # below the folder of its language, to which its links are relative: «fragen/wohnen.md»
    box_notice: str = ""  # label of the reason for a box around it; empty in the reader's own language
    age_notice: str = ""  # label of the notice below its heading that its original has changed …
    behind_since: date | None = None  # … since this day

    @property
    def lines(self) -> int:
        return self.text.count("\n") + 1


@dataclass(frozen=True)
class Manuscript:
    """A written page of one language before it is HTML."""

    address: str
    language: str  # of the readers
    body_language: str  # of the folder that the page was taken from
    source_file: str  # «docs/de/fragen/wohnen.md»
    title: str
    description: str
    passages: tuple[Passage, ...]
    is_explained: bool  # German words are explained on it

    @cached_property
    def text(self) -> str:
        """The whole page as Markdown."""
        return BETWEEN.join(passage.text for passage in self.passages)

    def placed(self) -> Iterator[tuple[int, Passage]]:
        """Each passage with the line of the text on which it begins, from 0."""
        line = 0
        for passage in self.passages:
            yield line, passage
            line += passage.lines + BETWEEN.count("\n") - 1


def manuscript(pages: Pages, language: str, address: str) -> Manuscript | None:
    """The page at an address as readers of a language may see it; None where nobody wrote one.

    A page that nobody has translated is the source language's.
    """
    own = pages.page(language, address)
    page = own or pages.page(pages.source_language, address)
    if page is None:
        return None
    original = pages.page(pages.source_language, address)
    return Manuscript(
        address=address,
        language=language,
        body_language=page.language,
        source_file=page.file,
        title=page.title,
        description=page.meta.get("description", ""),
        passages=tuple(_passages(pages, own, address)) if own else (_whole(page),),
        is_explained=original is not None and original.meta.get("glossary") == "true",
    )


def _whole(page: Prose) -> Passage:
    return Passage(_with_plain_line_ends(page.body), page.language, page.name)


def _passages(pages: Pages, page: Prose, address: str) -> Iterator[Passage]:
    """The page section by section; neighbours in the same other language share a box."""
    original = pages.original_of(address)
    tells_age = pages.risk(address) == "practical"
    parts = pages.parts(page.language, address)
    for (language, stands_in), run in groupby(parts, key=lambda part: (part.language, part.stands_in)):
        if language == page.language and not stands_in:
            yield from _own(run, page, tells_age=tells_age)
        else:
            boxed = list(run)
            text = BETWEEN.join(_with_plain_line_ends(part.text) for part in boxed)
            file = original.name if stands_in and original else page.name
            yield Passage(text, language, file, box_notice=_reason(boxed[0]))


def _own(parts: Iterable[Part], page: Prose, *, tells_age: bool) -> Iterator[Passage]:
    for part in parts:
        behind_since = part.behind_since if tells_age else None
        label = ("variant.behind" if part.is_variant else "translation.behind") if behind_since else ""
        yield Passage(
            _with_plain_line_ends(part.text), page.language, page.name, age_notice=label, behind_since=behind_since
        )


def _reason(part: Part) -> str:
    if part.is_variant:
        return "variant.outdated"
    return "translation.outdated" if part.state == "outdated" else "translation.missing"


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
