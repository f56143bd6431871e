"""Names of persons in a text, in whatever order, case and spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from lotse.contact_data import decoded

TITLE = r"(?:Dr|Prof|Dipl|Ing|Mag|med|phil|jur|rer|nat|pol|h\. ?c|M\.? ?A|B\.? ?A|LL\.? ?M)"
ADDRESSED = re.compile(rf"\b(?:Frau|Herrn?|Mrs\.?|Mr\.?|Ms\.?)\s+(?:{TITLE}\.?\s+){{0,3}}[A-ZÄÖÜ][a-zäöüß]")
"""«Frau» or «Herr» with what is most likely a name."""
_TITLES = re.compile(rf"\b{TITLE}\b\.?[\s-]*", re.IGNORECASE)
_ADDRESS = r"(?:Frau|Herrn?|Fr\.|Hr\.|Mrs?\.?|Ms\.?|Mme|Monsieur|Señora?|Sra?\.|Dr\.?|Prof\.?)"
_GAP = r"[\W_]{1,4}"


def name_spot(text: str, names: Iterable[str]) -> int | None:
    """Where the first of the names stands in a text, in whatever order, case and spelling; None if none does."""
    quick, exact = _patterns(frozenset(names))
    plain, places = decoded(text) if any(sign in text for sign in "&%\\") else (text, None)
    if quick.search(plain) is None:
        return None
    found = exact.search(plain)
    return None if found is None else found.start() if places is None else places[found.start()]


@lru_cache(maxsize=8)
def _patterns(names: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A quick pattern for the family names, and the exact one."""
    words = [_TITLES.sub("", name).split() for name in sorted(names)]
    words = [own for own in words if own]
    quick = "|".join(_spellings(own[-1]) for own in words) or r"(?!)"
    exact = "|".join(_forms(own) for own in words) or r"(?!)"
    return re.compile(quick, re.IGNORECASE), re.compile(exact, re.IGNORECASE)


def _forms(words: list[str]) -> str:
    """A name as people write it: first names before or behind, initials, or an address before the family name."""
    first, last = _spellings(words[0]), _spellings(words[-1])
    if len(words) == 1:
        return rf"(?<!\w){last}(?!\w)"
    between = rf"{_GAP}(?:[^\W\d_]+{_GAP}){{0,2}}"
    return (
        rf"(?<![^\W_])(?:{first}{between}{last}|{last}{_GAP}{first}|{_ADDRESS}\s+(?:{TITLE}\.?\s+){{0,3}}{last}"
        rf"|{re.escape(words[0][0])}\.\s?{last})(?![^\W_])"
    )


_SPELLED = {"ä": "(?:ä|ae|a)", "ö": "(?:ö|oe|o)", "ü": "(?:ü|ue|u)", "ß": "(?:ß|ss)"}


def _spellings(word: str) -> str:
    return "".join(_SPELLED.get(char, re.escape(char)) for char in word.casefold())
