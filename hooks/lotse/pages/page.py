"""What a generated page is, and the desk that its makers work at."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from lotse.model.public import PublicCatalogue
from lotse.render import FOREIGN, Renderer
from lotse.resolve import Coverage, Directory
from lotse.resolve.roundtable import Trend


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A finished page of one language: where it is, what it says, and how it is found."""

    address: str  # "orte/aachen/", the same in every language
    language: str
    title: str
    description: str
    kind: str  # "organization", "municipality" …: for style and tests
    html: str
    contents: tuple[tuple[str, str], ...] = ()  # anchor and label of the second-level headings
    source_file: str | None = None  # the data file an editor would open
    keywords: tuple[str, ...] = ()  # further words that the page is found by
    is_indexed: bool = True

    @property
    def has_foreign_texts(self) -> bool:
        """Whether something on it stands in another language, for want of a translation."""
        return FOREIGN in self.html


@dataclass(frozen=True)
class Desk:
    """The public records, the offers in order, and the templates of one language."""

    catalogue: PublicCatalogue
    coverage: Coverage
    renderer: Renderer
    trend: Trend | None = None  # what the round table counted earlier, where the history goes back so far

    @property
    def directory(self) -> Directory:
        """The offers in neutral order."""
        return self.coverage.directory

    @property
    def language(self) -> str:
        return self.renderer.language

    def page(
        self, address: str, template: str, *, title: str, description: str,
        contents: tuple[tuple[str, str], ...] = (), source_file: str | None = None,
        keywords: tuple[str, ...] = (), is_indexed: bool = True, **view: object,
    ) -> Page:
        """The page that a template makes of a view."""
        html: Markup = self.renderer.render(template, address, **view)
        return Page(
            address=address, language=self.language, title=title, description=description, kind=template,
            html=str(html), contents=contents, source_file=source_file, keywords=keywords, is_indexed=is_indexed,
        )
