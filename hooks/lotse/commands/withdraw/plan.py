"""From a wish to what changes: the plan of a withdrawal, which changes nothing yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lotse.commands.together import write_together
from lotse.commands.withdraw.entries import NothingToDo, Withdrawal, parts_that_stay, withdrawal_of
from lotse.commands.withdraw.texts import Doomed, Refusal, changed_texts, doomed_in, tried
from lotse.commands.withdraw.values import Pages, Trace, Value, deleted, gone, pages_with, traces
from lotse.edition import Edition, checked_edition, laid_out
from lotse.load import Catalogue
from lotse.model.consents import Channel, Consent
from lotse.problems import Problem, as_text
from lotse.publish import cleared_fields


@dataclass(frozen=True)
class Wish:
    """What somebody asked for."""

    name: str  # id of a body, a contact, an address, or an entry of the ledger
    day: date
    channels: tuple[Channel, ...] = ()  # empty: all
    is_erased: bool = False


@dataclass(frozen=True)
class Plan:
    """What a withdrawal changes in the files, and what it takes from readers."""

    withdrawal: Withdrawal
    texts: Mapping[Path, str]  # the files that change, as they will be
    gone: Mapping[Channel, tuple[Value, ...]]
    pages: Pages | None  # none while errors keep pages from being made
    stays: tuple[Consent, ...]  # entries of the body's parts that decide for themselves
    erased: tuple[Doomed, ...]
    standing: tuple[Problem, ...]  # what is still to be deleted from the data
    traces: tuple[Trace, ...]  # where deleted values still stand
    is_person: bool
    is_private: bool  # whether it stands in the private folder


def planned(project: Path, wish: Wish, today: date, overlay: Path | None) -> Plan:
    """Everything that follows from a wish, without changing anything.

    Raises NothingToDo for an unknown name or one that has withdrawn all that was asked for, and Refusal for
    files that can't be changed safely or could not be loaded afterwards.
    """
    before = _edition(project, today, overlay)
    catalogue = _catalogue(before)
    withdrawal = withdrawal_of(catalogue, wish.name, wish.day, wish.channels, today)
    later = replace(catalogue, consents=withdrawal.ledger(catalogue.consents))
    doomed = doomed_in(later, withdrawal.subject) if wish.is_erased else ()
    if withdrawal.since and not doomed:
        raise NothingToDo(f"«{wish.name}» ist schon widerrufen, seit {withdrawal.since}. Es ist nichts geändert.")
    texts = changed_texts(project, overlay, catalogue, withdrawal, doomed)
    with tried(project, overlay, texts) as (copy, private):
        after = _edition(copy, today, private)
    _refuse_what_is_worse(before, after)
    _refuse_what_is_open(withdrawal, after, today)
    return _plan(before, after, withdrawal, texts, doomed, today)


def carried_out(plan: Plan) -> list[Path]:
    """Writes the files, all or none; raises OSError when one can't be written."""
    return write_together(plan.texts)


def _edition(project: Path, today: date, overlay: Path | None) -> Edition:
    """The data with the pages of the first language, each to be made when asked for."""
    return laid_out(checked_edition(project, today, overlay), languages=frozenset())


def _plan(
    before: Edition, after: Edition, withdrawal: Withdrawal, texts: Mapping[Path, str], doomed: tuple[Doomed, ...],
    today: date,
) -> Plan:  # fmt: skip
    old, new = _catalogue(before), _catalogue(after)
    lost = gone(old, new, withdrawal.owner, today)
    persons = {contact.id for body in old.organizations for contact in body.contacts if contact.is_person}
    mine = {withdrawal.subject, withdrawal.owner, *_parts(before, withdrawal.owner)}
    standing = (p for p in after.problems if p.code == "consent-withdrawn" and _record_at(after, p) in mine)
    return Plan(
        withdrawal=withdrawal,
        texts=texts,
        gone=lost,
        pages=pages_with(lost["site"], before, after),
        stays=tuple(parts_that_stay(old, withdrawal)),
        erased=doomed,
        standing=tuple(standing),
        traces=tuple(traces(deleted(old, doomed), new)),
        is_person=withdrawal.subject in persons,
        is_private=old.is_private(withdrawal.subject),
    )


def _refuse_what_is_worse(before: Edition, after: Edition) -> None:
    """A change after which something can't be read, or that the build could not be made with, is not made."""
    known = {(p.file, p.code, p.message, p.record) for p in before.stopping}
    new = [p for p in after.stopping if (p.file, p.code, p.message, p.record) not in known]
    if after.catalogue is None or new:
        told = "\n".join(map(as_text, new))
        raise Refusal(f"{told}\nSo ließe sich danach nichts mehr veröffentlichen; es ist nichts geändert.".lstrip())


def _refuse_what_is_open(withdrawal: Withdrawal, after: Edition, today: date) -> None:
    """The last safeguard: what was withdrawn is cleared in none of the channels."""
    fields = {field for entry in (*withdrawal.marked, withdrawal.added) if entry for field in entry.fields}
    for channel in withdrawal.wanted:
        left = cleared_fields(_catalogue(after), channel, today).get(withdrawal.subject, frozenset()) & fields
        if left:
            raise Refusal(
                f"Eine spätere Zustimmung gäbe «{', '.join(sorted(left))}» weiter frei ({channel}); nennen Sie mit "
                "--on einen Tag danach. Es ist nichts geändert."
            )


def _parts(edition: Edition, owner: str) -> set[str]:
    """The ids of what belongs to a body."""
    bodies = _catalogue(edition).organizations
    return {
        part.id for body in bodies if body.id == owner for part in (*body.services, *body.contacts, *body.locations)
    }


def _record_at(edition: Edition, problem: Problem) -> str:
    """The id of the record that a problem stands in: of those of its file the last one that begins before it."""
    found = [
        (origin.problem("id", code="", message="").line, name)
        for name, origin in _catalogue(edition).origins.items()
        if origin.file == problem.file
    ]
    return max((one for one in found if one[0] <= problem.line), default=(0, ""))[1]


def _catalogue(edition: Edition) -> Catalogue:
    """The records of an edition that could be read. Raises Refusal for any other."""
    if edition.catalogue is None:
        raise Refusal("Die Daten lassen sich nicht lesen; «lotse check» sagt, warum.")
    return edition.catalogue
