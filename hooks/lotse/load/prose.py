"""Markdown pages of `docs/<language>/` with their front matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lotse.load.allowed import PAGE_ENDING, public_files
from lotse.load.catalogue import Prose
from lotse.load.memory import Memory
from lotse.markup import Span, blanked, place_of, tangle_in
from lotse.problems import Problem
from lotse.syntax import Node, read_text, recovered
from lotse.words import did_you_mean

META_FIELDS = ("title", "description", "risk", "glossary", "variant_of", "questions")
"""What the front matter of a page may say."""
_FENCE = "---"
_MAX_BYTES = 200_000
_MAX_TANGLES = 10  # whoever has more mends the first ones first
_TANGLE = "So etwas entsteht beim Kopieren oder durch eine hängende Taste. Löschen Sie, was nicht hingehört."
_NO_HEAD = "Der Seite fehlt der Kopf mit Titel und Beschreibung."
_HEAD = "Schreiben Sie als erste Zeilen: «---», «title: …», «description: …», «---»."


def read_prose(project: Path, memory: Memory | None = None) -> tuple[tuple[Prose, ...], list[Problem]]:
    """All Markdown pages, by file name; a page that can't be read is a problem."""
    pages: list[Prose] = []
    problems: list[Problem] = []
    memory = memory or Memory()
    for path in public_files(project):
        if path.suffix == PAGE_ENDING:
            page, found = _read_page(path, project, memory)
            problems.extend(found)
            pages += [page] if page else []
    return tuple(pages), problems


def read_assets(project: Path) -> frozenset[str]:
    """The names below `docs/` of all files that are published as they are: pictures, scripts, styles."""
    docs = project / "docs"
    return frozenset(p.relative_to(docs).as_posix() for p in public_files(project) if p.suffix != PAGE_ENDING)


@dataclass
class _Front:
    """The front matter of a page, where the body begins, and what is wrong with both."""

    meta: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)  # field → line of the file
    text: str = ""  # as it stands in the file
    first_line: int = 1  # of the body
    problems: list[Problem] = field(default_factory=list)


def _read_page(path: Path, project: Path, memory: Memory) -> tuple[Prose | None, list[Problem]]:
    file = path.relative_to(project).as_posix()
    try:
        data = path.read_bytes()
    except OSError:
        return None, [_unreadable(file)]
    return memory.recall("page", file, data, lambda: _page_of(data, file, path.relative_to(project / "docs").parts))


def _page_of(data: bytes, file: str, parts: Sequence[str]) -> tuple[Prose | None, list[Problem]]:
    text, problems = read_text(data, file, _MAX_BYTES)
    if text is None:
        return None, problems
    language, *rest = parts
    front, body = _split(text, file)
    body, dense = _bounded(body, file, front.first_line)
    page = Prose(file, language, _address(rest), front.meta, body, front.first_line, front.lines, front.text)
    is_legible = not any(problem.code == "encoding-wrong" for problem in problems)
    return page, [*problems, *(front.problems if is_legible else ()), *dense]


def _unreadable(file: str) -> Problem:
    return Problem(
        file=file, code="file-missing", message=f"{file} ist keine lesbare Datei.",
        hint="Benennen Sie sie um, oder löschen Sie sie.",
    )  # fmt: skip


def _address(parts: list[str]) -> str:
    *folders, name = parts
    stem = name.removesuffix(PAGE_ENDING)
    return "".join(f"{part}/" for part in (folders if stem == "index" else [*folders, stem]))


def _split(text: str, file: str) -> tuple[_Front, str]:
    """Front matter and body."""
    lines = text.split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in lines[1:]:
        has_begun = lines[0].strip() == _FENCE
        fault = "Der Kopf der Seite endet nicht: Die zweite Zeile «---» fehlt." if has_begun else _NO_HEAD
        return _Front(problems=[Problem(file=file, code="field-missing", message=fault, hint=_HEAD)]), text
    end = lines.index(_FENCE, 1)
    raw = "\n".join(lines[1:end])
    reading = recovered(f"\n{raw}\n".encode(), file)
    meta, places = _fields(reading.tree)
    front = _Front(meta, places, raw, end + 2, [*reading.problems, *_unknown_fields(reading.tree, meta, file)])
    if not reading.problems:  # a faulty front matter may well have held it
        front.problems += _missing_fields(meta, file)
    return front, "\n".join(lines[end + 1 :])


def _missing_fields(meta: Mapping[str, str], file: str) -> list[Problem]:
    wanted = (("title", "der Titel"), ("description", "die Beschreibung"))
    return [
        Problem(
            file=file, code="field-missing", message=f"Der Seite fehlt {name}.", hint=_HEAD,
            record=meta.get("title", ""),
        )
        for field_name, name in wanted
        if field_name not in meta
    ]  # fmt: skip


def _unknown_fields(front: Node | None, meta: Mapping[str, str], file: str) -> list[Problem]:
    """A field that nothing reads is a slip of the pen, or an instruction to the builder that nobody checks."""
    entries = front.value if front and isinstance(front.value, Mapping) else {}
    return [
        Problem(
            file=file, line=entry.key_position.line, column=entry.key_position.column, code="field-unknown",
            message=f"Das Feld «{key}» gibt es im Kopf einer Seite nicht.", record=meta.get("title", ""),
            hint=did_you_mean(key, META_FIELDS) or f"Möglich sind: {', '.join(META_FIELDS)}.",
        )
        for key, entry in entries.items()
        if key not in META_FIELDS
    ]  # fmt: skip


def _fields(front: Node | None) -> tuple[dict[str, str], dict[str, int]]:
    """The texts of the front matter by their field, and the line of each."""
    entries = front.value if front and isinstance(front.value, Mapping) else {}
    texts = {key: entry for key, entry in entries.items() if isinstance(entry.node.value, str)}
    return {k: str(e.node.value) for k, e in texts.items()}, {k: e.key_position.line for k, e in texts.items()}


def _bounded(body: str, file: str, first_line: int) -> tuple[str, list[Problem]]:
    """The body without what no renderer gets through in time."""
    problems: list[Problem] = []
    while (tangle := tangle_in(body)) and len(problems) < _MAX_TANGLES:
        line, column = place_of(body, tangle.start)
        message = f"Dieser Text hielte den Bau auf: {tangle.what}."
        problems.append(
            Problem(
                file=file, line=first_line + line, column=column, code="text-dense", message=message, hint=_TANGLE
            )
        )
        body = blanked(body, [Span(tangle.start, tangle.end)])
    return ("" if tangle else body), problems
