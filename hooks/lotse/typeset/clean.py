"""What a printed line may hold: texts lose line ends, control signs and marks of direction, unknown signs are shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

_REPLACEMENT = "\ufffd"
_PRINTABLE = re.compile(
    "[\u0020-\u007e\u00a0-\u024f\u02b0-\u02ff\u0300-\u0328\u0370-\u03ff\u0400-\u052f\u0600-\u06ff\u1e00-\u1eff"
    "\u200c\u200d\u2010-\u2027\u202f\u2030-\u203a\u20ac\u2116\u2122\u2212\ufffd]"
)
_INSTEAD = {"→": "–", "✓": "+", "≥": ">", "≤": "<"}


def cleaned(value: object) -> object:
    """A value of mappings, lists and plain values with every text cleaned, keys as they are."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(item) for item in value]
    return value


def clean(text: str) -> str:
    """One line of printable signs; what the fonts lack, as emoji, is shown as «�»."""
    kept = "".join(map(_sign, unicodedata.normalize("NFC", text)))
    return " ".join(kept.split(" ")).strip()


@cache
def _sign(sign: str) -> str:
    if _PRINTABLE.match(sign):
        return sign if unicodedata.category(sign) != "Cn" else _REPLACEMENT
    if sign in _INSTEAD:
        return _INSTEAD[sign]
    if sign.isspace() or unicodedata.category(sign) == "Zl":
        return " "
    return "" if unicodedata.category(sign) in ("Cc", "Cf", "Mn") else _REPLACEMENT
