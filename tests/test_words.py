"""`lotse.words`: texts in several languages, and what Babel and phonenumbers make of dates and numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.words import (
    LocalizedText,
    Wording,
    dialled,
    did_you_mean,
    in_ascii_address,
    in_date_words,
    in_e164,
    in_list_words,
    in_phone_words,
    in_web_words,
    is_host,
    is_none_of,
    plural_category,
    sorting_key,
    text_direction,
    untracked,
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


@pytest.mark.parametrize(
    ("number", "extension", "expected", "spelled"),
    [
        ("0241 4701", None, "+492414701", "+49 241 4701"),
        ("(0241) 4701-12", None, "+49241470112", "+49 241 470112"),
        ("+49 (0)241/4701", None, "+492414701", "+49 241 4701"),
        ("0049 241 4701", None, "+492414701", "+49 241 4701"),
        ("+31 43 350 50 50", None, "+31433505050", "+31 43 350 5050"),
        ("0241 4701", "12", "+492414701;ext=12", "+49 241 4701 App. 12"),
        ("110", None, "110", "110"),
        ("112", None, "112", "112"),
        ("115", None, "115", "115"),
        ("116117", None, "116117", "116 117"),
        ("116 016", None, "116016", "116 016"),
        ("115", "1", None, None),
        ("0241 4701", "1a", None, None),
        ("0241 4701 App. 12", None, None, None),
        ("0241 4701 ext. 12", None, None, None),
        ("0241 47010 (8-12)", None, None, None),
        ("0241 470112/13", None, None, None),
        ("0241 470112 0241 470113", None, None, None),
        ("80-90679", None, None, None),
        ("4701", None, None, None),
        ("tel:02414701", None, None, None),
        ("0241 4701 oder 4702", None, None, None),
    ],
)
def test_number_is_dialled_as_it_is_written_or_not_at_all(number, extension, expected, spelled):
    """Digits in are digits out; an extension stands for itself, a short number as it is."""
    found = dialled(number, extension)
    assert expected == found
    assert spelled == (found and in_phone_words(found))


@given(st.from_regex(r"[0+(][0-9 ()/.\-]{4,20}", fullmatch=True))
def test_no_digit_of_a_number_is_lost_or_made_up(text):
    """Whatever is taken has the same digits in the same order, but for the country's code and noughts before it."""
    found = in_e164(text)
    if found:
        digits = "".join(filter(str.isdigit, text)).replace("0", "")
        assert found.removeprefix("+").replace("0", "") in {digits, f"49{digits}"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.de/a?utm_source=b&id=3#oben", "https://x.de/a?id=3#oben"),
        ("https://x.de/a;jsessionid=8A?x=1", "https://x.de/a?x=1"),
        ("https://x.de/?PHPSESSID=1", "https://x.de/"),
        ("https://x.de/?fbclid=1&gclid=2&mc_cid=3", "https://x.de/"),
        ("https://x.de/#:~:text=Hilfe", "https://x.de/"),
        ("https://x.de/v?si=AbCdEf12345678&v=2", "https://x.de/v?v=2"),
        ("https://x.de/a?sid=12&site=b", "https://x.de/a?sid=12&site=b"),
        ("https://x.de/a?q=%C3%BC&x=", "https://x.de/a?q=%C3%BC&x="),
        ("https://[x/", "https://[x/"),
    ],
)
def test_links_lose_what_follows_people(url, expected):
    """Trackers, sessions and marks of share buttons go; what names the page stays letter by letter."""
    assert expected == untracked(url)
    assert expected == untracked(expected)


def test_umlaut_domains_are_ascii_for_programs_and_umlauts_for_people():
    """Punycode (IDNA 2008, so that ß stays ß), percent signs in the path, and back."""
    url = in_ascii_address("https://www.müller-straße.de/büro?q=ä#ö")
    assert "https://www.xn--mller-strae-46a18a.de/b%C3%BCro?q=%C3%A4#%C3%B6" == url
    assert url == in_ascii_address(url)
    assert "müller-straße.de/büro" == in_web_words(url)


@pytest.mark.parametrize(
    "host", ["localhost", "10.0.0.1", "a b.de", "-x.de", "x..de", "x.1", "", "x_y.de", "a" * 64 + ".de"]
)
def test_hosts_that_are_none(host):
    """Local names, numbers and what no server can be called."""
    assert not is_host(host)
