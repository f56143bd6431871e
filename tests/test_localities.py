"""Names and villages of a municipality: data with a source, known to the finder and to the search."""

from __future__ import annotations

import re

import builders
from lotse.checks import check_catalogue
from lotse.load import load_catalogue
from lotse.pages import desks
from lotse.pages.finder import finder_data
from lotse.pages.places import place_pages
from lotse.publish import publish


def region(**changes: object) -> dict[str, builders.Data]:
    places = builders.places()
    places["municipalities"][0] |= changes
    return builders.region_data() | {"places.yaml": places}


def group(**changes: object) -> builders.Data:
    return {"names": ["Oberdorf", "Niederdorf"], "sources": builders.citations()} | changes


def test_finder_and_search_know_names_and_villages():
    villages = [group(), group(names=["Oberdorf", "Au"])]
    catalogue = builders.catalogue(region(other_names=["Ville-Modèle"], localities=villages))
    desk = desks(publish(catalogue, "site", builders.TODAY), catalogue.labels)["de"]
    place = next(entry for entry in finder_data(desk)["places"] if entry[0] == "musterstadt")
    assert place[4:] == [["Ville-Modèle"], ["Oberdorf", "Niederdorf", "Au"]]
    page = next(page for page in place_pages(desk) if page.address == "orte/musterstadt/")
    assert {"Ville-Modèle", "Oberdorf", "Au"} < set(page.keywords)


def test_village_needs_a_source_that_is_known():
    unknown = [{"source": "gibt-es-nicht", "copied_on": "2026-11-01"}]
    problems = check_catalogue(builders.catalogue(region(localities=[group(sources=unknown)])), builders.TODAY)
    assert any(p.code == "reference-unknown" and "gibt-es-nicht" in p.message for p in problems)


def test_copy_from_tomorrow_is_no_source():
    future = builders.citations()
    future[0] |= {"copied_on": "2031-01-01"}
    problems = check_catalogue(builders.catalogue(region(localities=[group(sources=future)])), builders.TODAY)
    assert any(p.code.startswith("date") for p in problems)


def test_real_municipalities_have_names_in_arabic_and_cyrillic():
    """Spelling, not fact: who can't type Latin letters finds every one."""
    catalogue, _ = load_catalogue(builders.PROJECT, None)
    assert catalogue is not None
    for place in catalogue.municipalities:
        text = " ".join(place.other_names)
        assert re.search(r"[\u0600-\u06ff]", text), place.id
        assert re.search(r"[\u0400-\u04ff]", text), place.id
