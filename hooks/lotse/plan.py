"""The backward plan: from a wished start date to the latest and earliest days of each step.

The critical path method over typical durations: earliest days run forward from today, latest days
backward from the start date. `docs/assets/plan.js` computes the same; both are held to the vectors
in `tests/cases/plan.json`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_PER_UNIT: Mapping[str, int] = {"days": 1, "weeks": 7, "months": 30}


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A step as the plan sees it: how many days it takes, and what must be finished before."""

    id: str
    days: int
    after: tuple[str, ...] = ()
    is_goal: bool = False  # the step that takes place on the start date


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """The days of a step. A step lasts from its first to its last day, both included or equal."""

    id: str
    earliest_start: date
    earliest_end: date
    latest_start: date
    latest_end: date
    slack: int  # days between earliest and latest; negative: it should have begun already
    is_critical: bool
    is_too_late: bool


def plan(tasks: Sequence[Task], start: date, today: date) -> tuple[Planned, ...]:
    """The plan for tasks in an order in which predecessors come first.

    The goal takes place on `start`. What the goal doesn't wait for is planned after it, as early as it
    can be. Raises ValueError if no task or more than one is the goal.
    """
    goals = [task.id for task in tasks if task.is_goal]
    if len(goals) != 1:
        raise ValueError("the plan needs exactly one goal")
    before_goal = _needed_for(goals[0], tasks)
    earliest = _earliest(tasks, before_goal, start, today)
    latest = _latest(tasks, before_goal, start)
    least = min((latest[i] - earliest[i]).days for i in before_goal)
    return tuple(_planned(task, earliest, latest, before_goal, least, today) for task in tasks)


def _needed_for(goal: str, tasks: Sequence[Task]) -> set[str]:
    """The goal and everything that must be done before it."""
    after = {task.id: task.after for task in tasks}
    needed, waiting = set(), [goal]
    while waiting:
        current = waiting.pop()
        if current not in needed:
            needed.add(current)
            waiting += [name for name in after[current] if name in after]
    return needed


def _earliest(tasks: Sequence[Task], before_goal: set[str], start: date, today: date) -> dict[str, date]:
    """First days: today, or when the last predecessor is done; after the goal never before it."""
    first: dict[str, date] = {}
    days = {task.id: task.days for task in tasks}
    for task in tasks:
        floor = today if task.id in before_goal else start
        ends = [first[name] + timedelta(days=days[name]) for name in task.after if name in first]
        first[task.id] = max([floor, *ends])
    return first


def _latest(tasks: Sequence[Task], before_goal: set[str], start: date) -> dict[str, date]:
    """Latest first days of what the goal needs, so that it can take place on `start`."""
    days = {task.id: task.days for task in tasks}
    latest: dict[str, date] = {}
    for task in reversed(tasks):
        if task.id not in before_goal:
            continue
        followers = [other.id for other in tasks if task.id in other.after and other.id in before_goal]
        end = min((latest[name] for name in followers), default=start + timedelta(days=days[task.id]))
        latest[task.id] = end - timedelta(days=task.days)
    return latest


def _planned(
    task: Task, earliest: Mapping[str, date], latest: Mapping[str, date], before_goal: set[str], least: int, today: date
) -> Planned:
    first = earliest[task.id]
    last = latest.get(task.id, first)
    slack = (last - first).days
    length = timedelta(days=task.days)
    return Planned(
        id=task.id, earliest_start=first, earliest_end=first + length, latest_start=last, latest_end=last + length,
        slack=slack, is_critical=task.id in before_goal and slack == least,
        is_too_late=task.id in before_goal and last < today,
    )
