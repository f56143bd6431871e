"""YAML text → plain text values with positions. The only place that imports yaml.

`parse` reads the small dialect of YAML that `data/` is written in and tells every fault with its
line and column. Every scalar comes out as text; the model decides what it means.
"""

from __future__ import annotations

from collections.abc import Iterable

from lotse.problems import Problem
from lotse.syntax.characters import lines_of, readable
from lotse.syntax.faults import SENTENCES, Fault, fault, spoils
from lotse.syntax.reading import read
from lotse.syntax.settings import SettingsFault, read_settings
from lotse.syntax.tree import Entry, Node, Position, plain, position_of

__all__ = [
    "SENTENCES",
    "Entry",
    "Node",
    "Position",
    "SettingsFault",
    "parse",
    "plain",
    "position_of",
    "read_settings",
]

MAX_PROBLEMS = 500  # of one file; whoever has more mends the first ones first


def parse(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of one file and everything wrong with it. Never raises, whatever the bytes.

    The tree is None when a fault makes it unreliable (wrong syntax, a key that stands twice …). Where
    the meaning is beyond doubt (a missing pair of quotes, an invisible character) the tree is there
    as it will be once mended, so that the model's problems can be told in the same breath. Problems
    still mean that the file is not accepted.
    """
    text, faults = readable(data)
    root = None
    if text is not None:
        root, more = read(text)
        faults += more
    reliable = not any(spoils(found) for found in faults)
    return (root if reliable else None), _as_problems(faults, data, file)


def _as_problems(faults: Iterable[Fault], data: bytes, file: str) -> list[Problem]:
    found = sorted(set(faults))
    if len(found) > MAX_PROBLEMS:
        at = found[MAX_PROBLEMS]
        rest = fault("problems-many", at.position, number=len(found) - MAX_PROBLEMS)
        found = [*found[:MAX_PROBLEMS], rest]
    lines = lines_of(data) if found else []
    return [_as_problem(one, lines, file) for one in found]


def _as_problem(found: Fault, lines: list[str], file: str) -> Problem:
    """The fault at a place that the file really has: errors "at the end" stand on its last line."""
    line = min(found.position.line, len(lines))
    end = len(lines[line - 1]) + 1
    column = min(found.position.column, end) if line == found.position.line else end
    return Problem(
        file=file, line=line, column=column, code=found.code, message=found.message, hint=found.hint
    )
