"""Where an answer is expected, and where the region says openly that there is none."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lotse.model.base import Day, Entry, Evidenced, Id, Identified, Localized, Record, Text
from lotse.model.places import Tier


class Concern(Record):
    """What a declaration is about: topics and audiences, and on request one entry or some sectors only."""

    topics: tuple[Id, ...] = Field(min_length=1)
    audiences: tuple[Id, ...] = Field(min_length=1)
    entry: Entry = "both"
    sectors: tuple[Id, ...] = ()  # empty: all


class Expectation(Concern):
    """For these audiences, every place of the region should have an answer on these topics.

    `tier` is the highest tier at which the answer may stand: "territory" expects an offer of the
    district, "land" is content with one for the whole Land. `entry: after` expects nothing for people
    who are still abroad.
    """

    tier: Tier = "federal"
    role: Literal["responsible", "any"] = "any"


class Delegation(Concern, Identified, Evidenced):
    """The answer is given at a higher tier than expected, and why that is right."""

    areas: tuple[Id, ...] = Field(min_length=1)
    to_tier: Tier
    reason: Localized


class Search(Record):
    """Where somebody looked for an offer or asked for it, on which day, and what came of it."""

    where: Text  # the body that was asked, or the page or list that was looked through; in German
    looked_on: Day
    looked_by: Text  # a role or initials
    answer: Text | None = None  # what the body answered; None: nothing yet


class Gap(Concern, Identified, Evidenced):
    """A declared gap: no offer or not enough of it, why, who takes care, since when, and whom to ask meanwhile.

    Not known is not missing: without a record in `search` it only says that nobody has asked yet.
    With a day to come in `since` it is declared ahead, for when an offer ends.
    """

    extent: Literal["missing", "short"] = "missing"  # short: there is an offer, but less than needed
    areas: tuple[Id, ...] = Field(min_length=1)
    reason: Localized
    owner: Id
    since: Day
    fallback: Id
    plan: Text | None = None
    search: tuple[Search, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether somebody has looked or asked, so that it may be called a gap."""
        return bool(self.search)

    @property
    def label(self) -> str:
        """The key of the label that says what this is."""
        is_short = self.extent == "short"
        if not self.is_asked:
            return "answer.short_unasked" if is_short else "answer.unasked"
        return "answer.short" if is_short else "answer.gap"


class CoverageFile(Record):
    """`data/coverage.yaml`"""

    expectations: tuple[Expectation, ...]
    delegations: tuple[Delegation, ...] = ()
    gaps: tuple[Gap, ...] = ()
