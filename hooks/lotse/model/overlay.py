"""The private overlay: contacts and consents that never enter the repository."""

from __future__ import annotations

from lotse.model.actors import Contact
from lotse.model.base import Id, Record
from lotse.model.consents import Consent


class OverlayContact(Contact):
    """A contact that is added to an organization at build time."""

    organization: Id


class OverlayFile(Record):
    """`contacts.yaml` of the private overlay folder."""

    contacts: tuple[OverlayContact, ...] = ()
    consents: tuple[Consent, ...] = ()
