"""Public records → open records, one function per collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lotse.exports.open_data import records as kinds
from lotse.exports.records import address_of, page_of, said, texts
from lotse.model.events import Registration
from lotse.model.laws import LegalReference
from lotse.model.public import PublicCatalogue, PublicContact, PublicLocation, Standing
from lotse.model.routes import PointsTable, RouteCondition
from lotse.model.schedules import Recurrence


def _known(public: PublicCatalogue, record_id: str, standing: Standing) -> dict[str, Any]:
    """What every record says of itself."""
    sources = [
        kinds.OpenSource(
            title=one.title, publisher=one.publisher, url=one.url, place=one.place, edition=one.edition,
            copied_on=one.copied_on, read_on=one.read_on,
        )
        for one in standing.citations
    ]
    return {
        "id": record_id, "licence": public.region.data_licence, "sources": sources,
        "is_to_check": standing.is_to_check, "confirmed_on": standing.confirmed_on,
    }  # fmt: skip


def organizations(public: PublicCatalogue) -> Iterator[kinds.OpenOrganization]:
    """Every body, with what is cleared for open data."""
    for body in public.organizations:
        yield kinds.OpenOrganization(
            **_known(public, body.id, body.standing), name=said(body.name),
            alternate_names=list(body.alternate_names), kind=body.kind, description=said(body.description),
            parent=body.parent, website=body.website, page=page_of(public, f"anlaufstellen/{body.id}/"),
            areas=list(body.areas), services=[service.id for service in body.services],
            contacts=[_contact(contact) for contact in body.contacts],
            locations=[_location(place) for place in body.locations],
        )  # fmt: skip


def _contact(contact: PublicContact) -> kinds.OpenContact:
    return kinds.OpenContact(
        id=contact.id, title=said(contact.title), name=contact.name, phones=list(contact.phones),
        email=contact.email, url=contact.url, languages=list(contact.languages),
    )


def _location(place: PublicLocation) -> kinds.OpenLocation:
    return kinds.OpenLocation(id=place.id, name=texts(place.name), address=address_of(place.address))


def services(public: PublicCatalogue) -> Iterator[kinds.OpenService]:
    """Every offer that exists or is planned."""
    for service in public.services():
        reached = frozenset[str]().union(*(public.atlas.reach[area] for area in service.areas))
        yield kinds.OpenService(
            **_known(public, service.id, service.standing), organization=service.organization,
            name=said(service.name), description=texts(service.description), role=service.role,  # type: ignore[arg-type]
            topics=list(service.topics), phases=list(service.phases), audiences=list(service.audiences),
            sectors=list(service.sectors), areas=list(service.areas), places=sorted(reached), entry=service.entry,
            languages=list(service.languages), is_planned=service.is_planned, fees=texts(service.fees),
            eligibility=texts(service.eligibility), application_process=texts(service.application_process),
            url=service.url, contacts=list(service.contacts), leika=list(service.leika), valid_from=service.valid_from,
            valid_to=service.valid_to,
        )  # fmt: skip


def places(public: PublicCatalogue) -> Iterator[kinds.OpenPlace]:
    """Every municipality."""
    for place in public.municipalities:
        yield kinds.OpenPlace(
            id=place.id, licence=public.region.data_licence, name=place.name, key=place.key,
            region_key=place.region_key,
            territory=place.territory, postcodes=list(place.postcodes), latitude=place.latitude,
            longitude=place.longitude, page=page_of(public, f"orte/{place.id}/"),
        )  # fmt: skip


def topics(public: PublicCatalogue) -> Iterator[kinds.OpenTopic]:
    """Every topic."""
    for topic in public.topics:
        yield kinds.OpenTopic(
            id=topic.id, licence=public.region.data_licence, name=said(topic.name), question=said(topic.question),
            audiences=list(topic.audiences), phases=list(topic.phases), page=page_of(public, f"themen/{topic.id}/"),
        )  # fmt: skip


def figures(public: PublicCatalogue) -> Iterator[kinds.OpenFigure]:
    """Every figure with its periods."""
    for one in public.figures.values():
        periods = [
            kinds.OpenPeriod(
                value=None if p.value is None else str(p.value), level=p.level, holds_from=p.from_, holds_to=p.to,
                value_to=None if p.value_to is None else str(p.value_to),
            )
            for p in one.figure.periods
        ]
        yield kinds.OpenFigure(
            **_known(public, one.figure.id, one.standing), name=said(one.figure.name), unit=one.figure.unit,
            topics=list(one.figure.topics), periods=periods,
        )


def facts(public: PublicCatalogue) -> Iterator[kinds.OpenFact]:
    """Every statement."""
    for one in public.facts.values():
        yield kinds.OpenFact(
            **_known(public, one.fact.id, one.standing), statement=said(one.fact.statement),
            topics=list(one.fact.topics), valid_from=one.fact.valid_from, valid_to=one.fact.valid_to,
        )


def checklists(public: PublicCatalogue) -> Iterator[kinds.OpenChecklist]:
    """Every checklist with what to do."""
    for checklist in public.checklists:
        sections = [
            kinds.OpenSection(
                name=said(section.name),
                items=[
                    kinds.OpenItem(
                        id=item.id, text=said(item.text), who=item.who, why=said(item.why), topic=item.topic,
                        due_event=item.due.event if item.due else None,
                        due_from_days=item.due.from_days if item.due else None,
                        due_to_days=item.due.to_days if item.due else None,
                    )
                    for item in section.items
                ],
            )
            for section in checklist.sections
        ]
        yield kinds.OpenChecklist(
            **_known(public, checklist.id, public.standings[checklist.id]), name=said(checklist.name),
            description=said(checklist.description), audience=checklist.audience, phases=list(checklist.phases),
            sections=sections, page=page_of(public, f"checklisten/{checklist.id}/"),
        )  # fmt: skip


def process(public: PublicCatalogue) -> Iterator[kinds.OpenStep]:
    """Every step of the process."""
    for step in public.steps:
        yield kinds.OpenStep(
            **_known(public, step.id, public.standings[step.id]), name=said(step.name),
            description=said(step.description), phase=step.phase, track=step.track, actor=step.actor,
            after=list(step.after), is_optional=step.is_optional,
            when={facet: list(values) for facet, values in step.when.items()},
            unless={facet: list(values) for facet, values in step.unless.items()}, result=said(step.result),
            topic=step.topic, duration_minimum=step.duration.minimum, duration_typical=step.duration.typical,
            duration_maximum=step.duration.maximum, duration_unit=step.duration.unit,
        )  # fmt: skip


def route_questions(public: PublicCatalogue) -> Iterator[kinds.OpenRouteQuestion]:
    """Every question by whose answers routes are open or not."""
    for one in public.questions:
        yield kinds.OpenRouteQuestion(
            id=one.id, licence=public.region.data_licence, name=said(one.name), question=said(one.question),
            answers=[kinds.OpenAnswer(id=answer.id, name=said(answer.name)) for answer in one.values],
            figures=list(one.figures),
        )


def routes(public: PublicCatalogue) -> Iterator[kinds.OpenRoute]:
    """Every residence route with its conditions."""
    tables = {table.id: table for table in public.points_tables}
    for route in public.routes:
        yield kinds.OpenRoute(
            id=route.id, licence=public.region.data_licence, name=said(route.name),
            description=said(route.description),
            conditions=[_condition(public, one, tables.get(one.points or "")) for one in route.conditions],
            confirm=[said(text) for text in route.confirm], facts=list(route.facts), figures=list(route.figures),
            topic=route.topic, is_accelerated=route.is_accelerated, page=page_of(public, f"wege/{route.id}/"),
        )


def _condition(public: PublicCatalogue, one: RouteCondition, table: PointsTable | None) -> kinds.OpenRouteCondition:
    return kinds.OpenRouteCondition(
        **_known(public, one.id, public.standings[one.id]),
        when={question: list(answers) for question, answers in one.when.items()},
        points=_points(table) if table else None, legal_basis=[_reference(place) for place in one.legal_basis],
        valid_from=one.valid_from, valid_to=one.valid_to,
    )


def _points(table: PointsTable) -> kinds.OpenPointsTable:
    rows = [kinds.OpenPointsRow(question=row.question, points=dict(row.points)) for row in table.rows]
    return kinds.OpenPointsTable(id=table.id, name=said(table.name), rows=rows, needed=table.needed)


def _reference(place: LegalReference) -> kinds.OpenReference:
    return kinds.OpenReference(
        law=place.law, section=place.section, paragraph=list(place.paragraph), sentence=list(place.sentence),
        number=list(place.number), text=place.text,
    )


def events(public: PublicCatalogue) -> Iterator[kinds.OpenEvent]:
    """Every activity, with what is cleared of it for open data."""
    for one in public.events:
        yield kinds.OpenEvent(
            **_known(public, one.id, one.standing), name=said(one.name), description=texts(one.description),
            organizer=one.organizer, partners=list(one.partners), starts_at=one.starts_at, ends_at=one.ends_at,
            time_zone=one.time_zone, status=one.status, moved_from=one.moved_from,
            schedule=_recurrence(one.schedule) if one.schedule else None, venue=texts(one.venue),
            address=address_of(one.address) if one.address else None, is_online=one.is_online,
            topics=list(one.topics), audiences=list(one.audiences), languages=list(one.languages),
            areas=list(one.areas), registration=_registration(one.registration) if one.registration else None,
            fees=texts(one.fees), url=one.url, contacts=list(one.contacts),
        )  # fmt: skip


def _recurrence(one: Recurrence) -> kinds.OpenRecurrence:
    return kinds.OpenRecurrence(
        freq=one.freq, interval=one.interval, byday=list(one.byday), valid_from=one.valid_from,
        valid_to=one.valid_to, excluded=list(one.excluded),
    )


def _registration(one: Registration) -> kinds.OpenRegistration:
    return kinds.OpenRegistration(
        is_required=one.is_required, closes_at=one.closes_at, url=one.url, note=texts(one.note)
    )
