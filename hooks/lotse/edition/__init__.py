"""The whole site on one day, from the project's folder to its pages. Knows no builder."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lotse.edition.earlier import trend_of, trend_since
from lotse.edition.environment import DAY_VARIABLE, build_day, private_folder, wanted_languages
from lotse.edition.making import (
    answered,
    answering,
    checked,
    checked_edition,
    laid_out,
    linked,
    loaded,
    published,
)
from lotse.edition.whole import Edition

__all__ = [
    "DAY_VARIABLE",
    "Edition",
    "answered",
    "answering",
    "build_day",
    "checked",
    "checked_edition",
    "edition_of",
    "laid_out",
    "linked",
    "loaded",
    "private_folder",
    "published",
    "trend_of",
    "trend_since",
    "wanted_languages",
]


def edition_of(
    project: Path, today: date, overlay: Path | None = None, languages: frozenset[str] | None = None,
    assets: Mapping[str, str] | None = None,
) -> Edition:
    """The whole site, or some languages of it; with errors there are no pages."""
    return laid_out(checked_edition(project, today, overlay), trend_of(project, today), languages, assets)
