"""What the ledger of consents clears in one channel on one day. Fail-closed: what no valid entry names is not cleared.

The one place that says what a basis can clear; `publish` opens by it, the checks tell by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from lotse.model.consents import Basis, Channel, Consent, ConsentField, renews

_AUTHORITY_FIELDS: frozenset[ConsentField] = frozenset({"link", "contact", "address"})
FIELDS_OF_BASIS: Mapping[Basis, frozenset[ConsentField]] = {
    "agreement-4.1": frozenset({"link"}),
    "agreement-4.2": frozenset({"person", "contact"}),
    "public-authority": _AUTHORITY_FIELDS,
    "public-web": frozenset({"link"}),
    "explicit": frozenset({"link", "contact", "address", "person"}),
    "pending": frozenset(),
}
"""What an entry on a basis can clear at most: the agreement links, an authority's pages never persons."""


def is_valid(
    consent: Consent, channel: Channel, today: date, *, has_authority_basis: bool, has_web_basis: bool = True
) -> bool:
    """Whether the entry clears anything in the channel on that day.

    The first and the last day belong to it; an unknown first day counts as past. A region that switches off
    the basis `public-authority` (`has_authority_basis`) or `public-web` (`has_web_basis`) clears nothing by it;
    the channel of the agency never takes the first, and no channel but the site's takes the second.
    """
    if consent.basis == "pending" or channel not in consent.channels:
        return False
    if consent.basis == "public-authority" and (channel == "fai" or not has_authority_basis):
        return False
    if consent.basis == "public-web" and (channel != "site" or not has_web_basis):
        return False
    if consent.is_withdrawn_in(channel):
        return False
    is_started = consent.given_on is None or consent.given_on <= today
    return is_started and not has_lapsed(consent, today)


def has_lapsed(consent: Consent, today: date) -> bool:
    """Whether the last day of the entry is over."""
    return consent.valid_until is not None and consent.valid_until < today


def cleared_fields(
    consents: Iterable[Consent], channel: Channel, today: date, *, has_authority_basis: bool, has_web_basis: bool = True
) -> dict[str, frozenset[str]]:
    """Per subject the fields that valid entries clear; a withdrawal beats every basis."""
    consents = tuple(consents)
    fields: dict[str, set[str]] = {}
    for consent in consents:
        if is_valid(consent, channel, today, has_authority_basis=has_authority_basis, has_web_basis=has_web_basis):
            fields.setdefault(consent.subject, set()).update(FIELDS_OF_BASIS[consent.basis] & {*consent.fields})
    withdrawn = withdrawn_fields(consents, channel, today, has_authority_basis=has_authority_basis)
    return {subject: frozenset(names - withdrawn.get(subject, set())) for subject, names in fields.items()}


def withdrawn_fields(
    consents: Iterable[Consent], channel: Channel, today: date, *, has_authority_basis: bool
) -> dict[str, set[str]]:
    """Per subject the fields that an entry withdrew and no later consent gave anew in the channel."""
    consents = tuple(consents)
    fields: dict[str, set[str]] = {}
    for consent in consents:
        if consent.is_withdrawn_in(channel):
            renewals = [later for later in consents if renews(later, consent)]
            valid = [r for r in renewals if is_valid(r, channel, today, has_authority_basis=has_authority_basis)]
            fields.setdefault(consent.subject, set()).update(
                name for name in consent.fields if not any(name in later.fields for later in valid)
            )
    return fields


def reason_of_refusal(consents: Iterable[Consent], subject: str, today: date) -> str:
    """Why nothing is cleared: "withdrawn", "lapsed", "pending", or "no-entry" for this field and channel."""
    entries = [consent for consent in consents if consent.subject == subject]
    if any(c.withdrawn_on for c in entries):
        return "withdrawn"
    if any(has_lapsed(c, today) for c in entries):
        return "lapsed"
    if any(c.basis == "pending" for c in entries):
        return "pending"
    return "no-entry"
