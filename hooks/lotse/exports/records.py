"""What all open records share: own types for others to read, with a JSON Schema; and how they become files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from lotse.model.actors import Address
from lotse.model.public import PublicCatalogue
from lotse.words import LocalizedText

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Texts = dict[str, str]
"""One text per language: `{"de": "Anerkennung", "en": "recognition"}`."""


class OpenRecord(BaseModel):
    """A record that others read; a key that the published schema doesn't name can't get in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OpenAddress(OpenRecord):
    """A postal address."""

    street: str
    postal_code: str
    city: str
    country: str


def texts(text: LocalizedText | None) -> Texts | None:
    """All wordings of a text, by language; languages in order, so that the same gives the same."""
    return None if text is None else {language: text[language] for language in sorted(text)}


def said(text: LocalizedText) -> Texts:
    """The same for a text that is always there."""
    return {language: text[language] for language in sorted(text)}


def address_of(address: Address) -> OpenAddress:
    """The address of a place."""
    return OpenAddress(
        street=address.street, postal_code=address.postal_code, city=address.city, country=address.country
    )


def page_of(public: PublicCatalogue, address: str) -> str:
    """The full address of a page in the first language."""
    return f"{public.region.site_url}{address}"


def territories_reached(public: PublicCatalogue, areas: tuple[str, ...]) -> list[str]:
    """The territories in which the areas reach any municipality, in the order of the data."""
    atlas = public.atlas
    reached = frozenset[str]().union(*(atlas.reach[area] for area in areas))
    return [territory.id for territory in public.territories if atlas.reach[territory.id] & reached]


def as_json(record: OpenRecord | Mapping[str, Any]) -> str:
    """The text of a JSON file; the same record always gives the same text."""
    content = record.model_dump(mode="json") if isinstance(record, BaseModel) else record
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def schema_of(kind: type[OpenRecord], address: str) -> str:
    """The JSON Schema of a file, under its own address."""
    return as_json({"$schema": DRAFT, "$id": address, **kind.model_json_schema(mode="serialization")})
