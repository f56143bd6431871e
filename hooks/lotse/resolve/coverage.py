"""The answer to every question place × topic × audience, with its reasons. Total: nothing is undefined.

Where offers are limited to people before or after their entry, or to a sector, a question may be narrowed to
such a situation, and each of these questions has its answer too.

An answer is either given by bodies that reach the place, or delegated to a higher tier with a reason,
or a declared gap with an owner and a fallback, or, where no answer is expected, the fallback alone.
What is expected and nevertheless has none of these is *undefined*, and that is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal, TypeVar

from lotse.model.atlas import TIERS
from lotse.model.coverage import CoverageFile, Delegation, Expectation, Gap
from lotse.model.public import PublicOrganization, PublicService
from lotse.resolve.directory import Directory
from lotse.resolve.situations import ANY, Situation, situations

D = TypeVar("D", Gap, Delegation)
T = TypeVar("T")
Kind = Literal["responsible", "advice", "delegated", "gap", "fallback", "undefined"]
KINDS: tuple[Kind, ...] = ("responsible", "advice", "delegated", "gap", "fallback", "undefined")


@dataclass(frozen=True, slots=True)
class Cell:
    """One question: a place, a topic, an audience; on request in one situation only."""

    place: str
    topic: str
    audience: str
    situation: Situation = ANY


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
        today = directory.catalogue.today
        self.declared_gaps = tuple(gap for gap in declared.gaps if gap.since <= today)  # others are declared ahead
        self._answers: dict[Cell, Answer] = {}
        self._open: dict[Cell, tuple[Situation, ...]] = {}
        self._once: dict[Callable[[Coverage], object], object] = {}

    def once(self, ask: Callable[[Coverage], T]) -> T:
        """What a question about the whole coverage gives, computed once for all who ask."""
        if ask not in self._once:
            self._once[ask] = ask(self)
        return self._once[ask]  # type: ignore[return-value]

    def cells(self) -> Iterator[Cell]:
        """Every question of the region: all places, all topics, all main audiences."""
        catalogue = self.directory.catalogue
        for place in catalogue.municipalities:
            for topic in catalogue.topics:
                for audience in self.directory.main_audiences:
                    yield Cell(place.id, topic.id, audience.id)

    def narrowed(self, cell: Cell) -> Iterator[Cell]:
        """The same question in each situation in which the answer may differ."""
        for situation in self.situations[cell.topic]:
            yield Cell(cell.place, cell.topic, cell.audience, situation)

    @cached_property
    def situations(self) -> dict[str, tuple[Situation, ...]]:
        """Per topic the situations that matter for it."""
        catalogue = self.directory.catalogue
        sectors = [sector.id for sector in catalogue.sectors]
        return {t.id: situations(self.directory.offers(topic=t.id), sectors) for t in catalogue.topics}

    def answer(self, cell: Cell) -> Answer:
        """The answer to one question. Never fails for known ids."""
        alike = Cell(self.alike[cell.place], cell.topic, cell.audience, cell.situation)
        if alike not in self._answers:
            self._answers[alike] = self._answer(alike)
        return self._answers[alike]

    def open_situations(self, cell: Cell) -> tuple[Situation, ...]:
        """The situations in which an answered question has no answer nevertheless."""
        if (cell.topic, cell.audience) not in self._expectations:
            return ()  # where nothing is expected, nothing is undefined
        alike = Cell(self.alike[cell.place], cell.topic, cell.audience)
        if alike not in self._open:
            open_cells = (narrow for narrow in self.narrowed(alike) if not self.answer(narrow).is_answered)
            self._open[alike] = tuple(narrow.situation for narrow in open_cells)
        return self._open[alike]

    def gaps(self, cell: Cell) -> tuple[Gap, ...]:
        """What is missing or short in a question: as a whole, and in situations in which other offers don't help."""
        narrowed = [self.answer(narrow) for narrow in self.narrowed(cell)]
        missing = [self.answer(cell).gap, *(answer.gap for answer in narrowed if answer.kind == "gap")]
        short = [gap for gap in self.declared_gaps if gap.extent == "short" and self._covers(gap, cell)]
        return tuple(dict.fromkeys(gap for gap in (*missing, *short) if gap))

    @cached_property
    def alike(self) -> dict[str, str]:
        """Per place the first one that lies in the same areas: such places have the same answers."""
        records = (*self.directory.catalogue.organizations, *self.directory.catalogue.services())
        declared = (*self.declared.gaps, *self.declared.delegations)
        used = sorted({area for record in (*records, *declared) for area in record.areas})
        first: dict[tuple[bool, ...], str] = {}
        places = [place.id for place in self.directory.catalogue.municipalities]
        return {p: first.setdefault(tuple(p in self.atlas.reach[area] for area in used), p) for p in places}

    def _answer(self, cell: Cell) -> Answer:
        offers = self.directory.offers(place=cell.place, topic=cell.topic, audience=cell.audience)
        services = tuple(service for service in offers if cell.situation.fits(service))
        current = tuple(service for service in services if not service.is_planned)
        fallbacks = self.directory.fallbacks_at(cell.place, cell.audience, cell.situation.entry)
        expectation = self.expected(cell)
        gap = self._declared([gap for gap in self.declared_gaps if gap.extent == "missing"], cell)
        if expectation is None:
            kind = self._kind_of(current) if current else "gap" if gap else "fallback"
            return Answer(kind, services, fallbacks, None, None, None if current else gap)
        meeting = self._meeting(expectation, current, cell.place)
        if meeting:
            return Answer(self._kind_of(meeting), services, fallbacks, expectation)
        delegation = self._declared(self.declared.delegations, cell)
        if delegation and self._reaches_tier(delegation, current, cell.place):
            return Answer("delegated", services, fallbacks, expectation, delegation)
        return Answer("gap" if gap else "undefined", services, fallbacks, expectation, None, gap)

    def expected(self, cell: Cell) -> Expectation | None:
        """What is expected of the answer to a question: the first entry of the file that fits; None if nothing is."""
        found = self._expectations.get((cell.topic, cell.audience), ())
        return next((expectation for expectation in found if cell.situation.fits(expectation)), None)

    def expected_at(self, cell: Cell) -> tuple[int, int]:
        """Which entry of the file expects an answer to a question, and which of its topics. Only for expected ones."""
        expected = self.expected(cell)
        number = next(n for n, expectation in enumerate(self.declared.expectations) if expectation is expected)
        return number, self.declared.expectations[number].topics.index(cell.topic)

    @cached_property
    def _expectations(self) -> dict[tuple[str, str], list[Expectation]]:
        """The expectations per topic and audience, in the order of the file."""
        found: dict[tuple[str, str], list[Expectation]] = {}
        for expectation in self.declared.expectations:
            for key in product(expectation.topics, expectation.audiences):
                found.setdefault(key, []).append(expectation)
        return found

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
        """Declared gaps with each question that offers have closed in its whole area; what is short isn't closed so."""
        for gap in self.declared_gaps:
            questions: dict[tuple[str, str], list[Cell]] = {}
            for cell in self._cells_of(gap) if gap.extent == "missing" else ():
                questions.setdefault((cell.topic, cell.audience), []).append(cell)
            for cells in questions.values():
                if all(self.answer(cell).kind in ("responsible", "advice", "delegated") for cell in cells):
                    yield gap, cells[0]

    def _cells_of(self, gap: Gap) -> Iterator[Cell]:
        """The questions that a declared gap is about, in its situations."""
        entry = None if gap.entry == "both" else gap.entry
        for place, topic, audience in product(sorted(self.directory.reach(gap.areas)), gap.topics, gap.audiences):
            for sector in gap.sectors or (None,):
                yield Cell(place, topic, audience, Situation(entry, sector))

    def _nearest(self, service: PublicService, place: str) -> tuple[str, str]:
        """The smallest area of the offer that includes the place, and its tier."""
        areas = [area for area in service.areas if place in self.atlas.reach[area]]
        area = min(areas, key=lambda name: (TIERS.index(self.atlas.tier[name]), name))
        return area, self.atlas.tier[area]

    def _meeting(
        self, expectation: Expectation, services: Sequence[PublicService], place: str
    ) -> list[PublicService]:
        """The offers that are what is expected: in role and tier, and in the situation that is meant."""
        limit = TIERS.index(expectation.tier)
        entry = None if expectation.entry == "both" else expectation.entry
        return [
            service
            for service in services
            if expectation.role in ("any", service.role)
            and Situation(entry).fits(service)
            and (not expectation.sectors or not service.sectors or {*expectation.sectors} & {*service.sectors})
            and TIERS.index(self._nearest(service, place)[1]) <= limit
        ]

    def _reaches_tier(self, delegation: Delegation, services: Sequence[PublicService], place: str) -> bool:
        limit = TIERS.index(delegation.to_tier)
        return any(TIERS.index(self._nearest(service, place)[1]) <= limit for service in services)

    def _declared(self, declared: Sequence[D], cell: Cell) -> D | None:
        """The first declaration that covers a question, if there is one."""
        return next((entry for entry in declared if self._covers(entry, cell)), None)

    def _covers(self, entry: Gap | Delegation, cell: Cell) -> bool:
        is_about = cell.topic in entry.topics and cell.audience in entry.audiences
        return is_about and cell.situation.is_within(entry) and cell.place in self.directory.reach(entry.areas)

    @staticmethod
    def _kind_of(services: Sequence[PublicService]) -> Kind:
        return "responsible" if any(service.role == "responsible" for service in services) else "advice"
