"""The build, from the project's folder to the site that readers see, step by step.

Whatever fails or is killed on the way, the old site stays whole; the next build clears up after a killed one.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lotse.build.exported import with_exports
from lotse.build.kept import Keeper
from lotse.build.papers import printed, with_papers
from lotse.build.result import BuildError, BuildResult, say_on_stderr
from lotse.build.search import searched
from lotse.build.sitemap import mapped
from lotse.build.surroundings import assets_of, with_assets, with_public_files
from lotse.build.takeaways import with_takeaways
from lotse.build.verdict import compared, judged, stopped_by_errors
from lotse.build.writing import WritingOrder, written
from lotse.edition import Edition, answered, checked, laid_out, loaded, published
from lotse.judge import condensed
from lotse.output import KEPT_RELEASES, FolderFiles, Refused, sources_of, workplace
from lotse.problems import as_text


@dataclass(frozen=True, kw_only=True)
class BuildOrder:
    """What to build: the project's site as of a day, into a folder.

    `allow_shrink` accepts that many pages vanish; `overlay` is a folder with private contacts; `is_fresh` makes
    everything anew, without what earlier builds kept; for the last two see `Workplace.publish`.
    """

    project: Path
    site_dir: Path
    today: date
    overlay: Path | None = None
    allow_shrink: bool = False
    is_fresh: bool = False
    is_compressed: bool = True
    kept_releases: int = KEPT_RELEASES


def build(order: BuildOrder, say: Callable[[str], None] = say_on_stderr) -> BuildResult:
    """Builds the site into `site_dir`; until the new one is complete and sound, the old one stays."""
    try:
        with without_collecting(), workplace(order.site_dir, sources_of(order.project, order.overlay)) as place:
            keeper = Keeper.of(order.project, order.site_dir, order.today, is_fresh=order.is_fresh)
            assets = assets_of(order.project)
            edition = loaded(order.project, order.overlay)
            edition = checked(edition, order.today)
            edition = published(edition, order.today)
            edition = answered(edition)
            stopped_by_errors(edition)
            edition = laid_out(edition, keeper.trend(), assets=assets.names)
            printed(edition, keeper)
            files = written(edition, place.folder, keeper, WritingOrder(old=place.old))
            with_assets(assets, place.folder)
            with_public_files(order.project, place.folder, say)
            with_takeaways(edition, place.folder)
            with_papers(edition, place.folder)
            with_exports(edition, place.folder)
            mapped(edition, place.folder)
            searched(place.folder, files, keeper)
            problems = judged(edition, place.folder, files)
            compared(FolderFiles(place.folder).page_count, place.old, allow_shrink=order.allow_shrink)
            place.publish(is_compressed=order.is_compressed, kept_releases=order.kept_releases)
            keeper.keep()
    except Refused as refusal:
        return _stopped(order, BuildError(str(refusal)), say, is_refused=True)
    except BuildError as failure:
        return _stopped(order, failure, say)
    except OSError as error:
        return _stopped(order, BuildError(f"Der Bau ist gescheitert: {error}."), say)
    say(f"Die Website steht in «{order.site_dir.name}/»: {files.page_count} Seiten.")
    return BuildResult(order.site_dir, files.page_count, tuple(problems))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Nobody looks for garbage meanwhile: a build makes many records and throws hardly any away."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def complete(edition: Edition, folder: Path, *, has_policy: bool = True) -> None:
    """Adds everything else to a folder in which another builder has put the written pages."""
    keeper = Keeper.of_nothing()
    printed(edition, keeper)
    files = written(edition, folder, keeper, WritingOrder(generated_only=True, has_policy=has_policy))
    with_assets(assets_of(edition.project), folder)
    with_public_files(edition.project, folder, say_on_stderr)
    with_takeaways(edition, folder)
    with_papers(edition, folder)
    with_exports(edition, folder)
    mapped(edition, folder)
    searched(folder, files, keeper)


def _stopped(
    order: BuildOrder, failure: BuildError, say: Callable[[str], None], *, is_refused: bool = False
) -> BuildResult:
    for problem in condensed(failure.problems):
        say(as_text(problem))
    is_kept = order.site_dir.exists() and not is_refused
    kept = f"Die bisherige Website in «{order.site_dir.name}/» ist unverändert." if is_kept else ""
    say(f"{failure} {kept}".strip())
    return BuildResult(order.site_dir, problems=failure.problems, failure=str(failure), is_refused=is_refused)


__all__ = ["BuildError", "BuildOrder", "BuildResult", "assets_of", "build", "complete", "without_collecting"]
