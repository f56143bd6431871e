"""The rules that hold for any web server: addresses, languages, moved pages, kinds of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lotse.model import Region, Tombstone
from lotse.output.refusal import Refused

TYPES: Mapping[str, tuple[str, ...]] = {
    "text/html": ("html",),
    "text/css": ("css",),
    "text/javascript": ("js", "mjs"),
    "text/plain": ("txt",),
    "text/calendar": ("ics",),
    "text/vcard": ("vcf",),
    "application/json": ("json",),
    "application/ld+json": ("jsonld",),
    "application/manifest+json": ("webmanifest",),
    "application/xml": ("xml",),
    "application/atom+xml": ("atom",),
    "image/svg+xml": ("svg",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/webp": ("webp",),
    "image/x-icon": ("ico",),
    "font/woff2": ("woff2",),
    "application/pdf": ("pdf",),
    "application/zip": ("zip",),
}
"""Media type → endings of files that a site may hold; anything else is application/octet-stream."""
_IN_WORDS = ("text/", "json", "xml")
_SAFE_PATH = re.compile(r"[\w/. @+=:,~-]+")
_SAFE_LISTEN = re.compile(r"[\w.:\[\]/-]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Serving:
    """A site as a server sees it."""

    host: str
    root: str
    """The folder of the site on the server, absolute."""
    languages: tuple[str, ...]
    """The first stands at the root, the others in folders of their own."""
    moved: tuple[tuple[str, str], ...] = ()
    """Old and new address of retired entries, without language and outer slashes."""
    listen: str | None = None
    """Where the server listens; None for the usual place."""

    @property
    def folders(self) -> str:
        """The folders of the languages but the first, as alternatives of a regular expression."""
        return "|".join(self.languages[1:])


def serving_of(
    region: Region, retired: Iterable[Tombstone], present: Iterable[str], root: Path, listen: str | None = None
) -> Serving:
    """Puts together what a server must know; `present` are the ids that have a page.

    Raises `Refused` where a server could not be told so.
    """
    address = urlsplit(region.site_url)
    if not address.hostname or address.path not in ("", "/"):
        raise Refused(f"Für «{region.site_url}» gibt es keine Vorlage: Die Website muss an der obersten Stelle stehen.")
    if not _SAFE_PATH.fullmatch(str(root)):
        raise Refused(f"Der Pfad «{root}» enthält Zeichen, die sich in der Konfiguration nicht schreiben lassen.")
    if listen is not None and not _SAFE_LISTEN.fullmatch(listen):
        raise Refused(f"«{listen}» ist keine Adresse, an der ein Server lauschen kann, wie 127.0.0.1:8080.")
    moved = [(f"anlaufstellen/{old}", f"anlaufstellen/{new}") for old, new in _successors(retired, set(present))]
    return Serving(
        host=address.hostname, root=str(root), languages=tuple(region.languages), moved=tuple(moved), listen=listen
    )


def _successors(retired: Iterable[Tombstone], present: set[str]) -> list[tuple[str, str]]:
    """Each retired id with what stands in its place today; successors may have been retired as well."""
    after = {tombstone.id: tombstone.successor for tombstone in retired}
    found = []
    for old in sorted(after):
        new, seen = after[old], {old}
        while new in after and new not in seen:
            seen.add(new)
            new = after[new]
        if new in present:
            found.append((old, new))
    return found


def with_charset(kind: str) -> str:
    """The media type as it goes out: with its encoding if it is text.

    Servers would add it themselves, but nginx not to files that are compressed already.
    """
    return f"{kind}; charset=utf-8" if is_text(kind) else kind


def is_text(kind: str) -> bool:
    """Whether a media type is text, which gets smaller when compressed."""
    return any(part in kind for part in _IN_WORDS)
