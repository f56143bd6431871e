"""Header, menus and pages by keyboard alone, on a phone's width: order, visible focus, no trap."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const tip = one.closest("label") ?? one;
  const large = [...one.getClientRects()].filter((rect) => rect.width > 2 && rect.height > 2);
  const box = large[0] ?? tip.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const isSeen = right - left > 2 && bottom - top > 2;
  const hit = isSeen ? document.elementFromPoint((left + right) / 2, (top + bottom) / 2) : null;
  const isWide = box.left < -1 || box.right > innerWidth + 1;
  const styles = [getComputedStyle(one), getComputedStyle(one, "::after")];
  if (one.nextElementSibling) styles.push(getComputedStyle(one.nextElementSibling));
  const isRing = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  const words = one.getAttribute("href") ?? one.textContent ?? "";
  return {
    what: `${one.localName}#${one.id}.${one.className} ${words.trim().slice(0, 60)}`,
    isInside: isSeen && (!isWide || Boolean(one.closest(".table-scroll"))),
    isOnTop: Boolean(hit) && (one.contains(hit) || hit.contains(one) || tip.contains(hit)),
    hasRing: styles.some(isRing),
  };
}"""
PAGES = (
    "/",
    "/orte/",
    "/themen/housing/",
    "/anlaufstellen/",
    "/anlaufstellen/ihk-aachen/",
    "/checklisten/erster-tag/",
    "/suche/",
    "/weg/",
)
MOST_STOPS = 700


def still(page_at: Any, width: int = 390, **options: Any) -> Page:
    """A window in which nothing moves by itself."""
    return page_at(width, reduced_motion="reduce", **options)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focus_is_at(page: Page, selector: str) -> None:
    """The focus is there, is seen, lies on top and within the window."""
    expect(page.locator(selector)).to_be_focused()
    stop = page.evaluate(FOCUS)
    assert (stop["isInside"], stop["isOnTop"], stop["hasRing"]) == (True, True, True), stop


@pytest.mark.parametrize("address", ["/", "/orte/kall/", "/en/themen/housing/"])
def test_skip_link_leads_past_the_header(page_at, address):
    """It is the first stop, it is seen when it has the focus, and the next stop lies in the content."""
    page = still(page_at)
    page.goto(address)
    expect(page.locator(".skip-link")).not_to_be_in_viewport()
    press(page, "Tab")
    focus_is_at(page, ".skip-link")
    press(page, "Enter")
    expect(page.locator("#content")).to_be_focused()
    press(page, "Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_header_in_order_with_the_menu_closed(page_at):
    """Skip link, start page, language, menu; nothing of the closed menu."""
    page = still(page_at)
    page.goto("/orte/kall/")
    expect(page.locator("#site-menu")).to_be_hidden()
    for selector in (".skip-link", ".brand", ".language summary", ".menu-button"):
        press(page, "Tab")
        focus_is_at(page, selector)
    press(page, "Tab")
    assert page.evaluate("document.activeElement.closest('header') === null")
    press(page, "Shift+Tab")
    focus_is_at(page, ".menu-button")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_menu_opens_is_walked_through_and_closes(page_at, key):
    """Every entry in its order; Escape from within closes it and leads back to the button."""
    page = still(page_at)
    page.goto("/orte/kall/")
    button = page.locator(".menu-button")
    expect(button).to_have_attribute("aria-expanded", "false")
    press(page, *["Tab"] * 4, key)
    expect(button).to_have_attribute("aria-expanded", "true")
    press(page, "Tab")
    focus_is_at(page, "#site-search")
    press(page, "Tab")
    focus_is_at(page, ".site-search button")
    count = page.locator(".site-nav a").count()
    assert count >= 3
    for number in range(count):
        press(page, "Tab")
        focus_is_at(page, f".site-nav li:nth-child({number + 1}) a")
    press(page, "Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#site-menu")).to_be_hidden()


def test_menu_leads_to_a_page(page_at):
    """Open it, go to the first entry, press Enter; there it is the current one, and the menu is closed."""
    page = still(page_at)
    page.goto("/orte/kall/")
    press(page, *["Tab"] * 4, "Enter", *["Tab"] * 3, "Enter")
    page.wait_for_url("**/arbeitgeber/")
    expect(page.locator("#site-menu")).to_be_hidden()
    expect(page.locator(".site-nav [aria-current]")).to_have_count(1)


def test_language_list_by_keyboard(page_at):
    """Opens with Enter, is walked through with Tab, closes on Escape and when the focus leaves it."""
    page = still(page_at)
    page.goto("/orte/kall/")
    languages, summary = page.locator(".language"), ".language summary"
    press(page, "Tab", "Tab", "Tab", "Enter")
    expect(languages).to_have_attribute("open", "")
    press(page, "Tab")
    focus_is_at(page, ".language__list li:first-child a")
    press(page, "Escape")
    focus_is_at(page, summary)
    expect(languages).not_to_have_attribute("open", "")
    press(page, "Enter", *["Tab"] * (page.locator(".language__list a").count() + 1))
    expect(page.locator(".menu-button")).to_be_focused()
    expect(languages).not_to_have_attribute("open", "")
    press(page, "Shift+Tab", "Enter", "Tab", "Tab", "Enter")
    page.wait_for_url("**/en/orte/kall/")


def test_menu_is_there_at_once_on_a_wide_window(page_at):
    """Without the button, which takes no focus."""
    page = still(page_at, 1280)
    page.goto("/orte/kall/")
    press(page, *["Tab"] * 4)
    focus_is_at(page, "#site-search")
    press(page, "Tab", "Tab")
    focus_is_at(page, ".site-nav li:first-child a")


def stops(page: Page) -> list[dict[str, Any]]:
    """Every stop of the tab key from the start to the end of the page."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        press(page, "Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError(f"the focus never leaves the page: {found[-1]}")


@pytest.mark.parametrize("address", PAGES)
def test_focus_is_seen_wherever_it_goes(page_at, address):
    """Through the whole page: inside the window, not covered, with a ring; and out again at its end."""
    page = still(page_at)
    page.goto(address)
    found = stops(page)
    assert len(found) > 8
    assert [stop for stop in found if not (stop["isInside"] and stop["isOnTop"] and stop["hasRing"])] == []


def test_header_without_javascript(page_at):
    """The menu stands open, in the same order; the button that could do nothing is not there."""
    page = still(page_at, javascript=False)
    page.goto("/orte/kall/")
    expect(page.locator(".menu-button")).to_be_hidden()
    before = (".skip-link", ".brand", ".language summary")
    for selector in (*before, "#site-search", ".site-search button", ".site-nav li:first-child a"):
        press(page, "Tab")
        expect(page.locator(selector)).to_be_focused()
        expect(page.locator(selector)).to_be_in_viewport()
