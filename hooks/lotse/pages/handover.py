"""The hand-over sheets: one A4 page per topic for an adviser, narrowed to a place by `?ort=`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotse.model import Procedure, Topic
from lotse.model.base import Entry
from lotse.model.coverage import Gap
from lotse.model.public import PublicContact, PublicOrganization
from lotse.pages.danger import danger_of
from lotse.pages.page import Desk, Page
from lotse.pages.ways import Way, ways

TERMS = "data/terms.yaml"


@dataclass(frozen=True, slots=True)
class NextBody:
    """A body that may be next: where it is there, and the cleared contacts for this topic."""

    organization: PublicOrganization
    is_responsible: bool
    areas: tuple[str, ...]
    reach: str  # for scripts
    entry: Entry
    sectors: tuple[str, ...]  # empty: all
    contacts: tuple[PublicContact, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """Documents to bring: for every procedure of the topic, or further ones for one of them."""

    procedure: Procedure | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LastResort:
    """A body that takes any question, and where."""

    organization: PublicOrganization
    reach: str


@dataclass(frozen=True, slots=True)
class DeclaredGap:
    """A gap on the topic, and where."""

    gap: Gap
    reach: str


def handover_pages(desk: Desk) -> Iterator[Page]:
    """One sheet per topic."""
    for topic in desk.catalogue.topics:
        yield _handover_page(desk, topic)


def _handover_page(desk: Desk, topic: Topic) -> Page:
    label = desk.renderer.label
    return desk.page(
        f"themen/{topic.id}/uebergabe/",
        "handover",
        description=label("handover.lead"),
        is_listed=False,
        title=label("handover.heading", topic=desk.renderer.plainly(topic.name)),
        source_file=TERMS,
        topic=topic,
        view=lambda: _view(desk, topic),
    )


def _view(desk: Desk, topic: Topic) -> dict[str, object]:
    procedures = tuple(procedure for procedure in desk.catalogue.procedures if procedure.topic == topic.id)
    return {
        "danger": danger_of(desk.catalogue),
        "papers": tuple(_papers(procedures)),
        "bodies": _bodies(desk, topic),
        "resorts": _resorts(desk),
        "gaps": _gaps(desk, topic),
        "audiences": [a for a in desk.directory.main_audiences if _concerns(desk, topic, a.id)],
    }


def _concerns(desk: Desk, topic: Topic, audience: str) -> bool:
    return not desk.directory.audiences[audience].isdisjoint(topic.audiences)


def _papers(procedures: Sequence[Procedure]) -> Iterator[Papers]:
    """What all procedures ask for is named once, then what each of them asks for besides."""
    lists = [tuple(required.document for required in procedure.documents) for procedure in procedures]
    common = [document for document in lists[0] if all(document in one for one in lists)] if len(lists) > 1 else []
    if common:
        yield Papers(None, tuple(common))
    for procedure, documents in zip(procedures, lists, strict=True):
        yield Papers(procedure, tuple(document for document in dict.fromkeys(documents) if document not in common))


def _bodies(desk: Desk, topic: Topic) -> tuple[NextBody, ...]:
    """Who has offers on the topic now, in neutral order."""
    current = [s for s in desk.directory.offers(topic=topic.id) if not s.is_planned]
    return tuple(_next_body(desk, way) for way in ways(desk.directory, current))


def _next_body(desk: Desk, way: Way) -> NextBody:
    areas = tuple(dict.fromkeys(area for service in way.services for area in service.areas))
    named = {contact for service in way.services for contact in service.contacts}
    usable = [c for c in way.organization.contacts if c.phones or c.email]
    return NextBody(
        way.organization,
        any(s.role == "responsible" for s in way.services),
        areas,
        desk.directory.reach_words(areas),
        way.entry,
        way.sectors,
        tuple(c for c in usable if c.id in named) or tuple(usable),
    )


def _gaps(desk: Desk, topic: Topic) -> tuple[DeclaredGap, ...]:
    """Where no office is recorded or not enough, and who helps meanwhile."""
    gaps = (gap for gap in desk.coverage.declared_gaps if topic.id in gap.topics)
    return tuple(DeclaredGap(gap, desk.directory.reach_words(gap.areas)) for gap in gaps)


def _resorts(desk: Desk) -> tuple[LastResort, ...]:
    """The bodies of last resort anywhere in the region."""
    places, main = desk.catalogue.municipalities, desk.directory.main_audiences
    found = dict.fromkeys(
        body.id for audience in main for place in places for body in desk.directory.fallbacks_at(place.id, audience.id)
    )
    bodies = (desk.directory.organizations[record_id] for record_id in found)
    return tuple(LastResort(body, desk.directory.reach_words(body.areas)) for body in bodies)
