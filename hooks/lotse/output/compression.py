"""Text files beside their compressed copies, which servers give out as they are (gzip_static, precompressed)."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from lotse.output.files import link_or_copy

ENDINGS = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".ics")
SMALLEST = 1024
"""In bytes; what is smaller goes into one packet anyway."""
LEVEL = 6
"""Measured on 2,405 files of 110 MB: 1 needs 0.5 s for 23.5 MB, 6 needs 1.1 s for 19.6, 9 needs 1.3 s for 19.5."""
_GZIP = 31  # zlib.h: windowBits 15 + 16 writes a gzip header; its time is 0, so that the same gives the same


def compressible(paths: Iterable[str], folder: Path) -> list[str]:
    """Which files get a compressed copy."""
    return [path for path in paths if path.endswith(ENDINGS) and (folder / path).stat().st_size > SMALLEST]


def compress(
    paths: Iterable[str], same: Collection[str], new: Path, old: Path | None, sums: Mapping[str, str]
) -> list[str]:
    """Writes `x.gz` beside each file x that gains by it; returns the new paths.

    What is the `same` as in the old folder is not compressed again if its copy there is as the list of that
    folder says (`sums`).
    """
    wanted = compressible(paths, new)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:  # zlib lets others run meanwhile
        list(pool.map(partial(_compress, same=same, new=new, old=old, sums=sums), wanted))
    return [f"{path}.gz" for path in wanted]


def _compress(path: str, same: Collection[str], new: Path, old: Path | None, sums: Mapping[str, str]) -> None:
    goal, total = new / f"{path}.gz", sums.get(f"{path}.gz")
    if old and total and path in same and _is_as_listed(old / f"{path}.gz", total):
        link_or_copy(old / f"{path}.gz", goal)
    else:
        goal.write_bytes(zlib.compress((new / path).read_bytes(), LEVEL, wbits=_GZIP))


def _is_as_listed(file: Path, total: str) -> bool:
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == total
