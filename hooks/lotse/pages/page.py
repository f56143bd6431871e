"""What a page is, and the desk that its makers work at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from lotse.model.public import PublicCatalogue
from lotse.pages.answers import PlaceAnswers
from lotse.pages.notes import Notes
from lotse.render import Renderer
from lotse.resolve import Coverage, Directory
from lotse.resolve.roundtable import Trend
from lotse.typeset import Press

Contents = tuple[tuple[str, str], ...]
"""Anchor and label of the second-level headings."""


class Made(NamedTuple):
    """What stands on a page, once somebody asks for it."""

    html: str
    contents: Contents


@dataclass(frozen=True, slots=True)
class VariantLink:
    """The page that says this one in plain words, or from there the full page, and the languages of that."""

    address: str
    is_plain: bool  # whether this page is the one in plain words
    languages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of one language: where it is, how it is found, and, made when asked for, what it says."""

    address: str  # "orte/aachen/", the same in every language
    language: str
    title: str
    description: str
    kind: str  # "organization", "municipality" …: for style and tests
    find: Callable[[], object]  # everything that it says, as records and plain values
    make: Callable[[Any], Made]  # its HTML, of what was found
    source_file: str | None = None  # the file an editor would open
    keywords: tuple[str, ...] = ()  # further words that the page is found by
    is_indexed: bool = True
    is_listed: bool = True  # from A to Z, if it is indexed
    is_generated: bool = True  # from data; else somebody wrote it
    is_reviewed: bool = True  # a person has read what stands there in this language
    is_legal: bool = False
    body_language: str = ""  # of a page that stands there in another language, for want of a translation
    variant: VariantLink | None = None

    @cached_property
    def found(self) -> object:
        return self.find()

    @cached_property
    def made(self) -> Made:
        return self.make(self.found)

    @property
    def html(self) -> str:
        return self.made.html

    @property
    def contents(self) -> Contents:
        return self.made.contents

    @property
    def is_copy(self) -> bool:
        """Whether the whole page stands there in another language."""
        return self.body_language not in ("", self.language)


@dataclass(frozen=True)
class Desk:
    """The public records, the answers to all questions, and the templates of one language."""

    catalogue: PublicCatalogue
    coverage: Coverage
    renderer: Renderer
    answers: PlaceAnswers
    press: Press = field(default_factory=Press)
    partner: Desk | None = None  # the same for the channel of the partner agency, where the region has it
    siblings: Mapping[str, Desk] | None = None  # the desks of all languages, on a desk for print
    paper: Desk | None = None  # the same for what may be printed
    trend: Trend | None = None  # what the round table counted earlier, where the history goes back so far

    @property
    def directory(self) -> Directory:
        """The offers in neutral order."""
        return self.coverage.directory

    @property
    def language(self) -> str:
        return self.renderer.language

    def url(self, address: str) -> str:
        """The whole address of a page or file of this language."""
        region = self.catalogue.region
        return f"{region.site_url}{'' if self.language == region.languages[0] else f'{self.language}/'}{address}"

    @cached_property
    def is_reviewed(self) -> bool:
        """Whether a person has read the labels of this language, of which generated pages are made."""
        read = {review.language for review in self.catalogue.region.label_reviews}
        return self.language in read | {self.catalogue.region.languages[0]}

    def page(
        self, address: str, template: str, *, title: str, description: str,
        contents: Contents | Callable[[], Contents] = (), source_file: str | None = None,
        keywords: tuple[str, ...] = (), is_indexed: bool = True, is_listed: bool = True,
        view: Callable[[], Mapping[str, object]] = dict, **known: object,
    ) -> Page:
        """The page that a template will make of a view: of what is `known`, and of what is found out when asked for.

        `contents` may wait until then, too.
        """
        return Page(
            address=address, language=self.language, title=title, description=description, kind=template,
            find=lambda: {**known, **view()},
            make=lambda found: Made(
                self._with_notes(template, address, found), contents() if callable(contents) else contents
            ),
            source_file=source_file, keywords=keywords, is_indexed=is_indexed, is_listed=is_listed,
            is_reviewed=self.is_reviewed,
        )

    def _with_notes(self, template: str, address: str, found: Mapping[str, object]) -> str:
        """The page, and below it the notes that it mentions."""
        notes = Notes(address)
        html = self.renderer.render(
            template, address, **found, mention_of=lambda record: notes.mention(record, self.renderer)
        )
        return html + notes.html(self.renderer)
