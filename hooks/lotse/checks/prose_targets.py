"""Where the links of written pages may lead: files that texts may name, and the anchors on each page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from lotse.load import Catalogue, Prose
from lotse.markup import Heading, attributes_in, headings_in, raw_html_in

Anchors = Mapping[str, Collection[str] | None]
"""Address of a page that data make → its anchors; None where nobody has told them, so that any may be there."""

_STEPS = "step_list"  # the short command that puts steps on a page, each with its anchor


@dataclass(frozen=True)
class Targets:
    """Where links may lead, in each language."""

    catalogue: Catalogue
    generated: Anchors

    @property
    def source(self) -> str:
        return self.catalogue.region.languages[0]

    @cached_property
    def pages(self) -> dict[tuple[str, str], Prose]:
        """The written pages by language and name."""
        return {(page.language, page.name): page for page in self.catalogue.prose}

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        """Language → the files that its texts may name."""
        of_data = {f"{address}index.md" for address in self.generated}
        return {
            code: frozenset(of_data | {name for language, name in self.pages if language in (code, self.source)})
            for code in self.catalogue.region.languages
        }

    def names_for(self, page: Prose) -> frozenset[str]:
        """The files that a page may name."""
        return self.names.get(page.language, self.names[self.source])

    def has_asset(self, name: str, language: str) -> bool:
        """Whether there is such a file, for all languages, for this one, or for the source language."""
        return not self.catalogue.assets.isdisjoint({name, f"{language}/{name}", f"{self.source}/{name}"})

    def anchors(self, name: str, language: str) -> Collection[str] | None:
        """The anchors of a page as readers of a language see it; None where nobody knows."""
        page = self.pages.get((language, name)) or self.pages.get((self.source, name))
        if page is None:
            return self.generated.get(name.removesuffix("index.md"))
        original = self.pages.get((self.source, page.variant_of or page.name))
        if original is None or original is page:
            return own_anchors(page, self.catalogue)
        own = {heading.anchor for heading in _sections(page)}  # what the original has not is not shown
        return (own_anchors(page, self.catalogue) - own) | {heading.id for heading in _sections(original)}


def _sections(page: Prose) -> list[Heading]:
    return [heading for heading in headings_in(page.body) if heading.level == 2]


def own_anchors(page: Prose, catalogue: Catalogue) -> frozenset[str]:
    """The anchors that a page's text makes: of headings, in braces, in HTML, of footnotes, of steps."""
    found = {heading.id for heading in headings_in(page.body)}
    found |= {attribute.value for attribute in attributes_in(page.body) if attribute.key == "id"}
    found |= {value for e in raw_html_in(page.body).elements for key, value in e.attributes if key == "id"}
    if _STEPS in page.body:
        found |= {step.id for step in catalogue.steps}
    return frozenset(found)
