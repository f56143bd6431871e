"""What can be wrong in any text that people write, whatever its form: marks of a conflict, broken letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lotse.syntax.faults import Fault, fault, shown

_OURS, _BASE, _THEIRS, _END = "<<<<<<<", "|||||||", "=======", ">>>>>>>"  # git-merge(1), «How conflicts are presented»
_MARK = re.compile(r"^(?P<mark><{7}|\|{7}|={7}|>{7})(?: (?P<name>.*))?$")
# First bytes of UTF-8 as they look when they are read as Windows-1252: Latin, dashes, Cyrillic, Arabic, Turkish.
_LEADS = "ÂÃâÐÑØÙÄÅ"
MAY_BE_GARBLED = re.compile(rf"[{_LEADS}][^\x00-\x7f]{{1,2}}")
_MAY_FOLLOW_A_LETTER = frozenset("»«“”„’‘‚…–—\u00a0")  # behind a sound «Ä» too, so they prove nothing there


def without_conflicts(text: str, faults: list[Fault]) -> str:
    """The text with the first version of every conflict and blank lines in place of the rest; conflicts are told."""
    if _OURS not in text and _END not in text:
        return text
    lines = text.split("\n")
    marks = [(number, found) for number, line in enumerate(lines) if (found := _MARK.match(line))]
    begin: int | None = None
    for number, found in marks:
        if found["mark"] == _OURS:
            begin = number
            faults.append(_conflict(number, marks))
        elif found["mark"] == _END:
            if begin is None:
                faults.append(_conflict(number, marks))
            _blank_out(lines, number if begin is None else begin, number)
            begin = None
    if begin is not None:
        lines[begin] = ""
    return "\n".join(lines)


def _conflict(number: int, marks: list[tuple[int, re.Match[str]]]) -> Fault:
    """One conflict, at its first mark; the lines of its other marks are named."""
    own = [number + 1]
    for other, found in marks:
        if other > number and found["mark"] == _OURS:
            break
        if other > number:
            own.append(other + 1)
    return fault("conflict-left", (number + 1, 1), lines=", ".join(map(str, own)))


def _blank_out(lines: list[str], begin: int, end: int) -> None:
    """Leaves the lines between the first mark and the next one."""
    is_ours = True
    for number in range(begin, end + 1):
        found = _MARK.match(lines[number])
        is_ours = is_ours and (found is None or found["mark"] == _OURS)
        if found or not is_ours:
            lines[number] = ""


def faults_of_letters(line: str, number: int) -> Iterator[Fault]:
    """Letters in two pieces and letters that were read in a wrong encoding; each kind once a line."""
    if not unicodedata.is_normalized("NFC", line):
        at, pieces = _in_pieces(line)
        whole = unicodedata.normalize("NFC", pieces)
        yield fault("letter-split", (number, at + 1), letter=whole)
    garbled = next(_garbled(line), None)
    if garbled:
        at, found, meant = garbled
        yield fault("text-garbled", (number, at + 1), found=shown(found), meant=shown(meant) or "Leerzeichen")


def _in_pieces(line: str) -> tuple[int, str]:
    """Where the first letter stands that has a form in one piece, and its pieces."""
    for found in re.finditer(r".[\u0300-\u036f\u0591-\u05f4\u0610-\u08ff\u3099\u309a]+|[^\x00-\x7f]", line):
        if not unicodedata.is_normalized("NFC", found[0]):
            return found.start(), found[0]
    return 0, line[:1]


def repaired_letters(line: str) -> str:
    """The line with every garbled letter as it was meant."""
    for at, found, meant in reversed(list(_garbled(line))):
        line = line[:at] + meant + line[at + len(found) :]
    return line


def _garbled(line: str) -> Iterator[tuple[int, str, str]]:
    """Place, wording and meaning of letters that are UTF-8 read as Windows-1252: «Ã¼» for «ü»."""
    if line.isascii():
        return
    at = 0
    while found := MAY_BE_GARBLED.search(line, at):
        at = found.end()
        for text in (found[0], found[0][:2]):
            if meant := _meant(text):
                yield found.start(), text, meant
                at = found.start() + len(text)
                break
        else:
            at = found.start() + 1


def _meant(text: str) -> str:
    """What the bytes of a text mean in UTF-8, if that is one letter or sign."""
    if text[0] not in "ÂÃâ" and not _MAY_FOLLOW_A_LETTER.isdisjoint(text[1:]):
        return ""
    try:
        meant = b"".join(_bytes_of(char) for char in text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""
    is_sign = len(meant) == 1 and unicodedata.category(meant)[0] in "LPSNZ"
    return meant if is_sign else ""


def _bytes_of(char: str) -> bytes:
    """The byte of Windows-1252; the five that it doesn't have are those of Latin-1."""
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")
