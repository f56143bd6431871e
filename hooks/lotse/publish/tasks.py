"""What editors have to check, as far as it may be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lotse import model
from lotse.load import Catalogue
from lotse.model.public import PublicTask
from lotse.names import name_spot
from lotse.publish.consent import Gate
from lotse.publish.standing import review_due_on

Guidance = model.Step | model.Document | model.Procedure | model.Checklist | model.Delegation | model.Gap


def declared_or_guiding(catalogue: Catalogue) -> tuple[Guidance, ...]:
    """Steps, documents, procedures, checklists, and what coverage declares: records without personal data."""
    guiding = (*catalogue.steps, *catalogue.documents, *catalogue.procedures, *catalogue.checklists)
    return (*guiding, *catalogue.delegations, *catalogue.gaps)


def public_tasks(catalogue: Catalogue, gate: Gate) -> Iterator[PublicTask]:
    """What editors have to check, without any task that names a person who is not cleared."""
    hidden = _hidden_names(catalogue, gate)
    for task in _all_tasks(catalogue, gate):
        if not hidden or name_spot(task.text, hidden) is None:
            yield task


def _hidden_names(catalogue: Catalogue, gate: Gate) -> frozenset[str]:
    """Names of persons who are not cleared, or are gone after they withdrew."""
    contacts = (contact for o in catalogue.organizations for contact in o.contacts)
    hidden = (c.name for c in contacts if c.name and not gate.allows(c.id, "person"))
    return frozenset(hidden) | catalogue.former_names


def _all_tasks(catalogue: Catalogue, gate: Gate) -> Iterator[PublicTask]:
    """Open tasks of every record, reviews that are due, missing facts."""
    owners: dict[str, str] = {}
    for organization in catalogue.organizations:
        contacts = [c for c in organization.contacts if c.name is None or gate.allows(c.id, "person")]
        parts = (organization, *contacts, *organization.locations)
        owners |= dict.fromkeys((part.id for part in parts), organization.name["de"])
        for record in (organization, *organization.services, *contacts, *organization.locations):
            yield from _record_tasks(record, organization.name["de"], catalogue, gate)
    for record in (*catalogue.figures, *catalogue.facts, *declared_or_guiding(catalogue)):
        yield from _record_tasks(record, record_title(record), catalogue, gate)
    for consent in catalogue.consents:
        if consent.subject in owners:  # of a person who is not cleared nothing is said at all
            yield from _plain_tasks(consent.tasks, consent.id, owners[consent.subject], catalogue)
    for area in catalogue.areas:
        yield from _plain_tasks(area.tasks, area.id, area.name["de"], catalogue)
    yield from _plain_tasks(catalogue.region.funding.tasks, catalogue.region.id, catalogue.region.name["de"], catalogue)


def _record_tasks(record: model.Evidenced, name: str, catalogue: Catalogue, gate: Gate) -> Iterator[PublicTask]:
    record_id = getattr(record, "id", "")
    yield from _plain_tasks(record.tasks, record_id, name, catalogue)
    due = review_due_on(record, catalogue.region.review_months)
    if due < gate.today:
        text = f"Die Prüfung war am {due.isoformat()} fällig: Quelle ansehen und den Tag eintragen."
        yield from _plain_tasks((text,), record_id, name, catalogue)


def _plain_tasks(texts: Iterable[str], record_id: str, name: str, catalogue: Catalogue) -> Iterator[PublicTask]:
    if catalogue.is_private(record_id):  # what is private stays with its editors
        return
    spot = catalogue.origin(record_id).problem(code="", message="")
    for text in texts:
        yield PublicTask(record_id=record_id, record_name=name, file=spot.file, line=spot.line, text=text)


def record_title(record: model.Figure | model.Fact | Guidance) -> str:
    """The German name of a record, the legal basis of a statement, the reason of a gap or of a higher tier."""
    if isinstance(record, model.Fact):
        return record.legal_basis or record.id
    return record.reason["de"] if isinstance(record, model.Delegation | model.Gap) else record.name["de"]
