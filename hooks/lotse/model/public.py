"""What may be seen. Only `publish` makes these records; everything downstream knows only these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lotse.model.actors import Address, Tombstone
from lotse.model.atlas import Atlas
from lotse.model.base import Entry, ToCheck
from lotse.model.consents import Basis, Channel
from lotse.model.coverage import CoverageFile
from lotse.model.events import EventStatus, Registration
from lotse.model.experience import Hurdle
from lotse.model.figures import Fact, Figure
from lotse.model.glossary import GlossaryTerm
from lotse.model.lawbook import LawBook, LawChange
from lotse.model.places import CompanyPostcode, Municipality, Territory
from lotse.model.process import Checklist, Document, Facet, Instance, Procedure, Step
from lotse.model.region import Region
from lotse.model.routes import PointsTable, Question, Route
from lotse.model.schedules import Closure, Recurrence, Schedule
from lotse.model.terms import Language, Need, Phase, Signpost, Term, Topic
from lotse.words import LocalizedText

CitationState = Literal["read", "copied", "undated"]


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicCitation:
    """A source as it is shown; `url` is None when the body did not clear links to its pages.

    Its days are as they stand in the data, perhaps only a month or a year; of a section of a law `copied_on` is the
    latest copy that says the same.
    """

    title: str
    publisher: str
    kind: str
    url: str | None
    place: str | None
    edition: str | None  # «2026-04-16», «2026-04», «2026»
    copied_on: str | None
    read_on: date | None

    @property
    def state(self) -> CitationState:
        """Whether a person read the source live, a copy of a known day was read, or one of an unknown day."""
        return "read" if self.read_on else "copied" if self.copied_on else "undated"

    @property
    def promise(self) -> tuple[str, ...]:
        """What a reader is told of its day in short: equal for citations that are told alike."""
        is_law = self.state == "copied" and self.kind == "law"
        return self.state, str(self.read_on or self.copied_on or ""), "law" if is_law else ""

    @property
    def age(self) -> tuple[int, str]:
        """Sorts by how little the text can be relied on: undated copies first, then by day."""
        return int(self.state != "undated"), str(self.read_on or self.copied_on or self.edition or "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How well a record is known: its sources with their days, and what a reader must be told."""

    citations: tuple[PublicCitation, ...]
    checks: tuple[ToCheck, ...]  # what is not settled, and why
    changes: tuple[LawChange, ...]  # sections that say something else by now
    is_third_hand: bool  # rests on third parties only
    confirmed_on: date | None  # by the body itself
    review_due_on: date | None  # None: nobody knows how old the copies are
    is_overdue: bool

    @property
    def is_to_check(self) -> bool:
        """Whether readers are told to check it before they rely on it."""
        return self.is_third_hand or bool(self.checks) or bool(self.changes)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_on is not None

    @property
    def weakest(self) -> PublicCitation:
        """The citation that says least about how current the record is: what the record as a whole may promise."""
        return min(self.citations, key=lambda citation: citation.age)


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicContact:
    """A function or person to turn to, as far as it is cleared."""

    id: str
    title: LocalizedText
    name: str | None
    phones: tuple[str, ...]  # as dialled: "+49241…", "+49241…;ext=12", "115"
    email: str | None
    url: str | None
    languages: tuple[str, ...]
    schedules: tuple[Schedule, ...]
    closures: tuple[Closure, ...]
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicLocation:
    """A place where a body can be met."""

    id: str
    name: LocalizedText | None
    address: Address
    schedules: tuple[Schedule, ...]
    closures: tuple[Closure, ...]
    note: LocalizedText | None
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicService:
    """An offer that exists, or is planned, on the day of the build."""

    id: str
    organization: str
    name: LocalizedText
    description: LocalizedText | None
    role: str
    topics: tuple[str, ...]
    needs: tuple[str, ...]
    phases: tuple[str, ...]
    audiences: tuple[str, ...]
    sectors: tuple[str, ...]
    areas: tuple[str, ...]
    entry: Entry
    languages: tuple[str, ...]
    is_planned: bool
    fees: LocalizedText | None
    eligibility: LocalizedText | None
    application_process: LocalizedText | None
    url: str | None
    contacts: tuple[str, ...]  # ids of published contacts
    leika: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    ends_soon: bool  # within 90 days
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicOrganization:
    """A body with what may be seen of it."""

    id: str
    name: LocalizedText
    alternate_names: tuple[str, ...]
    kind: str
    description: LocalizedText
    parent: str | None
    website: str | None
    areas: tuple[str, ...]
    listing: str
    services: tuple[PublicService, ...]
    contacts: tuple[PublicContact, ...]
    locations: tuple[PublicLocation, ...]
    withheld: tuple[str, ...]  # kinds of data that exist but are not cleared: "link", "contact" …
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicFigure:
    """A figure on the day of the build: its record and its standing."""

    figure: Figure
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicFact:
    """A legal or procedural statement and its standing."""

    fact: Fact
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicHelpLine:
    """A national number and its standing."""

    id: str
    name: LocalizedText
    number: str
    dialled: str
    purpose: LocalizedText
    hours: LocalizedText | None
    languages: tuple[str, ...]
    language_note: LocalizedText | None
    is_free: bool
    is_for_danger: bool
    url: str | None
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicEvent:
    """An activity with what is cleared of it; its times are read by `model/occurrences`."""

    id: str
    name: LocalizedText
    description: LocalizedText | None
    organizer: str
    partners: tuple[str, ...]
    starts_at: str
    ends_at: str | None
    time_zone: str
    status: EventStatus
    moved_from: str | None
    schedule: Recurrence | None
    venue: LocalizedText | None
    address: Address | None  # None also when it is not cleared
    is_online: bool
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    areas: tuple[str, ...]
    registration: Registration | None  # without its link when that is not cleared
    fees: LocalizedText | None
    url: str | None
    contacts: tuple[str, ...]  # ids of published contacts of the organizer
    reported_on: date | None
    is_prominent: bool
    is_withheld: bool  # whether a link or an address exists that is not cleared
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicHurdle:
    """A pattern from advising and its standing."""

    hurdle: Hurdle
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Clearance:
    """On what a published datum rests: an entry of the ledger, by a number that tells nobody's name."""

    number: str
    basis: Basis
    given_on: date | None  # None: nobody knows the day
    recorded_on: date
    valid_until: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicTask:
    """Something that an editor must check, in German, with the place to mend it."""

    record_id: str
    record_name: str
    file: str
    line: int
    text: str


@dataclass(frozen=True, kw_only=True)
class PublicCatalogue:
    """Everything that may be seen in one channel on one day."""

    channel: Channel
    today: date
    region: Region
    atlas: Atlas
    territories: tuple[Territory, ...]
    municipalities: tuple[Municipality, ...]
    company_postcodes: tuple[CompanyPostcode, ...]
    topics: tuple[Topic, ...]
    phases: tuple[Phase, ...]
    audiences: tuple[Term, ...]
    needs: tuple[Need, ...]
    sectors: tuple[Term, ...]
    signposts: tuple[Signpost, ...]
    kinds: tuple[Term, ...]
    languages: tuple[Language, ...]
    organizations: tuple[PublicOrganization, ...]  # by German name
    retired: tuple[Tombstone, ...]
    figures: Mapping[str, PublicFigure]
    facts: Mapping[str, PublicFact]
    facets: tuple[Facet, ...] = ()
    tracks: tuple[Term, ...] = ()
    steps: tuple[Step, ...] = ()
    instances: tuple[Instance, ...] = ()
    questions: tuple[Question, ...] = ()
    points_tables: tuple[PointsTable, ...] = ()
    routes: tuple[Route, ...] = ()
    documents: tuple[Document, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    lawbook: LawBook = field(default_factory=lambda: LawBook((), ()))
    help_lines: tuple[PublicHelpLine, ...] = ()
    events: tuple[PublicEvent, ...] = ()  # by their first day
    hurdles: tuple[PublicHurdle, ...] = ()
    distress: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # language → what people in need type
    coverage: CoverageFile = field(default_factory=lambda: CoverageFile(expectations=()))
    lapsing: tuple[tuple[date, LocalizedText], ...] = ()  # consents that lapse within twelve months
    standings: Mapping[str, Standing] = field(default_factory=dict)  # of steps, documents, lists …, by id
    arrivals: Mapping[str, date] = field(default_factory=dict)  # id → its first day in the version history
    tasks: tuple[PublicTask, ...] = ()
    withheld: Mapping[str, int] = field(default_factory=dict)  # reason → number of data withheld
    clearances: Mapping[tuple[str, str], Clearance] = field(default_factory=dict)  # (subject, field) → what clears it

    def services(self) -> Iterator[PublicService]:
        """Every published offer, by organization."""
        for organization in self.organizations:
            yield from organization.services

    def every_standing(self) -> Iterator[Standing]:
        """How well each published record is known."""
        for organization in self.organizations:
            yield organization.standing
            for part in (*organization.services, *organization.contacts, *organization.locations):
                yield part.standing
        yield from (record.standing for record in (*self.figures.values(), *self.facts.values()))
        yield from (record.standing for record in (*self.events, *self.hurdles))
        yield from self.standings.values()

    def organization(self, record_id: str) -> PublicOrganization | None:
        """The published organization with this id."""
        return next((o for o in self.organizations if o.id == record_id), None)
