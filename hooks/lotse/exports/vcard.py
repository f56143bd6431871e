"""Cleared contacts of a body → cards for address books (vCard 4.0, RFC 6350).

Every value is one line: a line break in a text is written as «\\n», so that no text can begin a property of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lotse.model.actors import Address

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BREAK = re.compile("\r\n|[\r\n\u2028\u2029\x85]")
_LONGEST = 75  # octets of a line, without its end


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A body, or a contact of it, as an address book knows it. All addresses are whole ones."""

    uid: str  # the same for ever: the address of the page with the anchor
    name: str
    organization: str
    title: str = ""  # the function at the body
    is_person: bool = False
    phones: tuple[str, ...] = ()  # as dialled: "+49241…", "+49241…;ext=12", "115"
    email: str | None = None
    urls: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    languages: tuple[str, ...] = ()
    note: str = ""


def vcards(cards: Iterable[Card], today: date) -> str:
    """The text of the file: one card after the other."""
    return "".join(f"{_folded(line)}\r\n" for card in cards for line in _lines(card, today))


def _lines(card: Card, today: date) -> Iterable[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0")
    yield f"KIND:{'individual' if card.is_person else 'org'}"
    yield f"UID:{_uri(card.uid)}"
    yield f"FN:{_text(card.name)}"
    if card.is_person:
        yield f"N:;{_text(card.name)};;;"
    yield f"ORG:{_text(card.organization)}"
    if card.title:
        yield f"TITLE:{_text(card.title)}"
    yield from (f"TEL;VALUE=uri;TYPE=work:tel:{_uri(phone)}" for phone in card.phones)
    if card.email:
        yield f"EMAIL;TYPE=work:{_text(card.email)}"
    yield from (f"ADR;TYPE=work:;;{_address(address)}" for address in card.addresses)
    yield from (f"URL:{_uri(url)}" for url in card.urls)
    yield from (f"LANG;TYPE=work:{_text(language)}" for language in card.languages)
    if card.note:
        yield f"NOTE:{_text(card.note)}"
    yield f"SOURCE:{_uri(card.uid)}"
    yield f"REV:{today:%Y%m%d}T000000Z"
    yield "END:VCARD"


def _address(address: Address) -> str:
    parts = (address.street, address.city, "", address.postal_code, address.country)
    return ";".join(map(_text, parts))


def _text(text: str) -> str:
    """A text as a value: what has a meaning in the file is masked, what nobody sees is left out."""
    seen = _UNSEEN.sub("", _BREAK.sub("\n", text)).strip()
    return re.sub(r"[\\,;]", lambda sign: f"\\{sign[0]}", seen).replace("\n", "\\n").replace("\t", " ")


def _uri(uri: str) -> str:
    """An address as a value: it has neither breaks nor blanks."""
    return _UNSEEN.sub("", "".join(uri.split()))


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never within a character; each further one begins with a blank."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    return "\r\n".join([*pieces, piece])
