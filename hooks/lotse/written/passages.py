"""Passages of a page: short commands carried out, notices of age, and boxes around what is in another language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX

from lotse.pages.notes import Notes
from lotse.pages.page import Desk
from lotse.shortcodes import NOTED, carry_out
from lotse.shortcodes.calls import calls_in
from lotse.words import in_date_words, text_direction
from lotse.written.manuscript import Manuscript, Passage
from lotse.written.stash import Stash

_BEGIN = f"{STX}lotse-box:{{}}{ETX}"
_END = f"{STX}lotse-box-end{ETX}"
_BEFORE_NUMBER = re.compile("(?<=[^\\s|#>*+-]) +$")  # blanks between words and the number of a note
_BOX = re.compile(f"{STX}lotse-box:([0-9]+){ETX}$")


class CommandsAndNotices(Preprocessor):
    """Takes the short commands out of the text and puts the marks of notices and boxes in.

    What a command says goes aside as finished HTML, in the language of the passage it stands in.
    """

    def __init__(
        self, md: Markdown, stash: Stash, page: Manuscript, desk: Desk, desks: Mapping[str, Desk]
    ) -> None:
        super().__init__(md)
        self._stash = stash
        self._page = page
        self._desk = desk
        self._desks = desks

    def run(self, lines: list[str]) -> list[str]:
        marked: list[str] = []
        notes = Notes(self._page.address)
        for number, (start, passage) in enumerate(self._page.placed()):
            own = self._without_calls("\n".join(lines[start : start + passage.lines]), passage, notes).split("\n")
            if passage.box_notice:
                marked += ["", _BEGIN.format(number), "", *own, "", _END, ""]
            elif passage.age_notice:
                marked += [*own[:1], "", self._age(passage), *own[1:], ""]
            else:
                marked += [*own, ""]
        listed = notes.html(self._desk.renderer)
        return [*marked, "", *([self._stash.keep(listed), ""] if listed else [])]

    def _without_calls(self, text: str, passage: Passage, notes: Notes) -> str:
        """The text with a place for each command, which in a box speaks the language of its passage."""
        desk = self._desks.get(passage.language, self._desk) if passage.box_notice else self._desk
        done, position = "", 0
        for call in calls_in(text):
            done += text[position : call.start]
            html = carry_out(call, desk, self._page.address, notes)
            if call.name in NOTED and html.startswith("<sup"):
                done = _BEFORE_NUMBER.sub("", done)
            done += self._stash.keep(html)
            position = call.end
        return done + text[position:]

    def _age(self, passage: Passage) -> str:
        """The notice of the day since which the original of a section has moved on."""
        day = in_date_words(passage.behind_since, self._desk.language) if passage.behind_since else ""
        return self._stash.keep(f"{self._desk.renderer.notice(passage.age_notice, day=day)}\n")


class Boxes(BlockProcessor):
    """A box around each passage in another language, with the reason in the language of the readers."""

    def __init__(self, md: Markdown, stash: Stash, page: Manuscript, desk: Desk) -> None:
        super().__init__(md.parser)
        self._stash = stash
        self._passages = page.passages
        self._desk = desk
        self.files: dict[Element, str] = {}  # box → file that its passage stands in

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002  # Python-Markdown's signature
        return _BOX.match(block) is not None or block == _END

    def run(self, parent: Element, blocks: list[str]) -> None:
        mark = _BOX.match(blocks.pop(0))
        if mark is None:
            return  # the end of a box whose beginning an author's own HTML has swallowed
        end = blocks.index(_END) if _END in blocks else len(blocks)
        inside = blocks[:end]
        del blocks[: end + 1]
        self._box(parent, self._passages[int(mark[1])], inside)

    def _box(self, parent: Element, passage: Passage, blocks: list[str]) -> None:
        box = SubElement(parent, "div", {"class": "untranslated"})
        self.parser.parseBlocks(box, [self._stash.keep(str(self._desk.renderer.notice(passage.box_notice)))])
        direction = text_direction(passage.language)
        body = SubElement(box, "div", {"lang": passage.language, "dir": direction})
        self.files[body] = passage.file
        self.parser.parseBlocks(body, blocks)
