"""What is sound in a file although something in it is not, so that all problems are told at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from lotse.load.neutral import neutral_at
from lotse.syntax import Entry, Node, plain

M = TypeVar("M", bound=BaseModel)
_ROUNDS = 12  # a value, its record, the list that holds it …: deeper than the model is


def salvaged(tree: Node, kind: type[M]) -> tuple[M, Node] | None:
    """The records that are left without the faulty values, and the tree that holds only them.

    What the file itself can't do without gets a neutral value (see `neutral`). None when nothing is left.
    """
    for _ in range(_ROUNDS):
        try:
            return kind.model_validate(plain(tree)), tree
        except ValidationError as error:
            faults = error.errors(include_url=False)
        missing = {tuple(map(str, f["loc"])) for f in faults if _is_missing_from_the_file(f)}
        paths = {_spot(f, tree) for f in faults if not _is_missing_from_the_file(f)}
        if () in paths:
            return None
        tree = without_paths(tree, paths)
        for path in missing:
            tree = _with(tree, path, _node_of(neutral_at(kind, path), tree))
    return None


def _is_missing_from_the_file(fault: Mapping[str, Any]) -> bool:
    """Whether a field is missing that belongs to no item of a list, but to the file's one record."""
    return fault["type"] == "missing" and not any(isinstance(step, int) for step in fault["loc"])


def _node_of(values: Any, place: Node) -> Node:
    """Plain values as a tree, all at one place."""
    if isinstance(values, dict):
        entries = {k: Entry(place.position, _node_of(v, place)) for k, v in values.items()}
        return Node(entries, *place.position)
    if isinstance(values, list):
        return Node(tuple(_node_of(item, place) for item in values), *place.position)
    return Node(str(values), *place.position)


def _with(node: Node, path: Sequence[str], added: Node) -> Node:
    first, *rest = path
    entries = dict(node.value) if isinstance(node.value, Mapping) else {}
    inner = _with(entries[first].node, rest, added) if rest else added
    entries[first] = Entry(entries[first].key_position if first in entries else node.position, inner)
    return replace(node, value=entries)


def _spot(fault: Mapping[str, Any], tree: Node) -> tuple[str | int, ...]:
    """The path of the value that has to go; where a field is missing, of what lacks it."""
    steps = [step for step in fault["loc"] if step != "[key]"]
    return _existing(steps[:-1] if fault["type"] == "missing" else steps, tree)


def _existing(steps: Sequence[str | int], node: Node) -> tuple[str | int, ...]:
    """The steps without those that the tree doesn't have, such as the names of members of a union."""
    found: list[str | int] = []
    for step in steps:
        value = node.value
        if isinstance(step, int) and isinstance(value, tuple) and step < len(value):
            found.append(step)
            node = value[step]
        elif isinstance(value, Mapping) and str(step) in value:
            found.append(str(step))
            node = value[str(step)].node
    return tuple(found)


def without_paths(tree: Node, paths: Iterable[tuple[str | int, ...]]) -> Node:
    """The tree without what stands at the paths."""
    for path in sorted(paths, reverse=True):  # from behind, so that the numbers of list items stay right
        tree = _without(tree, path)
    return tree


def _without(node: Node, path: Sequence[str | int]) -> Node:
    step, *rest = path
    if isinstance(node.value, tuple) and isinstance(step, int):
        items = list(node.value)
        items[step : step + 1] = [_without(items[step], rest)] if rest else []
        return replace(node, value=tuple(items))
    entries = dict(node.value)  # type: ignore[arg-type]
    if rest:
        entries[str(step)] = replace(entries[str(step)], node=_without(entries[str(step)].node, rest))
    else:
        del entries[str(step)]
    return replace(node, value=entries)
