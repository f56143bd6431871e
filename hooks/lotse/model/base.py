"""What all records share: frozen, no unknown keys, text decided upon here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
)
from pydantic_core import core_schema

from lotse.words import LocalizedText

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"

# No blanks are cut off: two ids that are compared as they stand in the file must not become one here.
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64, strip_whitespace=False)]
LanguageCode = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
LeikaKey = Annotated[str, StringConstraints(pattern=r"^[0-9]{14}$")]
"""The key of a service in the catalogue of the German administration (LeiKa), 14 digits."""
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

UNKNOWN = "unknown"  # said of a copy whose day nobody can prove


def first_day(day: str) -> date:
    """The earliest day that «2026», «2026-08» or «2026-08-19» can mean."""
    missing = "-01" * (2 - day.count("-"))
    return date.fromisoformat(day + missing)


def _in_calendar(day: str) -> str:
    try:
        first_day(day if day != UNKNOWN else "2000")
    except ValueError:
        raise ValueError("not-a-rough-date") from None
    return day


_ROUGH = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
ROUGH_DAY_PATTERN = f"^{_ROUGH}$"
COPY_DAY_PATTERN = f"^({_ROUGH}|{UNKNOWN})$"
RoughDay = Annotated[str, StringConstraints(pattern=ROUGH_DAY_PATTERN), AfterValidator(_in_calendar)]
CopyDay = Annotated[str, StringConstraints(pattern=COPY_DAY_PATTERN), AfterValidator(_in_calendar)]


class Record(BaseModel):
    """A frozen record; a key that the model doesn't know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Identified(Record):
    """A record with an id that is unique over all files and never reused."""

    id: Id


class Citation(Record):
    """Where a statement was read: a source of `data/sources.yaml`, in what state, and where in it.

    Three days that mean different things: `edition`, the source's own version (of a law the day of its last
    amendment, of a page the day it bears); `copied_on`, the day of the copy that was read, or `unknown`; `read_on`,
    the day on which a person (`read_by`, a role or initials) read the source itself, live. The first two may be
    months or years: «2026-08», «2026».
    """

    source: Id
    edition: RoughDay | None = None
    copied_on: CopyDay | None = None
    read_on: Day | None = None
    read_by: Text | None = None
    place: str | None = None  # e.g. "Abschnitt 4.1", "Zeile 137"

    @property
    def known_on(self) -> date | None:
        """The day for which the text is known: read live, else copied, else the day that the source itself bears."""
        if self.read_on:
            return self.read_on
        copied = self.copied_on if self.copied_on != UNKNOWN else None
        day = copied or self.edition
        return first_day(day) if day else None


CheckKind = Literal["contradiction", "urgent", "before-publication", "source"]


class ToCheck(Record):
    """What readers must know is not settled: shown as "to be checked" with its reason until an editor settles it.

    contradiction: sources disagree; urgent: has probably changed; before-publication: was to be read at its origin
    before it is relied on; source: is incomplete, or rests on a copy or a detour.
    """

    reason: Localized
    kind: CheckKind


class Evidenced(Record):
    """A record that says where it comes from and how well it is known.

    `evidence`: claimed (heard of) < seen (read in the source) < confirmed (by the body) < tested.
    It is shown as "to be checked" when only third parties say it, or when `to_check` says why.
    """

    sources: tuple[Citation, ...] = Field(min_length=1)
    evidence: Evidence = "seen"
    assured_on: Day | None = None  # HSDS assured_date: the day the body confirmed it
    review_on: Day | None = None  # else the region's interval after `known_on`
    to_check: tuple[ToCheck, ...] = ()
    tasks: tuple[Text, ...] = ()  # what an editor must check, in German

    @property
    def known_on(self) -> date | None:
        """The oldest day for which its sources are known, or the later day on which the body confirmed it.

        None when no citation has a day: nobody knows how old it is.
        """
        days = [c.known_on for c in self.sources if c.known_on]
        oldest = min(days, default=None)
        return max(filter(None, (oldest, self.assured_on)), default=None)
