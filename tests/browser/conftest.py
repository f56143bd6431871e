"""The browser for the tests of this folder, which all bear the mark `browser`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, sync_playwright

from browser.ensure_chromium import find_chromium, is_required
from browser.support import Scheme, window
from serving import ServedSite

PageAt = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser. None at all fails where CI is set, and skips elsewhere."""
    path = find_chromium()
    if path is None:
        reason = "no Chromium: run tests/browser/ensure_chromium.py"
        pytest.fail(reason) if is_required() else pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver, one for all tests of a worker."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture
def open_window(playwright: Playwright, chromium: str) -> Iterator[PageAt]:
    """`open_window(address, 390)` opens a fresh browser at any served site; closed when the test ends."""
    with ExitStack() as windows:

        def open_at(
            address: str, width: int, javascript: bool = True, scheme: Scheme = "light", **options: object
        ) -> Page:
            options |= {"width": width, "javascript": javascript, "scheme": scheme}
            return windows.enter_context(window(playwright, chromium, address, **options))

        yield open_at


@pytest.fixture
def page_at(open_window: PageAt, http_site: ServedSite) -> PageAt:
    """`page_at(390, javascript=False, scheme="dark")` opens a fresh browser at the real site.

    Then `page.goto("/arbeitgeber/")`, as the site's own address is the base.
    """

    def open_at(width: int, javascript: bool = True, scheme: Scheme = "light", **options: object) -> Page:
        return open_window(http_site.address, width, javascript, scheme, **options)

    return open_at
