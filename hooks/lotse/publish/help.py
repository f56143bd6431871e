"""National numbers: they are law or the word of a national body, so no consent stands between them and a reader."""

from __future__ import annotations

from lotse import model
from lotse.load import Catalogue
from lotse.model.public import PublicHelpLine
from lotse.publish.consent import Gate
from lotse.publish.standing import is_seen, standing_of


def public_help_lines(catalogue: Catalogue, gate: Gate) -> tuple[PublicHelpLine, ...]:
    """The numbers that were seen in a source; their pages only while the region links authorities' pages."""
    return tuple(_help_line(line, gate) for line in catalogue.help_lines if is_seen(line))


def _help_line(line: model.HelpLine, gate: Gate) -> PublicHelpLine:
    return PublicHelpLine(
        id=line.id,
        name=line.name,
        number=line.number,
        dialled=line.dialled,
        purpose=line.purpose,
        hours=line.hours,
        languages=line.languages,
        language_note=line.language_note,
        is_free=line.is_free,
        is_for_danger=line.is_for_danger,
        url=line.url if gate.catalogue.region.public_authority_basis else None,
        topics=line.topics,
        audiences=line.audiences,
        standing=standing_of(line, gate),
    )
