"""What the ledger of consents clears in one channel on one day. Fail-closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from lotse import model
from lotse.load import Catalogue
from lotse.model.consents import Channel, ConsentField, renews

_AUTHORITY_FIELDS = frozenset({"link", "contact", "address"})
_ALLOWED_FIELDS: dict[str, frozenset[str]] = {
    "agreement-4.1": frozenset({"link"}),
    "agreement-4.2": frozenset({"person", "contact"}),
    "public-authority": _AUTHORITY_FIELDS,
    "public-web": frozenset({"link"}),
    "explicit": frozenset({"link", "contact", "address", "person"}),
    "pending": frozenset(),
}


@dataclass(frozen=True)
class Gate:
    """What is cleared in one channel on one day, and why the rest is not."""

    catalogue: Catalogue
    channel: Channel
    today: date
    cleared: dict[str, frozenset[str]]  # subject → fields
    withdrawn: dict[str, set[str]]  # the same, for what must not even be cleared by the owner
    withheld: Counter[str] = field(default_factory=Counter)

    @cached_property
    def sources(self) -> dict[str, model.Source]:
        """The sources by id."""
        return {source.id: source for source in self.catalogue.sources}

    @cached_property
    def lawbook(self) -> model.LawBook:
        """The laws and the sources that lead to them."""
        return self.catalogue.lawbook

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
            self.withheld[reason(self.catalogue.consents, subject, self.today)] += 1
        return is_allowed


def gate(catalogue: Catalogue, channel: Channel, today: date) -> Gate:
    """The gate of a channel on a day."""
    withdrawn = withdrawn_fields(catalogue, channel, today)
    return Gate(catalogue, channel, today, cleared_fields(catalogue, channel, today), withdrawn)


def is_valid(consent: model.Consent, channel: Channel, today: date, region: model.Region) -> bool:
    """Whether the entry clears anything in the channel on that day."""
    if consent.basis == "pending" or channel not in consent.channels:
        return False
    if consent.basis == "public-authority" and (channel == "fai" or not region.public_authority_basis):
        return False
    if consent.basis == "public-web" and (channel != "site" or not region.public_web_basis):
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
    withdrawn = withdrawn_fields(catalogue, channel, today)
    return {subject: frozenset(names - withdrawn.get(subject, set())) for subject, names in fields.items()}


def withdrawn_fields(catalogue: Catalogue, channel: Channel, today: date) -> dict[str, set[str]]:
    """Per subject the fields that an entry of the ledger withdrew and no later consent gave anew in the channel."""
    fields: dict[str, set[str]] = {}
    for consent in catalogue.consents:
        if consent.withdrawn_on is not None:
            renewals = [later for later in catalogue.consents if renews(later, consent)]
            valid = [later for later in renewals if is_valid(later, channel, today, catalogue.region)]
            fields.setdefault(consent.subject, set()).update(
                name for name in consent.fields if not any(name in later.fields for later in valid)
            )
    return fields


def reason(consents: Iterable[model.Consent], subject: str, today: date) -> str:
    """Why nothing is cleared: withdrawn, lapsed, pending, or no entry for this field and channel."""
    entries = [consent for consent in consents if consent.subject == subject]
    if any(c.withdrawn_on for c in entries):
        return "withdrawn"
    if any(c.valid_until and c.valid_until < today for c in entries):
        return "lapsed"
    if any(c.basis == "pending" for c in entries):
        return "pending"
    return "no-entry"
