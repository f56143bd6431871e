"""Notes in a browser: they open where they stand, by click and by the tab key, and work without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.support import axe

PAGE = "/arbeitgeber/fragen/"
ARABIC = "/ar/fragen/anerkennung/"


def test_note_opens_by_click_and_closes(page_at):
    """The source stands behind its number; a second click, Escape or a click elsewhere closes it."""
    page = page_at(390)
    page.goto(PAGE)
    number, box = page.locator(".note > a").first, page.locator(".note-box")
    for close in (number.click, lambda: page.keyboard.press("Escape"), lambda: page.locator("h1").click()):
        number.click()
        expect(box).to_be_visible()
        assert box.locator("a").count() == 1
        close()
        expect(box).to_have_count(0)


def test_note_opens_by_the_tab_key_and_leads_to_its_link(page_at):
    page = page_at(1280)
    page.goto(PAGE)
    page.locator("h1 ~ p").first.click()
    while not page.evaluate("document.activeElement.matches('.note > a')"):
        page.keyboard.press("Tab")
    expect(page.locator(".note-box")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.note-box a')")


def test_number_leads_to_the_list_without_javascript(page_at):
    page = page_at(390, javascript=False)
    page.goto(PAGE)
    page.locator(".note > a").first.click()
    expect(page.locator("#quelle-1")).to_be_in_viewport()
    page.locator("#quelle-1 .notes__back").click()
    expect(page.locator("#zu-quelle-1")).to_be_in_viewport()


@pytest.mark.parametrize("address", [PAGE, ARABIC])
def test_open_note_has_no_barrier_and_fits_a_small_phone(page_at, address):
    page = page_at(320)
    page.goto(address)
    page.locator(".note > a").first.click()
    expect(page.locator(".note-box")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [] == axe(page)


def test_start_page_asks_place_and_concern_at_once(page_at):
    """One form filled in, one button: the finder answers."""
    page = page_at(390)
    page.goto("/")
    page.locator(".start [name=wo]").fill("Kall")
    page.locator(".start [name=thema]").fill("Wohnung")
    page.locator(".start button").click()
    expect(page.locator("[data-result] .answer dl")).to_be_visible()


def test_start_page_without_javascript_leads_to_lists(page_at):
    page = page_at(390, javascript=False)
    page.goto("/")
    page.locator(".start__lists a[href$='orte/']").click()
    expect(page.locator("main a[href$='kall/']")).to_be_visible()
    assert [] == axe(page)
