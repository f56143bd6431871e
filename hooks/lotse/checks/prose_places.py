"""Written pages for the rules that read their texts, and a problem at a place of one."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.load import Catalogue, Prose
from lotse.markup import place_of, tangle_in
from lotse.problems import Problem


def readable_pages(catalogue: Catalogue) -> Iterator[Prose]:
    """The written pages, those of the source language first; none that would keep a rule busy for minutes."""
    source = catalogue.region.languages[0]
    pages = sorted(catalogue.prose, key=lambda page: page.language != source)
    return (page for page in pages if tangle_in(page.body) is None)


def at(page: Prose, offset: int, code: str, message: str, hint: str = "") -> Problem:
    """A problem at an offset of a page's text."""
    line, column = place_of(page.body, offset)
    return Problem(
        file=page.file, line=page.first_line + line, column=column, code=code, message=message, hint=hint,
        record=page.title,
    )  # fmt: skip
