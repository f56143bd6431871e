"""The public types of the bundle: what a partner may show of the region's bodies, each datum with its consent."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from lotse.exports.records import OpenAddress, OpenRecord, Texts


class OpenClearance(OpenRecord):
    """The consent on which a datum rests."""

    number: str = Field(description="Number of the consent; always the same for the same consent.")
    basis: str = Field(description="explicit, agreement-4.1, agreement-4.2, public-authority or public-web")
    given_on: date | None = Field(description="The day on which it was given; null if nobody knows the day.")
    recorded_on: date = Field(description="The day on which it was entered in the register.")
    valid_until: date | None = Field(description="The last day; null until further notice.")


class OpenEntry(OpenRecord):
    """A link, a contact or an address that may be shown."""

    id: str = Field(description="Always the same for the same datum; a withdrawal names it.")
    kind: Literal["link", "contact", "address"]
    organization: str = Field(description="Id of the organization.")
    service: str | None = Field(description="Id of the service whose page the link leads to.")
    label: Texts = Field(description="What it is: the name of the organization, service, function or place.")
    person: str | None = Field(description="The name, if the contact is a person who agreed to be named.")
    url: str | None
    phones: list[str] = Field(description="As dialled: +49241…, +49241…;ext=12, 115")
    email: str | None
    address: OpenAddress | None
    languages: list[str] = Field(description="Languages in which one is served, as far as known.")
    clearances: list[OpenClearance] = Field(min_length=1)
    valid_until: date | None = Field(description="The last day on which the entry may be shown.")


class OpenOffer(OpenRecord):
    """A service of an organization."""

    id: str
    name: Texts
    description: Texts | None
    role: Literal["responsible", "advice"]
    topics: list[str]
    audiences: list[str]
    territories: list[str] = Field(description="Territories that it reaches, wholly or in part.")
    languages: list[str]
    is_planned: bool
    valid_from: date | None
    valid_to: date | None


class OpenBody(OpenRecord):
    """An organization of which something may be shown."""

    id: str
    name: Texts
    description: Texts
    kind: str
    page: str = Field(description="Its page on the region's site.")
    territories: list[str]
    services: list[OpenOffer]


class OpenTerm(OpenRecord):
    """A topic, territory, audience or kind, by its id."""

    id: str
    name: Texts


class OpenEnding(OpenRecord):
    """An entry that may no longer be shown: take it down."""

    id: str = Field(description="Id of the entry that was in an earlier bundle.")
    number: str = Field(description="Number of the consent that no longer holds.")
    reason: Literal["withdrawn", "lapsed", "gone"]
    ended_on: date | None


class Bundle(OpenRecord):
    """Everything that is cleared for the channel on a day, and nothing else."""

    version: Literal["1"]
    channel: str
    as_of: date
    region: Texts
    source: str = Field(description="Address of the region's site.")
    languages: list[str]
    topics: list[OpenTerm]
    territories: list[OpenTerm]
    audiences: list[OpenTerm]
    kinds: list[OpenTerm]
    organizations: list[OpenBody]
    entries: list[OpenEntry]
    endings: list[OpenEnding]
    files: list[str] = Field(description="Every file of the bundle but the list of checksums.")
