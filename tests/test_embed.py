"""What other sites show of ours: pages for a frame, by topic and territory, in the channel «embed» only."""

from __future__ import annotations

import builders
from lotse.pages import desks
from lotse.pages.bundle import framed_pages, pieces_of
from lotse.policy import EMBED_POLICY, HEADER_POLICY
from lotse.publish import publish


def pages(*channels):
    body = builders.organization("amt", contacts=[builders.contact("amt-zentrale")])
    found = builders.catalogue_of([body], [builders.consent("c", "amt", channels=list(channels))])
    desk = desks(publish(found, "embed", builders.TODAY), found.labels)["de"]
    return framed_pages(desk, pieces_of(desk))


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
