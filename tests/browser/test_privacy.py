"""Nobody learns that somebody was here: no foreign request, nothing kept, no breach of the own policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.kinds import CHUNKS, portion
from browser.support import answer_all, stored, watch

PICTURES = """Promise.all([...document.images].map((picture) => {
  picture.loading = "eager";  // also what lies far below
  return picture.decode().catch(() => {});
}))"""


@pytest.mark.parametrize("number", range(CHUNKS))
def test_pages_ask_nobody_and_keep_nothing(page_at, built_site, http_site, number):
    """One page of each kind, loaded to the end, scrolled to the end."""
    page = page_at(1280)
    record = watch(page)
    before, kept = len(http_site.missing), {}
    for kind, address in portion(built_site, number).items():
        page.goto(address, wait_until="networkidle")
        page.keyboard.press("End")
        page.evaluate(PICTURES)
        if left := stored(page):
            kept[kind] = left
    assert (kept, record.foreign, record.complaints, record.failures) == ({}, [], [], [])
    assert http_site.missing[before:] == []


def test_using_the_tools_asks_nobody_and_keeps_nothing(page_at):
    """Search, choice of a place and checklist, as long as nobody asked the device to remember."""
    page = page_at(1280)
    record = watch(page)
    page.goto("/suche/?q=Visum")
    expect(page.locator(".search-results li").first).to_be_visible()
    page.goto("/checklisten/pflegefachkraft/?ort=heinsberg")
    page.locator(".checklist__tick").first.click()
    page.locator(".checklist__more summary").first.click()
    page.locator(".checklist__note textarea").first.fill("Nur für mich.")
    page.goto("/arbeitgeber/zeitplan/")
    answer_all(page)
    page.locator("[data-start]").fill("2028-03-01")
    page.locator("[data-form] button[type=submit]").click()
    expect(page.locator("[data-result]")).to_be_visible()
    assert (stored(page), record.foreign, record.complaints, record.failures) == ({}, [], [], [])


def test_nothing_foreign_without_javascript(page_at):
    """The plain pages too."""
    page = page_at(390, javascript=False)
    record = watch(page)
    for address in ("/", "/orte/kall/", "/suche/", "/checklisten/pflegefachkraft/"):
        page.goto(address, wait_until="networkidle")
    assert (stored(page), record.foreign, record.failures) == ({}, [], [])
