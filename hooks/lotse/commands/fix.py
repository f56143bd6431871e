"""`lotse check --fix`: mends what is mechanical in data and texts, and leaves comments, layout and meaning alone.

Characters (encoding, line ends, tabs, letters in pieces, what shows nothing), missing quotes, long dashes in lists,
blanks at the end of lines, times and days as people write them, extensions in phone numbers, trackers of links,
lists glued to a paragraph. Whatever needs a decision is left to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lotse.checks.shapes import EXTENSION
from lotse.commands.together import write_together
from lotse.load import FILES
from lotse.load.allowed import PAGE_ENDING, data_files, is_linked, public_files
from lotse.markup import without_code
from lotse.syntax import Node, mended_text, mended_yaml, recovered
from lotse.words import dialled, untracked

_URL = re.compile(r"https?://[^\s<>()\"'`]+")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*Uhr)?")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_DAY_FIELD = re.compile(r".*_on|valid_(?:from|to|until)|from|to|since|edition")
_SCALAR = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^,\]}#\n]*?(?=\s*(?:[,\]}]|\s#|$))")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+\S")


@dataclass(frozen=True, slots=True)
class Mended:
    """A file that is different now, by its name in the project, and how many of its lines are."""

    file: str
    lines: int


def fix_project(project: Path) -> list[Mended]:
    """Mends all files that people write, all or none, and returns those that changed."""
    texts: dict[Path, str] = {}
    found: list[Mended] = []
    for path in _files(project):
        before = path.read_bytes()
        after = mended(before, is_page=path.suffix == PAGE_ENDING)
        if after is not None and after.encode() != before:
            texts[path] = after
            found.append(Mended(path.relative_to(project).as_posix(), _changed(before, after)))
    write_together(texts)
    return found


def _files(project: Path) -> Iterator[Path]:
    """Data, labels and pages; stamps and schemas are written by commands only."""
    for name in FILES:
        path = project / "data" / name
        if path.is_file() and not is_linked(path, project):
            yield path
    yield from data_files(project, "ui")
    yield from data_files(project, "actors")
    yield from (path for path in public_files(project) if path.suffix == PAGE_ENDING)


def _changed(before: bytes, after: str) -> int:
    old, new = before.decode("utf-8", "replace").split("\n"), after.split("\n")
    return sum(a != b for a, b in zip(old, new, strict=False)) + abs(len(old) - len(new))


def mended(data: bytes, *, is_page: bool) -> str | None:
    """The text of a file as it should be; None where people have to decide something first."""
    text = mended_text(data)
    if text is None:
        return None
    return _mended_page(text) if is_page else _mended_data(text)


def _mended_data(text: str) -> str:
    text = mended_yaml("\n".join(line.rstrip(" ") for line in text.split("\n")))
    text = _with_values(text)
    return text.rstrip("\n") + "\n" if text.strip() else text


def _with_values(text: str) -> str:
    """Times, days, phone numbers and links in the one form that says the same."""
    tree = recovered(text.encode(), "").tree
    lines = text.split("\n")
    edits = sorted(_edits(tree, ""), key=lambda edit: edit[0].position, reverse=True) if tree else []
    for node, new in edits:
        line, start = lines[node.line - 1], node.column - 1
        raw = _SCALAR.match(line, start)
        if raw and raw[0].strip("\"'") == node.value:
            lines[node.line - 1] = line[:start] + new + line[raw.end() :]
    return "\n".join(map(_untracked, lines))


def _edits(node: Node, field: str) -> Iterator[tuple[Node, str]]:
    if isinstance(node.value, str):
        if new := _better(node.value, field):
            yield node, new
    elif isinstance(node.value, tuple):
        for item in node.value:
            yield from _edits(item, field)
    else:
        for key, entry in node.value.items():
            yield from _edits(entry.node, key)


def _better(value: str, field: str) -> str:
    """The value as it is meant, ready to stand in the file; empty if it is right, or nobody can know."""
    if field in ("opens_at", "closes_at"):
        time = _TIME.fullmatch(value.strip())
        is_time = time and int(time[1]) < 24 and int(time[2] or 0) < 60
        form = f"{int(time[1]):02}:{time[2] or '00'}" if time and is_time else value
        return f'"{form}"' if form != value else ""
    if _DAY_FIELD.fullmatch(field):
        day = _GERMAN_DAY.fullmatch(value.strip())
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else ""
    if field == "phones":
        own = EXTENSION.fullmatch(value.casefold())
        number = value[: len(own["number"])] if own else ""
        return f'{{number: "{number}", extension: "{own["own"]}"}}' if own and dialled(number, own["own"]) else ""
    return ""


def _untracked(line: str, words: str | None = None) -> str:
    """The line with shorter addresses; `words` is the same line with blanks for what is to stay."""
    for found in reversed(list(_URL.finditer(line if words is None else words)) if "://" in line else ()):
        line = line[: found.start()] + untracked(found[0]) + line[found.end() :]
    return line


def _mended_page(text: str) -> str:
    """A page with its front matter as data, its links without trackers, and every list on its own."""
    head, mark, body = text.partition("\n---\n") if text.startswith("---\n") else ("", "", text)
    front = mended_yaml(head) if head else ""
    return front + mark + _mended_body(body)


def _mended_body(body: str) -> str:
    words = without_code(body).split("\n")
    kept: list[str] = []
    for number, (line, bare) in enumerate(zip(body.split("\n"), words, strict=True)):
        if bare.strip() or not line.strip():
            line = _without_end_blanks(_untracked(line, bare))
        if number and _is_glued(words[number - 1], bare):
            kept.append("")
        is_second_gap = not line.strip() and not bare.strip() and len(kept) > 1 and kept[-1] == "" and line == ""
        if not (is_second_gap and _is_outside_code(words, body.split("\n"), number)):
            kept.append(line)
    return "\n".join(kept).rstrip("\n") + "\n"


def _is_outside_code(words: list[str], lines: list[str], number: int) -> bool:
    """Whether the gap stands between words: within code every line counts."""
    before = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), None)
    behind = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), None)
    return all(n is None or words[n].strip() for n in (before, behind))


def _without_end_blanks(line: str) -> str:
    """Two blanks at the end break the line in Markdown; any other number means nothing."""
    bare = line.rstrip(" ")
    return f"{bare}  " if bare and line == f"{bare}  " else bare


def _is_glued(before: str, line: str) -> bool:
    """Whether a list begins right below a paragraph, where it is read as part of it."""
    is_paragraph = before[:1].isalpha() or before.startswith(("*", "„", "«", "("))
    return bool(is_paragraph and _ITEM.match(line)) and not _ITEM.match(before)
