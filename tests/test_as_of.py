"""The site of another day: what holds in January 2027 as far as it is known, and what is still missing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from lotse.edition import Edition, checked_edition, edition_of

LATER = date(2027, 1, 15)
WAGE = {"de": ("13,90", "14,60"), "en": ("13.90", "14.60")}
"""The minimum wage of 2026 and of 2027 (§ 1 MiLoV5), as each language writes it."""


@pytest.fixture(scope="module")
def later(project: Path) -> Edition:
    return checked_edition(project, LATER)


def figures_on(html: str) -> set[str]:
    """The numbers of all bound figures on a page."""
    shown = re.findall(r'<bdi class="figure">([^<]+)<', html)
    return {number for text in shown for number in re.findall(r"\d[\d.,]*\d", text)}


def test_pages_show_the_wage_of_2027_and_no_lapsed_threshold(project, built_site):
    """The employer's duties name the new wage, the old one is gone; what nobody knows yet says so and stops nothing."""
    later = edition_of(project, LATER)
    for language, (before, after) in WAGE.items():
        prefix = "" if language == "de" else f"{language}/"
        now = figures_on((built_site / f"{prefix}arbeitgeber/pflichten/index.html").read_text("utf-8"))
        then = figures_on(later.pages[language]["arbeitgeber/pflichten/"].html)
        assert before in now
        assert after in then
        assert before not in then
    assert "figure--lapsed" in later.pages["de"]["arbeitgeber/kosten-und-dauer/"].html


def test_every_yearly_figure_without_successor_is_a_warning(later):
    """Reckoned here anew from the periods: each yearly figure whose last value has run out."""
    yearly = [figure for figure in later.catalogue.figures if figure.is_yearly]
    lapsed = [figure for figure in yearly if all(one.to and one.to < LATER for one in figure.periods)]
    names = {figure.name["de"] for figure in yearly}
    warned = [problem for problem in later.problems if problem.code == "successor-due" and problem.record in names]
    assert len(lapsed) >= 10  # the thresholds of the Blue Card among them
    assert sorted(figure.name["de"] for figure in lapsed) == sorted(problem.record for problem in warned)
    assert {problem.severity for problem in warned} == {"warning"}
    assert all(problem.file == "data/figures.yaml" and problem.line for problem in warned)
    assert "mindestlohn" not in {figure.id for figure in lapsed}


def test_nothing_else_stops_the_site_of_that_day(later):
    """Time alone stops nothing."""
    assert later.stopping == ()


@pytest.mark.parametrize("day", ["2027-07-01", "2027-10-01", "2028-02-29", "2031-01-01"])
def test_time_alone_never_stops_the_build(project, day):
    """What lapses makes the site say less; editors see it as an error, readers never see an old value as a new one."""
    edition = checked_edition(project, date.fromisoformat(day))
    assert () == edition.stopping
    assert {"successor-due", "cell-undefined"} & {problem.code for problem in edition.errors}


def test_ends_are_told_a_year_before(project):
    """The five figures that end on 30 June 2027 are no surprise on 1 July."""
    now = checked_edition(project, date(2026, 11, 30))
    told = {problem.record for problem in now.problems if "bis 2027-06-30" in problem.message}
    last = {f.name["de"]: max(period.to or date.max for period in f.periods) for f in now.catalogue.figures}
    ending = {name for name, day in last.items() if day == date(2027, 6, 30)}
    assert ending == told
    assert len(told) >= 5
