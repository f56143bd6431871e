"""How much of what people read on a page is notes: a page is to be read, not deciphered."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

_WORD = re.compile(r"[^\W\d_]+")
_NOTES_IN_TEXT = ".note, .note + .badge"
_LISTS_OF_NOTES = ".notes"


def note_share(html: str) -> float:
    """Which part of the words of a page, from 0 to 1, belongs to notes that stand within its text.

    Numbers are no words; what is listed at the end of the page is neither text nor note.
    """
    tree = LexborHTMLParser(html)
    for listed in tree.css(_LISTS_OF_NOTES):
        listed.decompose()
    words = _words_in(tree.body.text() if tree.body else "")
    notes = sum(_words_in(note.text()) for note in tree.css(_NOTES_IN_TEXT))
    return notes / words if words else 0.0


def _words_in(text: str) -> int:
    return len(_WORD.findall(text))
