"""What a program can mend in a text by itself: characters and quotes. Words, comments and layout stay as they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from lotse.syntax.characters import readable
from lotse.syntax.diagnosis import diagnose
from lotse.syntax.faults import Fault
from lotse.syntax.reading import Walk
from lotse.syntax.writing import repaired_letters

_MAX_ROUNDS = 200  # each mends a line; who has more wrong lines runs it again
_BY_HAND = frozenset({"conflict-left", "file-too-large", "character-lost"})


def mended_text(data: bytes) -> str | None:
    """The text with the right encoding, line ends, blanks and letters; None where somebody has to decide first.

    What is meant is beyond doubt: UTF-8 for Windows-1252, LF for CR, nothing for what shows nothing, a blank for
    a tab or a special one before the first word, one letter for two pieces or for a garbled one.
    """
    text, faults = readable(data)
    if text is None or any(found.code in _BY_HAND for found in faults):
        return None
    if not any(found.code != "bom-used" for found in faults):
        return text
    text = _with_tabs_as_indents(data, text) if any(found.code == "tab-used" for found in faults) else text
    text = unicodedata.normalize("NFC", text)
    return "\n".join(map(repaired_letters, text.split("\n")))


def _with_tabs_as_indents(data: bytes, text: str) -> str:
    """Two blanks for each tab before the first word: the reader puts eight, so that no record begins by mistake."""
    before = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for number, line in enumerate(before.split("\n")):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and number < len(lines):
            lines[number] = indent.replace("\t", "  ") + lines[number].lstrip()
    return "\n".join(lines)


def mended_yaml(text: str) -> str:
    """The YAML text with the quotes and dashes that are missing, as far as it is plain where they belong."""
    tried: set[tuple[int, str]] = set()  # a line may have several faults, each is mended once
    for _ in range(_MAX_ROUNDS):
        walk = Walk(text)
        failure = walk.run()
        if failure is None:
            return _edited(text, walk.faults)
        diagnosis = diagnose(failure)
        if diagnosis.fixed is None or (diagnosis.line, diagnosis.fault.code) in tried:
            return text
        tried.add((diagnosis.line, diagnosis.fault.code))
        lines = text.split("\n")
        lines[diagnosis.line - 1] = diagnosis.fixed
        text = "\n".join(lines)
    return text


def _edited(text: str, faults: Iterable[Fault]) -> str:
    """The text after the edits of its faults, from behind, so that their places stay right."""
    lines = text.split("\n")
    for found in sorted(faults, reverse=True):
        old, new = found.edit
        if found.position.line > len(lines):
            continue
        line, start = lines[found.position.line - 1], found.position.column - 1
        if old and line[start : start + len(old)] == old:
            lines[found.position.line - 1] = line[:start] + new + line[start + len(old) :]
    return "\n".join(lines)
