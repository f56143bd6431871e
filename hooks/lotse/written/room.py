"""Where written pages are made: which there are in a language, and each of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from lotse.pages.page import Desk
from lotse.translated import Pages
from lotse.written.configuration import Dialect
from lotse.written.extension import Order
from lotse.written.links import Links, links_for
from lotse.written.manuscript import manuscript
from lotse.written.page import WrittenPage, written_page


@dataclass(frozen=True)
class WritingRoom:
    """All written pages of all languages, from the texts to the finished page."""

    pages: Pages
    desks: Mapping[str, Desk]
    generated: Mapping[str, Collection[str]]  # language → addresses of the pages that data make

    def addresses(self, language: str) -> tuple[str, ...]:
        """The addresses of the written pages that a language has, in it or as a copy of the source language's.

        A page in plain words has no copies, and an address that data make a page for is theirs.
        """
        source = self.pages.source_language
        own = {page.address for page in self.pages.catalogue.prose if page.language == language}
        copied = {p.address for p in self.pages.catalogue.prose if p.language == source and not p.variant_of}
        return tuple(sorted((own | copied) - set(self.generated.get(language, ()))))

    def order(self, language: str, address: str) -> Order | None:
        """What the Markdown extension must know of a page; None where nobody wrote one."""
        page = manuscript(self.pages, language, address)
        return Order(page, self.desks[language], self.desks, self.links[language]) if page else None

    def page(self, language: str, address: str, dialect: Dialect) -> WrittenPage | None:
        """The finished page at an address; None where nobody wrote one. Raises ShortcodeFault."""
        order = self.order(language, address)
        return written_page(order, dialect) if order else None

    @cached_property
    def links(self) -> Mapping[str, Links]:
        """What texts of each language may link to."""
        assets = sorted(self.pages.catalogue.assets)
        return {code: links_for(self.pages, code, self.generated.get(code, ()), assets) for code in self.desks}
