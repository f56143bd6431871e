"""Bytes → text as it may stand in any file that people write: strict UTF-8, LF, no tabs, nothing hidden."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lotse.problems import JOINERS
from lotse.syntax.faults import MAX_BYTES, MAX_FAULTS, Fault, fault, shown
from lotse.syntax.writing import MAY_BE_GARBLED, faults_of_letters, without_conflicts

# Letters and marks that show nothing although Unicode doesn't count them as format characters.
_BLANK = frozenset(map(chr, (
    0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0,
    *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0),
)))  # fmt: skip
JOINING_SCRIPTS = ("ARABIC ",)  # beginnings of Unicode names; there joiners belong to the spelling
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOST_BYTE = re.compile("[\udc80-\udcff]")  # of a byte that is no UTF-8 (PEP 383)


def readable(data: bytes, limit: int = MAX_BYTES) -> tuple[str | None, list[Fault]]:
    """The text as it will be once its characters are mended, or None; and the faults of characters.

    Columns are those of the file, as far as nothing before them was taken out of the line.
    """
    if len(data) > limit:
        return None, [fault("file-too-large", (1, 1), size=len(data), limit=limit)]
    if data.startswith(_UTF_16_MARKS) or data.count(0) * 4 > len(data):
        hint = "Die Datei ist wohl UTF-16 oder keine Textdatei; speichern Sie sie als «UTF-8»."
        return None, [fault("encoding-wrong", (1, 1), number=1, guess="", hint=hint)]
    text = data.decode("utf-8", "surrogateescape")
    faults: list[Fault] = []
    if text.startswith("\ufeff"):
        faults.append(fault("bom-used", (1, 1)))
        text = text[1:]
    if "\r" in text:
        text = _with_line_feeds(text, faults)
    text = without_conflicts(_with_letters(text, faults), faults)
    return _mended(text, faults), faults


def lines_of(data: bytes) -> list[str]:
    """The lines as editors count them; there is at least one, and none behind the last line end."""
    text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    lines = re.split(r"\r\n?|\n", text)
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def hidden_characters(text: str) -> Iterator[tuple[int, str]]:
    """Index and character of whatever must not stand in a text; line feeds may."""
    suspects = {char for char in set(text) if _is_hidden(char)}
    for index, char in _occurrences(text, suspects):
        if not (char in JOINERS and _is_joined(text, index)):
            yield index, char


def character_name(char: str) -> str:
    """«U+200B ZERO WIDTH SPACE»."""
    nameless = "Steuerzeichen" if unicodedata.category(char) == "Cc" else "ohne Namen"
    return f"U+{ord(char):04X} {unicodedata.name(char, nameless)}"


def _is_hidden(char: str) -> bool:
    """Control, format, private, surrogate and unassigned characters, separators of lines, blank letters."""
    category = unicodedata.category(char)
    return char != "\n" and (category[0] == "C" or category in ("Zl", "Zp") or char in _BLANK)


def _is_odd_space(char: str) -> bool:
    return char != " " and unicodedata.category(char) == "Zs"


def _occurrences(text: str, chars: set[str]) -> Iterator[tuple[int, str]]:
    if chars:
        for found in re.finditer("[" + re.escape("".join(sorted(chars))) + "]", text):
            yield found.start(), found[0]


def _is_joined(text: str, index: int) -> bool:
    """Whether a joiner stands between two letters of a script that spells with joiners."""
    around = text[index - 1 : index] + text[index + 1 : index + 2]
    return len(around) == 2 and all(unicodedata.name(c, "").startswith(JOINING_SCRIPTS) for c in around)


def _with_line_feeds(text: str, faults: list[Fault]) -> str:
    before = text[: text.index("\r")]
    position = before.count("\n") + 1, len(before) - before.rfind("\n")
    faults.append(fault("line-end-wrong", position, number=len(re.findall(r"\r\n?", text))))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _with_letters(text: str, faults: list[Fault]) -> str:
    """The text with the letters of Windows-1252 for bytes that are no UTF-8; one fault for the whole file."""
    wrong = list(_LOST_BYTE.finditer(text))
    if not wrong:
        return text
    first = wrong[0].start()
    before = text[:first]
    position = before.count("\n") + 1, first - before.rfind("\n")
    faults.append(fault("encoding-wrong", position, number=len(wrong), guess=_letter(wrong[0])))
    return _LOST_BYTE.sub(_letter, text)


def _letter(lost: re.Match[str]) -> str:
    return bytes([ord(lost[0]) - 0xDC00]).decode("cp1252", "replace").replace("\ufffd", "?")


def _mended(text: str, faults: list[Fault]) -> str | None:
    """The text without its wrong characters; None if too much is wrong."""
    suspects = {c for c in set(text) if c == "\ufffd" or _is_hidden(c) or _is_odd_space(c)}
    if not suspects and unicodedata.is_normalized("NFC", text) and MAY_BE_GARBLED.search(text) is None:
        return text
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if len(faults) > MAX_FAULTS:
            return None
        if not line.isascii():
            faults += faults_of_letters(line, index + 1)
        if not suspects.isdisjoint(line):
            lines[index] = _mended_line(line, index + 1, faults)
    return "\n".join(lines)


def _mended_line(line: str, number: int, faults: list[Fault]) -> str:
    indent = len(line) - len(line.lstrip())
    told: set[str] = set()
    kept = list(line)
    for index, char in _wrong_characters(line, indent):
        kept[index] = _instead_of(char, is_indent=index < indent)
        if char not in told:  # once a line is enough
            faults.append(_fault_of(char, line, (number, index + 1), indent))
        told.add(char)
    return "".join(kept)


def _instead_of(char: str, *, is_indent: bool) -> str:
    """What stands for a wrong character while one reads on; a tab is deeper than any record begins."""
    if char == "\t":
        return " " * 8 if is_indent else " "
    return " " if is_indent else ""


def _wrong_characters(line: str, indent: int) -> Iterator[tuple[int, str]]:
    yield from hidden_characters(line)
    yield from _occurrences(line, {"\ufffd"})
    yield from ((index, char) for index, char in enumerate(line[:indent]) if _is_odd_space(char))


def _fault_of(char: str, line: str, position: tuple[int, int], indent: int) -> Fault:
    index = position[1] - 1
    if char == "\t":
        hint = None if index < indent else "Ersetzen Sie es durch ein Leerzeichen."
        return fault("tab-used", position, hint=hint)
    if char == "\ufffd":
        return fault("character-lost", position)
    if _is_odd_space(char):
        return fault("space-wrong", position, name=character_name(char))
    before = shown(line[max(0, index - 20) : index])
    hint = f"Löschen Sie das Zeichen hinter «{before}»." if before else "Löschen Sie das Zeichen."
    return fault("character-hidden", position, name=character_name(char), hint=hint)
