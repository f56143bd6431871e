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
    leika: list[str] = Field(description="Keys of the service in the catalogue of the German administration (LeiKa).")
    valid_from: date | None
    valid_to: date | None


class OpenPlace(OpenRecord):
    """A municipality."""

    id: str
    licence: str | None
    name: str
    key: str = Field(description="Official municipality key (AGS), 8 digits.")
    region_key: str = Field(description="Official regional key (ARS), 12 digits.")
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
    unless: dict[str, list[str]] = Field(description="Left out where all of these facets have one of these values.")
    result: Texts
    topic: str
    duration_minimum: int
    duration_typical: int
    duration_maximum: int
    duration_unit: Literal["days", "weeks", "months"]


class OpenReference(OpenRecord):
    """A place in a law, or, for what has no such form, a text in German."""

    law: str | None = Field(description="Short name of the law in small letters.")
    section: str | None
    paragraph: list[str]
    sentence: list[str]
    number: list[str]
    text: str | None


class OpenAnswer(OpenRecord):
    """One answer to a question about a case; «not known» is always one more."""

    id: str
    name: Texts


class OpenRouteQuestion(OpenRecord):
    """A question about a case. Without answers it asks for an amount in euros a year, told apart by figures."""

    id: str
    licence: str | None
    name: Texts
    question: Texts
    answers: list[OpenAnswer]
    figures: list[str]


class OpenPointsRow(OpenRecord):
    """What the answers to a question count; all others count nothing."""

    question: str
    points: dict[str, int]


class OpenPointsTable(OpenRecord):
    """A table of points, fulfilled from as many on as the figure `needed` says."""

    id: str
    name: Texts
    rows: list[OpenPointsRow]
    needed: str


class OpenRouteCondition(Open):
    """One way to fulfil a route: every question named must have one of its answers."""

    when: dict[str, list[str]] = Field(description="Question to answers; of an amount the figure that is reached.")
    points: OpenPointsTable | None
    legal_basis: list[OpenReference]
    valid_from: date | None
    valid_to: date | None


class OpenRoute(OpenRecord):
    """A residence route: open as soon as one of its conditions is fulfilled. No legal advice."""

    id: str
    licence: str | None
    name: Texts
    description: Texts
    conditions: list[OpenRouteCondition]
    confirm: list[Texts] = Field(description="What no answer decides: an adviser or the office must confirm it.")
    facts: list[str]
    figures: list[str]
    topic: str = Field(description="Whoever is responsible for this topic confirms the route.")
    is_accelerated: bool
    page: str


class OpenRecurrence(OpenRecord):
    """The days on which it takes place again; HSDS `schedule`."""

    freq: Literal["WEEKLY", "MONTHLY"]
    interval: int
    byday: list[str]
    valid_from: date | None
    valid_to: date
    excluded: list[date]


class OpenRegistration(OpenRecord):
    """How to register, and until when."""

    is_required: bool
    closes_at: str | None
    url: str | None
    note: Texts | None


class OpenEvent(Open):
    """An activity. Times are those on the clock of the place; where only a day or a month is known, only that."""

    name: Texts
    description: Texts | None
    organizer: str
    partners: list[str]
    starts_at: str
    ends_at: str | None
    time_zone: str
    status: Literal["scheduled", "cancelled", "moved"]
    moved_from: str | None
    schedule: OpenRecurrence | None
    venue: Texts | None
    address: OpenAddress | None
    is_online: bool
    topics: list[str]
    audiences: list[str]
    languages: list[str]
    areas: list[str]
    registration: OpenRegistration | None
    fees: Texts | None
    url: str | None
    contacts: list[str]


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
