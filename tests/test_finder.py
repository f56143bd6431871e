"""Pages that lead to the right office: a place by topic, the finder's data, the hand-over sheet, the matrix."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache

import pytest

import builders
from conftest import AS_OF
from lotse import model
from lotse.checks import check_catalogue
from lotse.load import load_catalogue
from lotse.pages import Desk, desks
from lotse.pages.answers import TopicAnswers
from lotse.pages.finder import finder_data, from_afar
from lotse.pages.handover import handover_pages
from lotse.pages.network import network_page
from lotse.pages.offices import office_pages
from lotse.pages.places import place_pages
from lotse.pages.topics import topic_pages
from lotse.publish import publish

SECTION = re.compile(r'<section class="answer" id="([a-z-]+)">(.*?)</section>', re.DOTALL)
MOST = 110_000  # bytes of a page of a place without its frame


@cache
def real() -> Desk:
    """The German desk of the region."""
    catalogue, _ = load_catalogue(builders.PROJECT, None)
    assert catalogue is not None
    return desks(publish(catalogue, "site", AS_OF), catalogue.labels)["de"]


def desk_of(data: dict[str, builders.Data], language: str = "de") -> Desk:
    catalogue = builders.catalogue(data)
    return desks(publish(catalogue, "site", builders.TODAY), catalogue.labels)[language]


def pages_of(desk: Desk) -> dict[str, str]:
    """All pages of places, topics, offices and hand-over sheets: address → HTML."""
    makers = (place_pages, topic_pages, office_pages, handover_pages)
    return {page.address: page.html for make in makers for page in make(desk)}


def section(html: str, topic: str) -> str:
    """The answers to a topic on the page of a place."""
    return dict(SECTION.findall(html))[topic]


def region(**files: object) -> dict[str, builders.Data]:
    return builders.region_data() | files


def gap(**changes: object) -> builders.Data:
    return {
        "id": "luecke-weg", "topics": ["mobility", "housing"], "audiences": ["employers"], "areas": ["kreis-sued"],
        "reason": builders.both("Hier fährt kein Bus."), "owner": "musternetz", "since": "2026-11-01",
        "fallback": "musterzentrum", "sources": builders.citations(),
    } | changes  # fmt: skip


# ---- a place by topic


@pytest.mark.parametrize("place", ["kall", "aachen", "waldfeucht"])
def test_every_cell_has_an_address(place):
    """`/orte/<place>/#<topic>` exists for every topic, once, with every main audience inside."""
    html = next(page.html for page in place_pages(real()) if page.address == f"orte/{place}/")
    found = SECTION.findall(html)
    assert [topic for topic, _ in found] == [topic.id for topic in real().catalogue.topics]
    for topic, body in found:
        told = " ".join(re.findall(r'data-for="([^"]*)"', body)).split()
        assert sorted(told) == sorted(audience.id for audience in real().directory.main_audiences), topic


def test_ids_of_a_place_are_unique():
    for page in place_pages(real()):
        ids = re.findall(r' id="([^"]*)"', page.html)
        assert len(ids) == len(set(ids)), page.address


def test_pages_of_places_stay_light():
    """A page of a place has all topics; it must still load on a poor line."""
    assert [(p.address, len(p.html.encode())) for p in place_pages(real()) if len(p.html.encode()) > MOST] == []


def test_gaps_of_one_body_and_day_are_told_in_one_line():
    """The same sentence is not repeated for each of them; another owner or day has its own."""
    gaps = [
        model.Gap.model_validate(gap(id=record_id, owner=owner))
        for record_id, owner in [("a", "musternetz"), ("b", "musternetz"), ("c", "musteramt")]
    ]
    row = TopicAnswers(real().catalogue.topics[0], (), (), tuple(gaps), ())
    assert [["a", "b"], ["c"]] == [[entry.id for entry in alike] for alike in row.declared_alike()]


def test_every_answer_tells_why():
    """Wherever an offer is named, its rule, area, source, what was read of it and confirmation can be unfolded."""
    html = next(page.html for page in place_pages(real()) if page.address == "orte/kall/")
    for topic, body in SECTION.findall(html):
        if "Zuständig:" in body or "Beratung:" in body or "Geplant:" in body:
            why = body.split("<details>")[1]
            read = r"Kopie ohne Datum|(Kopie|Gesetzestext .*) vom \d+\. \w+ \d{4}, nicht live nachgelesen"
            assert re.search(rf"({read}), von der Stelle noch nicht bestätigt", why), topic
            assert re.search(r"(Beratung|Zuständig nach Gesetz oder Satzung), [^:]+: .+\[\d+", why), topic


def test_gap_tells_reason_owner_and_who_helps_meanwhile():
    """At each of its topics: nobody who asked for one is sent to read at another."""
    offers = builders.actors()
    offers["organizations"][1]["services"][0]["audiences"] = ["newcomers"]
    declared = {"expectations": [], "gaps": [gap()]}
    html = pages_of(desk_of(region(**{"coverage.yaml": declared, "actors.yaml": offers})))["orte/aestetten/"]
    first, second = section(html, "housing"), section(html, "mobility")
    assert "Hier fährt kein Bus." in first
    assert "Netzwerk Musterregion" in first
    assert "Hier fährt kein Bus." in second
    assert 'href="../../anlaufstellen/musterzentrum/"' in first
    assert 'href="../../anlaufstellen/musterzentrum/"' in second


def test_delegation_tells_its_reason():
    declared = {
        "expectations": [{"topics": ["housing"], "audiences": ["employers"], "tier": "territory"}],
        "delegations": [{
            "id": "ebene-wohnen", "topics": ["housing"], "audiences": ["employers"], "areas": ["musterregion"],
            "to_tier": "region", "reason": builders.both("Das macht die Region gemeinsam."),
            "sources": builders.citations(),
        }],
    }  # fmt: skip
    html = pages_of(desk_of(region(**{"coverage.yaml": declared})))["orte/musterstadt/"]
    assert "Das macht die Region gemeinsam." in section(html, "housing")


def test_planned_offer_is_marked_and_answers_nothing():
    offers = builders.actors()
    offers["organizations"][1]["services"][0]["status"] = "planned"
    files = {"actors.yaml": offers, "coverage.yaml": {"expectations": []}}
    html = pages_of(desk_of(region(**files)))["orte/musterstadt/"]
    assert re.search(r"Geplant:</b> <span><a [^>]*>Beratungszentrum Musterregion", section(html, "housing"))
    assert "Beratung:</b>" not in section(html, "housing")


def test_confirmed_offer_says_so():
    offers = builders.actors()
    offers["organizations"][1]["services"][0] |= {"evidence": "confirmed", "assured_on": "2026-11-10"}
    html = pages_of(desk_of(region(**{"actors.yaml": offers})))["orte/musterstadt/"]
    told = "Kopie vom 22. November 2026, nicht live nachgelesen, bestätigt am 10. November 2026 durch die Stelle"
    assert told in section(html, "housing")


def test_next_step_leads_from_tier_to_tier():
    """If nobody answers: the bodies of the next tier, then those that take any question."""
    offers = builders.actors()
    local = builders.organization("ortsstelle", name=builders.both("Ortsstelle"), areas=["musterstadt"])
    local["services"][0]["areas"] = ["musterstadt"]
    offers["organizations"].append(local)
    html = pages_of(desk_of(region(**{"actors.yaml": offers})))["orte/musterstadt/"]
    expected = r"Wenn niemand antwortet: <span>Beratungszentrum Musterregion; </span>dann <a href=.#weiter-employers.>"
    assert re.search(expected, section(html, "housing"))
    assert 'id="weiter-employers"' in html


def test_pages_grow_with_places_plus_topics():
    """Never with their product: a place more is a page, a topic more is its page and its sheet."""
    before = len(pages_of(desk_of(region())))
    places, terms = builders.places(), builders.terms()
    places["municipalities"].append(builders.municipality("neustadt", "Neustadt", "kreis-sued", 4))
    terms["topics"].append(builders.topic("money", "Geld"))
    assert len(pages_of(desk_of(region(**{"places.yaml": places})))) == before + 1
    assert len(pages_of(desk_of(region(**{"terms.yaml": terms})))) == before + 2


def test_glance_shows_the_kinds_that_the_region_names():
    own = builders.region()
    own["region"]["glance_kinds"] = ["immigration-authority"]
    html = pages_of(desk_of(region(**{"region.yaml": own})))["orte/musterstadt/"]
    assert 'id="auf-einen-blick"' in html
    assert 'id="auf-einen-blick"' not in pages_of(desk_of(region()))["orte/musterstadt/"]


def test_unknown_glance_kind_is_a_problem():
    own = builders.region()
    own["region"]["glance_kinds"] = ["imigration-authority"]
    problems = check_catalogue(builders.catalogue(region(**{"region.yaml": own})), date(2026, 11, 22))
    assert any(p.code == "reference-unknown" and "imigration-authority" in p.message for p in problems)


def test_topic_names_its_gaps():
    html = pages_of(desk_of(region(**{"coverage.yaml": {"expectations": [], "gaps": [gap()]}})))["themen/mobility/"]
    assert 'id="luecken"' in html
    assert "Hier fährt kein Bus." in html


# ---- the finder


def data_in(html: str) -> dict[str, object]:
    return json.loads(re.search(r"data-finder>(.*?)</script>", html, re.DOTALL)[1])


def test_data_of_the_finder_stand_in_the_page_and_cannot_leave_their_element():
    terms = builders.terms()
    terms["topics"][0]["synonyms"] = {"de": ["</script><b>Miete"]}
    html = pages_of(desk_of(region(**{"terms.yaml": terms})))["anlaufstellen/"]
    assert "</script><b>" not in html
    assert data_in(html)["topics"][0][2] == ["</script><b>Miete"]


def test_finder_is_hidden_and_stands_only_on_the_whole_list():
    pages = pages_of(desk_of(region()))
    assert re.search(r'<section class="finder" data-lotse-finder hidden ', pages["anlaufstellen/"])
    assert "data-lotse-finder" not in pages["anlaufstellen/gebiet/kreis-nord/"]


def test_company_postcode_means_its_municipality_or_all_it_may_be():
    places = builders.places()
    places["company_postcodes"] = [
        {"postcode": "00091", "territories": ["kreis-nord"], "municipality": "musterstadt"},
        {"postcode": "00092", "territories": ["kreis-nord"]},
    ]
    companies = finder_data(desk_of(region(**{"places.yaml": places})))["companies"]
    assert companies == {"00091": ["musterstadt"], "00092": ["beispielheim", "musterstadt"]}


def test_topics_are_known_by_the_words_of_the_page_and_by_their_german_name():
    terms = builders.terms()
    terms["topics"][0]["synonyms"] = {"de": ["Miete"], "en": ["flat"]}
    english = finder_data(desk_of(region(**{"terms.yaml": terms}), "en"))["topics"]
    assert english[0] == ["housing", "Wohnen (en)", ["flat", "Wohnen"]]


def test_from_afar_bodies_that_reach_beyond_the_region_and_their_topics():
    """By topic; the last resort of the Land takes any question."""
    far = {afar.organization.id: afar for afar in from_afar(real())}
    assert "employers" in far["fai-nrw"].audiences
    assert far["fai-nrw"].is_resort
    assert "recognition" in far["zab"].topics
    assert "ki-stadt-aachen" not in far


def test_region_without_a_last_resort_beyond_it_names_its_own():
    """Nobody from outside is left without a way on."""
    assert [afar.organization.id for afar in from_afar(desk_of(region())) if afar.is_resort] == ["musternetz"]


# ---- the hand-over sheet


def test_every_topic_has_a_sheet_that_a_place_can_narrow():
    pages = {page.address: page for page in handover_pages(real())}
    assert set(pages) == {f"themen/{topic.id}/uebergabe/" for topic in real().catalogue.topics}
    for page in pages.values():
        assert "data-lotse-place" in page.html
        assert 'data-reach="' in page.html


def test_sheet_names_papers_of_all_procedures_once():
    documents = builders.documents()
    documents["documents"].append(documents["documents"][0] | {"id": "passbild", "name": builders.both("Passbild")})
    more = [{"document": "musterpapier"}, {"document": "passbild"}]
    second = {"id": "verfahren-zwei", "name": builders.both("Verfahren zwei"), "documents": more}
    documents["procedures"].append(documents["procedures"][0] | second)
    html = pages_of(desk_of(region(**{"documents.yaml": documents})))["themen/residence-permit/uebergabe/"]
    assert html.count("Musterpapier") == 1
    assert html.count("Passbild") == 1


def test_sheet_shows_cleared_contacts_only():
    """What has no consent isn't on paper either."""
    pages = pages_of(desk_of(region()))
    assert "zentrale@example.org" in pages["themen/residence-permit/uebergabe/"]
    without = pages_of(desk_of(region(**{"consents.yaml": {"consents": []}})))
    assert "zentrale@example.org" not in without["themen/residence-permit/uebergabe/"]


# ---- the matrix


def test_overlap_tells_what_differs_and_leaves_out_what_does_not():
    offers = builders.actors()
    other = builders.organization("zweitstelle", name=builders.both("Zweitstelle"))
    other["services"][0]["sectors"] = ["care-sector"]
    offers["organizations"].append(other)
    html = network_page(desk_of(region(**{"actors.yaml": offers}))).html
    line = re.search(r"<dt>Arbeitgeber, Musterregion</dt>(.*?)</div>", html, re.DOTALL)[1]
    assert "Beratungszentrum Musterregion</a> (alle Branchen)" in line
    assert "Zweitstelle</a> (Pflege)" in line
    assert "Unterschied: Branche</dd>" in line


def test_matrix_has_a_word_for_each_field():
    """Colour only repeats it."""
    html = network_page(real()).html
    fields = re.findall(r'<td class="cover cover--([a-z]+)">([^<]+)', html)
    words = {"responsible": "zuständig", "advice": "Beratung", "delegated": "höhere Ebene",
             "gap": "keine Stelle eingetragen", "fallback": "keine Antwort erwartet"}  # fmt: skip
    assert fields
    assert all(text.strip() == words[kind] for kind, text in fields)
