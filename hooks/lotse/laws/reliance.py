"""What rests on a section of a law: records by their citations and legal bases, texts by what they quote of those."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lotse import model
from lotse.load import Catalogue, Prose
from lotse.model.lawbook import LawPlace
from lotse.translations.sections import Section, sections_of

_QUOTE = re.compile(r"\{\{\s*(?:basis|figure)\(\s*[\"\']([a-z0-9-]+)[\"\']")
_LITERAL = re.compile(r"§\s?(\d+[a-z]*)[^§.\n]{0,60}?\b([A-ZÄÖÜ]\w*(?: [IVX]+)?)")


@dataclass(frozen=True, slots=True)
class Resting:
    """Something that rests on a section: what it is, its name, and where it stands."""

    kind: str  # in German: «Rechtsaussage», «Zahl», «Schritt» …
    name: str
    file: str
    line: int


_KINDS: Mapping[type[object], str] = {
    model.Fact: "Rechtsaussage", model.Figure: "Zahl", model.Step: "Schritt", model.Document: "Unterlage",
    model.Procedure: "Verfahren", model.Checklist: "Checkliste", model.Delegation: "höhere Ebene", model.Gap: "Lücke",
    model.Organization: "Organisation", model.Service: "Angebot", model.Contact: "Kontakt", model.Location: "Adresse",
}


class Reliance:
    """Looks up what rests on sections; made once for a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._resting: dict[LawPlace, dict[Resting, None]] = defaultdict(dict)
        self._statements: dict[str, set[LawPlace]] = defaultdict(set)  # id of a fact or figure → its sections
        book = catalogue.lawbook
        for record in catalogue.evidenced():
            self._add(book.places(record), _KINDS.get(type(record), "Eintrag"), record.id)  # type: ignore[attr-defined]
        for record in (*catalogue.facts, *catalogue.figures):
            self._statements[record.id] |= book.places(record).keys()
        self._add_users()
        for page in catalogue.prose:
            self._add_page(page)

    def of(self, place: LawPlace) -> list[Resting]:
        """What rests on a section, records first, then texts in every language."""
        return list(self._resting.get(place, ()))

    def _add(self, places: Iterable[LawPlace], kind: str, record_id: str) -> None:
        spot = self._catalogue.origin(record_id).problem(code="", message="")
        for place in places:
            self._resting[place][Resting(kind, record_id, spot.file, spot.line)] = None

    def _add_users(self) -> None:
        """Steps, procedures, items of checklists and words of the glossary, by the statements that they name."""
        for step in self._catalogue.steps:
            self._add_by_statements("Schritt", step.id, (*step.facts, *step.costs))
        for procedure in self._catalogue.procedures:
            self._add_by_statements("Verfahren", procedure.id, procedure.facts)
        for checklist in self._catalogue.checklists:
            for item in checklist.items():
                self._add_by_statements("Punkt einer Checkliste", item.id, (*item.facts, *item.figures))
        for word in self._catalogue.glossary:
            self._add_by_statements("Wort", word.id, word.facts)

    def _add_by_statements(self, kind: str, record_id: str, statements: Iterable[str]) -> None:
        self._add({place for name in statements for place in self._statements.get(name, ())}, kind, record_id)

    def _add_page(self, page: Prose) -> None:
        for section in sections_of(page.body):
            for place in self._quoted(section):
                found = Resting("Text", f"{page.name}#{section.anchor}", page.file, page.first_line + section.line)
                self._resting[place][found] = None

    def _quoted(self, section: Section) -> Iterator[LawPlace]:
        for name in _QUOTE.findall(section.text):
            yield from sorted(self._statements.get(name, ()))
        shorts = {law.short: law.id for law in self._catalogue.laws}
        for number, short in _LITERAL.findall(section.text):
            if short in shorts:
                yield shorts[short], number
