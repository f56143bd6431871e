"""`lotse.site`: the whole site on one day, from the folder to finished pages."""

from __future__ import annotations

import os
from datetime import date

import pytest

import builders
from lotse.commands.translations import stamp_language
from lotse.load import load_catalogue
from lotse.site import SiteCache, build_day, check_site, make_site, private_folder, wanted_languages


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
        pages = make_site(region, day).pages["de"].values()
        assert expected == any("Auslaufrat" in page.html for page in pages)


def test_same_day_makes_the_same_pages(region):
    """Byte by byte, whatever day it really is."""
    first, second = (make_site(region, builders.TODAY) for _ in range(2))
    assert first.pages == second.pages


def test_site_with_errors_has_no_pages(region):
    """Nothing is laid out that would be wrong."""
    (region / "data/facts.yaml").unlink()
    site = make_site(region, builders.TODAY)
    assert (None, ["file-missing"]) == (site.pages, [p.code for p in site.errors])


def test_missing_label_is_a_problem_and_no_crash(region):
    """Even when it is missing in every language."""
    for language in ("de", "en"):
        file = region / f"data/ui/{language}.yaml"
        lines = [line for line in file.read_text("utf-8").split("\n") if not line.startswith("offer.for:")]
        file.write_text("\n".join(lines), "utf-8")
    site = make_site(region, builders.TODAY)
    assert (None, ["label-missing"]) == (site.pages, [p.code for p in site.errors])


def test_languages_of_a_page_are_those_that_it_exists_in(region):
    """A page that nobody translated exists in one language only."""
    (region / "docs/en/impressum.md").unlink()
    site = make_site(region, builders.TODAY)
    assert [("de",), ("de", "en"), ("de", "en"), ()] == [
        site.languages_of(address) for address in ("impressum/", "datenschutz/", "orte/musterstadt/", "nichts/")
    ]


def test_pages_made_of_data_are_reviewed_when_somebody_has_read_the_labels(region):
    """Of a language; the source language needs nobody."""
    address = "orte/musterstadt/"
    assert [True, False] == [make_site(region, builders.TODAY).is_reviewed(code, address) for code in ("de", "en")]
    data = builders.region()
    data["region"]["label_reviews"] = [{"language": "en", "reviewed_by": "AB", "reviewed_on": "2026-11-20"}]
    builders.write_yaml(region / "data/region.yaml", data)
    assert [True, True] == [make_site(region, builders.TODAY).is_reviewed(code, address) for code in ("de", "en")]


def test_written_pages_are_reviewed_by_their_own_stamps(region):
    """Whoever has read the labels has not read the text; a text without any stamp nobody has read."""
    data = builders.region()
    data["region"]["label_reviews"] = [{"language": "en", "reviewed_by": "AB", "reviewed_on": "2026-11-20"}]
    builders.write_yaml(region / "data/region.yaml", data)
    assert not make_site(region, builders.TODAY).is_reviewed("en", "impressum/")
    catalogue, _ = load_catalogue(region)
    stamp_language(catalogue, region, "en", today=builders.TODAY)
    assert not make_site(region, builders.TODAY).is_reviewed("en", "impressum/")


def test_cache_makes_the_site_anew_when_a_file_changes(region, monkeypatch):
    """And only then: the languages of one build share it."""
    monkeypatch.setenv("LOTSE_AS_OF", "2026-11-22")
    cache = SiteCache()
    first = cache.refresh(region)
    assert cache.refresh(region) is first
    builders.write_page(region / "docs/de/neu.md", "Neu")
    second = cache.refresh(region)
    assert (False, True) == (bool(first.written.page("de", "neu/")), bool(second.written.page("de", "neu/")))


def test_cache_sees_a_new_day(region, monkeypatch):
    """`make serve` may run past midnight."""
    cache = SiteCache()
    days = []
    for day in ("2026-11-22", "2026-11-23"):
        monkeypatch.setenv("LOTSE_AS_OF", day)
        days.append(cache.refresh(region).public.today.isoformat())
    assert ["2026-11-22", "2026-11-23"] == days


def test_cache_survives_an_error_in_the_data(region, monkeypatch):
    """An editor mends the file, and the next build is sound."""
    monkeypatch.setenv("LOTSE_AS_OF", "2026-11-22")
    cache, file = SiteCache(), region / "data/actors.yaml"
    sound = file.read_bytes()
    file.write_text("organizations: [", "utf-8")
    assert cache.refresh(region).errors
    file.write_bytes(sound)
    os.utime(file, (0, 0))
    assert () == cache.refresh(region).errors


def test_check_lays_out_no_pages(region):
    """So that editors have their answer within a second."""
    site = check_site(region, builders.TODAY)
    assert (True, None) == (site.public is not None, site.pages)


@pytest.mark.parametrize(
    ("given", "expected"), [(None, None), ("", None), (" , ", None), ("en", {"en"}), ("de, en", {"de", "en"})]
)
def test_languages_to_build_stand_in_the_environment(given, expected):
    """Separated by commas; nothing means all."""
    assert wanted_languages({} if given is None else {"LOTSE_LANGUAGES": given}) == expected


def test_some_languages_are_made_with_the_first_of_the_site(tmp_path):
    """What is not made is offered nowhere, though written pages of it exist."""
    project = builders.write_region(tmp_path / "region")
    whole, part = make_site(project, builders.TODAY), make_site(project, builders.TODAY, languages=frozenset({"de"}))
    assert [set(whole.pages), set(part.pages)] == [{"de", "en"}, {"de"}]
    assert [whole.languages_of("orte/"), part.languages_of("orte/")] == [("de", "en"), ("de",)]
    assert set(make_site(project, builders.TODAY, languages=frozenset({"en"})).pages) == {"de", "en"}
