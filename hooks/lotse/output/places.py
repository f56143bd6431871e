"""Where a site stands: a plain folder, a link to the newest of several releases, or a place where a disk is mounted."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from lotse.output.files import OWN
from lotse.output.refusal import Refused

RELEASES = "releases"
"""The name of a folder in which each site is a folder of its own, and a link outside leads to the newest."""
RELEASE = re.compile(r"release-(\d{4,})")
_MOST_LINKS = 40  # as Linux follows


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site of a build stands, and where the new one is made."""

    asked: Path
    """As it was named, absolute."""
    folder: Path
    """Where the present site lies, links followed; need not exist."""
    link: Path | None
    """The link that leads to the newest release, for a site in releases."""
    is_mount: bool
    """Whether the folder can't be renamed, because a disk is mounted there."""

    @property
    def room(self) -> Path:
        """The folder, on the same disk, in which new sites are made."""
        return self.folder if self.is_mount else self.folder.parent

    @property
    def name(self) -> str:
        """What distinguishes this site from others in the same room."""
        return (self.link or self.folder).name

    @property
    def lock(self) -> Path:
        return self.room / f"{OWN}build-{self.name}.lock"


def place_of(target: Path) -> Place:
    """Looks at `target`. Raises `Refused` for links that lead in a circle."""
    asked = Path(os.path.abspath(target))  # noqa: PTH100  `resolve` would follow the links
    link, folder = None, _in_real_folder(asked)
    for _ in range(_MOST_LINKS):
        if not folder.is_symlink():
            return Place(asked, folder, link if folder.parent.name == RELEASES else None, is_mount_point(folder))
        link, folder = folder, _in_real_folder(folder.parent / folder.readlink())
    raise Refused(f"«{target}» ist ein Link, der im Kreis führt.")


def _in_real_folder(path: Path) -> Path:
    """The same path with all links followed but the last one."""
    return path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()


def is_mount_point(folder: Path, table: Path = Path("/proc/self/mountinfo")) -> bool:
    """Whether a disk or another folder is mounted there; the latter only Linux tells, in its table."""
    if folder.is_mount():
        return True
    try:
        lines = table.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return False
    return str(folder) in {_unescaped(line.split(" ")[4]) for line in lines if line.count(" ") > 4}


def _unescaped(path: str) -> str:
    """A path of the table (proc(5)): blanks and the like stand there as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code.group(1), 8)), path)


def releases_in(folder: Path) -> list[Path]:
    """The releases that builds made there, the oldest first."""
    found = [(int(name.group(1)), path) for path in folder.glob("release-*") if (name := RELEASE.fullmatch(path.name))]
    return [path for _, path in sorted(found)]


def next_release(folder: Path) -> Path:
    """The path of the release to come."""
    last = releases_in(folder)[-1:]
    number = int(last[0].name.removeprefix("release-")) if last else 0
    return folder / f"release-{number + 1:04}"
