"""Entries with their days → a feed (Atom, RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no XML holds them


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One piece of news: `id` stays the same for ever, `day` is when it became so; `address` is a whole one."""

    id: str
    title: str
    day: date
    text: str
    address: str


def atom(title: str, own: str, page: str, language: str, author: str, entries: Iterable[FeedEntry], today: date) -> str:
    """The text of the file, the newest entry first. `own` and `page` are whole addresses: of the feed and its page."""
    ordered = sorted(entries, key=lambda entry: (entry.day, entry.id), reverse=True)
    updated = ordered[0].day if ordered else today
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang={_quoted(language)}>\n"
        f"<id>{_text(own)}</id>\n<title>{_text(title)}</title>\n<updated>{_moment(updated)}</updated>\n"
        f"<author><name>{_text(author)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href={_quoted(own)}/>\n'
        f'<link rel="alternate" type="text/html" href={_quoted(page)}/>\n'
        + "".join(map(_entry, ordered))
        + "</feed>\n"
    )


def _entry(entry: FeedEntry) -> str:
    return (
        f"<entry><id>{_text(entry.id)}</id><title>{_text(entry.title)}</title>"
        f"<updated>{_moment(entry.day)}</updated><link href={_quoted(entry.address)}/>"
        f"<summary>{_text(entry.text)}</summary></entry>\n"
    )


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", text))
