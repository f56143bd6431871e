"""What editors have to check, as far as it may be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lotse import model
from lotse.load import Catalogue
from lotse.model.public import PublicTask
from lotse.model.reference_form import in_one_line, written
from lotse.names import name_spot
from lotse.publish.consent import Gate
from lotse.publish.standing import review_due_on
from lotse.words import in_list_words

CHECK_KINDS = {
    "contradiction": "Quellen widersprechen sich",
    "urgent": "kann überholt sein",
    "before-publication": "am Ursprung nicht nachgelesen",
    "source": "Quelle unvollständig",
}
Guidance = (
    model.Step | model.Document | model.Procedure | model.Checklist | model.RouteCondition | model.Delegation
    | model.Gap
)


def declared_or_guiding(catalogue: Catalogue) -> tuple[Guidance, ...]:
    """Steps, documents, procedures, checklists, and what coverage declares: records without personal data."""
    guiding = (*catalogue.steps, *catalogue.documents, *catalogue.procedures, *catalogue.checklists)
    conditions = (condition for route in catalogue.routes for condition in route.conditions)
    return (*guiding, *conditions, *catalogue.delegations, *catalogue.gaps)


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
    told = (*catalogue.figures, *catalogue.facts, *catalogue.help_lines, *catalogue.events, *catalogue.hurdles)
    for record in (*told, *declared_or_guiding(catalogue)):
        yield from _record_tasks(record, record_title(record, catalogue), catalogue, gate)
    for consent in catalogue.consents:
        if consent.subject in owners:  # of a person who is not cleared nothing is said at all
            yield from _plain_tasks(consent.tasks, consent.id, owners[consent.subject], catalogue)
    for area in catalogue.areas:
        yield from _plain_tasks(area.tasks, area.id, area.name["de"], catalogue)
    yield from _region_tasks(catalogue)
    region = catalogue.region
    yield from _plain_tasks((*region.funding.tasks, *region.corrections.tasks), region.id, region.name["de"], catalogue)


def _region_tasks(catalogue: Catalogue) -> Iterator[PublicTask]:
    region = catalogue.region
    if region.security is None:
        text = (
            "Beim Betreiber erfragen, wem Schwachstellen der Website gemeldet werden, und unter «security» eintragen "
            "(contact_url, expires_on); daraus entsteht .well-known/security.txt."
        )
        yield from _plain_tasks((text,), region.id, region.name["de"], catalogue)


def _record_tasks(record: model.Evidenced, name: str, catalogue: Catalogue, gate: Gate) -> Iterator[PublicTask]:
    record_id = getattr(record, "id", "")
    texts = (*_checks(record), *_changes(record, catalogue, gate), *record.tasks, *_reviews(record, gate))
    yield from _plain_tasks(texts, record_id, name, catalogue)


def _checks(record: model.Evidenced) -> Iterator[str]:
    """What readers see as «zu prüfen»; who has settled it strikes the entry."""
    yield from (f"Zu prüfen ({CHECK_KINDS[check.kind]}): {check.reason['de']}" for check in record.to_check)


def _changes(record: model.Evidenced, catalogue: Catalogue, gate: Gate) -> Iterator[str]:
    for change in gate.lawbook.changes(record):
        place = legal_words((change.reference,), catalogue)
        yield (
            f"{place} ist geändert, gesehen in der Kopie vom {change.copied_on.isoformat()}: "
            "neu lesen, den Eintrag danach fassen und «copied_on» oder «read_on» eintragen."
        )


def _reviews(record: model.Evidenced, gate: Gate) -> Iterator[str]:
    due = review_due_on(record, gate.catalogue.region.review_months, gate.lawbook)
    if due is None:
        yield "Kopie ohne Datum: die Quelle live lesen, dann «read_on» und «read_by» eintragen."
    elif due < gate.today:
        yield f"Die Prüfung war am {due.isoformat()} fällig: die Quelle lesen und den Tag eintragen."


def _plain_tasks(texts: Iterable[str], record_id: str, name: str, catalogue: Catalogue) -> Iterator[PublicTask]:
    if catalogue.is_private(record_id):  # what is private stays with its editors
        return
    spot = catalogue.origin(record_id).problem(code="", message="")
    for text in texts:
        yield PublicTask(record_id=record_id, record_name=name, file=spot.file, line=spot.line, text=text)


Named = model.Figure | model.Fact | model.HelpLine | model.Event | model.Hurdle | Guidance


def record_title(record: Named, catalogue: Catalogue) -> str:
    """The German name of a record, the legal basis of a statement, the reason of a gap or of a higher tier."""
    if isinstance(record, model.Fact):
        return legal_words(record.legal_basis, catalogue) or record.id
    if isinstance(record, model.RouteCondition):
        return legal_words(record.legal_basis, catalogue) or record.id
    return record.reason["de"] if isinstance(record, model.Delegation | model.Gap) else record.name["de"]


def legal_words(basis: model.LegalBasis, catalogue: Catalogue) -> str:
    """A legal basis in German, for editors."""
    labels = catalogue.labels.get("de", {})

    def say(key: str, **values: str) -> str:
        return labels.get(key, "{name}").format(**{"name": "", **values})

    return in_one_line(written(basis, {law.id: law.short for law in catalogue.laws}, say, _listed))


def _listed(names: Sequence[str]) -> str:
    return in_list_words(names, "de")
