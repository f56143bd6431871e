"""Which entries of the ledger say that a body or a person has withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lotse import model
from lotse.load import Catalogue
from lotse.model.consents import CHANNELS, Channel, Consent, ConsentField
from lotse.words import did_you_mean

WITHOUT_CONSENT = frozenset({"public-authority", "public-web"})
"""Grounds that nobody gave: an objection to them is an entry of its own."""
_LONGEST_ID = 64
_NEW = "-widerruf"


class NothingToDo(ValueError):
    """Nothing is left to withdraw, or nothing by this name; says so in German."""


@dataclass(frozen=True)
class Withdrawal:
    """Of whom what is withdrawn, and how the ledger is to say so."""

    subject: str
    owner: str  # id of the body; empty when it is gone
    day: date
    channels: tuple[Channel, ...]  # empty: all of them
    marked: tuple[Consent, ...]  # entries that get the day
    added: Consent | None  # an entry that goes before what needs no consent
    since: date | None = None  # all was withdrawn already on this day

    @property
    def wanted(self) -> tuple[Channel, ...]:
        return self.channels or CHANNELS

    @property
    def fields(self) -> dict[str, str | list[str]]:
        """What is written into each marked entry."""
        only: dict[str, str | list[str]] = {"withdrawn_channels": list(self.channels)} if self.channels else {}
        return {"withdrawn_on": self.day.isoformat(), **only}

    def ledger(self, consents: Iterable[Consent]) -> tuple[Consent, ...]:
        """The ledger as it is afterwards."""
        marked = {entry.id for entry in self.marked}
        update = {"withdrawn_on": self.day, "withdrawn_channels": self.channels}
        changed = (entry.model_copy(update=update) if entry.id in marked else entry for entry in consents)
        return (*changed, self.added) if self.added else tuple(changed)


def withdrawal_of(
    catalogue: Catalogue, name: str, day: date, channels: tuple[Channel, ...], today: date
) -> Withdrawal:
    """What a withdrawal by this name (a body, a contact, an address, or one entry of the ledger) changes.

    Nothing is marked and nothing added where all of it was withdrawn before (`since`). Raises NothingToDo for
    a name that is none.
    """
    entries = tuple(entry for entry in catalogue.consents if name in (entry.id, entry.subject))
    owners = dict(_owners(catalogue))
    if not entries and name not in owners:
        raise NothingToDo(_unknown(catalogue, name, owners))
    subject = next((entry.subject for entry in entries), name)
    wanted = channels or CHANNELS
    open_entries = [entry for entry in entries if not all(map(entry.is_withdrawn_in, wanted))]
    marked = tuple(e for e in open_entries if e.basis not in WITHOUT_CONSENT and e.withdrawn_on is None)
    closed = {field for entry in entries if entry not in open_entries or entry in marked for field in entry.fields}
    beside = {field for entry in open_entries if entry not in marked for field in entry.fields}
    own = _own_fields(catalogue, subject) if name == subject else frozenset()
    fields = tuple(f for f in ("link", "contact", "address", "person") if f in (beside | own) - closed)
    added = _entry(catalogue, subject, fields, day, channels, today) if fields else None
    days = [entry.withdrawn_on for entry in entries if entry.withdrawn_on]
    since = max(days) if days and not marked and added is None else None
    return Withdrawal(subject, owners.get(subject, ""), day, channels, marked, added, since)


def _owners(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Whatever a consent can be about, and the body that it belongs to."""
    for body in catalogue.organizations:
        yield from ((part.id, body.id) for part in (body, *body.contacts, *body.locations))


def _own_fields(catalogue: Catalogue, subject: str) -> frozenset[ConsentField]:
    """What has to be closed by an entry of its own, because others could still clear it: parts of a body.

    Of a body or a person that has no entry: all that there is.
    """
    has_entries = any(entry.subject == subject for entry in catalogue.consents)
    for body in catalogue.organizations:
        if body.id == subject and not has_entries:
            return frozenset({"link", "contact", "address"})
        if any(place.id == subject for place in body.locations):
            return frozenset({"address"})
        for contact in body.contacts:
            if contact.id == subject and contact.is_person:
                return frozenset() if has_entries else frozenset({"person", "contact"})
            if contact.id == subject:
                return frozenset({"contact"})
    return frozenset()


def _entry(
    catalogue: Catalogue, subject: str, fields: tuple[ConsentField, ...], day: date, channels: tuple[Channel, ...],
    today: date,
) -> Consent:  # fmt: skip
    taken = {*catalogue.origins, *catalogue.lost, *(entry.id for entry in catalogue.consents)}
    start = f"consent-{subject}"[: _LONGEST_ID - len(_NEW) - 3].strip("-") + _NEW
    free = (f"{start}-{number}" if number > 1 else start for number in range(1, 100))
    return Consent(
        id=next(name for name in free if name not in taken), subject=subject, fields=fields, channels=CHANNELS,
        basis="explicit", reference="Widerspruch gegen die Veröffentlichung; geht jeder anderen Grundlage vor.",
        recorded_on=today, withdrawn_on=day, withdrawn_channels=channels,
        tasks=("Ergänzen, wo der Widerspruch liegt.",),
    )  # fmt: skip


def block_of(entry: Consent) -> str:
    """The lines of an added entry, as they stand in the file."""
    only = f"    withdrawn_channels: [{', '.join(entry.withdrawn_channels)}]\n" if entry.withdrawn_channels else ""
    return (
        f"  - id: {entry.id}\n    subject: {entry.subject}\n    fields: [{', '.join(entry.fields)}]\n"
        f"    channels: [{', '.join(entry.channels)}]\n    basis: {entry.basis}\n    reference: {entry.reference}\n"
        f"    recorded_on: {entry.recorded_on}\n    withdrawn_on: {entry.withdrawn_on}\n{only}"
        f"    tasks:\n      - {entry.tasks[0]}\n"
    )


def _unknown(catalogue: Catalogue, name: str, owners: dict[str, str]) -> str:
    known = {*owners, *(entry.id for entry in catalogue.consents), *(entry.subject for entry in catalogue.consents)}
    public = sorted(one for one in known if not catalogue.is_private(one))
    near = did_you_mean(name, public) or "Kennungen stehen in data/actors.yaml und data/consents.yaml."
    return f"«{name}» ist keine Organisation, kein Kontakt, keine Adresse und keine Zustimmung. {near}"


def parts_that_stay(catalogue: Catalogue, withdrawal: Withdrawal) -> list[model.Consent]:
    """Entries of a body's own contacts and addresses: they go on, for each decides for itself."""
    parts = {part for part, owner in _owners(catalogue) if owner == withdrawal.subject and part != owner}
    found = (entry for entry in catalogue.consents if entry.subject in parts and entry.basis != "pending")
    return [entry for entry in found if not entry.is_withdrawn and not catalogue.is_private(entry.id)]
