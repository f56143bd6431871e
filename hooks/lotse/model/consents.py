"""The ledger of consents: who may be published, with what, where, on which basis."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lotse.model.base import Day, Id, Identified, Record, Text

Channel = Literal["site", "fai", "pdf", "api", "embed"]
CHANNELS: tuple[Channel, ...] = ("site", "fai", "pdf", "api", "embed")
ConsentField = Literal["link", "contact", "address", "person"]
Basis = Literal["agreement-4.1", "agreement-4.2", "public-authority", "public-web", "explicit", "pending"]


class Consent(Identified):
    """One entry: the fields of one subject (an organization or a contact) in some channels.

    `pending` records that consent was not given yet: it clears nothing and is a task.
    A missing `given_on` means that the day is unknown, which is a task too. A withdrawal counts everywhere,
    or in `withdrawn_channels` only.
    """

    subject: Id
    fields: tuple[ConsentField, ...] = Field(min_length=1)
    channels: tuple[Channel, ...] = ()
    basis: Basis
    reference: Text
    given_on: Day | None = None
    recorded_on: Day
    valid_until: Day | None = None
    withdrawn_on: Day | None = None
    withdrawn_channels: tuple[Channel, ...] = ()  # none: all
    tasks: tuple[Text, ...] = ()

    def is_withdrawn_in(self, channel: Channel) -> bool:
        """Whether the entry was withdrawn, for this channel at least."""
        return self.withdrawn_on is not None and channel in (self.withdrawn_channels or CHANNELS)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the entry was withdrawn for every channel."""
        return all(map(self.is_withdrawn_in, CHANNELS))


def renews(later: Consent, withdrawn: Consent) -> bool:
    """Whether the body or person itself consented again after the day of a withdrawal."""
    if later.subject != withdrawn.subject or later.basis != "explicit" or later.is_withdrawn:
        return False
    return None not in (later.given_on, withdrawn.withdrawn_on) and later.given_on > withdrawn.withdrawn_on  # type: ignore[operator]


class ConsentsFile(Record):
    """`data/consents.yaml`"""

    consents: tuple[Consent, ...]
