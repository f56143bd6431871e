"""Drawings, feeds and other XML. Browsers run scripts in them, too, when somebody opens the file itself."""

from __future__ import annotations

from collections.abc import Hashable
from xml.parsers import expat

from lotse.leaves.leaf import USES, Leaf
from lotse.leaves.notes import Element, Notes, watchers
from lotse.syntax import Position

_PLAIN_FIELDS = ("repeated_ids", "handlers", "inline_scripts", "bases", "pings", "refreshes", "srcdocs", "xml_faults")


def read_xml(content: bytes) -> Leaf:
    """The leaf of an XML file. Its styles do not count, for they reach no page."""
    found = _notes_of(content).found
    return Leaf(
        links={use: tuple(found[use]) for use in USES if found[use]},
        ids=frozenset(found["ids"]),
        embeds=tuple(found["embedded"]),
        **{name: tuple(found[name]) for name in _PLAIN_FIELDS},
    )


def positions_in_xml(content: bytes) -> dict[tuple[str, Hashable], list[Position]]:
    """Where everything noted of the file stands, by field and value."""
    found = _notes_of(content).found
    return {(field, value): positions for field, values in found.items() for value, positions in values.items()}


def _notes_of(content: bytes) -> Notes:
    reader = _Reader()
    reader.read(content)
    return reader.notes


class _Reader:
    """Hears the events of the parser, with the names of elements and links without their prefixes."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._above: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = lambda *_: self._fault("Eigene Kürzel (ENTITY) sind nicht erlaubt.")
        self._parser.ProcessingInstructionHandler = self._instruct

    def read(self, content: bytes) -> None:
        try:
            self._parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError):  # broken, or in an encoding that nobody knows
            self._fault("Browser können die Datei nicht lesen.")

    @property
    def _position(self) -> Position:
        parser = self._parser
        return Position(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def _fault(self, sentence: str) -> None:
        self.notes.note("xml_faults", sentence, self._position)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2].lower()
        above = self._above
        for watch in watchers(tag, *attributes):
            watch(self.notes, Element(tag, attributes, self._position, lambda: reversed(above), is_xml=True))
        above.append(tag)

    def _end(self, _name: str) -> None:
        self._above.pop()

    def _instruct(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._fault("Eine Verarbeitungsanweisung (xml-stylesheet) ist nicht erlaubt.")
