"""Texts that nobody writes and that would keep every reader of Markdown busy for minutes: found in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lotse.markup.code import without_code
from lotse.markup.spans import blocks_of, lines_of

LINE_LENGTH = 8_000
BLOCK_LINES = 1_000  # between two blank lines
BLOCK_HEADINGS = 100
OPEN_BRACKETS = 50  # «[» in a block without their «]», or within each other
ANGLES = 500  # «<» on a page
CALLS = 1_000
FENCES = 1_000
INDENT = 80
NESTED = 10  # quotations and lists that begin within each other on one line

_BRACKET = re.compile(r"\\.|[\[\]]")
_ANGLE = re.compile("<")
_FENCE = re.compile(r"```|~~~")
_NESTED = re.compile(rf"(?:[ ]*+(?:>|[-*+][ ]|\d{{1,9}}\.[ ])){{{NESTED + 1}}}")


class Tangle(NamedTuple):
    """Where a text becomes too much, up to where it would have to go, and what there is too much of, in German."""

    start: int
    end: int
    what: str


@lru_cache(maxsize=1024)
def tangle_in(text: str) -> Tangle | None:
    """The first place of a text that has too much of something; None for every text that people write."""
    bare = without_code(text)
    searches: tuple[Callable[[str], Tangle | None], ...] = (_in_lines, _in_blocks)
    found = [search(bare) for search in searches]
    found += [
        _too_many(_ANGLE, bare, ANGLES, "spitze Klammern «<»"),
        _too_many(_FENCE, text, FENCES, "Zäune «```»"),
        _too_many(re.compile(r"\{\{"), text, CALLS, "Klammern «{{»"),
    ]
    return min((tangle for tangle in found if tangle), default=None)


def _too_many(pattern: re.Pattern[str], text: str, limit: int, what: str) -> Tangle | None:
    match = next(islice(pattern.finditer(text), limit, None), None)
    return Tangle(match.start(), len(text), f"mehr als {limit} {what} auf einer Seite") if match else None


def _in_lines(text: str) -> Tangle | None:
    for start, line in lines_of(text):
        if len(line) > LINE_LENGTH:
            return Tangle(start, start + len(line), f"eine Zeile mit mehr als {LINE_LENGTH} Zeichen")
        if line[: INDENT + 1].isspace() and line.strip() and len(line) > INDENT:
            return Tangle(start, start + len(line), f"eine Zeile, die mehr als {INDENT} Leerzeichen eingerückt ist")
        if _NESTED.match(line) and not set(line) <= {"-", " "} and not set(line) <= {"*", " "}:  # those are rules
            return Tangle(start, start + len(line), f"mehr als {NESTED} Zitate und Listen ineinander")
    return None


def _in_blocks(text: str) -> Tangle | None:
    for block in blocks_of(text):
        words = text[block.start : block.end]
        if words.count("\n") >= BLOCK_LINES:
            return Tangle(*block, f"ein Absatz mit mehr als {BLOCK_LINES} Zeilen")
        if words.count("\n#") > BLOCK_HEADINGS:
            return Tangle(*block, f"mehr als {BLOCK_HEADINGS} Überschriften ohne Leerzeile dazwischen")
        if _open_brackets(words) > OPEN_BRACKETS:
            return Tangle(*block, f"mehr als {OPEN_BRACKETS} eckige Klammern «[», die offen sind")
    return None


def _open_brackets(words: str) -> int:
    """How many brackets are open at most at once; one that nobody closes stays open."""
    depth = most = 0
    for match in _BRACKET.finditer(words):
        depth = depth + 1 if match[0] == "[" else max(depth - 1, 0) if match[0] == "]" else depth
        most = max(most, depth)
    return most
