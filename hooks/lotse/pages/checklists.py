"""The checklists, and the papers that procedures ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotse.model import Checklist, ChecklistItem, Procedure, Term
from lotse.model.public import PublicOrganization
from lotse.pages.page import Desk, Page
from lotse.resolve import BodyAtPlace

CHECKLISTS, DOCUMENTS = "data/checklists.yaml", "data/documents.yaml"


@dataclass(frozen=True, slots=True)
class Office:
    """A body that helps with a list: with which of its topics, and what it reaches."""

    organization: PublicOrganization
    topics: tuple[str, ...]
    reach: str


def checklist_pages(desk: Desk) -> Iterator[Page]:
    """The list of checklists by audience, and a page for each."""
    groups = _by_audience(desk)
    label = desk.renderer.label
    yield desk.page(
        "checklisten/",
        "checklists",
        title=label("checklists.heading"),
        description=label("checklists.lead"),
        source_file=CHECKLISTS,
        groups=groups,
        contents=tuple((f"fuer-{audience.id}", desk.renderer.plainly(audience.name)) for audience, _ in groups),
    )
    for checklist in desk.catalogue.checklists:
        yield _checklist_page(desk, checklist)


def _by_audience(desk: Desk) -> list[tuple[Term, list[Checklist]]]:
    """The lists by audience; first the audiences whose lists are written in the language of the page."""
    groups = [
        (audience, [c for c in desk.catalogue.checklists if desk.directory.main_audience(c.audience) == audience.id])
        for audience in desk.directory.main_audiences
    ]
    found = [(audience, lists) for audience, lists in groups if lists]
    return sorted(found, key=lambda group: not all(desk.language in checklist.name for checklist in group[1]))


def _checklist_page(desk: Desk, checklist: Checklist) -> Page:
    say, offices = desk.renderer.plainly, _offices(desk, checklist)
    return desk.page(
        f"checklisten/{checklist.id}/",
        "checklist",
        title=say(checklist.name),
        description=say(checklist.description),
        source_file=CHECKLISTS,
        checklist=checklist,
        facets=_facets(desk, checklist),
        contents=(
            *((f"teil-{n}", say(section.name)) for n, section in enumerate(checklist.sections, 1)),
            *([("stellen", desk.renderer.label("checklist.offices"))] if offices else []),
        ),
        offices=offices,
        documents={document.id: document for document in desk.catalogue.documents},
        standing=desk.catalogue.standings[checklist.id],
        values={value.id: value for facet in desk.catalogue.facets for value in facet.values},
        versions={item.id: version(item) for item in checklist.items()},
        phases=[phase for phase in desk.catalogue.phases if phase.id in checklist.phases],
    )


def _offices(desk: Desk, checklist: Checklist) -> list[Office]:
    """The bodies that help with the topics of the list, each once, in neutral order."""
    topics = list(dict.fromkeys(item.topic for item in checklist.items() if item.topic))
    audience = desk.directory.main_audience(checklist.audience)
    found = {topic: desk.directory.offers(topic=topic, audience=audience) for topic in topics}
    offers = {offer.id: offer for of_topic in found.values() for offer in of_topic if not offer.is_planned}
    return [_office(desk, body, topics) for body in desk.directory.bodies(list(offers.values()))]


def _office(desk: Desk, body: BodyAtPlace, topics: Sequence[str]) -> Office:
    helps = {topic for offer in body.services for topic in offer.topics}
    reach = desk.directory.reach_words(area for offer in body.services for area in offer.areas)
    return Office(body.organization, tuple(topic for topic in topics if topic in helps), reach)


def version(item: ChecklistItem) -> str:
    """A short mark that changes when the German wording of the item or its due days change."""
    due = (item.due.event, item.due.from_days, item.due.to_days) if item.due else ()
    text = "|".join([item.text["de"], item.why["de"], *map(str, due)])
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _facets(desk: Desk, checklist: Checklist) -> list[object]:
    """The facets that decide over items of the list."""
    used = {facet for item in checklist.items() for facet in item.when}
    return [facet for facet in desk.catalogue.facets if facet.id in used]


def document_pages(desk: Desk) -> Iterator[Page]:
    """All documents once, and per procedure the list to check for completeness."""
    label = desk.renderer.label
    yield desk.page(
        "unterlagen/",
        "documents",
        title=label("documents.heading"),
        description=label("documents.lead"),
        source_file=DOCUMENTS,
        procedures=desk.catalogue.procedures,
        documents=desk.renderer.by_name(desk.catalogue.documents),
        uses=_uses(desk),
        contents=(("verfahren", label("documents.procedures")), ("alle", label("documents.all"))),
    )
    for procedure in desk.catalogue.procedures:
        yield _procedure_page(desk, procedure)


def _procedure_page(desk: Desk, procedure: Procedure) -> Page:
    say = desk.renderer.plainly
    return desk.page(
        f"unterlagen/{procedure.id}/",
        "procedure",
        title=say(procedure.name),
        description=say(procedure.description),
        source_file=DOCUMENTS,
        procedure=procedure,
        standing=desk.catalogue.standings[procedure.id],
        documents={document.id: document for document in desk.catalogue.documents},
        values={value.id: value for facet in desk.catalogue.facets for value in facet.values},
    )


def _uses(desk: Desk) -> dict[str, list[Procedure]]:
    """Per document the procedures that ask for it."""
    return {
        document.id: [p for p in desk.catalogue.procedures if any(r.document == document.id for r in p.documents)]
        for document in desk.catalogue.documents
    }
