"""The public types of the open data: own records for others, never those that editors work with."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from lotse.exports.records import OpenAddress, OpenRecord, Texts


class OpenSource(OpenRecord):
    """What a record was read in."""

    title: str
    publisher: str
    url: str | None
    place: str | None
    edition: str | None
    copied_on: str | None
    read_on: date | None


class Open(OpenRecord):
    """What every record says of itself."""

    id: str
    licence: str | None = Field(description="Address of the licence; null while the operator has not decided.")
    sources: list[OpenSource]
    is_to_check: bool = Field(description="Readers are told to check it before they rely on it.")
    confirmed_on: date | None


class OpenContact(OpenRecord):
    """A function or person to turn to, as far as cleared for open data."""

    id: str
    title: Texts
    name: str | None
    phones: list[str]
    email: str | None
    url: str | None
    languages: list[str]


class OpenLocation(OpenRecord):
    """A place where the organization can be met."""

    id: str
    name: Texts | None
    address: OpenAddress


class OpenOrganization(Open):
    """An organization with what is cleared of it."""

    name: Texts
    alternate_names: list[str]
    kind: str
    description: Texts
    parent: str | None
    website: str | None
    page: str
    areas: list[str]
    services: list[str]
    contacts: list[OpenContact]
    locations: list[OpenLocation]


class OpenService(Open):
    """A service that exists or is planned."""

    organization: str
    name: Texts
    description: Texts | None
    role: Literal["responsible", "advice"]
    topics: list[str]
    phases: list[str]
    audiences: list[str]
    sectors: list[str] = Field(description="Empty: all.")
    areas: list[str]
    places: list[str] = Field(description="Municipalities that it reaches.")
    entry: Literal["before", "after", "both"]
    languages: list[str]
    is_planned: bool
    fees: Texts | None
    eligibility: Texts | None
    application_process: Texts | None
    url: str | None
    contacts: list[str]
    valid_from: date | None
    valid_to: date | None


class OpenPlace(OpenRecord):
    """A municipality."""

    id: str
    licence: str | None
    name: str
    key: str = Field(description="Official municipality key (AGS), 8 digits.")
    territory: str
    postcodes: list[str]
    latitude: float
    longitude: float
    page: str


class OpenTopic(OpenRecord):
    """A topic."""

    id: str
    licence: str | None
    name: Texts
    question: Texts
    audiences: list[str]
    phases: list[str]
    page: str


class OpenPeriod(OpenRecord):
    """A value and the days on which it holds."""

    value: str | None
    value_to: str | None
    level: str | None
    holds_from: date | None
    holds_to: date | None


class OpenFigure(Open):
    """An amount, threshold, fee, quota or deadline with all its periods."""

    name: Texts
    unit: str
    topics: list[str]
    periods: list[OpenPeriod]


class OpenFact(Open):
    """A legal or procedural statement."""

    statement: Texts
    topics: list[str]
    valid_from: date | None
    valid_to: date | None


class OpenItem(OpenRecord):
    """One thing to do."""

    id: str
    text: Texts
    who: str
    why: Texts
    topic: str | None
    due_event: str | None
    due_from_days: int | None
    due_to_days: int | None


class OpenSection(OpenRecord):
    """Things to do under one heading."""

    name: Texts
    items: list[OpenItem]


class OpenChecklist(Open):
    """A checklist."""

    name: Texts
    description: Texts
    audience: str
    phases: list[str]
    sections: list[OpenSection]
    page: str


class OpenStep(Open):
    """A step of the process."""

    name: Texts
    description: Texts
    phase: str
    track: str
    actor: str
    after: list[str]
    is_optional: bool
    when: dict[str, list[str]] = Field(description="Facet to values; empty: always.")
    result: Texts
    topic: str
    duration_minimum: int
    duration_typical: int
    duration_maximum: int
    duration_unit: Literal["days", "weeks", "months"]


class OpenQuestion(OpenRecord):
    """A question with the address of its answer; `answer` is Markdown, null where it needs figures or offices."""

    id: str
    licence: str | None
    language: str
    question: str
    answer: str | None
    page: str


class OpenGone(OpenRecord):
    """A record that is gone: its id is never used again."""

    id: str
    reason: Texts
    retired_on: date
    successor: str | None


class OpenChange(OpenRecord):
    """A day that the data themselves bear."""

    day: date
    collection: str
    id: str
    kind: Literal["confirmed", "read", "retired"]


class History(OpenRecord):
    """What changed when, the latest first, and what is gone."""

    version: Literal["1"]
    as_of: date
    changes: list[OpenChange]
    gone: list[OpenGone]
