"""From the project's folder to a site: load, check, publish, lay out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from lotse.checks import check_catalogue
from lotse.load import Catalogue, Origin, load_catalogue
from lotse.load.history import Revision, earlier_state, first_revision, last_revision
from lotse.pages import Desk, desks, generated_pages
from lotse.problems import Problem, sorted_problems
from lotse.publish import publish
from lotse.render import LabelMissing
from lotse.resolve import cells_to_come, needless_gaps, undefined_cells
from lotse.resolve.roundtable import Trend, figures
from lotse.shortcodes import shortcode_problems
from lotse.site.whole import Site

LOOK_BACK = timedelta(days=90)  # with what the round table's page compares
_FATAL = frozenset({"reference-unknown", "reference-circular", "id-duplicate", "label-missing"})


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
    at_expectation = partial(_at_expectation, catalogue)
    problems += [*undefined_cells(coverage, at_expectation), *cells_to_come(coverage, at_expectation)]
    problems += needless_gaps(coverage, lambda record_id: catalogue.origin(record_id).problem)
    try:
        problems += shortcode_problems(catalogue.prose, dict(by_language))
    except LabelMissing as fault:
        problems.append(_label_problem(catalogue, fault))
    return Site(tuple(sorted_problems(problems)), catalogue, public, by_language)


def _at_expectation(catalogue: Catalogue, number: int, topic: int) -> Callable[..., Problem]:
    """Problems at an expectation, which has no id, in its file."""
    file = "data/coverage.yaml"
    return Origin(file, catalogue.trees.get(file), ("expectations", number, "topics", topic), "").problem


def make_site(
    project: Path, today: date, overlay: Path | None = None, languages: frozenset[str] | None = None
) -> Site:
    """The whole site, or some languages of it; with errors there are no pages."""
    site = check_site(project, today, overlay)
    if site.errors or site.catalogue is None or site.desks is None:
        return site
    trend = trend_since(project, today - LOOK_BACK, today)
    site = replace(site, desks={code: replace(desk, trend=trend) for code, desk in site.desks.items()})
    prose = site.catalogue.prose
    tracked = tuple(t for code in site.catalogue.region.languages for t in site.written.tracked(code))
    wanted = _only(site.desks, languages)
    try:
        return replace(site, pages={code: generated_pages(d, prose, tracked) for code, d in wanted.items()})
    except LabelMissing as fault:
        problems = sorted_problems([*site.problems, _label_problem(site.catalogue, fault)])
        return replace(site, problems=tuple(problems))


def _only(desks_: Mapping[str, Desk], languages: frozenset[str] | None) -> dict[str, Desk]:
    """The desks of some languages, the first one of the site among them; all if none is named."""
    first = next(iter(desks_))
    return {code: desk for code, desk in desks_.items() if languages is None or code in {first, *languages}}


def trend_since(project: Path, since: date, today: date) -> Trend | None:
    """What was counted in the last state committed by a day, or else at the end of the history's first day.

    None when the history begins today or there is none, and when that state can't be read as data of today.
    """
    revision = last_revision(project, since) or _end_of_first_day(project)
    if revision is None or revision.day >= today:
        return None
    with earlier_state(project, revision) as folder:
        site = check_site(folder, revision.day)
    return Trend(revision.day, figures(next(iter(site.desks.values())).coverage)) if site.desks else None


def _end_of_first_day(project: Path) -> Revision | None:
    """The state in which the history's first day left the project: what comes before it is its making."""
    first = first_revision(project)
    return last_revision(project, first.day) if first else None


def _label_problem(catalogue: Catalogue, fault: LabelMissing) -> Problem:
    file = f"data/ui/{catalogue.region.languages[0]}.yaml"
    return Problem(
        file=file,
        code="label-missing",
        message=f"Die Beschriftung «{fault.args[0]}» fehlt, oder ihre Platzhalter stimmen nicht.",
        hint="Vergleichen Sie mit einer früheren Fassung der Datei.",
    )
