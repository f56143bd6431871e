"""Bodies and the way to a page → JSON-LD in the words of schema.org, for search engines."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from lotse.model.public import PublicContact, PublicOrganization, PublicService
from lotse.words import LocalizedText

Say = Callable[[LocalizedText | None], str]
CONTEXT = "https://schema.org"
_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def body_data(body: PublicOrganization, say: Say, area_names: Callable[[str], str], page: str) -> dict[str, Any]:
    """A body with its offers and the functions to turn to, as far as they are published; `page` is its address.

    Persons are left to the page: search engines need no names.
    """
    contacts = [_contact(contact, say) for contact in body.contacts if contact.name is None]
    return _filled({
        "@context": CONTEXT, "@type": "Organization", "@id": f"{page}#organization", "name": say(body.name),
        "alternateName": list(body.alternate_names), "description": say(body.description), "url": body.website or page,
        "areaServed": [area_names(area) for area in body.areas],
        "contactPoint": [contact for contact in contacts if contact],
        "makesOffer": [_offer(service, say, area_names, page) for service in body.services],
    })  # fmt: skip


def _offer(service: PublicService, say: Say, area_names: Callable[[str], str], page: str) -> dict[str, Any]:
    is_duty = service.role == "responsible"
    found = _filled({
        "@type": "GovernmentService" if is_duty else "Service", "@id": f"{page}#{service.id}",
        "name": say(service.name), "description": say(service.description), "url": service.url,
        "areaServed": [area_names(area) for area in service.areas],
        "provider": {"@id": f"{page}#organization"},
        "availableLanguage": list(service.languages),
    })  # fmt: skip
    return {"@type": "Offer", "itemOffered": found}


def _contact(contact: PublicContact, say: Say) -> dict[str, Any] | None:
    found = _filled({
        "telephone": contact.phones[0].partition(";")[0] if contact.phones else None, "email": contact.email,
        "url": contact.url, "availableLanguage": list(contact.languages),
    })  # fmt: skip
    return {"@type": "ContactPoint", "contactType": say(contact.title)} | found if found else None


def way_data(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The breadcrumbs: name and full address of each step."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def as_script(data: dict[str, Any]) -> str:
    """The JSON for `<script type="application/ld+json">`: no text in it can end the element."""
    text = json.dumps(data, ensure_ascii=False)
    return "".join(_ESCAPED.get(sign, sign) for sign in text)


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value}
