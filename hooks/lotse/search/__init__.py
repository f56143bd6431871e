"""What the search knows: a small document per page, by language, and the index files put together again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from html import escape

from lotse.leaves import Leaf
from lotse.search.hits import EDITORS, FILE, digest_of_known, is_for_editors, known_files

__all__ = [
    "EDITORS",
    "ENTRY",
    "FILE",
    "Documents",
    "digest_of",
    "digest_of_known",
    "documents",
    "is_for_editors",
    "known_files",
    "searched_by_language",
    "together",
]

ENTRY = "pagefind-entry.json"

Documents = dict[str, str]
"""Small HTML pages of one language by the path of the page that they stand for."""


def documents(leaves: Mapping[str, Leaf]) -> dict[str, Documents]:
    """By language, what Pagefind is to read instead of the pages; only pages that mark a part for the search."""
    by_language: dict[str, Documents] = {}
    for path, leaf in sorted(leaves.items()):
        if leaf.searchable and not is_for_editors(path, leaf.language):
            by_language.setdefault(leaf.language, {})[path] = _document(leaf)
    return dict(sorted(by_language.items()))


def searched_by_language(leaves: Mapping[str, Leaf]) -> dict[str, dict[str, Leaf]]:
    """By language the pages that are to be found, those for editors too."""
    by_language: dict[str, dict[str, Leaf]] = {}
    for path, leaf in sorted(leaves.items()):
        if leaf.searchable:
            by_language.setdefault(leaf.language, {})[path] = leaf
    return dict(sorted(by_language.items()))


def _document(leaf: Leaf) -> str:
    return (
        f'<!doctype html>\n<html lang="{escape(leaf.language)}">\n<title>{escape(leaf.title or "")}</title>\n'
        f"<body data-pagefind-body>\n{leaf.searchable}</body>\n</html>\n"
    )


def digest_of(found: Documents, indexer: str) -> str:
    """A key that changes with every document and with the version of the `indexer`."""
    content = json.dumps([indexer, found], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode("utf-8", errors="surrogatepass")).hexdigest()


def together(indexes: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """One index out of those of the languages: their files, and the entry that names all languages in order."""
    files: dict[str, bytes] = {}
    entry: dict[str, object] = {}
    languages: dict[str, object] = {}
    for _, index in sorted(indexes.items()):
        files |= index
        entry = json.loads(index[ENTRY])
        languages |= entry["languages"]
    if entry:
        files[ENTRY] = json.dumps(entry | {"languages": languages}, sort_keys=True).encode("utf-8")
    return dict(sorted(files.items()))
