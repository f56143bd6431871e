"""How a new folder takes the place of an old one: in one step, in two, by a link, or file by file."""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from lotse.output.files import OWN

_EXCHANGE = 2  # RENAME_EXCHANGE in linux/fs.h
_HERE = -100  # AT_FDCWD in fcntl.h
_NOT_POSSIBLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM})
COPY = f"{OWN}copy"
"""A file on its way from another disk, at the top of the folder that it goes into."""
NOT_RENAMED = frozenset({errno.EBUSY, errno.EXDEV})
"""Errors of a folder that can't be renamed: something is mounted there, or it lies in a layer of an image."""


def exchanged(one: Path, other: Path) -> bool:
    """Swaps two folders in one step (renameat2 of Linux); False where the system or the disk can't.

    Raises OSError for any other fault.
    """
    rename = _renameat2()
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_POSSIBLE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _renameat2() -> Callable[..., int] | None:
    try:
        function: Callable[..., int] = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return None
    function.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]  # type: ignore[attr-defined]
    return function


def swap(new: Path, target: Path, aside: Path) -> Path | None:
    """Puts the folder `new` at `target`; returns where the old one lies now, if there was one.

    Where two steps are needed, the old one goes to `aside`; if the second fails, the first is undone.
    """
    if not target.exists():
        new.rename(target)
        return None
    if exchanged(new, target):
        return new
    target.rename(aside)
    try:
        new.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    return aside


def turn(link: Path, folder: Path) -> None:
    """Lets the link lead to the folder, in one step; it stays relative if it was."""
    is_absolute = link.readlink().is_absolute()
    beside = link.with_name(f"{OWN}link-{link.name}-{secrets.token_hex(4)}")
    beside.symlink_to(folder if is_absolute else os.path.relpath(folder, link.parent))
    try:
        beside.replace(link)
    finally:
        beside.unlink(missing_ok=True)


def move_in(new: Path, target: Path, paths: Iterable[str]) -> None:
    """Moves files from the folder `new` to `target`, each in one step, in the order in which readers need them.

    First what nobody names yet, then what changes, the pages last. What is the same already stays untouched.
    """
    wanted = [path for path in paths if not _is_same(new / path, target / path)]
    for path in sorted(wanted, key=lambda path: _turn_of(path, target)):
        _make_way(target, path)
        _move(new / path, target / path, target)


def _turn_of(path: str, target: Path) -> tuple[int, str]:
    if not (target / path).exists():
        return 0, path
    return (2 if path.endswith((".html", ".html.gz")) else 1), path


def _is_same(one: Path, other: Path) -> bool:
    if one.is_symlink() or other.is_symlink() or not other.is_file():
        return False
    return one.samefile(other) or (
        one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
    )


def _make_way(target: Path, path: str) -> None:
    """Makes the folder of a file, in place of a file that bears its name, and removes a folder in the file's place."""
    for part in reversed((target / path).relative_to(target).parents):
        if (target / part).is_symlink() or (target / part).is_file():
            (target / part).unlink()
    (target / path).parent.mkdir(parents=True, exist_ok=True)
    if (target / path).is_dir() and not (target / path).is_symlink():
        shutil.rmtree(target / path)


def _move(source: Path, goal: Path, top: Path) -> None:
    try:
        source.replace(goal)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copy2(source, top / COPY, follow_symlinks=False)
        (top / COPY).replace(goal)


def remove_files(folder: Path, paths: Iterable[str]) -> None:
    """Removes files, and the folders that nothing is left in then."""
    for path in paths:
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):  # another kind of thing took its place
            (folder / path).unlink()
        for parent in (folder / path).parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()
