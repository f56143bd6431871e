"""What the search can lead to, as one small file a language: pages and the questions on them, with their words.

The file is made to be read by `assets/hits.js`, which folds and compares the words as the finder does. The full
text of all pages is Pagefind's; it is asked when this file knows too little.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from lotse.leaves import Leaf, Line, lines_in
from lotse.search.forms import forms_of, parts_of

FILE = "known.{language}.json"
EDITORS_FILE = "known.{language}.editors.json"
EDITORS = "mitmachen/"
"""Below this address stand pages for editors; they have a search of their own."""

_WITH_TEXT = frozenset({"prose", "home", "procedure", "changes"})
"""Kinds of pages whose questions are hits of their own, with the words of their text."""
_WITH_WORDS = frozenset({"glossary"})
_BY_OTHER_WAYS = frozenset({"municipality", "glossary"})
"""Kinds of pages whose search words are known otherwise: names to the finder, words as parts."""
_EXCERPT = 150  # characters, about two lines
_ANCHOR = "data-pagefind-at"
_TOPIC = "data-pagefind-topic"
_WORD = re.compile(r"[^\W_]+")


@dataclass
class _Hit:
    """A page, or a part of one; `anchor` and `page` are for parts."""

    title: str
    anchor: str = ""
    excerpt: str = ""
    words: dict[str, None] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    def read(self, text: str) -> None:
        """Takes a paragraph in: the first whole sentence is what a reader sees of the hit."""
        if not self.excerpt and len(text) > 30 and re.search(r"[.!?؟:…]", text):
            self.excerpt = shortened(text)
        self.words |= dict.fromkeys(word.lower() for word in _WORD.findall(text) if len(word) > 2)


def shortened(text: str) -> str:
    """Whole sentences up to two lines; one that is longer ends between words, with an ellipsis."""
    if len(text) <= _EXCERPT:
        return text
    ends = [found.end() for found in re.finditer(r"[.!?؟](?=\s)", text) if 40 <= found.end() <= _EXCERPT]
    return text[: ends[-1]] if ends else text[:_EXCERPT].rsplit(" ", 1)[0].rstrip(",;:–") + " …"


def known_files(language: str, leaves: Mapping[str, Leaf]) -> dict[str, bytes]:
    """The files of a language by name: for readers, and for editors where they have pages in it.

    `leaves` are those of all pages of the language that are to be found, by path.
    """
    files: dict[str, bytes] = {}
    for name, is_theirs in ((FILE, False), (EDITORS_FILE, True)):
        chosen = {path: leaf for path, leaf in leaves.items() if is_for_editors(path, language) is is_theirs}
        if chosen:
            files[name.format(language=language)] = known(language, chosen)
    return files


def digest_of_known(language: str, leaves: Mapping[str, Leaf]) -> str:
    """A key that changes with everything that the files of a language are made of."""
    made_of = [[p, leaf.kind, leaf.title, leaf.searchable, _numbers(leaf)] for p, leaf in sorted(leaves.items())]
    content = json.dumps([language, version("simplemma"), made_of], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", errors="surrogatepass")).hexdigest()


def is_for_editors(path: str, language: str) -> bool:
    """Whether a file is a page for editors: «mitmachen/index.html», «en/mitmachen/…»."""
    return path.removeprefix(f"{language}/").startswith(EDITORS)


def known(language: str, leaves: Mapping[str, Leaf]) -> bytes:
    """The file of one language: hits, forms of their words, and the parts of compounds."""
    of_topics = {phrase for leaf in leaves.values() if leaf.kind == "topic" for phrase in _read(leaf)[2]}
    pages = [_page(path, leaf, of_topics) for path, leaf in sorted(leaves.items())]
    telling = list(_telling(pages))
    content = {
        "pages": pages,
        "forms": forms_of(language, (word for word in telling if len(word) > 2)),
        "parts": parts_of(telling),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")


def _telling(pages: Iterable[Sequence[object]]) -> Iterable[str]:
    """The words that pages and questions are named by, and those that people search them by."""
    for _, title, _, _, phrases, headings, _, _, parts in pages:
        texts = [title, *phrases, *headings, *(part[1] for part in parts)]  # type: ignore[misc,has-type]
        yield from dict.fromkeys(word for text in texts for word in _WORD.findall(str(text)))


def _page(path: str, leaf: Leaf, of_topics: Collection[str]) -> list[object]:
    """Address, title, kind and what is above it, excerpt, phrases, headings, numbers, words, parts.

    Offices are found by their own names; the everyday words of their topics lead to the topics. Places are found by
    the names that the finder knows.
    """
    page, parts, phrases, kicker = _read(leaf)
    if leaf.kind != "topic":
        phrases = [phrase for phrase in phrases if leaf.kind not in _BY_OTHER_WAYS and phrase not in of_topics]
    above = kicker or _section_of(leaf.title or "")
    has_parts = leaf.kind in _WITH_TEXT | _WITH_WORDS
    return [
        path.removesuffix("index.html"), page.title, [leaf.kind, above], page.excerpt, phrases,
        [] if has_parts else [part.title for part in parts], _numbers(leaf),
        " ".join(page.words) if leaf.kind in _WITH_TEXT else "",
        [_part(part, leaf.kind) for part in parts if part.anchor] if has_parts else [],
    ]  # fmt: skip


def _numbers(leaf: Leaf) -> list[str]:
    """The phone numbers of an office in digits, with the country's code; short ones stand on every page."""
    links = leaf.links.get("navigates", ()) if leaf.kind == "organization" else ()
    numbers = {re.sub(r"\D", "", link) for link in links if link.startswith("tel:+")}
    return sorted(numbers)


def _part(part: _Hit, kind: str) -> list[object]:
    words = " ".join(part.words) if kind in _WITH_TEXT else ""
    return [part.anchor, part.title, part.excerpt, words, list(dict.fromkeys(part.topics))]


def _section_of(title: str) -> str:
    """What stands above a page, as its title says it: «Wohnen – Fragen und Antworten – Lotse»."""
    pieces = title.split(" – ")
    return pieces[-2] if len(pieces) > 2 else ""


def _read(leaf: Leaf) -> tuple[_Hit, list[_Hit], list[str], str]:
    """The page itself, its parts, what people call it, and the line above its title."""
    page, parts, phrases, kicker = _Hit(""), [], [], ""
    current = page
    for line in lines_in(leaf.searchable):
        if line.tag == "h1":
            page.title = line.text
        elif line.tag in ("h2", "h3") or line.attributes.get(_ANCHOR):
            current = _Hit(line.text, line.attributes.get(_ANCHOR) or line.attributes.get("id") or "")
            parts.append(current)
        elif "data-pagefind-weight" in line.attributes:
            phrases += _phrases(line)
        elif not page.title:
            kicker = kicker or line.text
        else:
            _take(current, line)
    page.title = page.title or (leaf.title or "").split(" – ")[0]
    return page, parts, phrases, kicker


def _take(hit: _Hit, line: Line) -> None:
    """A paragraph of a page or part; the line that leads to the offices of a topic names only the topic."""
    if topic := line.attributes.get(_TOPIC):
        hit.topics.append(topic)
    else:
        hit.read(line.text)


def _phrases(line: Line) -> list[str]:
    """Everyday words in their order; of pages of places also names of topics stand there, which count too little."""
    is_light = float(line.attributes.get("data-pagefind-weight") or 1) < 1
    return [] if is_light else [phrase.strip() for phrase in line.text.split(";") if phrase.strip()]
