"""Which municipalities an area reaches. The one place where catchments are resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lotse.model.places import Area, Municipality, Territory, Tier
from lotse.words import LocalizedText

TIERS: tuple[Tier, ...] = ("municipality", "territory", "region", "land", "federal")


@dataclass(frozen=True, slots=True)
class Atlas:
    """Areas of all kinds by id: the municipalities they reach, their tier and their name."""

    reach: Mapping[str, frozenset[str]]  # area id → municipality ids
    tier: Mapping[str, Tier]
    names: Mapping[str, LocalizedText]

    def reaches(self, areas: Iterable[str], municipality: str) -> bool:
        """Whether any of the areas includes the municipality."""
        return any(municipality in self.reach[area] for area in areas)

    def nearest_tier(self, areas: Iterable[str], municipality: str) -> Tier:
        """The tier of the smallest of the areas that includes the municipality."""
        return min((self.tier[a] for a in areas if municipality in self.reach[a]), key=TIERS.index)

    def within(self, areas: Iterable[str], municipalities: frozenset[str]) -> bool:
        """Whether the areas together reach every one of the municipalities."""
        return municipalities <= frozenset().union(*(self.reach[a] for a in areas))


def atlas_of(
    territories: Iterable[Territory], municipalities: Iterable[Municipality], areas: Iterable[Area]
) -> Atlas:
    """The atlas of a region. Unknown and circular inclusions count as empty (checks report them)."""
    territories, municipalities, areas = list(territories), list(municipalities), list(areas)
    everywhere = frozenset(m.id for m in municipalities)
    reach: dict[str, frozenset[str]] = {m.id: frozenset([m.id]) for m in municipalities}
    for territory in territories:
        reach[territory.id] = frozenset(m.id for m in municipalities if m.territory == territory.id)
    by_id = {area.id: area for area in areas}

    def expand(area_id: str, seen: frozenset[str]) -> frozenset[str]:
        if area_id in reach or area_id in seen or area_id not in by_id:
            return reach.get(area_id, frozenset())
        area = by_id[area_id]
        if area.is_open:
            return everywhere
        return frozenset().union(*(expand(part, seen | {area_id}) for part in area.includes))

    reach |= {area.id: expand(area.id, frozenset()) for area in areas}
    tiers: dict[str, Tier] = {m.id: "municipality" for m in municipalities}
    tiers |= {t.id: "territory" for t in territories} | {a.id: a.tier for a in areas}
    names = {m.id: LocalizedText({"de": m.name}) for m in municipalities}
    names |= {t.id: t.name for t in territories} | {a.id: a.name for a in areas}
    return Atlas(reach, tiers, names)
