"""The only door to anything public. Fail-closed: no valid consent, no datum."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from lotse import model
from lotse.load import Catalogue
from lotse.model.atlas import atlas_of
from lotse.model.consents import Channel
from lotse.model.public import PublicCatalogue, PublicFact, PublicFigure, PublicHurdle, PublicOrganization
from lotse.publish.bodies import is_current, public_organization
from lotse.publish.clearances import clearances, consent_number
from lotse.publish.consent import cleared_fields, is_valid, withdrawn_fields
from lotse.publish.consent import gate as gate_of
from lotse.publish.events import public_events
from lotse.publish.help import public_help_lines
from lotse.publish.standing import is_seen, review_due_on, seen, standing_of
from lotse.publish.tasks import declared_or_guiding, public_tasks, record_title
from lotse.words import LocalizedText, sorting_key

__all__ = [
    "cleared_fields",
    "consent_number",
    "is_current",
    "is_valid",
    "publish",
    "record_title",
    "review_due_on",
    "withdrawn_fields",
]


def publish(catalogue: Catalogue, channel: Channel, today: date) -> PublicCatalogue:
    """The public part of the catalogue in one channel on one day."""
    gate = gate_of(catalogue, channel, today)
    organizations = [public_organization(o, gate) for o in catalogue.organizations if is_seen(o)]
    return PublicCatalogue(
        channel=channel,
        today=today,
        region=catalogue.region,
        atlas=atlas_of(catalogue.territories, catalogue.municipalities, catalogue.areas),
        territories=catalogue.territories,
        municipalities=tuple(sorted(catalogue.municipalities, key=lambda m: sorting_key(m.name))),
        company_postcodes=catalogue.company_postcodes,
        topics=catalogue.topics,
        phases=catalogue.phases,
        audiences=catalogue.audiences,
        sectors=catalogue.sectors,
        signposts=catalogue.signposts,
        needs=catalogue.needs,
        kinds=catalogue.kinds,
        languages=catalogue.languages,
        organizations=tuple(sorted(organizations, key=lambda o: sorting_key(o.name["de"]))),
        retired=catalogue.retired,
        figures={f.id: PublicFigure(figure=f, standing=standing_of(f, gate)) for f in catalogue.figures if is_seen(f)},
        facts={f.id: PublicFact(fact=f, standing=standing_of(f, gate)) for f in catalogue.facts if is_seen(f)},
        facets=catalogue.facets,
        tracks=catalogue.tracks,
        steps=seen(catalogue.steps),
        instances=catalogue.instances,
        questions=catalogue.questions,
        points_tables=catalogue.points_tables,
        routes=catalogue.routes,
        documents=seen(catalogue.documents),
        procedures=seen(catalogue.procedures),
        checklists=seen(catalogue.checklists),
        glossary=catalogue.glossary,
        lawbook=gate.lawbook,
        help_lines=public_help_lines(catalogue, gate),
        distress=catalogue.distress,
        events=public_events(catalogue, organizations, gate),
        hurdles=tuple(PublicHurdle(hurdle=h, standing=standing_of(h, gate)) for h in catalogue.hurdles if is_seen(h)),
        coverage=model.CoverageFile(
            expectations=catalogue.expectations, delegations=catalogue.delegations, gaps=catalogue.gaps
        ),
        lapsing=_lapsing(catalogue, today),
        standings={r.id: standing_of(r, gate) for r in declared_or_guiding(catalogue)},
        arrivals=_arrivals(catalogue, organizations),
        tasks=tuple(public_tasks(catalogue, gate)),
        withheld=dict(gate.withheld),
        clearances=clearances(gate),
    )


def _arrivals(catalogue: Catalogue, organizations: Iterable[PublicOrganization]) -> dict[str, date]:
    """When bodies, offers and checklists that are published first stood in the data."""
    shown = {part.id for body in organizations for part in (body, *body.services)}
    shown |= {checklist.id for checklist in seen(catalogue.checklists)}
    return {record_id: day for record_id, day in catalogue.arrivals.items() if record_id in shown}


def _lapsing(catalogue: Catalogue, today: date) -> tuple[tuple[date, LocalizedText], ...]:
    """Consents of bodies that lapse within twelve months: the day and the body's name, never a person's."""
    names = {part.id: o.name for o in catalogue.organizations for part in (o, *o.contacts, *o.locations)}
    found = {
        (consent.valid_until, names[consent.subject])
        for consent in catalogue.consents
        if consent.valid_until
        and not consent.is_withdrawn_in("site")
        and consent.subject in names
        and today <= consent.valid_until <= today + timedelta(days=365)
    }
    return tuple(sorted(found, key=lambda entry: (entry[0], sorting_key(entry[1]["de"]))))
