"""`{{ name("argument") }}` in prose: finding the calls, and where they stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lotse.markup import calls_in_text, place_of


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


def calls_in(body: str) -> Iterator[Call]:
    """All calls of a Markdown text, in order; code blocks and code spans are left alone."""
    for start, end in calls_in_text(body):
        line, column = place_of(body, start)
        yield _parsed(body[start:end], start, end, line, column - 1)


def _parsed(text: str, start: int, end: int, line: int, column: int) -> Call:
    if text == "{{":
        return Call(text, start, end, line, column, fault="Dem Kurzbefehl fehlt das Ende «}}».")
    source = text[2:-2].strip()
    try:
        expression = ast.parse(source, mode="eval").body
        if not isinstance(expression, ast.Call) or not isinstance(expression.func, ast.Name):
            raise ValueError(source)
        arguments = tuple(str(ast.literal_eval(argument)) for argument in expression.args)
        options = {word.arg or "": str(ast.literal_eval(word.value)) for word in expression.keywords}
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return Call(text, start, end, line, column, fault=f"«{text}» ist kein vollständiger Kurzbefehl.")
    return Call(text, start, end, line, column, expression.func.id, arguments, options)
