"""Arabic and Ukrainian on a phone: direction, order, nothing cut off, and no barrier that axe can see."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
import yaml

import builders
from browser.support import asset, axe, watch
from lotse.publish import publish
from lotse.render import Renderer
from lotse.words import in_date_words, in_number_words

PAGES = ("", "fragen/anerkennung/", "orte/kall/", "anlaufstellen/", "checklisten/erste-woche/", "woerterbuch/")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("uk", "ltr")])
def test_page_reads_in_its_language(page_at, http_site, language, direction, address):
    """The page says its language and direction, fits a phone, and asks no other host."""
    page = page_at(390)
    record = watch(page)
    page.goto(http_site.url(f"{language}/{address}"))
    root = page.locator("html")
    assert (language, direction) == (root.get_attribute("lang"), root.get_attribute("dir"))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [] == record.foreign


@pytest.mark.parametrize("address", ["fragen/anerkennung/", "orte/kall/"])
@pytest.mark.parametrize("language", ["ar", "uk"])
def test_page_has_no_barrier_that_axe_sees(page_at, http_site, language, address):
    """No violation at phone width."""
    page = page_at(390)
    page.goto(http_site.url(f"{language}/{address}"))
    assert [] == axe(page)


def test_arabic_header_begins_on_the_right(page_at, http_site):
    """The mark stands right of the menu button."""
    page = page_at(390)
    page.goto(http_site.url("ar/"))
    brand, button = page.locator(".brand").bounding_box(), page.locator(".menu-button").bounding_box()
    assert brand["x"] > button["x"]


def test_german_word_opens_its_explanation_by_keyboard(page_at, http_site):
    """Enter on a German word shows its explanation in the reader's language; Escape closes it."""
    page = page_at(390)
    page.goto(http_site.url("ar/fragen/anerkennung/"))
    word = page.locator("a.term").first
    word.focus()
    page.keyboard.press("Enter")
    assert ("true", 1) == (word.get_attribute("aria-expanded"), page.locator(".term-box").count())
    page.keyboard.press("Escape")
    assert 0 == page.locator(".term-box").count()


def test_german_stands_beside_the_reader_s_language(page_at, http_site):
    """The sheet for the desk of an office shows both languages, section by section."""
    page = page_at(1280)
    page.goto(http_site.url("uk/fragen/anerkennung/"))
    page.locator("[data-bilingual]").click()
    page.locator(".bilingual__row").first.wait_for()
    columns = [page.locator(f".bilingual__row > [lang={code}]").count() for code in ("de", "uk")]
    assert columns[0] == columns[1] > 3


def test_sheet_in_two_languages_keeps_steps_references_and_the_chosen_place(page_at, http_site):
    """Steps are numbered, § and number stay isolated, and offices elsewhere stay away in German, too."""
    page = page_at(1280)
    page.goto(http_site.url("ar/fragen/rechte-und-hilfe/?ort=kall"))
    page.wait_for_selector("[data-place-name]:has-text('Kall')")
    page.locator("[data-bilingual]").click()
    page.locator(".bilingual__row").nth(2).wait_for()
    for language in ("ar", "de"):
        column = page.locator(f".bilingual__row > [lang='{language}']")
        notes = column.locator("sup.note a[role='doc-noteref']")
        assert notes.count() >= 2
        assert any(re.search(r"^1\. ", text, re.MULTILINE) for text in column.all_inner_texts())
        offices = column.locator("a[href*='/anlaufstellen/']").evaluate_all("all => all.map(a => a.pathname)")
        assert any("aa-bruehl" in office for office in offices)
        assert not any("aa-aachen-dueren" in office for office in offices)
    assert page.locator(".bilingual__row").first.locator("xpath=./*[@lang='de']").inner_text().strip()


def test_number_of_a_note_leads_to_its_source_in_the_same_language(page_at, http_site):
    """A number in the sheet is a link, no dead button, and nothing is there twice under one id."""
    page = page_at(1280)
    page.goto(http_site.url("ar/fragen/rechte-und-hilfe/"))
    page.locator("[data-bilingual]").click()
    page.locator(".bilingual__row").nth(2).wait_for()
    for language in ("ar", "de"):
        notes = page.locator(f".bilingual__row > [lang='{language}'] sup.note a")
        target = page.locator(notes.nth(1).get_attribute("href"))
        assert target.inner_text().strip()
        assert target.evaluate("node => node.closest('[lang]').lang") == language
        notes.nth(1).click()
        assert target.evaluate("node => node.getBoundingClientRect().top < innerHeight")
    assert 0 == page.locator(".bilingual [role='button'], .bilingual [aria-expanded]").count()
    ids = page.locator("[id]").evaluate_all("all => all.map(node => node.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("place", ["kall", "aachen"])
@pytest.mark.parametrize("language", ["ar", "sq", "tr", "uk", "fr", "es", "en"])
def test_every_answer_ends_at_an_office(page_at, http_site, language, place):
    """With a place chosen, each question of a page still shows an office."""
    page = page_at(390)
    page.goto(http_site.url(f"{language}/fragen/anerkennung/?ort={place}"))
    offices = page.locator(".regional--office")
    assert offices.count() >= 6  # one for each question of the page
    page.evaluate("document.querySelectorAll('.regional__rest').forEach((rest) => { rest.open = true; })")
    assert [] == [number for number in range(offices.count()) if not offices.nth(number).locator("li:visible").count()]


SAYS = """async ([counts, days, numbers]) => {
  const { Labels, localeOf } = await import("DOM");
  const { inWords } = await import("DAYS");
  const language = document.documentElement.lang;
  const labels = new Labels(document.querySelector("[data-lotse-search]"));
  return {
    counts: counts.map((count) => labels.count("count", count, { query: "x" })),
    days: days.map((day) => inWords(day, language)),
    numbers: numbers.map((number) => new Intl.NumberFormat(localeOf(language)).format(number)),
  };
}""".replace("DOM", asset("dom.js")).replace("DAYS", asset("days.js"))
COUNTS = (0, 1, 2, 3, 5, 11, 21, 22, 100, 103)
DAYS = (date(2026, 11, 2), date(2027, 1, 30))
NUMBERS = (7, 125, 12345)


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "tr", "uk"])
def test_scripts_count_and_date_as_the_pages_do(page_at, http_site, language):
    """The same plural forms, digits and words for days as in what is built, whatever spaces stand between."""
    page = page_at(390)
    page.goto(http_site.url(f"{'' if language == 'de' else f'{language}/'}suche/"))
    said = page.evaluate(SAYS, [COUNTS, [day.isoformat() for day in DAYS], NUMBERS])
    renderer = Renderer(publish(builders.catalogue(), "site", builders.TODAY), labels_of(language), language)
    assert [renderer.counted("search.count", count, query="x") for count in COUNTS] == said["counts"]
    assert [in_date_words(day, language).split() for day in DAYS] == [words.split() for words in said["days"]]
    numbers = [in_number_words(Decimal(number), language).split() for number in NUMBERS]
    assert numbers == [words.split() for words in said["numbers"]]


def test_day_is_in_figures_where_the_browser_lacks_the_language(page_at, http_site):
    """Chromium knows no Albanian; it would use the words of its own menus, here German ones."""
    page = page_at(390)
    page.goto(http_site.url("sq/suche/"))
    said = page.evaluate(SAYS, [COUNTS, [day.isoformat() for day in DAYS], NUMBERS])
    renderer = Renderer(publish(builders.catalogue(), "site", builders.TODAY), labels_of("sq"), "sq")
    assert [renderer.counted("search.count", count, query="x") for count in COUNTS] == said["counts"]
    assert ["02.11.2026", "30.01.2027"] == said["days"]


def labels_of(language):
    return {language: yaml.safe_load((builders.PROJECT / f"data/ui/{language}.yaml").read_text("utf-8"))}
