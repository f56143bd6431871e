"""Which offers and bodies are there for a place, a topic, an audience. Never ranked, only ordered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from lotse.model.public import PublicCatalogue, PublicOrganization, PublicService
from lotse.model.region import Fallback
from lotse.model.terms import Term
from lotse.words import sorting_key


@dataclass(frozen=True, slots=True)
class BodyAtPlace:
    """A body that is there for a place, with its offers that reach it."""

    organization: PublicOrganization
    services: tuple[PublicService, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An offer with the municipalities it reaches."""

    service: PublicService
    reach: frozenset[str]


class Directory:
    """The offers of a catalogue, put in neutral order once and looked up often.

    Neutral order: who is responsible by law first, then by name of the body, then of the offer.
    """

    def __init__(self, catalogue: PublicCatalogue) -> None:
        self.catalogue = catalogue
        self.organizations = {o.id: o for o in catalogue.organizations}
        self.audiences = audience_tree(catalogue.audiences)
        self._fallbacks: dict[tuple[str, str, str | None], tuple[PublicOrganization, ...]] = {}
        self.main_audiences = tuple(term for term in catalogue.audiences if term.broader is None)

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        services = sorted(self.catalogue.services(), key=self._order)
        return tuple(_Entry(service, self.reach(service.areas)) for service in services)

    @cached_property
    def _by_topic(self) -> dict[str, list[_Entry]]:
        entries: dict[str, list[_Entry]] = {topic.id: [] for topic in self.catalogue.topics}
        for entry in self._entries:
            for topic in entry.service.topics:
                entries[topic].append(entry)
        return entries

    def _order(self, service: PublicService) -> tuple[object, ...]:
        name = self.organizations[service.organization].name["de"]
        return service.role != "responsible", service.is_planned, sorting_key(name), sorting_key(service.name["de"])

    def reach(self, areas: Iterable[str]) -> frozenset[str]:
        """The municipalities that the areas reach together."""
        return frozenset().union(*(self.catalogue.atlas.reach[area] for area in areas))

    def reach_words(self, areas: Iterable[str]) -> str:
        """What the areas reach, for scripts: ids of whole territories, else of municipalities."""
        return self.words_for(self.reach(areas))

    def words_for(self, places: Iterable[str]) -> str:
        """Ids of the territories that lie wholly within these municipalities, and of the other municipalities."""
        left = set(places)
        words = []
        for territory in self.catalogue.territories:
            places = self.catalogue.atlas.reach[territory.id]
            if places <= left:
                words.append(territory.id)
                left -= places
        return " ".join([*words, *sorted(left)])

    def main_audience(self, audience: str) -> str:
        """The broadest audience above an audience, or itself."""
        return next(main.id for main in self.main_audiences if audience in self.audiences[main.id])

    def offers(
        self, *, place: str | None = None, topic: str | None = None, audience: str | None = None
    ) -> tuple[PublicService, ...]:
        """The offers that reach the place, concern the topic and are for the audience; None means any."""
        wanted = self.audiences[audience] if audience else None
        entries: Iterable[_Entry] = self._by_topic[topic] if topic else self._entries
        return tuple(
            entry.service
            for entry in entries
            if (place is None or place in entry.reach)
            and (wanted is None or not wanted.isdisjoint(entry.service.audiences))
        )

    def is_responsible(self, body: BodyAtPlace, need: str | None = None) -> bool:
        """Whether one of these offers is responsible by law: for the very need, where one is asked for."""
        return any(s.role == "responsible" and (need is None or need in s.needs) for s in body.services)

    def bodies(self, services: Iterable[PublicService]) -> tuple[BodyAtPlace, ...]:
        """The offers by the body that makes them; bodies in the order of their first offer."""
        grouped: dict[str, list[PublicService]] = {}
        for service in services:
            grouped.setdefault(service.organization, []).append(service)
        return tuple(BodyAtPlace(self.organizations[i], tuple(offered)) for i, offered in grouped.items())

    def bodies_at(self, place: str, audience: str | None = None) -> tuple[BodyAtPlace, ...]:
        """The bodies with offers for a place, by name."""
        found = self.bodies(self.offers(place=place, audience=audience))
        return tuple(sorted(found, key=lambda body: sorting_key(body.organization.name["de"])))

    @cached_property
    def fallback_rules(self) -> tuple[Fallback, ...]:
        """The region's last resorts that hold on the day of the build."""
        return tuple(rule for rule in self.catalogue.region.fallbacks if rule.is_current(self.catalogue.today))

    def fallbacks_at(self, place: str, audience: str, entry: str | None = None) -> tuple[PublicOrganization, ...]:
        """The bodies of last resort for an audience at a place, as the region lists them.

        With `entry` open only those that are there for people before and after their entry.
        """
        key = (place, self.main_audience(audience), entry)
        if key not in self._fallbacks:
            self._fallbacks[key] = self._fallbacks_of(*key)
        return self._fallbacks[key]

    def _fallbacks_of(self, place: str, main: str, entry: str | None) -> tuple[PublicOrganization, ...]:
        found: dict[str, PublicOrganization] = {}
        for rule in self.fallback_rules:
            if rule.audience != main or rule.entry not in ("both", entry):
                continue
            for body in self.catalogue.organizations:
                fits = rule.organization in (None, body.id) and rule.kind in (None, body.kind)
                if fits and self.catalogue.atlas.reaches(body.areas, place):
                    found[body.id] = body
        return tuple(found.values())


def audience_tree(audiences: Iterable[Term]) -> Mapping[str, frozenset[str]]:
    """Per audience: itself and everything narrower ("newcomers" includes "students")."""
    audiences = list(audiences)
    parents = {term.id: term.broader for term in audiences}

    def ancestors(term: str, seen: frozenset[str]) -> frozenset[str]:
        parent = parents.get(term)
        known = seen | {term}
        return ancestors(parent, known) if parent and parent not in known else known

    above = {term.id: ancestors(term.id, frozenset()) for term in audiences}
    return {broad: frozenset(narrow for narrow in above if broad in above[narrow]) for broad in above}
