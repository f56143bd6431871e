"""YAML text → plain text values with positions. The only place that imports yaml.

`parse` reads the small dialect of YAML that `data/` is written in and tells every fault with its
line and column. Every scalar comes out as text; the model decides what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lotse.problems import Problem
from lotse.syntax.characters import hidden_characters, lines_of, readable
from lotse.syntax.faults import MAX_BYTES, SENTENCES, Fault, fault, spoils
from lotse.syntax.mending import mended_text, mended_yaml
from lotse.syntax.recovery import names_in, read, without_records
from lotse.syntax.settings import SettingsFault, read_settings
from lotse.syntax.tree import Entry, Node, Position, plain, position_of

__all__ = [
    "SENTENCES",
    "Entry",
    "Node",
    "Position",
    "Reading",
    "SettingsFault",
    "comments_of",
    "hidden_characters",
    "mended_text",
    "mended_yaml",
    "parse",
    "plain",
    "position_of",
    "read_settings",
    "read_text",
    "recovered",
]  # fmt: skip

MAX_PROBLEMS = 500  # of one file; whoever has more mends the first ones first
_OF_THE_FILE = frozenset({"letter-split", "text-garbled"})  # seldom in one place only: the first stands for all


class Reading(NamedTuple):
    """What one file holds: its tree without the records that can't be read, their ids, and all problems."""

    tree: Node | None
    problems: list[Problem]
    lost: frozenset[str] = frozenset()  # ids of what was left out, as far as they can be made out
    is_whole: bool = True


def recovered(data: bytes, file: str) -> Reading:
    """All that can be read of one file and everything wrong with it. Never raises, whatever the bytes.

    A record with wrong syntax, or whose meaning is open (a key that stands twice), is left out, so that the
    rest of the file and the other files can be checked all the same. Problems still mean that the file is
    not accepted.
    """
    reading, _ = _recovered(data, file)
    return reading


def _recovered(data: bytes, file: str) -> tuple[Reading, bool]:
    """The same, and whether what was read is beyond doubt."""
    text, faults = readable(data)
    root, lost = None, list[str]()
    if text is not None:
        indented_by_tabs = (number for number, line in enumerate(lines_of(data), 1) if re.match(" *\t", line))
        text = without_records(text, indented_by_tabs, lost)
    if text is not None:
        root, more, lost_there = read(text)
        faults, lost = faults + more, lost + lost_there
    is_whole = root is not None and not lost
    is_certain = is_whole and not any(map(spoils, faults))
    return Reading(root, _as_problems(faults, data, file), frozenset(names_in(lost)), is_whole), is_certain


def parse(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of one file and everything wrong with it. Never raises, whatever the bytes.

    The tree is None when a record of it can't be read. Where the meaning is beyond doubt (a missing pair
    of quotes, an invisible character) the tree is there as it will be once mended, so that the model's
    problems can be told in the same breath. Problems still mean that the file is not accepted.
    """
    reading, is_certain = _recovered(data, file)
    return (reading.tree if is_certain else None), reading.problems


def read_text(data: bytes, file: str, limit: int = MAX_BYTES) -> tuple[str | None, list[Problem]]:
    """The text of any other file that people write, as it will be once mended, and what is wrong in it."""
    text, faults = readable(data, limit)
    return text, _as_problems(faults, data, file)


_NO_COMMENT = re.compile(r"""(?:[^\s"'#]#*|\s+(?!#)|"(?:[^"\\]|\\.)*"|'[^']*'|["'])*""")


def comments_of(data: bytes) -> str:
    """The comments of a YAML file, each where it stands: blanks in place of everything else."""
    return "\n".join(_comment(line) if "#" in line else "" for line in lines_of(data))


def _comment(line: str) -> str:
    before = _NO_COMMENT.match(line)
    start = before.end() if before else 0
    return " " * start + line[start:]


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
        file=file, line=line, column=column, code=found.code, message=found.message, hint=found.hint,
        cause=f"{file} {found.code}" if found.code in _OF_THE_FILE else "",
    )
