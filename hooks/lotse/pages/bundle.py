"""Pieces of HTML for the sites of partners, per topic and territory, and the page that previews them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lotse.exports.bundle import FOLDER, cleared
from lotse.exports.bundle.records import OpenEntry
from lotse.model import Topic
from lotse.model.public import PublicOrganization, PublicService
from lotse.pages.page import Desk, Page
from lotse.words import LocalizedText, text_direction

ADDRESS = "netzwerk/buendel/"
EVERYWHERE = "all"
PLACES = "places"
"""The folder of the municipalities' pages for a frame; beside it lie those of the topics."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cleared datum with its label and the id of its record."""

    entry: OpenEntry
    label: LocalizedText
    record: str


@dataclass(frozen=True, slots=True)
class OfferShown:
    """An offer with the link to its page, if that is cleared."""

    service: PublicService
    link: Shown | None


@dataclass(frozen=True, slots=True)
class Office:
    """A body with its offers on a topic, and what of it is cleared."""

    organization: PublicOrganization
    offers: tuple[OfferShown, ...]
    ways: tuple[Shown, ...]  # its own link, contacts, addresses


Ways = Mapping[str, Sequence[Shown]]
"""The id of a body → what of it is cleared."""
Pieces = Mapping[tuple[str, str], tuple[Office, ...]]
"""The ids of a topic and a territory or municipality → the bodies shown there. The same in every language."""


def ways_of(desk: Desk, only: frozenset[str] | None = None) -> Ways:
    """What is cleared in the desk's channel; `only` are the ids of entries that may be shown, where that is less."""
    found: dict[str, list[Shown]] = {}
    for one in cleared(desk.catalogue):
        if only is None or one.entry.id in only:
            shown = Shown(one.entry, LocalizedText(one.entry.label), one.subjects[0])
            found.setdefault(one.entry.organization, []).append(shown)
    return found


def pieces_of(desk: Desk) -> Pieces:
    """The bodies of every piece."""
    ways = ways_of(desk)
    return {
        (topic.id, name): offices_for(desk, topic.id, places, ways)
        for topic in desk.catalogue.topics
        for name, places in _territories(desk)
    }


def offices_for(desk: Desk, topic: str, places: frozenset[str], by_body: Ways) -> tuple[Office, ...]:
    """The bodies with offers on a topic that reach any of the municipalities, as far as something is cleared."""
    offers = [s for s in desk.directory.offers(topic=topic) if desk.directory.reach(s.areas) & places]
    bodies = desk.directory.bodies(offers)
    return tuple(
        _office(body.organization, body.services, by_body[body.organization.id])
        for body in bodies
        if body.organization.id in by_body
    )


def _office(body: PublicOrganization, services: tuple[PublicService, ...], shown: Sequence[Shown]) -> Office:
    links = {one.entry.service: one for one in shown if one.entry.service}
    offers = tuple(OfferShown(service, links.get(service.id)) for service in services)
    named = {contact for service in services for contact in service.contacts}
    elsewhere = {contact for service in body.services for contact in service.contacts}
    ways = tuple(one for one in shown if one.entry.service is None and _belongs(one, named, elsewhere))
    return Office(body, offers, ways)


def _belongs(way: Shown, named: set[str], elsewhere: set[str]) -> bool:
    """Whether a way leads to these offers: a contact that they name, or a function that none of the body's names."""
    if way.entry.kind != "contact" or way.record in named:
        return True
    return way.entry.person is None and way.record not in elsewhere


def fragments(desk: Desk, pieces: Pieces) -> dict[str, str]:
    """Path below the folder of the bundle → piece of HTML, for each topic and territory in the language of the desk."""
    return {
        f"fragments/{desk.language}/{topic.id}/{name}.html": str(_fragment(desk, topic, name, pieces[topic.id, name]))
        for topic in desk.catalogue.topics
        for name, _ in _territories(desk)
    }


def framed_pages(desk: Desk, pieces: Pieces) -> dict[str, str]:
    """Path below the folder of embedded parts → whole page for a frame, for each topic and territory."""
    found = {}
    for topic in desk.catalogue.topics:
        for name, _ in _territories(desk):
            piece = _fragment(desk, topic, name, pieces[topic.id, name], 1, is_framed=True)
            found[f"{desk.language}/{topic.id}/{name}.html"] = str(desk.renderer.render(
                "embed-page", "", piece=piece, title=desk.renderer.plainly(topic.name),
                direction=text_direction(desk.language),
            ))  # fmt: skip
    return found


def offices_by_place(desk: Desk) -> Pieces:
    """The bodies of every topic for every municipality; the same in every language."""
    ways = ways_of(desk)
    return {
        (topic.id, place.id): offices_for(desk, topic.id, frozenset({place.id}), ways)
        for place in desk.catalogue.municipalities
        for topic in desk.catalogue.topics
    }


def framed_places(desk: Desk, offices: Pieces) -> dict[str, str]:
    """Path below the folder of embedded parts → whole page for a frame, for each municipality with all its topics.

    `#topic` at the end of the address shows that topic alone, also one of which nothing is cleared. A piece doesn't
    name the municipality: places with the same offices share it.
    """
    found = {}
    for place in desk.catalogue.municipalities:
        pieces = [
            (topic.id, bool(offices[topic.id, place.id]), _piece(desk, topic, "", None, offices[topic.id, place.id], 2))
            for topic in desk.catalogue.topics
        ]
        found[f"{desk.language}/{PLACES}/{place.id}.html"] = str(desk.renderer.render(
            "embed-place", "", pieces=pieces, title=place.name, direction=text_direction(desk.language),
            page=f"{_site(desk)}orte/{place.id}/",
        ))  # fmt: skip
    return found


def _territories(desk: Desk) -> Iterator[tuple[str, frozenset[str]]]:
    atlas = desk.catalogue.atlas
    yield EVERYWHERE, frozenset(municipality.id for municipality in desk.catalogue.municipalities)
    for territory in desk.catalogue.territories:
        yield territory.id, atlas.reach[territory.id]


def _fragment(
    desk: Desk, topic: Topic, name: str, offices: tuple[Office, ...], level: int = 3, *, is_framed: bool = False
) -> Markup:
    area = desk.catalogue.region.name if name == EVERYWHERE else desk.catalogue.atlas.names[name]
    return _piece(desk, topic, name, area, offices, level, is_framed=is_framed)


def _piece(
    desk: Desk, topic: Topic, name: str, area: LocalizedText | None, offices: tuple[Office, ...], level: int,
    *, is_framed: bool = True,
) -> Markup:
    """A piece; `level` is that of its heading among those of the page."""
    return desk.renderer.fragment(
        "fragment", 0, topic=topic, area=area, territory=name, offices=offices,
        direction=text_direction(desk.language), site=_site(desk), level=level, is_framed=is_framed,
    )


def _site(desk: Desk) -> str:
    """The address of the site in the language of the desk."""
    region = desk.catalogue.region
    return region.site_url + ("" if desk.language == region.languages[0] else f"{desk.language}/")


def bundle_page(desk: Desk) -> Page | None:
    """What partners may show of the region's bodies, as it looks; None where there is no such channel."""
    partner = desk.partner
    if partner is None:
        return None
    label = desk.renderer.label
    return desk.page(
        ADDRESS, "bundle", title=label("bundle.heading"), description=label("bundle.lead"),
        contents=(("dateien", label("bundle.files")), ("vorschau", label("bundle.preview"))),
        view=lambda: _view(desk, partner),
    )


def _view(desk: Desk, partner: Desk) -> Mapping[str, object]:
    everywhere = next(places for name, places in _territories(partner) if name == EVERYWHERE)
    up = "../" * (ADDRESS.count("/") + (desk.language != desk.catalogue.region.languages[0]))
    here = frozenset(one.entry.id for one in cleared(desk.catalogue))  # the page is one of the site itself
    ways = ways_of(partner, here)
    shown = [(topic, offices_for(partner, topic.id, everywhere, ways)) for topic in partner.catalogue.topics]
    previews = [(topic, _fragment(partner, topic, EVERYWHERE, offices), len(offices)) for topic, offices in shown]
    return {
        "folder": f"{up}{FOLDER}", "territories": partner.catalogue.territories,
        "previews": previews,
        "count": len(cleared(partner.catalogue)),
    }
