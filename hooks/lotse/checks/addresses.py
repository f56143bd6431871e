"""The addresses of the pages that data make, known before any page is made."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.load import Catalogue

_ALWAYS = (
    "aenderungen/", "anlaufstellen/", "arbeitgeber/ablauf/", "arbeitgeber/zeitplan/", "checklisten/",
    "mitmachen/aufgaben/", "mitmachen/kalender/", "mitmachen/lesbarkeit/", "mitmachen/uebersetzungen/", "neu/",
    "netzwerk/abdeckung/", "netzwerk/erfahrungen/", "netzwerk/erfahrungen/melden/", "netzwerk/termine/",
    "netzwerk/unterlage/", "orte/", "suche/", "termine/", "termine/archiv/", "themen/", "unterlagen/", "woerterbuch/",
)  # fmt: skip


def addresses_of_data(catalogue: Catalogue) -> frozenset[str]:
    """The address of each page that follows from the records, the same in every language."""
    return frozenset((*_ALWAYS, *_of_records(catalogue)))


def _of_records(catalogue: Catalogue) -> Iterator[str]:
    region = catalogue.region
    yield from ("netzwerk/buendel/",) if "fai" in region.channels else ()
    yield from ("material/",) if region.materials.is_on and "pdf" in region.channels else ()
    yield from (f"anlaufstellen/{body.id}/" for body in (*catalogue.organizations, *catalogue.retired))
    yield from (f"anlaufstellen/gebiet/{territory.id}/" for territory in catalogue.territories)
    kinds = {body.kind for body in catalogue.organizations if body.listing != "background"}
    yield from (f"anlaufstellen/art/{kind}/" for kind in kinds)
    yield from (f"orte/{place.id}/" for place in catalogue.municipalities)
    for topic in catalogue.topics:
        yield from (f"themen/{topic.id}/", f"themen/{topic.id}/uebergabe/")
    yield from (f"arbeitgeber/{example.id}/" for example in catalogue.instances)
    yield from (f"checklisten/{checklist.id}/" for checklist in catalogue.checklists)
    yield from (f"unterlagen/{procedure.id}/" for procedure in catalogue.procedures)
    yield from (f"neu/{audience.id}/" for audience in catalogue.audiences if audience.broader is None)
    yield from (f"wege/{route.id.removeprefix('weg-')}/" for route in catalogue.routes)
    yield from ("ankommen/wege/",) if catalogue.routes else ()
    yield from _of_events(catalogue)


def _of_events(catalogue: Catalogue) -> Iterator[str]:
    """Those that stay; the pages of months come and go with the day."""
    broader = {audience.id: audience.broader for audience in catalogue.audiences}
    for event in (one for one in catalogue.events if one.evidence != "claimed"):
        yield f"termine/einzeln/{event.id}/"
        yield from (f"termine/thema/{topic}/" for topic in event.topics)
        yield from (f"termine/fuer/{broader.get(audience) or audience}/" for audience in event.audiences)
