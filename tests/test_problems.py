"""`lotse.problems`: one problem in every form that somebody reads it in."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.problems import (
    JOINERS,
    PRIVATE_FILE,
    Problem,
    as_github,
    as_record,
    as_sarif,
    as_text,
    sorted_problems,
)

PROBLEM = Problem(
    file="data/actors.yaml",
    line=118,
    column=13,
    code="reference-unknown",
    message="«hosuing» ist kein Thema.",
    hint="Meinten Sie «housing»?",
    record="Musteramt",
)
BARE = Problem(file="docs/de/index.md", code="x-y", message="Satz.", severity="warning")


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            PROBLEM,
            "data/actors.yaml:118:13: reference-unknown: [Musteramt] «hosuing» ist kein Thema. Meinten Sie «housing»?",
        ),
        (BARE, "docs/de/index.md:1:1: x-y: Warnung: Satz."),
    ],
)
def test_text_is_one_line_as_compilers_write_it(problem, line):
    """Place, code, record, sentence and advice; what is empty leaves no gap."""
    assert line == as_text(problem)


def test_github_command_names_the_place():
    """A workflow command with severity, file, line and column."""
    expected = (
        "::error file=data/actors.yaml,line=118,col=13,title=reference-unknown"
        "::«hosuing» ist kein Thema. Meinten Sie «housing»?"
    )
    assert expected == as_github(PROBLEM)


@given(st.text())
def test_github_command_stays_one_line(text):
    """Whatever an editor wrote, it can't begin a second command."""
    command = as_github(Problem(file="a", code="x-y", message=text))
    assert 1 == len(command.replace("\n", "\r").split("\r"))


@given(st.text(), st.text())
def test_record_survives_json(message, hint):
    """Nothing is lost on the way to JSON and back."""
    record = as_record(Problem(file="a", code="x-y", message=message, hint=hint))
    assert record == json.loads(json.dumps(record))


def test_sarif_has_a_rule_and_a_place_for_each_result():
    """What SARIF 2.1.0 demands: version, driver, rules, results with regions."""
    run = json.loads(as_sarif([PROBLEM, BARE]))["runs"][0]
    assert [{"id": "reference-unknown"}, {"id": "x-y"}] == run["tool"]["driver"]["rules"]
    assert ["error", "warning"] == [result["level"] for result in run["results"]]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert {"uri": "data/actors.yaml"} == place["artifactLocation"]
    assert {"startLine": 118, "startColumn": 13} == place["region"]


def test_problems_are_sorted_by_place_and_told_once():
    """By file, then line as a number, then column."""
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 2), ("a", 9, 1), ("a", 9, 1)]
    problems = [Problem(file=f, line=n, column=c, code="x-y", message="") for f, n, c in places]
    assert sorted(set(places)) == [(p.file, p.line, p.column) for p in sorted_problems(problems)]


def test_symptoms_of_one_cause_are_counted():
    """The first stands for all; a warning never stands for an error, and without a cause nothing is joined."""
    places = [Problem(file="a", line=n, code="x-y", message="Satz.", hint="Rat.", cause="weg") for n in (3, 1, 2)]
    warning = Problem(file="a", line=9, code="x-y", message="Satz.", cause="weg", severity="warning")
    alone = [Problem(file="b", line=n, code="x-y", message="Satz.") for n in (1, 2)]
    found = [(p.file, p.line, p.hint) for p in sorted_problems([*places, *alone, warning])]
    expected = [("a", 1, "Rat. Ebenso an 2 weiteren Stellen."), ("a", 9, ""), ("b", 1, ""), ("b", 2, "")]
    assert expected == found


@given(st.text(), st.text(), st.text())
def test_private_folder_is_told_by_place_and_code(message, hint, record):
    """Whoever makes the problem and whoever prints it: no value gets into any form."""
    problem = Problem(file=PRIVATE_FILE, line=7, code="phone-wrong", message=message, hint=hint, record=record)
    expected = Problem(file=PRIVATE_FILE, line=7, code="phone-wrong", message="")
    assert (expected, expected) == (problem, replace(problem, message=message, record=record))


@given(st.text(), st.text())
def test_messages_hold_no_hidden_characters(file, message):
    """Nothing in a file turns the direction of a log or hides a part of it."""
    text = as_text(Problem(file=file, code="x-y", message=message))
    hidden = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")}
    assert set() == hidden - set(JOINERS)


def test_github_command_keeps_odd_file_names_apart():
    """Commas and colons of a file's name don't begin another property."""
    command = as_github(Problem(file="a,line=9:b", code="x-y", message=""))
    assert command.startswith("::error file=a%2Cline=9%3Ab,line=1,")
