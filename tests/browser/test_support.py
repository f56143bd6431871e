"""The judges themselves: each is shown a fault on purpose, for one that finds nothing proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.support import axe, stored, watch
from serving import ServedSite, served

SOUND = (
    "<!doctype html><html lang=de><title>x</title><link rel=icon href=data:,><main><h1>x</h1>{}</main></html>"
)


@pytest.fixture
def small_site(tmp_path: Path) -> Iterator[ServedSite]:
    """A site of a few pages with one fault each."""
    pages = {
        "index.html": SOUND.format(""),
        "foreign.html": SOUND.format('<img alt="" src="https://cdn.example.com/x.png">'),
        "image.html": SOUND.format('<img src="x.png">'),
        "script.html": SOUND.format(
            "<script>document.title = 'ran'</script><noscript>Ohne Skript.</noscript>"
        ),
        "storing.html": SOUND.format("<script src=storing.js></script>"),
        "storing.js": "document.cookie = 'a=1'; localStorage.b = sessionStorage.c = 1;"
        "indexedDB.open('d'); caches.open('e')",
        "404.html": SOUND.format("<p>Hier ist nichts.</p>"),
    }
    for path, text in pages.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    with served(tmp_path) as site:
        yield site


def test_sound_page_is_blameless(open_window, small_site):
    """No finding, nothing kept, nobody asked."""
    page = open_window(small_site.address, 390)
    record = watch(page)
    page.goto("/")
    assert (axe(page), stored(page), record.foreign) == ([], {}, [])


def test_axe_finds_a_fault(open_window, small_site):
    """An image without alternative, also where scripts of the page are forbidden."""
    small_site.headers["Content-Security-Policy"] = "default-src 'self'"
    page = open_window(small_site.address, 390)
    page.goto("/image.html")
    assert axe(page) == ["image-alt: img (Images must have alternative text)"]


def test_axe_works_where_javascript_is_off(open_window, small_site):
    """The page's scripts do not run, the judge's do."""
    page = open_window(small_site.address, 390, javascript=False)
    page.goto("/script.html")
    assert page.text_content("noscript") == "Ohne Skript."
    assert page.is_visible("noscript")
    assert (page.title(), axe(page), stored(page)) == ("x", [], {})
    page.goto("/script.html")
    assert page.title() == "x"


def test_foreign_request_is_recorded(open_window, small_site):
    """It is recorded although it never leaves this computer."""
    page = open_window(small_site.address, 390)
    record = watch(page)
    page.goto("/foreign.html", wait_until="networkidle")
    assert record.foreign == ["https://cdn.example.com/x.png"]
    assert record.failures == ["https://cdn.example.com/x.png: net::ERR_NAME_NOT_RESOLVED"]


def test_breach_of_the_policy_is_a_complaint(open_window, small_site):
    """The browser says so on its console."""
    small_site.headers["Content-Security-Policy"] = "default-src 'self'; img-src data:"
    page = open_window(small_site.address, 390)
    record = watch(page)
    page.goto("/script.html")
    assert ["Content Security Policy" in complaint for complaint in record.complaints] == [True]


def test_whatever_a_page_keeps_is_seen(open_window, small_site):
    """Each of the five ways to keep something in a browser."""
    page = open_window(small_site.address, 390)
    page.goto("/storing.html", wait_until="networkidle")
    assert stored(page) == {
        "cookies": ["a"],
        "localStorage": ["b"],
        "sessionStorage": ["c"],
        "indexedDB": ["d"],
        "caches": ["e"],
    }


def test_server_answers_unknown_addresses_with_the_error_page(open_window, small_site):
    """With its status, which the server remembers."""
    page = open_window(small_site.address, 390)
    answer = page.goto("/weg/")
    assert (answer.status, page.text_content("p"), small_site.missing) == (404, "Hier ist nichts.", ["/weg/"])


def test_scheme_and_width_reach_the_page(open_window, small_site):
    """What the fixture is asked for is what media queries see."""
    page = open_window(small_site.address, 320, scheme="dark")
    page.goto("/")
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark) and (width: 320px)').matches")
