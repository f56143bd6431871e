"""The answers for a place as its page shows them: by topic, equal ones once, with their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lotse.model import Municipality, Term, Topic
from lotse.model.coverage import Delegation, Gap
from lotse.model.public import PublicCitation, PublicOrganization, PublicService
from lotse.pages.ways import Way, ways
from lotse.resolve import Answer, BodyAtPlace, Cell, Coverage, Directory, Reason
from lotse.resolve.tiers import next_tier


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """The answer that one or several audiences get to a topic, and who comes after it."""

    audiences: tuple[Term, ...]
    answer: Answer
    responsible: tuple[Way, ...]
    advice: tuple[Way, ...]
    planned: tuple[Way, ...]
    gaps: tuple[Gap, ...]  # of the whole question, and of situations in which the other offers don't help
    tells_entry: bool  # whether it matters here who is there before and who after the entry
    afterwards: tuple[Way, ...]  # bodies of the next higher tier, for when nobody answers


@dataclass(frozen=True, slots=True)
class Ground:
    """Why some offers answer: the rule, the area that includes the place, and the offers."""

    rule: str
    area: str
    bodies: tuple[BodyAtPlace, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """Grounds whose sources promise the same, and that are confirmed alike."""

    weakest: PublicCitation  # what they all promise at least
    confirmed_on: date | None
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class TopicAnswers:
    """Everything that a place has on a topic: the address `/orte/<place>/#<topic>`."""

    topic: Topic
    lines: tuple[AnswerLine, ...]
    traces: tuple[Trace, ...]
    declared: tuple[Gap | Delegation, ...]  # why there is no office here, or one of a higher tier
    citations: tuple[PublicCitation, ...]  # what the reasons were read in, each once

    def declared_alike(self) -> Iterator[tuple[Gap | Delegation, ...]]:
        """What is declared, with the gaps together that the same body keeps since the same day."""
        for _, alike in groupby(self.declared, _declared_by):
            yield tuple(alike)


class PlaceAnswers:
    """The answers for each place, computed once: they are the same in every language."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._found: dict[str, tuple[TopicAnswers, ...]] = {}

    def of(self, place: str) -> tuple[TopicAnswers, ...]:
        """The answers to every topic, in the order of the topics; places in the same areas share them."""
        alike = self._coverage.alike[place]
        if alike not in self._found:
            topics = self._coverage.directory.catalogue.topics
            self._found[alike] = tuple(_of_topic(self._coverage, alike, topic) for topic in topics)
        return self._found[alike]


def numbered_sources(rows: Iterable[TopicAnswers]) -> dict[PublicCitation, int]:
    """What the reasons of a page were read in, numbered as it comes up."""
    cited = dict.fromkeys(citation for row in rows for citation in row.citations)
    return {citation: number for number, citation in enumerate(cited, 1)}


def last_resorts(directory: Directory, place: Municipality) -> tuple[tuple[Term, tuple[PublicOrganization, ...]], ...]:
    """Per main audience the bodies that take any question of theirs at a place."""
    main = directory.main_audiences
    return tuple((audience, directory.fallbacks_at(place.id, audience.id)) for audience in main)


def _of_topic(coverage: Coverage, place: str, topic: Topic) -> TopicAnswers:
    together: dict[object, list[Term]] = {}
    cells: dict[object, Cell] = {}
    reasons: dict[str, Reason] = {}
    for audience in coverage.directory.main_audiences:
        cell = Cell(place, topic.id, audience.id)
        answer = coverage.answer(cell)
        sameness = _sameness(answer, coverage.gaps(cell))
        together.setdefault(sameness, []).append(audience)
        cells.setdefault(sameness, cell)
        reasons |= {reason.service.id: reason for reason in coverage.reasons(cell, answer)}
    lines = sorted((_line(coverage, tuple(terms), cells[key]) for key, terms in together.items()), key=_is_silent)
    declared = (entry for line in lines for entry in (*line.gaps, line.answer.delegation) if entry)
    traces = tuple(_traces(coverage, reasons.values()))
    once = tuple(dict.fromkeys(declared))
    return TopicAnswers(topic, tuple(lines), traces, once, _citations(coverage, traces, once))


def _citations(
    coverage: Coverage, traces: Iterable[Trace], declared: Iterable[Gap | Delegation]
) -> tuple[PublicCitation, ...]:
    grounds = (ground for trace in traces for ground in trace.grounds)
    services = (service for ground in grounds for body in ground.bodies for service in body.services)
    standings = coverage.directory.catalogue.standings
    known = [service.standing for service in services] + [standings[entry.id] for entry in declared]
    return tuple(dict.fromkeys(citation for standing in known for citation in standing.citations))


def _sameness(answer: Answer, gaps: Iterable[Gap]) -> object:
    """What two answers must agree in to be told together."""
    told = answer.services or answer.fallbacks
    declared = [entry.id for entry in (*gaps, answer.delegation) if entry]
    return answer.kind, tuple(record.id for record in told), tuple(declared)


def _is_silent(line: AnswerLine) -> bool:
    """Lines without any offer stand at the end."""
    return not line.answer.services


def _line(coverage: Coverage, audiences: tuple[Term, ...], cell: Cell) -> AnswerLine:
    answer = coverage.answer(cell)
    current = [service for service in answer.services if not service.is_planned]
    return AnswerLine(
        audiences,
        answer,
        ways(coverage.directory, (s for s in current if s.role == "responsible")),
        ways(coverage.directory, (s for s in current if s.role != "responsible")),
        ways(coverage.directory, (s for s in answer.services if s.is_planned)),
        coverage.gaps(cell),
        len({service.entry for service in current}) > 1,
        ways(coverage.directory, next_tier(coverage.atlas, current, cell.place)),
    )


def _traces(coverage: Coverage, reasons: Iterable[Reason]) -> Iterator[Trace]:
    """The reasons, those together that agree; within them the neutral order stays."""

    def promise(reason: Reason) -> tuple[object, ...]:
        standing = reason.service.standing
        return standing.weakest.promise, str(standing.confirmed_on or "")

    for _, found in groupby(sorted(reasons, key=promise), key=promise):
        alike = tuple(found)
        standing = alike[0].service.standing
        yield Trace(standing.weakest, standing.confirmed_on, tuple(_grounds(coverage, alike)))


def _grounds(coverage: Coverage, reasons: Iterable[Reason]) -> Iterator[Ground]:
    together: dict[tuple[str, str], list[PublicService]] = {}
    for reason in reasons:
        together.setdefault((reason.rule, reason.area), []).append(reason.service)
    for (rule, area), services in together.items():
        yield Ground(rule, area, coverage.directory.bodies(services))


def _declared_by(entry: Gap | Delegation) -> object:
    return (entry.owner, entry.since) if isinstance(entry, Gap) else entry.id
