"""Building for tests: a whole site into a folder, in this process, without the swap."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lotse.build.exported import with_exports
from lotse.build.kept import Keeper
from lotse.build.papers import printed, with_papers
from lotse.build.search import searched
from lotse.build.sitemap import mapped
from lotse.build.surroundings import assets_of, with_assets, with_public_files
from lotse.build.takeaways import with_takeaways
from lotse.build.writing import WritingOrder, written
from lotse.edition import Edition, edition_of
from lotse.problems import as_text


def make_site(
    project: Path, target: Path, day: date, overlay: Path | None = None, *, is_searched: bool = True
) -> Edition:
    """Writes the finished site as of a day below `target`; fails with the problems when there are errors."""
    edition = edition_of(project, day, overlay, assets=assets_of(project).names)
    assert [as_text(problem) for problem in edition.stopping] == []
    target.mkdir(parents=True, exist_ok=True)
    with_assets(assets_of(project), target)
    with_public_files(project, target, print)
    printed(edition, Keeper.of_nothing())
    files = written(edition, target, Keeper.of_nothing(), WritingOrder())
    with_takeaways(edition, target)
    with_papers(edition, target)
    with_exports(edition, target)
    mapped(edition, target)
    if is_searched:
        searched(target, files, Keeper.of_nothing())
    return edition
