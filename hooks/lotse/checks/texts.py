"""Texts: no markup, words of one script, labels for the interface, synonyms that lead to one topic only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from lotse.checks.prose import MAIL, PHONE
from lotse.load import Catalogue, Prose
from lotse.problems import Problem, Severity
from lotse.syntax import Node, position_of
from lotse.words import PLURAL_FORMS

_MARKUP = re.compile(r"<[a-z/!?]|&[a-z]+;|&#|\b(?:javascript|vbscript)\s*:|\bdata:\S", re.IGNORECASE)
_LINK = re.compile(r"\bhttps?://\S+", re.IGNORECASE)
_SIGNS = (("@", MAIL), ("://", _LINK), ("0", PHONE), ("+", PHONE))  # a sign is found faster than a pattern
_CONTACT_FIELDS = frozenset({"phones", "phone", "number", "email", "url", "website", "feedback_form"})


_STAMPS = "data/translations/"  # marks only, which may look like numbers
_MARK_FIELDS = frozenset({"fingerprint", "paragraphs"})  # of sections of laws: the same


def texts_are_plain(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No HTML, no script addresses, no phone numbers and no addresses in the texts of any data file."""
    for text in _texts(catalogue):
        if found := _MARKUP.search(text.value):
            yield text.problem(
                code="text-markup", message=f"Hier steht HTML oder Programmtext: «{found[0]}».",
                hint="Schreiben Sie reinen Text; wie er aussieht, regeln die Vorlagen.",
            )
        if not text.is_contact and (found := _contact_in(text.value)):
            yield text.problem(
                code="text-contact", message=f"Im Text steht eine Telefonnummer oder Adresse: «{found[0].strip()}».",
                hint="Sie gehört in ein eigenes Feld («phones», «email», «url»); nur dort wird die Zustimmung geprüft.",
            )


def _contact_in(text: str) -> re.Match[str] | None:
    """The first mail address, link or phone number of a text."""
    return next((found for sign, pattern in _SIGNS if sign in text and (found := pattern.search(text))), None)


_SCRIPTS = {"lateinisch": "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ", "kyrillisch": "Ѐ-ԯ", "griechisch": "Ͱ-Ͽἀ-῿"}
_MARKS = "\u0300-\u036f"  # accents that are characters of their own
_WORD = re.compile(f"[{''.join(_SCRIPTS.values())}{_MARKS}]+")
_BORDER = re.compile("|".join(f"[{a}][{_MARKS}]*[{b}]" for a, b in permutations(_SCRIPTS.values(), 2)))
_RARER = re.compile(f"[{_SCRIPTS['kyrillisch']}{_SCRIPTS['griechisch']}]")  # most texts have none, and are done
_ONE_SCRIPT = "Schreiben Sie das Wort neu, mit Buchstaben einer Schrift. Namen in anderer Schrift stehen für sich."


def words_in_one_script(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No word mixes letters that look alike: a Cyrillic «а» in a Latin name is never found by a search."""
    for text in _texts(catalogue):
        for found in _mixed_words(text.value):
            yield text.problem(code="scripts-mixed", message=_mixture(found[0]), hint=_ONE_SCRIPT)
    for page in catalogue.prose:
        for line, column, word in _mixed_in_page(page):
            yield Problem(
                file=page.file, line=line, column=column, record=page.title,
                code="scripts-mixed", message=_mixture(word), hint=_ONE_SCRIPT,
            )


def _mixed_in_page(page: Prose) -> Iterator[tuple[int, int, str]]:
    """Line, column and wording of such words on a page, those of its front matter first."""
    for field, text in page.meta.items():
        yield from ((page.meta_lines.get(field, 1), 1, found[0]) for found in _mixed_words(text))
    for found in _mixed_words(page.body):
        start = page.body.rfind("\n", 0, found.start()) + 1
        yield page.first_line + page.body.count("\n", 0, start), found.start() - start + 1, found[0]


def _mixed_words(text: str) -> Iterator[re.Match[str]]:
    if _RARER.search(text) and _BORDER.search(text):
        yield from (word for word in _WORD.finditer(text) if _BORDER.search(word[0]))


def _mixture(word: str) -> str:
    """Which letters of the word are of which script, fewest first."""
    found = {script: "".join(re.findall(f"[{letters}]", word)) for script, letters in _SCRIPTS.items()}
    told = sorted(((script, letters) for script, letters in found.items() if letters), key=lambda pair: len(pair[1]))
    listed = ", ".join(f"«{letters}» {script}" for script, letters in told)
    return f"Im Wort «{word}» mischen sich Schriften: {listed}."


def labels_complete(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """There are labels in the default language, and other languages have no label that it lacks."""
    default = catalogue.region.languages[0]
    known = catalogue.labels.get(default, {})
    if not known:
        yield Problem(
            file=f"data/ui/{default}.yaml", code="label-missing",
            message="Die Beschriftungen der Oberfläche fehlen.",
            hint="Ohne sie kann keine Seite entstehen.",
        )
        return
    for language, labels in catalogue.labels.items():
        for key in labels.keys() - known.keys():
            base, _, form = key.rpartition(".")
            if not (form in PLURAL_FORMS and f"{base}.other" in known):
                yield _label_problem(
                    catalogue, language, key, f"Die Beschriftung «{key}» gibt es in der ersten Sprache nicht.",
                    f"Ergänzen Sie sie in data/ui/{default}.yaml, oder streichen Sie sie hier.", severity="warning",
                )


def labels_keep_places(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A translated label has the same `{placeholders}` as the original."""
    default = catalogue.region.languages[0]
    originals = catalogue.labels.get(default, {})
    for language in catalogue.region.languages:
        labels = catalogue.labels.get(language, {})
        for key, text in labels.items():
            base, _, form = key.rpartition(".")
            is_plural = form in PLURAL_FORMS
            wanted = _places(originals.get(f"{base}.other" if is_plural else key, text))
            found = _places(text)
            if wanted != found and not (is_plural and found < wanted):
                yield _label_problem(
                    catalogue, language, key,
                    f"In «{key}» stehen andere Platzhalter als im Original: {_listed(found)} statt {_listed(wanted)}.",
                    "Platzhalter wie {place} bleiben in jeder Sprache gleich.",
                )


def labels_have_whole_braces(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A brace in a label belongs to a placeholder."""
    for language, labels in catalogue.labels.items():
        for key, text in labels.items():
            if re.search(r"[{}]", _PLACE.sub("", text)):
                yield _label_problem(
                    catalogue, language, key, f"In «{key}» steht eine geschweifte Klammer, die kein Platzhalter ist.",
                    "Ein Platzhalter ist ein Wort in Klammern: {place}.",
                )


def _label_problem(
    catalogue: Catalogue, language: str, key: str, message: str, hint: str, severity: Severity = "error"
) -> Problem:
    """A problem at the line of a label."""
    file = f"data/ui/{language}.yaml"
    root = catalogue.trees.get(file)
    spot = position_of(root, (key,), key=True) if root else None
    return Problem(
        file=file, line=spot.line if spot else 1, column=spot.column if spot else 1,
        code="label-missing", message=message, hint=hint, severity=severity,
    )


_PLACE = re.compile(r"\{(\w+)\}")


def one_topic_per_synonym(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """An everyday word leads to one topic, or the finder could not choose."""
    seen: dict[tuple[str, str], str] = {}
    for topic in catalogue.topics:
        for language, words in topic.synonyms.items():
            for number, word in enumerate(words):
                first = seen.setdefault((language, word.casefold()), topic.id)
                if first != topic.id:
                    yield catalogue.origin(topic.id).problem(
                        "synonyms", language, number, code="synonym-duplicate",
                        message=f"«{word}» führt schon zum Thema «{first}».",
                        hint="Ein Alltagswort gehört zu genau einem Thema.",
                    )


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of a data file, with the field and the record that it belongs to."""

    file: str
    node: Node
    field: str
    record: str

    @property
    def value(self) -> str:
        return str(self.node.value)

    @property
    def is_contact(self) -> bool:
        """Whether numbers and addresses belong here: only in such fields consent is asked for."""
        return self.field in _CONTACT_FIELDS or self.field.endswith("_url")

    def problem(self, *, code: str, message: str, hint: str) -> Problem:
        return Problem(
            file=self.file, line=self.node.line, column=self.node.column, code=code, message=message,
            hint=hint, record=self.record,
        )


def _texts(catalogue: Catalogue) -> Iterator[_Text]:
    """Every text that people write into a data file; stamps of translations are marks of the tool."""
    for file, root in catalogue.trees.items():
        if file.startswith(_STAMPS):
            continue
        left = [(root, "", "")]  # a list instead of recursion: there are fifty thousand texts
        while left:
            node, field, record = left.pop()
            value = node.value
            if field in _MARK_FIELDS:
                continue
            if isinstance(value, str):
                yield _Text(file, node, field, record)
            elif isinstance(value, tuple):
                left += [(item, field, record) for item in value]
            else:
                name = _name(node) or record
                is_contact = field in _CONTACT_FIELDS
                left += [(entry.node, field if is_contact else key, name) for key, entry in value.items()]


def _name(node: Node) -> str:
    """The German name, else the id, of a record."""
    named = {key: node.value[key].node.value for key in ("name", "id") if key in node.value}  # type: ignore[index, operator]
    name = named.get("name")
    if isinstance(name, Mapping) and "de" in name:
        name = name["de"].node.value
    return next((text for text in (name, named.get("id")) if isinstance(text, str)), "")


def _places(text: str) -> frozenset[str]:
    return frozenset(_PLACE.findall(text))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "keine"


RULES = (
    texts_are_plain, words_in_one_script, labels_complete, labels_keep_places, labels_have_whole_braces,
    one_topic_per_synonym,
)
