"""The places: postcodes, areas without circles, and the bodies that every place must have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lotse import model
from lotse.load import Catalogue
from lotse.model.atlas import Atlas, atlas_of
from lotse.problems import Problem


def postcodes_fit(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The seat's postcode is one of the place's; a company postcode is nobody's delivery postcode."""
    delivered = {code: place for place in catalogue.municipalities for code in place.postcodes}
    for place in catalogue.municipalities:
        if place.seat_postcode not in place.postcodes:
            yield catalogue.origin(place.id).problem(
                "seat_postcode",
                code="postcode-duplicate",
                message=f"Die Postleitzahl {place.seat_postcode} steht nicht unter «postcodes».",
                hint="Ergänzen Sie sie dort, oder berichtigen Sie «seat_postcode».",
            )
    for company in catalogue.company_postcodes:
        if company.postcode in delivered:
            yield catalogue.origin(delivered[company.postcode].id).problem(
                "postcodes",
                code="postcode-duplicate",
                message=f"{company.postcode} ist auch als Postleitzahl von Firmen eingetragen.",
                hint="Streichen Sie die Postleitzahl hier oder unter «company_postcodes».",
            )


def municipality_keys_once(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Each municipality has its own official key."""
    seen: dict[str, str] = {}
    for place in catalogue.municipalities:
        first = seen.setdefault(place.key, place.id)
        if first != place.id:
            yield catalogue.origin(place.id).problem(
                "key",
                code="id-duplicate",
                message=f"Den Schlüssel {place.key} hat schon «{first}».",
                hint="Vergleichen Sie beide mit dem amtlichen Verzeichnis.",
            )


def areas_reach_something(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """An area reaches at least one municipality and doesn't include itself."""
    atlas = _atlas(catalogue)
    for area in catalogue.areas:
        if not atlas.reach[area.id]:
            yield catalogue.origin(area.id).problem(
                "includes",
                code="area-empty",
                message=f"Das Gebiet «{area.id}» erreicht keine Gemeinde.",
                hint="Nennen Sie unter «includes» Teilgebiete oder Gemeinden; ein Gebiet enthält nie sich selbst.",
            )


def essential_bodies_everywhere(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Every municipality has a body of each kind that the region calls essential, with a current offer."""
    atlas = _atlas(catalogue)
    names = {kind.id: kind.name["de"] for kind in catalogue.kinds}
    for number, kind in enumerate(catalogue.region.essential_kinds):
        bodies = [o for o in catalogue.organizations if o.kind == kind and o.evidence != "claimed"]
        for place in catalogue.municipalities:
            if not any(_serves(atlas, body.services, place.id, today) for body in bodies):
                yield catalogue.origin(catalogue.region.id).problem(
                    "essential_kinds",
                    number,
                    code="place-without-office",
                    message=f"Für {place.name} gibt es keine Stelle der Art «{names[kind]}».",
                    hint="Ergänzen Sie in data/actors.yaml eine Organisation mit einem laufenden Angebot für den Ort.",
                )


def fallbacks_everywhere(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Every main audience ends at a body in every municipality."""
    atlas = _atlas(catalogue)
    for audience in (term for term in catalogue.audiences if term.broader is None):
        current = (rule for rule in catalogue.region.fallbacks if rule.is_current(today) and rule.entry == "both")
        rules = [rule for rule in current if rule.audience == audience.id]
        bodies = [
            o
            for o in catalogue.organizations
            if o.evidence != "claimed"
            and any(rule.organization in (None, o.id) and rule.kind in (None, o.kind) for rule in rules)
        ]
        for place in catalogue.municipalities:
            if not any(atlas.reaches(body.areas, place.id) for body in bodies):
                yield catalogue.origin(catalogue.region.id).problem(
                    "fallbacks",
                    code="place-without-office",
                    message=f"Für {place.name} fehlt eine letzte Anlaufstelle der Zielgruppe «{audience.name['de']}».",
                    hint="Nennen Sie unter «fallbacks» eine Organisation, die diesen Ort erreicht.",
                )


def _serves(atlas: Atlas, services: tuple[model.Service, ...], place: str, today: date) -> bool:
    current = (
        s
        for s in services
        if s.evidence != "claimed" and s.status != "ended" and (s.valid_to is None or today <= s.valid_to)
    )
    return any(atlas.reaches(service.areas, place) for service in current)


def _atlas(catalogue: Catalogue) -> Atlas:
    return atlas_of(catalogue.territories, catalogue.municipalities, catalogue.areas)


RULES = (
    postcodes_fit,
    municipality_keys_once,
    areas_reach_something,
    essential_bodies_everywhere,
    fallbacks_everywhere,
)
