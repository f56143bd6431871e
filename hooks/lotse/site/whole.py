"""The whole site on one day, as a builder needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lotse.load import Catalogue
from lotse.model.public import PublicCatalogue
from lotse.pages import Desk, Page
from lotse.pages.frame import VariantLink
from lotse.pages.written import markdown_of
from lotse.problems import Problem
from lotse.translated import Pages


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

    def body_of(self, language: str, folder_language: str, address: str) -> str:
        """The Markdown of a written page for readers of `language`, as far as it may be shown.

        `folder_language` is the folder the builder took the page from: another one for a page that
        nobody has translated.
        """
        desk = (self.desks or {})[language]
        if folder_language != language:
            page = self.written.page(folder_language, address)
            return page.body if page else ""
        tells_age = self.written.risk(address) == "practical"
        return markdown_of(self.written.parts(language, address), desk, tells_age=tells_age)

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

    def is_explained(self, address: str) -> bool:
        """Whether German words are explained on a written page: its original says `glossary: true`."""
        original = self.written.page(self.written.source_language, address)
        return original is not None and original.meta.get("glossary") == "true"

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
