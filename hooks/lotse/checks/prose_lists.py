"""What Markdown makes of lists that are glued to a paragraph or not indented far enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lotse.markup import fences_in, lines_of

STEP = 4  # blanks by which Python-Markdown wants a level of a list indented
_ITEM = re.compile(r"(?P<mark>[-*+]|(?P<number>\d{1,9})\.)[ ]+(?P<words>\S.*)")
_BOX = re.compile(r"\[[ xX]\]\s")
_QUOTE = re.compile(r"(?:[ ]{0,3}>[ ]?)*+")
_HEAD = re.compile(r"(?:!!!|\?\?\?\+?) |:[ ]{1,3}\S|\[\^[^\]\s]+\]:")  # what follows, indented, belongs to it
_NO_TEXT = re.compile(r"#|\||<|[-*_=][-*_= ]+$")  # headings, tables, HTML, rules
Before = Literal["blank", "text", "item", "other"]


class ListFault(NamedTuple):
    """A slip: where, its code, and what to say."""

    start: int
    code: str
    message: str
    hint: str


@dataclass
class _Reader:
    """What was read before the present line."""

    before: Before = "blank"
    indents: list[int] = field(default_factory=list)  # of the items that the line may belong to; empty outside lists
    base: int = 0  # blanks by which a box, a definition or a footnote is indented
    quotes: int = 0
    is_told: bool = False  # a slip in this list has been told: the rest of it follows from that

    def begin(self, indent: int, quotes: int) -> int:
        """The indent of a line that is not blank, within the box that it stands in."""
        if quotes != self.quotes or indent < self.base:
            self.base, self.quotes = 0, quotes
            self.before, self.indents = ("blank", []) if quotes != self.quotes else (self.before, self.indents)
        return indent - self.base

    def leave_list(self) -> None:
        self.indents, self.is_told = [], False


def list_faults(body: str) -> Iterator[ListFault]:
    """All slips of a page's lists; of one list that is not indented far enough the first."""
    reader = _Reader()
    fences = {span.start: span.end for span in fences_in(body)}
    inside = -1
    for start, line in lines_of(body):
        if start < inside:
            continue
        inside = fences.get(start, inside)
        if not line.strip():
            reader.before = "blank"
            continue
        quote = _QUOTE.match(line)[0]  # type: ignore[index]
        words = line[len(quote) :].lstrip(" ")
        indent = reader.begin(len(line) - len(quote) - len(words), quote.count(">"))
        yield from _line_faults(reader, words, indent, start + len(line) - len(words))


def _line_faults(reader: _Reader, words: str, indent: int, start: int) -> Iterator[ListFault]:
    item = _ITEM.match(words)
    if item and (reader.indents or indent < STEP):
        yield from _item_faults(reader, item, indent, start)
    elif reader.before == "blank" and reader.indents:
        yield from _paragraph_faults(reader, indent, start)
    elif reader.before not in ("text", "item"):
        reader.leave_list()
    if _HEAD.match(words):
        reader.base += indent + STEP
        reader.before = "blank"
    elif not item:
        reader.before = "other" if _NO_TEXT.match(words) else "text"


def _item_faults(reader: _Reader, item: re.Match[str], indent: int, start: int) -> Iterator[ListFault]:
    is_glued = not reader.indents and reader.before == "text"
    if is_glued and item["number"] not in (None, "1"):
        return  # a sentence that happens to break before a number
    if is_glued:
        yield ListFault(
            start, "list-glued", "Vor der Liste fehlt eine Leerzeile; sie erscheint als Fließtext.",
            "Fügen Sie vor dieser Zeile eine Leerzeile ein.",
        )  # fmt: skip
    elif reader.indents and indent > reader.indents[-1] and indent % STEP and not reader.is_told:
        reader.is_told = True
        yield _not_far_enough(start, indent, "als Unterpunkt zu dem darüber")
    reader.indents = [*(known for known in reader.indents if known < indent), indent]
    reader.before = "item"
    if _BOX.match(item["words"]):
        yield ListFault(
            start, "list-checkbox", "Die eckigen Klammern werden kein Kästchen; sie erscheinen so im Text.",
            "Lassen Sie sie weg. Listen zum Abhaken stehen in data/checklists.yaml.",
        )  # fmt: skip


def _paragraph_faults(reader: _Reader, indent: int, start: int) -> Iterator[ListFault]:
    """A paragraph behind an item belongs to it if it is indented by a level; else the list ends here."""
    if 0 < indent < STEP and not reader.is_told:
        reader.is_told = True
        yield _not_far_enough(start, indent, "zu dem Punkt darüber")
    elif indent == 0:
        reader.leave_list()


def _not_far_enough(start: int, indent: int, what: str) -> ListFault:
    blanks = "ein Leerzeichen" if indent == 1 else f"{indent} Leerzeichen"
    return ListFault(
        start, "list-indent", f"Diese Zeile ist {blanks} eingerückt und gehört so nicht {what}.",
        f"Rücken Sie je Ebene der Liste um {STEP} Leerzeichen ein.",
    )  # fmt: skip
