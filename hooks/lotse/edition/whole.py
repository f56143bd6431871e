"""The whole site on one day, as a builder needs it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lotse.load import Catalogue
from lotse.model.public import PublicCatalogue
from lotse.pages import Desk
from lotse.pages.frame import framed
from lotse.pages.page import Made, Page
from lotse.pages.register import Register
from lotse.problems import Problem
from lotse.translated import Pages
from lotse.written import Dialect, WritingRoom


@dataclass(frozen=True)
class Edition:
    """Data and texts with their answers on one day, and the pages that follow; or what stands in the way."""

    project: Path
    problems: tuple[Problem, ...]
    catalogue: Catalogue | None = None
    public: PublicCatalogue | None = None
    desks: Mapping[str, Desk] | None = None
    register: Register | None = None  # none while there are errors
    dialect: Dialect | None = None  # of the Markdown that people write; none where the settings can't be read

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def stopping(self) -> tuple[Problem, ...]:
        """The errors that keep a new site from being made; others it answers by saying less."""
        return tuple(problem for problem in self.errors if problem.stops_build)

    @property
    def known_register(self) -> Register:
        """The register of all pages. Only for an edition without errors."""
        if self.register is None:
            raise ValueError("there are no pages while there are errors")
        return self.register

    @property
    def pages(self) -> Mapping[str, Mapping[str, Page]]:
        """Language → address → page; nothing while there are errors."""
        return self.register.pages if self.register else {}

    @cached_property
    def written(self) -> Pages:
        """The pages that people wrote. Only for data that could be read."""
        if self.catalogue is None:
            raise ValueError("the data could not be read")
        return Pages(self.catalogue)

    def room(self, generated: Mapping[str, Collection[str]]) -> WritingRoom:
        """Where the written pages are made; `generated` are the addresses of the others by language."""
        return WritingRoom(self.written, self.desks or {}, generated)

    def path_of(self, page: Page) -> str:
        """The file of a page in the finished folder: the first language stands at the root."""
        first = next(iter(self.pages))
        return f"{'' if page.language == first else page.language + '/'}{page.address}index.html"

    def document(self, page: Page, made: Made | None = None, *, has_policy: bool = True) -> str:
        """A page with its frame: the finished HTML document. `made` is what another builder made of its text."""
        desk = (self.desks or {})[page.language]
        return framed(page, made or page.made, desk, self.known_register, has_policy=has_policy)
