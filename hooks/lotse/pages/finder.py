"""What the finder knows: places by name and postcode, topics by everyday words, and who helps from afar."""

from __future__ import annotations

from dataclasses import dataclass

from lotse.model import Topic
from lotse.model.places import CompanyPostcode
from lotse.model.public import PublicOrganization
from lotse.pages.page import Desk
from lotse.search import FILE
from lotse.words import country_names

Data = dict[str, object]
_FAR = ("land", "federal")


@dataclass(frozen=True, slots=True)
class FromAfar:
    """A body that is there beyond the region: for which audiences, on which topics, and whether for any question."""

    organization: PublicOrganization
    audiences: tuple[str, ...]
    topics: tuple[str, ...]
    is_resort: bool


def finder_data(desk: Desk) -> Data:
    """Places and topics for the script, as short as they can be said."""
    topics = [[t.id, desk.renderer.plainly(t.name), _words(desk, t)] for t in desk.catalogue.topics]
    return places_data(desk) | {"topics": topics}


def known_file(desk: Desk) -> str:
    """The way from the finder's page to what the search knows of its language, forms of words among it."""
    up = "../" * (1 if desk.language == desk.catalogue.region.languages[0] else 2)
    return f"{up}pagefind/{FILE.format(language=desk.language)}"


def places_data(desk: Desk) -> Data:
    """The places by all that they are called, and the words that say nothing of a topic or a place."""
    catalogue = desk.catalogue
    return {
        "territories": [[t.id, sorted({desk.renderer.name(t.name), t.name["de"]})] for t in catalogue.territories],
        "places": [
            [m.id, m.name, m.territory, list(m.postcodes), list(m.other_names), list(m.locality_names)]
            for m in catalogue.municipalities
        ],
        "beside": " ".join(desk.renderer.all_labels("finder.beside_names")),
        "companies": {entry.postcode: _places_of(desk, entry) for entry in catalogue.company_postcodes},
        "silent": " ".join(desk.renderer.all_labels("finder.silent_words")),
    }


_NO_ORIGIN = frozenset({"DE", "EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"})
"""Codes of what nobody comes from abroad from: the country of the site, unions, and what is no country."""


def signposts(desk: Desk) -> list[list[object]]:
    """Pages with the words that lead there, and the topic: occupations as people call theirs, countries by name."""
    names = {code: name for code, name in country_names(desk.language).items() if code not in _NO_ORIGIN}
    named = {code for post in desk.catalogue.signposts for code in post.countries}
    rest = [name for code, name in names.items() if code not in named]
    found: list[list[object]] = []
    for post in desk.catalogue.signposts:
        countries = rest if "all" in post.countries else [names[code] for code in post.countries if code in names]
        words = post.words.get(desk.language) or post.words.get("en", ())
        found.append([post.page, [*words, *countries], post.topic])
    return found


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
    """Who is there for places outside, and for unknown ones: bodies of the Land and above, and last resorts.

    A region whose last resorts all stand within it names these, so that nobody is left without a way on.
    """
    bodies = [body for body in desk.directory.organizations.values() if body.services or _resort_of(desk, body)]
    far = [body for body in bodies if any(desk.catalogue.atlas.tier[area] in _FAR for area in body.areas)]
    has_resort = any(_resort_of(desk, body) for body in far)
    found = far if has_resort else [*far, *(body for body in bodies if body not in far and _resort_of(desk, body))]
    return tuple(_from_afar(desk, body) for body in found)


def _from_afar(desk: Desk, body: PublicOrganization) -> FromAfar:
    atlas, resort = desk.catalogue.atlas, _resort_of(desk, body)
    offers = [s for s in body.services if not s.is_planned and any(atlas.tier[area] in _FAR for area in s.areas)]
    audiences = dict.fromkeys(desk.directory.main_audience(a) for offer in offers for a in offer.audiences)
    topics = dict.fromkeys(topic for offer in offers for topic in offer.topics)
    return FromAfar(body, tuple(audiences | dict.fromkeys(resort)), tuple(topics), bool(resort))


def _resort_of(desk: Desk, body: PublicOrganization) -> list[str]:
    """The audiences whose last resort the body is by name."""
    rules = (rule for rule in desk.directory.fallback_rules if rule.entry == "both")
    return [rule.audience for rule in rules if rule.organization == body.id]
