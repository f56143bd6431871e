"""Which plain words other YAML programs would not read as text, and what they make of them.

YAML 1.1 (yaml.org/type) guesses more than people know: no, 012, 12:30 and 1_000 are no texts there.
Lotse reads every scalar as text, so a guess cannot harm here; but what people, editors and other
programs would read differently has to stand in quotes.
"""

from __future__ import annotations

import re

TRUE, FALSE = "den Wahrheitswert «wahr»", "den Wahrheitswert «falsch»"
NO_VALUE = "«kein Wert»"

_ALLOWED = re.compile(
    r"true|false"
    r"|-?(?:0|[1-9][0-9]{0,14})"  # whole numbers that every program can hold
    r"|(?=.{1,17}$)-?(?:0|[1-9][0-9]*)\.[0-9]+"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_GUESSES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), meaning)
    for pattern, meaning in (
        (r"true|yes|on|y", TRUE),
        (r"false|no|off|n", FALSE),
        (r"null|~", NO_VALUE),
        (r"<<|=", "ein Steuerzeichen von YAML"),
        (r"[-+]?[0-9][0-9_]*(:[0-9]+)+(\.[0-9_]*)?", "eine Zahl zur Basis 60"),
        (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", "ein Datum"),
        (
            r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(t| +)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?"
            r" *(z|[-+][0-9]{1,2}(:[0-9]{2})?)?",
            "einen Zeitpunkt",
        ),
        (r"[-+]?0[0-9_]+", "eine Zahl ohne die führende Null"),
        (r"[-+]?[0-9]{16,}", "eine gerundete Zahl"),
        (r"[-+]?(0x[0-9a-f_]+|0o?[0-7_]+|0b[01_]+)", "eine Zahl"),
        (r"[-+]?([0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(e[-+]?[0-9]+)?", "eine Zahl"),
        (r"[-+]?\.(inf|nan)", "eine Zahl"),
    )
)
# Nothing else can be guessed at: saves eleven patterns for nearly every word.
_SUSPICIOUS = re.compile(
    r"[-+.]?[0-9][0-9a-fotxz_.:+\- ]*|[-+]?\.[a-z]{3}|[a-z]{1,5}|~|=|<<", re.IGNORECASE | re.ASCII
)


def guess_at(text: str, *, is_key: bool = False) -> str:
    """What other programs make of the plain word (German, accusative); empty if it's surely text.

    Values may be true, false, numbers and days all the same, for everybody reads them alike; keys may not.
    """
    if not _SUSPICIOUS.fullmatch(text) or (not is_key and _ALLOWED.fullmatch(text)):
        return ""
    for pattern, meaning in _GUESSES:
        if pattern.fullmatch(text):
            return meaning
    return ""
