"""What people come for: the office for their town, in their language, with whatever browser they have."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

TOWNS = {"hueckelhoven": "abh-kreis-heinsberg", "kall": "abh-kreis-euskirchen"}
"""Towns, and the immigration office that is there for them."""
FOLDER = {"de": "/", "en": "/en/"}


def path(page: Page) -> str:
    return urlsplit(page.url).path


def click(page: Page, selector: str, expected: str) -> None:
    """Clicks on the first such element that is seen, which must lead to an address."""
    page.locator(selector).locator("visible=true").first.click()
    page.wait_for_url(lambda url: urlsplit(url).path == expected)


def choose_language(page: Page, code: str) -> None:
    """Out of the menu in the header."""
    page.locator(".language summary").click()
    page.locator(f".language a[hreflang={code}]").click()
    expect(page.locator("html")).to_have_attribute("lang", code)


# ---- the office for a town


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (390, False)])
@pytest.mark.parametrize("language", FOLDER)
@pytest.mark.parametrize("town", TOWNS)
def test_person_finds_the_immigration_office(page_at, town, language, width, javascript):
    """From the start page by clicking only: places, town, office."""
    page, folder, office = page_at(width, javascript=javascript), FOLDER[language], TOWNS[town]
    page.goto("/")
    if language != "de":
        choose_language(page, language)
    assert path(page) == folder
    click(page, ".doors a[href$='orte/']", f"{folder}orte/")
    click(page, f"main a[href$='{town}/']", f"{folder}orte/{town}/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    click(page, f"main a[href$='anlaufstellen/{office}/']", f"{folder}anlaufstellen/{office}/")
    expect(page.locator("main h1")).to_be_visible()
    ways = page.locator("main a[href^='https://'], main a[href^='tel:']")
    expect(ways.locator("visible=true").first).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_office_of_one_town_is_not_that_of_the_other(page_at, javascript):
    """Each page names its own, and not its neighbour's."""
    page = page_at(390, javascript=javascript)
    for town, office in TOWNS.items():
        page.goto(f"/orte/{town}/")
        for other in TOWNS.values():
            links = page.locator(f"main a[href*='anlaufstellen/{other}/']")
            assert (links.count() > 0) == (other == office)


# ---- the language


@pytest.mark.parametrize("javascript", [True, False])
def test_language_switch_keeps_the_page(page_at, javascript):
    """There and back, on pages of several kinds; the menu names each language in itself."""
    page = page_at(390, javascript=javascript)
    for address in ("orte/kall/", "themen/housing/", "arbeitgeber/pflege/", "checklisten/erster-tag/", "suche/"):
        page.goto(f"/{address}")
        for code, name in (("de", "Deutsch"), ("en", "English")):
            expect(page.locator(f".language__list a[lang={code}]")).to_have_text(name)
        german = page.locator("h1").inner_text()
        choose_language(page, "en")
        assert path(page) == f"/en/{address}"
        assert page.locator("h1").inner_text() != german
        choose_language(page, "de")
        assert (path(page), page.locator("h1").inner_text()) == (f"/{address}", german)


# ---- the search

GERMAN = {
    "Ausländerbehörde Hückelhoven": "orte/hueckelhoven/",
    "Auslaenderbehoerde": "anlaufstellen/abh-",
    "auslanderbehorde": "anlaufstellen/abh-",
    "Huckelhoven": "orte/hueckelhoven/",
    "41836": "orte/hueckelhoven/",
    "Visum": "themen/entry-visa/",
    "Anerkennug": "themen/recognition/ fragen/anerkennung/",
    "Aufenthaltserlaubniss": "anlaufstellen/abh- themen/residence-permit/",
    "Wohnungssuche": "themen/housing/",
    "Miete": "themen/housing/",
    "Kindergarten": "themen/family/",
    "Fuehrerschein": "fragen/ankommen-und-anmelden/",
    "Krankenkasse": "fragen/gesundheit-und-versicherung/",
    "Steuernummer": "fragen/geld-und-steuern/",
    "Einwohnermeldeamt": "anlaufstellen/meldebehoerde-der-gemeinde/ themen/registration/",
    "Pflegekraft": "arbeitgeber/pflege/ themen/care/",
    "Vermittlungsagentur": "arbeitgeber/vermittlung-vertraege/",
    "81a": "themen/accelerated-procedure/",
    "kündigen": "fragen/rechte-und-hilfe/",
    "Azubi": "themen/trainees/",
}
ENGLISH = {
    "immigration office Kall": "en/orte/kall/",
    "visa": "en/themen/entry-visa/",
    "flat": "en/themen/housing/",
    "rent": "en/themen/housing/",
    "driving licence": "en/themen/mobility/",
    "health insurance": "en/themen/health/",
    "residence permit": "en/themen/residence-permit/",
    "bank account": "en/themen/money/",
    "register address": "en/themen/registration/",
    "nurse": "en/themen/care/",
    "unpaid wages": "en/themen/labour-rights/",
    "Duren": "en/orte/dueren/",
    "Hueckelhoven": "en/orte/hueckelhoven/",
}

FIRST_THREE = "links => links.slice(0, 3).map(link => new URL(link.href).pathname)"


@pytest.mark.parametrize(("folder", "queries"), [("/", GERMAN), ("/en/", ENGLISH)], ids=["de", "en"])
def test_search_finds_by_everyday_words(page_at, folder, queries):
    """Without umlauts, with a slip, compound, in official and in everyday words: among the first three."""
    page, found = page_at(1280), {}
    for query, expected in queries.items():
        page.goto(f"{folder}suche/?q={quote(query)}")
        expect(page.locator(".search-status")).to_contain_text(query)
        links = page.locator(".search-results a").evaluate_all(FIRST_THREE)
        wanted = tuple(f"/{one}" for one in expected.split())
        if not any(link.startswith(wanted) for link in links):
            found[query] = links
    assert found == {}


def test_search_from_the_header_leads_to_a_page(page_at):
    """Type, press Enter, follow the first result."""
    page = page_at(390)
    page.goto("/arbeitgeber/")
    page.locator(".menu-button").click()
    page.locator("#site-search").fill("Wohnungssuche")
    page.locator("#site-search").press("Enter")
    page.wait_for_url("**/suche/?q=Wohnungssuche")
    link = page.locator(".search-results a").first
    target = urlsplit(link.evaluate("a => a.href")).path
    link.click()
    page.wait_for_url(lambda url: urlsplit(url).path == target)
    expect(page.locator("main h1")).to_be_visible()


def test_search_without_result_says_so(page_at):
    """And leaves the list from A to Z below it."""
    page = page_at(390)
    page.goto("/suche/?q=ωψξ")
    expect(page.locator(".search-status")).to_contain_text("ωψξ")
    expect(page.locator(".search-results li")).to_have_count(0)
    expect(page.locator("#a-z")).to_be_visible()


SLIPS = [
    ("/", "Aufenthlatstitel", "Aufenthaltstitel"),
    ("/", "Fürerschein umschreiben", "Führerschein umschreiben"),
    ("/en/", "accomodation", "accommodation"),
    ("/uk/", "кватира", "квартира"),
]


@pytest.mark.parametrize(("folder", "slip", "meant"), SLIPS)
def test_slip_within_a_word_is_asked_back(page_at, folder, slip, meant):
    """The word that was meant is one click away, and then nothing is left to ask."""
    page = page_at(390)
    page.goto(f"{folder}suche/?q={quote(slip)}")
    page.locator(".search-status a", has_text=meant).click()
    page.wait_for_url(lambda url: url.endswith(f"?q={quote(meant)}"))
    expect(page.locator(".search-results li").first).to_be_visible()
    expect(page.locator(".search-status")).to_contain_text(meant)
    expect(page.locator(".search-status a")).to_have_count(0)


@pytest.mark.parametrize("word", ["Visum", "Öffnungszeiten", "Wohnungen", "xyzzy", "81a"])
def test_word_that_is_right_is_not_asked_back(page_at, word):
    """Nor one that resembles none."""
    page = page_at(390)
    page.goto(f"/suche/?q={quote(word)}")
    expect(page.locator(".search-status")).to_contain_text(word)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".search-status a")).to_have_count(0)


@pytest.mark.parametrize("language", FOLDER)
def test_every_page_is_found_from_a_to_z_without_javascript(page_at, language):
    """Start page, search, letter, page."""
    page, folder = page_at(390, javascript=False), FOLDER[language]
    page.goto(folder)
    click(page, "a[href$='suche/']", f"{folder}suche/")
    expect(page.locator("noscript .notice")).to_be_visible()
    entry = page.locator(".az__group a[href$='orte/kall/']")
    group = page.locator(".az__group", has=page.locator("a[href$='orte/kall/']"))
    letter = group.get_attribute("aria-labelledby")
    page.locator(f".az__letters a[href='#{letter}']").click()
    expect(page.locator(f"#{letter}")).to_be_in_viewport()
    entry.click()
    page.wait_for_url(f"**{folder}orte/kall/")
