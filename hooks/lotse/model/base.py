"""What all records share: frozen, no unknown keys, text decided upon here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, StringConstraints
from pydantic_core import core_schema

from lotse.words import LocalizedText

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"

# No blanks are cut off: two ids that are compared as they stand in the file must not become one here.
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64, strip_whitespace=False)]
LanguageCode = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]

Entry = Literal["before", "after", "both"]  # before or after coming to Germany

Evidence = Literal["claimed", "seen", "confirmed", "tested"]
EVIDENCE_LADDER: tuple[Evidence, ...] = ("claimed", "seen", "confirmed", "tested")


class _Localized:
    """Tells pydantic how `{de: …, en: …}` becomes `LocalizedText`; German must be present."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> Any:
        texts = core_schema.dict_schema(
            handler.generate_schema(LanguageCode), handler.generate_schema(Text)
        )
        return core_schema.no_info_after_validator_function(_localized, texts)


def _localized(texts: Mapping[str, str]) -> LocalizedText:
    if "de" not in texts:
        raise ValueError("german-missing")
    return LocalizedText(texts)


Localized = Annotated[LocalizedText, _Localized]


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
"""No day of a project lies outside; beyond them counting on by months and years breaks down."""


def _iso_day(value: object) -> object:
    """Only `2026-11-22`; pydantic alone would also take numbers and times of day."""
    if isinstance(value, date):
        return value
    day = date.fromisoformat(value) if isinstance(value, str) else None
    if day is None or day.isoformat() != value:  # Python would also read 20261122 and 2026-W47-7
        raise ValueError("not-a-date")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError("day-out-of-range")
    return day


Day = Annotated[date, BeforeValidator(_iso_day)]


class Record(BaseModel):
    """A frozen record; a key that the model doesn't know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Identified(Record):
    """A record with an id that is unique over all files and never reused."""

    id: Id


class Citation(Record):
    """Where a statement was read: a source of `data/sources.yaml`, when, and where in it."""

    source: Id
    seen_on: Day
    place: str | None = None  # e.g. "Abschnitt 4.1", "Zeile 137"


class Evidenced(Record):
    """A record that says where it comes from and how well it is known.

    `evidence`: claimed (heard of) < seen (read in the source) < confirmed (by the body) < tested.
    Whether it must be shown as "to be checked" follows from the kind of its sources.
    """

    sources: tuple[Citation, ...] = Field(min_length=1)
    evidence: Evidence = "seen"
    assured_on: Day | None = None  # HSDS assured_date: the day the body confirmed it
    review_on: Day | None = None  # else the region's interval after the last look
    tasks: tuple[Text, ...] = ()  # what an editor must check, in German

    @property
    def seen_on(self) -> date:
        """The last day anybody looked at a source of this record, or the body confirmed it."""
        days = [c.seen_on for c in self.sources]
        return max([*days, self.assured_on] if self.assured_on else days)
