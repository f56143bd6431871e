"""Municipalities, territories, and named catchments ("areas") built from them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from lotse.model.base import Citation, Id, Identified, Localized, Record, Text

Postcode = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
Association = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
MunicipalityKey = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]  # AGS, 8 digits
Tier = Literal["municipality", "territory", "region", "land", "federal"]


class Territory(Identified):
    """A district or a town with district rights: the first tier above a municipality."""

    name: Localized
    key: Text  # official district or municipality key
    sources: tuple[Citation, ...] = Field(min_length=1)


class Localities(Record):
    """Villages and quarters of a municipality, and where it was read that they belong to it."""

    names: tuple[Text, ...] = Field(min_length=1)
    sources: tuple[Citation, ...] = Field(min_length=1)


class Municipality(Identified):
    """A town or municipality, with postcodes and the coordinates of its seat (WGS 84 degrees).

    `other_names` are names that people type and that no rule finds: former ones, those of other languages and
    scripts. That a name may stand with or without «Stadt», «Bad» or what is in brackets is a rule of the finder.
    """

    key: MunicipalityKey
    association: Association | None = None  # the four digits of its association of municipalities, where it is in one
    name: Text
    kind: Literal["town", "municipality"]
    territory: Id
    postcodes: tuple[Postcode, ...] = Field(min_length=1)
    seat_postcode: Postcode
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    sources: tuple[Citation, ...] = Field(min_length=1)
    other_names: tuple[Text, ...] = ()
    localities: tuple[Localities, ...] = ()

    @property
    def region_key(self) -> str:
        """The regional key (ARS), 12 digits: district, association, municipality.

        One that is in no association has its own number in the place of the association's.
        """
        district, number = self.key[:5], self.key[5:]
        return f"{district}{self.association or f'0{number}'}{number}"

    @property
    def locality_names(self) -> tuple[str, ...]:
        """Its villages and quarters, each once, in the order of the file."""
        return tuple(dict.fromkeys(name for group in self.localities for name in group.names))


class Area(Identified):
    """A named catchment: a chamber district, an agency district, a whole land …

    `includes` names territories, municipalities or other areas. `is_open` marks areas that reach
    beyond the region (the land, the federation): they include every place.
    """

    name: Localized
    kind: Literal["region", "chamber-district", "agency-district", "programme-area", "land", "federal", "other"]
    tier: Tier
    includes: tuple[Id, ...] = ()
    is_open: bool = False
    sources: tuple[Citation, ...] = Field(min_length=1)
    note: Localized | None = None
    tasks: tuple[Text, ...] = ()


class CompanyPostcode(Record):
    """A postcode of large recipients; mostly only the territory is certain, sometimes not even that."""

    postcode: Postcode
    territories: tuple[Id, ...] = Field(min_length=1)
    municipality: Id | None = None
    recipients: tuple[Text, ...] = ()


class PlacesFile(Record):
    """`data/places.yaml`"""

    territories: tuple[Territory, ...] = Field(min_length=1)
    municipalities: tuple[Municipality, ...] = Field(min_length=1)
    areas: tuple[Area, ...] = Field(min_length=1)
    company_postcodes: tuple[CompanyPostcode, ...] = ()
