"""HTML as browsers read it, by selectolax (Lexbor).

A page with `<noscript>` is read twice, with and without scripts, because browsers read it in these two ways.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lotse.leaves.leaf import USES, Leaf
from lotse.leaves.notes import WATCHED, Element, Notes, watchers
from lotse.leaves.searchable import searchable_part
from lotse.syntax import Position

_DANGERS = (*USES, "handlers", "styles", "inline_scripts", "bases", "pings", "refreshes", "srcdocs", "embedded")
"""What counts whichever way a browser reads the page."""
_MARK = "lotse-at"
_DEEPEST = 512  # as deep as browsers nest elements
_START_TAG = re.compile(rb"<[A-Za-z](?:[\w:-]*\w)?(?=[\t\n\f\r />])")
_MARKED = re.compile(rf" {_MARK}=\d+ ")


def read_page(content: bytes) -> Leaf:
    """The leaf of an HTML file."""
    tree = LexborHTMLParser(content)
    found = _notes_of(content, tree).found
    outline = found["main_headings"] if found["mains"] else found["headings"]
    return Leaf(
        language=next(iter(found["languages"]), ""),
        title=_title(tree),
        is_indexable=not found["noindex"],
        is_utf8=_first_foreign_byte(content) is None,
        links={use: tuple(found[use]) for use in USES if found[use]},
        alternates=tuple(found["alternates"]),
        ids=frozenset(found["ids"]),
        outline=tuple(outline),
        embeds=tuple(found["embedded"]),
        kind=_kind(tree),
        searchable=searchable_part(tree),
        **{name: tuple(found[name]) for name in _PLAIN_FIELDS},
    )


_PLAIN_FIELDS = (
    *("references", "repeated_ids", "images_without_alt", "handlers", "styles", "inline_scripts"),
    *("bases", "pings", "refreshes", "srcdocs", "charsets"),
)


def positions_in_page(content: bytes) -> dict[tuple[str, Hashable], list[Position]]:
    """Where everything noted of the page stands, by field and value.

    The page is read once more with a mark in each start tag that says where it stands, so that the parser
    itself decides which of them are tags. What the parser adds of its own stands nowhere.
    """
    marked = _START_TAG.sub(lambda match: b"%s %s=%d " % (match.group(), _MARK.encode(), match.start()), content)
    positions: dict[tuple[str, Hashable], list[Position]] = {}
    notes = _notes_of(marked, LexborHTMLParser(marked))
    for field, values in notes.found.items():
        for value, offsets in values.items():
            known = sorted({int(offset) for offset in offsets if offset})
            positions[field, _unmarked(value)] = [position_at(content, offset) for offset in known]
    if (offset := _first_foreign_byte(content)) is not None:
        positions["is_utf8", False] = [position_at(content, offset)]
    return positions


def _first_foreign_byte(content: bytes) -> int | None:
    """Where the file stops being UTF-8."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def position_at(content: bytes, offset: int) -> Position:
    """Line and column of a byte."""
    start = content.rfind(b"\n", 0, offset) + 1
    column = len(content[start:offset].decode("utf-8", errors="replace"))
    return Position(content.count(b"\n", 0, offset) + 1, column + 1)


def _unmarked(value: Hashable) -> Hashable:
    if isinstance(value, tuple):
        return tuple(_unmarked(part) for part in value)
    return _MARKED.sub("", value) if isinstance(value, str) else value


def _notes_of(content: bytes, tree: LexborHTMLParser) -> Notes:
    notes = Notes()
    _gather(tree, notes)
    if notes.found["noscripts"]:
        others = Notes()
        _gather(LexborHTMLParser(content, scripting=True), others)
        for field in _DANGERS:
            for value, positions in others.found[field].items():
                notes.found[field].setdefault(value, []).extend(positions)
    return notes


def _gather(tree: LexborHTMLParser, notes: Notes) -> None:
    waiting = [tree.root] if tree.root else []
    is_inert = False
    while waiting:
        for node in waiting.pop().traverse():
            attributes, tag = node.attributes, node.tag
            if not attributes and tag not in WATCHED:
                continue
            if tag == "template":
                waiting += node.template_fragments()[:1]  # its content is no part of the tree
            for watch in watchers(tag, *attributes):
                watch(notes, Element(tag, attributes, attributes.get(_MARK), lambda n=node: _above(n), is_inert))
        is_inert = True


def _above(node: LexborNode) -> Iterator[str]:
    for _ in range(_DEEPEST):
        if not (node := node.parent):
            return
        yield node.tag


def _kind(tree: LexborHTMLParser) -> str:
    """What kind of page it is, as the frame names it in the classes of the body."""
    classes = ((tree.body and tree.body.attributes.get("class")) or "").split()
    return next((name.removeprefix("page--") for name in classes if name.startswith("page--")), "")


def _title(tree: LexborHTMLParser) -> str | None:
    """The first title that is not one of a drawing."""
    for node in tree.css("title"):
        if "svg" not in _above(node):
            return " ".join(node.text().split())
    return None
