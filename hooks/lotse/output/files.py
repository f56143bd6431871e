"""Files of a folder: their paths, their contents, and how a single one is written whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from lotse.output.refusal import Refused

OWN = ".site-"
"""How the names begin of everything that builds keep beside a site or, where a disk is mounted, in it."""


def paths_in(folder: Path) -> list[str]:
    """The path from the folder of each file and link in it, sorted; what builds keep there is left out."""
    return sorted(_walk(folder))


def holds_files(folder: Path) -> bool:
    """Whether there is any such path, without looking at all of them."""
    return next(_walk(folder), None) is not None


def _walk(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(OWN)]
        here = Path(place)
        start = "" if here == folder else f"{here.relative_to(folder).as_posix()}/"
        links = (name for name in folders if (here / name).is_symlink())
        yield from (f"{start}{name}" for name in (*names, *links) if not name.startswith(OWN))


class FolderFiles(Mapping[str, bytes]):
    """The files of a folder by their path from it, read when asked for."""

    def __init__(self, folder: Path) -> None:
        self._files = {path: folder / path for path in paths_in(folder)}

    def __getitem__(self, path: str) -> bytes:
        return self._files[path].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    @property
    def page_count(self) -> int:
        return sum(path.endswith(".html") for path in self._files)


def link_or_copy(source: Path, goal: Path) -> None:
    """The same file under another name, where the disk knows such, else a copy with its day; links stay links."""
    if source.is_symlink():
        goal.symlink_to(source.readlink())
        return
    try:
        goal.hardlink_to(source)
    except OSError:
        shutil.copy2(source, goal)


def write_file(path: Path, content: str | bytes) -> None:
    """Puts a file at `path` in one step: whoever reads it sees the old one or the new one, never a part.

    Links are followed. What is no file, such as /dev/stdout, is written to as it is.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    real = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    beside = real.with_name(f"{OWN}file-{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if real.exists():
            beside.chmod(real.stat().st_mode & 0o7777)
        beside.replace(real)
    except OSError as error:
        raise Refused(f"«{path}» lässt sich nicht schreiben: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
