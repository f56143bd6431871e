"""The build, from the project's folder to the site that readers see, step by step.

Whatever fails or is killed on the way, the old site stays whole; the next build clears up after a killed one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lotse.build.kept import Keeper
from lotse.build.placing import compared, finished_folder, swapped
from lotse.build.result import BuildError, BuildResult, say_on_stderr
from lotse.build.search import searched
from lotse.build.sitemap import mapped
from lotse.build.verdict import judged, stopped_by_errors
from lotse.build.writing import WritingOrder, with_assets, written
from lotse.edition import Edition, answered, checked, laid_out, loaded, published
from lotse.judge import condensed
from lotse.problems import as_text


@dataclass(frozen=True, kw_only=True)
class BuildOrder:
    """What to build: the project's site as of a day, into a folder.

    `allow_shrink` accepts that many pages vanish; `overlay` is a folder with private contacts;
    `is_fresh` makes everything anew, without what earlier builds kept.
    """

    project: Path
    site_dir: Path
    today: date
    overlay: Path | None = None
    allow_shrink: bool = False
    is_fresh: bool = False


def build(order: BuildOrder, say: Callable[[str], None] = say_on_stderr) -> BuildResult:
    """Builds the site into `site_dir`; until the new one is complete and sound, the old one stays."""
    try:
        with finished_folder(order.site_dir) as folder:
            keeper = Keeper.of(order.project, order.site_dir, order.today, is_fresh=order.is_fresh)
            edition = loaded(order.project, order.overlay)
            edition = checked(edition, order.today)
            edition = published(edition, order.today)
            edition = answered(edition)
            stopped_by_errors(edition)
            edition = laid_out(edition, keeper.trend())
            with_assets(edition, folder)
            files = written(edition, folder, keeper, WritingOrder(old=order.site_dir.absolute()))
            mapped(edition, folder)
            searched(folder, files, keeper)
            problems = judged(edition, folder, files)
            compared(folder, order.site_dir, allow_shrink=order.allow_shrink)
            swapped(folder, order.site_dir)
            keeper.keep()
    except BuildError as refusal:
        return _refused(order, refusal, say)
    say(f"Die Website steht in «{order.site_dir.name}/»: {files.page_count} Seiten.")
    return BuildResult(order.site_dir, files.page_count, tuple(problems))


def complete(edition: Edition, folder: Path, *, has_policy: bool = True) -> None:
    """Adds to a folder in which another builder has put the written pages and the assets everything else."""
    keeper = Keeper.of_nothing()
    files = written(edition, folder, keeper, WritingOrder(generated_only=True, has_policy=has_policy))
    mapped(edition, folder)
    searched(folder, files, keeper)


def _refused(order: BuildOrder, refusal: BuildError, say: Callable[[str], None]) -> BuildResult:
    for problem in condensed(refusal.problems):
        say(as_text(problem))
    kept = f"Die bisherige Website in «{order.site_dir.name}/» ist unverändert." if order.site_dir.exists() else ""
    say(f"{refusal} {kept}".strip())
    return BuildResult(order.site_dir, problems=refusal.problems, failure=str(refusal))
