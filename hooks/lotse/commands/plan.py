"""`lotse plan`: the backward plan of a worked example, as text or as a calendar file."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from lotse.exports.ical import PRODUCT, calendar, plan_events
from lotse.model import Instance
from lotse.pages import Desk
from lotse.pages.process import tasks_of
from lotse.plan import Planned, plan
from lotse.process import steps_for


def planned_for(desk: Desk, instance: Instance, start: date) -> tuple[Planned, ...]:
    """The plan of a worked example for a first working day."""
    return plan(tasks_of(desk, steps_for(desk.catalogue.steps, instance.choices)), start, desk.catalogue.today)


def plan_text(desk: Desk, planned: tuple[Planned, ...]) -> str:
    """One line a step: latest start, latest end, and whether it is critical or too late already."""
    names = {step.id: desk.renderer.plainly(step.name) for step in desk.catalogue.steps}
    return "\n".join(
        f"{p.latest_start.isoformat()} bis {p.latest_end.isoformat()}  {names[p.id]}{_marks(p)}"
        for p in sorted(planned, key=lambda p: (p.latest_start, p.id))
    )


def plan_calendar(desk: Desk, instance: Instance, planned: tuple[Planned, ...], start: date) -> str:
    """The plan as an iCalendar file."""
    names = {step.id: desk.renderer.plainly(step.name) for step in desk.catalogue.steps}
    return calendar(
        plan_events(planned, names, start), name=desk.renderer.plainly(instance.name),
        build_day=desk.catalogue.today, host=urlsplit(desk.catalogue.region.site_url).hostname or "lotse",
    )


def is_calendar(data: bytes) -> bool:
    """Whether a file is a calendar that we wrote."""
    return f"PRODID:{PRODUCT}".encode() in data


def _marks(step: Planned) -> str:
    marks = ["kritisch"] if step.is_critical else []
    marks += ["zu spät"] if step.is_too_late else []
    return f" ({', '.join(marks)})" if marks else ""
