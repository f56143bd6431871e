"""On which entry of the ledger each cleared field rests, and why one that was cleared no longer is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from lotse.load import Catalogue
from lotse.model import ledger
from lotse.model.consents import Channel, Consent
from lotse.model.public import Clearance, PublicCatalogue
from lotse.publish.consent import Gate, is_valid

_DIGITS = 10


def consent_number(consent_id: str) -> str:
    """The number by which others refer to an entry: always the same, and it tells nobody's name, as an id might."""
    return f"Z-{hashlib.sha256(consent_id.encode()).hexdigest()[:_DIGITS]}"


def clearances(gate: Gate) -> dict[tuple[str, str], Clearance]:
    """Per subject and field the entry that clears it in the channel; of several the one that holds longest."""
    found: dict[tuple[str, str], Consent] = {}
    for consent in gate.catalogue.consents:
        if not is_valid(consent, gate.channel, gate.today, gate.catalogue.region):
            continue
        for name in ledger.FIELDS_OF_BASIS[consent.basis] & {*consent.fields}:
            spot = (consent.subject, name)
            if gate.allows(*spot):
                found[spot] = max(found.get(spot, consent), consent, key=_endurance)
    return {spot: _clearance(consent) for spot, consent in sorted(found.items())}


def _endurance(consent: Consent) -> tuple[date, str]:
    return consent.valid_until or date.max, consent.id


def _clearance(consent: Consent) -> Clearance:
    return Clearance(
        number=consent_number(consent.id), basis=consent.basis, given_on=consent.given_on,
        recorded_on=consent.recorded_on, valid_until=consent.valid_until,
    )


@dataclass(frozen=True, slots=True)
class Ending:
    """Why and since when something is no longer cleared."""

    reason: Literal["withdrawn", "lapsed"]
    ended_on: date


def without_endings(catalogue: Catalogue, channel: Channel) -> Catalogue:
    """The catalogue as if nobody had ever withdrawn and nothing lapsed: what may once have stood in the channel."""
    entries = tuple(
        consent.model_copy(update={"withdrawn_on": None, "valid_until": None})
        for consent in catalogue.consents
        if channel in consent.channels
    )
    return replace(catalogue, consents=entries)


def ending_of(catalogue: Catalogue, subjects: Iterable[str], today: date) -> Ending | None:
    """The latest end of an entry about one of the subjects; None where none has ended."""
    wanted = frozenset(subjects)
    ends = [end for c in catalogue.consents if c.subject in wanted and (end := _end(c, today))]
    return max(ends, key=lambda end: (end.reason == "withdrawn", end.ended_on), default=None)


def _end(consent: Consent, today: date) -> Ending | None:
    if consent.withdrawn_on is not None:
        return Ending("withdrawn", consent.withdrawn_on)
    if consent.valid_until is not None and ledger.has_lapsed(consent, today):
        return Ending("lapsed", consent.valid_until)
    return None


def clearances_for(public: PublicCatalogue, fields: Iterable[tuple[str, str, str]]) -> tuple[Clearance, ...]:
    """What clears the fields, each given as record, owner and field: the record's own entry, else the owner's."""
    found = (
        public.clearances.get((record, field)) or public.clearances.get((owner, field))
        for record, owner, field in fields
    )
    return tuple({one.number: one for one in found if one}.values())
