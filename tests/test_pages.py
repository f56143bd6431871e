"""`lotse.pages`: which addresses exist and what must stand there; never in which words."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

import pytest

import builders
from lotse.pages import desks, generated_pages
from lotse.publish import publish
from lotse.render import FOREIGN


def pages_of(catalogue=None, language="de"):
    """All generated pages of a catalogue in one language."""
    public = publish(catalogue or builders.catalogue(), "site", builders.TODAY)
    return generated_pages(desks(public, builders.real_labels())[language], ())


LANGUAGES = ("de", "en")


@cache
def own_pages(language="de"):
    """The generated pages of the invented region as it is."""
    return pages_of(language=language)


class Outline(HTMLParser):
    """Links, ids and headings of a page."""

    def __init__(self, html):
        super().__init__()
        self.links, self.ids, self.headings = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.links += [found["href"]] if tag == "a" and found.get("href") else []
        self.ids += [found["id"]] if "id" in found else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []


def targets(page):
    """The addresses of the site that a page links to."""
    for link in Outline(page.html).links:
        if "://" not in link and ":" not in link.split("/")[0]:
            path = re.split("[#?]", link)[0]
            parts = [part for part in page.address.split("/") if part]
            for part in path.split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part] if part not in ("", ".") else parts
            yield "/".join(parts) + ("/" if parts else "")


def test_languages_have_the_same_addresses():
    """The language switch depends on it."""
    assert set(own_pages()) == set(own_pages("en"))


@pytest.mark.parametrize(
    "address",
    [
        "anlaufstellen/",
        "anlaufstellen/gebiet/kreis-nord/",
        "anlaufstellen/art/network/",
        "anlaufstellen/musteramt/",
        "orte/",
        "orte/aestetten/",
        "themen/",
        "themen/mobility/",
        "suche/",
        "mitmachen/aufgaben/",
    ],
)
def test_addresses_of_the_contract_exist(address):
    """Every body, place and topic has its page, with a topic that nobody answers too."""
    assert address in own_pages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_sound(language):
    """One main heading and no gap below it, ids once, own anchors present, a title and a description."""
    assert {} == {
        address: found for address, page in own_pages(language).items() if (found := faults_of(page, language))
    }


def faults_of(page, language):
    """What is wrong with the structure of a page."""
    outline = Outline(page.html)
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    found = {
        "main headings": outline.headings.count(1) != 1,
        "gap in headings": any(after > before + 1 for before, after in steps),
        "id twice": len(set(outline.ids)) < len(outline.ids),
        "anchor missing": bool({anchor for anchor, _ in page.contents} - set(outline.ids)),
        "title or description": not (page.title and page.description),
        "language": page.language != language,
    }
    return [name for name, is_wrong in found.items() if is_wrong]


def test_links_lead_to_pages():
    """No link to an office, a place or a topic leads nowhere."""
    pages = own_pages()
    linked = {target for page in pages.values() for target in targets(page)}
    assert set() == {
        target for target in linked - set(pages)
        if target.startswith(("anlaufstellen/", "orte/", "themen/")) and not target.endswith(".vcf/")
    }


@pytest.mark.parametrize("place", [m.id for m in builders.catalogue().municipalities])
def test_place_leads_to_its_authority_and_a_last_resort(place):
    """Nobody meets a dead end."""
    found = set(targets(own_pages()[f"orte/{place}/"]))
    assert {"anlaufstellen/musteramt/", "anlaufstellen/musternetz/"} <= found


def test_topic_without_an_offer_ends_at_a_body():
    """An honest gap, and somebody to ask."""
    assert "anlaufstellen/musternetz/" in set(targets(own_pages()["themen/mobility/"]))


def test_page_of_a_body_shows_what_is_cleared():
    """Phone numbers to dial, mail addresses to write to, addresses, links, offers, sources."""
    html = own_pages()["anlaufstellen/musteramt/"].html
    for value in (
        'href="tel:+492410000001"',
        'href="mailto:zentrale@example.org"',
        "Musterweg 1",
        "https://musteramt.example.org/",
    ):
        assert value in html
    assert 'id="musteramt-aufenthalt"' in html
    assert "Kopie vom 22. November 2026, nicht live nachgelesen" in html


def test_pending_body_appears_by_name_without_a_link():
    """It is there, but nothing leads to it yet."""
    html = own_pages()["anlaufstellen/musternetz/"].html
    assert ("Netzwerk Musterregion" in html, "musternetz.example.org" in html) == (True, False)


def test_retired_body_leads_to_its_successor():
    """Its address keeps answering."""
    data = builders.region_data()
    data["actors.yaml"]["retired"] = [
        {
            "id": "altes-amt",
            "reason": builders.both("Aufgelöst."),
            "retired_on": "2026-01-01",
            "successor": "musteramt",
        }
    ]
    page = pages_of(builders.catalogue(data))["anlaufstellen/altes-amt/"]
    assert ("anlaufstellen/musteramt/" in set(targets(page)), page.is_indexed) == (True, False)


def test_untranslated_text_is_marked_as_german():
    """A page in English never claims that German words are English."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][0]["description"] = {"de": "Nur auf Deutsch."}
    html = pages_of(builders.catalogue(data), "en")["anlaufstellen/musteramt/"].html
    assert '<span class="foreign" lang="de" dir="ltr">Nur auf Deutsch.</span>' in html


@pytest.mark.parametrize("number", [0, 1, 2])
def test_body_that_is_only_claimed_vanishes_without_a_trace(number):
    """Whatever names it, no page falls over and none links to it."""
    data = builders.region_data()
    body = data["actors.yaml"]["organizations"][number]
    body["evidence"] = "claimed"
    data["actors.yaml"]["organizations"][(number + 1) % 3]["parent"] = body["id"]
    pages = pages_of(builders.catalogue(data))
    address = f"anlaufstellen/{body['id']}/"
    assert [] == [page.address for page in pages.values() if page.address == address or address in set(targets(page))]


def test_region_without_process_and_coverage_has_its_pages():
    """A region may begin with offices only."""
    data = builders.region_data()
    for name in (
        "process.yaml",
        "documents.yaml",
        "checklists.yaml",
        "coverage.yaml",
        "glossary.yaml",
        "figures.yaml",
        "facts.yaml",
    ):
        data[name] = {field: [] for field in data[name]}
    assert {"orte/musterstadt/", "themen/housing/", "suche/"} <= set(pages_of(builders.catalogue(data)))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "&lt;blink&gt;"]
)
def test_no_text_of_the_data_becomes_markup(text):
    """Put into every text of all bodies: no page has a new element or attribute, and nothing is computed."""
    files = builders.region_data()
    for body in files["actors.yaml"]["organizations"]:
        body |= {
            "name": {"de": text},
            "description": {"de": text},
            "alternate_names": [text],
            "tasks": [text],
        }
        for part in body["services"]:
            part |= {"name": {"de": text}, "fees": {"de": text}, "application_process": {"de": text}}
    files["sources.yaml"]["sources"][0] |= {"title": text, "publisher": text}
    pages = "".join(page.html for page in pages_of(builders.catalogue(files)).values())
    assert [] == re.findall(r"<script>alert|<img src=x|&lt;blink|<blink|>49<", pages)


def test_search_page_lists_every_page_from_a_to_z():
    """For those without JavaScript: everything that is indexed can be reached."""
    listed = set(targets(own_pages()["suche/"]))
    assert {page.address for page in own_pages().values() if page.is_indexed and page.is_listed} <= listed


def test_tasks_name_file_and_line():
    """Editors find the place."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][0]["tasks"] = ["Quelle prüfen."]
    html = pages_of(builders.catalogue(data))["mitmachen/aufgaben/"].html
    assert "Quelle prüfen." in html


def test_page_says_when_something_stands_in_another_language():
    """A text for want of a translation does; the German name of a body, as it stands on the door, doesn't."""
    data = builders.region_data()
    data["region.yaml"]["region"]["languages"] = ["de", "en", "uk"]
    ukrainian, german = (pages_of(builders.catalogue(data), language) for language in ("uk", "de"))
    page = ukrainian["anlaufstellen/musteramt/"]
    assert FOREIGN in page.html
    assert '<h1><span lang="de" dir="ltr">Ausländeramt Musterstadt</span></h1>' in page.html
    assert not any(FOREIGN in page.html for page in german.values())
