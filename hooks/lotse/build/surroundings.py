"""What stands beside the pages: scripts, styles and pictures under names of their content, and files for the top."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lotse.build.result import BuildError
from lotse.output import HashedAssets, copy_public_files, hashed_assets, public_problems
from lotse.policy import ASSETS
from lotse.problems import as_text


def assets_of(project: Path) -> HashedAssets:
    """The site's own scripts, styles and pictures. Raises BuildError if one of them names a file that isn't there."""
    try:
        return hashed_assets(project / "docs" / ASSETS)
    except ValueError as fault:
        raise BuildError(str(fault)) from fault


def with_assets(assets: HashedAssets, folder: Path) -> None:
    """Writes them into a new site."""
    for path, content in assets.files.items():
        target = folder / ASSETS / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def with_public_files(project: Path, folder: Path, say: Callable[[str], None]) -> None:
    """Copies what lies in `public/`; the site is published without what may not be copied."""
    copy_public_files(project, folder)
    for problem in public_problems(project):
        say(as_text(problem))
