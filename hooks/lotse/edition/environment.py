"""What the environment says of a build: the day, a private folder, the languages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

LANGUAGES_VARIABLE = "LOTSE_LANGUAGES"
OVERLAY_VARIABLE = "LOTSE_PRIVATE"
DAY_VARIABLE = "LOTSE_AS_OF"
EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"  # reproducible-builds.org


def build_day(environment: Mapping[str, str] | None = None) -> date:
    """The one «today» of a build: LOTSE_AS_OF, else SOURCE_DATE_EPOCH, else the calendar.

    Raises ValueError with a German sentence when the first that is given is no day.
    """
    environment = os.environ if environment is None else environment
    for name, read in ((DAY_VARIABLE, date.fromisoformat), (EPOCH_VARIABLE, _day_of_epoch)):
        if given := environment.get(name):
            try:
                return read(given)
            except (ValueError, OverflowError, OSError) as error:
                raise ValueError(f"{name} nennt keinen Tag: «{given}».") from error
    return datetime.now(UTC).astimezone().date()


def _day_of_epoch(seconds: str) -> date:
    return datetime.fromtimestamp(int(seconds), UTC).date()


def private_folder(environment: Mapping[str, str] | None = None) -> Path | None:
    """The private overlay, if the environment names one."""
    given = (os.environ if environment is None else environment).get(OVERLAY_VARIABLE)
    return Path(given) if given else None


def wanted_languages(environment: Mapping[str, str] | None = None) -> frozenset[str] | None:
    """The languages that the environment asks for, to see a change sooner; None for all."""
    given = (os.environ if environment is None else environment).get(LANGUAGES_VARIABLE, "")
    return frozenset(word.strip() for word in given.split(",") if word.strip()) or None
