"""What may narrow a question: before or after coming to Germany, a sector; and where that matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Literal, Protocol

from lotse.model.base import Entry

ENTRIES: tuple[Literal["before", "after"], ...] = ("before", "after")


class Limited(Protocol):
    """An offer or a declaration that may be limited to one entry or to some sectors."""

    @property
    def entry(self) -> Entry: ...

    @property
    def sectors(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Situation:
    """Where the person is and in which sector; None leaves it open."""

    entry: Literal["before", "after"] | None = None
    sector: str | None = None

    def fits(self, limited: Limited) -> bool:
        """Whether something is meant for this situation, or for a part of what it leaves open."""
        is_in_time = self.entry is None or limited.entry in (self.entry, "both")
        return is_in_time and (self.sector is None or not limited.sectors or self.sector in limited.sectors)

    def is_within(self, limited: Limited) -> bool:
        """Whether something is meant for the whole of this situation."""
        is_in_time = limited.entry in (self.entry, "both")
        return is_in_time and (not limited.sectors or self.sector in limited.sectors)


ANY = Situation()


def situations(offers: Iterable[Limited], sectors: Iterable[str]) -> tuple[Situation, ...]:
    """The situations in which the answer may differ, since some of these offers are limited; without the open one."""
    offers = tuple(offers)
    entries = (None, *ENTRIES) if any(offer.entry != "both" for offer in offers) else (None,)
    fields = (None, *sectors) if any(offer.sectors for offer in offers) else (None,)
    return tuple(Situation(entry, sector) for entry, sector in product(entries, fields) if entry or sector)
