"""Wrong syntax: colons, spaces, indentation, lists."""

from __future__ import annotations

import re

from lotse.syntax.characters import character_name
from lotse.syntax.failure import COMMENT, DASH, DASHES, KEY, Diagnosis, Failure
from lotse.syntax.faults import fault, quoted, shown

_WORD_KEY = re.compile(r"^ *(?:- +)*[\w.-]+:(?= |$)")  # surely a key, not a sentence with a colon
_NO_SPACE = re.compile(r"^(?P<before> *(?:- +)*[\w.-]+:)(?P<after>[^\s:/].*)$")
_ODD_SPACE = re.compile(r"(?<=[:-])[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def odd_space(failure: Failure) -> Diagnosis | None:
    """A no-break space behind a colon or dash, as word processors and web pages leave it."""
    for number in (failure.line, failure.start_line, failure.line_before()):
        found = None if number is None else _ODD_SPACE.search(failure.lines[number])
        if found:
            told = fault("space-wrong", (number + 1, found.start() + 1), name=character_name(found[0]))
            return Diagnosis(told, number + 1, _ODD_SPACE.sub(" ", failure.lines[number]))
    return None


def second_colon(failure: Failure) -> Diagnosis | None:
    """`name: Beratung: für alle`."""
    key = KEY.match(failure.text)
    if key is None or key.end() > failure.column:
        return None
    value = COMMENT.sub("", failure.text[key.end() :])
    start = key.end() + len(value) - len(value.lstrip())
    return _colon_unquoted(failure, start, value.strip(), key["key"])


def second_colon_in_bracket(failure: Failure) -> Diagnosis | None:
    """`{de: Ja: so, en: Yes}`."""
    entry = re.search(r"[\[{,] *(?P<key>[^\[{,:]+): +(?P<value>[^\[{,]*)$", failure.text[: failure.column])
    if entry is None:
        return None
    start = entry.start("value")
    value = re.match(r"[^,\]}]*", failure.text[start:])[0].rstrip()
    return _colon_unquoted(failure, start, value, entry["key"].strip())


def _colon_unquoted(failure: Failure, start: int, value: str, key: str) -> Diagnosis:
    where = "mit Leerzeichen dahinter" if failure.rest[1:].strip() else "am Zeilenende"
    told = failure.told(
        "colon-unquoted",
        text=shown(value),
        before=shown(failure.text[start : failure.column].strip()),
        where=where,
        fixed=f"{key}: {quoted(value)}",
    )
    return Diagnosis(told, failure.line + 1, failure.with_quotes(start, value))


def colon_out_of_place(failure: Failure) -> Diagnosis | None:
    """The line's first colon is not allowed: the line before it says why."""
    before = failure.line_before()
    if before is None:
        return None
    if not KEY.match(failure.lines[before]):
        return _missing_colon(failure, before)
    if _WORD_KEY.match(failure.text):
        return _uneven(failure)
    hint = "Setzen Sie den ganzen Text in Anführungszeichen, oder schreiben Sie «>-» hinter den Schlüssel."
    told = failure.told(
        "colon-unquoted",
        text=shown(failure.text),
        before=shown(failure.text[: failure.column]),
        where="mit Leerzeichen dahinter" if failure.rest[1:].strip() else "am Zeilenende",
        fixed="",
        hint=hint,
    )
    return Diagnosis(told)


def simple_key(failure: Failure) -> Diagnosis:
    """A line without any colon between lines that have one."""
    return _missing_colon(failure, failure.start_line)


def _missing_colon(failure: Failure, number: int) -> Diagnosis:
    """A line that should be `key: value` and has no colon, or nothing between colon and value."""
    line = failure.lines[number]
    indent = len(line) - len(line.lstrip())
    if DASH.match(line, indent):
        fixed = f"{line[:indent]}- {line[indent + 2 :]}"
        told = fault("dash-wrong", (number + 1, indent + 1), dash=line[indent], fixed=shown(fixed))
        return Diagnosis(told, number + 1, fixed)
    glued = _NO_SPACE.match(line)
    if glued:
        fixed = f"{glued['before']} {glued['after']}"
        position = number + 1, glued.end("before") + 1
        return Diagnosis(fault("space-missing", position, fixed=shown(fixed)), number + 1, fixed)
    text = DASHES.sub("", COMMENT.sub("", line)).strip()
    end = line.find(text) + len(text)
    return Diagnosis(fault("colon-missing", (number + 1, end + 1), text=shown(text)))


def in_block(failure: Failure) -> Diagnosis | None:
    """Something else stands where the next key or list item should begin."""
    if failure.text[: failure.column].strip(" -"):
        return None
    if failure.rest.startswith(":"):
        return Diagnosis(failure.told("key-empty"))
    if failure.column == failure.start_column and failure.rest:
        return Diagnosis(failure.told("list-mixed"))
    return _uneven(failure) if failure.rest else None


def _uneven(failure: Failure) -> Diagnosis:
    """`a: 1` and below it, further to the right, `b: 2`."""
    column = len(failure.text) - len(failure.text.lstrip())
    before = failure.line_before()
    upper = None if before is None else KEY.match(failure.lines[before])
    told = failure.told(
        "indent-wrong",
        text=shown(COMMENT.sub("", failure.text), 30),
        spot=column,
        column=column + 1,
        expected=f", «{shown(upper['key'], 30)}» darüber in Spalte {upper.start('key') + 1}" if upper else "",
    )
    return Diagnosis(told)


def document_start(failure: Failure) -> Diagnosis | None:
    """The document was over already, or had not begun."""
    for number, line in enumerate(failure.lines[: failure.line + 1], 1):
        if line.startswith("%"):
            return Diagnosis(fault("directive-used", (number, 1)))
        if line.startswith("..."):
            return Diagnosis(fault("document-second", (number, 1), mark="..."), number, "")
    before = failure.line_before()
    if before is not None and failure.lines[before].startswith(" ") and failure.column == 0:
        return _uneven(failure)
    return None
