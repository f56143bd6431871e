"""The list of what we wrote into a folder, which is also the mark that the folder is ours: SHA256SUMS.

`sha256sum --check SHA256SUMS` reads it: lines that begin with «#» are comments there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

NAME = "SHA256SUMS"
WEBSITE, PAGES = "website", "pages"
"""What a folder can be: a website for readers, or pages for another builder."""

_HEAD = "# lotse: "
_KEPT = "# kept for readers of the site before"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_BEFORE_MARKS = frozenset({"index.html", "404.html"})
"""Lists written before they bore a head are known by these two pages of theirs."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Path → SHA-256 of each file; `kept` are those that only pages of the site before still name."""

    kind: str
    sums: Mapping[str, str]
    kept: frozenset[str] = field(default_factory=frozenset)


def read_listing(folder: Path) -> Listing | None:
    """The list in a folder, or None where there is none or somebody else wrote it."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    head, _, rest = text.partition("\n")
    present, _, kept = rest.partition(f"{_KEPT}\n")
    if head.startswith(_HEAD):
        sums, old = _sums(present), _sums(kept)
        return Listing(head.removeprefix(_HEAD), sums | old, frozenset(old))
    sums = _sums(text)
    return Listing(WEBSITE, sums) if sums.keys() >= _BEFORE_MARKS else None


def _sums(text: str) -> dict[str, str]:
    found = map(_LINE.fullmatch, text.splitlines())
    return {line.group(2): line.group(1) for line in found if line}


def make_listing(folder: Path, paths: Iterable[str], *, kind: str, kept: Iterable[str] = ()) -> Listing:
    """The list of the files at these paths from the folder."""
    old = frozenset(kept)
    wanted = sorted({*paths, *old} - {NAME})
    return Listing(kind, {path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in wanted}, old)


def listing_text(listing: Listing) -> str:
    """The list as it stands in its file."""
    present = [_line(path, total) for path, total in sorted(listing.sums.items()) if path not in listing.kept]
    kept = [_line(path, listing.sums[path]) for path in sorted(listing.kept)]
    return "".join([f"{_HEAD}{listing.kind}\n", *present, *([f"{_KEPT}\n", *kept] if kept else [])])


def _line(path: str, total: str) -> str:
    return f"{total}  {path}\n"


def united(one: Listing, other: Listing) -> Listing:
    """A list of all that stands in either, for the time in which a folder holds both."""
    return Listing(other.kind, {**one.sums, **other.sums}, frozenset())
