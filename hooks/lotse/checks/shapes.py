"""Addresses, phone numbers and mail addresses say the same when they are written back as when they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from pydantic import BaseModel

from lotse.checks.channels import written_texts
from lotse.load import Catalogue
from lotse.load.catalogue import PathPart
from lotse.problems import Problem
from lotse.words import dialled, is_host, untracked

_MAIL = re.compile(r"[a-z0-9]+(?:[._+-]+[a-z0-9_]+)*@(?P<host>[^@\s]+)", re.IGNORECASE)
_URL_FIELDS = frozenset({"url", "website", "feedback_form", "contribute_url", "site_url"})
_SECRET = re.compile(r"//[^/]*@")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
_TYPED_URL = re.compile(r"https?://[^\s<>()\"'`]+", re.IGNORECASE)
_HTTPS = "Erlaubt sind Adressen, die mit https:// beginnen."
_Value = tuple[str, tuple[PathPart, ...], str]  # id of the record, path in it, text


def url_shapes(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Web addresses are complete, use https and hold no user name."""
    for record_id, path, value in _values(catalogue):
        if _is_url(path) and (found := url_fault(value)):
            fault, hint = found
            yield catalogue.origin(record_id).problem(
                *path, code="url-forbidden", message=f"«{_SECRET.sub('//…@', value)[:80]}» {fault}", hint=hint
            )


def url_fault(value: str) -> tuple[str, str] | None:
    """What is wrong with a web address, and what to do; None if nothing is."""
    if re.search(r"\s", value):
        return "enthält ein Leerzeichen.", "Löschen Sie es; gehört es zur Adresse, schreiben Sie %20."
    if re.match(r"https?:(?!//[^/])", value):
        rest = re.sub(r"^https?:/*", "", value)
        return "ist keine vollständige Internetadresse.", f"Hinter «https:» stehen zwei Schrägstriche: https://{rest}"
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "ist keine Internetadresse.", _HTTPS
    if parts.scheme != "https":
        return "ist keine erlaubte Internetadresse.", _HTTPS
    if "@" in parts.netloc:
        return "enthält Zugangsdaten.", _HTTPS
    if not is_host(host) or re.search(r"[<>\"'\\]", value):
        return "ist keine vollständige Internetadresse.", _HTTPS
    if value[-1] in ".,;:!?)]}»“”’":
        return "endet mit einem Satzzeichen.", f"Schreiben Sie: {value.rstrip('.,;:!?)]}»“”’')}"
    return None


def links_without_trackers(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No link follows people, carries somebody's session or came from a share button, in data and on pages."""
    for text in written_texts(catalogue):
        if "://" not in text.text or text.channel not in ("data", "prose"):
            continue
        for found in _TYPED_URL.finditer(text.text):
            shorter = untracked(found[0])
            if shorter != found[0]:
                yield text.problem(
                    at=found.start(), code="url-tracking", hint=f"Schreiben Sie: {shorter}",
                    message="Die Adresse trägt Anhängsel, mit denen Aufrufe verfolgt werden oder die nur heute gelten.",
                )  # fmt: skip


def site_address_is_a_folder(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The website's own address ends with a slash, for every page's address is put behind it."""
    region = catalogue.region
    if url_fault(region.site_url) is None and not region.site_url.endswith("/"):
        yield catalogue.origin(region.id).problem(
            "site_url", code="url-forbidden", message=f"«{region.site_url}» endet nicht mit einem Schrägstrich.",
            hint=f"Schreiben Sie: {region.site_url}/",
        )


def phone_shapes(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Phone numbers can be dialled, and no digit of them is lost or made up."""
    for organization in catalogue.organizations:
        for contact in organization.contacts:
            for number, phone in enumerate(contact.phones):
                if dialled(phone.number, phone.extension) is None:
                    is_extension = dialled(phone.number) is not None
                    path = ("phones", number, "extension" if is_extension else "number")
                    value = phone.extension if is_extension else phone.number
                    yield _phone_problem(catalogue, contact.id, path, str(value), is_extension=is_extension)
    phone = catalogue.region.operator.phone
    if phone is not None and dialled(phone) is None:
        yield _phone_problem(catalogue, catalogue.region.id, ("operator", "phone"), phone, is_extension=False)


def _phone_problem(
    catalogue: Catalogue, record_id: str, path: tuple[PathPart, ...], value: str, *, is_extension: bool
) -> Problem:
    what = "keine Durchwahl" if is_extension else "keine vollständige Telefonnummer"
    hint = "Eine Durchwahl sind höchstens sechs Ziffern; Kurznummern haben keine." if is_extension else _advice(value)
    return catalogue.origin(record_id).problem(
        *path, code="phone-wrong", message=f"«{value}» ist {what}.", hint=hint
    )


EXTENSION = re.compile(
    r"(?P<number>.*?\d)[\s,;]*(?:app(?:arat)?|durchwahl|dw|ext(?:ension)?|x)\.?\s*(?P<own>\d{1,6})\s*"
)
_LIKE_NUMBERS = "Schreiben Sie Vorwahl und Nummer, zum Beispiel «0241 0000000» oder «+49 241 0000000»."


def _advice(value: str) -> str:
    """What to do about a number that can't be taken as it is."""
    extension = EXTENSION.fullmatch(value.casefold())
    if extension:
        number = value[: len(extension["number"])]
        return f'Die Durchwahl steht für sich: {{number: "{number}", extension: "{extension["own"]}"}}.'
    digits = len(re.findall(r"\d", value))
    if digits > 5 and re.search(r"[/,;]|\bu(nd|\.)|\bo(der|\.)|\d\s+\+?0\d", value):
        return "Steht da mehr als eine Nummer? Jede bekommt eine eigene Zeile unter «phones»."
    if digits > 5 and re.search(r"[()]|uhr|\bmo\b|\bdi\b|\bfr\b", value, re.IGNORECASE):
        return "Hier steht nur die Nummer; Zeiten gehören zu «schedules», Hinweise zu «note» der Adresse."
    if digits > 4 and not value.lstrip("( ").startswith(("0", "+")):
        return f"Am Anfang fehlt die Vorwahl. {_LIKE_NUMBERS}"
    return _LIKE_NUMBERS


def mail_shapes(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A mail address is one address and nothing else: no copy, no subject, no second address."""
    for record_id, path, value in _values(catalogue):
        found = _MAIL.fullmatch(value) if path[-1] == "email" else None
        if path[-1] == "email" and not (found and is_host(found["host"])):
            yield catalogue.origin(record_id).problem(
                *path, code="email-wrong", message=f"«{value}» ist keine E-Mail-Adresse.", hint=_mail_advice(value)
            )


def _mail_advice(value: str) -> str:
    if "?" in value or value.startswith("mailto:"):
        bare = value.removeprefix("mailto:").partition("?")[0]
        return f"Hier steht nur die Adresse: {bare}"
    if value.count("@") > 1:
        return "Hier steht nur eine; eine zweite gehört zu einem eigenen Kontakt."
    return "Schreiben Sie sie so: name@example.org."


def id_shapes(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No id is a name that some file systems reserve."""
    for record_id, origin in catalogue.origins.items():
        if _RESERVED.fullmatch(record_id):
            yield origin.problem(
                "id", code="id-malformed", message=f"«{record_id}» ist auf manchen Rechnern kein Dateiname.",
                hint="Wählen Sie eine andere Kennung.",
            )


def _is_url(path: tuple[PathPart, ...]) -> bool:
    return path[-1] in _URL_FIELDS or str(path[-1]).endswith("_url")


def _values(catalogue: Catalogue) -> Iterator[_Value]:
    """Every text of every record with its path; nested records with an id speak for themselves."""
    for record in (*catalogue.organizations, *catalogue.sources, catalogue.region):
        yield from _texts(record, record.id, ())


def _texts(value: object, owner: str, path: tuple[PathPart, ...]) -> Iterator[_Value]:
    if isinstance(value, str):
        yield owner, path, value
    elif isinstance(value, BaseModel):
        inner = getattr(value, "id", None)
        is_own = inner is not None and path != ()
        for name, field in value:
            yield from _texts(field, inner if is_own else owner, (name,) if is_own else (*path, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, owner, (*path, number))


RULES = (
    url_shapes, links_without_trackers, site_address_is_a_folder, phone_shapes, mail_shapes, id_shapes,
)  # fmt: skip
