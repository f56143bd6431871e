"""What stood in the last state of the project and is gone: its ids must leave a trace, its names must be gone too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from lotse.load.catalogue import Vanished
from lotse.load.history import changes_since, file_at, files_at, has_history, last_change_of, last_published
from lotse.load.loading import ids_in
from lotse.syntax import plain, recovered

_REMOVED_ID = re.compile(r"^-\s*(?:- )?[{\s]*id: ", re.MULTILINE)
_ACTORS, _ACTORS_FOLDER = "data/actors.yaml", "data/actors"


def vanished(project: Path, present: Collection[str]) -> tuple[tuple[Vanished, ...], frozenset[str]]:
    """Records and files of pages that stood in the last committed or published state and no longer do.

    `present` are the ids of today. Nothing where there is no version history.
    """
    if not has_history(project):
        return (), frozenset()
    base = last_published(project)
    changes = list(changes_since(project, base))
    files = [name for name, patch in changes if name.endswith(".yaml") and _REMOVED_ID.search(patch)]
    records = [record for name in files for record in _gone_from(project, base, name, present)]
    pages = (name for name, patch in changes if name.startswith("docs/") and "\n+++ /dev/null" in patch)
    return tuple(records), frozenset(pages)


def _gone_from(project: Path, base: str, file: str, present: Collection[str]) -> Iterator[Vanished]:
    tree = recovered(file_at(project, base, file), file).tree
    values = plain(tree) if tree else {}
    for path, record_id in ids_in(values):
        if record_id not in present:
            yield Vanished(record_id, file, str(path[0] if path else ""), len(path) > 2, _name(values, path))


def former_names(project: Path, subjects: Iterable[str]) -> frozenset[str]:
    """The names that contacts had before they were deleted, as far as the version history still knows them."""
    if not has_history(project):
        return frozenset()
    return frozenset(name for subject in subjects for name in _names_of(project, subject))


def _names_of(project: Path, subject: str) -> Iterator[str]:
    change = last_change_of(project, f"id: {subject}", _ACTORS, _ACTORS_FOLDER)
    for revision in ("HEAD", f"{change}^") if change else ("HEAD",):
        for file in (_ACTORS, *files_at(project, revision, _ACTORS_FOLDER)):
            data = file_at(project, revision, file)
            if subject.encode() not in data:
                continue
            tree = recovered(data, file).tree
            values = plain(tree) if tree else {}
            found = [_name(values, path) for path, record_id in ids_in(values) if record_id == subject]
            yield from filter(None, found)
            return


def _name(values: object, path: Iterable[str | int]) -> str:
    for step in path:
        values = values[step]  # type: ignore[index]
    name = values.get("name") if isinstance(values, dict) else ""
    return str(name.get("de", "")) if isinstance(name, dict) else str(name or "")
