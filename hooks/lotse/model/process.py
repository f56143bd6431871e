"""The reference process: facets, tracks and steps; the documents; the checklists."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lotse.model.base import Citation, Evidenced, Id, Identified, LeikaKey, Localized, Record
from lotse.model.terms import Term

Actor = Literal["employer", "person", "authority", "adviser"]
Event = Literal["contract", "visa", "arrival", "start", "title-end"]
When = dict[Id, tuple[Id, ...]]  # facet → values; every facet must fit, any of its values suffices


class Facet(Identified):
    """A question about the case that decides which steps and items apply."""

    name: Localized
    question: Localized
    values: tuple[Term, ...] = Field(min_length=2)


class Duration(Record):
    """How long a step takes. Without `sources` it is an assumption of the editors, shown as such."""

    minimum: int = Field(ge=0)
    typical: int = Field(ge=0)
    maximum: int = Field(ge=0)
    unit: Literal["days", "weeks", "months"]
    sources: tuple[Citation, ...] = ()
    note: Localized | None = None


class StepDue(Record):
    """When a step is due: days from an event. The last day may be that of a legal deadline, which is a figure."""

    event: Literal["arrival", "start", "title-end"]
    from_days: int
    to_days: int | None = None
    limit: Id | None = None  # figure in days, weeks or months


class Waiting(Record):
    """What has to pass before a step, as a figure in months or years, since an event or the first day of a step."""

    since: Id
    figure: Id
    when: When = Field(default_factory=dict)  # empty: always


class Step(Identified, Evidenced):
    """One step of the reference process."""

    name: Localized
    phase: Id
    track: Id
    actor: Actor
    description: Localized
    trigger: Localized | None = None  # what sets it off
    after: tuple[Id, ...] = ()  # steps that must be done before
    is_optional: bool = False
    is_goal: bool = False  # the first working day: backward plans end here
    event: Literal["arrival"] | None = None  # what takes place on its first day
    due: StepDue | None = None  # in cases in which the event takes place
    waiting: tuple[Waiting, ...] = ()  # a case that none of them fits has no day
    only_if: Localized | None = None  # happens only then, and has no day in a plan
    when: When = Field(default_factory=dict)  # empty: always
    unless: When = Field(default_factory=dict)  # left out where all of these facets have one of these values
    documents: tuple[Id, ...] = ()
    duration: Duration
    costs: tuple[Id, ...] = ()  # figures
    consequence: Localized | None = None  # if it is left out
    result: Localized
    facts: tuple[Id, ...] = ()  # legal basis
    topic: Id  # leads to the regional offers
    audience: Id = "employers"


class Instance(Identified):
    """A worked example: the process with some facets decided."""

    name: Localized
    description: Localized
    choices: dict[Id, Id]  # facet → value


class ProcessFile(Record):
    """`data/process.yaml`"""

    facets: tuple[Facet, ...]
    tracks: tuple[Term, ...]
    steps: tuple[Step, ...]
    instances: tuple[Instance, ...]


class Document(Identified, Evidenced):
    """A paper that somebody must show."""

    name: Localized
    issued_by: Localized
    provided_by: Actor
    forms: tuple[Literal["original", "copy", "certified-copy", "translation", "certified-translation", "digital"], ...]
    note: Localized | None = None


class RequiredDocument(Record):
    """A document in a procedure; HSDS `required_document`."""

    document: Id
    when: When = Field(default_factory=dict)
    note: Localized | None = None


class Procedure(Identified, Evidenced):
    """A procedure whose papers can be checked for completeness before they are handed over."""

    name: Localized
    description: Localized
    topic: Id
    audience: Id = "employers"
    documents: tuple[RequiredDocument, ...] = Field(min_length=1)
    facts: tuple[Id, ...] = ()
    leika: tuple[LeikaKey, ...] = ()


class DocumentsFile(Record):
    """`data/documents.yaml`"""

    documents: tuple[Document, ...]
    procedures: tuple[Procedure, ...]


class Due(Record):
    """When an item is due: days from an event, before it with a minus sign."""

    event: Event
    from_days: int
    to_days: int


class ChecklistItem(Identified):
    """One thing to do, by whom and when, and what happens otherwise."""

    text: Localized
    who: Actor
    due: Due | None = None
    why: Localized
    consequence: Localized | None = None
    documents: tuple[Id, ...] = ()
    topic: Id | None = None  # the office
    when: When = Field(default_factory=dict)
    facts: tuple[Id, ...] = ()
    figures: tuple[Id, ...] = ()


class ChecklistSection(Record):
    """Items under one heading."""

    name: Localized
    items: tuple[ChecklistItem, ...] = Field(min_length=1)


class Checklist(Identified, Evidenced):
    """A list to work through, on paper or on the screen."""

    name: Localized
    description: Localized
    audience: Id
    phases: tuple[Id, ...] = ()
    sections: tuple[ChecklistSection, ...] = Field(min_length=1)

    def items(self) -> tuple[ChecklistItem, ...]:
        """All items in order."""
        return tuple(item for section in self.sections for item in section.items)


class ChecklistsFile(Record):
    """`data/checklists.yaml`"""

    checklists: tuple[Checklist, ...]

