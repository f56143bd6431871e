"""The ledger of consents is coherent, and what was withdrawn is gone from the data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lotse import model
from lotse.load import Catalogue
from lotse.model.consents import renews
from lotse.problems import Problem

_FIELDS: dict[str, frozenset[str]] = {
    "agreement-4.1": frozenset({"link"}),
    "agreement-4.2": frozenset({"person", "contact"}),
    "public-authority": frozenset({"link", "contact", "address"}),
    "public-web": frozenset({"link"}),
}
LAPSES_SOON = timedelta(days=90)


def basis_covers_fields(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A basis clears only what it can: the agreement links, an authority's pages never persons."""
    for consent in catalogue.consents:
        allowed = _FIELDS.get(consent.basis)
        for number, name in enumerate(consent.fields):
            if allowed is not None and name not in allowed:
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
    subjects = frozenset(consent.subject for consent in catalogue.consents)
    for consent in catalogue.consents:
        if consent.withdrawn_on is None:
            continue
        for organization in catalogue.organizations:
            for record_id, path, what in _standing_data(organization, _without_renewed(catalogue, consent), subjects):
                yield catalogue.origin(record_id).problem(
                    *path,
                    code="consent-withdrawn",
                    message=f"Die Zustimmung wurde am {consent.withdrawn_on.isoformat()} widerrufen, "
                    "die Angabe steht noch hier.",
                    hint=f"Löschen Sie {what}; siehe «Widerruf» im Handbuch (auch zur Versionsgeschichte).",
                )


def _without_renewed(catalogue: Catalogue, consent: model.Consent) -> model.Consent:
    """The withdrawn entry without the fields that a later consent gave anew."""
    renewed = {name for later in catalogue.consents if renews(later, consent) for name in later.fields}
    return consent.model_copy(update={"fields": tuple(name for name in consent.fields if name not in renewed)})


_Standing = tuple[str, tuple[str, ...], str]  # id of the record, path in it, what to delete


def _standing_data(
    organization: model.Organization, consent: model.Consent, subjects: frozenset[str]
) -> Iterator[_Standing]:
    """What still stands in the data although the entry about it was withdrawn.

    Contacts and locations with an entry of their own are judged by that one.
    """
    is_whole = consent.subject == organization.id
    if is_whole and "link" in consent.fields:
        yield from _links(organization)
    for contact in organization.contacts:
        has_details = bool(contact.phones or contact.email or contact.url)
        is_own = contact.id == consent.subject
        is_meant = is_own or (is_whole and contact.id not in subjects)
        is_person_gone = is_own and contact.is_person and bool({"person", "contact"} & {*consent.fields})
        if is_person_gone or ("contact" in consent.fields and has_details and is_meant):
            yield contact.id, (), "diesen Kontakt"
    for location in organization.locations:
        is_own = location.id == consent.subject
        if "address" in consent.fields and (is_own or (is_whole and location.id not in subjects)):
            yield location.id, (), "diese Adresse"


def _links(organization: model.Organization) -> Iterator[_Standing]:
    if organization.website:
        yield organization.id, ("website",), "die Zeile «website»"
    for service in organization.services:
        if service.url:
            yield service.id, ("url",), "die Zeile «url»"


def persons_have_entries(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A person in the data needs an entry in the ledger, or the data doesn't belong here."""
    subjects = {consent.subject for consent in catalogue.consents}
    for organization in catalogue.organizations:
        for contact in organization.contacts:
            if contact.is_person and contact.id not in subjects:
                yield catalogue.origin(contact.id).problem(
                    code="consent-missing",
                    message="Für diese Person gibt es keinen Eintrag in data/consents.yaml.",
                    hint="Tragen Sie die Zustimmung ein, oder führen Sie den Kontakt im privaten Ordner.",
                )


def bodies_have_entries(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A body without an entry appears by name only; that should be a decision."""
    subjects = {consent.subject for consent in catalogue.consents}
    for organization in catalogue.organizations:
        if organization.id not in subjects:
            yield catalogue.origin(organization.id).problem(
                code="consent-missing",
                severity="warning",
                message="Ohne Eintrag in data/consents.yaml erscheint nur der Name.",
                hint="Tragen Sie eine Grundlage ein, oder «basis: pending».",
            )


def consents_that_lapse(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """A consent that lapses within 90 days must be renewed in time."""
    for consent in catalogue.consents:
        if consent.valid_until and not consent.withdrawn_on and consent.valid_until - today <= LAPSES_SOON:
            verb, end = ("ist", "abgelaufen") if consent.valid_until < today else ("läuft", "ab")
            yield catalogue.origin(consent.id).problem(
                "valid_until",
                code="consent-lapses",
                severity="warning",
                message=f"Diese Zustimmung {verb} am {consent.valid_until.isoformat()} {end}.",
                hint="Erneuern Sie sie; ohne Zustimmung verschwinden die Angaben nach diesem Tag von selbst.",
            )


RULES = (
    basis_covers_fields,
    channels_fit_basis,
    withdrawn_data_is_gone,
    persons_have_entries,
    bodies_have_entries,
    consents_that_lapse,
)
