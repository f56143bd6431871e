"""Changes and withdrawals of the bundle as a feed (Atom, RFC 4287; withdrawals as tombstones, RFC 6721)."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape, quoteattr

from lotse.exports.bundle.records import Bundle, OpenEnding, OpenEntry

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang={language}>\n'
)


def feed(bundle: Bundle, address: str) -> str:
    """The text of the feed at this address: what is cleared, the latest first, and what no longer is."""
    language = bundle.languages[0]
    entries = sorted(bundle.entries, key=lambda entry: (_day(entry), entry.id), reverse=True)
    ended = [ending for ending in bundle.endings if ending.ended_on]
    days = [*map(_day, entries), *(ending.ended_on for ending in ended if ending.ended_on)]
    names = {body.id: body.name[language] for body in bundle.organizations}
    pages = {body.id: body.page for body in bundle.organizations}
    parts = [
        _HEAD.format(language=quoteattr(language)),
        f"<id>{escape(address)}</id>\n<title>{_text(_worded(bundle.region, language))}</title>\n",
        f"<updated>{_moment(max(days, default=bundle.as_of))}</updated>\n",
        f"<author><name>{_text(_worded(bundle.region, language))}</name></author>\n",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(address)}/>\n',
        f'<link rel="alternate" type="text/html" href={quoteattr(bundle.source)}/>\n',
        *(_entry(entry, names[entry.organization], pages[entry.organization], language) for entry in entries),
        *(_ending(ending) for ending in sorted(ended, key=lambda one: one.id)),
        "</feed>\n",
    ]
    return "".join(parts)


def _entry(entry: OpenEntry, name: str, page: str, language: str) -> str:
    numbers = ", ".join(clearance.number for clearance in entry.clearances)
    label = _worded(entry.label, language)
    title = name if label == name else f"{name}: {label}"
    return (
        f"<entry><id>{_urn(entry.id)}</id><title>{_text(title)}</title><updated>{_moment(_day(entry))}</updated>"
        f'<link rel="alternate" href={quoteattr(page)}/><category term={quoteattr(entry.kind)}/>'
        f"<summary>{_text(numbers)}</summary></entry>\n"
    )


def _ending(ending: OpenEnding) -> str:
    moment = _moment(ending.ended_on) if ending.ended_on else ""
    comment = f"<at:comment>{_text(f'{ending.reason} {ending.number}')}</at:comment>"
    return f'<at:deleted-entry ref="{_urn(ending.id)}" when="{moment}">{comment}</at:deleted-entry>\n'


def _urn(entry_id: str) -> str:
    return f"urn:lotse:{entry_id}"


def _day(entry: OpenEntry) -> date:
    return max(clearance.given_on or clearance.recorded_on for clearance in entry.clearances)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _worded(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()))


def _text(text: str) -> str:
    """The text for an element; signs that XML knows no way to write are left out."""
    return escape("".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff")))
