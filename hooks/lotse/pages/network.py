"""The round table's page: coverage matrix, overlaps with their differences, gaps, and what ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from lotse.model import Topic
from lotse.model.public import PublicOrganization
from lotse.pages.page import Desk, Page
from lotse.resolve import KINDS, BodyAtPlace
from lotse.resolve.outlook import Opening, endings, openings
from lotse.resolve.roundtable import Overlap, Row, counts, gap_reports, matrix, overlaps, tally
from lotse.words import in_number_words

COVERAGE = "data/coverage.yaml"
_PARTS = {"matrix": "network.matrix", "trend": "figures.heading"} | {
    part: f"network.{part}" for part in ("gaps", "unasked", "overlaps", "endings", "openings", "consents")
}
_DIFFERENCES = ("kind", "audiences", "sectors", "entry", "phases")


@dataclass(frozen=True, slots=True)
class TopicRows:
    """The rows of one topic, one per audience."""

    topic: Topic
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """An overlap, what its bodies differ in, and each of them in the words that tell it apart."""

    overlap: Overlap
    area: str
    differences: tuple[str, ...]
    sides: tuple[tuple[PublicOrganization, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """What has no answer from a day on: topic, audience, and the area in words."""

    day: date
    questions: tuple[tuple[str, str, str], ...]


def network_page(desk: Desk) -> Page:
    """Who covers what where, for the region's round table."""
    label = desk.renderer.label
    return desk.page(
        "netzwerk/abdeckung/",
        "network",
        title=label("network.heading"),
        description=label("network.lead"),
        source_file=COVERAGE,
        contents=tuple((part, label(key)) for part, key in _PARTS.items()),
        view=lambda: _view(desk),
    )


def _view(desk: Desk) -> dict[str, object]:
    rows = desk.coverage.once(matrix)
    compared = comparisons(desk)
    return {
        "topics": tuple(_by_topic(rows)),
        "counts": counts(rows),
        "kinds": KINDS,
        "territories": desk.catalogue.territories,
        "gaps": gap_reports(desk.coverage),
        "unasked": gap_reports(desk.coverage, is_asked=False),
        "endings": endings(desk.directory),
        "openings": open_questions(desk),
        "figures": figure_rows(desk),
        "has_bundle": desk.partner is not None,
        "trend": desk.trend,
        "lapsing": desk.catalogue.lapsing,
        "comparisons": tuple(_by_overlap_topic(compared)),
        "overlaps_count": len(compared),
    }


def _by_topic(rows: tuple[Row, ...]) -> Iterator[TopicRows]:
    for _, found in groupby(rows, key=lambda row: row.topic.id):
        together = tuple(found)
        yield TopicRows(together[0].topic, together)


def comparisons(desk: Desk) -> tuple[Comparison, ...]:
    """All overlaps with what tells their bodies apart."""
    return tuple(_comparison(desk, overlap) for overlap in overlaps(desk.directory))


def figure_rows(desk: Desk) -> tuple[tuple[str, ...], ...]:
    """What is counted: its name, how many there are, and, where an earlier state is known, how many there were."""
    return tuple(_figure_row(desk, name, count) for name, count in desk.coverage.once(tally).items())


def _figure_row(desk: Desk, key: str, count: int) -> tuple[str, ...]:
    label = desk.renderer.label
    name = f"{label('figures.fields')} {label(key)}" if key.startswith("cover.") else label(key)
    if desk.trend is None:
        return name, count_words(desk, count)
    before = desk.trend.before.get(key, 0)
    sign = "+" if count > before else "−" if count < before else "±"
    return name, count_words(desk, count), count_words(desk, before), sign + count_words(desk, abs(count - before))


def count_words(desk: Desk, count: int) -> str:
    """A count with the separators of the language."""
    return in_number_words(Decimal(count), desk.language)


def _by_overlap_topic(comparisons: Iterable[Comparison]) -> Iterator[tuple[Topic, tuple[Comparison, ...]]]:
    """The overlaps topic by topic, as they come."""
    for _, found in groupby(comparisons, key=lambda comparison: comparison.overlap.topic.id):
        together = tuple(found)
        yield together[0].overlap.topic, together


def open_questions(desk: Desk) -> tuple[OpenQuestions, ...]:
    """What has no answer from each day on at which offers end."""
    return tuple(_opening(desk, opening) for opening in desk.coverage.once(openings))


def _opening(desk: Desk, opening: Opening) -> OpenQuestions:
    """Topics and audiences that are without an answer from a day on, and where."""
    places: dict[tuple[str, str], set[str]] = {}
    for cell in opening.cells:
        places.setdefault((cell.topic, cell.audience), set()).add(cell.place)
    return OpenQuestions(opening.day, tuple((t, a, area_words(desk, where)) for (t, a), where in places.items()))


def _comparison(desk: Desk, overlap: Overlap) -> Comparison:
    """What tells the bodies apart; what is the same for all of them is left out."""
    bodies = desk.directory.bodies(service for _, service in overlap.offers)
    told = [_told(desk, body) for body in bodies]
    differing = tuple(name for name in _DIFFERENCES if len({words[name] for words in told}) > 1)
    sides = tuple(
        (body.organization, tuple(words[name] for name in differing if words[name]))
        for body, words in zip(bodies, told, strict=True)
    )
    return Comparison(overlap, area_words(desk, overlap.places), differing, sides)


def _told(desk: Desk, body: BodyAtPlace) -> dict[str, str]:
    """A body with its offers, in the words by which it may differ from another."""
    label, offers = desk.renderer.label, body.services

    def together(field: str) -> str:
        return _names(desk, {record_id for offer in offers for record_id in getattr(offer, field)})

    entries = {offer.entry for offer in offers}
    return {
        "kind": _names(desk, {body.organization.kind}),
        "audiences": together("audiences"),
        "sectors": together("sectors") if all(offer.sectors for offer in offers) else label("network.all_sectors"),
        "entry": label(f"offer.entry.{entries.pop() if len(entries) == 1 else 'both'}"),
        "phases": together("phases"),
    }


def _names(desk: Desk, ids: Set[str]) -> str:
    """Terms by name, in the order of their vocabulary, so that equal sets read alike."""
    catalogue = desk.catalogue
    groups = (catalogue.kinds, catalogue.audiences, catalogue.sectors, catalogue.phases)
    named = [term.name for group in groups for term in group if term.id in ids]
    return desk.renderer.joined(map(desk.renderer.plainly, named))


def area_words(desk: Desk, places: Set[str]) -> str:
    """Municipalities in words: the region, whole districts, districts without some places, or the places one by one."""
    atlas, say = desk.catalogue.atlas, desk.renderer.name
    if places == atlas.reach[desk.catalogue.region.area]:
        return say(atlas.names[desk.catalogue.region.area])
    touched = [territory for territory in desk.catalogue.territories if places & atlas.reach[territory.id]]
    words = [_within(desk, atlas.reach[t.id], places & atlas.reach[t.id], say(t.name)) for t in touched]
    return desk.renderer.joined(words, "semicolon")


def _within(desk: Desk, whole: Set[str], places: Set[str], name: str) -> str:
    """A part of a district in the shorter words: what belongs to it, or what doesn't."""

    def names(some: Set[str]) -> str:
        return desk.renderer.joined(sorted(desk.renderer.name(desk.catalogue.atlas.names[place]) for place in some))

    missing = whole - places
    if not missing:
        return name
    if len(missing) < len(places):
        return desk.renderer.label("network.without", area=name, places=names(missing))
    return names(places)
