"""`lotse plan`: the backward plan of a worked example, as text or as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from lotse.exports.ical import PRODUCT, calendar, plan_events
from lotse.model import Instance, Step
from lotse.pages import Desk
from lotse.pages.process import tasks_of, workdays
from lotse.plan import Plan, Planned, plan
from lotse.process import steps_for
from lotse.workdays import Workdays


def planned_for(desk: Desk, instance: Instance, start: date) -> Plan:
    """The plan of a worked example for a first working day."""
    chosen = steps_for(desk.catalogue.steps, instance.choices)
    return plan(tasks_of(desk, chosen, instance.choices), start, desk.catalogue.today, workdays(desk))


def plan_text(desk: Desk, planned: Plan) -> str:
    """What the plan reckons with, a line a step with its latest days, then the steps without a day."""
    steps = {step.id: step for step in desk.catalogue.steps}
    names = {name: desk.renderer.plainly(step.name) for name, step in steps.items()}
    lines = [
        f"{p.latest_start.isoformat()} bis {p.latest_end.isoformat()}  {names[p.id]}{_marks(p)}"
        for p in sorted(planned.steps, key=lambda p: (p.latest_start, p.id))
    ]
    return "\n".join([*_outcome(planned, workdays(desk)), *lines, *_undated(desk, planned, steps, names)])


def _outcome(planned: Plan, off: Workdays) -> Iterator[str]:
    """Whether the wish can be met, and which day stands in its place."""
    if planned.moved != planned.wished:
        why = off.holidays.get(planned.wished, "ein Samstag oder Sonntag")
        yield f"{planned.wished.isoformat()} ist {why}; der nächste Arbeitstag ist {planned.moved.isoformat()}."
    if not planned.is_met:
        yield (
            f"Zum {planned.moved.isoformat()} ist es nicht zu schaffen. Frühester erster Arbeitstag: "
            f"{planned.earliest.isoformat()}; mit diesem Tag ist gerechnet."
        )


def _undated(desk: Desk, planned: Plan, steps: Mapping[str, Step], names: Mapping[str, str]) -> Iterator[str]:
    """Steps without a day, and why."""
    for name in planned.undated:
        only_if = steps[name].only_if
        reason = desk.renderer.plainly(only_if) if only_if else "Hängt an einem Tag, den der Plan nicht kennt."
        yield f"ohne Tag  {names[name]}: {reason}"


def plan_calendar(desk: Desk, instance: Instance, planned: Plan) -> str:
    """The plan as an iCalendar file."""
    names = {step.id: desk.renderer.plainly(step.name) for step in desk.catalogue.steps}
    return calendar(
        plan_events(planned.steps, names, planned.start), name=desk.renderer.plainly(instance.name),
        build_day=desk.catalogue.today, host=urlsplit(desk.catalogue.region.site_url).hostname or "lotse",
    )


def is_calendar(data: bytes) -> bool:
    """Whether a file is a calendar that we wrote."""
    return f"PRODID:{PRODUCT}".encode() in data


def _marks(step: Planned) -> str:
    return " (bestimmt die Dauer)" if step.is_critical else ""
