"""What advisers see go wrong again and again, as patterns: never a case that somebody could be known by."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lotse.model.base import Evidenced, Id, Identified, Localized, Record, RoughDay

Remedy = Literal["region", "land", "bund", "agency"]
"""Who could remedy it: bodies of the region, the Land, the federal level, or an agency."""
REMEDIES: tuple[Remedy, ...] = ("region", "land", "bund", "agency")
Frequency = Literal["once", "sometimes", "often", "unknown"]
FREQUENCIES: tuple[Frequency, ...] = ("once", "sometimes", "often", "unknown")
HurdleStatus = Literal["reported", "confirmed", "raised", "solved"]
"""Reported by one; confirmed by several; raised with those who could remedy it; solved."""
STATUSES: tuple[HurdleStatus, ...] = ("reported", "confirmed", "raised", "solved")


class Hurdle(Identified, Evidenced):
    """A hurdle on the way of skilled workers, seen in advising or named in a source.

    `pattern` tells what happens, so that nobody can be recognised.
    """

    name: Localized
    pattern: Localized
    phases: tuple[Id, ...] = Field(min_length=1)
    topics: tuple[Id, ...] = Field(min_length=1)
    steps: tuple[Id, ...] = ()  # where in the process it bites
    frequency: Frequency = "unknown"
    since: RoughDay | None = None  # when it was first seen
    affected: tuple[Id, ...] = Field(min_length=1)  # audiences that it hits
    remedies: tuple[Remedy, ...] = ()  # empty: not talked about yet
    aim: Localized | None = None  # what should change; None: not agreed yet
    status: HurdleStatus = "reported"
    owner: Id | None = None  # the body that keeps it on the list


class ExperienceFile(Record):
    """`data/experience.yaml`"""

    hurdles: tuple[Hurdle, ...]
