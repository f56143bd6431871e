"""Scripts, style sheets and pictures under names that tell their content, so that caches never mix old and new."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import partial
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

from lotse.output.files import FolderFiles
from lotse.policy import HASH_LENGTH

_SCRIPT = re.compile(
    r"""(?P<before>\b(?:from|import)\s*\(?\s*|\bnew\s+URL\(\s*)(?P<quote>["'])(?P<path>\.{1,2}/[^"'?#]+)"""
)
_STYLE = re.compile(
    r"""(?P<before>\burl\(\s*|@import\s+)(?P<quote>["']?)(?P<path>(?![a-z][a-z0-9+.-]*:|[/#])[^"')\s?#]+)"""
)
_DRAWING = re.compile(r"""(?P<before>\bhref\s*=\s*)(?P<quote>["'])(?P<path>(?![a-z][a-z0-9+.-]*:|[/#])[^"'?#]+)""")
_NAMES_FILES = {".js": _SCRIPT, ".mjs": _SCRIPT, ".css": _STYLE, ".svg": _DRAWING}
_COMPUTED = re.compile(r"\bimport\s*\(\s*`")


class HashedAssets(NamedTuple):
    """Old name → new name, and the new files; all paths from the folder of the assets."""

    names: Mapping[str, str]
    files: Mapping[str, bytes]


def hashed_assets(folder: Path) -> HashedAssets:
    """The assets of a folder under names such as `dom.0f3a91c2d4.js`, naming one another by these.

    A file whose content changes, and every file that names it, gets a new name. The same files always give the
    same. Raises ValueError with a German sentence if a file names one that isn't there, or two name each other.
    """
    contents = FolderFiles(folder)
    named = {path: set(_named_in(path, contents)) for path in contents}
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for path in _in_order(named):
        data = _renamed(path, contents[path], names)
        names[path] = _name_of(path, data)
        files[names[path]] = data
    return HashedAssets(dict(sorted(names.items())), dict(sorted(files.items())))


def _named_in(path: str, contents: Mapping[str, bytes]) -> Iterator[str]:
    """The files that a file names, by their paths from the folder."""
    pattern = _pattern(path)
    if pattern is None:
        return
    text = contents[path].decode("utf-8")
    if pattern is _SCRIPT and _COMPUTED.search(text):
        raise ValueError(f"«{path}» lädt ein Modul, dessen Name erst beim Laden feststeht; er muss fest dastehen.")
    for found in pattern.finditer(text):
        target = _target(path, found)
        if target not in contents:
            raise ValueError(f"«{path}» nennt «{found['path']}», und diese Datei gibt es nicht.")
        yield target


def _pattern(path: str) -> re.Pattern[str] | None:
    return _NAMES_FILES.get(posixpath.splitext(path)[1])


def _target(path: str, found: re.Match[str]) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), found["path"]))


def _in_order(named: Mapping[str, set[str]]) -> Iterator[str]:
    """Each file after those that it names."""
    try:
        yield from TopologicalSorter({path: sorted(named[path]) for path in sorted(named)}).static_order()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise ValueError(f"Diese Dateien nennen einander im Kreis: {circle}.") from error


def _renamed(path: str, data: bytes, names: Mapping[str, str]) -> bytes:
    """The content with the new names in it."""
    pattern = _pattern(path)
    if pattern is None:
        return data
    return pattern.sub(partial(_with_new_name, path=path, names=names), data.decode("utf-8")).encode("utf-8")


def _with_new_name(found: re.Match[str], path: str, names: Mapping[str, str]) -> str:
    new = posixpath.basename(names[_target(path, found)])
    return f"{found['before']}{found['quote']}{posixpath.join(posixpath.dirname(found['path']), new)}"


def _name_of(path: str, data: bytes) -> str:
    stem, ending = posixpath.splitext(path)
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:HASH_LENGTH]}{ending}"
