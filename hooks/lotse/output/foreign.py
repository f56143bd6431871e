"""Files in a site that no build wrote, such as CNAME: they are kept, or nothing happens."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from lotse.output.files import link_or_copy, paths_in
from lotse.output.listing import NAME, Listing
from lotse.output.refusal import Refused


def foreign_paths(folder: Path, listing: Listing | None) -> list[str]:
    """The paths of all files in a site that its list does not name."""
    ours = {NAME, *(listing.sums if listing else ())}
    return [path for path in paths_in(folder) if path not in ours] if folder.is_dir() else []


def refuse_collisions(foreign: Iterable[str], old: Path, new: Path, paths: Iterable[str]) -> None:
    """Raises `Refused` if the new site has something else at the place of a foreign file."""
    files = set(paths)
    folders = {parent.as_posix() for path in files for parent in PurePosixPath(path).parents}
    for path in foreign:
        parents = {parent.as_posix() for parent in PurePosixPath(path).parents}
        is_same = path in files and _content(old / path) == _content(new / path)
        if (path in files and not is_same) or path in folders or parents & files:
            raise Refused(
                f"«{path}» liegt in der alten Website, ohne dass ein Bau es geschrieben hat, und die neue hat an "
                "dieser Stelle etwas anderes. Bitte die alte Datei fortnehmen oder umbenennen."
            )


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def carry_over(foreign: Iterable[str], old: Path, new: Path) -> None:
    """Puts the foreign files of the old site into the new one, with their days; links stay links."""
    for path in foreign:
        if not os.path.lexists(new / path):
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            link_or_copy(old / path, new / path)
