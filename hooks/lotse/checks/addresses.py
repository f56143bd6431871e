"""The addresses of the pages that data make, known before any page is made."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.load import Catalogue

_ALWAYS = (
    "aenderungen/", "anlaufstellen/", "arbeitgeber/ablauf/", "arbeitgeber/zeitplan/", "checklisten/",
    "mitmachen/aufgaben/", "mitmachen/lesbarkeit/", "mitmachen/uebersetzungen/", "netzwerk/abdeckung/",
    "netzwerk/unterlage/", "orte/", "suche/", "themen/", "unterlagen/", "woerterbuch/",
)  # fmt: skip


def addresses_of_data(catalogue: Catalogue) -> frozenset[str]:
    """The address of each page that follows from the records, the same in every language."""
    return frozenset((*_ALWAYS, *_of_records(catalogue)))


def _of_records(catalogue: Catalogue) -> Iterator[str]:
    yield from ("netzwerk/buendel/",) if "fai" in catalogue.region.channels else ()
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
