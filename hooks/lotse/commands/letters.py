"""`lotse consents letters`: the letter that asks a body, or a person, for the consents that are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from lotse import model
from lotse.commands.states import FIELD_WORDS, missing_fields
from lotse.load import Catalogue
from lotse.model.consents import CHANNELS
from lotse.publish import consent_number
from lotse.words import dialled, in_date_words, in_phone_words

_CHANNEL_WORDS = {
    "site": "auf der Website {site}",
    "fai": "im Bündel für die Website der Partneragentur der Vereinbarung",
    "pdf": "in gedruckten Blättern und PDF-Dateien der Website",
    "api": "in den offenen Daten der Website, die jeder weiterverwenden darf",
    "embed": "in Bausteinen der Website auf den Seiten von Partnern",
}
_OPEN = "[vom Betreiber zu ergänzen]"


def letters(catalogue: Catalogue, today: date, bodies: Collection[str] = ()) -> dict[str, str]:
    """File name → text of each letter: one for a body, and one for each of its persons, who speak for themselves.

    Who has withdrawn is not asked again.
    """
    withdrawn = {consent.subject for consent in catalogue.consents if consent.withdrawn_on}
    found: dict[str, str] = {}
    for record in catalogue.organizations:
        if bodies and record.id not in bodies:
            continue
        missing = {c: missing_fields(record, catalogue, c, today) for c in catalogue.region.channels}
        for subject in dict.fromkeys(subject for spots in missing.values() for subject, _ in spots):
            if subject in withdrawn:
                continue
            open_fields = {
                channel: [field for one, field in spots if one == subject] for channel, spots in missing.items()
            }
            found[subject] = _letter(record, subject, open_fields, catalogue, today)
    return found


def _letter(
    record: model.Organization, subject: str, missing: dict[str, list[str]], catalogue: Catalogue, today: date
) -> str:  # fmt: skip
    fields = list(dict.fromkeys(field for open_fields in missing.values() for field in open_fields))
    contact = next((c for c in record.contacts if c.id == subject), None)
    parts = [
        _head(record, contact, catalogue, today),
        _request(record, contact, catalogue),
        "Was erscheinen würde:\n" + "\n".join(_values(record, contact, fields)),
        "Wo es erscheinen würde:\n" + "\n".join(_places(missing, catalogue)),
        _withdrawal(contact, catalogue),
        _answer(record, subject, contact, missing, catalogue),
    ]
    return "\n\n".join(parts) + "\n"


def _head(record: model.Organization, contact: model.Contact | None, catalogue: Catalogue, today: date) -> str:
    operator = catalogue.region.operator
    sender = [operator.name or _OPEN, operator.street or _OPEN, f"{operator.postal_code or ''} {operator.city or ''}"]
    to = [record.name["de"], *([contact.name] if contact and contact.name else [])]
    lines = [line for line in sender if line.strip()]
    return "\n".join([*lines, "", "An", *to, "", in_date_words(today, "de")])


def _request(record: model.Organization, contact: model.Contact | None, catalogue: Catalogue) -> str:
    name = catalogue.region.site_name["de"]
    whom = "Ihre Angaben" if contact and contact.name else f"Angaben von {record.name['de']}"
    return (
        f"Bitte um Zustimmung: {whom} im „{name}“\n\nGuten Tag,\n\n"
        f"der „{name}“ zeigt Arbeitgebern und neu Zugewanderten, wer in der Region wobei hilft. "
        f"Wir möchten dort {whom} zeigen und bitten dafür um Zustimmung. Sie ist freiwillig; "
        "ohne sie erscheint " + ("Ihr Name nicht." if contact and contact.name else "nur der Name der Stelle.")
    )


def _values(record: model.Organization, contact: model.Contact | None, fields: Iterable[str]) -> Iterator[str]:
    for field in fields:
        values = list(dict.fromkeys(_of_field(record, contact, field)))
        yield f"  {FIELD_WORDS[field]}:"
        yield from (f"    {' '.join(value.split())}" for value in values)


def _of_field(record: model.Organization, contact: model.Contact | None, field: str) -> Iterator[str]:
    if field == "person" and contact and contact.name:
        yield f"{contact.name}, {contact.title['de']}"
    elif field == "contact":
        for one in [contact] if contact else [c for c in record.contacts if not c.is_person]:
            yield f"{one.title['de']}: {', '.join(_ways(one))}"
    elif field == "address":
        for place in record.locations:
            yield f"{place.address.street}, {place.address.postal_code} {place.address.city}"
    elif field == "link":
        yield from filter(None, [record.website, *(service.url for service in record.services)])


def _ways(contact: model.Contact) -> Iterator[str]:
    for phone in contact.phones:
        number = dialled(phone.number, phone.extension)
        yield in_phone_words(number, "Durchwahl {number}") if number else phone.number
    yield from filter(None, [contact.email, contact.url])


def _places(missing: dict[str, list[str]], catalogue: Catalogue) -> Iterator[str]:
    for channel in CHANNELS:
        if missing.get(channel):
            words = _CHANNEL_WORDS[channel].format(site=catalogue.region.site_url)
            yield f"  {words}: {', '.join(FIELD_WORDS[field] for field in missing[channel])}"


def _withdrawal(contact: model.Contact | None, catalogue: Catalogue) -> str:
    to = catalogue.region.operator.email or _OPEN
    law = " (Artikel 7 Absatz 3 DSGVO)" if contact and contact.name else ""
    return (
        f"Widerruf: Sie können Ihre Zustimmung jederzeit ohne Angabe von Gründen für die Zukunft widerrufen{law}; "
        f"eine Nachricht an {to} mit der Nummer unten genügt. Mit dem nächsten Bau der Website entfallen die Angaben, "
        "und wer sie von dort übernommen hat, bekommt den Widerruf gemeldet."
    )


def _answer(
    record: model.Organization, subject: str, contact: model.Contact | None, missing: dict[str, list[str]],
    catalogue: Catalogue,
) -> str:  # fmt: skip
    number = _number(subject, catalogue)
    boxes = [
        f"  [ ] {FIELD_WORDS[field]} {_CHANNEL_WORDS[channel].format(site=catalogue.region.site_url)}"
        for channel in CHANNELS
        for field in missing.get(channel, ())
    ]
    who = contact.name if contact and contact.name else record.name["de"]
    return "\n".join([
        f"Antwort an {catalogue.region.operator.email or _OPEN}",
        f"Nummer der Zustimmung: {number}", f"Für: {who}", "",
        "Ich stimme zu, dass erscheinen (bitte ankreuzen):", *boxes, "  [ ] nichts davon", "",
        "Die Zustimmung gilt bis auf Widerruf, sonst bis zum: ____________________",
        "Zu berichtigen: ____________________", "", "Ort, Tag, Unterschrift: ____________________",
    ])  # fmt: skip


def _number(subject: str, catalogue: Catalogue) -> str:
    """The number of the pending entry about the subject; where there is none, of the one that editors would begin."""
    pending = [c.id for c in catalogue.consents if c.subject == subject and c.basis == "pending"]
    return consent_number(min(pending, default=f"consent-{subject}"))
