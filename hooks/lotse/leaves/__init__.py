"""Finished files → leaves: what each holds, read once as browsers read it; and, when asked, where it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping
from pathlib import PurePosixPath
from typing import Protocol

from lotse.leaves.leaf import USES, Leaf, Spot, Use
from lotse.leaves.markup import position_at, positions_in_page, read_page
from lotse.leaves.searchable import Line, lines_in
from lotse.leaves.xml import positions_in_xml, read_xml
from lotse.syntax import Position

__all__ = [
    "USES",
    "KeptLeaves",
    "Leaf",
    "Line",
    "Position",
    "Spot",
    "Use",
    "is_document",
    "lines_in",
    "position_at",
    "positions_in",
    "read_leaf",
    "read_leaves",
    "read_page",
]

XML_ENDINGS = frozenset({".svg", ".xml", ".atom", ".rss", ".xhtml"})


class KeptLeaves(Protocol):
    """Leaves of earlier readings by a key that says all that they depend on; none of another program version."""

    def get(self, key: str) -> Leaf | None: ...

    def put(self, key: str, leaf: Leaf) -> None: ...


def read_leaf(path: str, content: bytes) -> Leaf | None:
    """What the file holds; nothing for a file that browsers do not read as a document. Never raises."""
    ending = PurePosixPath(path).suffix
    if ending == ".html":
        return read_page(content)
    return read_xml(content) if ending in XML_ENDINGS else None


def read_leaves(files: Mapping[str, bytes], kept: KeptLeaves | None = None) -> dict[str, Leaf]:
    """The leaves of all documents by path, in the order of the paths; what `kept` has is not read again."""
    leaves = {path: _leaf(path, files, kept) for path in sorted(files) if is_document(path)}
    return {path: leaf for path, leaf in leaves.items() if leaf is not None}


def is_document(path: str) -> bool:
    """Whether browsers read the file as a document."""
    return PurePosixPath(path).suffix in XML_ENDINGS | {".html"}


def _leaf(path: str, files: Mapping[str, bytes], kept: KeptLeaves | None) -> Leaf | None:
    content = files[path]
    if kept is None:
        return read_leaf(path, content)
    key = hashlib.sha256(content).hexdigest() + PurePosixPath(path).suffix
    leaf = kept.get(key)
    if leaf is None:
        leaf = read_leaf(path, content)
        if leaf is not None:
            kept.put(key, leaf)
    return leaf


def positions_in(path: str, content: bytes) -> Mapping[tuple[str, Hashable], list[Position]]:
    """Where everything that the leaf names stands, by `Spot`; reads the file once more."""
    return positions_in_page(content) if path.endswith(".html") else positions_in_xml(content)
