"""`lotse answer`: who is there for a place, a topic, an audience, and why; for people and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lotse.model.coverage import Delegation, Gap
from lotse.model.public import PublicCitation, PublicContact, PublicOrganization
from lotse.pages import Desk
from lotse.resolve import Answer, Cell, Reason
from lotse.words import did_you_mean, in_date_words, in_phone_words

Data = dict[str, object]
_KINDS = {
    "responsible": "zuständig", "advice": "Beratung", "delegated": "auf höherer Ebene", "gap": "erklärte Lücke",
    "fallback": "kein eigenes Angebot erwartet", "undefined": "ungeklärt",
}


def unknown_word(desk: Desk, cell: Cell) -> str | None:
    """What of a question doesn't exist, with the likeliest that does; None if all of it exists."""
    catalogue, situation = desk.catalogue, cell.situation
    for given, records in (
        (cell.place, catalogue.municipalities), (cell.topic, catalogue.topics),
        (cell.audience, desk.directory.main_audiences), (situation.sector, catalogue.sectors),
    ):  # fmt: skip
        known = [record.id for record in records]
        if given and given not in known:
            return f"«{given}» gibt es nicht. {did_you_mean(given, known) or 'Möglich: ' + ', '.join(known)}"
    return None


def answer_data(desk: Desk, cell: Cell) -> Data:
    """The answer as plain data: kind, offers with their reasons and cleared contacts, declarations, last resort."""
    answer = desk.coverage.answer(cell)
    reasons = desk.coverage.reasons(cell, answer)
    return {
        "place": cell.place, "topic": cell.topic, "audience": cell.audience,
        "entry": cell.situation.entry, "sector": cell.situation.sector, "as_of": desk.catalogue.today.isoformat(),
        "channel": desk.catalogue.channel, "kind": answer.kind,
        "services": [_service(desk, reason) for reason in reasons],
        "delegation": answer.delegation and _declared(desk, answer.delegation) | {"to_tier": answer.delegation.to_tier},
        "gaps": [
            _declared(desk, gap)
            | {"extent": gap.extent, "owner": gap.owner, "since": gap.since.isoformat(), "fallback": gap.fallback}
            for gap in desk.coverage.gaps(cell)
        ],
        "fallbacks": [body.id for body in answer.fallbacks],
    }  # fmt: skip


def _declared(desk: Desk, entry: Gap | Delegation) -> Data:
    sources = _sources(desk.catalogue.standings[entry.id].citations)
    return {"id": entry.id, "reason": desk.renderer.plainly(entry.reason), "sources": sources}


def _sources(citations: Iterable[PublicCitation]) -> list[Data]:
    return [
        {
            "title": c.title, "publisher": c.publisher, "url": c.url, "edition": c.edition, "copied_on": c.copied_on,
            "read_on": c.read_on and c.read_on.isoformat(),
        }
        for c in citations
    ]  # fmt: skip


def _service(desk: Desk, reason: Reason) -> Data:
    service = reason.service
    body = desk.directory.organizations[service.organization]
    return {
        "organization": body.id, "organization_name": desk.renderer.plainly(body.name), "service": service.id,
        "service_name": desk.renderer.plainly(service.name), "is_planned": service.is_planned,
        "website": body.website, "contacts": [_contact(desk, contact) for contact in _contacts(body, service.contacts)],
        "why": {
            "rule": reason.rule, "area": reason.area, "tier": reason.tier,
            "standing": desk.renderer.standing(service.standing), "is_confirmed": service.standing.is_confirmed,
            "is_to_check": service.standing.is_to_check,
            "to_check": [{"kind": c.kind, "reason": desk.renderer.plainly(c.reason)} for c in service.standing.checks],
            "sources": _sources(service.standing.citations),
        },
    }  # fmt: skip


def _contacts(body: PublicOrganization, named: tuple[str, ...]) -> list[PublicContact]:
    """The cleared contacts that the offer names; where it names none, those of the body."""
    return [contact for contact in body.contacts if contact.id in named] or list(body.contacts)


def _contact(desk: Desk, contact: PublicContact) -> Data:
    return {
        "title": desk.renderer.plainly(contact.title), "name": contact.name, "phones": list(contact.phones),
        "email": contact.email, "url": contact.url,
    }  # fmt: skip


def answer_text(desk: Desk, cell: Cell) -> str:
    """The answer in German lines."""
    answer = desk.coverage.answer(cell)
    return "\n".join([f"Antwort: {_KINDS[answer.kind]}", *_offers(desk, cell, answer), *_beyond(desk, cell, answer)])


def _offers(desk: Desk, cell: Cell, answer: Answer) -> Iterator[str]:
    for reason in desk.coverage.reasons(cell, answer):
        service, standing = reason.service, reason.service.standing
        body = desk.directory.organizations[service.organization]
        area = desk.renderer.plainly(desk.catalogue.atlas.names[reason.area])
        yield f"- {desk.renderer.plainly(body.name)}: {desk.renderer.plainly(service.name)}"
        yield f"  Warum: {_KINDS[reason.rule]} für {area}; {desk.renderer.standing(standing)}."
        yield from (f"  Zu prüfen: {desk.renderer.plainly(check.reason)}" for check in standing.checks)
        yield from _source_lines(standing.citations)
        yield from (f"  {way}" for way in _ways(body, service.contacts))


def _beyond(desk: Desk, cell: Cell, answer: Answer) -> Iterator[str]:
    if answer.delegation:
        yield f"Höhere Ebene: {desk.renderer.plainly(answer.delegation.reason)}"
        yield from _source_lines(desk.catalogue.standings[answer.delegation.id].citations)
    for gap in desk.coverage.gaps(cell):
        what = ("Nicht genug" if gap.extent == "short" else "Lücke") if gap.is_asked else "Noch nicht nachgefragt"
        helper = desk.renderer.plainly(desk.directory.organizations[gap.fallback].name)
        yield f"{what} ({gap.id}): {desk.renderer.plainly(gap.reason)} Hilft inzwischen: {helper}."
        yield f"  Erklärt am {in_date_words(gap.since, 'de')}."
        yield from _source_lines(desk.catalogue.standings[gap.id].citations)
    names = "; ".join(desk.renderer.plainly(body.name) for body in answer.fallbacks)
    yield f"Wenn niemand antwortet: {names}"


def _source_lines(citations: Iterable[PublicCitation]) -> Iterator[str]:
    yield from (f"  Quelle: {citation.title}, {citation.publisher}" for citation in citations)


def _ways(body: PublicOrganization, named: tuple[str, ...]) -> Iterator[str]:
    """How to reach a body, as far as it is cleared."""
    if body.website:
        yield f"Website: {body.website}"
    for contact in _contacts(body, named):
        details = [*map(in_phone_words, contact.phones), *filter(None, (contact.email, contact.url))]
        yield ", ".join([contact.name or contact.title["de"], *details])
