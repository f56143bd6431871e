"""`lotse consents status`: per channel, which bodies consented to what, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from lotse import model
from lotse.load import Catalogue
from lotse.model import ledger
from lotse.model.consents import Channel
from lotse.publish import cleared_fields
from lotse.words import counted

CLEARED, PARTLY = "cleared", "partly"
_WORDS = {
    CLEARED: "vollständig freigegeben", PARTLY: "teilweise freigegeben", "pending": "Zustimmung steht aus",
    "lapsed": "abgelaufen", "withdrawn": "widerrufen", "no-entry": "kein Eintrag für diesen Kanal",
}  # fmt: skip
FIELD_WORDS = {"link": "Link", "contact": "Kontakt", "address": "Anschrift", "person": "Name der Person"}


def needed_fields(record: model.Organization) -> list[tuple[str, str]]:
    """What of a body needs a consent: subject and field, persons by themselves."""
    needed = [(record.id, "link")] if record.website or any(s.url for s in record.services) else []
    needed += [(record.id, "address")] if record.locations else []
    for contact in record.contacts:
        has_details = bool(contact.phones or contact.email or contact.url)
        subject = contact.id if contact.is_person else record.id
        needed += [(contact.id, "person")] if contact.is_person else []
        needed += [(subject, "contact")] if has_details else []
    return list(dict.fromkeys(needed))


def missing_fields(
    record: model.Organization, catalogue: Catalogue, channel: Channel, today: date
) -> list[tuple[str, str]]:
    """What of it the ledger does not clear in the channel on the day."""
    cleared = cleared_fields(catalogue, channel, today)
    return [spot for spot in needed_fields(record) if not _is_cleared(spot, record, cleared)]


def _is_cleared(spot: tuple[str, str], record: model.Organization, cleared: dict[str, frozenset[str]]) -> bool:
    """Whether a field is cleared: also when each of the parts that it stands for is cleared by itself."""
    subject, field = spot
    if field in cleared.get(subject, ()):
        return True
    if subject != record.id or field == "link":
        return False
    parts = record.locations if field == "address" else [
        c for c in record.contacts if not c.is_person and (c.phones or c.email or c.url)
    ]  # fmt: skip
    return bool(parts) and all(field in cleared.get(part.id, ()) for part in parts)


def channel_states(catalogue: Catalogue, channels: Iterable[Channel], today: date) -> dict[str, Any]:
    """Channel → counts by state, and each body with its state and the fields that are missing."""
    return {channel: _channel(catalogue, channel, today) for channel in channels}


def _channel(catalogue: Catalogue, channel: Channel, today: date) -> dict[str, Any]:
    bodies = [found for o in catalogue.organizations if (found := _body(o, catalogue, channel, today))]
    counts = Counter(body["state"] for body in bodies)
    return {"counts": {state: counts[state] for state in _WORDS if counts[state]}, "bodies": bodies}


def _body(record: model.Organization, catalogue: Catalogue, channel: Channel, today: date) -> dict[str, Any] | None:
    needed = needed_fields(record)
    if not needed:
        return None
    missing = missing_fields(record, catalogue, channel, today)
    if not missing:
        state = CLEARED
    elif len(missing) < len(needed):
        state = PARTLY
    else:
        state = ledger.reason_of_refusal(catalogue.consents, record.id, today)
    fields: Sequence[str] = list(dict.fromkeys(field for _, field in missing))
    return {"id": record.id, "name": record.name["de"], "state": state, "missing": fields}


def states_text(states: dict[str, Any], *, with_bodies: bool) -> str:
    """The states for people, in German."""
    lines: list[str] = []
    for channel, found in states.items():
        lines.append(f"{channel}:")
        lines += [f"  {_WORDS[s]}: {counted(n, 'Stelle', 'Stellen')}" for s, n in found["counts"].items()]
        if with_bodies:
            lines += [f"    {_line(body)}" for body in found["bodies"] if body["state"] != CLEARED]
    return "\n".join(lines)


def _line(body: dict[str, Any]) -> str:
    missing = ", ".join(FIELD_WORDS[field] for field in body["missing"])
    return f"{body['name']} ({body['id']}): {_WORDS[body['state']]}; es fehlt: {missing}"
