"""On paper: what the page says, where its links lead, who funds it; nothing that is for the screen only."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.pdf import Pdf

SCREEN_ONLY = ("nav", "button", "form", "select", ".skip-link", ".site-menu", ".language", ".no-print")
PAGES = (
    "/orte/hueckelhoven/",
    "/en/orte/kall/",
    "/checklisten/pflegefachkraft/",
    "/arbeitgeber/pflege/",
    "/anlaufstellen/ihk-aachen/",
)


def printed(page: Page) -> Pdf:
    """The page as the printer gets it: A4, without colours of the background."""
    return Pdf(page.pdf(format="A4"))


def words(page: Page, selector: str) -> str:
    return " ".join((page.locator(selector).first.text_content() or "").split())


@pytest.mark.parametrize("width", [390, 1280])
def test_paper_shows_no_screen_parts(page_at, width):
    """Whatever the window was like: no navigation, no buttons, no fields; the content is there."""
    page, left = page_at(width), {}
    page.emulate_media(media="print")
    for address in PAGES:
        page.goto(address)
        seen = {part: page.locator(part).locator("visible=true").count() for part in SCREEN_ONLY}
        left |= {(address, part): count for part, count in seen.items() if count}
        expect(page.locator("main h1")).to_be_visible()
        expect(page.locator(".funding")).to_be_visible()
    assert left == {}


def test_place_on_paper(page_at):
    """Heading, offices, ways to reach them, funding; links lead to the web, their targets can be read."""
    page = page_at(390)
    page.goto("/orte/hueckelhoven/")
    heading = words(page, "main h1")
    office = words(page, "main a[href$='anlaufstellen/abh-kreis-heinsberg/']")
    site = page.locator("main a[href^='https://']").first.get_attribute("href")
    menu = words(page, ".menu-button [data-label]")
    pdf = printed(page)
    assert 1 <= pdf.page_count <= 30
    assert heading in pdf.text
    assert office in pdf.text
    assert words(page, ".funding h2") in pdf.text
    assert menu not in pdf.text
    assert site.rstrip("/") in {link.rstrip("/") for link in pdf.links}
    assert f"({site}" in pdf.text.replace(" ", "")


def test_checklist_on_paper(page_at):
    """Every item with who and when; neither the tools nor what stands behind «more»."""
    page = page_at(1280)
    page.goto("/checklisten/pflegefachkraft/")
    items = [" ".join(text.split()) for text in page.locator(".checklist__text").all_inner_texts()]
    terms = [" ".join(text.split()) for text in page.locator(".checklist__more dt").all_text_contents()]
    pdf = printed(page)
    assert len(items) > 10
    assert [item for item in items if item not in pdf.text] == []
    assert terms
    assert words(page, ".checklist__why") not in pdf.text
    assert words(page, "[data-export]") not in pdf.text


def test_seventeen_points_fit_on_two_sheets_with_the_offices_of_the_place(page_at):
    """Those of other places are left out; without a chosen place there are none, since the list would be long."""
    page = page_at(1280)
    page.goto("/checklisten/erste-woche/?ort=heinsberg")
    expect(page.locator("[data-place-name]")).to_have_text("Heinsberg")
    assert page.locator("[data-item]").count() >= 16
    office = page.locator(".checklist-offices li:visible").first.locator("a").first.inner_text()
    elsewhere = page.locator(".checklist-offices li[hidden] a").first.text_content()
    phone = page.locator(".checklist-offices li:visible a[href^='tel:']").first.inner_text()
    pdf = printed(page)
    assert pdf.page_count <= 2
    assert office in pdf.text
    assert phone in pdf.text
    assert elsewhere not in pdf.text
    page.goto("/checklisten/erste-woche/")
    assert words(page, "#stellen") not in printed(page).text.split(words(page, "h1"), 1)[1]


def test_page_is_folded_again_after_printing(page_at):
    """What was opened for the paper closes."""
    page = page_at(1280)
    page.goto("/checklisten/pflegefachkraft/")
    folded = page.locator(".content details:not([open])").count()
    assert folded > 0
    printed(page)
    expect(page.locator(".content details:not([open])")).to_have_count(folded)
