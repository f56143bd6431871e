"""L4: the written pages of a language: state of each section, and which text of it may be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lotse.load import Catalogue, Prose
from lotse.model.translations import Stamp
from lotse.translations import Part, Status, composed, statuses

SECOND_LANGUAGE = "en"  # stands in before the source language does


@dataclass(frozen=True)
class Pages:
    """All written pages, by language and address."""

    catalogue: Catalogue

    @property
    def source_language(self) -> str:
        return self.catalogue.region.languages[0]

    @cached_property
    def _prose(self) -> dict[tuple[str, str], Prose]:
        return {(page.language, page.address): page for page in self.catalogue.prose}

    def page(self, language: str, address: str) -> Prose | None:
        """The written page at an address in exactly that language."""
        return self._prose.get((language, address))

    def originals(self) -> Iterator[Prose]:
        """Every page of the source language."""
        yield from (page for page in self.catalogue.prose if page.language == self.source_language)

    def statuses(self, language: str, address: str) -> tuple[Status, ...]:
        """The state of each German section of a page in a language."""
        original, translation = self.page(self.source_language, address), self.page(language, address)
        if original is None:
            return ()
        source_file = self.catalogue.stamps.get(self.source_language)
        body = translation.body if translation else None
        minor = source_file.minor if source_file else ()
        return statuses(name_of(original), original.body, body, self._stamps(language), minor)

    def parts(self, language: str, address: str) -> tuple[Part, ...]:
        """The page as it may be shown in a language; a page of the source language is one part."""
        original = self.page(self.source_language, address)
        if language == self.source_language or original is None:
            page = self.page(language, address)
            return (Part(page.body, language, "reviewed"),) if page else ()
        second = self.statuses(SECOND_LANGUAGE, address) if language != SECOND_LANGUAGE else ()
        return composed(
            self.statuses(language, address), language, self.source_language,
            is_legal=risk_of(original) == "legal", second=second, second_language=SECOND_LANGUAGE,
        )

    def risk(self, address: str) -> str:
        """The risk class of the page at an address; general when there is no original."""
        original = self.page(self.source_language, address)
        return risk_of(original) if original else "general"

    def is_reviewed(self, language: str, address: str) -> bool:
        """Whether a person has read every section that is shown in that language."""
        found = self.statuses(language, address)
        return language == self.source_language or all(
            status.stamp is not None and status.stamp.state == "reviewed" for status in found if status.is_current
        )

    def _stamps(self, language: str) -> dict[tuple[str, str], Stamp]:
        file = self.catalogue.stamps.get(language)
        return {(stamp.page, stamp.section): stamp for stamp in file.stamps} if file else {}


def name_of(page: Prose) -> str:
    """The page's file below its language's folder: «fragen/anerkennung.md»."""
    return page.file.removeprefix(f"docs/{page.language}/")


def risk_of(original: Prose) -> str:
    """The declared risk class of a page: legal, practical or general."""
    return original.meta.get("risk", "general")
