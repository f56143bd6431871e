"""Contact cards: of each body and of each of its cleared contacts, as a file beside the body's page."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.exports.vcard import Card, vcards
from lotse.model.public import PublicContact, PublicOrganization
from lotse.pages.page import Desk


def card_files(desk: Desk) -> Iterator[tuple[str, str]]:
    """Path and text of the file of each body of which more is cleared than its name."""
    for organization in desk.catalogue.organizations:
        if has_card(organization):
            yield card_path(organization), vcards(cards_of(desk, organization), desk.catalogue.today)


def has_card(organization: PublicOrganization) -> bool:
    """Whether an address book would learn more than a name."""
    return bool(organization.website or organization.contacts or organization.locations)


def card_path(organization: PublicOrganization) -> str:
    """The file below the folder of the language."""
    return f"anlaufstellen/{organization.id}/kontakt.vcf"


def cards_of(desk: Desk, organization: PublicOrganization) -> Iterator[Card]:
    """The body with its addresses, then each contact that is cleared."""
    name, address = desk.renderer.name(organization.name), desk.url(f"anlaufstellen/{organization.id}/")
    yield Card(
        uid=address, name=name, organization=name, note=desk.renderer.plainly(organization.description),
        urls=(organization.website,) if organization.website else (),
        addresses=tuple(location.address for location in organization.locations),
    )  # fmt: skip
    for contact in organization.contacts:
        yield _contact_card(desk, contact, name, address)


def _contact_card(desk: Desk, contact: PublicContact, organization: str, address: str) -> Card:
    title = desk.renderer.plainly(contact.title)
    return Card(
        uid=f"{address}#{contact.id}", name=contact.name or f"{organization}: {title}", organization=organization,
        title=title, is_person=contact.name is not None, phones=contact.phones, email=contact.email,
        urls=(contact.url,) if contact.url else (), languages=contact.languages,
    )  # fmt: skip
