"""axe finds nothing, on one page of each kind, at phone and desktop width, and with everything unfolded."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.kinds import CHUNKS, one_of_each_kind, portion
from browser.support import axe

UNFOLD = "document.querySelectorAll('.content details').forEach(details => { details.open = true; })"
MOST_USED = ("home", "checklist", "search")


def findings(page: Page, addresses: dict[str, str], *, is_unfolded: bool = False) -> dict[str, list[str]]:
    """What axe says, by kind of page."""
    found = {}
    for kind, address in addresses.items():
        page.goto(address)
        if is_unfolded:
            page.evaluate(UNFOLD)
        if said := axe(page):
            found[kind] = said[:10]
    return found


@pytest.mark.parametrize("number", range(CHUNKS))
@pytest.mark.parametrize(("width", "scheme", "is_unfolded"), [(1280, "light", True), (390, "dark", False)])
def test_each_kind_of_page(page_at, built_site, width, scheme, is_unfolded, number):
    """Wide, bright and unfolded; narrow, dark and as it opens."""
    page = page_at(width, scheme=scheme)
    assert findings(page, portion(built_site, number), is_unfolded=is_unfolded) == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_most_used_pages_the_other_way_round(page_at, built_site, width, scheme):
    """Wide and dark; narrow and bright."""
    kinds = one_of_each_kind(built_site)
    assert findings(page_at(width, scheme=scheme), {kind: kinds[kind] for kind in MOST_USED}) == {}


def test_english_pages(page_at):
    """The texts that only the other language has."""
    addresses = ("/en/", "/en/orte/kall/", "/en/arbeitgeber/pflege/", "/en/anlaufstellen/ihk-aachen/")
    assert findings(page_at(1280), {address: address for address in addresses}) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_menus(page_at, scheme):
    """Site menu, then language list, on a phone."""
    page = page_at(390, scheme=scheme)
    page.goto("/orte/kall/")
    page.locator(".menu-button").click()
    expect(page.locator("#site-menu")).to_be_visible()
    assert axe(page) == []
    page.locator(".menu-button").click()
    page.locator(".language summary").click()
    expect(page.locator(".language__list")).to_be_visible()
    assert axe(page, without=["target-size"]) == []  # the list covers parts of links until it closes


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_search_results(page_at, width, scheme):
    """The list of hits with its marked words, and the sentence when there is none."""
    page = page_at(width, scheme=scheme)
    page.goto("/suche/?q=Wohnung")
    expect(page.locator(".search-results li").first).to_be_visible()
    assert axe(page) == []
    page.goto("/suche/?q=ωψξ")
    expect(page.locator(".search-status")).to_contain_text("ωψξ")
    assert axe(page) == []


def test_pages_without_javascript(page_at):
    """The menu stands open, and what scripts would add is not there."""
    page = page_at(390, javascript=False)
    addresses = ("/", "/suche/", "/checklisten/pflegefachkraft/")
    assert findings(page, {address: address for address in addresses}) == {}


def test_nothing_is_wider_than_a_small_window(page_at, built_site):
    """WCAG 1.4.10 at 320 pixels: one direction of scrolling is enough; wide tables scroll in themselves."""
    page, wide = page_at(320), {}
    for kind, address in one_of_each_kind(built_site).items():
        page.goto(address)
        page.evaluate(UNFOLD)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[kind] = width
    assert wide == {}
