"""Laws: what of them is cited, as fingerprints, and references to them in a structured form."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from lotse.model.base import CopyDay, Day, Id, Identified, Record, RoughDay, Text
from lotse.model.translations import Mark

SECTION_PATTERN = r"^([0-9]+[a-z]*|(Anlage|Art\.)( [0-9A-Za-z]+)?)$"
SectionName = Annotated[str, StringConstraints(pattern=SECTION_PATTERN)]
PartName = Annotated[str, StringConstraints(pattern=r"^[0-9]+[a-z]*$")]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _listed(value: object) -> object:
    """One name may stand without brackets: `paragraph: 2` is `paragraph: [2]`."""
    return (value,) if isinstance(value, str) else value


Parts = Annotated[tuple[PartName, ...], BeforeValidator(_listed)]


class LegalReference(Record):
    """What a statement rests on: a law, and where in it; or, for what has no such form, a `text` in German.

    The written form in each language («§ 18g Abs. 2 Satz 1 AufenthG») is made from it.
    """

    law: Id | None = None  # of `data/laws.yaml`
    section: SectionName | None = None  # «18g», «Anlage 11»
    paragraph: Parts = ()
    sentence: Parts = ()
    number: Parts = ()
    text: Text | None = None  # «BGBl. 2026 I Nr. 111»

    @model_validator(mode="after")
    def _is_one_of_both(self) -> LegalReference:
        has_place = bool(self.section or self.paragraph or self.sentence or self.number)
        if (self.law is None) == (self.text is None) or (has_place and not self.section):
            raise ValueError("law-or-text")
        return self


LegalBasis = tuple[LegalReference, ...]


class LawSection(Record):
    """A cited section: the fingerprint of its text, and which copies say the same or something else.

    A `fingerprint` is the sha256 of the normalized text; `paragraphs` are the first 12 digits of the same for each
    paragraph in brackets. Without a fingerprint no copy of the section could be read yet.
    """

    section: SectionName
    fingerprint: Fingerprint | None = None
    paragraphs: dict[PartName, Mark] = Field(default_factory=dict)
    edition: RoughDay | None = None  # the last amendment of the law, as the copy states it
    copied_on: CopyDay | None = None  # of the copy that the fingerprint was made from
    same_on: Day | None = None  # the latest copy that says the same
    renewed_on: Day | None = None  # the first copy with this text, if an editor has taken it over as a changed one
    changed_on: Day | None = None  # the earliest copy that says something else; no editor has taken it over yet
    changed_edition: RoughDay | None = None  # the last amendment of the law as that copy states it
    changed_paragraphs: Parts = ()  # what of it is new since `renewed_on` or `changed_on`; empty: perhaps all


class Law(Identified):
    """A law that the site cites."""

    short: Text  # «AufenthG»
    name: Text  # in German
    url: Text | None = None  # the official address; `lotse laws diff` finds the archive of the portal by it
    names: tuple[Text, ...] = ()  # further names, under which copies know it: «SGB 3», «SGB_3»
    sections: tuple[LawSection, ...] = ()

    def section(self, name: str | None) -> LawSection | None:
        """The cited section of that name."""
        return next((s for s in self.sections if s.section == name), None)


class LawsFile(Record):
    """`data/laws.yaml`"""

    laws: tuple[Law, ...]
