"""Where short commands `{{ name("argument") }}` stand in a text. What they mean is told elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lotse.markup.code import blanked, without_code
from lotse.markup.spans import Span

CALL_LENGTH = 500  # characters; what is longer has lost its end


@lru_cache(maxsize=1024)
def calls_in_text(text: str) -> tuple[Span, ...]:
    """Every `{{ … }}` outside of code; one without an end is its two braces only."""
    return tuple(_calls(without_code(text)))


def _calls(text: str) -> Iterator[Span]:
    start = text.find("{{")
    while start >= 0:
        end = text.find("}}", start + 2)
        is_whole = 0 <= end <= start + CALL_LENGTH
        yield Span(start, end + 2 if is_whole else start + 2)
        start = text.find("{{", end + 2) if end >= 0 else -1


@lru_cache(maxsize=1024)
def without_code_and_calls(text: str) -> str:
    """The text with blanks in place of all code and all short commands: the words that people wrote."""
    return blanked(without_code(text), calls_in_text(text))
