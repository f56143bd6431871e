"""The whole site on one day, as a builder needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lotse.load import Catalogue
from lotse.model.public import PublicCatalogue
from lotse.pages import Desk, Page
from lotse.pages.frame import VariantLink
from lotse.problems import Problem
from lotse.translated import Pages
from lotse.written import WritingRoom


@dataclass(frozen=True)
class Site:
    """All that a builder needs, or the problems that stand in the way."""

    problems: tuple[Problem, ...]
    catalogue: Catalogue | None = None
    public: PublicCatalogue | None = None
    desks: Mapping[str, Desk] | None = None
    pages: Mapping[str, Mapping[str, Page]] | None = None  # language → address → page

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)

    @cached_property
    def written(self) -> Pages:
        """The pages that people wrote. Only for a site whose data could be read."""
        if self.catalogue is None:
            raise ValueError("the data could not be read")
        return Pages(self.catalogue)

    @cached_property
    def room(self) -> WritingRoom:
        """Where the written pages are made. Only for a site whose data could be read."""
        return WritingRoom(self.written, self.desks or {}, self.pages or {})

    def is_reviewed(self, language: str, address: str) -> bool:
        """Whether a person has read a page: what was written, or the labels and texts of the data it is made of."""
        if self.catalogue is None or address not in (self.pages or {}).get(language, {}):
            return self.written.is_reviewed(language, address)
        read = {review.language for review in self.catalogue.region.label_reviews}
        return language in read | {self.written.source_language}

    def variant_link(self, language: str, address: str) -> VariantLink | None:
        """The way from a page to the same in plain words, or from there back; only in the source language."""
        original = self.written.original_of(address)
        if original is None or language != self.written.source_language:
            return None
        is_plain = address != original.address
        other = original if is_plain else self.written.variant_of(address)
        return VariantLink(other.address, is_plain, self.languages_of(other.address)) if other else None

    def is_foreign_variant(self, language: str, address: str) -> bool:
        """Whether a page in plain words would be a mere copy among the pages of another language."""
        page = self.written.page(self.written.source_language, address)
        return language != self.written.source_language and page is not None and bool(page.variant_of)

    def languages_of(self, address: str) -> tuple[str, ...]:
        """The languages in which a page really exists."""
        if not self.catalogue or not self.pages:
            return ()
        return tuple(
            code
            for code in self.catalogue.region.languages
            if code in self.pages and (address in self.pages[code] or self.written.page(code, address))
        )

    def addresses(self, language: str) -> frozenset[str]:
        """The addresses that exist in a language, not as a copy of another."""
        written = {page.address for page in self.written.catalogue.prose if page.language == language}
        return frozenset(written | set((self.pages or {}).get(language, {})))

    def titles(self, language: str) -> dict[str, str]:
        """Titles of all pages of a language by address; untranslated ones in the default language."""
        if not self.catalogue or not self.pages:
            return {}
        wanted = (self.catalogue.region.languages[0], language)
        written = {p.address: p.title for code in wanted for p in self.catalogue.prose if p.language == code}
        return written | {address: page.title for address, page in self.pages[language].items()}
