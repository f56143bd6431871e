"""What browser tests see with: a browser per window, a record of its requests, axe, its storage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from tempfile import TemporaryDirectory
from typing import Literal
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, ConsoleMessage, Page, Playwright, Request

import builders
from lotse.output import hashed_assets

Scheme = Literal["light", "dark"]

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # tests never leave this computer; what a page asks of others is recorded as a request that failed
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
HEIGHTS = {320: 640, 390: 844, 768: 1024}
"""The height that goes with a width; 800 else."""

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@contextmanager
def window(
    playwright: Playwright,
    chromium: str,
    address: str,
    *,
    width: int,
    javascript: bool = True,
    scheme: Scheme = "light",
    locale: str = "de-DE",
    **options: object,
) -> Iterator[Page]:
    """An empty page in a browser with a profile of its own; relative addresses start at `address`."""
    with TemporaryDirectory(prefix="lotse-browser-", ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            headless=True,
            args=list(ARGUMENTS),
            base_url=address,
            viewport={"width": width, "height": HEIGHTS.get(width, 800)},
            color_scheme=scheme,
            locale=locale,
            **options,
        )
        context.set_default_timeout(10_000)
        page = context.pages[0]
        if not javascript:
            _WITHOUT_SCRIPTS[page] = context.new_cdp_session(page)
            _let_scripts_run(page, False)
        try:
            yield page
        finally:
            context.close()


_WITHOUT_SCRIPTS: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()
"""Windows without JavaScript, with the switch for it: Playwright's own could not be turned for the judges."""


def _let_scripts_run(page: Page, run: bool) -> None:
    _WITHOUT_SCRIPTS[page].send("Emulation.setScriptExecutionDisabled", {"value": not run})


@contextmanager
def _judging(page: Page) -> Iterator[None]:
    """Lets the judges' scripts run on a page whose own did not; without this they would wait for ever."""
    if page not in _WITHOUT_SCRIPTS:
        yield
        return
    _let_scripts_run(page, True)
    try:
        yield
    finally:
        _let_scripts_run(page, False)


@dataclass
class Record:
    """What a browser asked for and complained about, since it is watched."""

    requests: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    complaints: list[str] = field(
        default_factory=list
    )  # errors on the console, breaches of the CSP among them

    @property
    def foreign(self) -> list[str]:
        """The requests that went, or wanted to go, to another computer."""
        local = ("data", "blob", "about", "chrome-extension")
        parts = ((url, urlsplit(url)) for url in self.requests)
        return [url for url, part in parts if part.scheme not in local and part.hostname != "127.0.0.1"]


def watch(page: Page) -> Record:
    """A record of everything that the page's browser does from now on."""
    record = Record()

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            record.complaints.append(message.text)

    def note_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left while something was still on its way
            record.failures.append(f"{request.url}: {request.failure}")

    page.context.on("request", lambda request: record.requests.append(request.url))
    page.context.on("requestfailed", note_failure)
    page.context.on("console", note_console)
    page.context.on("weberror", lambda error: record.complaints.append(str(error.error)))
    return record


def axe(page: Page, *, tags: Sequence[str] = WCAG, without: Sequence[str] = ()) -> list[str]:
    """What axe-core finds on the page as it stands: `rule: place (what it says)`, sorted."""
    options = {
        "runOnly": {"type": "tag", "values": list(tags)},
        "rules": {rule: {"enabled": False} for rule in without},
        "resultTypes": ["violations"],
    }
    with _judging(page):
        page.evaluate(_axe_source())
        result = page.evaluate("options => axe.run(document, options)", options)
    return sorted(
        f"{violation['id']}: {' '.join(map(str, node['target']))} ({violation['help']})"
        for violation in result["violations"]
        for node in violation["nodes"]
    )


@cache
def _axe_source() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


_STORAGE = """async () => ({
    localStorage: Object.keys(localStorage),
    sessionStorage: Object.keys(sessionStorage),
    indexedDB: (await indexedDB.databases()).map(database => database.name),
    caches: await caches.keys(),
    serviceWorkers: (await navigator.serviceWorker.getRegistrations()).map(worker => worker.scope),
})"""


def stored(page: Page) -> dict[str, list[str]]:
    """The names of all that the site keeps in this browser, by kind; empty when it keeps nothing."""
    with _judging(page):
        kinds: dict[str, list[str]] = page.evaluate(_STORAGE)
    kinds["cookies"] = [cookie["name"] for cookie in page.context.cookies()]
    return {kind: names for kind, names in kinds.items() if names}


@cache
def asset(name: str) -> str:
    """The address of a script as the finished site publishes it, under a name of its content."""
    return f"/assets/{hashed_assets(builders.PROJECT / 'docs/assets').names[name]}"


def answer_all(page: Page) -> None:
    """Answers every question of the plan that is asked, each with its first answer."""
    for select in page.locator("select[data-facet]").all():
        if select.is_visible():
            select.select_option(index=1)
