"""Word forms and the parts of compounds, for the words that a language of the site is searched by.

Forms come from the dictionaries of simplemma; a language that it does not have simply gets none, and finder and
search then only know words by how they begin and by slips. Nothing here knows an ending of any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

_MOST_FORMS = 40  # of a word; verbs of some languages have hundreds, of which people type few
_SHORTEST_PART = 4  # letters of a part of a compound
_LONGEST_LINK = 2  # letters between two parts: Vermittlung-s-gebühr, Bund-es-land
_SHORTEST_COMPOUND = 9


def forms_of(language: str, words: Iterable[str]) -> dict[str, str]:
    """By word in small letters its other forms, packed: «6 en|t|te» says that they share the first six letters.

    The number is the length of what all of them share with the word. Words without other forms are left out.
    """
    lemmas = _lemmas(language)
    if not lemmas:
        return {}
    wanted: dict[str, set[str]] = {}
    for word in set(words):
        lemma = _lemma(lemmas, word)
        wanted.setdefault(lemma.lower(), set()).add(word.lower())
    for form, lemma in lemmas.items():
        if lemma.lower() in wanted:
            wanted[lemma.lower()].add(form.lower())
    packed = {lemma: _packed(lemma, forms - {lemma}) for lemma, forms in wanted.items()}
    return {lemma: text for lemma, text in sorted(packed.items()) if text}


def _packed(lemma: str, forms: Iterable[str]) -> str:
    one_word = sorted((form for form in forms if form.isalpha()), key=lambda form: (len(form), form))[:_MOST_FORMS]
    if not one_word:
        return ""
    shared = min(_shared(lemma, form) for form in one_word)
    return f"{shared} {'|'.join(sorted(form[shared:] for form in one_word))}"


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, yours) in pairs if mine != yours), min(len(one), len(other)))


def _lemma(lemmas: Mapping[str, str], word: str) -> str:
    """The dictionary's word for a form, however it is capitalized; else the form itself."""
    return next((lemmas[one] for one in (word, word.lower(), word.capitalize()) if one in lemmas), word)


@lru_cache(maxsize=1)
def _lemmas(language: str) -> Mapping[str, str]:
    """Form → word of a language; empty for one that nobody has a dictionary of. Only the last is held: they are big."""
    try:
        found: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary(language)
    except ValueError:
        return {}
    return found


def parts_of(words: Iterable[str]) -> dict[str, str]:
    """By compound in small letters its two parts, «vermittlung gebühr», where both are words of their own here.

    Of several ways to take a word apart the one with the longest last part counts, which tells what it is.
    """
    known = {word.lower() for word in words if word.isalpha() and len(word) >= _SHORTEST_PART}
    split = {word: _split(word, known) for word in sorted(known) if len(word) >= _SHORTEST_COMPOUND}
    return {word: parts for word, parts in split.items() if parts}


def _split(word: str, known: set[str]) -> str:
    for start in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        last = word[start:]
        if last not in known:
            continue
        for link in range(_LONGEST_LINK + 1):
            first = word[: start - link]
            if len(first) >= _SHORTEST_PART and first in known:
                return f"{first} {last}"
    return ""
