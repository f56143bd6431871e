"""How hard a German text is to read: the first Vienna formula for factual texts. It judges nothing.

Source of the formula: Richard Bamberger, Erich Vanecek: Lesen – Verstehen – Lernen – Schreiben.
Die Schwierigkeitsstufen von Texten in deutscher Sprache. Wien: Jugend und Volk, 1984.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import pyphen

from lotse.markup import without_code_and_calls

LONG_WORD = 7  # letters
MANY_SYLLABLES = 3

_LEFT_OUT = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<[^<>]+>"
    r"|!\[[^\[\]]*\]\([^()]*\)|\]\([^()]*\)|\{[#:.][^{}\n]*\}|https?://\S+",
    re.DOTALL,
)
"""HTML, pictures, the targets of links, attributes, addresses. None of it is looked for beyond its next beginning."""
_NO_PROSE = re.compile(r"#|\||!!!|:?-{3,}")  # headings, tables, the heads of boxes, rules
_MARKER = re.compile(r"(?:>\s*)*(?P<item>[-*+]|\d+[.)])?\s+")
_END = re.compile(r"(?<![\W_]\w)(?<!\d)[.!?…]+[”“»«\"’)*_]*(?=\s|$)")  # not «z. B.», not «15. Mai»
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Readability:
    """What the formula counts. Parts of words with a hyphen or a middle dot are words of their own."""

    words: int
    sentences: int
    long_words: int  # of more than six letters
    many_syllables: int  # words of three syllables or more
    one_syllable: int

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences

    @property
    def level(self) -> float:
        """The year at school in which the text is understood: about 4 (very easy) to 15 (very hard)."""
        many, long, one = (100 * n / self.words for n in (self.many_syllables, self.long_words, self.one_syllable))
        return 0.1935 * many + 0.1672 * self.words_per_sentence + 0.1297 * long - 0.0327 * one - 0.875


@lru_cache(maxsize=1024)
def readability(body: str) -> Readability | None:
    """The counts of the running text of a German Markdown page; nothing when there is no running text."""
    sentences = [words for sentence in _sentences(body) if (words := _WORD.findall(sentence))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return None
    syllables = [_syllables(word) for word in words]
    return Readability(
        words=len(words),
        sentences=len(sentences),
        long_words=sum(len(word) >= LONG_WORD for word in words),
        many_syllables=sum(count >= MANY_SYLLABLES for count in syllables),
        one_syllable=syllables.count(1),
    )


def _sentences(body: str) -> Iterator[str]:
    """The sentences of paragraphs and list items; each of these ends the last sentence."""
    block: list[str] = []
    for line in [*_LEFT_OUT.sub(" ", without_code_and_calls(body)).split("\n"), ""]:
        text = line.strip()
        is_prose = bool(text) and not _NO_PROSE.match(text)
        marker = _MARKER.match(text)
        if block and (not is_prose or (marker and marker["item"])):
            yield from _END.split(" ".join(block))
            block = []
        if is_prose:
            block.append(text[marker.end() :] if marker else text)


def _syllables(word: str) -> int:
    """Syllables as hyphenation finds them: «oder» counts as one, for nobody parts a single letter."""
    return len(_hyphenation().positions(word)) + 1


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="de_DE")
