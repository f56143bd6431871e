"""The labels of the interface: every one that is asked for exists, none is left over, all languages agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

import builders
from lotse.words import PLURAL_FORMS, plural_category

LABELS = {
    file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted((builders.PROJECT / "data/ui").glob("*.yaml"))
}
HOOKS = builders.PROJECT / "hooks"
SOURCES = sorted([*HOOKS.rglob("*.py"), *HOOKS.rglob("*.jinja"), *(HOOKS / "overrides").rglob("*.html")])
KEY = r"(\w+\.[\w.-]*\w)"  # labels have dots, other words in brackets have none
WHOLE = re.compile(
    rf"""(?<!tools\.)\b(?:t|label)\(\s*["']{KEY}["']\s*[,)]|lotse\.t\[["']{KEY}["']\]"""
    rf"""|\btools\.label\(\s*"[^"]*",\s*"{KEY}"\)"""
)
COUNTED = re.compile(rf"""(?<!tools\.)\b(?:tn|counted)\(\s*["']{KEY}["']|\btools\.counted\(\s*"[^"]*",\s*"{KEY}"\)""")
BEGUN = re.compile(r"""["']([a-z]\w*\.(?:[\w-]+\.)*)(?:["']\s*[~+]|\{)""")  # "weekday." ~ day, f"organization.{part}"


def asked(pattern: re.Pattern[str]) -> Iterator[tuple[str, Path]]:
    """Every key that templates and code name, with the file that does."""
    for file in SOURCES:
        for match in pattern.finditer(file.read_text("utf-8")):
            yield next(filter(None, match.groups())), file


@pytest.mark.parametrize("language", builders.LANGUAGES)
def test_every_label_that_is_asked_for_exists(language):
    """Whole keys, and plurals by their form «other»."""
    known = LABELS[language]
    missing = {f"{file.name}: {key}" for key, file in asked(WHOLE) if key not in known}
    missing |= {f"{file.name}: {key}.other" for key, file in asked(COUNTED) if f"{key}.other" not in known}
    assert set() == missing


def test_no_label_is_left_over():
    """What nobody shows nobody should translate. Keys that are put together from words count as used."""
    used = {key for key, _ in asked(WHOLE)}
    begun = {key for key, _ in asked(BEGUN)} | {f"{key}." for key, _ in asked(COUNTED)}
    texts = "".join(file.read_text("utf-8") for file in SOURCES)
    left = [
        key
        for key in LABELS["de"]
        if key not in used
        and not key.startswith(tuple(begun))
        and not re.search(rf"""["']{re.escape(key)}["']""", texts)
    ]
    assert [] == left


def test_english_has_the_same_labels_as_german():
    """Apart from plural forms that only one of them has."""
    german, english = ({base(key) for key in LABELS[code]} for code in builders.LANGUAGES)
    assert german == english


@pytest.mark.parametrize("language", sorted(set(LABELS) - {"de"}))
def test_language_has_no_label_that_german_lacks(language):
    """Nobody would ever see it."""
    assert set() == {base(key) for key in LABELS[language]} - {base(key) for key in LABELS["de"]}


@pytest.mark.parametrize("language", sorted(LABELS))
def test_plurals_have_every_form_that_the_language_uses(language):
    """For whole numbers, and «other», which stands for all that is missing."""
    wanted = {"other"} | {plural_category(count, language) for count in range(200)}
    found: dict[str, set[str]] = {}
    for key in LABELS[language]:
        if base(key) != key:
            found.setdefault(base(key), set()).add(key.rpartition(".")[2])
    assert {} == {key: wanted - forms for key, forms in found.items() if not wanted <= forms}


def base(key: str) -> str:
    """The key without the plural form at its end."""
    head, _, form = key.rpartition(".")
    return head if form in PLURAL_FORMS else key


@pytest.mark.parametrize("language", sorted(set(LABELS) - {"de"}))
def test_language_has_the_same_placeholders_as_german(language):
    """A translated label takes the same values; in a plural form a word may stand for the number."""
    different = {}
    for key, text in LABELS[language].items():
        is_plural = base(key) != key
        german = LABELS["de"][f"{base(key)}.other" if is_plural else key]
        if places(text) != places(german) and not (is_plural and set(places(text)) < set(places(german))):
            different[key] = text
    assert {} == different


def places(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


BARE = re.compile(r"(?:%}|}}|</(?:a|span|b|time)>)[,;] (?=\{[{%]|<(?:a|span|b|time)\b)")


def test_templates_take_commas_from_the_language():
    """A comma between two outputs is that of the language: an Arabic list has none of ours."""
    folder = builders.PROJECT / "hooks/lotse/templates"
    found = [
        (path.name, match[0]) for path in sorted(folder.rglob("*.jinja")) if "embed" not in path.parts
        for match in BARE.finditer(path.read_text("utf-8"))
    ]
    assert [one for one in found if one[0] != "head.html.jinja"] == []


def test_arabic_pages_have_no_comma_of_ours(built_site):
    """Between two Arabic words, on every page that is made of data."""
    latin = re.compile(r"[\u0620-\u064a][,;] (?=[\u0620-\u064a])")
    bad = {}
    for name in ("orte/kall", "anlaufstellen", "netzwerk/abdeckung", "wege/blaue-karte", "unterlagen", "woerterbuch"):
        tree = LexborHTMLParser((built_site / f"ar/{name}/index.html").read_bytes())
        text = tree.css_first("article.content").text(separator="")
        if found := latin.findall(text):
            bad[name] = found[:3]
    assert bad == {}
