"""What the search knows of pages and questions: forms, parts of compounds, excerpts, whose pages are whose."""

from __future__ import annotations

from lotse.search import is_for_editors
from lotse.search.forms import forms_of, parts_of
from lotse.search.hits import shortened


def test_forms_come_from_a_dictionary_and_are_packed():
    """All of them share the letters that the number says; a language without a dictionary has none."""
    shared, endings = forms_of("sq", ["banesë"])["banesë"].split(" ")
    assert all(isinstance(ending, str) for ending in endings.split("|"))
    assert int(shared) <= len("banesë")
    assert forms_of("xx", ["banesë"]) == {}


def test_compounds_are_taken_apart_where_both_parts_are_known():
    words = ["Vermittlung", "Gebühr", "Vermittlungsgebühr", "Gebührenfreiheit"]
    assert parts_of(words) == {"vermittlungsgebühr": "vermittlung gebühr"}


def test_excerpt_is_whole_sentences():
    sentence = "Sie müssen das nicht hinnehmen, und Sie können sich kostenlos beraten lassen."
    assert shortened(f"{sentence} {'Noch ein langer Satz ohne Ende ' * 8}") == sentence
    assert shortened("Wort " * 60).endswith(" …")


def test_pages_for_editors_are_known_by_their_address():
    assert is_for_editors("mitmachen/index.html", "de")
    assert is_for_editors("en/mitmachen/fehler/index.html", "en")
    assert not is_for_editors("fragen/wohnen/index.html", "de")
