"""L4: the only door to anything public. Fail-closed: no valid consent, no datum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from lotse import model
from lotse.load import OVERLAY_FILE, Catalogue
from lotse.model.atlas import atlas_of
from lotse.model.consents import Channel, ConsentField
from lotse.model.public import (
    PublicCatalogue,
    PublicCitation,
    PublicContact,
    PublicFact,
    PublicFigure,
    PublicLocation,
    PublicOrganization,
    PublicService,
    PublicTask,
    Standing,
)
from lotse.words import LocalizedText, in_e164, sorting_key

E = TypeVar("E", bound=model.Evidenced)
Guidance = model.Step | model.Document | model.Procedure | model.Checklist

ENDS_SOON = timedelta(days=90)
_AUTHORITY_FIELDS = frozenset({"link", "contact", "address"})
_ALLOWED_FIELDS: dict[str, frozenset[str]] = {
    "agreement-4.1": frozenset({"link"}),
    "agreement-4.2": frozenset({"person", "contact"}),
    "public-authority": _AUTHORITY_FIELDS,
    "explicit": frozenset({"link", "contact", "address", "person"}),
    "pending": frozenset(),
}


@dataclass(frozen=True)
class _Gate:
    """What is cleared in one channel on one day, and why the rest is not."""

    catalogue: Catalogue
    channel: Channel
    today: date
    cleared: dict[str, frozenset[str]]  # subject → fields
    withdrawn: dict[str, set[str]]  # the same, for what must not even be cleared by the owner
    withheld: Counter[str] = field(default_factory=Counter)

    def allows(self, subject: str, wanted: ConsentField) -> bool:
        return wanted in self.cleared.get(subject, frozenset())

    def allows_part(self, part: str, owner: str, wanted: ConsentField) -> bool:
        """Whether a part of a body is cleared by itself or by the body; its own withdrawal beats both."""
        if wanted in self.withdrawn.get(part, ()):
            return False
        return self.allows(part, wanted) or self.allows(owner, wanted)

    def pass_or_count(self, is_allowed: bool, subject: str) -> bool:
        """`is_allowed` itself; a refusal is counted under its reason."""
        if not is_allowed:
            self.withheld[_reason(self.catalogue.consents, subject, self.today)] += 1
        return is_allowed


def is_valid(consent: model.Consent, channel: Channel, today: date, region: model.Region) -> bool:
    """Whether the entry clears anything in the channel on that day."""
    if consent.basis == "pending" or channel not in consent.channels:
        return False
    if consent.basis == "public-authority" and (channel == "fai" or not region.public_authority_basis):
        return False
    if consent.withdrawn_on is not None:
        return False
    is_started = consent.given_on is None or consent.given_on <= today
    return is_started and (consent.valid_until is None or today <= consent.valid_until)


def cleared_fields(catalogue: Catalogue, channel: Channel, today: date) -> dict[str, frozenset[str]]:
    """Per subject the fields that valid entries of the ledger clear; a withdrawal beats every basis."""
    fields: dict[str, set[str]] = {}
    for consent in catalogue.consents:
        if is_valid(consent, channel, today, catalogue.region):
            fields.setdefault(consent.subject, set()).update(_ALLOWED_FIELDS[consent.basis] & {*consent.fields})
    withdrawn = withdrawn_fields(catalogue)
    return {subject: frozenset(names - withdrawn.get(subject, set())) for subject, names in fields.items()}


def withdrawn_fields(catalogue: Catalogue) -> dict[str, set[str]]:
    """Per subject the fields that any entry of the ledger withdrew."""
    fields: dict[str, set[str]] = {}
    for consent in catalogue.consents:
        if consent.withdrawn_on is not None:
            fields.setdefault(consent.subject, set()).update(consent.fields)
    return fields


def publish(catalogue: Catalogue, channel: Channel, today: date) -> PublicCatalogue:
    """The public part of the catalogue in one channel on one day."""
    cleared = cleared_fields(catalogue, channel, today)
    gate = _Gate(catalogue, channel, today, cleared, withdrawn_fields(catalogue))
    organizations = [_organization(o, gate) for o in catalogue.organizations if _is_seen(o)]
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
        kinds=catalogue.kinds,
        languages=catalogue.languages,
        organizations=tuple(sorted(organizations, key=lambda o: sorting_key(o.name["de"]))),
        retired=catalogue.retired,
        figures={f.id: PublicFigure(figure=f, standing=_standing(f, gate)) for f in catalogue.figures if _is_seen(f)},
        facts={f.id: PublicFact(fact=f, standing=_standing(f, gate)) for f in catalogue.facts if _is_seen(f)},
        facets=catalogue.facets,
        tracks=catalogue.tracks,
        steps=_seen(catalogue.steps),
        instances=catalogue.instances,
        documents=_seen(catalogue.documents),
        procedures=_seen(catalogue.procedures),
        checklists=_seen(catalogue.checklists),
        glossary=catalogue.glossary,
        coverage=model.CoverageFile(
            expectations=catalogue.expectations, delegations=catalogue.delegations, gaps=catalogue.gaps
        ),
        lapsing=_lapsing(catalogue, today),
        standings={r.id: _standing(r, gate) for r in _guidance(catalogue)},
        tasks=tuple(_tasks(catalogue, gate)),
        withheld=dict(gate.withheld),
    )


def _is_seen(record: model.Evidenced) -> bool:
    """Nothing below *seen* is published."""
    return record.evidence != "claimed"


def _seen(records: tuple[E, ...]) -> tuple[E, ...]:
    """The records that rest on something that was seen."""
    return tuple(record for record in records if _is_seen(record))


def _guidance(catalogue: Catalogue) -> tuple[Guidance, ...]:
    """Steps, documents, procedures and checklists: records without personal data."""
    return (*catalogue.steps, *catalogue.documents, *catalogue.procedures, *catalogue.checklists)


def _organization(record: model.Organization, gate: _Gate) -> PublicOrganization:
    link = gate.allows(record.id, "link")
    website = record.website if record.website and gate.pass_or_count(link, record.id) else None
    contacts = tuple(c for c in (_contact(c, record, gate) for c in record.contacts) if c)
    locations = tuple(
        _location(place, gate)
        for place in record.locations
        if _is_seen(place) and gate.pass_or_count(_address_allowed(place, record, gate), record.id)
    )
    services = _services(record, contacts, gate)
    return PublicOrganization(
        id=record.id,
        name=record.name,
        alternate_names=record.alternate_names,
        kind=record.kind,
        description=record.description,
        parent=record.parent,
        website=website,
        areas=record.areas,
        listing=record.listing,
        services=services,
        contacts=contacts,
        locations=locations,
        withheld=() if link else ("link",),
        standing=_standing(record, gate),
    )


def _address_allowed(place: model.Location, record: model.Organization, gate: _Gate) -> bool:
    return gate.allows_part(place.id, record.id, "address")


def _contact(record: model.Contact, owner: model.Organization, gate: _Gate) -> PublicContact | None:
    """The contact as far as it is cleared: a person needs a clearance of their own."""
    if not _is_seen(record):
        return None
    person = record.name is None or gate.pass_or_count(gate.allows(record.id, "person"), record.id)
    if not person:
        return None
    is_function = record.name is None  # a person is never cleared by the body
    details = gate.allows_part(record.id, owner.id if is_function else record.id, "contact")
    has_details = bool(record.phones or record.email or record.url)
    if has_details and not gate.pass_or_count(details, owner.id if record.name is None else record.id):
        details = False
        if record.name is None:
            return None
    return PublicContact(
        id=record.id,
        title=record.title,
        name=record.name,
        phones=tuple(filter(None, map(in_e164, record.phones))) if details else (),
        email=record.email if details else None,
        url=record.url if details else None,
        languages=record.languages,
        standing=_standing(record, gate),
    )


def _location(record: model.Location, gate: _Gate) -> PublicLocation:
    return PublicLocation(
        id=record.id,
        name=record.name,
        address=record.address,
        schedules=record.schedules,
        note=record.note,
        standing=_standing(record, gate),
    )


def _services(record: model.Organization, contacts: Iterable[PublicContact], gate: _Gate) -> tuple[PublicService, ...]:
    shown = {contact.id for contact in contacts}
    return tuple(
        _service(service, record, shown, gate)
        for service in record.services
        if _is_seen(service) and is_current(service, gate.today)
    )


def is_current(service: model.Service, today: date) -> bool:
    """Whether the offer exists on that day, or is planned to."""
    return service.status != "ended" and (service.valid_to is None or today <= service.valid_to)


def _service(record: model.Service, owner: model.Organization, shown: set[str], gate: _Gate) -> PublicService:
    link = record.url is not None and gate.pass_or_count(gate.allows(owner.id, "link"), owner.id)
    starts_later = record.valid_from is not None and gate.today < record.valid_from
    return PublicService(
        id=record.id,
        organization=owner.id,
        name=record.name,
        description=record.description,
        role=record.role,
        topics=record.topics,
        phases=record.phases,
        audiences=record.audiences,
        sectors=record.sectors,
        areas=record.areas,
        entry=record.entry,
        languages=record.languages,
        is_planned=record.status == "planned" or starts_later,
        fees=record.fees,
        eligibility=record.eligibility,
        application_process=record.application_process,
        url=record.url if link else None,
        contacts=tuple(c for c in record.contacts if c in shown),
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        ends_soon=record.valid_to is not None and record.valid_to - gate.today <= ENDS_SOON,
        standing=_standing(record, gate),
    )


def _standing(record: model.Evidenced, gate: _Gate) -> Standing:
    sources = {source.id: source for source in gate.catalogue.sources}
    cited = [(citation, sources[citation.source]) for citation in record.sources if citation.source in sources]
    due = review_due_on(record, gate.catalogue.region.review_months)
    return Standing(
        citations=tuple(_citation(citation, source, gate) for citation, source in cited),
        seen_on=record.seen_on,
        is_to_check=all(source.kind == "third-party" for _, source in cited) and record.evidence == "seen",
        is_confirmed=record.evidence in ("confirmed", "tested"),
        review_due_on=due,
        is_overdue=due < gate.today,
    )


def _citation(citation: model.Citation, source: model.Source, gate: _Gate) -> PublicCitation:
    is_cleared = source.organization is None or gate.allows(source.organization, "link")
    return PublicCitation(
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        url=source.url if is_cleared else None,
        place=citation.place,
        seen_on=citation.seen_on,
    )


def review_due_on(record: model.Evidenced, months: int) -> date:
    """The day on which somebody must look again: given, or `months` after the last look."""
    if record.review_on:
        return record.review_on
    year, month = divmod(record.seen_on.month - 1 + months, 12)
    return date(record.seen_on.year + year, month + 1, min(record.seen_on.day, 28))


def _lapsing(catalogue: Catalogue, today: date) -> tuple[tuple[date, LocalizedText], ...]:
    """Consents of bodies that lapse within twelve months: the day and the body's name, never a person's."""
    names = {part.id: o.name for o in catalogue.organizations for part in (o, *o.contacts, *o.locations)}
    found = {
        (consent.valid_until, names[consent.subject])
        for consent in catalogue.consents
        if consent.valid_until
        and not consent.withdrawn_on
        and consent.subject in names
        and today <= consent.valid_until <= today + timedelta(days=365)
    }
    return tuple(sorted(found, key=lambda entry: (entry[0], sorting_key(entry[1]["de"]))))


def _tasks(catalogue: Catalogue, gate: _Gate) -> Iterator[PublicTask]:
    """What editors have to check: open tasks of every record, reviews that are due, missing facts."""
    owners: dict[str, str] = {}
    for organization in catalogue.organizations:
        contacts = [c for c in organization.contacts if c.name is None or gate.allows(c.id, "person")]
        parts = (organization, *contacts, *organization.locations)
        owners |= dict.fromkeys((part.id for part in parts), organization.name["de"])
        for record in (organization, *organization.services, *contacts, *organization.locations):
            yield from _record_tasks(record, organization.name["de"], catalogue, gate)
    for record in (*catalogue.figures, *catalogue.facts, *_guidance(catalogue), *catalogue.gaps):
        yield from _record_tasks(record, record_title(record), catalogue, gate)
    for consent in catalogue.consents:
        if consent.subject in owners:  # of a person who is not cleared nothing is said at all
            yield from _plain_tasks(consent.tasks, consent.id, owners[consent.subject], catalogue)
    for area in catalogue.areas:
        yield from _plain_tasks(area.tasks, area.id, area.name["de"], catalogue)
    yield from _plain_tasks(catalogue.region.funding.tasks, catalogue.region.id, catalogue.region.name["de"], catalogue)


def _record_tasks(record: model.Evidenced, name: str, catalogue: Catalogue, gate: _Gate) -> Iterator[PublicTask]:
    record_id = getattr(record, "id", "")
    yield from _plain_tasks(record.tasks, record_id, name, catalogue)
    due = review_due_on(record, catalogue.region.review_months)
    if due < gate.today:
        text = f"Die Prüfung war am {due.isoformat()} fällig: Quelle ansehen und den Tag eintragen."
        yield from _plain_tasks((text,), record_id, name, catalogue)


def _plain_tasks(texts: Iterable[str], record_id: str, name: str, catalogue: Catalogue) -> Iterator[PublicTask]:
    spot = catalogue.origin(record_id).problem(code="", message="")
    for text in texts if spot.file != OVERLAY_FILE else ():  # what is private stays with its editors
        yield PublicTask(record_id=record_id, record_name=name, file=spot.file, line=spot.line, text=text)


def record_title(record: model.Figure | model.Fact | model.Gap | Guidance) -> str:
    """The German name of a record, the legal basis of a statement, the reason of a gap."""
    if isinstance(record, model.Fact):
        return record.legal_basis or record.id
    return record.reason["de"] if isinstance(record, model.Gap) else record.name["de"]


def _reason(consents: Iterable[model.Consent], subject: str, today: date) -> str:
    """Why nothing is cleared: withdrawn, lapsed, pending, or no entry for this field and channel."""
    entries = [consent for consent in consents if consent.subject == subject]
    if any(c.withdrawn_on for c in entries):
        return "withdrawn"
    if any(c.valid_until and c.valid_until < today for c in entries):
        return "lapsed"
    if any(c.basis == "pending" for c in entries):
        return "pending"
    return "no-entry"
