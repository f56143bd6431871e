"""The ledger of consents is coherent, and what was withdrawn is gone from the data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from lotse import model
from lotse.load import Catalogue
from lotse.model.consents import renews
from lotse.model.ledger import FIELDS_OF_BASIS, cleared_fields, has_lapsed
from lotse.problems import Problem

LAPSES_SOON = timedelta(days=90)


class Standing(NamedTuple):
    """Something that still stands in the data."""

    record: str  # id
    path: tuple[str, ...]  # in the record; empty for all of it
    what: str  # to delete, in German


def basis_covers_fields(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A basis clears only what it can: the agreement links, an authority's pages never persons."""
    for consent in catalogue.consents:
        allowed = FIELDS_OF_BASIS[consent.basis]
        for number, name in enumerate(consent.fields):
            if consent.basis != "pending" and name not in allowed:
                yield catalogue.origin(consent.id).problem(
                    "fields",
                    number,
                    code="consent-basis",
                    message=f"Die Grundlage «{consent.basis}» deckt «{name}» nicht.",
                    hint=f"Sie deckt: {', '.join(sorted(allowed))}. Für mehr braucht es «basis: explicit».",
                )


def channels_fit_basis(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Authorities' pages reach the agency's channel only through the region; a pending entry clears no channel."""
    for consent in catalogue.consents:
        if consent.basis == "public-authority" and "fai" in consent.channels:
            yield catalogue.origin(consent.id).problem(
                "channels",
                code="consent-basis",
                message="Für den Kanal «fai» reicht «public-authority» nicht.",
                hint="Die Region muss die Verlinkung bestätigen: eigener Eintrag mit «basis: agreement-4.1».",
            )
        if consent.basis == "public-web" and set(consent.channels) - {"site"}:
            yield catalogue.origin(consent.id).problem(
                "channels",
                code="consent-basis",
                message="«public-web» gibt nur den Kanal «site» frei.",
                hint="Für weitere Kanäle braucht es die Zustimmung der Organisation: «basis: explicit».",
            )
        if consent.basis == "pending" and consent.channels:
            yield catalogue.origin(consent.id).problem(
                "channels",
                code="consent-basis",
                message="Eine ausstehende Zustimmung gibt keinen Kanal frei.",
                hint="Leeren Sie «channels», oder tragen Sie die Grundlage ein.",
            )
        if consent.basis != "pending" and not consent.channels:
            yield catalogue.origin(consent.id).problem(
                "channels",
                code="consent-basis",
                message="Dieser Eintrag nennt keinen Kanal.",
                hint=f"Möglich sind: {', '.join(model.CHANNELS)}.",
            )


def withdrawn_data_is_gone(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """After a withdrawal the data must leave the repository, not only the site."""
    for consent, standing in standing_although_withdrawn(catalogue):
        yield catalogue.origin(standing.record).problem(
            *standing.path,
            code="consent-withdrawn",
            stops_build=False,  # `publish` has taken it away already; the old website must not stay up
            message=f"Die Zustimmung wurde am {consent.withdrawn_on} widerrufen, die Angabe steht noch hier.",
            hint=f"Löschen Sie {standing.what}; siehe «Widerruf» im Handbuch (auch zur Versionsgeschichte).",
        )


def standing_although_withdrawn(catalogue: Catalogue) -> Iterator[tuple[model.Consent, Standing]]:
    """What has to be deleted from the data, each with the withdrawn entry that it belongs to.

    What was withdrawn for channels other than the website may stay for it.
    """
    subjects = frozenset(consent.subject for consent in catalogue.consents)
    for consent in catalogue.consents:
        if consent.is_withdrawn_in("site"):
            own = _without_renewed(catalogue, consent)
            for organization in catalogue.organizations:
                yield from ((consent, found) for found in _standing_data(organization, own, subjects))


def withdrawals_have_a_day(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Channels of a withdrawal without its day would withdraw nothing."""
    for consent in catalogue.consents:
        if consent.withdrawn_channels and consent.withdrawn_on is None:
            yield catalogue.origin(consent.id).problem(
                "withdrawn_channels",
                code="consent-withdrawal",
                message="Hier stehen Kanäle eines Widerrufs, aber kein Tag.",
                hint="Tragen Sie «withdrawn_on» ein; ohne Tag ist nichts widerrufen.",
            )


def _without_renewed(catalogue: Catalogue, consent: model.Consent) -> model.Consent:
    """The withdrawn entry without the fields that a later consent gave anew."""
    renewed = {name for later in catalogue.consents if renews(later, consent) for name in later.fields}
    return consent.model_copy(update={"fields": tuple(name for name in consent.fields if name not in renewed)})


def _standing_data(
    organization: model.Organization, consent: model.Consent, subjects: frozenset[str]
) -> Iterator[Standing]:
    """What still stands in the data although the entry about it was withdrawn.

    Contacts and locations with an entry of their own are judged by that one.
    """
    is_whole = consent.subject == organization.id
    if is_whole and "link" in consent.fields:
        yield from _links(organization)
    for contact in organization.contacts:
        is_own = contact.id == consent.subject
        if is_own and contact.is_person:
            yield from _of_person(contact, consent)
        elif is_own or (is_whole and contact.id not in subjects):
            has_details = bool(contact.phones or contact.email or contact.url)
            if "contact" in consent.fields and has_details:
                yield Standing(contact.id, (), "diesen Kontakt")
    for location in organization.locations:
        is_own = location.id == consent.subject
        if "address" in consent.fields and (is_own or (is_whole and location.id not in subjects)):
            yield Standing(location.id, (), "diese Adresse")


def _of_person(contact: model.Contact, consent: model.Consent) -> Iterator[Standing]:
    """Of a person who withdrew the name all must go, of one who withdrew the details only these."""
    if "person" in consent.fields:
        yield Standing(contact.id, (), "diesen Kontakt")
    elif "contact" in consent.fields:
        for field in (name for name in ("phones", "email", "url") if getattr(contact, name)):
            yield Standing(contact.id, (field,), f"die Zeile «{field}»")


def _links(organization: model.Organization) -> Iterator[Standing]:
    if organization.website:
        yield Standing(organization.id, ("website",), "die Zeile «website»")
    for service in organization.services:
        if service.url:
            yield Standing(service.id, ("url",), "die Zeile «url»")


def persons_are_cleared(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """What stands of a person in the public data is cleared on the website, or belongs into the private folder.

    The repository is as public as the website. What was withdrawn is told by `withdrawn_data_is_gone`.
    """
    has_basis = catalogue.region.public_authority_basis
    cleared = cleared_fields(catalogue.consents, "site", today, has_authority_basis=has_basis)
    withdrawn = {c.subject for c in catalogue.consents if c.is_withdrawn_in("site")}
    persons = [c for o in catalogue.organizations for c in o.contacts if c.is_person]
    for contact in persons:
        if catalogue.is_private(contact.id) or contact.id in withdrawn:
            continue
        own = cleared.get(contact.id, frozenset())
        entries = [c for c in catalogue.consents if c.subject == contact.id]
        if not entries:
            message = "Für diese Person gibt es keinen Eintrag in data/consents.yaml."
            yield _uncleared(catalogue, contact.id, (), message, code="consent-missing")
        elif "person" not in own:
            yield _uncleared(catalogue, contact.id, (), f"Diese Person ist nicht freigegeben: {_why(entries, today)}.")
        elif "contact" not in own:
            for field in (name for name in ("phones", "email", "url") if getattr(contact, name)):
                message = f"Zu dieser Person ist nur der Name freigegeben, nicht «{field}»."
                yield _uncleared(catalogue, contact.id, (field,), message)


def _why(entries: list[model.Consent], today: date) -> str:
    """Why none of the entries clears a person on the website."""
    if all(has_lapsed(entry, today) for entry in entries):
        return "Die Zustimmung ist abgelaufen"
    if all(entry.basis == "pending" for entry in entries):
        return "Die Zustimmung steht aus"
    if not any("person" in entry.fields for entry in entries):
        return "Die Zustimmung nennt «person» nicht"
    if not any("site" in entry.channels for entry in entries):
        return "Die Zustimmung gilt nicht für die Website («site»)"
    return "Keine Zustimmung deckt «person» an diesem Tag"


def _uncleared(
    catalogue: Catalogue, record_id: str, path: tuple[str, ...], message: str, code: str = "person-uncleared"
) -> Problem:
    """A person's data that must leave the public files; they are never published, so the build may go on."""
    return catalogue.origin(record_id).problem(
        *path, code=code, message=message, stops_build=False,
        hint="Tragen Sie die Zustimmung ein; solange sie fehlt, gehört die Angabe in den privaten Ordner.",
    )  # fmt: skip


def bodies_have_entries(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A body without an entry appears by name only; that should be a decision."""
    subjects = {consent.subject for consent in catalogue.consents}
    for organization in catalogue.organizations:
        if organization.id not in subjects and organization.id not in catalogue.lost:
            yield catalogue.origin(organization.id).problem(
                code="consent-missing",
                severity="warning",
                message="Ohne Eintrag in data/consents.yaml erscheint nur der Name.",
                hint="Tragen Sie eine Grundlage ein, oder «basis: pending».",
            )


def consents_that_lapse(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """A consent that lapses within 90 days must be renewed in time, unless what it cleared is gone."""
    present = {part.id for o in catalogue.organizations for part in (o, *o.contacts, *o.locations)}
    for consent in (entry for entry in catalogue.consents if entry.subject in present):
        if consent.valid_until and not consent.is_withdrawn_in("site") and consent.valid_until - today <= LAPSES_SOON:
            verb, end = ("ist", "abgelaufen") if consent.valid_until < today else ("läuft", "ab")
            yield catalogue.origin(consent.id).problem(
                "valid_until",
                code="consent-lapses",
                severity="warning",
                message=f"Diese Zustimmung {verb} am {consent.valid_until.isoformat()} {end}.",
                hint=f"Erneuern Sie sie; ohne sie fehlen auf der Website: {_lost_with(consent)}.",
            )


_SHOWN_BY = {"link": "Links", "contact": "Telefon und E-Mail", "address": "Adressen", "person": "der Name der Person"}


def _lost_with(consent: model.Consent) -> str:
    """What readers no longer see without an entry."""
    return ", ".join(_SHOWN_BY[name] for name in consent.fields)


RULES = (
    basis_covers_fields,
    channels_fit_basis,
    withdrawn_data_is_gone,
    withdrawals_have_a_day,
    persons_are_cleared,
    bodies_have_entries,
    consents_that_lapse,
)
