"""The organizations in the form of Open Referral HSDS 3.0: one file per language, since HSDS knows no translations."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from lotse.exports.records import as_json
from lotse.model.public import PublicCatalogue, PublicContact, PublicLocation, PublicOrganization, PublicService
from lotse.words import LocalizedText


def hsds_files(public: PublicCatalogue) -> dict[str, str]:
    """`hsds/<language>.json`: a list of services, each with its organization, as HSDS wants a compiled service."""
    return {
        f"hsds/{code}.json": as_json(_page(list(_Writer(public, code).services())))
        for code in public.region.languages
    }


def _page(services: list[dict[str, Any]]) -> dict[str, Any]:
    """All services as the one page of answers that the standard's interface gives for `/services`."""
    return {
        "total_items": len(services), "total_pages": 1, "page_number": 1, "size": len(services), "first_page": True,
        "last_page": True, "empty": not services, "contents": services,
    }  # fmt: skip


class _Writer:
    """Writes in one language; what isn't translated stays German, as on doors and letters."""

    def __init__(self, public: PublicCatalogue, language: str) -> None:
        self.public, self.language = public, language
        self.space = uuid.uuid5(uuid.NAMESPACE_URL, public.region.site_url)

    def services(self) -> Iterator[dict[str, Any]]:
        for body in self.public.organizations:
            yield from (self._service(service, body) for service in body.services)

    def _id(self, *parts: str) -> str:
        """The same for the same record, on every build."""
        return str(uuid.uuid5(self.space, "/".join(parts)))

    def _say(self, text: LocalizedText | None) -> str | None:
        return text.wording(self.language).text if text else None

    def _service(self, service: PublicService, body: PublicOrganization) -> dict[str, Any]:
        contacts = [contact for contact in body.contacts if contact.id in service.contacts]
        return _without_none({
            "id": self._id(service.id), "name": self._say(service.name), "description": self._say(service.description),
            "status": "inactive" if service.is_planned else "active", "url": service.url,
            "eligibility_description": self._say(service.eligibility),
            "application_process": self._say(service.application_process),
            "fees_description": self._say(service.fees),
            "assured_date": service.standing.confirmed_on.isoformat() if service.standing.confirmed_on else None,
            "organization": self._organization(body),
            "contacts": [self._contact(contact) for contact in contacts],
            "languages": [{"id": self._id(service.id, "language", code), "code": code} for code in service.languages],
            "service_areas": [
                {"id": self._id(service.id, "area", area), "name": self.public.atlas.names[area].wording("de").text}
                for area in service.areas
            ],
            "service_at_locations": [
                {"id": self._id(service.id, "at", place.id), "location": self._location(place, body)}
                for place in body.locations
            ],
        })  # fmt: skip

    def _organization(self, body: PublicOrganization) -> dict[str, Any]:
        return _without_none({
            "id": self._id(body.id), "name": self._say(body.name), "description": self._say(body.description),
            "website": body.website, "alternate_name": body.alternate_names[0] if body.alternate_names else None,
        })

    def _contact(self, contact: PublicContact) -> dict[str, Any]:
        phones = []
        for phone in contact.phones:
            number, _, extension = phone.partition(";ext=")
            known = {"id": self._id(contact.id, phone), "number": number}
            phones.append(known | ({"extension": int(extension)} if extension.isdigit() else {}))
        return _without_none({
            "id": self._id(contact.id), "name": contact.name, "title": self._say(contact.title),
            "email": contact.email, "phones": phones,
        })

    def _location(self, place: PublicLocation, body: PublicOrganization) -> dict[str, Any]:
        address = {
            "id": self._id(place.id, "address"), "address_1": place.address.street, "city": place.address.city,
            "state_province": self.public.region.land["de"], "postal_code": place.address.postal_code,
            "country": place.address.country, "address_type": "physical",
        }  # fmt: skip
        name = self._say(place.name) or self._say(body.name)
        return {"id": self._id(place.id), "location_type": "physical", "name": name, "addresses": [address]}


def _without_none(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value is not None}
