"""Texts: no markup, words of one script, labels for the interface, synonyms that lead to one topic only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import permutations

from lotse.checks.channels import Written, data_texts, written_texts
from lotse.contact_data import contacts_in, links_in
from lotse.load import Catalogue, Prose
from lotse.problems import Problem, Severity
from lotse.syntax import position_of
from lotse.words import PLURAL_FORMS

_MARKUP = re.compile(r"<[a-z/!?]|&[a-z]+;|&#|\b(?:javascript|vbscript)\s*:|\bdata:\S", re.IGNORECASE)


_MARKDOWN = re.compile(r"\*\*\S|(?<![\w/])__\S|\[[^\]\n]{1,200}\]\([^)\n]{1,300}\)|^#{1,6} ", re.MULTILINE)


def texts_are_plain(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No HTML, no Markdown and no script addresses in the texts of any data file."""
    for text in data_texts(catalogue):
        if found := _MARKUP.search(text.text):
            yield text.problem(
                code="text-markup", message=f"Hier steht HTML oder Programmtext: «{found[0]}».",
                hint="Schreiben Sie reinen Text; wie er aussieht, regeln die Vorlagen.",
            )
        elif not text.is_contact and (found := _MARKDOWN.search(text.text)):
            yield text.problem(
                code="text-markup", message=f"Hier steht Markdown: «{found[0]}».",
                hint="In den Daten erscheint es Zeichen für Zeichen. Schreiben Sie reinen Text.",
            )


_PRAISE = re.compile(
    r"\b(?:beste[rsn]?|führende[rsnm]?|erstklassige?[rsnm]?|einzigartige?[rsnm]?|exzellente?[rsnm]?|leading|excellent"
    r"|hervorragende?[rsnm]?|herausragende?[rsnm]?|kompetenteste[rsn]?|outstanding|first-class|world-class)\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"\b(?:am|im|zum) besten\b", re.IGNORECASE)
_ACTORS = ("data/actors.yaml", "data/actors/")


def nobody_is_praised(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Offers are told apart by what they do for whom, never by how good they are: the website ranks nobody."""
    for text in data_texts(catalogue):
        if text.file.startswith(_ACTORS) and text.field not in ("tasks", "title", "place") and not text.is_contact:
            found = _PRAISE.search(_ADVERB.sub("", text.text))
            if found:
                yield text.problem(
                    code="text-praise", severity="warning", message=f"Das lobt oder reiht: «{found[0]}».",
                    hint="Die Website ist neutral; sagen Sie, was die Stelle für wen tut.",
                )


def items_say_different_things(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No two items of a checklist have the same text: one of them was copied and forgotten."""
    for checklist in catalogue.checklists:
        seen: dict[str, str] = {}
        for item in checklist.items():
            first = seen.setdefault(item.text["de"], item.id)
            if first != item.id:
                yield catalogue.origin(item.id).problem(
                    "text", "de", code="text-duplicate", severity="warning",
                    message=f"Denselben Text hat schon «{first}».", hint="Löschen Sie einen, oder ändern Sie den Text.",
                )


def contact_data_in_own_fields(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Phone numbers and mail addresses stand in their own fields, where consent is asked for, and in no other text.

    In texts, tasks, comments, pages, their front matter and code, names of files, and assets. Links are allowed
    on pages only. What is nobody's (example.org) may stand in code and comments.
    """
    for text in written_texts(catalogue):
        if text.is_contact or text.is_key or text.is_private_task:
            continue
        is_sample = text.channel in ("code", "comment")
        found = [one for one in contacts_in(text.text) if not (is_sample and one.is_example)]
        found += links_in(text.text) if text.channel == "data" else ()
        for one in found if text.is_exact else found[:1]:
            yield _contact_problem(text, one.text, one.start)


def _contact_problem(text: Written, found: str, at: int) -> Problem:
    if text.channel in ("prose", "code"):
        return text.problem(
            at=at, code="prose-contact",
            message=f"Telefonnummern und E-Mail-Adressen stehen nie im Text: «{found.strip()}».",
            hint="Tragen Sie den Kontakt in data/actors.yaml ein und verweisen Sie auf die Organisation.",
        )  # fmt: skip
    where = {"comment": "Im Kommentar", "name": "Im Namen der Datei"}.get(text.channel, "Im Text")
    return text.problem(
        at=at, code="text-contact", message=f"{where} steht eine Telefonnummer oder Adresse: «{found.strip()}».",
        hint="Sie gehört in ein eigenes Feld («phones», «email», «url»); nur dort wird die Zustimmung geprüft.",
    )  # fmt: skip


_SCRIPTS = {"lateinisch": "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ", "kyrillisch": "Ѐ-ԯ", "griechisch": "Ͱ-Ͽἀ-῿"}
_MARKS = "\u0300-\u036f"  # accents that are characters of their own
_WORD = re.compile(f"[{''.join(_SCRIPTS.values())}{_MARKS}]+")
_BORDER = re.compile("|".join(f"[{a}][{_MARKS}]*[{b}]" for a, b in permutations(_SCRIPTS.values(), 2)))
_RARER = re.compile(f"[{_SCRIPTS['kyrillisch']}{_SCRIPTS['griechisch']}]")  # most texts have none, and are done
_ONE_SCRIPT = "Schreiben Sie das Wort neu, mit Buchstaben einer Schrift. Namen in anderer Schrift stehen für sich."


def words_in_one_script(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No word mixes letters that look alike: a Cyrillic «а» in a Latin name is never found by a search."""
    for text in data_texts(catalogue):
        for found in _mixed_words(text.text):
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


def _places(text: str) -> frozenset[str]:
    return frozenset(_PLACE.findall(text))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "keine"


RULES = (
    texts_are_plain, nobody_is_praised, items_say_different_things, contact_data_in_own_fields, words_in_one_script,
    labels_complete, labels_keep_places, labels_have_whole_braces, one_topic_per_synonym,
)
