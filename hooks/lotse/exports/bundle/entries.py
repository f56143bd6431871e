"""The cleared data of a catalogue, one by one, each with the consents that clear it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from lotse.exports.bundle.records import OpenClearance, OpenEntry
from lotse.exports.records import address_of, said
from lotse.model.public import Clearance, PublicCatalogue, PublicContact, PublicLocation, PublicOrganization
from lotse.publish.clearances import clearances_for

_DIGITS = 16


def entry_id(record: str, kind: str) -> str:
    """The id of an entry: always the same, and it tells nobody's name, as the id of a contact might."""
    return f"e-{hashlib.sha256(f'{record}/{kind}'.encode()).hexdigest()[:_DIGITS]}"


@dataclass(frozen=True, slots=True)
class Cleared:
    """An entry with the subjects of the ledger whose consents it rests on."""

    entry: OpenEntry
    subjects: tuple[str, ...]


def cleared(public: PublicCatalogue) -> tuple[Cleared, ...]:
    """Every link, contact and address that a valid entry of the ledger clears; what none clears is left out."""
    return tuple(one for body in public.organizations for one in _of_body(body, public))


def _of_body(body: PublicOrganization, public: PublicCatalogue) -> Iterator[Cleared]:
    yield from _links(body, public)
    for contact in body.contacts:
        yield from _contact(contact, body, public)
    for place in body.locations:
        yield from _place(place, body, public)


def _links(body: PublicOrganization, public: PublicCatalogue) -> Iterator[Cleared]:
    cleared_by = clearances_for(public, [(body.id, body.id, "link")])
    if not cleared_by:
        return
    if body.website:
        yield Cleared(_entry("link", body.id, body, cleared_by, label=body.name, url=body.website), (body.id,))
    for service in body.services:
        if service.url:
            entry = _entry("link", service.id, body, cleared_by, label=service.name, url=service.url, of=service.id)
            yield Cleared(entry, (body.id,))


def _contact(contact: PublicContact, body: PublicOrganization, public: PublicCatalogue) -> Iterator[Cleared]:
    has_details = bool(contact.phones or contact.email or contact.url)
    if not has_details and contact.name is None:
        return
    owner = body.id if contact.name is None else contact.id  # a person is never cleared by the body
    wanted = [(contact.id, contact.id, "person")] if contact.name else []
    wanted += [(contact.id, owner, "contact")] if has_details else []
    cleared_by = clearances_for(public, wanted)
    if cleared_by:
        entry = _entry("contact", contact.id, body, cleared_by, label=contact.title, contact=contact)
        yield Cleared(entry, (contact.id, owner))


def _place(place: PublicLocation, body: PublicOrganization, public: PublicCatalogue) -> Iterator[Cleared]:
    cleared_by = clearances_for(public, [(place.id, body.id, "address")])
    if cleared_by:
        entry = _entry("address", place.id, body, cleared_by, label=place.name or body.name, place=place)
        yield Cleared(entry, (place.id, body.id))


def _entry(
    kind: str, record: str, body: PublicOrganization, cleared_by: tuple[Clearance, ...], *,
    label: object, url: str | None = None, of: str | None = None, contact: PublicContact | None = None,
    place: PublicLocation | None = None,
) -> OpenEntry:  # fmt: skip
    return OpenEntry(
        id=entry_id(record, kind), kind=kind, organization=body.id, service=of,  # type: ignore[arg-type]
        label=said(label), person=contact.name if contact else None,  # type: ignore[arg-type]
        url=contact.url if contact else url, phones=list(contact.phones) if contact else [],
        email=contact.email if contact else None, address=address_of(place.address) if place else None,
        languages=list(contact.languages) if contact else [],
        clearances=[_clearance(one) for one in cleared_by],
        valid_until=min((one.valid_until for one in cleared_by if one.valid_until), default=None),
    )  # fmt: skip


def _clearance(one: Clearance) -> OpenClearance:
    return OpenClearance(
        number=one.number, basis=one.basis, given_on=one.given_on, recorded_on=one.recorded_on,
        valid_until=one.valid_until,
    )
