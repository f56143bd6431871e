"""Places in a text: spans of it, its lines, and line and column of an offset."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple


class Span(NamedTuple):
    """From `start` to before `end`, in characters."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Each line without its end, with the offset at which it begins."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def blocks_of(text: str) -> Iterator[Span]:
    """The runs of lines between blank lines."""
    begin, end = -1, -1
    for start, line in lines_of(text):
        if line.strip():
            begin = start if begin < 0 else begin
            end = start + len(line)
        elif begin >= 0:
            yield Span(begin, end)
            begin = -1
    if begin >= 0:
        yield Span(begin, end)


@lru_cache(maxsize=256)
def _line_starts(text: str) -> tuple[int, ...]:
    return tuple(start for start, _ in lines_of(text))


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line (from 0) and column (from 1) of an offset."""
    starts = _line_starts(text)
    line = bisect_right(starts, offset) - 1
    return line, offset - starts[line] + 1
