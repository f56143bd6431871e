"""What other sites show of ours: pages for a frame, by topic and territory, in the channel «embed» only."""

from __future__ import annotations

import builders
from lotse.pages import desks
from lotse.pages.bundle import framed_pages, framed_places, offices_by_place, pieces_of
from lotse.policy import EMBED_POLICY, HEADER_POLICY
from lotse.publish import publish


def place_pages(*channels):
    return framed_places(desk_for(*channels), offices_by_place(desk_for(*channels)))


def pages(*channels):
    desk = desk_for(*channels)
    return framed_pages(desk, pieces_of(desk))


def desk_for(*channels):
    body = builders.organization("amt", contacts=[builders.contact("amt-zentrale")])
    found = builders.catalogue_of([body], [builders.consent("c", "amt", channels=list(channels))])
    return desks(publish(found, "embed", builders.TODAY), found.labels)["de"]


def test_frame_shows_offices_without_script():
    """A document with language, title and its own style; links open beside it; no script."""
    page = pages("embed")["de/housing/all.html"]
    assert "Stelle amt" in page
    assert 'href="tel:+492410000001"' in page
    assert '<html lang="de"' in page
    assert "<title>" in page
    assert "<script" not in page
    assert page.count('target="_blank"') >= 2


def test_other_channels_stay_out():
    page = pages("site", "fai", "pdf", "api")["de/housing/all.html"]
    assert "amt" not in page.partition("<ul")[2]
    assert "+492410000001" not in page


def test_only_the_embed_folder_may_be_framed():
    """The policies differ in nothing else."""
    assert HEADER_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *") == EMBED_POLICY
    assert EMBED_POLICY != HEADER_POLICY


def test_each_municipality_has_a_page_with_its_topics():
    """A section per topic that has an office, each with the topic's name as its place in the page."""
    found = place_pages("embed")
    assert {f"de/places/{place.id}.html" for place in desk_for("embed").catalogue.municipalities} == set(found)
    page = found["de/places/musterstadt.html"]
    assert '<div class="lotse-topic" id="housing">' in page
    assert 'href="tel:+492410000001"' in page
    assert "<script" not in page
    assert page.count('class="lotse-topic') == len(desk_for("embed").catalogue.topics)
    assert page.count("lotse-topic--empty") == page.count("lotse-offices__empty") > 0


def test_nothing_of_other_channels_on_the_municipalities_pages():
    text = "".join(place_pages("site", "api").values())
    assert "+49241" not in text
    assert text.count("lotse-topic--empty") == text.count('class="lotse-topic')
