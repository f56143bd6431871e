"""The part of a page that people search, as small HTML: headings with their ids, and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import Literal, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

BODY = "data-pagefind-body"
_NOT_SEARCHED = frozenset({"source", "jump", "filter", "filter-fold", "no-print", "headerlink"})
"""Classes of parts that say nothing about the page's subject: sources, ways to other pages, tools."""
_WAYS_OF_CONTACT = frozenset({"contact__ways", "reach"})
_NO_TEXT = frozenset(
    {"button", "embed", "footer", "form", "iframe", "label", "nav", "noscript", "object", "script", "select"}
    | {"style", "svg", "template", "textarea", "title", "video", "audio", "canvas"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark"}
    | {"q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
_TEXT = "-text"  # what the parser calls a text
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KIND_BY_OPENING = "page--municipality"
"""Pages of places repeat what stands on the pages of the offices; of them only the opening is searched."""
_SECTIONS_OF_OPENING = 1  # «at a glance»: which offices are the place's own
_HEAVY = 10  # who types the name of a place wants its page
_LIGHT = 0.2  # so that the page of a subject comes before all pages of places that name it


def searchable_part(tree: LexborHTMLParser) -> str:
    """What the page's marked part says; empty when no part is marked, for then the page is not to be found."""
    parts = tree.css(f"[{BODY}]")
    if not parts:
        return ""
    is_long = _KIND_BY_OPENING in ((tree.body and tree.body.attributes.get("class")) or "").split()
    return "".join(line for part in parts for line in (_opening(part) if is_long else _lines(part)))


class Line(NamedTuple):
    """A stretch of text of the searchable part: a heading or a paragraph, with what it bears for the search."""

    tag: str
    attributes: Mapping[str, str | None]
    text: str


def lines_in(searchable: str) -> Iterator[Line]:
    """The headings and paragraphs of a searchable part, as they stand in the leaf."""
    body = LexborHTMLParser(f"<body>{searchable}</body>").body
    for node in body.iter() if body else ():
        yield Line(node.tag or "", node.attributes, node.text().strip())


def _opening(part: LexborNode) -> Iterator[str]:
    """What stands before the second heading of second order, words for the search only, and all other headings."""
    sections = 0
    names: list[str] = []
    for child in part.iter():
        sections += child.tag == "h2"
        if sections <= _SECTIONS_OF_OPENING or "data-pagefind-weight" in child.attributes:
            yield from (line.replace("<h1>", f'<h1 data-pagefind-weight="{_HEAVY}">') for line in _lines(child))
        else:
            names += [" ".join(heading.text().split()) for heading in child.css("h2, h3")]
    if names:
        yield f'<p data-pagefind-weight="{_LIGHT}">{escape("; ".join(names), quote=False)}</p>\n'


def _lines(part: LexborNode) -> Iterator[str]:
    """A line of HTML for each stretch of text between two borders of blocks."""
    text: list[str] = []
    blocks = [part]
    way = [(part.iter(include_text=True), True)]
    while way:
        children, is_block = way[-1]
        for child in children:
            if child.tag == _TEXT:
                text.append(child.text_content or "")
                continue
            attributes = child.attributes
            role = _role(child.tag, attributes.get("class") or "", *attributes)
            if role == "break":
                text.append(" ")
            elif role != "skip":
                if role == "block":
                    yield from _line(blocks[-1], text)
                    blocks.append(child)
                way.append((child.iter(include_text=True), role == "block"))
                break
        else:
            way.pop()
            if is_block:
                yield from _line(blocks.pop(), text)


@lru_cache(maxsize=4096)
def _role(tag: str, classes: str, *names: str) -> Literal["skip", "break", "inline", "block"]:
    """What an element does to the text around it; comments and the like are skipped."""
    if tag in _NO_TEXT or not tag[0].isalpha() or "data-pagefind-ignore" in names:
        return "skip"
    if not (_NOT_SEARCHED | _WAYS_OF_CONTACT).isdisjoint(classes.split()):
        return "skip"
    if tag == "br":
        return "break"
    is_block = tag not in _INLINE or any(name.startswith("data-pagefind-") for name in names)
    return "block" if is_block else "inline"


def _line(block: LexborNode, text: list[str]) -> Iterator[str]:
    """The text gathered so far as a line; the next one begins anew."""
    words = " ".join("".join(text).split())
    text.clear()
    if words:
        tag = block.tag if block.tag in _HEADINGS else "p"
        kept = {name: value or "" for name, value in block.attributes.items() if _is_kept(tag, name)}
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        yield f"<{tag}{attributes}>{escape(words, quote=False)}</{tag}>\n"


def _is_kept(tag: str, name: str) -> bool:
    return (tag in _HEADINGS and name == "id") or (name.startswith("data-pagefind-") and name != BODY)
