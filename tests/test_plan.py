"""The backward plan: held to the vectors that the browser's plan is held to as well, and to its own laws."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.plan import Planned, Task, plan
from lotse.process import applies, bridged

CASES = json.loads((Path(__file__).parent / "cases/plan.json").read_text("utf-8"))
TODAY = date(2026, 11, 22)


def of(kind: str) -> list[object]:
    return [pytest.param(case, id=case["name"]) for case in CASES[kind]]


def planned_in(case: dict[str, object]) -> tuple[Planned, ...]:
    tasks = [
        Task(id=task["id"], days=task["days"], after=tuple(task["after"]), is_goal=task.get("goal", False))
        for task in case["tasks"]
    ]
    return plan(tasks, date.fromisoformat(case["start"]), date.fromisoformat(case["today"]))


def as_expected(step: Planned) -> dict[str, object]:
    marks = {"critical": step.is_critical, "too-late": step.is_too_late}
    return {
        "earliest": [step.earliest_start.isoformat(), step.earliest_end.isoformat()],
        "latest": [step.latest_start.isoformat(), step.latest_end.isoformat()],
        "slack": step.slack,
        "marks": [name for name, is_set in marks.items() if is_set],
    }


@pytest.mark.parametrize("case", of("plans"))
def test_plan_is_as_reckoned_by_hand(case):
    """Days, slack and marks of each step."""
    assert {step.id: as_expected(step) for step in planned_in(case)} == case["expected"]


@pytest.mark.parametrize("case", of("faults"))
def test_fault_is_told(case):
    """No goal, more than one, no day."""
    with pytest.raises(ValueError, match=r"goal|isoformat|day|month"):
        planned_in(case)


@dataclass(frozen=True)
class Conditional:
    """A step as far as the bridging looks at it."""

    id: str
    after: tuple[str, ...]
    when: dict[str, tuple[str, ...]]


@pytest.mark.parametrize("case", of("bridges"))
def test_left_out_step_is_bridged(case):
    """By its own predecessors, each once."""
    steps = [
        Conditional(step["id"], tuple(step["after"]), {k: tuple(v) for k, v in step.get("when", {}).items()})
        for step in case["steps"]
    ]
    chosen = [step for step in steps if applies(step, case["choices"])]
    assert {name: list(before) for name, before in bridged(steps, chosen).items()} == case["expected"]


@st.composite
def networks(draw: st.DrawFn) -> list[Task]:
    """Any steps in an order in which predecessors come first, one of them the goal."""
    names = [f"schritt-{number}" for number in range(draw(st.integers(1, 9)))]
    goal = draw(st.sampled_from(names))
    return [
        Task(
            id=name,
            days=draw(st.integers(0, 200)),
            is_goal=name == goal,
            after=tuple(draw(st.lists(st.sampled_from(names[:place]), unique=True))) if place else (),
        )
        for place, name in enumerate(names)
    ]


@given(networks(), st.integers(-400, 4000))
def test_laws_of_every_plan(tasks, lead):
    """The goal stands on its day, nothing begins before what it waits for, the least slack is critical."""
    start = TODAY + timedelta(days=lead)
    steps = {step.id: step for step in plan(tasks, start, TODAY)}
    goal = next(task.id for task in tasks if task.is_goal)
    assert steps[goal].latest_start == start
    assert steps[goal].is_critical
    for task in tasks:
        for before in task.after:
            assert steps[task.id].earliest_start >= steps[before].earliest_end
            if steps[task.id].is_critical:
                assert steps[task.id].latest_start >= steps[before].latest_end
    slacks = [step.slack for step in steps.values() if step.is_critical]
    assert set(slacks) == {steps[goal].slack}


@given(networks(), st.integers(0, 4000), st.integers(0, 300))
def test_moving_the_start_moves_every_latest_day(tasks, lead, later):
    """A start so many days later leaves so many days more for each step before it."""
    first = plan(tasks, TODAY + timedelta(days=lead), TODAY)
    second = plan(tasks, TODAY + timedelta(days=lead + later), TODAY)
    for one, other in zip(first, second, strict=True):
        if one.is_critical:
            assert other.latest_start - one.latest_start == timedelta(days=later)
