"""The plan: from a wished first working day to the days of each step, backward where something must be ready by then.

Before the goal it is the critical path method over typical durations: earliest days run forward from today, latest
days backward from the goal. A wish that can't be met moves the goal to the earliest possible day, and everything
counts from there: one plan has one goal. What is due by an event (arrival, end of a title) counts from that event,
what has to wait counts its months, and what happens only if something happens has no day at all.

`docs/assets/plan.js` computes the same; both are held to the vectors in `tests/cases/plan.json`.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lotse.workdays import EVERY_DAY, Workdays

DAYS_PER_UNIT: Mapping[str, int] = {"days": 1, "weeks": 7, "months": 30}
START = "start"
"""The event that is the goal: the first working day."""
OUTSIDE = frozenset({"title-end"})
"""Events that no step brings about: their days must be told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """When something is due: days from an event, before it with a minus sign."""

    event: str
    from_days: int
    to_days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A step as the plan sees it: how many days it takes, and what must be finished before."""

    id: str
    days: int
    after: tuple[str, ...] = ()
    is_goal: bool = False  # the step that takes place on the start date
    event: str = ""  # what takes place on its first day
    due: Window | None = None  # counts only where its event takes place
    waits: tuple[tuple[str, int], ...] = ()  # event or task since whose first day, and how many months
    may_precede: bool = True  # before the goal; else it counts from the goal
    is_contingent: bool = False  # happens only if something happens, and has no day


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """The days of a step. A step lasts from its first to its last day, both included or equal.

    What the goal doesn't wait for has one pair of days, as earliest and as latest; what has none is not here.
    """

    id: str
    earliest_start: date
    earliest_end: date
    latest_start: date
    latest_end: date
    slack: int  # days between earliest and latest
    is_critical: bool
    is_before_goal: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All steps with days, and the ids of those without."""

    wished: date  # as somebody asked
    moved: date  # the same, or the next working day
    start: date  # what the plan reckons with: a working day that can be met
    earliest: date  # the earliest possible first working day
    steps: tuple[Planned, ...]
    undated: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """Whether the goal stands on the wished day, or on the next working day after it."""
        return self.earliest <= self.moved

    @property
    def missing_days(self) -> int:
        """How many days too early the wish is; none where it can be met."""
        return max(0, (self.earliest - self.moved).days)


@dataclass
class _Room:
    """What a plan is reckoned with, and the days found so far."""

    tasks: Sequence[Task]
    workdays: Workdays
    before_goal: set[str]
    events: dict[str, date]
    first: dict[str, date] = field(default_factory=dict)
    end: dict[str, date] = field(default_factory=dict)


def plan(
    tasks: Sequence[Task], start: date, today: date, workdays: Workdays = EVERY_DAY,
    events: Mapping[str, date] | None = None,
) -> Plan:  # fmt: skip
    """The plan for tasks in an order in which predecessors come first.

    `events` are days of events that no task stands for, such as the end of a title. Raises ValueError if no task or
    more than one is the goal.
    """
    goals = [task.id for task in tasks if task.is_goal]
    if len(goals) != 1:
        raise ValueError("the plan needs exactly one goal")
    goal = goals[0]
    before_goal = _needed_for(goal, tasks)
    earliest = _earliest(tasks, before_goal, today, workdays)
    moved = workdays.on_or_after(start)
    day = max(moved, earliest[goal])
    latest = _latest(tasks, before_goal, goal, day, workdays)
    critical = _critical(tasks, goal, earliest, workdays)
    length = {task.id: timedelta(days=task.days) for task in tasks}
    known = {**(events or {}), START: day}
    known |= {task.event: latest[task.id] for task in tasks if task.event and task.id in latest}
    room = _Room(tasks, workdays, before_goal, known, dict(latest), {i: latest[i] + length[i] for i in latest})
    _rest(room, day)
    return Plan(
        wished=start, moved=moved, start=day, earliest=earliest[goal],
        steps=tuple(
            _planned(task, room, earliest.get(task.id), critical) for task in tasks if task.id in room.first
        ),
        undated=tuple(task.id for task in tasks if task.id not in room.first),
    )  # fmt: skip


def _needed_for(goal: str, tasks: Sequence[Task]) -> set[str]:
    """The goal and everything that must be done before it."""
    after = {task.id: task.after for task in tasks if not task.is_contingent}
    needed, waiting = set(), [goal]
    while waiting:
        current = waiting.pop()
        if current not in needed:
            needed.add(current)
            waiting += [name for name in after[current] if name in after]
    return needed


def _earliest(tasks: Sequence[Task], before_goal: set[str], today: date, workdays: Workdays) -> dict[str, date]:
    """First days of what the goal needs: today, or when the last predecessor is done."""
    first: dict[str, date] = {}
    days = {task.id: task.days for task in tasks}
    for task in tasks:
        if task.id in before_goal:
            ends = [first[name] + timedelta(days=days[name]) for name in task.after if name in first]
            first[task.id] = workdays.on_or_after(max([today, *ends]))
    return first


def _latest(
    tasks: Sequence[Task], before_goal: set[str], goal: str, day: date, workdays: Workdays
) -> dict[str, date]:
    """Latest first days of what the goal needs, so that it can take place on `day`."""
    latest: dict[str, date] = {}
    for task in reversed(tasks):
        if task.id not in before_goal:
            continue
        followers = [other.id for other in tasks if task.id in other.after and other.id in before_goal]
        end = min((latest[name] for name in followers), default=day)
        is_goal = task.id == goal
        latest[task.id] = day if is_goal else workdays.on_or_before(end - timedelta(days=task.days))
    return latest


def _rest(room: _Room, day: date) -> None:
    """The days of what the goal doesn't wait for, each after what it waits for itself."""
    for task in room.tasks:
        if task.id in room.before_goal or task.is_contingent:
            continue
        found = _due(task, room) or _following(task, room, day)
        if found:
            room.first[task.id], room.end[task.id] = found


def _due(task: Task, room: _Room) -> tuple[date, date] | None:
    """Between the first and the last day that an event allows; nothing where the event is none of this case."""
    if task.due is None or task.due.event not in room.events:
        return None
    event = room.events[task.due.event]
    first = room.workdays.on_or_after(event + timedelta(days=task.due.from_days))
    last = room.workdays.on_or_before(event + timedelta(days=task.due.to_days))
    return first, max(first, last)


def _following(task: Task, room: _Room, day: date) -> tuple[date, date] | None:
    """After the last predecessor that has a day and after what must pass; what waits for the unknown has no day."""
    if task.due is not None and task.due.event in OUTSIDE:
        return None  # nobody has said when
    ends = [room.end[name] for name in task.after if name in room.end]
    waited = list(_waited(task, room))
    if not waited and (task.waits or (not ends and _awaits_something(task, room))):
        return None
    floors = [*ends, *waited]
    if not task.may_precede or not floors:
        floors.append(day)
    first = room.workdays.on_or_after(max(floors))
    return first, first + timedelta(days=task.days)


def _awaits_something(task: Task, room: _Room) -> bool:
    """Whether a step of the plan that will take place comes before it."""
    return any(other.id in task.after and not other.is_contingent for other in room.tasks)


def _waited(task: Task, room: _Room) -> Iterator[date]:
    for since, months in task.waits:
        begun = room.events.get(since) or room.first.get(since)
        if begun:
            yield months_later(begun, months)


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _critical(tasks: Sequence[Task], goal: str, earliest: Mapping[str, date], workdays: Workdays) -> set[str]:
    """The goal and what decides how early it can be: who of its predecessors ends last, and so on back to today."""
    by_id = {task.id: task for task in tasks}
    found, waiting = set[str](), [goal]
    while waiting:
        current = by_id[waiting.pop()]
        if current.id not in found:
            found.add(current.id)
            waiting += [
                name for name in current.after
                if name in earliest
                and workdays.on_or_after(earliest[name] + timedelta(days=by_id[name].days)) == earliest[current.id]
            ]
    return found


def _planned(task: Task, room: _Room, earliest: date | None, critical: set[str]) -> Planned:
    first, last = room.first[task.id], room.end[task.id]
    is_needed = earliest is not None
    begun = earliest if earliest is not None else first
    slack = (first - begun).days
    return Planned(
        id=task.id, earliest_start=begun, earliest_end=begun + (last - first), latest_start=first, latest_end=last,
        slack=slack, is_critical=task.id in critical, is_before_goal=is_needed,
    )
