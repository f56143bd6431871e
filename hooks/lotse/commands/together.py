"""Writing several files all or none: if one can't be written, the others are as they were."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_together(files: Mapping[Path, str]) -> list[Path]:
    """Writes all texts and returns their paths; raises OSError when one can't be written, and nothing has changed.

    Each text is first written beside its file; only when all are there do they take the files' places.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    beside = {path: path.with_name(f".{path.name}.lotse-new") for path in files}
    swapped: list[Path] = []
    try:
        for path, text in files.items():
            beside[path].parent.mkdir(parents=True, exist_ok=True)
            beside[path].write_text(text, encoding="utf-8", newline="")
        for path in files:
            beside[path].replace(path)
            swapped.append(path)
    except OSError:
        for path in swapped:
            _put_back(path, before[path])
        raise
    finally:
        for path in beside.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return list(files)


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
        return
    with path.open("r+b") as file:  # into the same file: the folder may be what can't be written
        file.write(content)
        file.truncate()
        os.fsync(file.fileno())
