"""`lotse.words`: texts in several languages, and what Babel and phonenumbers make of dates and numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.words import (
    LocalizedText,
    Wording,
    did_you_mean,
    in_date_words,
    in_e164,
    in_list_words,
    in_phone_words,
    is_none_of,
    plural_category,
    sorting_key,
    text_direction,
)

LANGUAGES = st.sampled_from(["de", "en", "ar", "uk", "fr"])


@given(st.dictionaries(LANGUAGES, st.text(), min_size=1), LANGUAGES)
def test_wording_says_in_which_language_it_is(texts, wanted):
    """The wanted language if there is one, else another, and never a text under a wrong label."""
    wording = LocalizedText(texts).wording(wanted)
    assert texts[wording.language] == wording.text
    assert (wanted in texts) == (wording.language == wanted)


def test_wording_falls_back_in_the_given_order():
    """English before German, unless somebody says otherwise."""
    text = LocalizedText({"de": "Rat", "en": "advice"})
    assert Wording("advice", "en") == text.wording("ar")
    assert Wording("Rat", "de") == text.wording("ar", ("de",))


def test_no_text_at_all_is_an_empty_wording():
    """Nothing to say is no error."""
    assert Wording("", "de") == LocalizedText({}).wording("de")


def test_equal_texts_have_equal_hashes():
    """Records with texts can be kept in sets."""
    assert 1 == len({LocalizedText({"de": "a", "en": "b"}), LocalizedText({"en": "b", "de": "a"})})


@pytest.mark.parametrize(("language", "words"), [("de", "22. November 2026"), ("en", "22 November 2026")])
def test_date_is_written_as_the_language_does(language, words):
    """Long form, with the month as a word."""
    assert words == in_date_words(date(2026, 11, 22), language)


@pytest.mark.parametrize(("language", "words"), [("de", "a, b und c"), ("en", "a, b, and c")])
def test_list_is_joined_as_the_language_does(language, words):
    """With the language's own «and»."""
    assert words == in_list_words(["a", "b", "c"], language)


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("0241 0000001", "+492410000001"),
        ("(0241) 000-0001", "+492410000001"),
        ("0049 241 0000001", "+492410000001"),
        ("+31 43 3505050", "+31433505050"),
        ("12", None),
        ("auf Anfrage", None),
        ("", None),
        ("0241 00000010000000000000", None),
    ],
)
def test_phone_number_has_one_form_or_none(phone, number):
    """E.164 for every spelling of a number that can be dialled, None for everything else."""
    assert number == in_e164(phone)


def test_phone_number_is_written_for_callers_from_abroad():
    """With country code and groups."""
    assert "+49 241 0000001" == in_phone_words("+492410000001")


@given(st.text())
def test_any_text_may_be_asked_for_a_number(text):
    """No text makes the library fall over, and what it returns stays as it is."""
    number = in_e164(text)
    assert number is None or number == in_e164(number)


def test_sorting_follows_din_5007():
    """Umlauts beside their vowels, ß as ss, case ignored."""
    expected = ["Aachen", "alsdorf", "Ästetten", "Strasse a", "Straße b", "Übach", "Uhland"]
    mixed = [expected[number] for number in (3, 0, 6, 2, 5, 1, 4)]
    assert expected == sorted(mixed, key=sorting_key)


@given(st.text(), st.text())
def test_different_texts_have_different_keys(first, second):
    """Sorting never depends on the order that things came in."""
    assert (first == second) == (sorting_key(first) == sorting_key(second))


@pytest.mark.parametrize(("word", "hint"), [("hosuing", "Meinten Sie «housing»?"), ("qqq", "")])
def test_suggestion_is_near_or_none(word, hint):
    """A far-fetched suggestion would mislead."""
    assert hint == did_you_mean(word, ["housing", "mobility"])


@pytest.mark.parametrize(
    ("what", "sentence"),
    [("Thema", "«x» ist kein Thema."), ("Art von Organisation", "«x» ist keine Art von Organisation.")],
)
def test_sentence_has_the_right_article(what, sentence):
    """German nouns have genders."""
    assert sentence == is_none_of("x", what)


def test_plural_and_direction_follow_cldr():
    """For languages that are still to come, too."""
    assert ["one", "other", "few", "zero"] == [
        plural_category(n, code) for n, code in ((1, "de"), (0, "de"), (3, "uk"), (0, "ar"))
    ]
    assert ["ltr", "rtl", "ltr"] == [text_direction(code) for code in ("de", "ar", "zh-Hans")]
