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
    """Sources with their days, and what a reader must be told of a record."""
    sources = gate.sources
    cited = [(citation, sources[citation.source]) for citation in record.sources if citation.source in sources]
    due = review_due_on(record, gate.catalogue.region.review_months, gate.lawbook)
    is_confirmed = record.evidence in ("confirmed", "tested")
    return Standing(
        citations=tuple(_citation(record, citation, source, gate) for citation, source in cited),
        checks=record.to_check,
        changes=gate.lawbook.changes(record),
        is_third_hand=all(source.kind == "third-party" for _, source in cited) and record.evidence == "seen",
        confirmed_on=record.assured_on if is_confirmed else None,
        review_due_on=due,
        is_overdue=due is not None and due < gate.today,
    )


def _citation(
    record: model.Evidenced, citation: model.Citation, source: model.Source, gate: Gate
) -> PublicCitation:
    is_cleared = source.organization is None or gate.allows(source.organization, "link")
    return PublicCitation(
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        url=source.url if is_cleared else None,
        place=citation.place,
        edition=citation.edition,
        copied_on=gate.lawbook.copied_on(record, citation),
        read_on=citation.read_on,
    )


def review_due_on(record: model.Evidenced, months: int, lawbook: model.LawBook) -> date | None:
    """The day on which somebody must look again: given, or `months` after the oldest day that its sources have.

    None when none of them has a day: then an editor has to read them, the sooner the better.
    """
    if record.review_on:
        return record.review_on
    known_on = lawbook.known_on(record)
    if known_on is None:
        return None
    year, month = divmod(known_on.month - 1 + months, 12)
    return date(known_on.year + year, month + 1, min(known_on.day, 28))
