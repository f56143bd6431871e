"""A page that was left alone says so; a current one doesn't. Nothing is stored for it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from browser.support import axe


@pytest.mark.parametrize(("days", "is_told"), [(0, False), (30, False), (31, True), (400, True)])
@pytest.mark.parametrize("path", ["/", "/ar/fragen/rechte-und-hilfe/", "/anlaufstellen/"])
def test_old_page_says_that_it_is_old(page_at, path, days, is_told):
    page = page_at(390)
    page.goto(path)
    until = page.locator("[data-good-until]").get_attribute("data-good-until")
    made = datetime.fromisoformat(f"{until}T12:00:00") - timedelta(days=30)
    page.clock.install(time=made + timedelta(days=days))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    notice = page.locator("[data-good-until]")
    assert notice.is_visible() is is_told
    assert page.evaluate("Object.keys(localStorage).length + document.cookie.length") == 0
    if is_told:
        assert axe(page) == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["", "ar/", "uk/"])
def test_line_for_mistakes_fits_and_prints(page_at, language, width):
    """On a phone, on a desk and on paper, where the end of the page's life stands beside its day."""
    page = page_at(width)
    page.goto(f"/{language}fragen/rechte-und-hilfe/")
    line = page.locator(".site-footer__wrong")
    assert line.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not line.locator(".print-only").is_visible()
    page.emulate_media(media="print")
    assert line.is_visible()
    assert line.locator(".print-only").is_visible()
