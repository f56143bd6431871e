"""A line in a text that we wrote which proves that nobody has changed it since: the hash of all other lines."""

from __future__ import annotations

import hashlib
import re

_SEAL = re.compile(rb"lotse:([0-9a-f]{64})")
_LARGEST = 50_000_000
"""In bytes; nothing that we write as a single file comes near."""


def sealed(text: str, *, opening: str, closing: str = "", is_first: bool = False) -> str:
    """The text with its seal in a comment, as its last or its first line.

    `opening` and `closing` are what begins and ends a comment there, such as «<!-- » and « -->».
    """
    body = text if text.endswith("\n") else f"{text}\n"
    line = f"{opening}lotse:{hashlib.sha256(body.encode()).hexdigest()}{closing}\n"
    return line + body if is_first else body + line


def is_sealed(data: bytes) -> bool:
    """Whether the text bears our seal and is as it was when sealed."""
    lines = data.splitlines(keepends=True) if len(data) <= _LARGEST else []
    seals = [found.group(1) for line in lines if (found := _SEAL.search(line))]
    rest = b"".join(line for line in lines if not _SEAL.search(line))
    return seals == [hashlib.sha256(rest).hexdigest().encode()]
