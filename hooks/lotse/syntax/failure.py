"""Where and why YAML gave up, what that means, and how a `key: value` line looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from lotse.syntax.faults import Fault, fault, quoted

KEY = re.compile(r"""^(?P<lead> *(?:- +)*)(?P<key>"[^"]*"|'[^']*'|[^\s#"'\[{}\],&*!|>%@`-][^#]*?):(?= |$)""")
DASHES = re.compile(r"^ *(?:- +)*")
DASH = re.compile("[–—•‣·][ \u00a0]")  # what word processors make of the hyphen of a list
COMMENT = re.compile(r" +#.*$")


class Diagnosis(NamedTuple):
    """The fault and, where it's plain how to mend it, the number (from 1) and the text of the line."""

    fault: Fault
    line: int = 0
    fixed: str | None = None


class Failure:
    """The place where YAML gave up. Lines and columns count from 0 in here."""

    def __init__(self, lines: Sequence[str], error: Exception, last: yaml.Event | None) -> None:
        self.lines = lines
        self.last = last  # the last scalar that could be read
        context, problem = getattr(error, "context", None), getattr(error, "problem", None)
        self.original = "; ".join(filter(None, (context, problem))) or type(error).__name__
        mark = getattr(error, "problem_mark", None) or getattr(last, "end_mark", None)
        self.line, self.column = _position(mark, lines)
        self.start_line, self.start_column = _position(getattr(error, "context_mark", None) or mark, lines)

    @property
    def text(self) -> str:
        """The line where YAML gave up."""
        return self.lines[self.line]

    @property
    def rest(self) -> str:
        """What stands there and right of it."""
        return self.text[self.column :]

    @property
    def start(self) -> str:
        """The character with which the unfinished thing began: a quote, a bracket …"""
        return self.lines[self.start_line][self.start_column : self.start_column + 1]

    def line_before(self) -> int | None:
        """The nearest line above that says something."""
        for number in range(self.line - 1, -1, -1):
            if self.lines[number].strip() and not self.lines[number].lstrip().startswith("#"):
                return number
        return None

    def told(self, code: str, *, spot: int | None = None, hint: str | None = None, **words: object) -> Fault:
        """The fault, in the line where YAML gave up."""
        at = self.line + 1, (self.column if spot is None else spot) + 1
        return fault(code, at, hint=hint, **words)

    def told_at_start(self, code: str, **words: object) -> Fault:
        """The fault, where the unfinished thing began."""
        return fault(code, (self.start_line + 1, self.start_column + 1), **words)

    def with_quotes(self, start: int, value: str, inner: str | None = None) -> str:
        """The line with `value`, which begins at `start`, in quotes."""
        line = self.text
        return line[:start] + quoted(value if inner is None else inner) + line[start + len(value) :]


def _position(mark: yaml.Mark | None, lines: Sequence[str]) -> tuple[int, int]:
    if mark is None:
        return 0, 0
    line = min(mark.line, len(lines) - 1)
    return line, min(mark.column, len(lines[line]))
