"""What ends within twelve months, and which questions have no answer from then on."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lotse.model.public import PublicCatalogue, PublicOrganization, PublicService
from lotse.resolve.coverage import Cell, Coverage
from lotse.resolve.directory import Directory

LOOK_AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Ending:
    """An offer that ends within the next twelve months."""

    organization: PublicOrganization
    service: PublicService
    day: date


@dataclass(frozen=True, slots=True)
class Opening:
    """The questions that have no answer from a day on, the day after offers end."""

    day: date
    cells: tuple[Cell, ...]


def endings(directory: Directory) -> tuple[Ending, ...]:
    """Offers that end within twelve months, the next first."""
    limit = directory.catalogue.today + LOOK_AHEAD
    found = [
        Ending(directory.organizations[service.organization], service, service.valid_to)
        for service in directory.catalogue.services()
        if service.valid_to and service.valid_to <= limit
    ]
    return tuple(sorted(found, key=lambda ending: (ending.day, ending.service.id)))


def openings(coverage: Coverage) -> tuple[Opening, ...]:
    """Per day on which offers end: the questions without an answer from the next day on, if nothing is done."""
    ending = endings(coverage.directory)
    found: list[Opening] = []
    known = set(coverage.once(open_cells))
    for last in sorted({one.day for one in ending}):
        day = last + timedelta(days=1)
        topics = frozenset(topic for one in ending if one.day <= last for topic in one.service.topics)
        later = Coverage(Directory(_catalogue_on(coverage.directory.catalogue, day)), coverage.declared)
        cells = tuple(cell for cell in open_cells(later, topics) if cell not in known)
        known |= set(cells)
        found += [Opening(day, cells)] if cells else []
    return tuple(found)


def _catalogue_on(catalogue: PublicCatalogue, day: date) -> PublicCatalogue:
    """The catalogue without the offers that have ended by a day."""
    organizations = tuple(
        replace(body, services=tuple(s for s in body.services if s.valid_to is None or s.valid_to >= day))
        for body in catalogue.organizations
    )
    return replace(catalogue, organizations=organizations, today=day)


def open_cells(coverage: Coverage, topics: Container[str] | None = None) -> tuple[Cell, ...]:
    """The undefined questions, on request on some topics; narrowed ones only where the whole has its answer."""
    return tuple(_open_cells(coverage, topics))


def _open_cells(coverage: Coverage, topics: Container[str] | None) -> Iterator[Cell]:
    for cell in coverage.cells():
        if topics is not None and cell.topic not in topics:
            continue
        if not coverage.answer(cell).is_answered:
            yield cell
        else:
            yield from (replace(cell, situation=situation) for situation in coverage.open_situations(cell))
