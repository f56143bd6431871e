"""L1: where an answer is expected, and where the region says openly that there is none."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lotse.model.base import Day, Evidenced, Id, Identified, Localized, Record, Text
from lotse.model.places import Tier


class Expectation(Record):
    """For these audiences, every place of the region should have an answer on these topics.

    `tier` is the highest tier at which the answer may stand: "territory" expects an offer of the
    district, "land" is content with one for the whole Land.
    """

    topics: tuple[Id, ...] = Field(min_length=1)
    audiences: tuple[Id, ...] = Field(min_length=1)
    tier: Tier = "federal"
    role: Literal["responsible", "any"] = "any"


class Delegation(Identified):
    """The answer is given at a higher tier than expected, and why that is right."""

    topics: tuple[Id, ...] = Field(min_length=1)
    audiences: tuple[Id, ...] = Field(min_length=1)
    areas: tuple[Id, ...] = Field(min_length=1)
    to_tier: Tier
    reason: Localized


class Gap(Identified, Evidenced):
    """A declared gap: no offer, why, who takes care of it, since when, and whom to ask meanwhile."""

    topics: tuple[Id, ...] = Field(min_length=1)
    audiences: tuple[Id, ...] = Field(min_length=1)
    areas: tuple[Id, ...] = Field(min_length=1)
    reason: Localized
    owner: Id
    since: Day
    fallback: Id
    plan: Text | None = None


class CoverageFile(Record):
    """`data/coverage.yaml`"""

    expectations: tuple[Expectation, ...]
    delegations: tuple[Delegation, ...] = ()
    gaps: tuple[Gap, ...] = ()
