"""All that can be read of a text: what is plainly meant is mended, a record that can't be read is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lotse.syntax.diagnosis import diagnose
from lotse.syntax.faults import Fault, spoils
from lotse.syntax.reading import Walk
from lotse.syntax.tree import Node

MAX_REPAIRS = 20  # places of wrong syntax that are told at once
_KEY = r"""(?:"[^"]*"|'[^']*'|[\w.-]+):(?: |$)"""
_TOP_KEY = re.compile(_KEY)
_INDENT = re.compile(r" *(?=[^\s#])")
_ALONE = ("---", "...", "%")  # lines that belong to no record
_NAME = re.compile(r"""(?:^|[\s{,-])(?:id|code): *["']?([\w.-]+)""")


class Outcome(NamedTuple):
    """The tree of what could be read, the faults, and the texts of the records that could not be read."""

    root: Node | None
    faults: list[Fault]
    lost: list[str]


def read(text: str) -> Outcome:
    """Everything that can be read of a text, and all that is wrong with it.

    YAML stops at the first place with wrong syntax. Where the way to mend it is plain, the walk is
    repeated over the mended text; else over the text without the record that the place belongs to. So
    editors see all faults at once.
    """
    faults: list[Fault] = []
    lost: list[str] = []
    mended: set[int] = set()
    for _ in range(MAX_REPAIRS):
        walk = Walk(text)
        failure = walk.run()
        if failure is None:
            return _reliable(text, walk, [*faults, *walk.faults], lost)
        diagnosis = diagnose(failure)
        faults.append(diagnosis.fault)
        line = diagnosis.line
        if diagnosis.fixed is not None and line not in mended:
            mended.add(line)
            lines = text.split("\n")
            lines[line - 1] = diagnosis.fixed
            text = "\n".join(lines)
            continue
        shorter = _shortened(text, {diagnosis.fault.position.line, failure.line + 1}, lost)
        faults += walk.faults if shorter is None else _taken_along(walk.faults, diagnosis.fault, shorter)
        if shorter is None:
            break
        text = shorter
    return Outcome(None, faults, lost)


def _shortened(text: str, places: set[int], lost: list[str]) -> str | None:
    """The text without the record that is told, or else without that in which YAML gave up."""
    for place in sorted(places):
        shorter = without_record(text, place, lost)
        if shorter is not None:
            return shorter
    return None


def _taken_along(faults: Iterable[Fault], told: Fault, shorter: str) -> Iterator[Fault]:
    """The faults that the next walk doesn't see any more; those behind the told one only follow from it."""
    lines = shorter.split("\n")
    gone = (found for found in faults if not _line(lines, found.position.line).strip())
    return (found for found in gone if found.position < told.position)


def _reliable(text: str, walk: Walk, faults: list[Fault], lost: list[str]) -> Outcome:
    """The tree without the records whose meaning is open although YAML could read them: a key stands twice …"""
    doubtful = {found.position.line for found in walk.faults if spoils(found)}
    if not doubtful:
        return Outcome(walk.root, faults, lost)
    shorter = without_records(text, doubtful, lost)
    again = Walk(shorter) if shorter else walk
    is_sound = shorter is not None and again.run() is None and not any(map(spoils, again.faults))
    return Outcome(again.root if is_sound else None, faults, lost)


def without_record(text: str, number: int, lost: list[str]) -> str | None:
    """The text with blank lines in place of the record around a line (from 1); None if nothing is left.

    What was taken out goes to `lost`.
    """
    lines = text.split("\n")
    begin, end = _record_around(lines, min(number, len(lines)) - 1)
    taken = lines[begin:end]
    lines[begin:end] = [""] * (end - begin)
    if not any(map(str.strip, taken)) or not any(_says_something(line) for line in lines):
        return None
    lost.append("\n".join(taken))
    return "\n".join(lines)


def without_records(text: str, numbers: Iterable[int], lost: list[str]) -> str | None:
    """The same for several lines."""
    for number in sorted(set(numbers), reverse=True):
        shorter = without_record(text, number, lost)
        if shorter is None and _line(text.split("\n"), number).strip():
            return None
        text = shorter or text
    return text


def _line(lines: list[str], number: int) -> str:
    """A line by its number from 1; what is wrong at the end may be told one line behind the last."""
    return lines[min(number, len(lines)) - 1]


def names_in(lost: Iterable[str]) -> Iterator[str]:
    """The ids of records that were taken out, as far as they can be made out."""
    for text in lost:
        yield from _NAME.findall(text)


def _record_around(lines: list[str], index: int) -> tuple[int, int]:
    """First line of the record that a line belongs to, and the line behind its last.

    A record is an item of the list below a key of the outermost level, a key of the mapping there, or all of it.
    """
    if lines[index].startswith(_ALONE):
        return index, index + 1
    top = next((n for n in range(index, -1, -1) if _TOP_KEY.match(lines[n])), -1)
    beginning = _TOP_KEY if top == index else _beginning_below(lines, top)
    begin = next((n for n in range(index, top, -1) if beginning.match(lines[n])), max(top, 0))
    following = range(index + 1, len(lines))
    end = next((n for n in following if beginning.match(lines[n]) or _TOP_KEY.match(lines[n])), len(lines))
    return begin, end


def _beginning_below(lines: list[str], top: int) -> re.Pattern[str]:
    """How the records below a key of the outermost level begin: at the depth and with the sign of the first."""
    first = next((line for line in lines[top + 1 :] if _INDENT.match(line)), "")
    indent = len(_INDENT.match(first)[0]) if first else 0  # type: ignore[index]
    mark = "-(?: |$)" if first.lstrip().startswith("-") else _KEY
    return re.compile(rf" {{{indent}}}{mark}")


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#") and not re.fullmatch(r"\w+: *", line)
