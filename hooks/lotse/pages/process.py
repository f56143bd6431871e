"""The reference process as a picture and a list, its worked examples, and the time plan."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from markupsafe import Markup

from lotse.figures import reading
from lotse.model import Duration, Instance, Phase, Step, Term
from lotse.pages.page import Desk, Page
from lotse.plan import DAYS_PER_UNIT, Task, Window, plan
from lotse.process import Choices, applies, bridged, in_sequence, steps_for
from lotse.workdays import YEARS_AHEAD, Workdays, workdays_of

PROCESS = "data/process.yaml"


@dataclass(frozen=True, slots=True)
class PhaseSteps:
    """The steps of one phase, numbered through the whole process."""

    phase: Phase
    steps: tuple[tuple[int, Step], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A step in the picture: its number, and where its box stands (in units of the drawing)."""

    number: int
    step: Step
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing: columns are phases, rows are tracks, lines lead from a step to its followers."""

    width: int
    height: int
    columns: tuple[tuple[Phase, int], ...]  # phase and left edge
    rows: tuple[tuple[Term, int, int], ...]  # track, top edge, height
    nodes: tuple[Node, ...]
    lines: tuple[tuple[Node, Node], ...]


NEVER = "never"
"""What a step waits for of which nobody knows when it began: the plan gives it no day."""
_YEARS_AFTER = 3  # of the years whose holidays are known, those that a plan needs behind its goal
_MONTHS_PER_UNIT = {"months": 1, "years": 12}

COLUMN, BOX, GAP, HEAD, SIDE = 150, 34, 8, 44, 130
_PER_LINE = 3  # boxes beside each other in a cell


def process_pages(desk: Desk) -> Iterator[Page]:
    """The process, a page for each worked example, and the time plan; nothing for a region without steps."""
    if not desk.catalogue.steps:
        return
    yield _process_page(desk)
    for instance in desk.catalogue.instances:
        yield _instance_page(desk, instance)
    if desk.catalogue.steps:
        yield _plan_page(desk)


def by_phase(desk: Desk, steps: Sequence[Step]) -> tuple[PhaseSteps, ...]:
    """Steps by phase, with their numbers in the whole process."""
    numbers = {step.id: number for number, step in enumerate(desk.catalogue.steps, 1)}
    groups = (
        PhaseSteps(phase, tuple((numbers[s.id], s) for s in steps if s.phase == phase.id))
        for phase in desk.catalogue.phases
    )
    return tuple(group for group in groups if group.steps)


def _process_page(desk: Desk) -> Page:
    label = desk.renderer.label
    groups = by_phase(desk, desk.catalogue.steps)
    return desk.page(
        "arbeitgeber/ablauf/",
        "process",
        title=label("process.heading"),
        description=label("process.lead"),
        contents=tuple((f"phase-{g.phase.id}", desk.renderer.plainly(g.phase.name)) for g in groups),
        source_file=PROCESS,
        groups=groups,
        view=lambda: {"picture": picture(desk), "helpers": helpers(desk)},
    )


def _instance_page(desk: Desk, instance: Instance) -> Page:
    say = desk.renderer.plainly
    groups = by_phase(desk, steps_for(desk.catalogue.steps, instance.choices))
    values = {value.id: value for facet in desk.catalogue.facets for value in facet.values}
    return desk.page(
        f"arbeitgeber/{instance.id}/",
        "instance",
        title=say(instance.name),
        description=say(instance.description),
        contents=tuple((f"phase-{g.phase.id}", say(g.phase.name)) for g in groups),
        source_file=PROCESS,
        instance=instance,
        groups=groups,
        choices=[
            (facet, values[instance.choices[facet.id]])
            for facet in desk.catalogue.facets
            if facet.id in instance.choices
        ],
        view=lambda: {
            "helpers": helpers(desk),
            "planned": relative_plan(desk, steps_for(desk.catalogue.steps, instance.choices), instance.choices),
        },
    )


def _plan_page(desk: Desk) -> Page:
    label = desk.renderer.label
    return desk.page(
        "arbeitgeber/zeitplan/",
        "plan",
        title=label("plan.heading"),
        description=label("plan.lead"),
        source_file=PROCESS,
        steps=desk.catalogue.steps,
        instances=desk.catalogue.instances,
        view=lambda: {
            "data": Markup(json.dumps(plan_data(desk), ensure_ascii=False).replace("<", "\\u003c")),
        },
    )


def helpers(desk: Desk) -> dict[str, list[tuple[object, str]]]:
    """Per topic and audience of a step the bodies with offers, and what each reaches."""
    found: dict[str, list[tuple[object, str]]] = {}
    for step in desk.catalogue.steps:
        key = f"{step.topic} {step.audience}"
        if key not in found:
            bodies = desk.directory.bodies(desk.directory.offers(topic=step.topic, audience=step.audience))
            found[key] = [
                (body.organization, desk.directory.reach_words(a for s in body.services for a in s.areas))
                for body in bodies
            ]
    return found


def days(duration: Duration) -> int:
    """The typical duration in days; a month counts 30."""
    return duration.typical * DAYS_PER_UNIT[duration.unit]


def workdays(desk: Desk) -> Workdays:
    """The days off of the region's Land; of a region that names none only weekends."""
    known = desk.catalogue.region.holidays
    return workdays_of(known.country, known.subdivision, desk.catalogue.today) if known else Workdays()


def relative_plan(desk: Desk, chosen: Sequence[Step], choices: Choices) -> dict[str, int]:
    """Per step how many days before the first working day it must begin at the latest; later steps are absent."""
    today = desk.catalogue.today
    start = today + timedelta(days=3650)
    planned = plan(tasks_of(desk, chosen, choices), start, today).steps
    return {step.id: (start - step.latest_start).days for step in planned if step.is_before_goal}


def tasks_of(desk: Desk, chosen: Sequence[Step], choices: Choices = MappingProxyType({})) -> list[Task]:
    """The chosen steps as the plan wants them: in sequence, with days, predecessors and deadlines."""
    before = bridged(desk.catalogue.steps, chosen)
    steps = {step.id: step for step in chosen}
    goal = goal_of(chosen)
    return [
        Task(
            id=name, days=days(steps[name].duration), after=tuple(before[name]), is_goal=name == goal,
            event=steps[name].event or "", due=window_of(desk, steps[name]),
            is_contingent=steps[name].only_if is not None, waits=waits_of(desk, steps[name], choices),
            may_precede=may_precede(desk, steps[name]),
        )
        for name in in_sequence(before)
    ]  # fmt: skip


def window_of(desk: Desk, step: Step) -> Window | None:
    """When the step is due; a deadline of the law as the figure says it today."""
    if step.due is None:
        return None
    limit = _span(desk, step.due.limit) if step.due.limit else None
    to_days = limit if limit is not None else step.due.to_days
    if to_days is None:  # the figure has no value on this day: then the step has no deadline that we know
        return None
    return Window(event=step.due.event, from_days=step.due.from_days, to_days=to_days)


def waits_of(desk: Desk, step: Step, choices: Choices) -> tuple[tuple[str, int], ...]:
    """Since when the case has to wait, and how many months; what nothing is known of waits for what never comes."""
    if not step.waiting:
        return ()
    found = [(waiting.since, _months(desk, waiting.figure)) for waiting in step.waiting if applies(waiting, choices)]
    return tuple((since, months) for since, months in found if months is not None) or ((NEVER, 0),)


def may_precede(desk: Desk, step: Step) -> bool:
    """Whether the step belongs to a phase before that of the goal, or else counts from the goal."""
    order = [phase.id for phase in desk.catalogue.phases]
    goal = next((one for one in desk.catalogue.steps if one.is_goal), None)
    return goal is None or order.index(step.phase) < order.index(goal.phase)


def _amount(desk: Desk, figure: str) -> tuple[int, str] | None:
    """The value of a figure today and its unit, where it is a whole number."""
    public = desk.catalogue.figures.get(figure)
    record = public.figure if public else None
    now = reading(record, desk.catalogue.today) if record else None
    if record is None or now is None or now.period.value is None or now.period.value != int(now.period.value):
        return None
    return int(now.period.value), record.unit


def _span(desk: Desk, figure: str) -> int | None:
    amount = _amount(desk, figure)
    return amount[0] * DAYS_PER_UNIT[amount[1]] if amount and amount[1] in DAYS_PER_UNIT else None


def _months(desk: Desk, figure: str) -> int | None:
    amount = _amount(desk, figure)
    return amount[0] * _MONTHS_PER_UNIT[amount[1]] if amount and amount[1] in _MONTHS_PER_UNIT else None


def goal_of(steps: Sequence[Step]) -> str:
    """The step that takes place on the start date: the one marked so, else the last one."""
    return next((step.id for step in steps if step.is_goal), steps[-1].id)


def plan_data(desk: Desk) -> dict[str, object]:
    """What the script needs to plan: steps with durations, dependencies, deadlines and conditions, and days off."""
    order = in_sequence({step.id: step.after for step in desk.catalogue.steps})
    steps = {step.id: step for step in desk.catalogue.steps}
    off = workdays(desk)
    return {
        "goal": goal_of(desk.catalogue.steps),
        "holidays": {day.isoformat(): name for day, name in off.holidays.items()},
        "lastDay": date(desk.catalogue.today.year + YEARS_AHEAD - _YEARS_AFTER, 12, 31).isoformat(),
        "steps": [_step_data(desk, steps[i]) for i in order],
    }


def _step_data(desk: Desk, step: Step) -> dict[str, object]:
    """One step; what it doesn't have is left out."""
    due = window_of(desk, step)
    data: dict[str, object] = {
        "id": step.id, "name": desk.renderer.plainly(step.name), "days": days(step.duration), "after": list(step.after),
        "when": _plain(step.when), "unless": _plain(step.unless),
        "optional": step.is_optional, "event": step.event, "topic": step.topic,
        "due": {"event": due.event, "from": due.from_days, "to": due.to_days} if due else None,
        "waits": [
            {"since": waiting.since, "months": _months(desk, waiting.figure), "when": _plain(waiting.when)}
            for waiting in step.waiting
        ],
        "later": not may_precede(desk, step),
        "onlyIf": desk.renderer.plainly(step.only_if) if step.only_if else None,
        "costs": [_cost(desk, figure) for figure in step.costs],
    }  # fmt: skip
    return {name: value for name, value in data.items() if value or (isinstance(value, int) and value is not False)}


def _cost(desk: Desk, figure: str) -> list[object]:
    """The name of a fee and its amount in euros today; null where that is no plain amount."""
    record = desk.catalogue.figures[figure].figure
    now, amount = reading(record, desk.catalogue.today), _amount(desk, figure)
    is_plain = amount and amount[1] == "EUR" and now and now.period.value_to is None and not now.is_lapsed
    return [desk.renderer.plainly(record.name), amount[0] if amount and is_plain else None]


def _plain(when: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {facet: list(values) for facet, values in when.items()}


def picture(desk: Desk) -> Picture:
    """Where each step stands in the drawing."""
    columns = tuple((phase, SIDE + n * COLUMN) for n, phase in enumerate(desk.catalogue.phases))
    left = {phase.id: x for phase, x in columns}
    rows, nodes, top = [], [], HEAD
    for track in desk.catalogue.tracks:
        height = _row_height(desk, track)
        rows.append((track, top, height))
        nodes += _nodes_of(desk, track, left, top)
        top += height
    by_id = {node.step.id: node for node in nodes}
    lines = tuple((by_id[name], node) for node in nodes for name in node.step.after if name in by_id)
    ordered = tuple(sorted(nodes, key=lambda node: node.number))
    return Picture(SIDE + COLUMN * len(columns), top, columns, tuple(rows), ordered, lines)


def _row_height(desk: Desk, track: Term) -> int:
    counts = [
        sum(step.track == track.id and step.phase == phase.id for step in desk.catalogue.steps)
        for phase in desk.catalogue.phases
    ]
    return max(1, -(-max(counts) // _PER_LINE)) * (BOX + GAP) + 2 * GAP


def _nodes_of(desk: Desk, track: Term, left: dict[str, int], top: int) -> list[Node]:
    nodes, filled = [], dict.fromkeys(left, 0)
    for number, step in enumerate(desk.catalogue.steps, 1):
        if step.track == track.id:
            line, column = divmod(filled[step.phase], _PER_LINE)
            filled[step.phase] += 1
            x = left[step.phase] + GAP + column * (BOX + GAP + 4)
            nodes.append(Node(number, step, x, top + GAP + line * (BOX + GAP)))
    return nodes
