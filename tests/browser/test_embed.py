"""What partners put on their own pages: the component and the frame, on a page of another host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from browser.support import axe, stored, watch
from serving import ServedSite, served

TOPIC, TOWN = "recruiting", "kall"


@pytest.fixture
def partner(http_site: ServedSite, tmp_path: Path) -> Iterator[Callable[[Page, str], None]]:
    """`partner(page, body)` opens a page of the partner's with this in it.

    It has a server of its own, so that it is another host for browsers; the site answers with the header that the
    templates of `lotse server` give to this folder.
    """
    script = f'<script type="module" src="{http_site.url("embed/v1/lotse-offices.js")}"></script>'
    http_site.headers["Access-Control-Allow-Origin"] = "*"
    with served(tmp_path) as own:

        def opened(page: Page, body: str) -> None:
            text = f'<!doctype html><html lang="de"><title>Partner</title><main><h1>Partner</h1>{body}</main>{script}'
            (tmp_path / "index.html").write_text(text, "utf-8")
            page.goto(own.address)

        yield opened
    del http_site.headers["Access-Control-Allow-Origin"]


@pytest.mark.parametrize(
    ("where", "expected"), [('place="all"', "themen/recruiting/"), (f'town="{TOWN}"', "themen/recruiting/")]
)
@pytest.mark.parametrize("language", ["de", "ar"])
def test_component_shows_offices_in_place_of_the_link(page_at, partner, language, where, expected):
    """In the reader's direction, keyboard and all; it stores nothing and asks nobody but the site."""
    page = page_at(390)
    record = watch(page)
    body = f'<lotse-offices topic="{TOPIC}" {where} lang="{language}"><a href="/">Wohnen</a></lotse-offices>'
    partner(page, body)
    section = page.locator("lotse-offices section.lotse-offices")
    expect(section).to_be_visible()
    assert section.locator(".lotse-office").count() >= 1
    assert section.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert section.locator(f"a[href*='{expected}']").count() == 1
    expect(page.get_by_text("Wohnen", exact=True)).not_to_be_visible()
    hosts = {urlsplit(url).hostname for url in record.requests}
    assert hosts == {"127.0.0.1"}
    assert stored(page) == {}
    assert axe(page) == []


@pytest.mark.parametrize("wish", ['topic="nobody-knows"', 'topic="../../x"', f'topic="{TOPIC}" town="nirgendwo"', ""])
def test_link_stays_where_nothing_can_be_shown(page_at, partner, wish):
    page = page_at(390)
    partner(page, f'<lotse-offices {wish} lang="de"><a href="/">Wohnen</a></lotse-offices>')
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("link", name="Wohnen")).to_be_visible()


def test_component_follows_its_attributes(page_at, partner):
    """A partner's own choice of the place changes what is shown."""
    page = page_at(1280)
    partner(page, f'<lotse-offices topic="{TOPIC}" place="all" lang="de"></lotse-offices>')
    section = page.locator("lotse-offices section.lotse-offices")
    expect(section).to_have_attribute("data-lotse-territory", "all")
    page.locator("lotse-offices").evaluate("(node, town) => node.setAttribute('town', town)", TOWN)
    expect(section.locator(".lotse-offices__heading")).to_contain_text(" – Kall")


def test_frame_of_a_municipality_shows_one_topic_or_all(page_at, http_site):
    """By the end of the address alone, without a script."""
    page = page_at(390, javascript=False)
    page.goto(http_site.url(f"embed/v1/de/places/{TOWN}.html"))
    everything = page.locator(".lotse-topic:visible").count()
    page.goto(http_site.url(f"embed/v1/de/places/{TOWN}.html#{TOPIC}"))
    assert everything > 5
    assert page.locator(".lotse-topic:visible").evaluate_all("all => all.map(one => one.id)") == [TOPIC]
    page.goto(http_site.url(f"embed/v1/de/places/{TOWN}.html#housing"))
    assert page.locator(".lotse-topic:visible .lotse-offices__empty").count() == 1  # nothing cleared is said


def test_frame_is_accessible(page_at, http_site):
    page = page_at(390)
    page.goto(http_site.url(f"embed/v1/ar/places/{TOWN}.html"))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
