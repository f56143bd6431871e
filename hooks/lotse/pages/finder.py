"""L6: what the finder knows: places by name and postcode, topics by everyday words, and who helps from afar."""

from __future__ import annotations

from dataclasses import dataclass

from lotse.model import Term, Topic
from lotse.model.places import CompanyPostcode
from lotse.model.public import PublicOrganization
from lotse.pages.page import Desk

Data = dict[str, object]
_FAR = ("land", "federal")


@dataclass(frozen=True, slots=True)
class FromAfar:
    """A body that takes questions from outside the region too, and whose."""

    organization: PublicOrganization
    audiences: tuple[Term, ...]


def finder_data(desk: Desk) -> Data:
    """Places and topics for the script, as short as they can be said."""
    catalogue = desk.catalogue
    return {
        "territories": [[t.id, sorted({desk.renderer.name(t.name), t.name["de"]})] for t in catalogue.territories],
        "places": [[m.id, m.name, m.territory, list(m.postcodes)] for m in catalogue.municipalities],
        "companies": {entry.postcode: _places_of(desk, entry) for entry in catalogue.company_postcodes},
        "silent": " ".join(desk.renderer.all_labels("finder.silent_words")),
        "topics": [[topic.id, desk.renderer.plainly(topic.name), _words(desk, topic)] for topic in catalogue.topics],
    }


def _places_of(desk: Desk, entry: CompanyPostcode) -> list[str]:
    """The municipality of a company postcode if it is known, else all that it may be."""
    if entry.municipality:
        return [entry.municipality]
    return [m.id for m in desk.catalogue.municipalities if m.territory in entry.territories]


def _words(desk: Desk, topic: Topic) -> list[str]:
    """Everyday words in the language of the page; the German name too, as it stands on letters and doors."""
    names = {desk.renderer.plainly(topic.name), topic.name["de"]}
    words = topic.synonyms.get(desk.language) or topic.synonyms.get("en", ())
    return [*words, *sorted(names - {desk.renderer.plainly(topic.name)})]


def from_afar(desk: Desk) -> tuple[FromAfar, ...]:
    """The last resorts of the region that reach beyond it: for places outside, and for unknown ones."""
    atlas = desk.catalogue.atlas
    found: dict[str, list[Term]] = {}
    for audience in desk.directory.main_audiences:
        rules = [r for r in desk.catalogue.region.fallbacks if r.audience == audience.id and r.organization]
        for rule in rules:
            body = desk.directory.organizations.get(rule.organization or "")
            if body and any(atlas.tier[area] in _FAR for area in body.areas):
                found.setdefault(body.id, []).append(audience)
    return tuple(FromAfar(desk.directory.organizations[i], tuple(audiences)) for i, audiences in found.items())
