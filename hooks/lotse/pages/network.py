"""L6: the round table's page: coverage matrix, overlaps with their differences, gaps, and what ends."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import groupby

from lotse.model import Topic
from lotse.model.public import PublicOrganization
from lotse.pages.page import Desk, Page
from lotse.resolve import KINDS, BodyAtPlace
from lotse.resolve.roundtable import Overlap, Row, counts, endings, gap_reports, matrix, overlaps

COVERAGE = "data/coverage.yaml"
_PARTS = ("matrix", "gaps", "overlaps", "endings", "consents")
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


def network_page(desk: Desk) -> Page:
    """Who covers what where, for the region's round table."""
    label = desk.renderer.label
    rows = matrix(desk.coverage)
    return desk.page(
        "netzwerk/abdeckung/",
        "network",
        title=label("network.heading"),
        description=label("network.lead"),
        source_file=COVERAGE,
        contents=tuple((part, label(f"network.{part}")) for part in _PARTS),
        topics=tuple(_by_topic(rows)),
        counts=counts(rows),
        kinds=KINDS,
        territories=desk.catalogue.territories,
        gaps=gap_reports(desk.coverage),
        endings=endings(desk.directory),
        lapsing=desk.catalogue.lapsing,
        comparisons=[_comparison(desk, overlap) for overlap in overlaps(desk.directory)],
    )


def _by_topic(rows: tuple[Row, ...]) -> Iterator[TopicRows]:
    for _, found in groupby(rows, key=lambda row: row.topic.id):
        together = tuple(found)
        yield TopicRows(together[0].topic, together)


def _comparison(desk: Desk, overlap: Overlap) -> Comparison:
    """What tells the bodies apart; what is the same for all of them is left out."""
    bodies = desk.directory.bodies(service for _, service in overlap.offers)
    told = [_told(desk, body) for body in bodies]
    differing = tuple(name for name in _DIFFERENCES if len({words[name] for words in told}) > 1)
    sides = tuple(
        (body.organization, tuple(words[name] for name in differing if words[name]))
        for body, words in zip(bodies, told, strict=True)
    )
    return Comparison(overlap, _area(desk, overlap.reach), differing, sides)


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
    return ", ".join(desk.renderer.plainly(term.name) for group in groups for term in group if term.id in ids)


def _area(desk: Desk, reach: str) -> str:
    """The area of an overlap in words; the name of the region where it is all of it."""
    words, region = reach.split(), desk.catalogue.region
    is_whole = desk.directory.reach(words) == desk.directory.reach([region.area])
    names = desk.catalogue.atlas.names
    return ", ".join(desk.renderer.plainly(names[word]) for word in ([region.area] if is_whole else words))
