"""Returns when what was written is on the disk, so that a power cut can't leave empty files."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path


def make_durable(folder: Path) -> None:
    """Brings the disk of the folder up to date: all at once where the system can (syncfs), else file by file."""
    if not _synced_at_once(folder):
        for path in (*folder.rglob("*"), folder):
            if path.is_file() or path.is_dir():
                sync(path)


def sync(path: Path) -> None:
    """Brings one file, or the names in one folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _synced_at_once(folder: Path) -> bool:
    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError):
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        return bool(syncfs(descriptor) == 0)
    finally:
        os.close(descriptor)
