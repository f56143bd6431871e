"""The real site behind the real nginx, under the rules that `lotse server` writes for it: every tool works."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.kinds import one_of_each_kind
from browser.support import Record, answer_all, stored, watch
from lotse.commands.server import server_config
from lotse.load import load_catalogue
from lotse.output import sources_of, workplace
from lotse.policy import HEADER_POLICY
from web_servers import WebServer, nginx


@pytest.fixture(scope="module")
def server(project: Path, built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """nginx before the site as it is published, with its compressed copies."""
    base = tmp_path_factory.mktemp("served")
    with workplace(base / "site", sources_of(project)) as place:
        shutil.copytree(built_site, place.folder, copy_function=os.link, dirs_exist_ok=True)
        place.publish()
    catalogue, _ = load_catalogue(project)
    (base / "nginx").mkdir()
    with nginx(base / "nginx", lambda listen: server_config(catalogue, "nginx", base / "site", listen)) as running:
        yield running


@pytest.fixture
def visit(open_window, server) -> Iterator[tuple[Page, Record]]:
    """A window at that site, and what it asks and complains about; nothing may go wrong meanwhile."""
    page = open_window(server.address, 1280)
    record = watch(page)
    yield page, record
    assert (record.complaints, record.foreign, record.failures) == ([], [], [])


def test_one_page_of_each_kind_keeps_the_rules(visit, built_site, server):
    """The header is stricter than the page's own rules; still nothing is refused."""
    page, record = visit
    assert server.get("/").headers["content-security-policy"] == HEADER_POLICY
    addresses = [address for address in one_of_each_kind(built_site).values() if address != "/404.html"]
    for address in addresses:
        answer = page.goto(address, wait_until="networkidle")
        page.keyboard.press("End")
        assert (answer.header_value("content-encoding"), record.complaints) == ("gzip", []), address


def test_search_works(visit):
    """It loads its index, and WebAssembly."""
    page, _ = visit
    page.goto("/suche/?q=Visum")
    expect(page.locator(".search-results li").first).to_be_visible()


def test_place_and_checklist_work(visit):
    """And keep nothing unless asked."""
    page, _ = visit
    page.goto("/checklisten/pflegefachkraft/?ort=heinsberg")
    page.locator(".checklist__tick").first.click()
    page.locator(".checklist__more summary").first.click()
    page.locator(".checklist__note textarea").first.fill("Nur für mich.")
    assert stored(page) == {}


def test_plan_works_and_its_calendar_can_be_saved(visit):
    """The file is made in the page."""
    page, _ = visit
    page.goto("/arbeitgeber/zeitplan/")
    answer_all(page)
    page.locator("[data-start]").fill("2028-03-01")
    page.locator("[data-form] button[type=submit]").click()
    expect(page.locator("[data-result]")).to_be_visible()
    with page.expect_download() as download:
        page.locator("[data-calendar]").click()
    assert download.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_finder_works(visit):
    """It reads another page of the site."""
    page, _ = visit
    page.goto("/anlaufstellen/?wo=Kall&thema=Wohnungen")
    expect(page.locator("[data-result] h3")).to_be_visible()


def test_two_languages_side_by_side_work(visit):
    """The German page is fetched and put beside."""
    page, _ = visit
    page.goto("/uk/ankommen/")
    page.locator("[data-bilingual]").click()
    expect(page.locator(".bilingual__row").first).to_be_visible()


def test_unknown_address_shows_the_site(visit, server):
    """With its styles and ways on, at whatever depth."""
    page, record = visit
    answer = page.goto("/tief/im/nirgendwo/", wait_until="networkidle")
    assert (answer.status, page.locator("main h1").count()) == (404, 1)
    assert page.locator(".brand__mark").evaluate("image => image.naturalWidth") > 0
    refused = [text for text in record.complaints if "404" not in text]
    record.complaints[:] = refused  # the browser notes the answer itself as an error
    assert server.get("/tief/im/nirgendwo/").status == 404
