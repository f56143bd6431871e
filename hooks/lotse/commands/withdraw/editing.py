"""Changes of a YAML text at one place: every other byte, comments and layout stay as they are.

After each change the text is read again; it must say exactly what was meant, or the change is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from lotse.load.loading import ids_in
from lotse.syntax import Node, plain, recovered

Path = tuple[str | int, ...]
_SCALAR = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,\]}#\n]*?(?=\s*(?:[,\]}]|\s#|$))", re.MULTILINE)


class Unclear(ValueError):
    """A place that is written in a way that can't be changed safely; says so in German."""


def path_of(text: str, record_id: str) -> Path:
    """Where the record with this id stands in the text; raises Unclear when it doesn't."""
    found = next((path for path, name in ids_in(plain(_tree(text))) if name == record_id), None)
    if found is None:
        raise Unclear(f"Der Eintrag «{record_id}» steht hier nicht.")
    return found


def places_of(text: str, value: str, *, within: str) -> list[Path]:
    """Where a value stands as an item of lists that have this name."""
    return [path for path, found in _items(plain(_tree(text)), ()) if found == value and path[-2:-1] == (within,)]


def _items(values: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(values, dict):
        for name, value in values.items():
            yield from _items(value, (*path, name))
    elif isinstance(values, list):
        for number, value in enumerate(values):
            yield from _items(value, (*path, number))
    elif path and isinstance(path[-1], int):
        yield path, str(values)


def with_fields(text: str, record: Path, behind: str, fields: Mapping[str, str | list[str]]) -> str:
    """The text with further fields of a record right behind one that it has; its value stands on one line."""
    tree = _tree(text)
    node = _at(tree, record)
    entry = node.value[behind]  # type: ignore[index]
    written = [f"{name}: {_written(value)}" for name, value in fields.items()]
    end = _end_of_scalar(text, entry.node)
    if _is_flow(text, node):
        changed = f"{text[:end]}, {', '.join(written)}{text[end:]}"
    else:
        indent = " " * (entry.key_position.column - 1)
        line_end = _line_end(text, end)
        mark = "\r\n" if text[line_end - 1 : line_end] == "\r" else "\n"
        at = line_end - len(mark) + 1  # before the carriage return that belongs to the line's end
        changed = text[:at] + "".join(f"{mark}{indent}{line}" for line in written) + text[at:]
    meant = deepcopy(plain(tree))
    _value(meant, record).update(fields)
    return _sure(changed, meant, text, entry.node.line)


def without(text: str, path: Path) -> str:
    """The text without a record, a field or an item of a list; a list that would be empty goes as a whole."""
    tree = _tree(text)
    while isinstance(path[-1], int) and len(_at(tree, path[:-1]).value) == 1:
        path = path[:-1]
    parent, last = _at(tree, path[:-1]), path[-1]
    if _is_flow(text, parent):
        changed = _without_flow_item(text, parent, last)
    elif isinstance(last, int):
        changed = _without_lines(text, *_of_item(text, _at(tree, path)))
    else:
        position = parent.value[last].key_position  # type: ignore[index, call-overload]
        changed = _without_lines(text, position.line, position.column)
    meant = deepcopy(plain(tree))
    del _value(meant, path[:-1])[last]
    return _sure(changed, meant, text, _at(tree, path).line)


def _tree(text: str) -> Node:
    reading = recovered(text.encode(), "")
    if reading.tree is None or reading.problems:
        raise Unclear("Die Datei hat Fehler, die zuerst zu beheben sind: «lotse check» nennt sie.")
    return reading.tree


def _sure(changed: str, meant: object, text: str, line: int) -> str:
    """The changed text, if it says what is meant and nothing else."""
    reading = recovered(changed.encode(), "")
    if reading.tree is None or reading.problems or plain(reading.tree) != meant:
        shown = text.split("\n")[line - 1].split(":")[0].strip()
        raise Unclear(f"Zeile {line} («{shown[:40]}») ist so geschrieben, dass «lotse» sie nicht sicher ändern kann.")
    return changed


def _at(node: Node, path: Sequence[str | int]) -> Node:
    for step in path:
        found = node.value[step]  # type: ignore[index]
        node = found if isinstance(found, Node) else found.node  # type: ignore[union-attr]
    return node


def _value(values: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        values = values[step]
    return values


def _written(value: str | list[str]) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1


def _is_flow(text: str, node: Node) -> bool:
    """Whether a list or a mapping is written in brackets."""
    at = _offset(text, node.line, node.column)
    return text[at : at + 1] in ("{", "[")


def _end_of_scalar(text: str, node: Node) -> int:
    found = _SCALAR.match(text, _offset(text, node.line, node.column))
    return found.end() if found else 0


def _line_end(text: str, at: int) -> int:
    """The place of the next line feed, or the end of the text."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _of_item(text: str, node: Node) -> tuple[int, int]:
    """Line and column of the dash that an item of a list stands behind."""
    lines = text.split("\n")
    for line in range(node.line, 0, -1):
        before = lines[line - 1][: node.column - 1] if line == node.line else lines[line - 1]
        dash = re.fullmatch(r"([ ]*(?:- +)*)-\s*", before)
        if dash:
            return line, len(dash[1]) + 1
    raise Unclear(f"Vor Zeile {node.line} fehlt der Strich der Liste.")


def _without_lines(text: str, line: int, column: int) -> str:
    """Without a block that begins at a line and goes on as long as lines stand further to the right."""
    lines = text.split("\n")
    if lines[line - 1][: column - 1].strip():
        raise Unclear(f"In Zeile {line} steht noch anderes.")
    is_field = not lines[line - 1].lstrip().startswith("-")
    end = line
    for number in range(line, len(lines)):
        bare = lines[number].strip()
        indent = len(lines[number]) - len(lines[number].lstrip(" "))
        is_inside = indent > column - 1 or (is_field and indent == column - 1 and bare.startswith("- "))
        if bare and not is_inside:
            break
        end = number + 1 if bare else end
    is_gap_double = (line == 1 or not lines[line - 2].strip()) and end < len(lines) - 1 and not lines[end].strip()
    return "\n".join(lines[: line - 1] + lines[end + is_gap_double :])


def _without_flow_item(text: str, parent: Node, last: str | int) -> str:
    """Without one of several items in brackets, each of them a single value."""
    items = list(parent.value) if isinstance(last, int) else []
    are_values = all(isinstance(item, Node) and isinstance(item.value, str) for item in items)
    if not isinstance(last, int) or not items or not are_values:
        raise Unclear(f"Zeile {parent.line} ist so geschrieben, dass «lotse» sie nicht sicher ändern kann.")
    starts = [_offset(text, item.line, item.column) for item in items]  # type: ignore[union-attr]
    ends = [_end_of_scalar(text, item) for item in items]  # type: ignore[arg-type]
    start, end = (starts[0], starts[1]) if last == 0 else (ends[last - 1], ends[last])
    return text[:start] + text[end:]
