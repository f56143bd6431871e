"""The finder narrowed to people before or after their entry and to a sector: it shows what the resolver answers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

import builders
from browser.support import axe
from conftest import AS_OF
from lotse.edition import checked_edition
from lotse.resolve import Cell, Situation

FINDER = "/anlaufstellen/"
ASKED = [
    ("kall", "recognition", "newcomers", "before", "education-sector"),
    ("kall", "recognition", "newcomers", "after", "crafts-sector"),
    ("kall", "recognition", "employers", "", "care-sector"),
    ("kall", "job-search", "newcomers", "before", ""),
    ("kall", "joint-recruiting", "employers", "", "crafts-sector"),
    ("aachen", "recognition", "newcomers", "before", "science-sector"),
    ("aachen", "welcome", "employers", "", "crafts-sector"),
    ("aachen", "welcome", "employers", "", "science-sector"),
    ("aachen", "residence-permit", "newcomers", "before", ""),
    ("aachen", "residence-permit", "newcomers", "after", ""),
    ("alsdorf", "researchers", "newcomers", "before", ""),
    ("alsdorf", "trainees", "employers", "before", "hospitality-sector"),
]


@pytest.fixture(scope="module")
def coverage():
    return checked_edition(builders.PROJECT, AS_OF).desks["de"].coverage


def asked(page: Page, place: str, topic: str, audience: str, entry: str, sector: str):
    """The answer that the finder shows."""
    query = f"?ort={place}&thema={topic}&fuer={audience}&lage={entry}&branche={sector}"
    page.goto(FINDER + query)
    answer = page.locator("[data-result] .answer dl")
    expect(answer).to_be_visible()
    return answer  # with its first office as a card, if it has one


@pytest.mark.parametrize("question", ASKED, ids="-".join)
def test_finder_shows_what_the_resolver_answers(page_at, coverage, question):
    """Exactly the bodies that are there in the situation; where there are none, the gap or that nobody is."""
    place, topic, audience, entry, sector = question
    cell = Cell(place, topic, audience, Situation(entry or None, sector or None))
    answer = asked(page_at(390), *question)
    links = answer.locator("[data-ways] a, .first-office__name a")
    found = {re.search(r"/anlaufstellen/([^/]+)/", link.get_attribute("href"))[1] for link in links.all()}
    assert found == {service.organization for service in coverage.answer(cell).services}
    told = answer.locator("dd").count() - answer.locator("[data-ways], .first-office").count()
    assert told >= (2 if coverage.answer(cell).kind in ("gap", "fallback") else 1)
    assert not re.search(r";\s*$", "\n".join(answer.locator("[data-ways]").all_inner_texts()), re.MULTILINE)


def test_situation_is_chosen_in_the_form_and_travels_in_the_address(page_at):
    """Folded until somebody needs it, open when it was used."""
    page = page_at(390)
    page.goto(FINDER)
    more = page.locator(".finder__more")
    expect(more).not_to_have_attribute("open", "")
    more.locator("summary").click()
    page.locator("[name=ort]").fill("Kall")
    page.locator("[name=thema]").fill("Anerkennung")
    page.locator("[name=lage]").select_option("before")
    page.locator("[name=branche]").select_option("care-sector")
    page.locator("[data-lotse-finder] button").click()
    page.wait_for_url(re.compile(r"lage=before&branche=care-sector"))
    expect(page.locator(".finder__more")).to_have_attribute("open", "")
    expect(page.locator("[name=branche]")).to_have_value("care-sector")
    assert axe(page) == []


def test_unknown_situation_in_an_address_is_ignored(page_at):
    """What somebody typed into the address never breaks the page."""
    page = page_at(390)
    answer = asked(page, "kall", "recognition", "newcomers", "<b>", "nobody")
    expect(page.locator("[name=lage]")).to_have_value("")
    assert answer.locator("[data-ways] a").count() > 3
