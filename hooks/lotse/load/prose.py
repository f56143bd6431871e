"""Markdown pages of `docs/<language>/` with their front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lotse.load.catalogue import Prose
from lotse.problems import Problem
from lotse.syntax import Node, parse

_FENCE = "---"
_MAX_BYTES = 200_000


def read_prose(project: Path) -> tuple[tuple[Prose, ...], list[Problem]]:
    """All Markdown pages, by file name; a page that can't be read is a problem."""
    pages: list[Prose] = []
    problems: list[Problem] = []
    for path in _markdown_files(project / "docs"):
        page, found = _read_page(path, project)
        problems.extend(found)
        if page:
            pages.append(page)
    return tuple(pages), problems


def read_assets(project: Path) -> frozenset[str]:
    """The names below `docs/` of all files that are no pages: pictures, scripts, styles."""
    docs = project / "docs"
    return frozenset(p.relative_to(docs).as_posix() for p in docs.rglob("*") if p.suffix != ".md" and p.is_file())


def _markdown_files(docs: Path) -> Iterator[Path]:
    for folder in sorted(p for p in docs.glob("*") if p.is_dir() and p.name != "assets"):
        yield from sorted(folder.rglob("*.md"))


def _read_page(path: Path, project: Path) -> tuple[Prose | None, list[Problem]]:
    file = path.relative_to(project).as_posix()
    text, fault = _read_text(path, file)
    if fault:
        return None, [fault]
    language, *rest = path.relative_to(project / "docs").parts
    front, body, first_line, problems = _split(text, file)
    meta, lines = _fields(front)
    is_sound = not problems
    for field, name in (("title", "der Titel"), ("description", "die Beschreibung")):
        if field not in meta and is_sound:  # a faulty front matter may well have held it
            problems.append(
                Problem(
                    file=file,
                    code="field-missing",
                    message=f"Der Seite fehlt {name}.",
                    record=meta.get("title", ""),
                    hint="Schreiben Sie als erste Zeilen: «---», «title: …», «description: …», «---».",
                )
            )
    page = Prose(file, language, _address(rest), meta, body, first_line, lines)
    return page, problems


def _read_text(path: Path, file: str) -> tuple[str, Problem | None]:
    """The text of a file, or why there is none."""
    try:
        data = path.read_bytes()
        if len(data) > _MAX_BYTES:
            size, limit = (f"{number:,}".replace(",", ".") for number in (len(data), _MAX_BYTES))
            return "", Problem(
                file=file,
                code="file-too-large",
                message=f"Die Datei hat {size} Bytes; erlaubt sind {limit}.",
                hint="Verteilen Sie den Text auf mehrere Seiten.",
            )
        return data.decode("utf-8-sig").replace("\r\n", "\n"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", Problem(
            file=file,
            line=line,
            code="encoding-wrong",
            message=f"Das Byte 0x{data[error.start]:02X} ist kein UTF-8.",
            hint="Speichern Sie die Datei als «UTF-8».",
        )
    except OSError:
        return "", Problem(
            file=file,
            code="file-missing",
            message=f"{file} ist keine lesbare Datei.",
            hint="Benennen Sie sie um, oder löschen Sie sie.",
        )


def _address(parts: list[str]) -> str:
    *folders, name = parts
    stem = name.removesuffix(".md")
    return "".join(f"{part}/" for part in (folders if stem == "index" else [*folders, stem]))


def _split(text: str, file: str) -> tuple[Node | None, str, int, list[Problem]]:
    """Front matter, body, the body's first line, and what is wrong with the front matter."""
    lines = text.split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in lines[1:]:
        return None, text, 1, []
    end = lines.index(_FENCE, 1)
    tree, problems = parse(("\n" + "\n".join(lines[1:end]) + "\n").encode(), file)
    return tree, "\n".join(lines[end + 1 :]), end + 2, problems


def _fields(front: Node | None) -> tuple[dict[str, str], dict[str, int]]:
    """The texts of the front matter by their field, and the line of each."""
    entries = front.value if front and isinstance(front.value, Mapping) else {}
    texts = {key: entry for key, entry in entries.items() if isinstance(entry.node.value, str)}
    return {k: str(e.node.value) for k, e in texts.items()}, {k: e.key_position.line for k, e in texts.items()}
