"""L4: the answer to every question place × topic × audience, with its reasons. Total: nothing is undefined.

An answer is either given by bodies that reach the place, or delegated to a higher tier with a reason,
or a declared gap with an owner and a fallback, or, where no answer is expected, the fallback alone.
What is expected and nevertheless has none of these is *undefined*, and that is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from lotse.model.atlas import TIERS
from lotse.model.coverage import CoverageFile, Delegation, Expectation, Gap
from lotse.model.public import PublicOrganization, PublicService
from lotse.resolve.directory import Directory

D = TypeVar("D", Gap, Delegation)
Kind = Literal["responsible", "advice", "delegated", "gap", "fallback", "undefined"]
KINDS: tuple[Kind, ...] = ("responsible", "advice", "delegated", "gap", "fallback", "undefined")


@dataclass(frozen=True, slots=True)
class Cell:
    """One question: a place, a topic, an audience."""

    place: str
    topic: str
    audience: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an offer answers: the rule, and the smallest area of the offer that includes the place."""

    service: PublicService
    rule: Literal["responsible", "advice"]
    area: str
    tier: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: offers with their reasons, and what to do beyond them."""

    kind: Kind
    services: tuple[PublicService, ...]
    fallbacks: tuple[PublicOrganization, ...]
    expectation: Expectation | None = None
    delegation: Delegation | None = None
    gap: Gap | None = None

    @property
    def is_answered(self) -> bool:
        return self.kind != "undefined"


class Coverage:
    """All answers of a region."""

    def __init__(self, directory: Directory, declared: CoverageFile) -> None:
        self.directory = directory
        self.atlas = directory.catalogue.atlas
        self.declared = declared

    @cached_property
    def _expected(self) -> dict[tuple[str, str], Expectation]:
        """The expectation per topic and audience; the first one of the file counts."""
        found: dict[tuple[str, str], Expectation] = {}
        for expectation in self.declared.expectations:
            for topic in expectation.topics:
                for audience in expectation.audiences:
                    found.setdefault((topic, audience), expectation)
        return found

    def cells(self) -> Iterator[Cell]:
        """Every question of the region: all places, all topics, all main audiences."""
        catalogue = self.directory.catalogue
        for place in catalogue.municipalities:
            for topic in catalogue.topics:
                for audience in self.directory.main_audiences:
                    yield Cell(place.id, topic.id, audience.id)

    def answer(self, cell: Cell) -> Answer:
        """The answer to one question. Never fails for known ids."""
        services = self.directory.offers(place=cell.place, topic=cell.topic, audience=cell.audience)
        current = tuple(service for service in services if not service.is_planned)
        fallbacks = self.directory.fallbacks_at(cell.place, cell.audience)
        expectation = self._expected.get((cell.topic, cell.audience))
        gap = self._declared(self.declared.gaps, cell)
        if expectation is None:
            kind = self._kind_of(current) if current else "gap" if gap else "fallback"
            return Answer(kind, services, fallbacks, None, None, gap)
        if self._meets(expectation, current, cell.place):
            return Answer(self._kind_of(current), services, fallbacks, expectation, None, gap)
        delegation = self._declared(self.declared.delegations, cell)
        if delegation and self._reaches_tier(delegation, current, cell.place):
            return Answer("delegated", services, fallbacks, expectation, delegation, gap)
        return Answer("gap" if gap else "undefined", services, fallbacks, expectation, None, gap)

    def reasons(self, cell: Cell, answer: Answer) -> tuple[Reason, ...]:
        """Why each offer of the answer is there for this place."""
        return tuple(
            Reason(
                service,
                "responsible" if service.role == "responsible" else "advice",
                *self._nearest(service, cell.place),
            )
            for service in answer.services
        )

    def needless_gaps(self) -> Iterator[tuple[Gap, Cell]]:
        """Declared gaps that an offer has closed, with the first such question."""
        for gap in self.declared.gaps:
            cells = [
                Cell(place, topic, audience)
                for place in sorted(self.directory.reach(gap.areas))
                for topic in gap.topics
                for audience in gap.audiences
            ]
            if cells and all(self.answer(cell).kind in ("responsible", "advice", "delegated") for cell in cells):
                yield gap, cells[0]

    def _nearest(self, service: PublicService, place: str) -> tuple[str, str]:
        """The smallest area of the offer that includes the place, and its tier."""
        areas = [area for area in service.areas if place in self.atlas.reach[area]]
        area = min(areas, key=lambda name: (TIERS.index(self.atlas.tier[name]), name))
        return area, self.atlas.tier[area]

    def _meets(self, expectation: Expectation, services: Sequence[PublicService], place: str) -> bool:
        limit = TIERS.index(expectation.tier)
        return any(
            (expectation.role == "any" or service.role == expectation.role)
            and TIERS.index(self._nearest(service, place)[1]) <= limit
            for service in services
        )

    def _reaches_tier(self, delegation: Delegation, services: Sequence[PublicService], place: str) -> bool:
        limit = TIERS.index(delegation.to_tier)
        return any(TIERS.index(self._nearest(service, place)[1]) <= limit for service in services)

    def _declared(self, declared: Sequence[D], cell: Cell) -> D | None:
        """The first declaration that concerns a question, if there is one."""
        for entry in declared:
            is_about = cell.topic in entry.topics and cell.audience in entry.audiences
            if is_about and cell.place in self.directory.reach(entry.areas):
                return entry
        return None

    @staticmethod
    def _kind_of(services: Sequence[PublicService]) -> Kind:
        return "responsible" if any(service.role == "responsible" for service in services) else "advice"
