"""The search index of a finished site: small documents go to Pagefind, one language after the other.

Pagefind holds everything that it indexes in memory at once; the languages need nothing of each other.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from pagefind_bin import get_executable

from lotse.leaves import Leaf
from lotse.search import (
    Documents,
    digest_of,
    digest_of_known,
    documents,
    known_files,
    searched_by_language,
    together,
)

_NEEDED_BY_NOBODY = ("pagefind-*ui*", "pagefind-highlight*", "pagefind-component*")
"""Interfaces that Pagefind brings; the site has its own."""
_MEMORY = Path("/dev/shm")  # noqa: S108 – the folder in it gets a random name and is ours alone
_TIMES_THE_DOCUMENTS = 20  # room for the documents, the index and other users of the memory


class KeptIndexes(Protocol):
    """The index files of a language by a key that says all that they depend on."""

    def get(self, key: str) -> Mapping[str, bytes] | None: ...

    def put(self, key: str, files: Mapping[str, bytes]) -> None: ...


def index_of(leaves: Mapping[str, Leaf], kept: KeptIndexes | None = None) -> dict[str, bytes]:
    """The files of the index by their path in its folder. A language is indexed only if `kept` does not have it.

    Raises RuntimeError with Pagefind's words when it fails.
    """
    return together({language: _kept_or_new(found, kept) for language, found in documents(leaves).items()})


def known_of(leaves: Mapping[str, Leaf], kept: KeptIndexes | None = None) -> dict[str, bytes]:
    """What the search knows of pages and questions: files by name, made anew only for languages that have changed."""
    files: dict[str, bytes] = {}
    for language, pages in searched_by_language(leaves).items():
        key = digest_of_known(language, pages)
        found = (kept and kept.get(key)) or known_files(language, pages)
        if kept is not None:
            kept.put(key, found)
        files |= found
    return dict(sorted(files.items()))


def _kept_or_new(found: Documents, kept: KeptIndexes | None) -> Mapping[str, bytes]:
    if kept is None:
        return _indexed(found)
    key = digest_of(found, f"pagefind {version('pagefind')}")
    files = kept.get(key)
    if files is None:
        files = _indexed(found)
        kept.put(key, files)
    return files


def _indexed(found: Documents) -> dict[str, bytes]:
    """What Pagefind makes of the documents of one language."""
    with TemporaryDirectory(prefix="lotse-search-", dir=_folder_for(found)) as name:
        source, target = Path(name, "site"), Path(name, "index")
        for path, text in found.items():
            (source / path).parent.mkdir(parents=True, exist_ok=True)
            (source / path).write_text(text, encoding="utf-8")
        _run_pagefind(source, target)
        return {
            path.relative_to(target).as_posix(): path.read_bytes()
            for path in sorted(target.rglob("*"))
            if path.is_file() and not any(fnmatchcase(path.name, pattern) for pattern in _NEEDED_BY_NOBODY)
        }


def _folder_for(found: Documents) -> Path | None:
    """Memory, where the system lends it and has plenty: on a disk, the many small files cost more than indexing."""
    needed = _TIMES_THE_DOCUMENTS * sum(map(len, found.values()))
    is_fit = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > needed
    return _MEMORY if is_fit else None


def _run_pagefind(source: Path, target: Path) -> None:
    command = [str(get_executable()), "--silent", "--site", str(source), "--output-path", str(target)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(f"Die Suche ließ sich nicht erstellen:\n{result.stdout}{result.stderr}")
