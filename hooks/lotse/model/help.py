"""National numbers that help at once: emergency calls, helplines, service numbers; and what people in need type."""

from __future__ import annotations

from pydantic import Field

from lotse.model.base import Evidenced, Id, Identified, LanguageCode, Localized, Record, Text


class HelpLine(Identified, Evidenced):
    """A number that anybody in the country can dial, because a law or a national body says so.

    It belongs to nobody of the region: it needs no consent, and no region may take it down.
    """

    name: Localized
    number: Text  # as people read and dial it inside the country: "110", "0800 0000000"
    purpose: Localized  # what for, in one sentence
    hours: Localized | None = None  # when somebody answers; None: not known
    languages: tuple[LanguageCode, ...] = ()  # empty: not known
    language_note: Localized | None = None  # where the body says it in words only
    is_free: bool = False  # of charge from every phone
    is_for_danger: bool = False  # stands in the block of help in danger
    url: Text | None = None
    topics: tuple[Id, ...] = ()
    audiences: tuple[Id, ...] = ()  # empty: everybody

    @property
    def dialled(self) -> str:
        """The digits alone, for `tel:` links."""
        return "".join(sign for sign in self.number if sign.isdigit())


class HelpFile(Record):
    """`data/help.yaml`"""

    help_lines: tuple[HelpLine, ...]  # those for danger in the order in which they are shown
    distress: dict[LanguageCode, tuple[Text, ...]] = Field(default_factory=dict)  # words that lead to them
