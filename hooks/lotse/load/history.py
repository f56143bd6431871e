"""An earlier state of the project out of the version history, where there is one."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
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


def first_revision(project: Path) -> Revision | None:
    """The oldest state of the history as far as it is there (a shallow clone is cut off)."""
    return _revision(project, "--reverse", "HEAD")


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


def _git(project: Path, *words: str) -> bytes:
    """What git says; nothing when there is no git, no history, or the project is not the root of one."""
    try:
        command = ["git", "-C", str(project), *words]
        return subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""
