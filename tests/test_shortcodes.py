"""`lotse.shortcodes`: calls in prose become HTML from public data, and faults have their line."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
from lotse.checks.shortcodes import calls_can_be_carried_out
from lotse.load import Prose
from lotse.pages import desks
from lotse.publish import publish
from lotse.shortcodes import put_in, take_out
from lotse.shortcodes.calls import calls_in

DESKS = desks(publish(builders.catalogue(), "site", builders.TODAY), builders.real_labels())


def problems_of(body, first_line=5):
    page = Prose("docs/de/x.md", "de", "x/", {"title": "Seite"}, body, first_line)
    return list(calls_can_be_carried_out(SimpleNamespace(prose=[page]), DESKS))


@given(st.text())
def test_any_text_is_taken_apart_and_told(text):
    """No text makes the search for calls fall over, and what is no call stays as it is."""
    rest, calls = take_out(text)
    assert len(calls) or text == rest
    assert all(problem.code in ("shortcode-wrong", "shortcode-unknown") for problem in problems_of(text))


@given(st.lists(st.text(alphabet="ab {}`\n\"'()", max_size=12), max_size=4).map("".join))
def test_calls_say_where_they_stand(text):
    """Cutting at the offsets of the calls gives the calls."""
    assert [call.text for call in calls_in(text)] == [text[call.start : call.end] for call in calls_in(text)]


@pytest.mark.parametrize("text", ["`{{ doors() }}`", "```\n{{ doors() }}\n```", "~~~text\n{{ x }}\n~~~"])
def test_calls_in_code_are_left_alone(text):
    """The handbook shows how they are written."""
    assert (text, []) == take_out(text)


def test_arguments_are_texts():
    """Positional and named ones, in either kind of quotes."""
    (call,) = calls_in("""{{ offers("housing", audience='employers') }}""")
    assert ("offers", ("housing",), {"audience": "employers"}) == (call.name, call.arguments, call.options)


@pytest.mark.parametrize(
    "source",
    ["", "x", "1+1", "x.y()", "x(y)", "x(", "__import__('os').system('true')", "(" * 200, "x(*a)", "\x00"],
)
def test_what_is_no_plain_call_is_a_fault(source):
    """Nothing is ever evaluated but literals."""
    assert [True] == [bool(call.fault) for call in calls_in(f"{{{{ {source} }}}}")]


def test_fault_stands_at_its_line_and_column():
    """Counted in the whole file, front matter included."""
    (problem,) = problems_of("Eins.\n\nZwei {{ nichts() }}", first_line=5)
    assert (7, 6, "shortcode-unknown", "Seite") == (
        problem.line,
        problem.column,
        problem.code,
        problem.record,
    )


def test_call_becomes_html_of_its_own():
    """A paragraph that holds only a call gives way; within a sentence the sentence stays."""
    text, calls = take_out('{{ doors() }}\n\nFrag {{ organization("musternetz") }}!')
    assert "xlotse0x\n\nFrag xlotse1x!" == text
    html = put_in("<p>xlotse0x</p><p>Frag xlotse1x!</p>", calls, DESKS["de"], "netzwerk/")
    assert "xlotse" not in html
    assert "<p><" not in html.split("<p>Frag")[0]
    assert 'href="../anlaufstellen/musternetz/"' in html


def test_data_in_a_call_is_escaped():
    """Text from data never becomes markup in prose either."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][2]["name"] = {"de": "<b>Netz</b>"}
    desk = desks(publish(builders.catalogue(data), "site", builders.TODAY), builders.real_labels())["de"]
    _, calls = take_out('{{ organization("musternetz") }}')
    assert "&lt;b&gt;Netz" in put_in("xlotse0x", calls, desk, "")


def test_many_calls_keep_their_order():
    """Also the eleventh, whose token begins like the first one's."""
    text, calls = take_out("".join(f'{{{{ operator("{f}") }}}}|' for f in ["city", "name"] * 7))
    html = put_in(text, calls, DESKS["de"], "")
    pieces = html.split("|")
    assert [pieces[0], pieces[1]] * 7 == pieces[:14]
