"""`lotse.readability`: what is counted, and what comes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import write_page, write_region
from conftest import AS_OF
from lotse.edition import checked_edition, edition_of
from lotse.readability import Readability, readability

EASY = "Das ist ein Amt. Da gehst du hin. Da hilft man dir."
HARD = (
    "Aufenthaltsrechtliche Voraussetzungen unterliegen behördlichen Ermessensentscheidungen, "
    "deren verwaltungsgerichtliche Überprüfung ausländerrechtliche Spezialkenntnisse voraussetzt."
)


def counts(body):
    """Words and sentences of a body."""
    found = readability(body)
    return (found.words, found.sentences) if found else (0, 0)


def test_formula_is_the_published_one():
    """First Vienna formula: 0.1935 MS + 0.1672 SL + 0.1297 IW - 0.0327 ES - 0.875."""
    found = Readability(words=100, sentences=10, long_words=20, many_syllables=30, one_syllable=40)
    assert round(0.1935 * 30 + 0.1672 * 10 + 0.1297 * 20 - 0.0327 * 40 - 0.875, 9) == round(found.level, 9)


def test_words_are_told_apart_by_letters_and_syllables():
    """«Haus» has one syllable, «Straße» two, «Beratungen» four and more than six letters."""
    found = readability("Haus Straße Beratungen.")
    assert (3, 1, 1, 1, 1) == (
        found.words, found.sentences, found.long_words, found.many_syllables, found.one_syllable,
    )


def test_hard_text_has_the_higher_level():
    """That is all that editors need of it."""
    assert readability(EASY).level < 4 < 12 < readability(HARD).level


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Eins zwei. Drei vier!", (4, 2)),
        ("Am 15. Mai, z. B. um drei.", (6, 1)),
        ("Er sagt: „Komm!“ Sie geht.", (5, 2)),
        ("- Eins\n- zwei drei\n  und vier\n\nFünf", (6, 3)),
        ("1. Eins\n2. Zwei", (2, 2)),
        ("> Eins\n> zwei.", (2, 1)),
        ("Ein Absatz\nauf zwei Zeilen\n\nnoch einer", (7, 2)),
        ("Das **ist** _gut_.", (3, 1)),
        ("Beratungs-Stelle Wohn·Ort", (4, 1)),
        ("Ich hab's.", (2, 1)),
    ],
)
def test_words_and_sentences(body, expected):
    """Paragraphs and items end a sentence, dates and abbreviations don't."""
    assert expected == counts(body)


@pytest.mark.parametrize(
    "markup",
    [
        "# Titel\n",
        "## Frist {#frist}\n",
        "| Spalte | Spalte |\n|---|---|\n| Zelle | Zelle |\n",
        "```yaml\nname: Wert\n```\n",
        "`befehl hier`",
        '{{ figure("kennung") }}',
        '<div class="hero">\n\n</div>',
        "<!-- Bemerkung -->",
        "![Bild von etwas](bild.svg)",
        "2026 12,5",
        "---\n",
        "",
    ],
)
def test_markup_is_no_text(markup):
    """Only running prose is measured; the sentence after it is counted alone."""
    assert (0, 0) == counts(markup)
    assert (3, 1) == counts(f"{markup}\n\nNur dieser Satz.")


def test_words_of_a_link_count_but_not_its_target():
    """Readers see the label."""
    assert (4, 1) == counts("Gehen Sie zum [Amt](../stellen/index.md#amt).")


@given(st.text())
def test_any_text_is_measured(text):
    """Nothing makes the measure fall over."""
    found = readability(text)
    assert found is None or found.words >= found.sentences >= 1


def test_hard_text_is_no_problem(tmp_path):
    """The measure never rejects anything, not even with a warning."""
    project = write_region(tmp_path / "region")
    write_page(project / "docs/de/index.md", "Start", HARD * 20)
    assert () == checked_edition(project, AS_OF).problems


@pytest.mark.parametrize(("language", "prefix"), [("de", "../../"), ("en", "../../../")])
def test_page_lists_german_texts_the_hardest_first(tmp_path, language, prefix):
    """Each with a link to the German page, for readers of any language."""
    project = write_region(tmp_path / "region")
    write_page(project / "docs/de/impressum.md", "Schwer", HARD)
    write_page(project / "docs/de/index.md", "Leicht", EASY)
    html = edition_of(project, AS_OF).pages[language]["mitmachen/lesbarkeit/"].html
    first, last = (html.index(f'href="{prefix}{address}"') for address in ("impressum/", ""))
    assert first < last
    assert "Impressum en" not in html


def test_plain_pages_of_the_site_read_more_easily_than_the_full_ones(project):
    """That is what they are for."""
    written = checked_edition(project, AS_OF).written
    pairs = [(tracked.page, tracked.original) for tracked in written.tracked("de")]
    assert pairs
    assert [] == [p.name for p, full in pairs if readability(p.body).level >= readability(full.body).level]
