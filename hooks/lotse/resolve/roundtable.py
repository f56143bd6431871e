"""What the round table of a region wants to see: who covers what where, overlaps, gaps, and ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lotse.model.coverage import Gap
from lotse.model.places import Territory
from lotse.model.public import PublicOrganization, PublicService
from lotse.model.terms import Term, Topic
from lotse.resolve.coverage import KINDS, Cell, Coverage, Kind
from lotse.resolve.directory import Directory


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the matrix: the weakest answer within a territory, and how many bodies answer at least."""

    kind: Kind
    bodies: int
    has_gap: bool = False  # in a situation, or not enough of it


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a topic for an audience, with a field per territory (in the order of the file)."""

    topic: Topic
    audience: Term
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """What was counted on an earlier day, by the names of `tally`."""

    day: date
    before: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Several bodies with offers on one topic for one audience that meet in the same places."""

    topic: Topic
    audience: Term
    places: frozenset[str]
    offers: tuple[tuple[PublicOrganization, PublicService], ...]


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
    current = [[service for service in answer.services if not service.is_planned] for answer in answers]
    fewest = min((len({service.organization for service in services}) for services in current), default=0)
    has_gap = any(coverage.gaps(Cell(place, topic.id, audience.id)) for place in places)
    return Field(weakest, fewest, has_gap and weakest != "gap")


def counts(rows: tuple[Row, ...]) -> Mapping[Kind, int]:
    """How many fields of the matrix have which kind of answer."""
    found = Counter(field.kind for row in rows for field in row.fields)
    return {kind: found[kind] for kind in KINDS}


def tally(coverage: Coverage) -> dict[str, int]:
    """What a round table counts, by the label of each figure: bodies, offers, fields of the matrix, gaps, tasks."""
    catalogue = coverage.directory.catalogue
    found = {"figures.organizations": len(catalogue.organizations), "figures.services": len(list(catalogue.services()))}
    found |= {f"cover.{kind}": count for kind, count in counts(coverage.once(matrix)).items()}
    asked = sum(gap.is_asked for gap in coverage.declared_gaps)
    found |= {"figures.gaps": asked, "figures.unasked": len(coverage.declared_gaps) - asked}
    return found | {"figures.tasks": len(catalogue.tasks)}


def overlaps(directory: Directory) -> Iterator[Overlap]:
    """Where several bodies advise on the same topic for the same audience in the same places."""
    for topic in directory.catalogue.topics:
        for audience in directory.main_audiences:
            found = directory.offers(topic=topic.id, audience=audience.id)
            offers = [service for service in found if service.role == "advice" and not service.is_planned]
            yield from _overlaps(directory, topic, audience, offers)


def _overlaps(
    directory: Directory, topic: Topic, audience: Term, offers: list[PublicService]
) -> Iterator[Overlap]:
    """One overlap for all places in which the same offers meet, however far each of them reaches beyond."""
    reach = {service.id: directory.reach(service.areas) for service in offers}
    meeting: dict[tuple[str, ...], list[str]] = {}
    for place in directory.catalogue.municipalities:
        here = tuple(service.id for service in offers if place.id in reach[service.id])
        meeting.setdefault(here, []).append(place.id)
    by_id = {service.id: service for service in offers}
    for ids, places in meeting.items():
        pairs = tuple((directory.organizations[by_id[i].organization], by_id[i]) for i in ids)
        if len({organization.id for organization, _ in pairs}) > 1:
            yield Overlap(topic, audience, frozenset(places), pairs)


def gap_reports(coverage: Coverage, *, is_asked: bool = True) -> tuple[GapReport, ...]:
    """Declared gaps that somebody looked or asked for, or else those nobody has asked about; the oldest first."""
    today = coverage.directory.catalogue.today
    wanted = (gap for gap in coverage.declared_gaps if gap.is_asked == is_asked)
    found = [GapReport(gap, (today - gap.since).days) for gap in wanted]
    return tuple(sorted(found, key=lambda report: (-report.days, report.gap.id)))
