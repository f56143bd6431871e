"""The whole way of an employer by keyboard alone: from the start page to a personal checklist on paper.

For a care nurse, for Heinsberg, on the real site; and what becomes of the entries when the list changes.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from browser.pdf import Pdf
from browser.support import stored, watch
from browser.test_keyboard import FOCUS, press, still
from serving import ServedSite, served

LIST = "checklisten/pflegefachkraft/"
MOST_STOPS = 400
STATES = ("open", "done", "not-needed", "waiting")
COUNT_PRINTS = "window.prints = 0; window.print = () => { window.prints += 1; };"


def walk_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Presses Tab until the focus is there, and sees to it that a person would see it."""
    for _ in range(MOST_STOPS):
        press(page, key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            stop = page.evaluate(FOCUS)
            assert (stop["isInside"], stop["hasRing"]) == (True, True), stop
            return
    raise AssertionError(f"the tab key never comes to {selector}")


def follow(page: Page, selector: str, address: str) -> None:
    """Walks to a link and presses Enter."""
    walk_to(page, selector)
    press(page, "Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == address)


def item_ids(page: Page) -> list[str]:
    return page.locator("[data-item]").evaluate_all("all => all.map(item => item.id)")


def states(page: Page) -> dict[str, str]:
    """What has been chosen, without what is still open."""
    rows = page.locator("[data-item]").evaluate_all("all => all.map(item => [item.id, item.dataset.state])")
    return {item: state for item, state in rows if state != "open"}


def set_state(page: Page, item: str, state: str) -> None:
    """With Tab to «more» and to the item's choices, to the state with the arrow."""
    walk_to(page, f"#{item} .checklist__more summary")
    press(page, "Enter")
    walk_to(page, f"#{item} input[type=radio]")
    press(page, *["ArrowRight"] * STATES.index(state))
    expect(page.locator(f"#{item} input[value={state}]")).to_be_checked()


def label(page: Page, state: str) -> str:
    """The state in words, as the page says it."""
    return page.locator(f".states__choice:has(input[value={state}])").first.inner_text().strip()


def test_from_the_start_page_to_a_printed_checklist(page_at):
    """Employers, care, checklist, Heinsberg, states, note, progress, printer: no mouse."""
    page = still(page_at, 1280)
    page.add_init_script(COUNT_PRINTS)
    record = watch(page)
    page.goto("/")
    follow(page, ".doors a[href$='arbeitgeber/']", "/arbeitgeber/")
    follow(page, "main a[href='pflege/']", "/arbeitgeber/pflege/")
    follow(page, f"main a[href$='{LIST}']", f"/{LIST}")

    walk_to(page, ".place summary")
    press(page, "Enter")
    walk_to(page, "[data-place-select]")
    page.keyboard.type("Heinsberg")
    walk_to(page, ".place button[type=submit]")
    press(page, "Enter")
    expect(page.locator("[data-place-name]")).to_have_text("Heinsberg")
    expect(page.locator(".place summary")).to_be_focused()
    assert page.url.endswith("?ort=heinsberg")

    first, second, third, *rest = item_ids(page)
    assert len(rest) > 5
    walk_to(page, f"#{first} .checklist__tick")
    press(page, "Space")
    assert states(page) == {first: "done"}
    press(page, "Space")
    walk_to(page, f"#{first} .checklist__more summary")
    press(page, "Enter")
    walk_to(page, f"#{first} input[type=radio]")
    for state in (*STATES[1:], STATES[0], STATES[1]):  # through all of them, around and on to «done»
        press(page, "ArrowRight")
        expect(page.locator(f"#{first}")).to_have_attribute("data-state", state)
    walk_to(page, f"#{first} textarea")
    page.keyboard.type("Bei der Kammer fragen")
    set_state(page, second, "not-needed")
    set_state(page, third, "waiting")
    assert states(page) == {first: "done", second: "not-needed", third: "waiting"}

    progress = page.locator("[data-progress-text]")
    expect(page.locator("progress")).to_have_js_property("value", 2)
    expect(page.locator("progress")).to_have_js_property("max", len(rest) + 3)
    walk_to(page, "[data-print]", "Shift+Tab")
    press(page, "Enter")
    assert page.evaluate("window.prints") == 1

    pdf = Pdf(page.pdf(format="A4"))
    entered = [label(page, state) for state in STATES[1:]]
    for text in (*entered, progress.inner_text().strip(), "Bei der Kammer fragen"):
        assert text in pdf.text, text
    for item in (first, second, rest[-1]):
        assert " ".join(page.locator(f"#{item} .checklist__text").inner_text().split()) in pdf.text
    assert any(link.endswith("?ort=heinsberg") for link in pdf.links)  # who clicks it keeps the place
    assert (stored(page), record.complaints, record.foreign) == ({}, [], [])


def test_place_goes_along_and_narrows_the_offers(page_at):
    """Chosen once on the checklist, it holds for the steps of the process; the others can be brought back."""
    page = still(page_at, 1280)
    page.goto(f"/{LIST}?ort=heinsberg")
    expect(page.locator("[data-place-name]")).to_have_text("Heinsberg")
    link = page.locator(".breadcrumbs a").last
    assert link.get_attribute("href").endswith("?ort=heinsberg")
    assert stored(page) == {}


# ---- when the list changes


@pytest.fixture
def changing(built_site: Path, tmp_path: Path) -> Iterator[ServedSite]:
    """The real page of the checklist, served from a folder in which a test may change it."""
    shutil.copytree(built_site / "assets", tmp_path / "assets")
    (tmp_path / LIST).mkdir(parents=True)
    shutil.copy(built_site / LIST / "index.html", tmp_path / LIST)
    with served(tmp_path) as site:
        yield site


class Source:
    """The HTML of the list's page, to be changed item by item as a new edition of the data would."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.html = file.read_text("utf-8")

    def item(self, name: str) -> str:
        """The whole markup of an item."""
        pattern = rf'<li class="checklist__item" id="{re.escape(name)}".*?\n</li>\n'
        return re.search(pattern, self.html, re.DOTALL).group()

    def swap(self, old: str, new: str) -> None:
        assert self.html.count(old) == 1
        self.html = self.html.replace(old, new)
        self._file.write_text(self.html, "utf-8")


NEW = "ganz-neuer-punkt"
NEW_TEXT = f'<p class="checklist__text" id="{NEW}-text">Ganz neuer Punkt</p>'
OWN_TEXT = re.compile(r'<p class="checklist__text".*?</p>', re.DOTALL)


def keep(page: Page) -> None:
    """Asks the device to remember, by keyboard."""
    page.locator("details:has([data-keep]) > summary").press("Enter")
    page.locator("[data-keep]").press("Space")


def text(page: Page, item: str) -> str:
    return page.locator(f"#{item} .checklist__text").inner_text().strip()


def test_entries_survive_a_new_edition_of_the_list(open_window, changing):
    """One item reworded, one dropped, one new: told exactly, once; what was entered is kept, all of it."""
    page = open_window(changing.address, 1280, reduced_motion="reduce")
    page.goto(f"/{LIST}")
    first, second, third, fourth, *_ = item_ids(page)
    texts = {item: text(page, item) for item in (second, third)}
    for item, state in ((first, "done"), (second, "waiting"), (third, "not-needed")):
        set_state(page, item, state)
    page.locator(f"#{third} textarea").fill("Notiz zum Wegfall")
    keep(page)

    source = Source(changing.folder / LIST / "index.html")
    changed = source.item(second)
    source.swap(changed, re.sub(r'data-version="\w+"', 'data-version="ffffffff"', changed))
    source.swap(source.item(third), "")
    old = source.item(fourth)
    source.swap(old, old + OWN_TEXT.sub(NEW_TEXT, old).replace(fourth, NEW))
    page.reload()

    report = page.locator("[data-changes]")
    fresh, changed_items, (gone,) = (
        report.locator(f"[data-change={kind}] li").all_inner_texts() for kind in ("fresh", "changed", "gone")
    )
    assert (fresh, changed_items) == (["Ganz neuer Punkt"], [texts[second]])
    assert gone.startswith(texts[third])
    assert gone.endswith("Notiz zum Wegfall")
    assert states(page) == {first: "done", second: "waiting"}

    report.locator("button").press("Enter")
    expect(report.locator(".notice")).to_have_count(0)
    page.reload()
    expect(page.locator(f"#{NEW} input[value=open]")).to_be_checked()
    expect(report.locator(".notice")).to_have_count(0)
    assert states(page) == {first: "done", second: "waiting"}

    source.swap(source.item(NEW), old.replace(fourth, third))  # the dropped item comes back
    page.reload()
    assert states(page)[third] == "not-needed"
    expect(page.locator(f"#{third} textarea")).to_have_value("Notiz zum Wegfall")


def test_unchanged_list_reports_nothing(open_window, changing):
    """The notice is for changes only."""
    page = open_window(changing.address, 1280)
    page.goto(f"/{LIST}")
    set_state(page, item_ids(page)[0], "done")
    keep(page)
    page.reload()
    expect(page.locator("progress")).to_have_js_property("value", 1)
    expect(page.locator("[data-changes] .notice")).to_have_count(0)
