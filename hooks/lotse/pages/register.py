"""Which addresses exist in which language, and how their pages are called."""

from __future__ import annotations

from collections.abc import Mapping

from lotse.pages.page import Page


class Register:
    """All pages of all languages, copies for want of a translation among them: language → address → page."""

    def __init__(self, pages: Mapping[str, Mapping[str, Page]]) -> None:
        self.pages = pages
        self._own = {
            code: frozenset(address for address, page in found.items() if not page.is_copy)
            for code, found in pages.items()
        }
        self._titles = {
            code: {address: page.title for address, page in found.items()} for code, found in pages.items()
        }

    def own(self, language: str) -> frozenset[str]:
        """The addresses that exist in a language, not as a copy of another."""
        return self._own[language]

    def titles(self, language: str) -> Mapping[str, str]:
        """The titles of a language by address; of untranslated pages those of the language they are copied from."""
        return self._titles[language]

    def languages_of(self, address: str) -> tuple[str, ...]:
        """The languages in which a page really exists, in the order of the site."""
        return tuple(code for code, own in self._own.items() if address in own)

    def addresses(self) -> tuple[str, ...]:
        """Every address that exists in any language, sorted."""
        return tuple(sorted(frozenset().union(*self._own.values())))
