"""Markdown without its code: the one notion of what is a code block or a code span, and of what is not.

It follows what renders the pages (pymdownx.superfences and Python-Markdown): a fence that never closes is
no fence, a run of backticks ends at the next run as long as itself. Every line is read once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lotse.markup.spans import Span, lines_of

_PREFIX = re.compile(r"[> ]*+")
_OPENING = re.compile(r"(?P<fence>`{3,}+|~{3,}+)[ ]*+\.?[\w#.+-]*+[ ]*+$")  # behind it only a language
_MISWRITTEN = re.compile(r"[> ]*+(?:`{3,}+[^`\n]*+|~{3,}+[^~\n]*+)$")  # an opening, were it not for more words
_TICKS = re.compile(r"`+")
_NOT_BLANK = re.compile(r"[^\n]")


@dataclass
class _Fence:
    """A fence that is open: where it began, and what its lines must look like."""

    start: int
    prefix: str
    fence: str

    def goes_on(self, line: str) -> bool:
        """Whether a line may stand within: as far in as the fence, as deep in quotations."""
        prefix = _PREFIX.match(line)[0][: len(self.prefix)]  # type: ignore[index]
        if prefix.count(">") > self.prefix.count(">"):
            return False
        return not line.strip(" >") or len(prefix) == len(self.prefix)

    def ends_with(self, line: str) -> bool:
        return line[len(self.prefix) :].rstrip() == self.fence


@dataclass
class _Fences:
    """What the walk over the lines found."""

    closed: list[Span] = field(default_factory=list)
    open: list[int] = field(default_factory=list)  # where fences begin that never close


@lru_cache(maxsize=1024)
def _fences(text: str) -> _Fences:
    found = _Fences()
    now: _Fence | None = None
    for start, line in lines_of(text.expandtabs(1)):
        if now is None:
            now = _opened(start, line)
            if now is None and _MISWRITTEN.match(line):
                found.open.append(start)
        elif not now.goes_on(line):
            found.open.append(now.start)
            now = None
        elif now.ends_with(line):
            found.closed.append(Span(now.start, start + len(line)))
            now = None
    if now is not None:
        found.open.append(now.start)
    return found


def _opened(start: int, line: str) -> _Fence | None:
    prefix = _PREFIX.match(line)[0]  # type: ignore[index]
    opening = _OPENING.match(line, len(prefix))
    return _Fence(start, prefix, opening["fence"]) if opening else None


def open_fences(text: str) -> tuple[int, ...]:
    """Where fences begin that never close, and therefore are none."""
    return tuple(_fences(text).open)


def fences_in(text: str) -> tuple[Span, ...]:
    """All fenced blocks, in order."""
    return tuple(_fences(text).closed)


@lru_cache(maxsize=1024)
def code_in(text: str) -> tuple[Span, ...]:
    """All fenced blocks and code spans, in order."""
    fences = _fences(text).closed
    spans = (span for block in _blocks(text, fences) for span in _code_spans(text, block))
    return tuple(sorted([*fences, *spans]))


@lru_cache(maxsize=1024)
def sure_code_in(text: str) -> tuple[Span, ...]:
    """The code that is code however the renderer parts a block into headings, items and cells, in order.

    Those are fences, and code spans of blocks in which no line leaves a run of backticks open.
    """
    fences = _fences(text).closed
    spans = (span for block in _blocks(text, fences) for span in _sure_spans(text, block))
    return tuple(sorted([*fences, *spans]))


def _sure_spans(text: str, block: Span) -> list[Span]:
    found: list[Span] = []
    for start, line in lines_of(text[block.start : block.end]):
        here = Span(block.start + start, block.start + start + len(line))
        spans = list(_code_spans(text, here))
        if "`" in blanked(text[here.start : here.end], [Span(a - here.start, b - here.start) for a, b in spans]):
            return []
        found += spans
    return found


def _blocks(text: str, fences: list[Span]) -> Iterator[Span]:
    """The runs of lines between blank lines and fences: no code span reaches beyond one."""
    starts = [fence.start for fence in fences]
    begin = end = -1
    for start, line in lines_of(text):
        number = bisect_right(starts, start) - 1
        is_fenced = number >= 0 and start < fences[number].end
        if line.strip() and not is_fenced:
            begin = start if begin < 0 else begin
            end = start + len(line)
        elif begin >= 0:
            yield Span(begin, end)
            begin = -1
    if begin >= 0:
        yield Span(begin, end)


def _code_spans(text: str, block: Span) -> Iterator[Span]:
    runs = [Span(*match.span()) for match in _TICKS.finditer(text, block.start, block.end)]
    closers = _Closers(runs)
    number = 0
    while number < len(runs):
        start = runs[number].start + _is_escaped(text, runs[number].start)
        closer = closers.of(number, runs[number].end - start)
        if closer is None:
            number += 1
        else:
            yield Span(start, runs[closer].end)
            number = closer + 1


def _is_escaped(text: str, position: int) -> int:
    """1 if an odd number of backslashes stands before the position, else 0."""
    start = position
    while start and text[start - 1] == "\\":
        start -= 1
    return (position - start) % 2


class _Closers:
    """Which run of backticks closes which, found from the end to the beginning in one go."""

    def __init__(self, runs: list[Span]) -> None:
        self._next: dict[int, list[int]] = {}  # length → numbers of the runs that long, the last first
        self._longest = [(0, 0)] * (len(runs) + 1)  # number → length and number of the longest run from there on
        for number in reversed(range(len(runs))):
            length = runs[number].length
            self._next.setdefault(length, []).append(number)
            longest, where = self._longest[number + 1]
            self._longest[number] = (length, number) if length >= longest else (longest, where)

    def of(self, opener: int, length: int) -> int | None:
        """The number of the run that closes an opener: one as long, else the longest if that is shorter."""
        later = self._next.get(length, [])
        while later and later[-1] <= opener:
            later.pop()
        if later and length:
            return later[-1]
        longest, where = self._longest[opener + 1]
        return where if 0 < longest < length else None


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with blanks in place of the spans, so that every word stays in its line and column."""
    parts, position = [], 0
    for span in spans:
        parts += [text[position : span.start], _NOT_BLANK.sub(" ", text[span.start : span.end])]
        position = span.end
    return "".join([*parts, text[position:]])


@lru_cache(maxsize=1024)
def without_code(text: str) -> str:
    """The text with blanks in place of all code."""
    return blanked(text, code_in(text))
