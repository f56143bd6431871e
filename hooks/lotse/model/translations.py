"""Stamps: which German section a translated or plainer section was made from, and who has read it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from lotse.model.base import Day, Record, Text

Mark = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]


class Stamp(Record):
    """One translated section, or one of a variant in plain German, which stands in the file of German.

    `seal` ties the other fields together, so that none is changed by hand.
    """

    page: Text  # "fragen/anerkennung.md"; of a variant its own file, "einfach/ankommen.md"
    section: Text  # the anchor of its heading, "beginn" for what stands before the first
    source: Mark  # of the German section it was made from
    text: Mark  # of the translated or plainer section
    state: Literal["machine", "written", "reviewed"] = "machine"  # a variant is written, not translated
    made_on: Day  # the day of the stamp: since then the German text may have moved on
    reviewed_by: Text | None = None  # a role or initials
    reviewed_on: Day | None = None
    seal: Mark


class MinorChange(Record):
    """A German edit that doesn't change what a section says: translations stay current."""

    page: Text
    section: Text
    old: Mark
    new: Mark
    seal: Mark


class StampFile(Record):
    """`data/translations/<language>.yaml`"""

    stamps: tuple[Stamp, ...] = Field(default=())
    minor: tuple[MinorChange, ...] = Field(default=())  # only in the file of the source language
