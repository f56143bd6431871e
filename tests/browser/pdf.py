"""Reads back what Chromium printed: the text and the targets of links. Knows only Chromium's own PDFs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"\bstream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]+)>")
_CHARACTER = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]+)>\n")
_SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|(<[0-9A-Fa-f]*>)|(\bT[dmD*]\b|\bET\b)")


class Font(NamedTuple):
    """The characters of a font by the codes of its glyphs, and how many hexadecimal digits a code has."""

    characters: dict[int, str]
    digits: int


class Pdf:
    """A printed document."""

    def __init__(self, content: bytes) -> None:
        assert content.startswith(b"%PDF-")
        self._objects = {int(number): body for number, body in _OBJECT.findall(content)}

    @property
    def _pages(self) -> list[bytes]:
        return [body for body in self._objects.values() if re.search(rb"/Type /Page\b", body)]

    @property
    def page_count(self) -> int:
        return len(self._pages)

    @property
    def links(self) -> set[str]:
        """The addresses that the links lead to."""
        found = (re.findall(rb"/URI \(((?:\\.|[^()\\])*)\)", body) for body in self._objects.values())
        return {address.decode("latin-1") for addresses in found for address in addresses}

    @property
    def text(self) -> str:
        """All words in the order in which they are drawn, one blank between them, without ligatures."""
        drawn = "".join(piece for page in self._pages for piece in self._drawn(page))
        return " ".join(normalize("NFKC", drawn).split())

    def _drawn(self, page: bytes) -> Iterator[str]:
        (contents,) = re.findall(rb"/Contents (\d+) 0 R", page)
        names = re.findall(rb"/F(\d+) (\d+) 0 R", page)
        fonts = {int(name): self._font(int(number)) for name, number in names}
        font = Font({}, 4)
        for name, codes, moved in _SHOWN.findall(self._stream(int(contents))):
            if name:
                font = fonts[int(name)]
            elif codes:
                starts = range(1, len(codes) - 1, font.digits)
                yield "".join(font.characters.get(int(codes[at : at + font.digits], 16), "") for at in starts)
            elif moved == b"ET":
                yield " "

    def _stream(self, number: int) -> bytes:
        (data,) = _STREAM.findall(self._objects[number])
        return zlib.decompress(data)

    def _font(self, number: int) -> Font:
        (table,) = re.findall(rb"/ToUnicode (\d+) 0 R", self._objects[number])
        cmap, characters = self._stream(int(table)), dict[int, str]()
        for block in re.findall(rb"beginbfchar\n(.*?)endbfchar", cmap, re.DOTALL):
            characters |= {int(code, 16): _characters(target) for code, target in _CHARACTER.findall(block)}
        for block in re.findall(rb"beginbfrange\n(.*?)endbfrange", cmap, re.DOTALL):
            for first, last, target in _RANGE.findall(block):
                codes = range(int(first, 16), int(last, 16) + 1)
                characters |= {code: chr(int(target, 16) + code - codes.start) for code in codes}
        return Font(characters, 4 if b"/Type0" in self._objects[number] else 2)


def _characters(target: bytes) -> str:
    return bytes.fromhex(target.decode()).decode("utf-16-be")
