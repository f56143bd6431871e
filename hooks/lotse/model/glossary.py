"""The German words that newcomers meet on letters, explained."""

from __future__ import annotations

from lotse.model.base import Id, Identified, Localized, Record, Text


class GlossaryTerm(Identified):
    """A German word as it stands on the letter, with its other forms, explained in every language."""

    term: Text
    variants: tuple[Text, ...] = ()
    explanation: Localized
    topics: tuple[Id, ...] = ()
    facts: tuple[Id, ...] = ()


class GlossaryFile(Record):
    """`data/glossary.yaml`"""

    glossary: tuple[GlossaryTerm, ...]
