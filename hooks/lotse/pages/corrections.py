"""How readers tell that something is wrong: a prepared mail that says where they were, an address, a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

_RECORDS = frozenset({
    "organization", "municipality", "topic", "checklist", "procedure", "instance", "retired", "route",
})  # fmt: skip
"""Kinds of pages that tell of one record, whose id ends the address."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Where to write: all of it may be missing, and then the page says so."""

    mail_href: str | None  # «mailto:» with subject and text
    email: str | None
    form_url: str | None

    @property
    def is_known(self) -> bool:
        return bool(self.email or self.form_url)


@dataclass(frozen=True, slots=True)
class Spot:
    """The page that somebody found a mistake on."""

    title: str
    url: str
    language: str  # as it calls itself
    today: date
    record: str = ""


def record_of(kind: str, address: str) -> str:
    """The id of the record that a page tells of; nothing for other pages."""
    return address.strip("/").rpartition("/")[2] if kind in _RECORDS else ""


def corrections_to(email: str | None, form_url: str | None, spot: Spot, label: Callable[[str], str]) -> Corrections:
    """The ways to the region's editors; `label` gives words in the language of the page."""
    href = None
    if email:
        subject = f"{label('wrong.subject')}{label('sign.colon')} {spot.title}"
        href = mailto(email, subject, _lines(spot, label))
    return Corrections(href, email, form_url)


def _lines(spot: Spot, label: Callable[[str], str]) -> Iterable[str]:
    colon = label("sign.colon")
    known = (
        ("wrong.page", spot.url), ("wrong.record", spot.record), ("wrong.language", spot.language),
        ("wrong.as_of", spot.today.isoformat()),
    )  # fmt: skip
    yield from (f"{label(key)}{colon} {value}" for key, value in known if value)
    yield ""
    yield label("wrong.what")


def mailto(email: str, subject: str, lines: Iterable[str]) -> str:
    """A `mailto:` address with subject and text, as RFC 6068 writes it: UTF-8, percent-encoded, lines end with CRLF."""
    local, at, host = email.rpartition("@")
    body = "\r\n".join(lines)
    return f"mailto:{quote(local, safe='')}{at}{quote(host, safe='')}?subject={_value(subject)}&body={_value(body)}"


def _value(text: str) -> str:
    return quote(text, safe="")
