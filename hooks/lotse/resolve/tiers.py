"""From tier to tier: who comes next when the nearest bodies don't answer."""

from __future__ import annotations

from collections.abc import Sequence

from lotse.model.atlas import TIERS, Atlas
from lotse.model.public import PublicService


def next_tier(atlas: Atlas, services: Sequence[PublicService], place: str) -> tuple[PublicService, ...]:
    """Of the offers that reach a place, those of the second lowest tier, of bodies that aren't asked already.

    None if all stand on one tier.
    """
    tiers = {service.id: TIERS.index(atlas.nearest_tier(service.areas, place)) for service in services}
    lowest = min(tiers.values(), default=0)
    asked = {service.organization for service in services if tiers[service.id] == lowest}
    tiers = {s.id: tiers[s.id] for s in services if tiers[s.id] == lowest or s.organization not in asked}
    higher = sorted(set(tiers.values()))[1:]
    return tuple(service for service in services if higher and tiers.get(service.id) == higher[0])
