"""Addresses of pages that records name lead to a page of the site, and to a section that it has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lotse.checks.addresses import addresses_of_data
from lotse.checks.prose_targets import Targets
from lotse.load import Catalogue
from lotse.problems import Problem

_HINT = "Schreiben Sie die Adresse einer Seite, zum Beispiel «fragen/hilfe/#in-gefahr»."


def danger_page_exists(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The page that help in danger leads to is there, with its section."""
    address, region = catalogue.region.danger_page, catalogue.region
    if address and not _is_there(address, _targets(catalogue)):
        yield catalogue.origin(region.id).problem(
            "danger_page", code="link-broken",
            message=f"«{address}» gibt es nicht; dorthin führt «Hilfe in Gefahr» auf jeder Seite.", hint=_HINT,
        )


def signposts_lead_somewhere(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Every signpost leads to a page, and to a section that it has."""
    targets = _targets(catalogue) if catalogue.signposts else None
    for post in catalogue.signposts:
        if targets and not _is_there(post.page, targets):
            yield catalogue.origin(post.id).problem(
                "page", code="link-broken",
                message=f"«{post.page}» gibt es nicht; dorthin führen Suche und Finder mit diesen Wörtern.", hint=_HINT,
            )


def _targets(catalogue: Catalogue) -> Targets:
    return Targets(catalogue, dict.fromkeys(addresses_of_data(catalogue)))


def _is_there(place: str, targets: Targets) -> bool:
    """Whether a written page has the address, and the anchor if one is named."""
    address, _, anchor = place.partition("#")
    known = targets.names[targets.source]
    name = f"{address}index.md" if f"{address}index.md" in known else f"{address[:-1]}.md"
    anchors = targets.anchors(name, targets.source)
    return name in known and (not anchor or anchors is None or anchor in anchors)


RULES = (danger_page_exists, signposts_lead_somewhere)
