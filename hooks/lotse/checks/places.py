"""The places: postcodes, areas without circles, and the bodies that every place must have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lotse import model
from lotse.load import Catalogue
from lotse.model.atlas import Atlas, atlas_of
from lotse.problems import Problem
from lotse.words import sorting_key


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


_GERMANY = model.Bounds(south=47.2, north=55.1, west=5.8, east=15.1)
"""The country's extreme points, rounded outwards (WGS 84 degrees); a region may name its Land's own bounds."""


def addresses_have_postcodes(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """An address in Germany has five digits, and those of its place where the data know the place."""
    places = {sorting_key(place.name)[0]: place for place in catalogue.municipalities}
    companies = {company.postcode for company in catalogue.company_postcodes}
    for organization in catalogue.organizations:
        for location in organization.locations:
            address = location.address
            fault = _postcode_fault(address, places.get(sorting_key(address.city)[0]), companies)
            if fault:
                message, hint = fault
                yield catalogue.origin(location.id).problem(
                    "address", "postal_code", code="postcode-wrong", message=message, hint=hint
                )


def _postcode_fault(
    address: model.Address, place: model.Municipality | None, companies: set[str]
) -> tuple[str, str] | None:
    if address.country != "DE":
        return None
    code = address.postal_code
    if not re.fullmatch(r"[0-9]{5}", code):
        digits = re.match(r"\D*([0-9]{5})(?![0-9])", code)
        hint = f'Hier stehen nur die Ziffern: "{digits[1]}"; der Ort steht unter «city».' if digits else ""
        return f"«{code}» ist keine Postleitzahl.", hint or "Eine Postleitzahl hat fünf Ziffern."
    if place and code not in {*place.postcodes, place.seat_postcode} | companies:
        known = ", ".join(place.postcodes)
        return f"{code} ist keine Postleitzahl von {place.name}.", f"Bekannt sind: {known}. Prüfen Sie Ort und Ziffern."
    return None


def coordinates_in_the_land(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A place lies in its Land; latitude and longitude are easily swapped."""
    bounds = catalogue.region.bounds or _GERMANY
    name = catalogue.region.land["de"] if catalogue.region.bounds else "Deutschland"
    for place in () if catalogue.region.is_trial else catalogue.municipalities:
        if not bounds.hold(place.latitude, place.longitude):
            is_swapped = bounds.hold(place.longitude, place.latitude)
            yield catalogue.origin(place.id).problem(
                "latitude", code="coordinates-wrong",
                message=f"{place.latitude}, {place.longitude} liegt nicht in {name}.",
                hint="Breite und Länge sind wohl vertauscht." if is_swapped
                else f"Dort liegt die Breite zwischen {bounds.south} und {bounds.north}, "
                f"die Länge zwischen {bounds.west} und {bounds.east}.",
            )  # fmt: skip


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
    addresses_have_postcodes,
    coordinates_in_the_land,
    municipality_keys_once,
    areas_reach_something,
    essential_bodies_everywhere,
    fallbacks_everywhere,
)
