"""The sitemap as the rules see it (sitemaps.org, with the language versions of its pages)."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple
from xml.parsers import expat

from lotse.leaves import Position


class Address(NamedTuple):
    """An address in the sitemap; `language` is empty for that of an entry itself."""

    url: str
    position: Position
    language: str = ""


class Entry(NamedTuple):
    """A page and its versions, the page among them."""

    page: Address
    versions: tuple[Address, ...]


def read_sitemap(content: bytes) -> list[Entry]:
    """The entries in their order, up to where the XML is broken; another rule tells that."""
    reader = _SitemapReader()
    with suppress(expat.ExpatError, ValueError, LookupError):
        reader.parser.Parse(content, True)
    return reader.entries


class _SitemapReader:
    """Hears the events of the parser and knows line and column."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._page = Address("", Position(1, 1))
        self._versions: list[Address] = []
        self._is_address = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say

    @property
    def _position(self) -> Position:
        return Position(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._is_address = name == "loc"
        if name == "url":
            self._page, self._versions = Address("", self._position), []
        elif name == "xhtml:link" and "hreflang" in attributes:
            self._versions.append(Address(attributes.get("href", ""), self._position, attributes["hreflang"]))

    def _say(self, text: str) -> None:
        """Takes a text in, which may come in several parts."""
        if self._is_address and text.strip():
            before = self._page
            self._page = Address(before.url + text.strip(), before.position if before.url else self._position)

    def _end(self, name: str) -> None:
        self._is_address = False
        if name == "url":
            self.entries.append(Entry(self._page, tuple(self._versions)))
