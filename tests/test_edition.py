"""`lotse.edition`: the whole site on one day, from the folder to finished pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import builders
from lotse.commands.translations import stamp_language
from lotse.edition import build_day, checked_edition, edition_of, private_folder, wanted_languages
from lotse.load import load_catalogue


@pytest.fixture
def region(tmp_path):
    """The invented region on disk."""
    return builders.write_region(tmp_path / "region")


@pytest.mark.parametrize(
    ("environment", "day"),
    [
        ({"LOTSE_AS_OF": "2027-01-15"}, date(2027, 1, 15)),
        ({"SOURCE_DATE_EPOCH": "1795305600"}, date(2026, 11, 22)),
        ({"SOURCE_DATE_EPOCH": "1795391999"}, date(2026, 11, 22)),
        ({"LOTSE_AS_OF": "2027-01-15", "SOURCE_DATE_EPOCH": "1795305600"}, date(2027, 1, 15)),
        ({"LOTSE_AS_OF": "", "SOURCE_DATE_EPOCH": "0"}, date(1970, 1, 1)),
    ],
)
def test_day_of_the_build_is_given_from_outside(environment, day):
    """LOTSE_AS_OF first, then SOURCE_DATE_EPOCH, counted in UTC."""
    assert day == build_day(environment)


def test_day_of_the_build_is_else_the_calendar_s():
    """Without either it is today."""
    before = date.today()
    assert build_day({}) in (before, date.today())


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"LOTSE_AS_OF": "morgen"}, "LOTSE_AS_OF nennt keinen Tag: «morgen»."),
        ({"SOURCE_DATE_EPOCH": "x"}, "SOURCE_DATE_EPOCH nennt keinen Tag: «x»."),
        ({"SOURCE_DATE_EPOCH": "9" * 30}, f"SOURCE_DATE_EPOCH nennt keinen Tag: «{'9' * 30}»."),
    ],
)
def test_wrong_day_is_told(environment, sentence):
    """A site of the wrong day would be worse than none."""
    with pytest.raises(ValueError, match=sentence):
        build_day(environment)


def test_private_folder_comes_from_the_environment():
    """Unset and empty both mean that there is none."""
    assert [None, None] == [private_folder({}), private_folder({"LOTSE_PRIVATE": ""})]
    assert "x" == str(private_folder({"LOTSE_PRIVATE": "x"}))


def test_one_day_rules_the_whole_site(region):
    """An offer is there on its last day and gone from every page on the next."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][1]["services"][0] |= {
        "valid_to": "2026-12-31",
        "name": {"de": "Auslaufrat"},
    }
    builders.write_yaml(region / "data/actors.yaml", data["actors.yaml"])
    for day, expected in ((date(2026, 12, 31), True), (date(2027, 1, 1), False)):
        pages = edition_of(region, day).pages["de"].values()
        assert expected == any("Auslaufrat" in page.html for page in pages)


def test_same_day_makes_the_same_pages(region):
    """Byte by byte, whatever day it really is."""
    first, second = (edition_of(region, builders.TODAY) for _ in range(2))
    texts = [[page.html for page in edition.pages["de"].values()] for edition in (first, second)]
    assert texts[0] == texts[1]


def test_site_with_errors_has_no_pages(region):
    """Nothing is laid out that would be wrong."""
    (region / "data/facts.yaml").unlink()
    site = edition_of(region, builders.TODAY)
    assert ({}, ["file-missing"]) == (site.pages, [p.code for p in site.errors])


def test_missing_label_is_a_problem_and_no_crash(region):
    """Even when it is missing in every language."""
    for language in ("de", "en"):
        file = region / f"data/ui/{language}.yaml"
        lines = [line for line in file.read_text("utf-8").split("\n") if not line.startswith("offer.for:")]
        file.write_text("\n".join(lines), "utf-8")
    site = edition_of(region, builders.TODAY)
    assert ({}, ["label-missing"]) == (site.pages, [p.code for p in site.errors])


def test_languages_of_a_page_are_those_that_it_exists_in(region):
    """A page that nobody translated exists in one language only."""
    (region / "docs/en/impressum.md").unlink()
    site = edition_of(region, builders.TODAY)
    assert [("de",), ("de", "en"), ("de", "en"), ()] == [
        site.register.languages_of(address)
        for address in ("impressum/", "datenschutz/", "orte/musterstadt/", "nichts/")
    ]


def reviewed(region: Path, address: str) -> list[bool]:
    """Whether the page counts as read by a person in German and in English."""
    pages = edition_of(region, builders.TODAY).pages
    return [pages[code][address].is_reviewed for code in ("de", "en")]


def test_pages_made_of_data_are_reviewed_when_somebody_has_read_the_labels(region):
    """Of a language; the source language needs nobody."""
    address = "orte/musterstadt/"
    assert [True, False] == reviewed(region, address)
    data = builders.region()
    data["region"]["label_reviews"] = [{"language": "en", "reviewed_by": "AB", "reviewed_on": "2026-11-20"}]
    builders.write_yaml(region / "data/region.yaml", data)
    assert [True, True] == reviewed(region, address)


def test_written_pages_are_reviewed_by_their_own_stamps(region):
    """Whoever has read the labels has not read the text; a text without any stamp nobody has read."""
    data = builders.region()
    data["region"]["label_reviews"] = [{"language": "en", "reviewed_by": "AB", "reviewed_on": "2026-11-20"}]
    builders.write_yaml(region / "data/region.yaml", data)
    assert not edition_of(region, builders.TODAY).pages["en"]["impressum/"].is_reviewed
    catalogue, _ = load_catalogue(region)
    stamp_language(catalogue, region, "en", today=builders.TODAY)
    assert not edition_of(region, builders.TODAY).pages["en"]["impressum/"].is_reviewed


def test_check_lays_out_no_pages(region):
    """So that editors have their answer within a second."""
    site = checked_edition(region, builders.TODAY)
    assert (True, {}) == (site.public is not None, site.pages)


@pytest.mark.parametrize(
    ("given", "expected"), [(None, None), ("", None), (" , ", None), ("en", {"en"}), ("de, en", {"de", "en"})]
)
def test_languages_to_build_stand_in_the_environment(given, expected):
    """Separated by commas; nothing means all."""
    assert wanted_languages({} if given is None else {"LOTSE_LANGUAGES": given}) == expected


def test_some_languages_are_made_with_the_first_of_the_site(tmp_path):
    """What is not made is offered nowhere, though written pages of it exist."""
    project = builders.write_region(tmp_path / "region")
    whole, part = edition_of(project, builders.TODAY), edition_of(project, builders.TODAY, languages=frozenset({"de"}))
    assert [set(whole.pages), set(part.pages)] == [{"de", "en"}, {"de"}]
    assert [whole.register.languages_of("orte/"), part.register.languages_of("orte/")] == [("de", "en"), ("de",)]
    assert set(edition_of(project, builders.TODAY, languages=frozenset({"en"})).pages) == {"de", "en"}
