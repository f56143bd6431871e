"""The reference process as a picture and a list, its worked examples, and the time plan."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from lotse.model import Duration, Instance, Phase, Step, Term
from lotse.pages.page import Desk, Page
from lotse.plan import DAYS_PER_UNIT, Task, plan
from lotse.process import bridged, in_sequence, steps_for

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
            "planned": relative_plan(desk, steps_for(desk.catalogue.steps, instance.choices)),
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
        view=lambda: {
            "planned": relative_plan(desk, desk.catalogue.steps),
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


def relative_plan(desk: Desk, chosen: Sequence[Step]) -> dict[str, int]:
    """Per step how many days before the first working day it must begin at the latest; later steps are absent."""
    today = desk.catalogue.today
    start = today + timedelta(days=3650)
    planned = plan(tasks_of(desk, chosen), start, today)
    needed = {p.id: p for p in planned if p.latest_start < start or p.slack > 0}
    return {name: (start - p.latest_start).days for name, p in needed.items() if p.latest_start <= start}


def tasks_of(desk: Desk, chosen: Sequence[Step]) -> list[Task]:
    """The chosen steps as the plan wants them: in sequence, with days and predecessors."""
    before = bridged(desk.catalogue.steps, chosen)
    steps = {step.id: step for step in chosen}
    goal = goal_of(chosen)
    return [
        Task(id=name, days=days(steps[name].duration), after=tuple(before[name]), is_goal=name == goal)
        for name in in_sequence(before)
    ]


def goal_of(steps: Sequence[Step]) -> str:
    """The step that takes place on the start date: the one marked so, else the last one."""
    return next((step.id for step in steps if step.is_goal), steps[-1].id)


def plan_data(desk: Desk) -> dict[str, object]:
    """What the script needs to plan: steps with durations, dependencies and conditions."""
    say = desk.renderer.plainly
    order = in_sequence({step.id: step.after for step in desk.catalogue.steps})
    steps = {step.id: step for step in desk.catalogue.steps}
    goal = goal_of(desk.catalogue.steps)
    return {
        "goal": goal,
        "steps": [
            {
                "id": i,
                "name": say(steps[i].name),
                "days": days(steps[i].duration),
                "after": list(steps[i].after),
                "when": {facet: list(values) for facet, values in steps[i].when.items()},
                "optional": steps[i].is_optional,
            }
            for i in order
        ],
    }


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
