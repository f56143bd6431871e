"""The list of offices, by territory and by kind, and a page for each organization."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from lotse.exports.schema_org import as_script, body_data
from lotse.model import Term
from lotse.model.public import PublicOrganization
from lotse.pages.cards import card_path, has_card
from lotse.pages.danger import danger_of
from lotse.pages.finder import finder_data, from_afar, known_file
from lotse.pages.page import Desk, Page
from lotse.words import LocalizedText

ACTORS = "data/actors.yaml"
_ANCHORS = {"contacts": "kontakt", "offers": "angebote", "children": "gehoert-dazu", "places": "orte"}


@dataclass(frozen=True, slots=True)
class Group:
    """Organizations under one heading."""

    anchor: str
    name: LocalizedText
    organizations: tuple[PublicOrganization, ...]


def office_pages(desk: Desk) -> Iterator[Page]:
    """The list, its cuts by territory and kind, one page per organization, and the retired addresses."""
    listed, say = _listed(desk), desk.renderer.plainly
    yield _list_page(
        desk, "", desk.renderer.label("offices.heading"), listed, template="finder",
        audiences=desk.directory.main_audiences, sectors=desk.catalogue.sectors,
        view=lambda: {
            "data": finder_data(desk), "known": known_file(desk), "from_afar": from_afar(desk),
            "danger": danger_of(desk.catalogue),
        },
    )
    for territory in desk.catalogue.territories:
        here = [o for o in listed if desk.catalogue.atlas.reach[territory.id] & _reach(o, desk)]
        heading = desk.renderer.label("offices.in", what=desk.renderer.name(territory.name))
        yield _list_page(desk, f"gebiet/{territory.id}/", heading, here, territory.id)
    for kind in _kinds(listed, desk):
        of_kind = [o for o in listed if o.kind == kind.id]
        heading = desk.renderer.label("offices.in", what=say(kind.name))
        yield _list_page(desk, f"art/{kind.id}/", heading, of_kind, kind.id)
    for organization in desk.catalogue.organizations:
        yield _organization_page(desk, organization)
    yield from _retired_pages(desk)


def _listed(desk: Desk) -> list[PublicOrganization]:
    """The organizations that the lists name; those in the background only have a page."""
    return [o for o in desk.catalogue.organizations if o.listing != "background"]


def _reach(organization: PublicOrganization, desk: Desk) -> frozenset[str]:
    return frozenset().union(*(desk.catalogue.atlas.reach[area] for area in organization.areas))


def _kinds(organizations: Iterable[PublicOrganization], desk: Desk) -> tuple[Term, ...]:
    used = {o.kind for o in organizations}
    return tuple(kind for kind in desk.catalogue.kinds if kind.id in used)


def _list_page(
    desk: Desk, cut: str, heading: str, organizations: list[PublicOrganization], current: str = "",
    template: str = "offices", view: Callable[[], dict[str, object]] = dict, **more: object,
) -> Page:
    groups = tuple(
        Group(kind.id, kind.name, tuple(o for o in organizations if o.kind == kind.id))
        for kind in _kinds(organizations, desk)
    )
    label = desk.renderer.label
    return desk.page(
        f"anlaufstellen/{cut}", template, title=heading, description=label("offices.description"),
        contents=tuple((group.anchor, desk.renderer.plainly(group.name)) for group in groups),
        source_file=ACTORS, is_listed=not cut, heading=heading, groups=groups, current=current,
        territories=desk.catalogue.territories,
        kinds=_kinds(_listed(desk), desk), view=view, **more,
    )


def _organization_page(desk: Desk, organization: PublicOrganization) -> Page:
    catalogue, label = desk.catalogue, desk.renderer.label
    places = tuple(m for m in catalogue.municipalities if catalogue.atlas.reaches(organization.areas, m.id))
    children = tuple(o for o in catalogue.organizations if o.parent == organization.id)
    shown = {"contacts": True, "offers": True, "children": bool(children), "places": bool(places)}
    return desk.page(
        f"anlaufstellen/{organization.id}/", "organization", title=desk.renderer.name(organization.name),
        description=desk.renderer.plainly(organization.description), source_file=ACTORS,
        contents=tuple((_ANCHORS[part], label(f"organization.{part}")) for part in shown if shown[part]),
        keywords=_keywords(desk, organization), organization=organization, anchors=_ANCHORS,
        parent=catalogue.organization(organization.parent) if organization.parent else None,
        children=children, places=places, card=card_path(organization) if has_card(organization) else "",
        data=_data(desk, organization),
        has_kind_page=any(o.kind == organization.kind for o in _listed(desk)),
    )


def _data(desk: Desk, organization: PublicOrganization) -> Markup:
    """The body for search engines."""
    region, names = desk.catalogue.region, desk.catalogue.atlas.names
    start = region.site_url + ("" if desk.language == region.languages[0] else f"{desk.language}/")
    page = f"{start}anlaufstellen/{organization.id}/"
    data = body_data(organization, desk.renderer.plainly, lambda area: desk.renderer.name(names[area]), page)
    return Markup(as_script(data))


def _keywords(desk: Desk, organization: PublicOrganization) -> tuple[str, ...]:
    """Other names of the body and the everyday words of its topics."""
    topics = {topic.id: topic for topic in desk.catalogue.topics}
    used = {topic for service in organization.services for topic in service.topics}
    words = [w for topic in sorted(used) for w in topics[topic].synonyms.get(desk.language, ())]
    return (*organization.alternate_names, *words)


def _retired_pages(desk: Desk) -> Iterator[Page]:
    for tombstone in desk.catalogue.retired:
        successor = desk.catalogue.organization(tombstone.successor) if tombstone.successor else None
        yield desk.page(
            f"anlaufstellen/{tombstone.id}/", "retired", title=desk.renderer.label("retired.heading"),
            description=desk.renderer.plainly(tombstone.reason), source_file=ACTORS, is_indexed=False,
            reason=tombstone.reason, successor=successor,
        )
