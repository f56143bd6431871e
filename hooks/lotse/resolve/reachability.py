"""Whether an answer leads to somebody whom one can reach: by phone or mail, by a link, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from lotse.model.public import PublicOrganization
from lotse.resolve.coverage import Answer, Cell, Coverage

Way = Literal["direct", "link", "address", "none"]
WAYS: tuple[Way, ...] = ("direct", "link", "address", "none")  # the best first


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A question that ends at bodies which nobody can reach, with these bodies; for all places alike."""

    topic: str
    audience: str
    places: tuple[str, ...]
    bodies: tuple[str, ...]


def ways(coverage: Coverage) -> Mapping[str, Counter[Way]]:
    """Per main audience how many questions (place × topic of concern to it) end at whom one reaches how."""
    found: dict[str, Counter[Way]] = {term.id: Counter() for term in coverage.directory.main_audiences}
    for cell in _asked(coverage):
        found[cell.audience][best_way(coverage, cell)] += 1
    return found


def dead_ends(coverage: Coverage) -> tuple[DeadEnd, ...]:
    """The questions that nobody can follow further, by audience and topic."""
    meeting: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for cell in _asked(coverage):
        bodies = _bodies(coverage, coverage.answer(cell))
        if _best(coverage, cell, bodies) == "none":
            key = (cell.audience, cell.topic, tuple(body.id for body in bodies))
            meeting.setdefault(key, []).append(cell.place)
    return tuple(
        DeadEnd(topic, audience, tuple(places), bodies) for (audience, topic, bodies), places in meeting.items()
    )


def best_way(coverage: Coverage, cell: Cell) -> Way:
    """The best way to anybody whom the answer to a question names."""
    return _best(coverage, cell, _bodies(coverage, coverage.answer(cell)))


def _asked(coverage: Coverage) -> Iterator[Cell]:
    """The questions of those whom a topic concerns; nobody misses a phone number for a question they don't have."""
    concerned = {topic.id: frozenset(topic.audiences) for topic in coverage.directory.catalogue.topics}
    for cell in coverage.cells():
        if concerned[cell.topic] & coverage.directory.audiences[cell.audience]:
            yield cell


def _best(coverage: Coverage, cell: Cell, bodies: Iterable[PublicOrganization]) -> Way:
    found = {way for body in bodies for way in _ways_to(body, cell.topic)}
    found |= {"direct"} if _has_help_line(coverage, cell) else set()
    return next((way for way in WAYS if way in found), "none")


def _bodies(coverage: Coverage, answer: Answer) -> tuple[PublicOrganization, ...]:
    """Whom the answer names: those with an offer, where nobody has one those of last resort and of the gap."""
    known = coverage.directory.organizations
    named = [known[service.organization] for service in answer.services if not service.is_planned]
    if not named:
        named = [*([known[answer.gap.fallback]] if answer.gap else []), *answer.fallbacks]
    return tuple({body.id: body for body in named}.values())


def _ways_to(body: PublicOrganization, topic: str) -> Iterator[Way]:
    if any(contact.phones or contact.email for contact in body.contacts):
        yield "direct"
    offers = (service for service in body.services if topic in service.topics)
    if body.website or any(contact.url for contact in body.contacts) or any(offer.url for offer in offers):
        yield "link"
    if body.locations:
        yield "address"


def _has_help_line(coverage: Coverage, cell: Cell) -> bool:
    """Whether a national number is there for this very question."""
    audiences = coverage.directory.audiences[cell.audience]
    lines = (line for line in coverage.directory.catalogue.help_lines if cell.topic in line.topics)
    return any(not line.audiences or not audiences.isdisjoint(line.audiences) for line in lines)
