"""What a command may write over: only what is missing, empty, or ours; never the project's sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lotse.output.files import OWN, holds_files
from lotse.output.listing import NAME, WEBSITE, read_listing
from lotse.output.refusal import Refused
from lotse.output.seal import is_sealed

FOLDERS = ("data", "docs", "hooks", "public", "tests", "benchmarks", "deploy", ".git", ".ci", ".github")
"""The folders of a project that people keep, and no command writes a website or a file of its own into."""
_KINDS = {"website": "liegt eine Website", "pages": "liegen Seiten aus «lotse write»"}
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Sources:
    """What must never be replaced: the project, and the folders in which people keep something."""

    project: Path
    folders: tuple[Path, ...]


def sources_of(project: Path, *others: Path | None) -> Sources:
    """The sources of a project, and other folders such as the private one."""
    kept = (*(project / name for name in FOLDERS), *(other for other in others if other))
    return Sources(project.resolve(), tuple(folder.resolve() for folder in kept if folder.exists()))


def guard_folder(target: Path, sources: Sources, *, kind: str = WEBSITE, is_replaceable: bool = True) -> None:
    """Raises `Refused` unless `target` is missing, empty, or a folder of this kind that we wrote.

    With `is_replaceable=False` only a missing or an empty folder will do.
    """
    real = target.resolve()
    _refuse_sources(target, real, sources)
    if not real.exists():
        return
    if not real.is_dir():
        raise Refused(f"«{target}» ist eine Datei, kein Ordner. Bitte einen anderen Ordner nennen.")
    listing = read_listing(real) if is_replaceable else None
    if listing is None and holds_files(real):
        raise Refused(
            f"Der Ordner «{target}» ist nicht leer, und «lotse» hat ihn nicht geschrieben ({_some(real)}). "
            "Bitte einen leeren oder neuen Ordner nennen."
        )
    if listing and listing.kind != kind:
        raise Refused(f"In «{target}» {_KINDS.get(listing.kind, 'liegt anderes')}. Bitte einen anderen Ordner nennen.")


def guard_file(
    target: Path, sources: Sources, *, is_ours: Callable[[bytes], bool] = is_sealed, is_forced: bool = False
) -> None:
    """Raises `Refused` unless `target` is missing, empty, or as we wrote it; `is_forced` overwrites any file.

    `is_ours` tells by the content. What is no file, such as /dev/stdout, may be written to.
    """
    if target.is_dir():
        raise Refused(f"«{target}» ist ein Ordner. Bitte eine Datei nennen.")
    if any(_is_within(target.resolve(), folder) for folder in sources.folders):
        raise Refused(f"«{target}» liegt bei den Quellen des Projekts. Bitte eine Datei an anderem Ort nennen.")
    if not is_forced and target.is_file() and (data := target.read_bytes()) and not is_ours(data):
        raise Refused(
            f"«{target}» gibt es schon, und so hat «lotse» die Datei nicht geschrieben. "
            "Bitte einen anderen Namen nennen oder mit --force überschreiben."
        )


def _refuse_sources(target: Path, real: Path, sources: Sources) -> None:
    if any(_is_within(real, folder) for folder in sources.folders):
        raise Refused(f"«{target}» liegt bei den Quellen des Projekts. Bitte einen Ordner an anderem Ort nennen.")
    for kept in (sources.project, *sources.folders, *_homes()):
        if _is_within(kept, real):
            raise Refused(f"In «{target}» liegt, was nicht ersetzt werden darf. Bitte einen eigenen Ordner nennen.")


def _homes() -> Iterator[Path]:
    with suppress(RuntimeError):
        yield Path.home().resolve()


def _is_within(path: Path, folder: Path) -> bool:
    """Whether the path is the folder or lies in it, by whatever name."""
    existing = (part for part in (path, *path.parents) if part.exists())
    return folder.exists() and any(part.samefile(folder) for part in existing)


def _some(folder: Path) -> str:
    """What lies in a folder, by a few names."""
    present = {path.name for path in folder.iterdir() if not path.name.startswith(OWN)}
    names = sorted(present - {NAME}) or [NAME]
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
