"""Which files may stand below docs/ and data/, and which of them may leave: one list for check, build and judge.

Whatever is not on the list is a problem and never published: a list of names, a backup, a page outside its
language, a link to a file elsewhere on the machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import NamedTuple

from lotse.model.base import LANGUAGE_PATTERN
from lotse.problems import Problem
from lotse.words import did_you_mean, is_language, plain_name

DOCS, DATA, ASSETS = "docs", "data", "assets"
PAGE_ENDING = ".md"
ASSET_KINDS = frozenset({".css", ".js", ".svg", ".png", ".jpg", ".webp", ".avif", ".ico", ".woff2"})
"""Endings of files below docs/assets/ that are published as they are."""
TEXT_ASSETS = frozenset({".css", ".js", ".svg"})
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATA_FOLDERS: Mapping[str, re.Pattern[str]] = {
    "ui": re.compile(LANGUAGE_PATTERN[:-1] + r"\.yaml"),
    "translations": re.compile(LANGUAGE_PATTERN[:-1] + r"\.yaml"),
    "schema": re.compile(r"[a-z-]+\.schema\.json"),
    "actors": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.yaml"),
}
_LEFTOVER = re.compile(r"~$|\.(bak|old|orig|rej|swp|tmp|save)$|\b(kopie|copy|backup)\b|\(\d+\)", re.IGNORECASE)
_PAGE_LIKE = re.compile(r"\.(md|markdown|mdown)$", re.IGNORECASE)


def may_leave(path: PurePosixPath, languages: Collection[str] | None = None) -> bool:
    """Whether a file below docs/ may be published: a page of a known language, or an asset of a known kind.

    Without `languages` every language that CLDR knows counts as known. Whether the file is a real one, and
    no link, only the disk can say: see `public_files`.
    """
    *folders, name = path.parts
    if not folders or not all(_NAME.fullmatch(folder) for folder in folders[1:]):
        return False
    stem, dot, ending = name.rpartition(".")
    if folders[0] == ASSETS:
        return _NAME.fullmatch(stem) is not None and dot + ending in ASSET_KINDS
    is_known = folders[0] in languages if languages is not None else _is_language(folders[0])
    return is_known and _NAME.fullmatch(stem) is not None and dot + ending == PAGE_ENDING


def public_files(project: Path, languages: Collection[str] | None = None) -> Iterator[Path]:
    """The files of docs/ that may be published, sorted; nothing behind a link."""
    docs = project / DOCS
    for found in _walk(docs, _is_wrong_docs_folder):
        if S_ISREG(found.mode) and may_leave(_below(docs, found.path), languages):
            yield found.path


def data_files(project: Path, folder: str) -> Iterator[Path]:
    """The files of a folder below data/ that may be read, sorted; nothing behind a link."""
    top = project / DATA / folder
    for path in sorted(top.glob("*")):
        if _DATA_FOLDERS[folder].fullmatch(path.name) and not is_linked(path, project):
            yield path


def is_linked(path: Path, project: Path) -> bool:
    """Whether a file of the project, or a folder on the way to it, is a link to somewhere else."""
    parts = path.relative_to(project).parts
    return any(project.joinpath(*parts[: count + 1]).is_symlink() for count in range(len(parts)))


def misplaced_files(project: Path, data_files: Collection[str]) -> Iterator[Problem]:
    """A problem for each file and folder below docs/ and data/ that is not on the list."""
    docs, data = project / DOCS, project / DATA
    for found in _walk(docs, _is_wrong_docs_folder):
        fault = _fault_of_kind(found) or _fault_below_docs(_below(docs, found.path), is_folder=S_ISDIR(found.mode))
        if fault:
            yield _problem(found.path.relative_to(project), *fault)
    for found in _walk(data, _is_wrong_data_folder):
        path = _below(data, found.path)
        fault = _fault_of_kind(found) or _fault_below_data(path, data_files, is_folder=S_ISDIR(found.mode))
        if fault:
            yield _problem(found.path.relative_to(project), *fault)


class _Found(NamedTuple):
    path: Path
    mode: int  # of the entry itself, not of what a link leads to


def _walk(top: Path, is_closed: Callable[[PurePosixPath], bool], folder: Path | None = None) -> Iterator[_Found]:
    """Every file and folder below, sorted; folders that are links or `is_closed` are named but not entered."""
    folder = folder or top
    if top.is_symlink():
        yield _Found(top, top.lstat().st_mode)
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError:  # a missing folder is told by whoever looks for its files
        return
    for path in entries:
        found = _Found(path, path.lstat().st_mode)
        yield found
        if S_ISDIR(found.mode) and not is_closed(_below(top, path)):
            yield from _walk(top, is_closed, path)


def _below(top: Path, path: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(top).as_posix())


Fault = tuple[str, str, str]  # code, message, hint


def _fault_of_kind(found: _Found) -> Fault | None:
    """Links, pipes and devices: what lies behind them is not the project's."""
    if S_ISLNK(found.mode):
        return (
            "file-link", f"«{found.path.name}» ist eine Verknüpfung (symbolischer Link).",
            "Was dahinter liegt, würde veröffentlicht. Löschen Sie sie, oder legen Sie die Datei selbst hierher.",
        )  # fmt: skip
    if not (S_ISREG(found.mode) or S_ISDIR(found.mode)):
        return "file-unknown", f"«{found.path.name}» ist keine gewöhnliche Datei.", "Löschen Sie sie."
    return None


def _is_language(name: str) -> bool:
    return re.fullmatch(LANGUAGE_PATTERN, name) is not None and is_language(name)


def _is_wrong_docs_folder(path: PurePosixPath) -> bool:
    first, *others = path.parts
    return not ((first == ASSETS or _is_language(first)) and all(map(_NAME.fullmatch, others)))


def _is_wrong_data_folder(path: PurePosixPath) -> bool:
    return len(path.parts) > 1 or path.name not in _DATA_FOLDERS


def _fault_below_docs(path: PurePosixPath, *, is_folder: bool) -> Fault | None:
    if is_folder:
        return _fault_of_docs_folder(path) if _is_wrong_docs_folder(path) else None
    if may_leave(path):
        return None
    if fault := _fault_of_leftover(path):
        return fault
    first = path.parts[0]
    if len(path.parts) == 1:
        return (
            "file-unknown", f"Direkt in docs/ darf keine Datei liegen: «{path.name}».",
            "Seiten gehören in den Ordner ihrer Sprache, zum Beispiel docs/de/; was keine Seite ist, nicht nach docs/.",
        )  # fmt: skip
    if first == ASSETS:
        return _fault_of_asset(path)
    return _fault_of_page(path)


def _fault_of_docs_folder(path: PurePosixPath) -> Fault:
    if len(path.parts) == 1:
        return (
            "file-unknown", f"Der Ordner «{path.name}» ist kein Kürzel einer Sprache.",
            "In docs/ stehen nur die Ordner der Sprachen und «assets»; alles darin bliebe sonst unbemerkt liegen.",
        )  # fmt: skip
    return "file-name", f"Der Ordner «{path.name}» kann keine Adresse sein.", _name_hint(path.name)


def _fault_of_leftover(path: PurePosixPath) -> Fault | None:
    if path.name.startswith("."):
        return "file-unknown", f"«{path.name}» ist eine versteckte Datei.", "Löschen Sie sie; sie gehört nicht hierher."
    if _LEFTOVER.search(path.name):
        return (
            "file-unknown", f"«{path.name}» ist eine Kopie oder ein Rest eines Programms.",
            "Löschen Sie sie; frühere Fassungen hebt die Versionsgeschichte auf.",
        )  # fmt: skip
    return None


def _fault_of_asset(path: PurePosixPath) -> Fault:
    if path.suffix in ASSET_KINDS:
        return "file-name", f"«{path.name}» kann keine Adresse sein.", _name_hint(path.stem, path.suffix)
    kinds = ", ".join(sorted(kind.removeprefix(".") for kind in ASSET_KINDS))
    message = f"Dateien wie «{path.name}» werden nicht veröffentlicht."
    return "file-unknown", message, f"In docs/assets/ dürfen stehen: {kinds}. Alles andere gehört nicht nach docs/."


def _fault_of_page(path: PurePosixPath) -> Fault:
    if _PAGE_LIKE.search(path.name):
        stem = _PAGE_LIKE.sub("", path.name)
        return "file-name", f"«{path.name}» kann keine Seite sein.", _name_hint(stem, PAGE_ENDING)
    return (
        "file-unknown", f"«{path.name}» ist keine Seite.",
        "Neben den Seiten (.md) darf hier nichts liegen, denn es würde ungeprüft veröffentlicht. "
        "Bilder gehören nach docs/assets/; alles andere löschen Sie.",
    )  # fmt: skip


def _name_hint(stem: str, ending: str = "") -> str:
    name = plain_name(stem) or "name"
    return f"Namen bestehen aus a–z, 0–9 und Bindestrichen. Besser wäre «{name}{ending}»."


def _fault_below_data(path: PurePosixPath, data_files: Collection[str], *, is_folder: bool) -> Fault | None:
    if is_folder:
        known = ", ".join(f"data/{name}/" for name in _DATA_FOLDERS)
        message = f"Den Ordner «{path}» liest niemand."
        is_told = path.name in data_files  # by whoever looks for the file
        return ("file-unknown", message, f"Es gibt {known}.") if _is_wrong_data_folder(path) and not is_told else None
    folder = path.parts[0] if len(path.parts) > 1 else ""
    if folder and _DATA_FOLDERS[folder].fullmatch(path.name):
        return None
    if not folder and path.name in data_files:
        return None
    if fault := _fault_of_leftover(path):
        return fault
    likely = did_you_mean(path.name, data_files, cutoff=0.8) if not folder else ""
    hint = likely or ("Welche es gibt, steht in README.md unter «Ordner»." if not folder else "Löschen Sie sie.")
    return "file-unknown", f"Die Datei {path.name} liest niemand.", hint


def _problem(path: Path, code: str, message: str, hint: str) -> Problem:
    return Problem(file=path.as_posix(), code=code, message=message, hint=hint)
