"""Organizations with their contacts, places and offers, as far as they are cleared on the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from lotse import model
from lotse.model.public import PublicContact, PublicLocation, PublicOrganization, PublicService
from lotse.publish.consent import Gate
from lotse.publish.standing import is_seen, standing_of
from lotse.words import dialled, in_ascii_address

ENDS_SOON = timedelta(days=90)


def public_organization(record: model.Organization, gate: Gate) -> PublicOrganization:
    """The body with what is cleared of it; its own offers that exist on the day."""
    link = gate.allows(record.id, "link")
    website = record.website if record.website and gate.pass_or_count(link, record.id) else None
    contacts = tuple(c for c in (_contact(c, record, gate) for c in record.contacts) if c)
    locations = tuple(
        _location(place, record.id, gate)
        for place in record.locations
        if is_seen(place) and gate.pass_or_count(_address_allowed(place, record, gate), record.id)
    )
    services = _services(record, contacts, gate)
    return PublicOrganization(
        id=record.id,
        name=record.name,
        alternate_names=record.alternate_names,
        kind=record.kind,
        description=record.description,
        parent=record.parent,
        website=_address(website),
        areas=record.areas,
        listing=record.listing,
        services=services,
        contacts=contacts,
        locations=locations,
        withheld=() if link else ("link",),
        standing=standing_of(record, gate),
    )


def _address(url: str | None) -> str | None:
    return None if url is None else in_ascii_address(url)


def _address_allowed(place: model.Location, record: model.Organization, gate: Gate) -> bool:
    return gate.allows_part(place.id, record.id, "address")


def _contact(record: model.Contact, owner: model.Organization, gate: Gate) -> PublicContact | None:
    """The contact as far as it is cleared: a person needs a clearance of their own."""
    if not is_seen(record):
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
        phones=tuple(filter(None, (dialled(p.number, p.extension) for p in record.phones))) if details else (),
        email=record.email if details else None,
        url=_address(record.url) if details else None,
        languages=record.languages,
        schedules=_hours(record.schedules, has_link=details) if details else (),
        closures=record.closures if details else (),
        standing=standing_of(record, gate),
    )


def _hours(schedules: Iterable[model.Schedule], *, has_link: bool) -> tuple[model.Schedule, ...]:
    """Opening hours, with the addresses at which appointments are made only where links are cleared."""
    return tuple(
        hours.model_copy(update={"appointment_url": _address(hours.appointment_url) if has_link else None})
        for hours in schedules
    )


def _location(record: model.Location, owner: str, gate: Gate) -> PublicLocation:
    return PublicLocation(
        id=record.id,
        name=record.name,
        address=record.address,
        schedules=_hours(record.schedules, has_link=gate.allows_part(record.id, owner, "link")),
        closures=record.closures,
        note=record.note,
        standing=standing_of(record, gate),
    )


def _services(record: model.Organization, contacts: Iterable[PublicContact], gate: Gate) -> tuple[PublicService, ...]:
    shown = {contact.id for contact in contacts}
    return tuple(
        _service(service, record, shown, gate)
        for service in record.services
        if is_seen(service) and is_current(service, gate.today)
    )


def is_current(service: model.Service, today: date) -> bool:
    """Whether the offer exists on that day, or is planned to."""
    return service.status != "ended" and (service.valid_to is None or today <= service.valid_to)


def _service(record: model.Service, owner: model.Organization, shown: set[str], gate: Gate) -> PublicService:
    link = record.url is not None and gate.pass_or_count(gate.allows(owner.id, "link"), owner.id)
    starts_later = record.valid_from is not None and gate.today < record.valid_from
    return PublicService(
        id=record.id,
        organization=owner.id,
        name=record.name,
        description=record.description,
        role=record.role,
        topics=record.topics,
        needs=record.needs,
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
        url=_address(record.url) if link else None,
        contacts=tuple(c for c in record.contacts if c in shown),
        leika=record.leika,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        ends_soon=record.valid_to is not None and record.valid_to - gate.today <= ENDS_SOON,
        standing=standing_of(record, gate),
    )
