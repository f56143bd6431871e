"""What a withdrawal takes from readers: values per channel, the pages that show them, and texts that still do."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lotse import model
from lotse.checks.channels import written_texts
from lotse.commands.withdraw.texts import Doomed
from lotse.contact_data import contacts_in
from lotse.edition import Edition
from lotse.load import Catalogue
from lotse.model.consents import CHANNELS, Channel
from lotse.model.public import PublicOrganization
from lotse.names import name_spot
from lotse.problems import PRIVATE_FILE
from lotse.publish import publish
from lotse.words import dialled, in_e164


class Value(NamedTuple):
    """Something that readers can use or see."""

    kind: str  # in German: "Name", "Telefon" …
    text: str  # as it is published


def gone(before: Catalogue, after: Catalogue, owner: str, today: date) -> dict[Channel, tuple[Value, ...]]:
    """Per channel what of a body could be published until now and no longer may be."""
    return {channel: tuple(_gone(before, after, owner, channel, today)) for channel in CHANNELS}


def _gone(before: Catalogue, after: Catalogue, owner: str, channel: Channel, today: date) -> Iterator[Value]:
    old, new = (publish(catalogue, channel, today).organization(owner) for catalogue in (before, after))
    kept = set(values_of(new)) if new else set()
    yield from dict.fromkeys(value for value in (values_of(old) if old else ()) if value not in kept)


def values_of(body: PublicOrganization) -> Iterator[Value]:
    """Everything of a published body that a consent is about."""
    links = (body.website, *(service.url for service in body.services), *(contact.url for contact in body.contacts))
    yield from (Value("Link", url) for url in links if url)
    for contact in body.contacts:
        yield from (Value("Name", name) for name in (contact.name,) if name)
        yield from (Value("Telefon", number) for number in contact.phones)
        yield from (Value("E-Mail", mail) for mail in (contact.email,) if mail)
    yield from (Value("Adresse", place.address.street) for place in body.locations)


def deleted(before: Catalogue, doomed: Iterable[Doomed]) -> Iterator[Value]:
    """The values of what is deleted from the data, whether it was published or not."""
    parts = {part.id: part for o in before.organizations for part in (o, *o.services, *o.contacts, *o.locations)}
    for one in doomed:
        part = parts[one.record]
        if isinstance(part, model.Location):
            yield Value("Adresse", part.address.street)
            continue
        yield from (Value("Link", url) for url in (getattr(part, name, None) for name in ("website", "url")) if url)
        if isinstance(part, model.Contact) and not one.path and part.name:
            yield Value("Name", part.name)
        if isinstance(part, model.Contact):
            numbers = (dialled(phone.number, phone.extension) for phone in part.phones)
            yield from (Value("Telefon", number) for number in numbers if number)
            yield from (Value("E-Mail", mail) for mail in (part.email,) if mail)


@dataclass(frozen=True)
class Pages:
    """Addresses of pages that show a value now: those that lose it, and those that show one for another reason."""

    losing: tuple[str, ...]
    keeping: tuple[str, ...]


def pages_with(values: Iterable[Value], before: Edition, after: Edition) -> Pages | None:
    """Where readers see the values, in the first language; None while there are no pages because of errors."""
    if not before.pages or not after.pages:
        return None
    language = next(iter(before.pages))
    known = {address: forms for address, forms in _shown(values, before, language) if forms}
    left = {address: _seen(forms, after, language, address) for address, forms in known.items()}
    losing = (address for address, forms in known.items() if len(left[address]) < len(forms))
    return Pages(tuple(losing), tuple(address for address, forms in left.items() if forms))


def _shown(values: Iterable[Value], edition: Edition, language: str) -> Iterator[tuple[str, set[str]]]:
    forms = {form for value in values for form in (html.escape(value.text), value.text)}
    for address in edition.pages[language]:
        yield address, _seen(forms, edition, language, address)


def _seen(forms: Iterable[str], edition: Edition, language: str, address: str) -> set[str]:
    page = edition.pages[language].get(address)
    text = page.html if page else ""
    return {form for form in forms if form in text}


class Trace(NamedTuple):
    """A place in data or texts that still holds a value."""

    file: str
    line: int
    kind: str


def traces(values: Iterable[Value], catalogue: Catalogue) -> list[Trace]:
    """Where the values still stand: data, comments, pages, translations, glossary; of the private folder nothing."""
    values = tuple(values)
    names = frozenset(value.text for value in values if value.kind == "Name")
    found: set[Trace] = set()
    for written in written_texts(catalogue):
        if written.file == PRIVATE_FILE:
            continue
        spot = name_spot(written.text, names) if names else None
        spots = [("Name", spot)] if spot is not None else []
        spots += [(v.kind, at) for v in values if v.kind != "Name" and (at := _spot(written.text, v)) is not None]
        for kind, at in spots:
            line = written.place(at)[0] if written.is_exact else written.line
            found.add(Trace(written.file, line, kind))
    return sorted(found)


def _spot(text: str, value: Value) -> int | None:
    if value.kind == "Telefon":
        return _phone_spot(text, value.text)
    at = text.casefold().find(value.text.casefold().rstrip("/"))
    return None if at < 0 else at


def _phone_spot(text: str, number: str) -> int | None:
    main = number.partition(";")[0]
    digits = re.sub(r"\D", "", text)
    if main.lstrip("+")[-5:] not in digits:
        return None
    found = (one.start for one in contacts_in(text) if in_e164(one.text) == main)
    return next(found, None)

