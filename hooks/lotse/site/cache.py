"""The site kept until a file changes, since a build asks for it once per language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lotse.render import TEMPLATES
from lotse.site.environment import build_day, private_folder
from lotse.site.making import make_site
from lotse.site.whole import Site


class SiteCache:
    """The site as of the files' state at the last refresh: made anew only when one of them changed."""

    def __init__(self) -> None:
        self._state: tuple[object, ...] | None = None
        self.site = Site(())

    def refresh(self, project: Path, languages: frozenset[str] | None = None) -> Site:
        """The site of the project now, or some languages of it; the languages of one build share it."""
        overlay, today = private_folder(), build_day()
        state = (project, today, *_states([project / "data", project / "docs", TEMPLATES, overlay]))
        if state != self._state:
            self.site = make_site(project, today, overlay, languages)
            self._state = state
        return self.site


def _states(folders: list[Path | None]) -> Iterator[tuple[str, int, int]]:
    """Name, time and size of each file: what tells that something changed."""
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder else ():
            if path.is_file():
                status = path.stat()
                yield str(path), status.st_mtime_ns, status.st_size
