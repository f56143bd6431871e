"""What can be wrong with one text, although YAML reads it without complaint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from lotse.syntax.characters import character_name, hidden_characters
from lotse.syntax.failure import DASH, KEY
from lotse.syntax.faults import Fault, fault, quoted, shown
from lotse.syntax.scalars import FALSE, NO_VALUE, TRUE, guess_at

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_CURLY = re.compile("[„“”‚‘’»«][^„“”‚‘»«]*[“”‘’«»]")  # all of a text in one pair of printers' quotes
_BLOCK_HEADER = re.compile(r"([|>][-+0-9]*)(#.*)?")
_NAMED_ESCAPES = yaml.scanner.Scanner.ESCAPE_REPLACEMENTS


def faults_of_plain(event: yaml.ScalarEvent, *, is_key: bool) -> Iterator[Fault]:
    """A word without quotes that other programs wouldn't take for a text."""
    meaning = guess_at(event.value, is_key=is_key)
    if meaning:
        code = "key-unquoted" if is_key else "value-unquoted"
        at = event.start_mark.line + 1, event.start_mark.column + 1
        fixed = quoted(event.value)
        hint = None if is_key else _hint_for(meaning, fixed)
        edit = _edit(event, fixed, "" if is_key else meaning)
        yield fault(code, at, text=event.value, meaning=meaning, fixed=fixed, hint=hint, edit=edit)


def faults_of_typing(event: yaml.ScalarEvent) -> Iterator[Fault]:
    """What word processors turn quotes and list marks into."""
    at = event.start_mark.line + 1, event.start_mark.column + 1
    value = event.value
    if _CURLY.fullmatch(value):
        fixed = quoted(value[1:-1])
        yield fault("quote-curly", at, quotes=f"{value[0]}…{value[-1]}", fixed=fixed, edit=_edit(event, fixed))
    if DASH.match(value):
        yield fault("dash-wrong", at, dash=value[0], fixed=shown(f"- {value[2:]}"), edit=(value[:2], "- "))


def _edit(event: yaml.ScalarEvent, fixed: str, meaning: str = "") -> tuple[str, str]:
    """The value in quotes instead of the mere one; nothing where it may not be meant as a text, or has more lines."""
    is_plain = meaning not in (NO_VALUE, TRUE, FALSE) and event.start_mark.line == event.end_mark.line
    return (event.value, fixed) if is_plain else ("", "")


def faults_of_outer_blanks(event: yaml.ScalarEvent, lines: Sequence[str]) -> Iterator[Fault]:
    """`"Beratung "`: nobody sees the blank, but ids and words would differ by it."""
    bare = event.value.strip(" \t\n")  # a no-break space is meant
    if event.value != bare:
        fixed = quoted(bare)
        start, end = event.start_mark, event.end_mark
        raw = lines[start.line][start.column : end.column] if start.line == end.line else ""
        edit = (raw, f"{raw[0]}{raw[1:-1].strip(' ')}{raw[-1]}") if raw else ("", "")
        yield fault("blank-outside", (start.line + 1, start.column + 1), fixed=shown(fixed), edit=edit)


def _hint_for(meaning: str, fixed: str) -> str | None:
    """Advice for words that are seldom meant as text."""
    meant = {
        NO_VALUE: "Gibt es keinen Wert, löschen Sie die Zeile",
        TRUE: "Ist ein Wahrheitswert gemeint, schreiben Sie true",
        FALSE: "Ist ein Wahrheitswert gemeint, schreiben Sie false",
    }.get(meaning)
    return f"{meant}; ein Text steht in Anführungszeichen: {fixed}" if meant else None


def faults_of_block_header(event: yaml.ScalarEvent, lines: Sequence[str]) -> Iterator[Fault]:
    """`>#x`: libyaml reads it, the parser in Python doesn't."""
    line, start = lines[event.start_mark.line], event.start_mark.column
    header = _BLOCK_HEADER.search(line, start)
    if header and header[2]:
        position = event.start_mark.line + 1, header.start(2) + 1
        fixed = quoted(line[header.start() :].strip())
        yield fault("block-glued", position, mark=header[1], text=shown(header[2]), fixed=fixed)


def faults_of_folded(event: yaml.ScalarEvent, lines: Sequence[str]) -> Iterator[Fault]:
    """List items that YAML takes for the rest of the text above, because their indentation is uneven."""
    first = event.start_mark.line + 1
    for number in range(first, event.end_mark.line + 1):
        line = lines[number]
        if DASH.match(line.lstrip()):
            at = number + 1, len(line) - len(line.lstrip()) + 1
            bare = line.lstrip()
            yield fault("dash-wrong", at, dash=bare[0], fixed=shown(f"- {bare[2:]}"), edit=(bare[:2], "- "))
        elif line.lstrip().startswith("- "):
            yield fault("dash-folded", (number + 1, len(line) - len(line.lstrip()) + 1), first=first)


def faults_of_long_quote(event: yaml.ScalarEvent, lines: Sequence[str]) -> Iterator[Fault]:
    """A quoted text that swallows the keys below it: YAML 1.2 wants its lines deeper than the key (6.1)."""
    start, end = event.start_mark, event.end_mark
    position = start.line + 1, start.column + 1
    key = KEY.match(lines[start.line])
    if key is None or key.end() > start.column:
        return
    for line in lines[start.line + 1 : end.line + 1]:
        if line.strip() and len(line) - len(line.lstrip()) <= key.end("lead"):
            yield fault("quote-open", position, quote=event.style)
            return


def faults_of_comment(event: yaml.ScalarEvent, lines: Sequence[str]) -> Iterator[Fault]:
    """«Raum #3»: YAML cuts the value off at « #»."""
    end = event.end_mark
    comment = lines[end.line][end.column :].strip()
    if comment.startswith("#") and is_glued(f" {comment}"):
        position = end.line + 1, lines[end.line].index(comment, end.column) + 1
        whole = quoted(f"{event.value} {comment}")
        yield fault("comment-glued", position, comment=shown(comment), text=shown(event.value), fixed=whole)


def faults_of_escapes(event: yaml.ScalarEvent, lines: Sequence[str]) -> Iterator[Fault]:
    """`"\\0"` or `"\\u202e"`: what must not stand in the file must not hide behind a backslash either."""
    hidden = {char for _, char in hidden_characters(event.value)}
    start, end = event.start_mark, event.end_mark
    for number in range(start.line, end.line + 1 if hidden else start.line):
        first = start.column if number == start.line else 0
        last = end.column if number == end.line else len(lines[number])
        for escape in _ESCAPE.finditer(lines[number], first, last):
            if (char := _unescaped(escape)) in hidden:
                hidden.discard(char)  # once a text is enough
                yield _fault_of_escape(char, escape, number)


def _unescaped(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    return chr(int(digits, 16)) if digits else _NAMED_ESCAPES.get(escape[4], "")


def _fault_of_escape(char: str, escape: re.Match[str], line: int) -> Fault:
    position = line + 1, escape.start() + 1
    if "\ud800" <= char <= "\udfff":
        return fault("escape-unknown", position, text=escape[0][:2])
    hint = f"Löschen Sie «{escape[0]}»."
    return fault("character-hidden", position, name=character_name(char), hint=hint)


def is_glued(line: str) -> bool:
    """Whether a `#` that begins a comment touches the next word."""
    index = line.find(" #")
    while index >= 0:
        if line[index + 2 : index + 3] not in ("", " ", "#", "!"):
            return True
        index = line.find(" #", index + 1)
    return False
