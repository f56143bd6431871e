"""Organizations with their services, contacts and locations, in the words of HSDS 3."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from lotse.model.base import Day, Entry, Evidenced, Id, Identified, LanguageCode, LeikaKey, Localized, Record, Text
from lotse.model.schedules import Closure, Schedule


class Address(Record):
    """A postal address; HSDS `address`."""

    street: Text
    postal_code: Text
    city: Text
    country: Text = "DE"


class Location(Identified, Evidenced):
    """A place where a body can be met; HSDS `location`."""

    name: Localized | None = None
    address: Address
    schedules: tuple[Schedule, ...] = ()
    closures: tuple[Closure, ...] = ()
    note: Localized | None = None


class Phone(Record):
    """One phone number; HSDS `phone`. A number without extension may be written as a mere text."""

    number: Text  # "0241 0000000", "+49 241 0000000", "115"
    extension: Text | None = None  # what is dialled once the number has answered: "12"

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"number": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A text or a record, for the completion in editors."""
        return {"anyOf": [{"type": "string", "minLength": 1}, _inlined(handler, core)]}


def _inlined(handler: GetJsonSchemaHandler, core: CoreSchema) -> dict[str, Any]:
    return handler.resolve_ref_schema(handler(core))


class Contact(Identified, Evidenced):
    """A function or a person to turn to; HSDS `contact`. A `name` makes it a person."""

    title: Localized  # the function: "Zentrale", "Anerkennungsberatung"
    name: Text | None = None
    phones: tuple[Phone, ...] = ()
    email: Text | None = None
    url: Text | None = None
    languages: tuple[LanguageCode, ...] = ()
    schedules: tuple[Schedule, ...] = ()  # when somebody answers
    closures: tuple[Closure, ...] = ()

    @property
    def is_person(self) -> bool:
        return self.name is not None


class Service(Identified, Evidenced):
    """An offer: what a body does for whom, where, on which topics; HSDS `service`."""

    name: Localized
    description: Localized | None = None
    role: Literal["responsible", "advice"] = "advice"  # responsible: by law or statute
    topics: tuple[Id, ...] = Field(min_length=1)
    needs: tuple[Id, ...] = ()  # needs within the topics that the offer is the very answer to
    phases: tuple[Id, ...] = ()
    audiences: tuple[Id, ...] = Field(min_length=1)
    sectors: tuple[Id, ...] = ()  # empty: all
    areas: tuple[Id, ...] = Field(min_length=1)
    entry: Entry = "both"
    languages: tuple[LanguageCode, ...] = ()  # empty: not known
    status: Literal["active", "planned", "ended"] = "active"
    fees: Localized | None = None
    eligibility: Localized | None = None
    application_process: Localized | None = None
    url: Text | None = None
    contacts: tuple[Id, ...] = ()
    leika: tuple[LeikaKey, ...] = ()  # what the administration's catalogue of services (LeiKa) calls it
    valid_from: Day | None = None
    valid_to: Day | None = None


class Organization(Identified, Evidenced):
    """A body of the region or above it; HSDS `organization`. The project says "Organisation"."""

    name: Localized
    alternate_names: tuple[Text, ...] = ()
    kind: Id
    description: Localized
    parent: Id | None = None
    website: Text | None = None
    areas: tuple[Id, ...] = Field(min_length=1)
    listing: Literal["core", "secondary", "background"] = "core"
    services: tuple[Service, ...] = ()
    contacts: tuple[Contact, ...] = ()
    locations: tuple[Location, ...] = ()


class Tombstone(Record):
    """A retired id: why it went, and what took its place."""

    id: Id
    reason: Localized
    retired_on: Day
    successor: Id | None = None


class ActorsFile(Record):
    """`data/actors.yaml`"""

    organizations: tuple[Organization, ...]
    retired: tuple[Tombstone, ...] = ()
