"""The search index of the finished pages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from lotse.build.kept import Keeper
from lotse.build.result import BuildError
from lotse.build.writing import WrittenFiles
from lotse.edition import Edition

_UNUSED_SEARCH_FILES = ("pagefind-*ui*", "pagefind-highlight*", "pagefind-component*")
_NOT_SEARCHED = (".source", ".jump", ".filter", ".filter-fold", ".no-print", ".headerlink", "template")
"""Parts of a page that say nothing about its subject: sources, ways to other pages, tools."""


def searched(_edition: Edition, folder: Path, _files: WrittenFiles, _keeper: Keeper) -> None:
    """A Pagefind index per language of the site's HTML; without the interface files that nobody loads."""
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--output-path", str(folder / "pagefind")]
    command += ["--exclude-selectors", ", ".join(_NOT_SEARCHED)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise BuildError(f"Die Suche ließ sich nicht erstellen:\n{result.stdout}{result.stderr}")
    for pattern in _UNUSED_SEARCH_FILES:
        for path in (folder / "pagefind").glob(pattern):
            path.unlink()
    _in_order(folder / "pagefind" / "pagefind-entry.json")


def _in_order(path: Path) -> None:
    """Sorts the keys of a JSON file: Pagefind writes the languages in another order each time."""
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), sort_keys=True), encoding="utf-8")
