"""`lotse.render`: public records become HTML, and no text becomes markup."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
from lotse.publish import publish
from lotse.render import LabelMissing, Renderer, relative
from lotse.words import LocalizedText

PUBLIC = publish(builders.catalogue(), "site", builders.TODAY)
LABELS = builders.real_labels()
NASTY = st.text() | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</p><img src=x onerror=alert(1)>",
        '"><b>',
        "' onclick='x",
        "{{ 7*7 }}",
        "&amp;",
        "<!--",
    ]
)


def renderer(language="de", labels=None):
    return Renderer(PUBLIC, labels or LABELS, language)


class Parts(HTMLParser):
    """Tags, attributes and text of an HTML fragment."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


def seen(text):
    """The text as a browser hands it back: it has no other ends of lines, and no NUL."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(NASTY)
def test_text_stays_text(text):
    """For any text: what comes out shows that text and has no element of its own."""
    parts = Parts(str(renderer().say(LocalizedText({"de": text}))))
    assert ([], seen(text)) == (parts.tags, seen(parts.text))


@given(NASTY)
def test_fallback_text_is_marked_with_its_language(text):
    """One element that says which language it is, with nothing but the text in it."""
    parts = Parts(str(renderer("en").say(LocalizedText({"de": text}))))
    assert ([("span", {"class": "foreign", "lang": "de", "dir": "ltr"})], seen(text)) == (parts.tags, seen(parts.text))


@given(NASTY, NASTY)
def test_page_with_any_names_has_the_same_elements(name, description):
    """Whatever a body is called, its page has the tags of any other, and shows the name."""
    expected = [tag for tag, _ in page_of("Amt", "Berät.").tags]
    parts = page_of(name, description)
    assert expected == [tag for tag, _ in parts.tags]
    assert " ".join(seen(name).split()) in " ".join(seen(parts.text).split())
    assert [] == [a for _, found in parts.tags for a in found if a.startswith("on")]


def page_of(name, description):
    body = replace(
        PUBLIC.organization("musternetz"),
        name=LocalizedText({"de": name}),
        description=LocalizedText({"de": description}),
    )
    return Parts(str(renderer().render("retired", "anlaufstellen/x/", reason=body.name, successor=body)))


@pytest.mark.parametrize(
    ("target", "origin", "expected"),
    [
        ("orte/", "themen/x/", "../../orte/"),
        ("", "orte/", "../"),
        ("", "", "./"),
        ("orte/aachen/", "", "orte/aachen/"),
        ("orte/#a", "orte/", "#a"),
        ("orte/#a", "orte/b/", "../../orte/#a"),
    ],
)
def test_links_are_relative(target, origin, expected):
    """So that the site works in any folder."""
    assert expected == relative(target, origin)


def test_label_fills_its_placeholders():
    """With the values that the template gives."""
    labels = {"de": {"x": "{count} von {all}"}}
    assert "1 von 2" == renderer(labels=labels).label("x", count=1, all=2)


@pytest.mark.parametrize("labels", [{"de": {}}, {"de": {"x": "{place}"}}, {"de": {"x": "{"}}, {"de": {"x": "{0}"}}])
def test_label_that_fails_names_its_key(labels):
    """A missing label and one with a wrong placeholder are told alike."""
    with pytest.raises(LabelMissing, match="x"):
        renderer(labels=labels).label("x", count=1)


def test_label_falls_back_to_another_language():
    """Rather a German word than an empty button."""
    assert "Menü" == renderer("en", {"de": {"x": "Menü"}, "en": {}}).label("x")


@pytest.mark.parametrize(("count", "expected"), [(1, "1 place"), (2, "2 places"), (0, "0 places")])
def test_counted_label_takes_the_plural_of_its_language(count, expected):
    """English: one, other."""
    labels = {"en": {"x.one": "{count} place", "x.other": "{count} places"}}
    assert expected == renderer("en", labels).counted("x", count)


def test_missing_plural_form_falls_back_to_other():
    """A language with few forms has few labels."""
    assert "1 Ort(e)" == renderer(labels={"de": {"x.other": "{count} Ort(e)"}}).counted("x", 1)


def test_scripts_get_every_plural_form_of_the_language():
    """In their order, as they are written; nothing is filled in."""
    labels = {"en": {"x.other": "{count} places", "x.few": "{count} few", "x.one": "{count} place", "x.ones": "?"}}
    expected = {"one": "{count} place", "few": "{count} few", "other": "{count} places"}
    assert expected == renderer("en", labels).plural_forms("x")


def test_scripts_get_the_plural_forms_of_one_language_only():
    """Of a language that lacks the label, all are those of the next language."""
    labels = {"de": {"x.one": "Ort", "x.other": "Orte"}, "en": {"x.one": "place"}}
    assert {"one": "Ort", "other": "Orte"} == renderer("en", labels).plural_forms("x")


def test_missing_plural_names_its_key():
    with pytest.raises(LabelMissing, match="x"):
        renderer(labels={"de": {"x.one": "Ort"}}).plural_forms("x")


def test_day_is_readable_for_machines():
    """Words for people, ISO 8601 for programs."""
    parts = Parts(str(renderer().day(builders.TODAY)))
    assert [("time", {"datetime": "2026-11-22"})] == parts.tags


def test_names_are_sorted_in_the_language_of_the_page():
    """Not in the order of the German names."""
    first, second = (LocalizedText(t) for t in ({"de": "a", "en": "z"}, {"de": "b", "en": "y"}))
    records = [replace(PUBLIC.organizations[0], name=name) for name in (first, second)]
    assert [second, first] == [record.name for record in renderer("en").by_name(records)]


def test_names_of_bodies_stay_german_where_they_are_not_translated():
    """That is how they stand on doors and letters; other texts fall back to English first."""
    text = LocalizedText({"de": "Ausländeramt", "en": "Immigration Office"})
    ukrainian = Renderer(PUBLIC, {}, "uk")
    assert [ukrainian.name(text), ukrainian.plainly(text)] == ["Ausländeramt", "Immigration Office"]
    assert str(ukrainian.named(text)) == '<span lang="de" dir="ltr">Ausländeramt</span>'
    assert renderer("en").name(text) == "Immigration Office"
