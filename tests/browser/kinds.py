"""One page of each kind of the real site: the fullest, for it has most to go wrong."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

CHUNKS = 4
"""In how many portions the kinds are judged, so that the workers of a test run share them."""

_KIND = re.compile(r'<body class="page page--([a-z]+)"')
_OTHER_LANGUAGE = re.compile(r"[a-z]{2,3}/")


@cache
def one_of_each_kind(site: Path) -> dict[str, str]:
    """Kind → address, in the default language."""
    fullest: dict[str, tuple[int, str]] = {}
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        kind = _KIND.search(file.read_text("utf-8"))
        if kind and not _OTHER_LANGUAGE.match(path):
            entry = (file.stat().st_size, "/" + path.removesuffix("index.html"))
            fullest[kind.group(1)] = max(entry, fullest.get(kind.group(1), entry))
    return {kind: address for kind, (_, address) in sorted(fullest.items())}


def portion(site: Path, number: int) -> dict[str, str]:
    """The kinds of one portion: every fourth."""
    return dict(list(one_of_each_kind(site).items())[number::CHUNKS])
