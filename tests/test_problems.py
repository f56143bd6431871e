"""`lotse.problems`: one problem in every form that somebody reads it in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.problems import Problem, as_github, as_record, as_sarif, as_text, sorted_problems

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
