"""`{{ name("argument") }}` in prose: finding the calls, and where they stand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

_CODE = r"(?P<code>^(?P<fence>```+|~~~+)[^\n]*\n.*?^(?P=fence)[^\n]*$|`+[^`\n]+`+)"
_CALL = r"\{\{(?P<call>.*?)\}\}"
# The box that pages.written puts around a section in another language: where it begins and where it ends.
_BOX = re.compile(r'^<div lang="(?P<language>[^"]+)" dir="\w+" markdown="1">$|^</div>$', re.MULTILINE)
_PATTERN = re.compile(f"{_CODE}|{_CALL}", re.MULTILINE | re.DOTALL)


class ShortcodeFault(ValueError):
    """A call that can't be carried out; the text is a German sentence, `hint` says what to do."""

    def __init__(self, message: str, hint: str = "", code: str = "shortcode-wrong") -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its text, place in the body (offsets and line, counted from 0) and arguments."""

    text: str
    start: int
    end: int
    line: int
    column: int
    name: str = ""
    arguments: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    language: str = ""  # of the section around it, if that stands there for want of a translation


def calls_in(body: str) -> Iterator[Call]:
    """All calls of a Markdown text, in order; code blocks and code spans are left alone."""
    boxes = [(match.start(), match["language"] or "") for match in _BOX.finditer(body)]
    for match in _PATTERN.finditer(body):
        if match["call"] is not None:
            line = body.count("\n", 0, match.start())
            column = match.start() - (body.rfind("\n", 0, match.start()) + 1)
            call = _parsed(match[0], match["call"].strip(), match.start(), match.end(), line, column)
            language = next((code for start, code in reversed(boxes) if start < match.start()), "")
            yield replace(call, language=language)


def _parsed(text: str, source: str, start: int, end: int, line: int, column: int) -> Call:
    try:
        expression = ast.parse(source, mode="eval").body
        if not isinstance(expression, ast.Call) or not isinstance(expression.func, ast.Name):
            raise ValueError(source)
        arguments = tuple(str(ast.literal_eval(argument)) for argument in expression.args)
        options = {word.arg or "": str(ast.literal_eval(word.value)) for word in expression.keywords}
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return Call(text, start, end, line, column, fault=f"«{text}» ist kein vollständiger Kurzbefehl.")
    return Call(text, start, end, line, column, expression.func.id, arguments, options)
