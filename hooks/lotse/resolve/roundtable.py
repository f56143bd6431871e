"""L4: what the round table of a region wants to see: who covers what where, overlaps, gaps, and ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lotse.model.coverage import Gap
from lotse.model.places import Territory
from lotse.model.public import PublicOrganization, PublicService
from lotse.model.terms import Term, Topic
from lotse.resolve.coverage import KINDS, Cell, Coverage, Kind
from lotse.resolve.directory import Directory

LOOK_AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the matrix: the weakest answer within a territory, and how many bodies answer there."""

    kind: Kind
    bodies: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a topic for an audience, with a field per territory (in the order of the file)."""

    topic: Topic
    audience: Term
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Several bodies with offers on one topic for one audience that reach the same places."""

    topic: Topic
    audience: Term
    reach: str
    offers: tuple[tuple[PublicOrganization, PublicService], ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """An offer that ends within the next twelve months."""

    organization: PublicOrganization
    service: PublicService
    day: date


@dataclass(frozen=True, slots=True)
class GapReport:
    """A declared gap and its age in days."""

    gap: Gap
    days: int


def matrix(coverage: Coverage) -> tuple[Row, ...]:
    """Every topic for the main audiences that it concerns, by territory."""
    directory = coverage.directory
    return tuple(
        Row(topic, audience, tuple(_field(coverage, t, topic, audience) for t in directory.catalogue.territories))
        for topic in directory.catalogue.topics
        for audience in directory.main_audiences
        if any(directory.main_audience(name) == audience.id for name in topic.audiences)
    )


def _field(coverage: Coverage, territory: Territory, topic: Topic, audience: Term) -> Field:
    places = sorted(coverage.atlas.reach[territory.id])
    answers = [coverage.answer(Cell(place, topic.id, audience.id)) for place in places]
    weakest = max((answer.kind for answer in answers), key=KINDS.index)
    bodies = {service.organization for answer in answers for service in answer.services}
    return Field(weakest, len(bodies))


def counts(rows: tuple[Row, ...]) -> Mapping[Kind, int]:
    """How many fields of the matrix have which kind of answer."""
    found = Counter(field.kind for row in rows for field in row.fields)
    return {kind: found[kind] for kind in KINDS}


def overlaps(directory: Directory) -> Iterator[Overlap]:
    """Where several bodies advise on the same topic for the same audience in the same places."""
    for topic in directory.catalogue.topics:
        for audience in directory.main_audiences:
            offers = [s for s in directory.offers(topic=topic.id, audience=audience.id) if s.role == "advice"]
            yield from _overlaps(directory, topic, audience, offers)


def _overlaps(
    directory: Directory, topic: Topic, audience: Term, offers: list[PublicService]
) -> Iterator[Overlap]:
    by_reach: dict[str, list[PublicService]] = {}
    for service in offers:
        by_reach.setdefault(directory.reach_words(service.areas), []).append(service)
    for reach, services in by_reach.items():
        if len({service.organization for service in services}) > 1:
            pairs = tuple((directory.organizations[s.organization], s) for s in services)
            yield Overlap(topic, audience, reach, pairs)


def endings(directory: Directory) -> tuple[Ending, ...]:
    """Offers that end within twelve months, the next first."""
    limit = directory.catalogue.today + LOOK_AHEAD
    found = [
        Ending(directory.organizations[service.organization], service, service.valid_to)
        for service in directory.catalogue.services()
        if service.valid_to and service.valid_to <= limit
    ]
    return tuple(sorted(found, key=lambda ending: (ending.day, ending.service.id)))


def gap_reports(coverage: Coverage) -> tuple[GapReport, ...]:
    """Declared gaps, the oldest first."""
    today = coverage.directory.catalogue.today
    found = [GapReport(gap, (today - gap.since).days) for gap in coverage.declared.gaps]
    return tuple(sorted(found, key=lambda report: (-report.days, report.gap.id)))
