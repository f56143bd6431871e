"""What editors have to do by when: reviews, ends of consents and offers, figures, statements, the agreement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lotse.exports.ical import Event, calendar
from lotse.model.public import Standing
from lotse.pages.page import Desk, Page
from lotse.words import in_date_words, in_rough_date_words, sorting_key

ADDRESS = "mitmachen/kalender/"
KINDS = ("review", "consent", "offer", "figure", "fact", "agreement")
MOST_NAMES = 40  # in a note of the calendar file


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due on a day: of one kind, the records that it concerns by name; persons are never named."""

    day: date
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """One record and its day."""

    day: date
    kind: str
    name: str


def deadlines_page(desk: Desk) -> Page:
    """By month, from today on; what is overdue is counted and stands among the tasks."""
    found, today = deadlines(desk), desk.catalogue.today
    coming = [deadline for deadline in found if deadline.day >= today]
    months = groupby(coming, key=lambda deadline: deadline.day.isoformat()[:7])
    groups = [(month, in_rough_date_words(month, desk.language), tuple(days)) for month, days in months]
    label = desk.renderer.label
    return desk.page(
        ADDRESS, "deadlines", title=label("deadline.heading"), description=label("deadline.lead"), is_indexed=False,
        groups=groups, overdue=sum(len(d.names) for d in found if d.day < today and d.kind == "review"),
        contents=tuple((f"monat-{month}", name) for month, name, _ in groups),
    )


def deadlines(desk: Desk) -> tuple[Deadline, ...]:
    """All days with what is due on them, the earliest first, each kind once a day."""
    order = sorted(_dues(desk), key=lambda due: (due.day, KINDS.index(due.kind), sorting_key(due.name)))
    groups = groupby(order, key=lambda due: (due.day, due.kind))
    return tuple(Deadline(day, kind, tuple(dict.fromkeys(due.name for due in dues))) for (day, kind), dues in groups)


def _dues(desk: Desk) -> Iterator[Due]:
    catalogue, say = desk.catalogue, desk.renderer.plainly
    for name, standing in _standings(desk):
        if standing.review_due_on:
            yield Due(standing.review_due_on, "review", name)
    for day, body in catalogue.lapsing:
        yield Due(day, "consent", desk.renderer.name(body))
    yield from (Due(s.valid_to, "offer", say(s.name)) for s in catalogue.services() if s.valid_to)
    yield from _ends_of_facts(desk)
    agreement = catalogue.region.agreement
    yield Due(agreement.ends_on, "agreement", say(agreement.title))


def _ends_of_facts(desk: Desk) -> Iterator[Due]:
    """The last days of figures for which no later value is known, and of statements."""
    say = desk.renderer.plainly
    for record in desk.catalogue.figures.values():
        last = max(record.figure.periods, key=lambda period: period.from_ or date.min).to
        if last:
            yield Due(last, "figure", say(record.figure.name))
    for fact in desk.catalogue.facts.values():
        if fact.fact.valid_to:
            yield Due(fact.fact.valid_to, "fact", say(fact.fact.statement))


def _standings(desk: Desk) -> Iterator[tuple[str, Standing]]:
    """Every published record by the name of its body, or its own; a contact is told by its body."""
    catalogue, say = desk.catalogue, desk.renderer.plainly
    for body in catalogue.organizations:
        for part in (body, *body.services, *body.contacts, *body.locations):
            yield desk.renderer.name(body.name), part.standing
    yield from ((say(record.figure.name), record.standing) for record in catalogue.figures.values())
    yield from ((say(record.fact.statement), record.standing) for record in catalogue.facts.values())
    guiding = (*catalogue.steps, *catalogue.documents, *catalogue.procedures, *catalogue.checklists)
    yield from ((say(record.name), catalogue.standings[record.id]) for record in guiding)
    yield from ((say(event.name), event.standing) for event in catalogue.events)
    yield from ((say(one.hurdle.name), one.standing) for one in catalogue.hurdles)
    yield from ((say(line.name), line.standing) for line in catalogue.help_lines)


def deadline_files(desk: Desk) -> Iterator[tuple[str, str]]:
    """The calendar file: a day's deadlines of one kind are one entry, so that a calendar stays readable."""
    today = desk.catalogue.today
    events = [_event(desk, deadline) for deadline in deadlines(desk) if deadline.day >= today]
    host = desk.catalogue.region.site_url.split("/")[2]
    title = desk.renderer.label("deadline.heading")
    yield f"{ADDRESS}fristen.ics", calendar(events, name=title, build_day=today, host=host)


def _event(desk: Desk, deadline: Deadline) -> Event:
    names = deadline.names[:MOST_NAMES]
    rest = [f"+ {len(deadline.names) - len(names)}"] if len(names) < len(deadline.names) else []
    return Event(
        id=f"frist-{deadline.kind}-{deadline.day.isoformat()}", first=deadline.day, last=deadline.day,
        title=f"{desk.renderer.label(f'deadline.{deadline.kind}')} ({len(deadline.names)})",
        note="\n".join([in_date_words(deadline.day, desk.language), *names, *rest]), address=desk.url(ADDRESS),
    )  # fmt: skip
