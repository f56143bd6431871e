"""An earlier state of the project out of the version history, where there is one."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Revision:
    """A committed state and the day of its commit."""

    id: str
    day: date


def last_revision(project: Path, day: date) -> Revision | None:
    """The last state that was committed by the end of a day; None without such a history."""
    return _revision(project, "-1", f"--before={day.isoformat()} 23:59:59", "HEAD")


def current_revision(project: Path) -> Revision | None:
    """The last committed state, whenever that was."""
    return _revision(project, "-1", "HEAD")


def first_revision(project: Path) -> Revision | None:
    """The oldest state of the history as far as it is there (a shallow clone is cut off)."""
    return _revision(project, "--reverse", "HEAD")


def revision_named(project: Path, name: str) -> Revision | None:
    """The state with a name (a branch, a tag, the beginning of a number); None if there is none."""
    found = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return _revision(project, "-1", found.decode().strip()) if found.strip() else None


def _revision(project: Path, *selection: str) -> Revision | None:
    lines = _git(project, "log", "--first-parent", "--format=%H %cs", *selection).decode().splitlines()
    if not lines:
        return None
    revision, day = lines[0].split()
    return Revision(revision, date.fromisoformat(day))


@contextmanager
def earlier_state(project: Path, revision: Revision) -> Iterator[Path]:
    """A folder with the data and the prose of that state, for as long as it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        archive = _git(project, "archive", revision.id, "data", "docs")
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder)


def has_history(project: Path) -> bool:
    """Whether the project lies in a folder that is kept by git."""
    return any((folder / ".git").exists() for folder in (project.absolute(), *project.absolute().parents))


def last_published(project: Path) -> str:
    """The state that people see: where this one parted from the branch it goes back to, else the last commit.

    Right after a commit that is the one before it, so that what it took away is seen once more.
    """
    for branch in ("@{upstream}", "origin/HEAD"):
        base = _git(project, "merge-base", "HEAD", branch).decode().strip()
        if base and base != _git(project, "rev-parse", "HEAD").decode().strip():
            return base
    is_changed = _git(project, "status", "--porcelain", "--untracked-files=no", "--", "data", "docs").strip()
    has_parent = _git(project, "rev-parse", "--verify", "--quiet", "HEAD^").strip()
    return "HEAD^" if has_parent and not is_changed else "HEAD"


def changes_since(project: Path, revision: str) -> Iterator[tuple[str, str]]:
    """File and patch of everything that changed in data and docs since a committed state."""
    options = ("--no-color", "--no-ext-diff", "--no-renames", "--unified=0", "--relative")
    patch = _git(project, "-c", "core.quotePath=false", "diff", *options, revision, "--", "data", "docs")
    for part in patch.decode("utf-8", "replace").split("\ndiff --git "):
        name = re.search(r"^--- a/(.+)$", part, re.MULTILINE)
        if name:
            yield name[1], part


def file_at(project: Path, revision: str, file: str) -> bytes:
    """A file as it stood in a committed state; nothing if it didn't exist."""
    return _git(project, "show", f"{revision}:./{file}")


def files_at(project: Path, revision: str, folder: str) -> list[str]:
    """The files of a folder as it stood in a committed state; nothing if it didn't exist."""
    return _git(project, "ls-tree", "--name-only", revision, f"{folder}/").decode().split()


def last_change_of(project: Path, text: str, *files: str) -> str:
    """The last commit that changed how often a text stands in files or folders; nothing if there is none."""
    return _git(project, "log", "-1", "--format=%H", f"-S{text}", "--", *files).decode().strip()


def _git(project: Path, *words: str) -> bytes:
    """What git says; nothing when there is no git, no history, or the project is not the root of one."""
    try:
        command = ["git", "-C", str(project), *words]
        return subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""


_NEW_RECORD = re.compile(r"^\+ *- (?:id: |\{ *id: )([a-z0-9-]+)")


def first_days(project: Path, files: Iterable[str]) -> dict[str, date]:
    """Of each id the day on which it first stood in one of the files; nothing without a version history.

    What the history begins with is left out: that is the project's making, and a shallow history begins with all.
    """
    made = first_revision(project)
    if made is None:
        return {}
    options = ("--first-parent", "--reverse", "--format=@%cs", "--patch", "--unified=0", "--no-color", "--no-ext-diff")
    found: dict[str, date] = {}
    day = made.day
    for line in _git(project, "log", *options, "--", *files).decode("utf-8", "replace").splitlines():
        if line.startswith("@2"):
            day = date.fromisoformat(line[1:])
        elif record := _NEW_RECORD.match(line):
            found.setdefault(record[1], day)
    return {record_id: first for record_id, first in found.items() if first > made.day}
