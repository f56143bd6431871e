"""A body as one way among others to an answer, with what limits it: to an entry, to sectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lotse.model.base import Entry
from lotse.model.public import PublicOrganization, PublicService
from lotse.resolve import BodyAtPlace, Directory


@dataclass(frozen=True, slots=True)
class Way:
    """A body with its offers; `entry` and `sectors` hold for all of them together."""

    organization: PublicOrganization
    services: tuple[PublicService, ...]
    entry: Entry
    sectors: tuple[str, ...]  # empty: all


def ways(directory: Directory, services: Iterable[PublicService]) -> tuple[Way, ...]:
    """The offers by the body that makes them, in neutral order."""
    return tuple(_way(body) for body in directory.bodies(services))


def _way(body: BodyAtPlace) -> Way:
    return Way(body.organization, body.services, _entry(body.services), _sectors(body.services))


def _entry(services: Sequence[PublicService]) -> Entry:
    entries = {service.entry for service in services}
    return entries.pop() if len(entries) == 1 else "both"


def _sectors(services: Sequence[PublicService]) -> tuple[str, ...]:
    """The sectors that the offers are limited to; none if one of them is for all."""
    if not all(service.sectors for service in services):
        return ()
    return tuple(dict.fromkeys(sector for service in services for sector in service.sectors))
