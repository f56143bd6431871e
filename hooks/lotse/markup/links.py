"""Links and pictures of a Markdown text, with their targets and places. Found in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from lotse.markup.calls import without_code_and_calls
from lotse.markup.spans import Span, blocks_of

Kind = Literal["link", "image", "address"]  # «address»: of an element of HTML

_BRACKET = re.compile(r"\\.|!?\[|\]")
_DESTINATION = re.compile(
    r"\(\s*+(?:<(?P<angled>[^<>\n]{0,2000})>|(?P<bare>(?:[^\s()<>]|\([^\s()<>]{0,500}\)){0,2000}+))"
    r"(?:\s++(?:\"[^\"\n]{0,1000}\"|'[^'\n]{0,1000}'))?+\s*+\)"
)
_REFERENCE = re.compile(r"[ ]?+\[(?P<name>[^\[\]\n]{1,200})\]")
_DEFINITION = re.compile(
    r"(?m)^[ ]{0,3}\[(?!\^)(?P<name>[^\[\]\n]{1,200})\]:[ ]*+(?:<(?P<angled>[^<>\n]{1,2000})>|(?P<bare>\S{1,2000}))"
)
_AUTOMATIC = re.compile(r"<(?P<target>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]{0,2000})>")


class Link(NamedTuple):
    """A link or picture: where it leads, what it says, and where its words and its target begin."""

    kind: Kind
    target: str
    words: str
    start: int
    target_start: int
    undefined: str = ""  # the name behind it that no definition explains


@lru_cache(maxsize=1024)
def links_in(text: str) -> tuple[Link, ...]:
    """All links and pictures outside of code, in order. Raw HTML is not looked at."""
    bare = without_code_and_calls(text)
    definitions = {_folded(match["name"]): match for match in _DEFINITION.finditer(bare)}
    found = [link for block in blocks_of(bare) for link in _inline(text, bare, block, definitions)]
    found += [
        Link("link", match["target"], match["target"], match.start(), match.start() + 1)
        for match in _AUTOMATIC.finditer(bare)
    ]
    return tuple(sorted(found, key=lambda link: link.start))


class _Target(NamedTuple):
    """What stands behind the words in brackets."""

    target: str
    start: int
    end: int  # of what stands behind them
    undefined: str = ""


def _inline(text: str, bare: str, block: Span, definitions: dict[str, re.Match[str]]) -> Iterator[Link]:
    open_brackets: list[re.Match[str]] = []
    resume = block.start
    for match in _BRACKET.finditer(bare, block.start, block.end):
        if match.start() < resume:
            continue  # part of a target
        if match[0] in ("[", "!["):
            open_brackets.append(match)
        elif match[0] == "]" and open_brackets:
            opening = open_brackets.pop()
            kind: Kind = "image" if opening[0] == "![" else "link"
            words = Span(opening.end(), match.start())
            found = _direct(bare, match.end()) or _by_name(bare, match.end(), words, definitions)
            if found:
                resume = found.end
                said = text[words.start : words.end]
                yield Link(kind, found.target, said, opening.start(), found.start, found.undefined)


def _direct(bare: str, position: int) -> _Target | None:
    """`[words](target "title")`."""
    match = _DESTINATION.match(bare, position)
    if match is None:
        return None
    name = "angled" if match["angled"] is not None else "bare"
    return _Target(match[name], match.start(name), match.end())


def _by_name(bare: str, position: int, words: Span, definitions: dict[str, re.Match[str]]) -> _Target | None:
    """`[words][name]`, `[name][]` or `[name]`, explained elsewhere on the page."""
    reference = _REFERENCE.match(bare, position)
    name = reference["name"] if reference else bare[words.start : words.end]
    end = reference.end() if reference else position
    definition = definitions.get(_folded(name))
    if definition and not (bare.startswith(":", position) and definition.end() > position >= definition.start()):
        group = "angled" if definition["angled"] else "bare"
        return _Target(definition[group], definition.start(group), end)
    is_close = reference is not None and bare.startswith("[", position)
    return _Target("", position, end, name) if is_close and not definition and name[0] != "^" else None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
