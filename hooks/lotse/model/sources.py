"""The sources that statements were read in."""

from __future__ import annotations

from typing import Literal

from lotse.model.base import Id, Identified, Record, Text
from lotse.model.laws import SectionName

SourceKind = Literal["law", "official", "document", "third-party"]


class Source(Identified):
    """A law, an official page, a document of the project, or a page of somebody else.

    What rests on `third-party` sources only is shown with the mark "to be checked".
    """

    title: Text  # in the language of the source
    kind: SourceKind
    publisher: Text
    organization: Id | None = None  # the body whose own page it is
    url: Text | None = None
    law: Id | None = None  # of `data/laws.yaml`, for the text of a law
    section: SectionName | None = None  # the section of it that the address leads to


class SourcesFile(Record):
    """`data/sources.yaml`"""

    sources: tuple[Source, ...]
