"""Papers to print beside the pages: printed before the pages, which tell their size, and written after them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lotse.build.kept import Keeper
from lotse.build.result import BuildError
from lotse.edition import Edition
from lotse.pages.materials import paper_files, papers, shared_papers
from lotse.typeset import Press, PressFault


def printed(edition: Edition, keeper: Keeper) -> None:
    """Prints what is new or has changed, all at once; what earlier builds printed is taken from what they kept.

    Raises BuildError where a paper cannot be printed.
    """
    desks = [(edition.desks or {})[language] for language in edition.pages]
    if not desks:
        return
    press: Press = desks[0].press  # all languages share it
    kept = keeper.read("papers")
    press.remember(kept if isinstance(kept, dict) else {})
    wanted = [*(paper for desk in desks for paper in papers(desk)), *shared_papers(desks[0])]
    try:
        press.printed(paper.order for paper in wanted)
    except PressFault as fault:
        raise BuildError(f"Ein Blatt lässt sich nicht drucken: {fault}") from fault
    keeper.write("papers", press.used)


def with_papers(edition: Edition, folder: Path, *, is_by_language: bool = False) -> None:
    """Writes them into a folder, those that all languages share at its top.

    Those of the first language stand there, too, or `is_by_language` in a folder of their own like the others.
    """
    first = next(iter(edition.pages), None)
    for language in edition.pages:
        desk = (edition.desks or {})[language]
        is_at_top = language == first and not is_by_language
        _put(paper_files(desk, papers(desk)), folder if is_at_top else folder / language)
    if first:
        desk = (edition.desks or {})[first]
        _put(paper_files(desk, shared_papers(desk)), folder)


def _put(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    for path, content in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
