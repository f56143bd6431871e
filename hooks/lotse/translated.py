"""The written pages of a language: state of each section, and which text of it may be shown.

A variant says a German page in plainer words (`variant_of` in its front matter). It follows that page
as a translation does, and stands in German only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lotse.load import Catalogue, Prose
from lotse.model.translations import Stamp
from lotse.translations import Part, Status, composed, simplified, statuses

SECOND_LANGUAGE = "en"  # stands in before the source language does


@dataclass(frozen=True, slots=True)
class Tracked:
    """A page that follows a German one: its translation, or a variant of it in plain words."""

    language: str
    name: str  # of its file below the folder of the language
    original: Prose
    page: Prose | None  # None: nobody has begun it
    statuses: tuple[Status, ...]

    @property
    def is_variant(self) -> bool:
        return self.name != self.original.name

    @property
    def stale(self) -> tuple[Status, ...]:
        """The sections that somebody has to work on. What a variant leaves out it leaves out on purpose."""
        return tuple(
            status
            for status in self.statuses
            if not status.is_current and self.page and (status.translation or not self.is_variant)
        )


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

    @cached_property
    def _originals(self) -> dict[str, Prose]:
        """Every page of the source language that says nothing in other words, by its name."""
        return {p.name: p for p in self.catalogue.prose if p.language == self.source_language and not p.variant_of}

    def originals(self) -> Iterator[Prose]:
        """Every page of the source language that is to be translated."""
        yield from self._originals.values()

    def original_of(self, address: str) -> Prose | None:
        """The page that the one at an address follows: the German one, or for a variant the full one."""
        page = self.page(self.source_language, address)
        return self._originals.get(page.variant_of or page.name) if page else None

    def variant_of(self, address: str) -> Prose | None:
        """The page that says the one at an address in plainer words, if there is one."""
        variants = (page for page, original in self._variants() if original.address == address)
        return next(variants, None)

    def _variants(self) -> Iterator[tuple[Prose, Prose]]:
        """Each variant with the page that it says in plainer words."""
        for page in self.catalogue.prose:
            if page.language == self.source_language and page.variant_of in self._originals:
                yield page, self._originals[page.variant_of]

    def tracked(self, language: str) -> Iterator[Tracked]:
        """What follows German pages: all translations into a language; of German itself its variants."""
        if language == self.source_language:
            pairs = ((page.name, original, page) for page, original in self._variants())
        else:
            pairs = ((o.name, o, self.page(language, o.address)) for o in self.originals())
        for name, original, page in pairs:
            yield Tracked(language, name, original, page, self._statuses(language, name, original, page))

    def statuses(self, language: str, address: str) -> tuple[Status, ...]:
        """The state of each German section of a page in a language, or in the variant at the address."""
        original, page = self.original_of(address), self.page(language, address)
        if original is None:
            return ()
        name = page.name if page and page.variant_of else original.name
        return self._statuses(language, name, original, page)

    def _statuses(self, language: str, name: str, original: Prose, page: Prose | None) -> tuple[Status, ...]:
        source_file = self.catalogue.stamps.get(self.source_language)
        stamps = {(original.name, section): s for (of, section), s in self._stamps(language).items() if of == name}
        minor = source_file.minor if source_file else ()
        return statuses(original.name, original.body, page.body if page else None, stamps, minor)

    def parts(self, language: str, address: str) -> tuple[Part, ...]:
        """The page as it may be shown in a language; a page of the source language is one part."""
        original, page = self.original_of(address), self.page(language, address)
        is_legal = original is not None and risk_of(original) == "legal"
        if page and page.variant_of and original:
            return simplified(self.statuses(language, address), language, is_legal=is_legal)
        if language == self.source_language or original is None:
            return (Part(page.body, language, "reviewed"),) if page else ()
        second = self.statuses(SECOND_LANGUAGE, address) if language != SECOND_LANGUAGE else ()
        return composed(
            self.statuses(language, address), language, self.source_language,
            is_legal=is_legal, second=second, second_language=SECOND_LANGUAGE,
        )

    def risk(self, address: str) -> str:
        """The risk class of the page at an address, of a variant that of the full page; else general."""
        original = self.original_of(address)
        return risk_of(original) if original else "general"

    def is_reviewed(self, language: str, address: str) -> bool:
        """Whether a person has read every section that is shown in that language; originals need nobody."""
        page = self.page(language, address)
        if language == self.source_language and not (page and page.variant_of):
            return True
        return all(
            status.stamp is not None and status.stamp.state == "reviewed"
            for status in self.statuses(language, address)
            if status.translation is not None
        )

    def _stamps(self, language: str) -> dict[tuple[str, str], Stamp]:
        file = self.catalogue.stamps.get(language)
        return {(stamp.page, stamp.section): stamp for stamp in file.stamps} if file else {}


def risk_of(original: Prose) -> str:
    """The declared risk class of a page: legal, practical or general."""
    return original.meta.get("risk", "general")
