"""The tree of one file: texts, lists and mappings that know where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Position(NamedTuple):
    """Line and column, both counted from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Node:
    """A text, a list of nodes or a mapping, and where its value begins."""

    value: str | tuple[Node, ...] | Mapping[str, Entry]
    line: int
    column: int

    @property
    def position(self) -> Position:
        return Position(self.line, self.column)


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands behind a key, and where the key stands: «unknown key» points at the key."""

    key_position: Position
    node: Node


def plain(node: Node) -> object:
    """The same as nested dict, list and str."""
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, tuple):
        return [plain(item) for item in node.value]
    return {key: plain(entry.node) for key, entry in node.value.items()}


def position_of(node: Node, path: Sequence[str | int], *, key: bool = False) -> Position:
    """Where `path` (a `loc` of pydantic) stands; a missing end leads to what should contain it.

    Steps that the file doesn't have are passed over: pydantic puts names of union members into the
    middle of a path. `key` asks for the key instead of the value, as far as the place has one.
    """
    key_position: Position | None = None
    for step in path:
        if isinstance(step, int) and isinstance(node.value, tuple):
            if -len(node.value) <= step < len(node.value):
                node, key_position = node.value[step], None
        elif isinstance(node.value, Mapping) and str(step) in node.value:
            entry = node.value[str(step)]
            node, key_position = entry.node, entry.key_position
    return key_position if key and key_position else node.position
