"""The list of checksums of a folder, as `sha256sum --check` reads it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def checksum(content: bytes) -> str:
    """The SHA-256 of a content in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def sums_of(files: Mapping[str, bytes]) -> str:
    """One line for each file, by path."""
    return "".join(f"{checksum(files[path])}  {path}\n" for path in sorted(files))


def read_sums(text: str) -> dict[str, str]:
    """Path → checksum. Raises ValueError for a text that is no such list, or was cut off within a line."""
    if not text.endswith("\n"):
        raise ValueError("cut-off")
    found = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError("no-list")
        found[match[2]] = match[1]
    return found
