"""The list of places, and everything that is there for one municipality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lotse.model import Municipality, Term
from lotse.pages.answers import last_resorts, numbered_sources
from lotse.pages.page import Desk, Page
from lotse.resolve import BodyAtPlace

PLACES = "data/places.yaml"
_ANCHORS = {"glance": "auf-einen-blick", "topics": "nach-thema", "fallback": "weiter", "sources": "quellen"}
_HEADINGS = {
    "glance": "place.glance", "topics": "place.by_topic", "fallback": "fallback.heading",
    "sources": "place.sources",
}
_FAR = ("land", "federal")


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The bodies of one kind at a place."""

    term: Term
    bodies: tuple[BodyAtPlace, ...]


def place_pages(desk: Desk) -> Iterator[Page]:
    """The list by territory, and one page per municipality."""
    yield _list_page(desk)
    for place in desk.catalogue.municipalities:
        yield _place_page(desk, place)


def _list_page(desk: Desk) -> Page:
    groups = [
        {"territory": t, "places": [m for m in desk.catalogue.municipalities if m.territory == t.id]}
        for t in desk.catalogue.territories
    ]
    return desk.page(
        "orte/", "places", title=desk.renderer.label("places.heading"),
        description=desk.renderer.label("places.lead"), source_file=PLACES, groups=groups,
        contents=tuple((t.id, desk.renderer.name(t.name)) for t in desk.catalogue.territories),
    )


def _place_page(desk: Desk, place: Municipality) -> Page:
    label = desk.renderer.label
    glance = _glance(desk, place)
    address = f"orte/{place.id}/"
    return desk.page(
        address, "municipality", title=label("place.heading", place=place.name),
        description=label("place.lead", place=place.name), source_file=PLACES,
        contents=tuple((_ANCHORS[part], label(key)) for part, key in _HEADINGS.items() if part != "glance" or glance),
        keywords=(*place.postcodes, place.id, *place.other_names, *place.locality_names),
        view=lambda: _place_view(desk, place, glance),
    )


def _place_view(desk: Desk, place: Municipality, glance: tuple[KindGroup, ...]) -> dict[str, object]:
    topics = desk.answers.of(place.id)
    return {
        "place": place, "anchors": _ANCHORS, "glance": glance, "topics": topics,
        "sources": numbered_sources(topics), "resorts": last_resorts(desk.directory, place),
    }


def _glance(desk: Desk, place: Municipality) -> tuple[KindGroup, ...]:
    """The bodies on the spot that most people ask for first, whoever they are."""
    atlas = desk.catalogue.atlas
    near = [
        body for body in desk.directory.bodies_at(place.id)
        if atlas.reaches(body.organization.areas, place.id)
        and atlas.nearest_tier(body.organization.areas, place.id) not in _FAR
    ]
    return tuple(group for group in _by_kind(desk, near) if group.term.id in desk.catalogue.region.glance_kinds)


def _by_kind(desk: Desk, bodies: Iterable[BodyAtPlace]) -> tuple[KindGroup, ...]:
    bodies = list(bodies)
    groups = (
        KindGroup(kind, tuple(b for b in bodies if b.organization.kind == kind.id))
        for kind in desk.catalogue.kinds
    )
    return tuple(group for group in groups if group.bodies)
