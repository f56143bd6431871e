"""Which sections of laws a record rests on, and whether they have changed since its sources were copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lotse.model.base import UNKNOWN, Citation, Evidenced, RoughDay, first_day
from lotse.model.laws import Law, LawSection, LegalReference
from lotse.model.sources import Source

LawPlace = tuple[str, str]  # the id of a law, and the name of one of its sections


@dataclass(frozen=True, slots=True)
class LawChange:
    """A section that is newer than what a record knows of it."""

    law: Law
    section: str
    edition: RoughDay | None  # the last amendment of the law, if a copy states it
    copied_on: date  # the day of the copy that first had the new text
    paragraphs: tuple[str, ...] = ()  # what of it is new; empty: not known

    @property
    def reference(self) -> LegalReference:
        """The section, for its written form."""
        return LegalReference(law=self.law.id, section=self.section)


class LawBook:
    """The laws with their cited sections, and the sources that lead to them."""

    def __init__(self, laws: Iterable[Law], sources: Iterable[Source]) -> None:
        self.laws = {law.id: law for law in laws}
        self._sections = {(law.id, section.section): section for law in self.laws.values() for section in law.sections}
        self._places = {s.id: (s.law, s.section) for s in sources if s.law}

    def section(self, place: LawPlace) -> LawSection | None:
        """The section as `data/laws.yaml` has it."""
        return self._sections.get(place)

    def copied_on(self, record: Evidenced, citation: Citation) -> RoughDay | None:
        """The day of the copy that was read; of a law the day of the latest copy that says the same to the record."""
        copied_on = citation.copied_on
        if copied_on is None or copied_on == UNKNOWN:
            return None
        place = self._places.get(citation.source, ("", None))
        section = self._sections.get((place[0], place[1] or ""))
        latest = section and self._same_until(record, place, section)
        if section is None or latest is None or section.copied_on in (None, UNKNOWN):
            return copied_on
        is_that_text = first_day(section.copied_on) <= first_day(copied_on) < latest
        return latest.isoformat() if is_that_text else copied_on

    def _same_until(self, record: Evidenced, place: tuple[str, str | None], section: LawSection) -> date | None:
        """The day of the latest copy in which what the record names of the section is as it was."""
        untouched = section.changed_on if _is_untouched(record, place, section) else None
        return max(filter(None, (section.same_on, untouched)), default=None)

    def known_on(self, record: Evidenced) -> date | None:
        """The oldest day for which the record's sources are known, or the later one on which its body confirmed it."""
        oldest = min(filter(None, (self._known_on(record, citation) for citation in record.sources)), default=None)
        return max(filter(None, (oldest, record.assured_on)), default=None)

    def _known_on(self, record: Evidenced, citation: Citation) -> date | None:
        copied = None if citation.read_on else self.copied_on(record, citation)
        return first_day(copied) if copied else citation.known_on

    def places(self, record: Evidenced) -> dict[LawPlace, date | None]:
        """The sections that a record rests on, each with the day for which the record knows its text."""
        cited: dict[LawPlace, date | None] = {}
        of_law: dict[str, date | None] = {}
        for citation in record.sources:
            law, section = self._places.get(citation.source, (None, None))
            if law:
                of_law[law] = citation.known_on
            if law and section:
                cited[law, section] = citation.known_on
        for reference in getattr(record, "legal_basis", ()):
            if reference.law and reference.section:
                day = of_law.get(reference.law, record.known_on)
                cited.setdefault((reference.law, reference.section), day)
        return cited

    def changes(self, record: Evidenced) -> tuple[LawChange, ...]:
        """The sections that say something else by now than what the record was made from, while it still held."""
        return tuple(self._changes(record))

    def _changes(self, record: Evidenced) -> Iterator[LawChange]:
        ended_on = _ended_on(record)
        for (law, name), day in self.places(record).items():
            change = self._change(record, (law, name), day)
            if change and (ended_on is None or ended_on >= change.copied_on):
                yield change

    def _change(self, record: Evidenced, place: LawPlace, day: date | None) -> LawChange | None:
        section, law = self.section(place), self.laws.get(place[0])
        if section is None or law is None or _is_untouched(record, place, section):
            return None
        news = section.changed_paragraphs
        if section.changed_on and (day is None or day < section.changed_on):
            return LawChange(law, place[1], section.changed_edition, section.changed_on, news)
        if section.renewed_on and (day is None or day < section.renewed_on):
            return LawChange(law, place[1], section.edition, section.renewed_on, news)
        return None


def _is_untouched(record: Evidenced, place: tuple[str, str | None], section: LawSection) -> bool:
    """Whether the record names paragraphs of the section, and none of those that have changed."""
    references = [r for r in getattr(record, "legal_basis", ()) if (r.law, r.section) == place]
    named = {name for reference in references for name in reference.paragraph}
    is_narrow = bool(references) and all(reference.paragraph for reference in references)
    return is_narrow and bool(section.changed_paragraphs) and named.isdisjoint(section.changed_paragraphs)


def _ended_on(record: Evidenced) -> date | None:
    """The last day of a statement or a figure that holds no longer; the law that came after does not concern it."""
    if periods := getattr(record, "periods", ()):
        ends = [period.to for period in periods]
        return None if None in ends else max(ends)
    return getattr(record, "valid_to", None)
