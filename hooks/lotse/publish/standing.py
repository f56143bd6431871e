"""How well a record is known, as far as it may be told."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from lotse import model
from lotse.model.public import PublicCitation, Standing
from lotse.publish.consent import Gate

E = TypeVar("E", bound=model.Evidenced)


def is_seen(record: model.Evidenced) -> bool:
    """Nothing below *seen* is published."""
    return record.evidence != "claimed"


def seen(records: tuple[E, ...]) -> tuple[E, ...]:
    """The records that rest on something that was seen."""
    return tuple(record for record in records if is_seen(record))


def standing_of(record: model.Evidenced, gate: Gate) -> Standing:
    """Sources, the last look, and what a reader must be told of a record."""
    sources = {source.id: source for source in gate.catalogue.sources}
    cited = [(citation, sources[citation.source]) for citation in record.sources if citation.source in sources]
    due = review_due_on(record, gate.catalogue.region.review_months)
    return Standing(
        citations=tuple(_citation(citation, source, gate) for citation, source in cited),
        seen_on=record.seen_on,
        is_to_check=all(source.kind == "third-party" for _, source in cited) and record.evidence == "seen",
        is_confirmed=record.evidence in ("confirmed", "tested"),
        review_due_on=due,
        is_overdue=due < gate.today,
    )


def _citation(citation: model.Citation, source: model.Source, gate: Gate) -> PublicCitation:
    is_cleared = source.organization is None or gate.allows(source.organization, "link")
    return PublicCitation(
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        url=source.url if is_cleared else None,
        place=citation.place,
        seen_on=citation.seen_on,
    )


def review_due_on(record: model.Evidenced, months: int) -> date:
    """The day on which somebody must look again: given, or `months` after the last look."""
    if record.review_on:
        return record.review_on
    year, month = divmod(record.seen_on.month - 1 + months, 12)
    return date(record.seen_on.year + year, month + 1, min(record.seen_on.day, 28))
