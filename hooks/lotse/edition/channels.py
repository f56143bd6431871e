"""What of the same data may be seen elsewhere than on the site: channels of partners, and what has left them."""

from __future__ import annotations

from lotse.exports.bundle import cleared
from lotse.exports.bundle.records import OpenEnding
from lotse.load import Catalogue
from lotse.model.consents import Channel
from lotse.model.public import PublicCatalogue
from lotse.publish import publish
from lotse.publish.clearances import ending_of, without_endings


def in_channel(catalogue: Catalogue, channel: Channel, site: PublicCatalogue) -> PublicCatalogue | None:
    """The public part in another channel on the same day; None where the region doesn't use the channel."""
    return publish(catalogue, channel, site.today) if channel in catalogue.region.channels else None


def endings_in(catalogue: Catalogue, public: PublicCatalogue) -> tuple[OpenEnding, ...]:
    """What would stand in the channel had nobody withdrawn and nothing lapsed, and no longer does."""
    former = publish(without_endings(catalogue, public.channel), public.channel, public.today)
    present = {one.entry.id for one in cleared(public)}
    found = []
    for one in cleared(former):
        if one.entry.id not in present:
            end = ending_of(catalogue, one.subjects, public.today)
            found.append(OpenEnding(
                id=one.entry.id, number=one.entry.clearances[0].number,
                reason=end.reason if end else "gone", ended_on=end.ended_on if end else None,
            ))  # fmt: skip
    return tuple(found)
