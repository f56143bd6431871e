"""The closed vocabularies: topics, phases, audiences, sectors, kinds of organizations, languages."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from lotse.model.base import Id, Identified, LanguageCode, Localized, Record, Text


class Term(Identified):
    """A term of a vocabulary; HSDS `taxonomy_term`."""

    name: Localized
    description: Localized | None = None
    broader: Id | None = None


class Topic(Term):
    """A topic, with the everyday words that people search it by, per language."""

    question: Localized  # what a person with this need would ask
    synonyms: dict[LanguageCode, tuple[Text, ...]] = Field(default_factory=dict)
    audiences: tuple[Id, ...] = Field(min_length=1)  # whom the topic concerns
    phases: tuple[Id, ...] = ()
    need: Text | None = None  # where the agreement names the need, e.g. "Abschnitt 2.1"


class Need(Term):
    """What people need within a topic, such as one paper: not each office of the topic is responsible for it."""

    topic: Id


class Phase(Term):
    """A phase of the way from the first idea to a person who stays; the order is the file's."""


class Language(Record):
    """A language, named in itself, in German and English."""

    code: LanguageCode
    native: Text
    name: Localized


class Signpost(Identified):
    """Words that lead to a question on a page: names of occupations above all, or of countries.

    `countries` are ISO 3166 codes of two letters, or «all» for those that no other signpost names. `topic` is what
    somebody who types such a word into the finder asks about.
    """

    page: Text  # its address with the anchor: "fragen/anerkennung/#n08-pflege-medizin"
    topic: Id | None = None
    words: dict[LanguageCode, tuple[Text, ...]] = Field(default_factory=dict)
    countries: tuple[Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|all)$")], ...] = ()


class TermsFile(Record):
    """`data/terms.yaml`"""

    topics: tuple[Topic, ...]
    needs: tuple[Need, ...] = ()  # within topics
    phases: tuple[Phase, ...]
    audiences: tuple[Term, ...]
    sectors: tuple[Term, ...]
    kinds: tuple[Term, ...]  # of organizations
    languages: tuple[Language, ...]
    signposts: tuple[Signpost, ...] = ()
