"""What the ledger of consents clears in one channel on one day. Fail-closed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from lotse import model
from lotse.load import Catalogue
from lotse.model import ledger
from lotse.model.consents import Channel, Consent, ConsentField
from lotse.model.region import Region


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
            self.withheld[ledger.reason_of_refusal(self.catalogue.consents, subject, self.today)] += 1
        return is_allowed


def gate(catalogue: Catalogue, channel: Channel, today: date) -> Gate:
    """The gate of a channel on a day."""
    withdrawn = withdrawn_fields(catalogue, channel, today)
    return Gate(catalogue, channel, today, cleared_fields(catalogue, channel, today), withdrawn)


def is_valid(consent: Consent, channel: Channel, today: date, region: Region) -> bool:
    """Whether the entry clears anything in the channel on that day, in this region."""
    return ledger.is_valid(
        consent, channel, today,
        has_authority_basis=region.public_authority_basis, has_web_basis=region.public_web_basis,
    )


def cleared_fields(catalogue: Catalogue, channel: Channel, today: date) -> dict[str, frozenset[str]]:
    """Per subject the fields that valid entries of the ledger clear; a withdrawal beats every basis."""
    region = catalogue.region
    return ledger.cleared_fields(
        catalogue.consents, channel, today,
        has_authority_basis=region.public_authority_basis, has_web_basis=region.public_web_basis,
    )


def withdrawn_fields(catalogue: Catalogue, channel: Channel, today: date) -> dict[str, set[str]]:
    """Per subject the fields that an entry of the ledger withdrew and no later consent gave anew in the channel."""
    has_basis = catalogue.region.public_authority_basis
    return ledger.withdrawn_fields(catalogue.consents, channel, today, has_authority_basis=has_basis)
