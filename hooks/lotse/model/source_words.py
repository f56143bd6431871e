"""What a citation may promise, in words: read live, read in a copy of some day, or in one that nobody can date."""

from __future__ import annotations

from collections.abc import Callable

from lotse.model.public import PublicCitation, Standing
from lotse.model.reference_form import Say

InWords = Callable[[str], str]  # a day, perhaps only a month or a year → as the language writes it
_WHOLE_DAY = len("2026-08-19")


def source_words(citation: PublicCitation, say: Say, in_words: InWords, *, is_short: bool = False) -> str:
    """«Kopie vom 19. August 2026, nicht live nachgelesen»; `is_short` for places where many stand together."""
    if citation.read_on:
        return say("standing.read", day=in_words(citation.read_on.isoformat()))
    if citation.copied_on is None:
        known = [edition_words(citation, say, in_words)] if citation.edition and not is_short else []
        return _joined([*known, say("standing.undated")], say)
    day = in_words(citation.copied_on)
    if is_short:
        return say("standing.copy_short", day=day)
    if len(citation.copied_on) < _WHOLE_DAY:
        return _joined([say("standing.copy_short", day=day), say("standing.not_live")], say)
    return say("standing.law_copy" if citation.kind == "law" else "standing.copy", day=day)


def edition_words(citation: PublicCitation, say: Say, in_words: InWords) -> str:
    """«Fassung: 16. April 2026», or an empty text when the source bears no day."""
    return say("standing.edition", day=in_words(citation.edition)) if citation.edition else ""


def standing_words(standing: Standing, say: Say, in_words: InWords) -> str:
    """What a record as a whole may promise, and whether its body has confirmed it."""
    confirmed = standing.confirmed_on and in_words(standing.confirmed_on.isoformat())
    words = [source_words(standing.weakest, say, in_words)]
    words.append(say("standing.confirmed_on", day=confirmed) if confirmed else say("answer.unconfirmed"))
    return _joined(words, say)


def _joined(parts: list[str], say: Say) -> str:
    return f"{say('sign.comma')} ".join(parts)
