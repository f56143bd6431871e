"""Finished HTML that Markdown never sees: kept aside while a page is converted, put in at the very end."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX
from markupsafe import Markup

_PLACE = re.compile(f"{STX}lotse:([0-9]+){ETX}")
_PLACE_OR_PARAGRAPH = re.compile(f"<p>{STX}lotse:([0-9]+){ETX}</p>|{_PLACE.pattern}")


class Stash:
    """The pieces of finished HTML of one page. Markdown drops the two signs around a place from what people wrote."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def keep(self, html: str) -> str:
        """A place in the text that the HTML will take."""
        self._pieces.append(html)
        return f"{STX}lotse:{len(self._pieces) - 1}{ETX}"

    def put_in(self, text: str) -> str:
        """The text with every piece at its place; a paragraph of its own gives way."""
        return _PLACE_OR_PARAGRAPH.sub(lambda match: self._pieces[int(match[1] or match[2])], text)

    def in_words(self, text: str) -> str:
        """The text with the bare words of every piece, for attributes, where markup has no place."""
        return _PLACE.sub(lambda match: Markup(self._pieces[int(match[1])]).striptags(), text)


class WordsInAttributes(Treeprocessor):
    """What a short command says within an alternative text or an address is words there, never markup."""

    def __init__(self, md: Markdown, stash: Stash) -> None:
        super().__init__(md)
        self._stash = stash

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name, value in element.items():
                if value and STX in value:
                    element.set(name, self._stash.in_words(value))


class PutIn(Postprocessor):
    """Puts the pieces into the finished page, after everything else."""

    def __init__(self, md: Markdown, stash: Stash) -> None:
        super().__init__(md)
        self._stash = stash

    def run(self, text: str) -> str:
        return self._stash.put_in(text)
