"""What was counted earlier: the figures of the last state before a day, out of the version history."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from lotse.edition.making import checked, loaded, published
from lotse.load.history import Revision, earlier_state, first_revision, last_revision
from lotse.resolve import Coverage, Directory
from lotse.resolve.roundtable import Trend, tally

LOOK_BACK = timedelta(days=90)  # with what the round table's page compares


def trend_of(project: Path, today: date) -> Trend | None:
    """What the round table's page compares with on a day."""
    return trend_since(project, today - LOOK_BACK, today)


def trend_since(project: Path, since: date, today: date) -> Trend | None:
    """What was counted in the last state committed by a day, or else at the end of the history's first day.

    None when the history begins today or there is none, and when that state can't be read as data of today.
    """
    revision = compared_revision(project, since, today)
    return counted_in(project, revision) if revision else None


def compared_revision(project: Path, since: date, today: date) -> Revision | None:
    """The state that a comparison since a day looks at."""
    revision = last_revision(project, since) or _end_of_first_day(project)
    return None if revision is None or revision.day >= today else revision


def counted_in(project: Path, revision: Revision) -> Trend | None:
    """What is counted in a committed state, by the program of today."""
    with earlier_state(project, revision) as folder:
        edition = published(checked(loaded(folder), revision.day), revision.day)
    if edition.public is None:
        return None
    return Trend(revision.day, tally(Coverage(Directory(edition.public), edition.public.coverage)))


def _end_of_first_day(project: Path) -> Revision | None:
    """The state in which the history's first day left the project: what comes before it is its making."""
    first = first_revision(project)
    return last_revision(project, first.day) if first else None
