"""What is sound in a file although something in it is not, so that all problems are told at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from lotse.syntax import Node, plain

M = TypeVar("M", bound=BaseModel)
_ROUNDS = 12  # a value, its record, the list that holds it …: deeper than the model is


def salvaged(tree: Node, kind: type[M]) -> tuple[M, Node] | None:
    """The records that are left without the faulty values, and the tree that holds only them.

    None when the fault is in something that the file can't do without.
    """
    for _ in range(_ROUNDS):
        try:
            return kind.model_validate(plain(tree)), tree
        except ValidationError as error:
            paths = {_spot(fault, tree) for fault in error.errors(include_url=False)}
        if () in paths:
            return None
        tree = _without_all(tree, paths)
    return None


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


def _without_all(tree: Node, paths: Iterable[tuple[str | int, ...]]) -> Node:
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
