"""Attributes that a text gives its elements in braces: `{#anchor .class key="value"}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lotse.markup.calls import without_code_and_calls

_BRACES = re.compile(r"\{:?(?P<inside>[^{}\n]{1,1000})\}")
_WORD = re.compile(r"(?P<key>[^\s=\"'{}]{1,100})(?:=(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}]*))?")


class Attribute(NamedTuple):
    """One attribute; `#anchor` is the key «id», `.class` the key «class»."""

    key: str
    value: str
    start: int


@lru_cache(maxsize=1024)
def attributes_in(text: str) -> tuple[Attribute, ...]:
    """All attributes in braces outside of code. A bare word in braces is none: people write that."""
    return tuple(_attributes(without_code_and_calls(text)))


def _attributes(bare: str) -> Iterator[Attribute]:
    for braces in _BRACES.finditer(bare):
        for word in _WORD.finditer(bare, braces.start("inside"), braces.end("inside")):
            key, value = word["key"], word["value"]
            if value is not None:
                yield Attribute(key.lower(), value.strip("\"'"), word.start())
            elif key[0] in "#." and len(key) > 1:
                yield Attribute("id" if key[0] == "#" else "class", key[1:], word.start())
