"""Nothing that somebody did is lost on the way: language switch, back, reload, a link passed on, a page left."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

LIST = "/checklisten/erste-woche/"


def switch(page: Page, code: str) -> None:
    """To another language by the menu in the header."""
    page.locator(".language summary").click()
    page.locator(f".language a[hreflang={code}]").click()
    expect(page.locator("html")).to_have_attribute("lang", code)


WALKS = {
    "finder": ("/anlaufstellen/?ort=kall&thema=housing&fuer=newcomers", "[data-result] h3"),
    "finder, as typed": ("/anlaufstellen/?ort=kall&thema=Visum", "[data-result] h3"),
    "search": ("/suche/?q=Visum&ort=kall", ".search-results li"),
    "section": ("/fragen/anerkennung/?ort=kall#n08-pflege-medizin", "#n08-pflege-medizin"),
    "place": ("/orte/kall/?ort=kall#housing", "#housing"),
    "checklist for a place": (f"{LIST}?ort=heinsberg", "[data-place-name]"),
}


@pytest.mark.parametrize("walk", WALKS)
def test_question_and_section_go_along(page_at, walk):
    """Into another language, back, and after a reload the same is asked and the same is seen."""
    address, seen = WALKS[walk]
    page = page_at(1280)
    page.goto(address)
    expect(page.locator(seen).first).to_be_visible()
    before = urlsplit(page.url)
    switch(page, "tr")
    there = urlsplit(page.url)
    assert there.path == f"/tr{before.path}"
    assert (parse_qs(there.query), there.fragment) == (parse_qs(before.query), before.fragment)
    expect(page.locator(seen).first).to_be_visible()
    page.reload()
    expect(page.locator(seen).first).to_be_visible()
    assert urlsplit(page.url)[2:] == there[2:]
    switch(page, "ar")
    assert urlsplit(page.url).path == f"/ar{before.path}"
    assert parse_qs(urlsplit(page.url).query) == parse_qs(before.query)
    page.go_back()
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert parse_qs(urlsplit(page.url).query) == parse_qs(before.query)


def test_hand_made_ends_of_addresses_do_no_harm(page_at):
    """They go along as they are, and are nothing but text."""
    page = page_at(1280)
    page.goto("/fragen/anerkennung/?x=%3Cscript%3E#'><img src=x onerror=alert(1)>")
    switch(page, "uk")
    assert page.locator("img[src=x]").count() == 0
    expect(page.locator("h1")).to_be_visible()


@pytest.fixture
def questions(page_at) -> tuple[Page, list[str]]:
    """A page, and the questions that the browser has put since; each is answered with «stay»."""
    page, asked = page_at(1280), []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return page, asked


def leave(page: Page) -> None:
    page.evaluate("setTimeout(() => { location.href = '/'; })")
    page.wait_for_timeout(400)


def test_ticks_that_are_kept_nowhere_ask_before_they_go(questions):
    page, asked = questions
    page.goto(LIST)
    page.locator(".checklist__text label").first.click()
    leave(page)
    assert asked == ["beforeunload"]
    assert urlsplit(page.url).path == LIST
    assert page.locator(".checklist__tick").first.is_checked()


@pytest.mark.parametrize("way", ["untouched", "unticked", "kept", "exported", "in a link"])
def test_nobody_is_asked_for_nothing(questions, way):
    """Neither who has entered nothing, nor who has it elsewhere already."""
    page, asked = questions
    page.goto(LIST)
    tick = page.locator(".checklist__tick").first
    if way != "untouched":
        tick.click()
    if way == "unticked":
        tick.click()
    if way in ("kept", "exported", "in a link"):
        page.locator("details:has([data-keep]) > summary").click()
    if way == "kept":
        page.locator("[data-keep]").check()
    if way == "exported":
        with page.expect_download():
            page.locator("[data-export]").click()
    if way == "in a link":
        page.locator("[data-link]").click()
    leave(page)
    assert asked == []
    assert urlsplit(page.url).path == "/"


def test_a_hurdle_that_was_written_asks_too(questions):
    page, asked = questions
    page.goto("/netzwerk/erfahrungen/melden/")
    box = page.locator("[data-hurdle] textarea:not([readonly])").first
    box.fill("Akten kommen unvollständig an.")
    leave(page)
    assert asked == ["beforeunload"]
    assert box.input_value() == "Akten kommen unvollständig an."
