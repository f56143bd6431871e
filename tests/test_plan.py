"""The backward plan: held to the vectors that the browser's plan is held to as well, and to its own laws."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import AS_OF
from lotse.edition import checked_edition
from lotse.pages import Desk
from lotse.pages.process import tasks_of, workdays
from lotse.plan import Plan, Planned, Task, Window, months_later, plan
from lotse.process import applies, bridged, steps_for
from lotse.workdays import EVERY_DAY, Workdays, workdays_of

CASES = json.loads((Path(__file__).parent / "cases/plan.json").read_text("utf-8"))
TODAY = date(2026, 11, 22)


def of(kind: str) -> list[object]:
    return [pytest.param(case, id=case["name"]) for case in CASES[kind]]


def task_in(values: dict[str, object]) -> Task:
    """A task as the vectors write it."""
    due = values.get("due")
    return Task(
        id=values["id"], days=values["days"], after=tuple(values["after"]), is_goal=values.get("goal", False),
        event=values.get("event", ""), due=Window(event=due[0], from_days=due[1], to_days=due[2]) if due else None,
        waits=tuple(map(tuple, values.get("waits", ()))), may_precede=not values.get("later", False),
        is_contingent=values.get("contingent", False),
    )  # fmt: skip


def planned_in(case: dict[str, object]) -> Plan:
    off = {date.fromisoformat(day): name for day, name in case.get("holidays", {}).items()}
    return plan(
        [task_in(task) for task in case["tasks"]], date.fromisoformat(case["start"]), date.fromisoformat(case["today"]),
        Workdays(off, case.get("weekends", False)),
        {name: date.fromisoformat(day) for name, day in case.get("events", {}).items()},
    )  # fmt: skip


def as_expected(step: Planned) -> dict[str, object]:
    return {
        "earliest": [step.earliest_start.isoformat(), step.earliest_end.isoformat()],
        "latest": [step.latest_start.isoformat(), step.latest_end.isoformat()],
        "slack": step.slack,
        "marks": ["critical"] if step.is_critical else [],
    }


@pytest.mark.parametrize("case", of("plans"))
def test_plan_is_as_reckoned_by_hand(case):
    """Days, slack and marks of each step; what is reckoned with, what is missing, what has no day."""
    found = planned_in(case)
    assert {step.id: as_expected(step) for step in found.steps} == case["expected"]
    assert case["outcome"] == {
        "start": found.start.isoformat(), "earliest": found.earliest.isoformat(), "missing": found.missing_days,
        "undated": list(found.undated),
    }  # fmt: skip


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


WEEKENDS = Workdays({date(2026, 12, 25): "Weihnachten", date(2027, 1, 1): "Neujahr"})


@given(networks(), st.integers(-400, 4000), st.sampled_from([EVERY_DAY, WEEKENDS]))
def test_laws_of_every_plan(tasks, lead, workdays):
    """One goal, on a working day that can be met; nothing begins before what it waits for, nor after its latest day."""
    start = TODAY + timedelta(days=lead)
    found = plan(tasks, start, TODAY, workdays)
    steps = {step.id: step for step in found.steps}
    goal = next(task.id for task in tasks if task.is_goal)
    assert steps[goal].latest_start == found.start == max(found.moved, found.earliest)
    assert found.is_met == (found.missing_days == 0)
    assert steps[goal].is_critical
    for step in steps.values():
        assert step.slack >= 0
        assert not workdays.is_off(step.earliest_start)
        assert not workdays.is_off(step.latest_start)
        assert step.earliest_start >= TODAY
    for task in tasks:
        for before in task.after:
            assert steps[task.id].earliest_start >= steps[before].earliest_end or not steps[task.id].is_before_goal
            assert steps[task.id].latest_start >= steps[before].latest_end


@given(networks(), st.integers(0, 4000), st.integers(0, 300))
def test_moving_the_start_moves_every_latest_day(tasks, lead, later):
    """A start so many days later leaves so many days more for each step before it, where both can be met."""
    first = plan(tasks, TODAY + timedelta(days=lead), TODAY)
    second = plan(tasks, first.start + timedelta(days=later), TODAY)
    for one, other in zip(first.steps, second.steps, strict=True):
        if one.is_before_goal:
            assert other.latest_start - one.latest_start == timedelta(days=later)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_months_later_stays_within_its_month(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_holidays_are_those_of_the_land():
    """Epiphany is a holiday in Bavaria, Corpus Christi in North Rhine-Westphalia; weekends are off everywhere."""
    bavaria, nrw = (workdays_of("DE", land, TODAY) for land in ("BY", "NW"))
    epiphany, corpus_christi = date(2027, 1, 6), date(2027, 5, 27)
    assert (bavaria.is_off(epiphany), nrw.is_off(epiphany)) == (True, False)
    assert nrw.on_or_before(corpus_christi) == date(2027, 5, 26)
    assert nrw.on_or_after(date(2027, 5, 1)) == date(2027, 5, 3)
    with pytest.raises(ValueError, match="no holidays"):
        workdays_of("DE", "XX", TODAY)


WORKED = yaml.safe_load((Path(__file__).parent / "cases/plan_cases.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in WORKED])
def test_worked_case(case, desk):
    """On the real data: deadlines, waiting times, days off and what has no day, as the law and the process say."""
    chosen = steps_for(desk.catalogue.steps, case["choices"])
    found = plan(
        tasks_of(desk, chosen, case["choices"]), date.fromisoformat(case["start"]), AS_OF, workdays(desk),
        {name: date.fromisoformat(day) for name, day in case.get("events", {}).items()},
    )  # fmt: skip
    days = {step.id: f"{step.latest_start} {step.latest_end}" for step in found.steps}
    assert case["days"] == {name: days.get(name) for name in case["days"]}
    assert not {step.id for step in chosen} & set(case.get("absent", ()))
    assert case["undated"] == list(found.undated)
    outcome = {"start": str(found.start), "earliest": str(found.earliest), "missing": found.missing_days}
    assert case["outcome"] == outcome


UNLESS = {"origin": ("eu",), "occupation": ("free",)}


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, True),
        ({"origin": "eu"}, True),
        ({"occupation": "free"}, True),
        ({"origin": "eu", "occupation": "free"}, False),
        ({"origin": "eu", "occupation": "regulated"}, True),
        ({"origin": "third", "occupation": "free"}, True),
    ],
)
def test_step_is_left_out_only_where_all_of_its_exception_is_decided_so(choices, expected):
    """Also beside conditions of its own, and by the script in the same way (tests/browser)."""
    thing = SimpleNamespace(when={}, unless=UNLESS)
    assert applies(thing, choices) is expected
    assert applies(SimpleNamespace(when={"sector": ("crafts",)}, unless=UNLESS), choices | {"sector": "care"}) is False


@pytest.fixture(scope="module")
def desk(project: Path) -> Desk:
    desks = checked_edition(project, AS_OF).desks
    assert desks
    return next(iter(desks.values()))


def test_nothing_that_must_be_before_the_visa_comes_after_the_first_day(desk):
    """In every worked case: the proof for the visa, registration, deadlines, and nothing before today."""
    for case in WORKED:
        chosen = steps_for(desk.catalogue.steps, case["choices"])
        start = date.fromisoformat(case["start"])
        found = plan(tasks_of(desk, chosen, case["choices"]), start, AS_OF, workdays(desk))
        days = {step.id: step for step in found.steps}
        arrival = next((step for step in chosen if step.event == "arrival"), None)
        for step in chosen:
            if step.due and step.due.event == "arrival" and arrival:
                assert days[step.id].latest_start > days[arrival.id].latest_start
        for step in days.values():
            assert step.latest_start >= AS_OF
