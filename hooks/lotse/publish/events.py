"""Activities of partners: everybody may know that they take place; their links and addresses wait for a consent."""

from __future__ import annotations

from collections.abc import Iterable

from lotse import model
from lotse.load import Catalogue
from lotse.model.events import Registration
from lotse.model.public import PublicEvent, PublicOrganization
from lotse.publish.consent import Gate
from lotse.publish.standing import is_seen, standing_of
from lotse.words import in_ascii_address


def public_events(
    catalogue: Catalogue, organizations: Iterable[PublicOrganization], gate: Gate
) -> tuple[PublicEvent, ...]:
    """The events that rest on something seen and whose organizer is published, by their first day."""
    bodies = {body.id: body for body in organizations}
    events = (e for e in catalogue.events if is_seen(e) and e.organizer in bodies)
    found = (_event(event, bodies, gate) for event in events)
    return tuple(sorted(found, key=lambda event: (event.starts_at, event.id)))


def _event(record: model.Event, bodies: dict[str, PublicOrganization], gate: Gate) -> PublicEvent:
    registration, venue = record.registration, record.venue
    has_link = bool(record.url or (registration and registration.url))
    links = has_link and gate.pass_or_count(gate.allows_part(record.id, record.organizer, "link"), record.organizer)
    has_address = venue is not None and venue.address is not None
    address = gate.allows_part(record.id, record.organizer, "address")
    address = has_address and gate.pass_or_count(address, record.organizer)
    shown = {contact.id for contact in bodies[record.organizer].contacts}
    return PublicEvent(
        id=record.id,
        name=record.name,
        description=record.description,
        organizer=record.organizer,
        partners=tuple(partner for partner in record.partners if partner in bodies),
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        time_zone=record.time_zone,
        status=record.status,
        moved_from=record.moved_from,
        schedule=record.schedule,
        venue=venue.name if venue else None,
        address=venue.address if venue and address else None,
        is_online=record.is_online,
        topics=record.topics,
        audiences=record.audiences,
        languages=record.languages,
        areas=record.areas,
        registration=_registration(registration, has_link=links) if registration else None,
        fees=record.fees,
        url=in_ascii_address(record.url) if record.url and links else None,
        contacts=tuple(contact for contact in record.contacts if contact in shown),
        reported_on=record.reported_on,
        is_prominent=record.is_prominent,
        is_withheld=(has_link and not links) or (has_address and not address),
        standing=standing_of(record, gate),
    )


def _registration(record: Registration, *, has_link: bool) -> Registration:
    return record.model_copy(update={"url": in_ascii_address(record.url) if record.url and has_link else None})
