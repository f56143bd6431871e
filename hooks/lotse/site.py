"""Top: the whole site on one day, from the project's folder to finished pages. Knows no builder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from lotse.checks import check_catalogue
from lotse.load import Catalogue, load_catalogue
from lotse.model.public import PublicCatalogue
from lotse.pages import Desk, Page, desks, generated_pages
from lotse.pages.written import markdown_of
from lotse.problems import Problem, sorted_problems
from lotse.publish import publish
from lotse.render import LabelMissing
from lotse.resolve import needless_gaps, undefined_cells
from lotse.shortcodes import shortcode_problems
from lotse.translated import Pages

OVERLAY_VARIABLE = "LOTSE_PRIVATE"
DAY_VARIABLE = "LOTSE_AS_OF"
EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"  # reproducible-builds.org


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
            if address in self.pages[code] or self.written.page(code, address)
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


def build_day(environment: Mapping[str, str] | None = None) -> date:
    """The one «today» of a build: LOTSE_AS_OF, else SOURCE_DATE_EPOCH, else the calendar.

    Raises ValueError with a German sentence when the first that is given is no day.
    """
    environment = os.environ if environment is None else environment
    for name, read in ((DAY_VARIABLE, date.fromisoformat), (EPOCH_VARIABLE, _day_of_epoch)):
        if given := environment.get(name):
            try:
                return read(given)
            except (ValueError, OverflowError, OSError) as error:
                raise ValueError(f"{name} nennt keinen Tag: «{given}».") from error
    return datetime.now(UTC).astimezone().date()


def _day_of_epoch(seconds: str) -> date:
    return datetime.fromtimestamp(int(seconds), UTC).date()


def private_folder(environment: Mapping[str, str] | None = None) -> Path | None:
    """The private overlay, if the environment names one."""
    given = (os.environ if environment is None else environment).get(OVERLAY_VARIABLE)
    return Path(given) if given else None


def check_site(project: Path, today: date, overlay: Path | None = None) -> Site:
    """Load, check and publish, without laying out any page."""
    catalogue, problems = load_catalogue(project, overlay)
    if catalogue is None:
        return Site(tuple(problems))
    problems = [*problems, *check_catalogue(catalogue, today)]
    if catalogue.is_partial or any(problem.code in _FATAL and problem.is_error for problem in problems):
        return Site(tuple(sorted_problems(problems)), catalogue)
    public = publish(catalogue, "site", today)
    by_language = desks(public, catalogue.labels)
    coverage = next(iter(by_language.values())).coverage
    problems += [*undefined_cells(coverage), *needless_gaps(coverage, lambda i: catalogue.origin(i).problem)]
    try:
        problems += shortcode_problems(catalogue.prose, dict(by_language))
    except LabelMissing as fault:
        problems.append(_label_problem(catalogue, fault))
    return Site(tuple(sorted_problems(problems)), catalogue, public, by_language)


def make_site(project: Path, today: date, overlay: Path | None = None) -> Site:
    """The whole site; with errors there are no pages."""
    site = check_site(project, today, overlay)
    if site.errors or site.catalogue is None or site.desks is None:
        return site
    prose = site.catalogue.prose
    try:
        return replace(site, pages={code: generated_pages(desk, prose) for code, desk in site.desks.items()})
    except LabelMissing as fault:
        problems = sorted_problems([*site.problems, _label_problem(site.catalogue, fault)])
        return replace(site, problems=tuple(problems))


def _label_problem(catalogue: Catalogue, fault: LabelMissing) -> Problem:
    file = f"data/ui/{catalogue.region.languages[0]}.yaml"
    return Problem(
        file=file,
        code="label-missing",
        message=f"Die Beschriftung «{fault.args[0]}» fehlt, oder ihre Platzhalter stimmen nicht.",
        hint="Vergleichen Sie mit einer früheren Fassung der Datei.",
    )


_FATAL = frozenset({"reference-unknown", "reference-circular", "id-duplicate", "label-missing"})


class SiteCache:
    """The site as of the files' state at the last refresh: made anew only when one of them changed."""

    def __init__(self) -> None:
        self._state: tuple[object, ...] | None = None
        self.site = Site(())

    def refresh(self, project: Path) -> Site:
        """The site of the project now; the languages of one build share it."""
        overlay, today = private_folder(), build_day()
        state = (project, today, *_states([project / "data", project / "docs", _TEMPLATES, overlay]))
        if state != self._state:
            self.site = make_site(project, today, overlay)
            self._state = state
        return self.site


_TEMPLATES = Path(__file__).parent / "templates"


def _states(folders: list[Path | None]) -> Iterator[tuple[str, int, int]]:
    """Name, time and size of each file: what tells that something changed."""
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder else ():
            if path.is_file():
                status = path.stat()
                yield str(path), status.st_mtime_ns, status.st_size
