"""The search index of the finished pages."""

from __future__ import annotations

from pathlib import Path

from lotse.build.kept import Keeper, UsedIndexes
from lotse.build.result import BuildError
from lotse.build.search_index import index_of, known_of
from lotse.build.writing import WrittenFiles
from lotse.leaves import read_page


def searched(folder: Path, files: WrittenFiles, keeper: Keeper) -> None:
    """Writes the search index below `pagefind/`; languages in which nothing has changed are taken over.

    Pages that another builder has written are read here. Raises BuildError when Pagefind fails.
    """
    kept = UsedIndexes(keeper)
    others = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.html")}
    leaves = {path: files.leaves.get(path) or read_page(others[path].read_bytes()) for path in sorted(others)}
    try:
        index = index_of(leaves, kept) | known_of(leaves, kept)
    except RuntimeError as fault:
        raise BuildError(str(fault)) from fault
    for path, content in index.items():
        target = folder / "pagefind" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    kept.keep()
