"""The form for hurdles and the pages of events, in a real browser, on the invented region."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

import builders
from browser.support import axe, watch
from building import make_site
from serving import ServedSite, served
from test_events import event
from test_experience import hurdle

FORM = "/netzwerk/erfahrungen/melden/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The invented region with a hurdle and an event."""
    folder = tmp_path_factory.mktemp("hurdle")
    data = builders.region_data()
    data["experience.yaml"]["hurdles"] = [hurdle()]
    data["events.yaml"]["events"] = [event()]
    make_site(builders.write_project(folder / "project", data), folder / "site", builders.TODAY)
    with served(folder / "site") as running:
        yield running


def opened(open_window, site: ServedSite, address: str, **options: object) -> Page:
    page = open_window(site.address, 390, **options)
    page.goto(address)
    return page


def mail(page: Page) -> dict[str, list[str]]:
    """What the link to the mail program would put there."""
    return parse_qs(urlsplit(page.locator("[data-hurdle-mail]").get_attribute("href") or "").query)


def test_answers_become_the_mail_and_nothing_is_sent(open_window, site):
    """Exactly the fields, in order; no request, nothing stored."""
    page = open_window(site.address, 390)
    record = watch(page)
    page.goto(FORM)
    page.locator("[data-field=name] input").fill("Lange Wege")
    page.locator("[data-field=pattern] textarea").fill("Der Kurs ist weit weg & teuer.")
    page.locator("[data-field=topics] label", has_text="Wohnen").click()
    page.locator("[data-field=frequency] select").select_option("often")
    body = mail(page)["body"][0]
    lines = [line for line in body.split("\r\n") if line]
    assert lines[0] == "Kurzer Name der Hürde: Lange Wege"
    assert lines[1] == "Was wiederholt sich?: Der Kurs ist weit weg & teuer."
    assert "Themen: Wohnen" in lines
    assert "Wie oft: häufig" in lines
    assert len(lines) == 9
    assert page.locator("[data-hurdle-text]").input_value().replace("\n", "\r\n").replace("\r\r", "\r") == body
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    assert (record.complaints, record.foreign) == ([], [])


@pytest.mark.parametrize(
    "text", ["Frau Muster wartet.", "Anruf unter 0241 000000", "an x@example.org", "am 12.3.2026 abgelehnt"]
)
def test_personal_data_are_refused(open_window, site, text):
    """Before any mail: the form says so, and there is neither link nor text until it is taken out."""
    page = opened(open_window, site, FORM)
    page.locator("[data-field=pattern] textarea").fill(text)
    expect(page.locator("[data-hurdle-fault]")).to_be_visible()
    expect(page.locator("[data-hurdle-mail]")).to_be_hidden()
    assert page.locator("[data-hurdle-text]").input_value() == ""
    page.locator("[data-field=pattern] textarea").fill("Es dauert lange.")
    expect(page.locator("[data-hurdle-fault]")).to_be_hidden()
    expect(page.locator("[data-hurdle-mail]")).to_be_visible()


def test_without_a_script_the_mail_has_the_questions(open_window, site):
    """The form stays away, the link is there."""
    page = opened(open_window, site, FORM, javascript=False)
    expect(page.locator("[data-hurdle]")).to_be_hidden()
    expect(page.locator("[data-hurdle-plain] a")).to_be_visible()


@pytest.mark.parametrize(
    "address",
    [FORM, "/netzwerk/erfahrungen/", "/termine/", "/termine/einzeln/mustertag/", "/termine/archiv/", "/neu/",
     "/mitmachen/kalender/", "/netzwerk/termine/"],
)  # fmt: skip
def test_pages_are_accessible(open_window, site, address):
    """axe finds nothing."""
    assert axe(opened(open_window, site, address)) == []
