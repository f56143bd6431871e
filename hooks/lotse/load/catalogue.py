"""The catalogue: everything that stands in `data/` and `docs/`, complete and private."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from lotse import model
from lotse.problems import PRIVATE_FILE, Problem, Severity
from lotse.syntax import Node, position_of

R = TypeVar("R")
PathPart = str | int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands: its file, the tree of that file, and the path to it in the tree."""

    file: str
    root: Node | None
    path: tuple[PathPart, ...]
    name: str  # as people know the record

    def problem(
        self, *path: PathPart, code: str, message: str, hint: str = "",
        severity: Severity = "error", at_key: bool = False, cause: str = "", stops_build: bool = True,
    ) -> Problem:
        """A problem at a field of this record; an unknown path falls back to the record itself."""
        spot = position_of(self.root, (*self.path, *path), key=at_key) if self.root else None
        return Problem(
            file=self.file, line=spot.line if spot else 1, column=spot.column if spot else 1,
            code=code, message=message, hint=hint, record=self.name, severity=severity, cause=cause,
            stops_build=stops_build,
        )


@dataclass(frozen=True, slots=True)
class Vanished:
    """A record of the last published state that is gone: where it stood, and the name it had."""

    id: str
    file: str
    section: str  # the list at the top of the file: "organizations", "topics" …
    is_nested: bool  # within a record of that list
    name: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown page of `docs/<language>/`: its address, front matter, and text with its first line."""

    file: str  # "docs/de/arbeitgeber/index.md"
    language: str
    address: str  # "arbeitgeber/", "" for the start page
    meta: Mapping[str, str]
    body: str
    first_line: int  # line of the file on which `body` begins
    meta_lines: Mapping[str, int] = field(default_factory=dict)  # field of the front matter → line of the file
    front: str = ""  # the front matter as it stands in the file, from line 2 on

    @property
    def title(self) -> str:
        return self.meta.get("title", self.address)

    @property
    def name(self) -> str:
        """The file below its language's folder: «fragen/anerkennung.md»."""
        return self.file.removeprefix(f"docs/{self.language}/")

    @property
    def variant_of(self) -> str:
        """The name of the page that this one says in plainer words, if it is such a variant."""
        return self.meta.get("variant_of", "")


@dataclass(frozen=True, kw_only=True, eq=False)
class Catalogue:
    """All records. Only `publish` may turn them into something that people see. One equals only itself."""

    region: model.Region
    territories: tuple[model.Territory, ...] = ()
    municipalities: tuple[model.Municipality, ...] = ()
    areas: tuple[model.Area, ...] = ()
    company_postcodes: tuple[model.CompanyPostcode, ...] = ()
    topics: tuple[model.Topic, ...] = ()
    phases: tuple[model.Phase, ...] = ()
    audiences: tuple[model.Term, ...] = ()
    sectors: tuple[model.Term, ...] = ()
    signposts: tuple[model.Signpost, ...] = ()
    needs: tuple[model.Need, ...] = ()
    kinds: tuple[model.Term, ...] = ()
    languages: tuple[model.Language, ...] = ()
    organizations: tuple[model.Organization, ...] = ()
    retired: tuple[model.Tombstone, ...] = ()
    consents: tuple[model.Consent, ...] = ()
    sources: tuple[model.Source, ...] = ()
    laws: tuple[model.Law, ...] = ()
    figures: tuple[model.Figure, ...] = ()
    facts: tuple[model.Fact, ...] = ()
    facets: tuple[model.Facet, ...] = ()
    tracks: tuple[model.Term, ...] = ()
    steps: tuple[model.Step, ...] = ()
    instances: tuple[model.Instance, ...] = ()
    documents: tuple[model.Document, ...] = ()
    procedures: tuple[model.Procedure, ...] = ()
    checklists: tuple[model.Checklist, ...] = ()
    glossary: tuple[model.GlossaryTerm, ...] = ()
    help_lines: tuple[model.HelpLine, ...] = ()
    distress: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # language → what people in need type
    events: tuple[model.Event, ...] = ()
    hurdles: tuple[model.Hurdle, ...] = ()
    questions: tuple[model.Question, ...] = ()
    points_tables: tuple[model.PointsTable, ...] = ()
    routes: tuple[model.Route, ...] = ()
    personas: tuple[model.Persona, ...] = ()
    expectations: tuple[model.Expectation, ...] = ()
    delegations: tuple[model.Delegation, ...] = ()
    gaps: tuple[model.Gap, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # language → key → label
    prose: tuple[Prose, ...] = ()
    assets: frozenset[str] = frozenset()  # names below `docs/` of the files that are no pages
    stamps: Mapping[str, model.StampFile] = field(default_factory=dict)  # language → stamps
    origins: Mapping[str, Origin] = field(default_factory=dict)  # id → place
    trees: Mapping[str, Node] = field(default_factory=dict)  # file → everything that stands in it
    comments: Mapping[str, str] = field(default_factory=dict)  # file → its text with blanks for all but comments
    asset_texts: Mapping[str, str] = field(default_factory=dict)  # file below docs/assets/ → its text
    former_names: frozenset[str] = frozenset()  # of persons who withdrew and are gone, out of the version history
    vanished: Mapping[str, Vanished] = field(default_factory=dict)  # id → record of the last state that is gone
    vanished_pages: frozenset[str] = frozenset()  # files of pages of the last state that are gone
    arrivals: Mapping[str, date] = field(default_factory=dict)  # id → its first day in the version history
    unsound: frozenset[str] = frozenset()  # files of which faulty records were left out
    lost: frozenset[str] = frozenset()  # the ids of what was left out

    @property
    def is_partial(self) -> bool:
        """Whether faulty records were left out: what is left is to be checked, never to be published."""
        return bool(self.unsound)

    def is_private(self, record_id: str) -> bool:
        """Whether a record stands in the private folder, so that no message may name it."""
        return self.origin(record_id).file == PRIVATE_FILE

    def origin(self, record_id: str) -> Origin:
        """Where the record stands; an empty origin for a record that was built in memory."""
        return self.origins.get(record_id) or Origin("data", None, (), record_id)

    @property
    def lawbook(self) -> model.LawBook:
        """The laws and the sources that lead to them, for looking up what a record rests on."""
        return model.LawBook(self.laws, self.sources)

    def services(self) -> Iterator[tuple[model.Organization, model.Service]]:
        """Every offer together with the body that makes it."""
        for organization in self.organizations:
            for service in organization.services:
                yield organization, service

    def evidenced(self) -> Iterator[model.Evidenced]:
        """Every record that cites sources."""
        for organization in self.organizations:
            yield organization
            yield from organization.services
            yield from organization.contacts
            yield from organization.locations
        yield from self.figures
        yield from self.facts
        yield from self.steps
        yield from self.documents
        yield from self.procedures
        yield from self.checklists
        for route in self.routes:
            yield from route.conditions
        yield from self.help_lines
        yield from self.events
        yield from self.hurdles
        yield from self.delegations
        yield from self.gaps

    def citations(self) -> Iterator[tuple[str, tuple[PathPart, ...], model.Citation]]:
        """Every citation: the id of the record that it stands in, its path there, and itself."""
        for record in (*self.evidenced(), *self.personas, *self.areas, *self.municipalities, *self.territories):
            for number, citation in enumerate(record.sources):
                yield record.id, ("sources", number), citation  # type: ignore[attr-defined]
        for place in self.municipalities:
            for group, localities in enumerate(place.localities):
                for number, citation in enumerate(localities.sources):
                    yield place.id, ("localities", group, "sources", number), citation
        for step in self.steps:
            for number, citation in enumerate(step.duration.sources):
                yield step.id, ("duration", "sources", number), citation
        region = self.region
        for name in ("agreement", "funding", "legal"):
            for number, citation in enumerate(getattr(region, name).sources):
                yield region.id, (name, "sources", number), citation


def by_id(records: Sequence[R]) -> dict[str, R]:
    """Records by their id."""
    return {record.id: record for record in records}  # type: ignore[attr-defined]
