"""What the round table sees: overlaps, what ends and leaves open, the trend out of git, the paper, one answer."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import builders
from lotse.checks.answers import cells_to_come
from lotse.command_line import main
from lotse.edition import checked_edition, edition_of, trend_since
from lotse.model import CoverageFile
from lotse.pages.network import area_words
from lotse.publish import publish
from lotse.resolve import Coverage, Directory
from lotse.resolve.outlook import openings
from lotse.resolve.roundtable import gap_reports, overlaps, tally

HOUSING = {"topics": ["housing"], "audiences": ["employers"]}
ENDING = {"valid_from": "2026-01-01", "valid_to": "2027-03-31"}
GAP = HOUSING | {
    "id": "luecke", "areas": ["musterregion"], "owner": "musternetz", "fallback": "musternetz",
    "reason": builders.both("Es fehlt."), "since": "2027-04-01", "sources": builders.citations(),
}  # fmt: skip


def coverage_of(bodies: list[builders.Data], **declared: list[builders.Data]) -> Coverage:
    """The coverage of the invented region with these bodies."""
    bodies = [*bodies, builders.organization("musternetz", kind="network", services=[])]
    catalogue = publish(builders.catalogue_of(bodies), "site", builders.TODAY)
    return Coverage(Directory(catalogue), CoverageFile.model_validate({"expectations": [HOUSING]} | declared))


def body(record_id: str, **changes: object) -> builders.Data:
    return builders.organization(record_id, services=[builders.service(f"{record_id}-rat", **changes)])


def git(project: Path, *words: str, day: str = "2026-11-01") -> None:
    """Runs git with a fixed author and day."""
    moment = f"{day}T12:00:00+00:00"
    names = {"GIT_AUTHOR_NAME": "Muster", "GIT_AUTHOR_EMAIL": "muster@example.org"}
    names |= {key.replace("AUTHOR", "COMMITTER"): name for key, name in names.items()}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    command = ["git", "-C", str(project), *words]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | names | settings)


@pytest.fixture
def history(tmp_path) -> Path:
    """The invented region, committed on the first of November, and one body more today."""
    project = builders.write_region(tmp_path / "region")
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "Anfang")
    data = builders.actors()
    data["organizations"].append(body("zweitstelle"))
    builders.write_yaml(project / "data/actors.yaml", data)
    return project


def lotse(project: Path, *words: str) -> Result:
    arguments = [*words, "--project", str(project), "--as-of", "2026-11-22"]
    return CliRunner().invoke(main, arguments, env={"LOTSE_PRIVATE": None})


# ---- overlaps


def test_overlap_is_told_where_bodies_meet_however_far_each_reaches():
    """One for the whole region and one for a district meet in the district, and only there."""
    directory = coverage_of([body("weit"), body("nah", areas=["kreis-sued"])]).directory
    found = [(overlap.audience.id, overlap.places) for overlap in overlaps(directory)]
    assert found == [(audience, directory.reach(["kreis-sued"])) for audience in ("employers", "newcomers")]


def test_one_body_with_two_offers_is_no_overlap():
    twice = body("allein") | {"services": [builders.service("rat-1"), builders.service("rat-2")]}
    assert list(overlaps(coverage_of([twice]).directory)) == []


def test_areas_are_told_in_the_shortest_words(tmp_path):
    """The region, whole districts, a district without the few places that don't belong, or the places."""
    desk = checked_edition(builders.write_region(tmp_path / "region"), builders.TODAY).desks["de"]
    reach = desk.catalogue.atlas.reach
    assert area_words(desk, reach["musterregion"]) == "Musterregion"
    assert area_words(desk, reach["kreis-nord"]) == "Kreis Nord"
    assert area_words(desk, {"aestetten", "musterstadt"}) == "Musterstadt; Kreis Süd"


def test_district_without_one_place_is_told_as_that(tmp_path):
    """Rather than all its other places."""
    places = builders.places()
    places["municipalities"].append(builders.municipality("neustadt", "Neustadt", "kreis-nord", 4))
    project = builders.write_region(tmp_path / "region", builders.region_data() | {"places.yaml": places})
    desk = checked_edition(project, builders.TODAY).desks["de"]
    assert area_words(desk, {"musterstadt", "neustadt"}) == "Kreis Nord ohne Beispielheim"


# ---- what ends


def test_last_answer_that_ends_is_told_a_year_before():
    """With the day after its end, and for each audience that is left alone."""
    coverage = coverage_of([body("bald-weg", **ENDING)])
    assert [(opening.day, {cell.place for cell in opening.cells}) for opening in openings(coverage)] == [
        (date(2027, 4, 1), set(coverage.directory.reach(["musterregion"])))
    ]
    found = cells_to_come(*builders.seen_by_rules(coverage))
    assert [(p.code, p.severity) for p in found] == [("cell-ends", "warning")]


def test_end_that_leaves_nobody_alone_is_no_problem():
    """Another body stays, or the end is more than a year away."""
    assert list(cells_to_come(*builders.seen_by_rules(coverage_of([body("bald-weg", **ENDING), body("bleibt")])))) == []
    assert list(cells_to_come(*builders.seen_by_rules(coverage_of([body("spaeter", valid_to="2027-12-31")])))) == []


def test_gap_declared_ahead_answers_from_its_day_on():
    """It is no gap of today and not needless, and the end of the offer isn't a surprise any more."""
    coverage = coverage_of([body("bald-weg", **ENDING)], gaps=[GAP])
    assert list(cells_to_come(*builders.seen_by_rules(coverage))) == []
    assert list(coverage.needless_gaps()) == []
    assert gap_reports(coverage) == ()


# ---- the trend


def test_trend_counts_the_earlier_state(history):
    """The last state committed by a day; the change since is what the page and the paper show."""
    trend = trend_since(history, date(2026, 11, 10), builders.TODAY)
    now = tally(checked_edition(history, builders.TODAY).desks["de"].coverage)
    assert trend.day == date(2026, 11, 1)
    assert now["figures.organizations"] - trend.before["figures.organizations"] == 1


def test_history_that_is_younger_is_compared_from_its_beginning(history):
    """Nothing was committed three months ago, so the page compares with the first state there is."""
    page = edition_of(history, builders.TODAY).pages["de"]["netzwerk/abdeckung/"].html
    assert '<time datetime="2026-11-01">' in page
    assert "<td>+1</td>" in page


def test_first_day_counts_as_it_ended(history):
    """A project is made in many steps on its first day; half of it is nothing to compare with."""
    git(history, "commit", "--all", "--quiet", "--message", "mehr", day="2026-11-01")
    trend = trend_since(history, date(2026, 8, 1), builders.TODAY)
    assert (trend.day, trend.before["figures.organizations"]) == (date(2026, 11, 1), 4)


def test_without_history_the_page_says_so(tmp_path):
    """No folder of git, or one that begins today."""
    project = builders.write_region(tmp_path / "region")
    assert trend_since(project, date(2026, 11, 10), builders.TODAY) is None
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "Anfang", day="2026-11-22")
    assert trend_since(project, date(2026, 11, 10), builders.TODAY) is None


def test_earlier_state_that_cannot_be_read_is_no_trend(history):
    """A comparison with half of the data would mislead."""
    (history / "data/actors.yaml").write_text("organizations: [\n", "utf-8")
    git(history, "commit", "--all", "--quiet", "--message", "kaputt", day="2026-11-05")
    assert trend_since(history, date(2026, 11, 10), builders.TODAY) is None


# ---- the paper


def test_paper_for_a_day_as_markdown_and_as_a_page(history, tmp_path):
    """The same tables in both; the page is one file without links."""
    target = tmp_path / "unterlage.html"
    assert lotse(history, "report", "roundtable", "--since", "2026-11-10", "--to", str(target)).exit_code == 0
    markdown = lotse(history, "report", "roundtable", "--since", "2026-11-10").output
    page = target.read_text("utf-8")
    assert "| Organisationen | 4 | 3 | +1 |" in markdown
    assert page.count("<h2") == markdown.count("\n## ")
    assert page.startswith("<!doctype html>")
    assert "href=" not in page
    assert "src=" not in page


def test_pipes_in_names_do_not_break_the_tables(tmp_path):
    data = builders.actors()
    data["organizations"].append(body("strich", **ENDING) | {"name": builders.both("Haus | Hof")})
    project = builders.write_region(tmp_path / "region", builders.region_data() | {"actors.yaml": data})
    assert "Haus \\| Hof |" in lotse(project, "report", "roundtable").output


def test_missing_history_is_said(tmp_path):
    """The paper is written all the same."""
    project = builders.write_region(tmp_path / "region")
    result = lotse(project, "report", "roundtable", "--since", "2026-11-10")
    assert result.exit_code == 0
    assert "Kein früherer Stand lässt sich lesen" in result.stderr


# ---- one answer


def test_answer_tells_who_and_why(tmp_path):
    """Rule, area, source, day and confirmation, and only cleared contacts."""
    project = builders.write_region(tmp_path / "region")
    words = ["answer", "--place", "aestetten", "--topic", "residence-permit", "--audience", "newcomers"]
    told = json.loads(lotse(project, *words, "--format", "json").output)
    assert (told["kind"], told["place"], told["as_of"]) == ("responsible", "aestetten", "2026-11-22")
    (office,) = told["services"]
    assert office["organization"] == "musteramt"
    parts = {"rule", "area", "tier", "standing", "is_confirmed", "is_to_check", "to_check", "sources"}
    assert set(office["why"]) == parts
    assert (office["why"]["rule"], office["why"]["area"]) == ("responsible", "musterregion")
    told = "Kopie vom 22. November 2026, nicht live nachgelesen, von der Stelle noch nicht bestätigt"
    assert told == office["why"]["standing"]
    assert "Ausländeramt Musterstadt" in lotse(project, *words).output


def test_answer_in_a_situation_names_only_who_fits(tmp_path):
    data = builders.actors()
    data["organizations"].append(body("nachher", entry="after"))
    project = builders.write_region(tmp_path / "region", builders.region_data() | {"actors.yaml": data})
    words = ["answer", "--place", "aestetten", "--topic", "housing", "--audience", "newcomers", "--format", "json"]

    def bodies(*more: str) -> set[str]:
        return {office["organization"] for office in json.loads(lotse(project, *words, *more).output)["services"]}

    assert bodies("--entry", "after") - bodies("--entry", "before") == {"nachher"}


def test_answer_asks_back_for_unknown_words(tmp_path):
    """With the likeliest word that exists."""
    project = builders.write_region(tmp_path / "region")
    result = lotse(project, "answer", "--place", "aestetten", "--topic", "hosuing", "--audience", "newcomers")
    assert result.exit_code == 2
    assert "housing" in result.output
