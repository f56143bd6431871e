"""HTML that stands in a Markdown text: what a browser makes of it, and where it stands.

The verdict is an HTML5 parser's, which reads as browsers do; the text is only searched for the places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from lotse.markup.calls import calls_in_text
from lotse.markup.code import blanked, fences_in, sure_code_in
from lotse.markup.spans import Span

_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_TAG = re.compile(r"<(?P<name>[A-Za-z][^\s/>]{0,200})")
_OWN_LINE = re.compile(r"(?m)^[ ]{0,3}<[A-Za-z/!?]")
_AUTOMATIC = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]{0,2000}|[^<>\s!@]{1,100}@[^<>\s@]{1,200})>")


class Element(NamedTuple):
    """An element as a browser sees it, at its place in the text."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    start: int


class RawHtml(NamedTuple):
    """The HTML of a text: its elements, and the places of what is neither element nor end of one."""

    elements: tuple[Element, ...] = ()
    others: tuple[int, ...] = ()  # comments, declarations, instructions, tags that no browser makes an element of


@lru_cache(maxsize=1024)
def raw_html_in(text: str) -> RawHtml:
    """The HTML of a text outside of code; the addresses of `<https://…>` are none.

    What is code only if the renderer reads a block as we do counts as text, and so does every code span on a
    page with a line that begins with HTML: within a block of HTML backticks mean nothing.
    """
    bare = _without_automatic_links(_without_sure_code(text))
    places = [match.start() for match in _OPENING.finditer(bare)]
    return _read(bare, places) if places else RawHtml()


def _without_sure_code(text: str) -> str:
    code = sure_code_in(text) if _OWN_LINE.search(text) is None else fences_in(text)
    return blanked(blanked(text, code), [call for call in calls_in_text(text) if not _inside(call, code)])


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start <= span.start < other.end for other in others)


def _without_automatic_links(text: str) -> str:
    return blanked(text, [Span(*match.span()) for match in _AUTOMATIC.finditer(text)])


def _read(bare: str, places: list[int]) -> RawHtml:
    """The elements that a parser finds, each at the next place where the text opens one of its name."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for start in reversed(places):
        tag = _TAG.match(bare, start)
        waiting[tag["name"].lower() if tag else ""].append(start)
    elements = tuple(_elements(bare, waiting))
    closing = {start for start in waiting[""] if bare.startswith("</", start)}
    left = [start for name, starts in waiting.items() for start in starts if start not in closing]
    return RawHtml(tuple(sorted(elements, key=lambda element: element.start)), tuple(sorted(left)))


def _elements(bare: str, waiting: dict[str, list[int]]) -> Iterator[Element]:
    tree = LexborHTMLParser(f"<!doctype html><html><head></head><body>{bare}</body></html>")
    for node in tree.css("*"):
        name = node.tag or ""
        if waiting.get(name):
            attributes = tuple((key, value or "") for key, value in node.attributes.items())
            yield Element(name, attributes, waiting[name].pop())
