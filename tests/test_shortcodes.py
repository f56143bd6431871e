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
from lotse.shortcodes import carry_out
from lotse.shortcodes.calls import ShortcodeFault, calls_in

DESKS = desks(publish(builders.catalogue(), "site", builders.TODAY), builders.real_labels())


def problems_of(body, first_line=5):
    page = Prose("docs/de/x.md", "de", "x/", {"title": "Seite"}, body, first_line)
    return list(calls_can_be_carried_out(SimpleNamespace(prose=[page]), DESKS))


@given(st.text())
def test_any_text_is_searched_and_told(text):
    """No text makes the search for calls fall over; what is wrong with one is told in words."""
    assert all(problem.code in ("shortcode-wrong", "shortcode-unknown") for problem in problems_of(text))


@given(st.lists(st.text(alphabet="ab {}`\n\"'()", max_size=12), max_size=4).map("".join))
def test_calls_say_where_they_stand(text):
    """Cutting at the offsets of the calls gives the calls."""
    assert [call.text for call in calls_in(text)] == [text[call.start : call.end] for call in calls_in(text)]


@pytest.mark.parametrize("text", ["`{{ start() }}`", "```\n{{ start() }}\n```", "~~~text\n{{ x }}\n~~~"])
def test_calls_in_code_are_left_alone(text):
    """The handbook shows how they are written."""
    assert [] == list(calls_in(text))


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


def test_data_in_a_call_is_escaped():
    """Text from data never becomes markup in prose either."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][2]["name"] = {"de": "<b>Netz</b>"}
    desk = desks(publish(builders.catalogue(data), "site", builders.TODAY), builders.real_labels())["de"]
    (call,) = calls_in('{{ organization("musternetz") }}')
    assert "&lt;b&gt;Netz" in carry_out(call, desk, "")


@pytest.mark.parametrize("text", ["{{ start()", "Eins {{ start() }\n\nzwei", "{{ doors(" + "x" * 600 + ") }}"])
def test_call_without_an_end_is_told_once(text):
    """At its beginning, and what follows is not taken for a part of it."""
    (problem,) = problems_of(text, first_line=1)
    assert ("shortcode-wrong", "Dem Kurzbefehl fehlt das Ende «}}».") == (problem.code, problem.message)


def html_of(call: str, data: dict[str, builders.Data]) -> str:
    desk = desks(publish(builders.catalogue(data), "site", builders.TODAY), builders.real_labels())["de"]
    (found,) = calls_in(call)
    return carry_out(found, desk, "")


def test_planned_body_is_marked_wherever_it_is_named():
    """Nobody walks to an office that is still to open."""
    data = builders.region_data()
    planned = builders.service("x-plan", status="planned")
    data["actors.yaml"]["organizations"].append(builders.organization("x", services=[planned]))
    for call in ('{{ office("housing", "newcomers") }}', '{{ offers("housing", "newcomers") }}'):
        row = html_of(call, data).split('anlaufstellen/x/"')[1].split("</li>")[0]
        assert "badge--planned" in row, call


def test_value_that_comes_says_from_when():
    """As of a day before the first period the value is told with its day, not as if it held already."""
    data = builders.region_data()
    data["figures.yaml"]["figures"][0]["periods"] = [{"value": "12.50", "from": "2027-01-01"}]
    html = html_of('{{ figure("musterlohn") }}', data)
    assert "(ab 1. Januar 2027)" in html


def test_contacts_name_functions_and_no_person():
    """What the gate clears of a body, in one line; people are named on their body's page only."""
    person = builders.contact("netz-person", name="Erika Muster", phones=["0241 0000009"])
    body = builders.organization("x", contacts=[builders.contact("x-zentrale"), person], website="https://x.example.org")
    entries = [
        builders.consent("c-x", "x", fields=["link", "contact", "address"]),
        builders.consent("c-person", "netz-person", fields=["person", "contact"]),
    ]
    desk = desks(publish(builders.catalogue_of([body], entries), "site", builders.TODAY), builders.real_labels())["de"]
    assert ["Erika Muster"] == [c.name for o in desk.catalogue.organizations for c in o.contacts if c.name]
    (call,) = calls_in('{{ contacts("x") }}')
    html = carry_out(call, desk, "")
    assert ("zentrale@example.org" in html, "https://x.example.org" in html) == (True, True)
    assert ("Erika" in html, "0000009" in html) == (False, False)


def test_responsible_is_who_answers_the_very_need():
    """With a need the authority of the topic is no longer called responsible; the body that names the need is."""
    data = builders.region_data()
    need = {"id": "musterkarte", "name": builders.both("Musterkarte"), "topic": "residence-permit"}
    data["terms.yaml"]["needs"] = [need]
    call = '{{ office("residence-permit", "newcomers", need="musterkarte") }}'
    assert "badge--responsible" in html_of('{{ office("residence-permit", "newcomers") }}', data)
    unknown = html_of(call, data)
    assert "badge--responsible" not in unknown
    assert "Musterkarte“ zuständig ist, ist hier noch nicht eingetragen" in unknown
    offer = builders.service("y-karte", role="responsible", topics=["residence-permit"], needs=["musterkarte"])
    data["actors.yaml"]["organizations"].append(builders.organization("y", services=[offer]))
    known = html_of(call, data)
    assert "badge--responsible" in known.split("</li>")[0]
    assert 'anlaufstellen/y/"' in known.split("</li>")[0]
    assert known.count("badge--responsible") == 1
    assert "noch nicht eingetragen" not in known


def test_need_that_is_none_is_told():
    """With what was meant."""
    with pytest.raises(ShortcodeFault, match="ist kein Bedarf"):
        html_of('{{ office("housing", "newcomers", need="gibt-es-nicht") }}', builders.region_data())
