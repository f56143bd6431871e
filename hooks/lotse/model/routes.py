"""Residence routes: questions about a case, the routes that are open to it, and cases to judge them by."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lotse.model.base import Citation, Day, Evidenced, Id, Identified, Localized, Record, Text
from lotse.model.laws import LegalBasis
from lotse.model.process import When

Answers = dict[Id, Text]  # question → answer, or for an amount its euros per year


class Answer(Identified):
    """One answer to a question; `choices` says what it means for the facets of the process."""

    name: Localized
    choices: dict[Id, Id] = Field(default_factory=dict)  # facet → value


class Question(Identified):
    """A question about the case with finitely many answers; «not known» is always one more.

    An amount (`figures`) is asked in euros a year and told apart only by these thresholds as of the day.
    `is_fixed`: nobody can change the answer, so that every one of them must leave some route.
    """

    name: Localized
    question: Localized
    values: tuple[Answer, ...] = ()
    figures: tuple[Id, ...] = ()
    is_fixed: bool = False


class PointsRow(Record):
    """What the answers to a question count: answer → points; all others count nothing."""

    question: Id
    points: dict[Id, int]


class PointsTable(Identified):
    """A table of points; it is fulfilled from as many on as the figure `needed` says."""

    name: Localized
    rows: tuple[PointsRow, ...] = Field(min_length=1)
    needed: Id  # figure


class RouteCondition(Identified, Evidenced):
    """One way to fulfil a route: every question named must have one of its answers.

    Of an amount the answer is one figure, which must be reached. `points` names a table that must be fulfilled, too.
    """

    when: When = Field(min_length=1)
    points: Id | None = None
    legal_basis: LegalBasis = Field(min_length=1)
    valid_from: Day | None = None
    valid_to: Day | None = None


class Route(Identified):
    """A residence route: open as soon as one of its conditions is fulfilled."""

    name: Localized
    description: Localized
    conditions: tuple[RouteCondition, ...] = Field(min_length=1)
    exclusive: tuple[Id, ...] = ()  # routes that can never be open together with this one
    within: tuple[Id, ...] = ()  # routes that are always open, too, when this one is
    confirm: tuple[Localized, ...] = ()  # what no answer decides: an adviser or the office must confirm it
    facts: tuple[Id, ...] = ()
    figures: tuple[Id, ...] = ()
    procedure: Id | None = None  # whose documents it takes
    choices: dict[Id, Id] = Field(default_factory=dict)  # facet of the process → value
    topic: Id = "residence-permit"  # who confirms it
    is_accelerated: bool = False  # the accelerated procedure is open to it


class RoutesFile(Record):
    """`data/routes.yaml`"""

    questions: tuple[Question, ...]
    points_tables: tuple[PointsTable, ...] = ()
    routes: tuple[Route, ...]


class Persona(Identified):
    """A case to judge the routes by, written from the law: what is known, and which routes are open to it."""

    situation: Text  # in German
    audience: Literal["employers", "newcomers"]
    answers: Answers
    opens: tuple[Id, ...] = ()  # routes to be checked
    undecided: tuple[Id, ...] = ()  # routes for which something is not known yet; all others are not open
    legal_basis: LegalBasis = Field(min_length=1)
    sources: tuple[Citation, ...] = Field(min_length=1)


class PersonasFile(Record):
    """`data/personas.yaml`"""

    personas: tuple[Persona, ...]
