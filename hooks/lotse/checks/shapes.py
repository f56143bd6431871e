"""Addresses, phone numbers and mail addresses have the shape that the world expects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from pydantic import BaseModel

from lotse.load import Catalogue
from lotse.load.catalogue import PathPart
from lotse.problems import Problem
from lotse.words import in_e164

_MAIL = re.compile(r"[^@\s<>\"(),:;]+@[a-z0-9.-]+\.[a-z]{2,}", re.IGNORECASE)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_URL_FIELDS = frozenset({"url", "website", "feedback_form", "contribute_url", "site_url"})
_SECRET = re.compile(r"//[^/]*@")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")


def url_shapes(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Web addresses are complete, use https and hold no user name."""
    for record_id, path, value in _values(catalogue):
        field = path[-1]
        if (field in _URL_FIELDS or str(field).endswith("_url")) and (fault := url_fault(value)):
            yield catalogue.origin(record_id).problem(
                *path, code="url-forbidden", message=f"«{_SECRET.sub('//…@', value)[:80]}» {fault}",
                hint="Erlaubt sind Adressen, die mit https:// beginnen.",
            )


def url_fault(value: str) -> str:
    """What is wrong with a web address, or an empty text."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return "ist keine Internetadresse."
    if parts.scheme != "https":
        return "ist keine erlaubte Internetadresse."
    if parts.username or parts.password or "@" in parts.netloc:
        return "enthält Zugangsdaten."
    if not parts.hostname or "." not in parts.hostname or re.search(r"[\s<>\"'\\]", value):
        return "ist keine vollständige Internetadresse."
    return ""


def phone_shapes(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Phone numbers can be dialled from abroad."""
    for record_id, path, value in _values(catalogue):
        if (path[-1] == "phone" or (len(path) > 1 and path[-2] == "phones")) and in_e164(value) is None:
            yield catalogue.origin(record_id).problem(
                *path, code="phone-wrong", message=f"«{value}» ist keine vollständige Telefonnummer.",
                hint="Schreiben Sie Vorwahl und Nummer, zum Beispiel «0241 0000000» oder «+49 241 0000000».",
            )


def mail_shapes(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Mail addresses have a name, one @ and a domain."""
    for record_id, path, value in _values(catalogue):
        if path[-1] == "email" and not _MAIL.fullmatch(value):
            yield catalogue.origin(record_id).problem(
                *path, code="email-wrong", message=f"«{value}» ist keine E-Mail-Adresse.",
                hint="Schreiben Sie sie so: name@example.org.",
            )


def schedule_shapes(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Opening hours are times of day, and close after they open."""
    for organization in catalogue.organizations:
        for location in organization.locations:
            for number, schedule in enumerate(location.schedules):
                times = (schedule.opens_at, schedule.closes_at)
                if not all(map(_TIME.fullmatch, times)) or schedule.opens_at >= schedule.closes_at:
                    yield catalogue.origin(location.id).problem(
                        "schedules", number, code="value-wrong", message="Die Öffnungszeit passt nicht.",
                        hint="Schreiben Sie Stunden und Minuten: «08:30» und später «12:00».",
                    )


def id_shapes(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No id is a name that some file systems reserve."""
    for record_id, origin in catalogue.origins.items():
        if _RESERVED.fullmatch(record_id):
            yield origin.problem(
                "id", code="id-malformed", message=f"«{record_id}» ist auf manchen Rechnern kein Dateiname.",
                hint="Wählen Sie eine andere Kennung.",
            )


def _values(catalogue: Catalogue) -> Iterator[tuple[str, tuple[PathPart, ...], str]]:
    """Every text of every record with its path; nested records with an id speak for themselves."""
    for record in (*catalogue.organizations, *catalogue.sources, catalogue.region):
        yield from _texts(record, record.id, ())


def _texts(value: object, owner: str, path: tuple[PathPart, ...]) -> Iterator[tuple[str, tuple[PathPart, ...], str]]:
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


RULES = (url_shapes, phone_shapes, mail_shapes, schedule_shapes, id_shapes)
