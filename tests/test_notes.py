"""Sources as numbered notes: each once, the days in one line, and hardly a word of them in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import builders
from lotse.leaves.note_words import note_share
from lotse.pages import desks
from lotse.pages.notes import Notes
from lotse.publish import publish
from lotse.shortcodes import carry_out
from lotse.shortcodes.calls import calls_in
from lotse.words import in_number_spans
from test_written import html_of

LIMIT = 0.03


def fact(data, record_id, **changes):
    return data["facts.yaml"]["facts"][0] | {"id": record_id} | changes


def noted(*calls, data=None):
    public = publish(builders.catalogue(data or builders.region_data()), "site", builders.TODAY)
    desk = desks(public, builders.real_labels())["de"]
    notes = Notes("x/")
    texts = [carry_out(next(calls_in(call)), desk, "x/", notes) for call in calls]
    return texts, notes.html(desk.renderer)


def test_each_source_is_listed_once():
    """Statements with the same legal basis share a note, however often they are named."""
    data = builders.region_data()
    data["facts.yaml"]["facts"].append(fact(data, "muster-02"))
    texts, listed = noted('{{ basis("muster-01") }}', '{{ basis("muster-02") }}', '{{ basis("muster-01") }}', data=data)
    assert ["1"] * 3 == [text.split("</a>")[0].split(">")[-1] for text in texts]
    assert (1, 1) == (listed.count("<li"), sum('id="zu-quelle-1"' in text for text in texts))


def test_unsettled_figure_has_its_reason_once_in_the_note():
    data = builders.region_data()
    data["figures.yaml"]["figures"][0]["to_check"] = [
        {"kind": "contradiction", "reason": builders.both("Zwei Stellen nennen zwei Beträge.")}
    ]
    texts, listed = noted('{{ figure("musterlohn") }}', '{{ figure("musterlohn") }}', data=data)
    assert ["Quelle 1, zu prüfen"] * 2 == [text.split('aria-label="')[1].split('"')[0] for text in texts]
    assert 1 == listed.count("Zwei Stellen")
    assert ("Zwei Stellen" in listed, any("Zwei Stellen" in text for text in texts)) == (True, False)


def test_unsettled_statement_bears_a_sign_that_the_list_explains():
    """A word each would fill the page; the number says it to who hears the page, too."""
    data = builders.region_data()
    data["facts.yaml"]["facts"][0]["to_check"] = [{"kind": "urgent", "reason": builders.both("Ein Entwurf liegt vor.")}]
    (text,), listed = noted('{{ basis("muster-01") }}', data=data)
    assert ("Quelle 1, zu prüfen" in text, ">1</a>?" in text, "Ein Entwurf" in listed) == (True, True, True)
    assert "<b>?</b> zu prüfen" in listed


def test_settled_figure_has_no_note():
    texts, listed = noted('{{ figure("musterlohn") }}')
    assert ("" == listed, "note" in texts[0]) == (True, False)


def test_number_stands_at_its_word_and_the_list_at_the_end():
    html = html_of('So ist es. {{ basis("muster-01") }} Und weiter.\n\n## Mehr {#mehr}\n\nSchluss.')
    assert 'So ist es.<sup class="note">' in html
    assert html.index("Schluss.") < html.index('<section class="notes"')
    assert html.index('href="#quelle-1"') < html.index('id="quelle-1"')


def test_list_item_that_is_only_a_source_stays_a_list_item():
    html = html_of('- {{ basis("muster-01") }}\n- zwei')
    assert 2 == html.split("<section")[0].count("<li>")


@pytest.mark.parametrize(
    ("html", "share"),
    [
        ('<p>eins zwei drei<sup class="note"><a>4</a></sup></p>', 0),
        ('<p>eins zwei<sup class="note"><a>4</a></sup> <b class="badge">drei vier</b></p>', 0.5),
        ('<p>eins</p><section class="notes"><p>zwei drei</p></section>', 0),
        ("", 0),
    ],
)
def test_words_of_notes_in_running_text_are_counted(html, share):
    """Numbers are no words to read; the list at the end is no running text."""
    assert share == note_share(html)


def test_real_pages_can_be_read(built_site):
    """On every page that has notes, in every language, fewer than three words in a hundred belong to them."""
    shares = {}
    for path in built_site.rglob("index.html"):
        article = LexborHTMLParser(path.read_bytes()).css_first("article.content")
        if article is not None and article.css_first(".note"):
            shares[path.relative_to(built_site).as_posix()] = note_share(article.html or "")
    assert len(shares) > 100
    assert {where: share for where, share in shares.items() if share >= LIMIT} == {}


@given(st.sets(st.integers(1, 60)))
def test_runs_of_numbers_say_every_number_once(numbers):
    spans = in_number_spans(sorted(numbers))
    ends = [[int(end) for end in span.split("–")] for span in spans.split(", ") if span]
    assert sorted(numbers) == [n for span in ends for n in range(span[0], span[-1] + 1)]
