"""From the project's folder to an edition: load, check, publish, answer. One function a step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from lotse.checks import check_answers, check_catalogue
from lotse.checks.labels import missing_label
from lotse.edition.whole import Edition
from lotse.load import load_catalogue
from lotse.pages import Desk, desks, generated_pages
from lotse.pages.page import Page
from lotse.pages.register import Register
from lotse.problems import Problem, sorted_problems
from lotse.publish import publish
from lotse.render import LabelMissing
from lotse.resolve.roundtable import Trend
from lotse.shortcodes.pages import written_pages
from lotse.translated import Tracked

_FATAL = frozenset({"reference-unknown", "reference-circular", "id-duplicate", "label-missing"})


def loaded(project: Path, overlay: Path | None = None) -> Edition:
    """What stands in the project's folder, and what could not be read."""
    catalogue, problems = load_catalogue(project, overlay)
    return Edition(project, tuple(problems), catalogue)


def checked(edition: Edition, today: date) -> Edition:
    """With what the rules across records find."""
    return edition if edition.catalogue is None else _with(edition, check_catalogue(edition.catalogue, today))


def published(edition: Edition, today: date) -> Edition:
    """With what may be seen of it on the day; nothing where records lead nowhere."""
    catalogue = edition.catalogue
    if catalogue is None or catalogue.is_partial:
        return edition
    if any(problem.code in _FATAL and problem.is_error for problem in edition.problems):
        return edition
    return replace(edition, public=publish(catalogue, "site", today))


def answered(edition: Edition) -> Edition:
    """With the answer to every question, and with what the rules that see the answers find."""
    if edition.catalogue is None or edition.public is None:
        return edition
    by_language = desks(edition.public, edition.catalogue.labels)
    try:
        problems = list(check_answers(edition.catalogue, by_language))
    except LabelMissing as fault:
        problems = [missing_label(edition.catalogue, fault.args[0])]
    return replace(_with(edition, problems), desks=by_language)


def laid_out(edition: Edition, trend: Trend | None = None, languages: frozenset[str] | None = None) -> Edition:
    """With its pages, each to be made when asked for, in all or some languages; with errors there are none."""
    if edition.errors or edition.desks is None or edition.catalogue is None:
        return edition
    first = next(iter(edition.desks))
    edition = replace(edition, desks={code: replace(desk, trend=trend) for code, desk in edition.desks.items()})
    wanted = [code for code in edition.desks or {} if languages is None or code in {first, *languages}]
    tracked = tuple(one for code in edition.catalogue.region.languages for one in edition.written.tracked(code))
    try:
        pages = {code: _pages_of(code, edition, tracked) for code in wanted}
    except LabelMissing as fault:
        return _with(edition, [missing_label(edition.catalogue, fault.args[0])])
    return replace(edition, register=Register(pages))


def checked_edition(project: Path, today: date, overlay: Path | None = None) -> Edition:
    """Load, check, publish and answer, without laying out any page."""
    return answered(published(checked(loaded(project, overlay), today), today))


def _with(edition: Edition, problems: list[Problem]) -> Edition:
    return replace(edition, problems=tuple(sorted_problems([*edition.problems, *problems])))


def _pages_of(language: str, edition: Edition, tracked: tuple[Tracked, ...]) -> dict[str, Page]:
    """All pages of a language by address: what people wrote, and what follows from the data."""
    every: dict[str, Desk] = dict(edition.desks or {})
    prose = edition.catalogue.prose if edition.catalogue else ()
    return {
        **written_pages(every[language], edition.written, every),
        **generated_pages(every[language], prose, tracked),
    }

