"""The files that a withdrawal changes, as they will be; and a copy of the project in which that is tried."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lotse.checks.consents import standing_although_withdrawn
from lotse.commands.appending import with_record
from lotse.commands.withdraw.editing import path_of, places_of, with_fields, without
from lotse.commands.withdraw.entries import Withdrawal, block_of
from lotse.load import OVERLAY_FILE, Catalogue
from lotse.problems import PRIVATE_FILE

_LEDGER, _ACTORS = "data/consents.yaml", "data/actors.yaml"
_COPIED = ("data", "docs")


class Refusal(ValueError):
    """The withdrawal can't be entered without doing harm; says why in German. Nothing has changed."""


@dataclass(frozen=True)
class Doomed:
    """A record, or a field of one, that is deleted."""

    record: str
    path: tuple[str, ...]  # in the record; empty for all of it
    file: str


class _Files:
    """The texts of the files by their name in the project, read when asked for."""

    def __init__(self, project: Path, overlay: Path | None) -> None:
        self._project, self._overlay = project, overlay
        self._before: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def path(self, file: str) -> Path:
        if file == PRIVATE_FILE and self._overlay is not None:
            return self._overlay / OVERLAY_FILE
        return self._project / file

    def __getitem__(self, file: str) -> str:
        if file not in self._texts:
            self._texts[file] = self._before[file] = self.path(file).read_bytes().decode()
        return self._texts[file]

    def __setitem__(self, file: str, text: str) -> None:
        self._texts[file] = text

    @property
    def changed(self) -> dict[Path, str]:
        return {self.path(file): text for file, text in self._texts.items() if text != self._before[file]}


def doomed_in(later: Catalogue, subject: str) -> tuple[Doomed, ...]:
    """What the check would ask people to delete of a subject."""
    found = [standing for consent, standing in standing_although_withdrawn(later) if consent.subject == subject]
    return tuple(Doomed(one.record, one.path, later.origin(one.record).file) for one in dict.fromkeys(found))


def changed_texts(
    project: Path, overlay: Path | None, catalogue: Catalogue, withdrawal: Withdrawal, doomed: tuple[Doomed, ...]
) -> dict[Path, str]:
    """The changed files as they will be. Raises Refusal for places that can't be changed safely."""
    files = _Files(project, overlay)
    for entry in withdrawal.marked:
        with _named(file := catalogue.origin(entry.id).file):
            behind = "valid_until" if entry.valid_until else "recorded_on"
            files[file] = with_fields(files[file], path_of(files[file], entry.id), behind, withdrawal.fields)
    if withdrawal.added:
        with _named(file := PRIVATE_FILE if catalogue.is_private(withdrawal.subject) else _LEDGER):
            files[file] = with_record(files[file], file, "consents", block_of(withdrawal.added))
    for one in doomed:
        with _named(one.file):
            files[one.file] = without(files[one.file], (*path_of(files[one.file], one.record), *one.path))
    for record in (one.record for one in doomed if not one.path):
        with _named(_ACTORS):
            files[_ACTORS] = _without_uses(files[_ACTORS], record)
    return files.changed


def _without_uses(text: str, contact: str) -> str:
    """Without the contact in the lists of the offers that lead to it."""
    while places := places_of(text, contact, within="contacts"):
        text = without(text, places[0])
    return text


@contextmanager
def _named(file: str) -> Iterator[None]:
    """Says of which file something is told."""
    try:
        yield
    except (ValueError, LookupError) as error:
        reason = str(error) if isinstance(error, ValueError) else "Ein Eintrag steht anders da als erwartet."
        raise Refusal(f"{file}: {reason} Tragen Sie den Widerruf dort von Hand ein; nichts ist geändert.") from error


@contextmanager
def tried(project: Path, overlay: Path | None, texts: Mapping[Path, str]) -> Iterator[tuple[Path, Path | None]]:
    """A copy of the project, and of the private file, with the changed files; for this user alone, and not for long."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy, private = folder / "project", folder / "private"
        for part in _COPIED:
            if (project / part).is_dir():
                shutil.copytree(project / part, copy / part, symlinks=True)
        if (project / "mkdocs.yml").exists():
            shutil.copy(project / "mkdocs.yml", copy)
        if overlay is not None:
            private.mkdir()
            shutil.copy(overlay / OVERLAY_FILE, private)
        for path, text in texts.items():
            is_private = overlay is not None and path == overlay / OVERLAY_FILE
            target = private / OVERLAY_FILE if is_private else copy / path.relative_to(project)
            target.write_text(text, encoding="utf-8", newline="")
        yield copy, private if overlay is not None else None
