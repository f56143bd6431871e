"""What did not change keeps its day, so that no reader has to load it again."""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection, Iterable
from pathlib import Path

from lotse.output.files import OWN


def unchanged(paths: Iterable[str], new: Path, old: Path | None) -> frozenset[str]:
    """Which of these files of the new folder have the same content in the old one."""
    return frozenset(path for path in paths if old and _is_same(new / path, old / path))


def _is_same(one: Path, other: Path) -> bool:
    try:
        if other.is_symlink() or one.stat().st_size != other.stat().st_size:
            return False
        return one.samefile(other) or one.read_bytes() == other.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return False


def keep_times(paths: Iterable[str], same: Collection[str], new: Path, old: Path) -> None:
    """Gives what is the same the day of the old file, as the same file on disk where that is possible.

    What has changed is at least one second younger than the old one, since servers tell versions by the second.
    """
    for path in paths:
        if path in same:
            _share(old / path, new / path)
        else:
            _make_younger(new / path, old / path)


def _share(old: Path, new: Path) -> None:
    """One file under both names, if mode and owner are the same; else only the same day."""
    before, now = old.stat(), new.stat()
    if os.path.samestat(before, now):
        return
    if (before.st_mode, before.st_uid, before.st_gid) == (now.st_mode, now.st_uid, now.st_gid):
        beside = new.with_name(f"{OWN}{secrets.token_hex(4)}")
        try:
            os.link(old, beside)
        except OSError:
            pass  # another disk, or one that knows no second names
        else:
            beside.replace(new)
            return
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))


def _make_younger(new: Path, old: Path) -> None:
    second = 1_000_000_000
    try:
        before, now = old.stat().st_mtime_ns, new.stat().st_mtime_ns
    except (FileNotFoundError, NotADirectoryError):
        return
    if now // second <= before // second:
        moment = (before // second + 1) * second
        os.utime(new, ns=(moment, moment))
