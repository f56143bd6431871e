"""Whatever a record names must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lotse import model
from lotse.load import Catalogue
from lotse.load.catalogue import Origin, PathPart, Vanished
from lotse.model.ledger import has_lapsed
from lotse.problems import Problem
from lotse.words import did_you_mean, is_none_of

Reference = tuple[str, tuple[PathPart, ...], str]  # id of the record, path in it, id that it names


def organization_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Kind, parent and areas of an organization exist."""
    kinds, areas = _ids(catalogue.kinds), area_ids(catalogue)
    bodies = _ids(catalogue.organizations)
    for record in catalogue.organizations:
        yield from unknown_ids(
            catalogue, [(record.id, ("kind",), record.kind)], kinds, "Art von Organisation", "data/terms.yaml"
        )
        yield from unknown_ids(catalogue, _many(record, "areas"), areas, "Gebiet", "data/places.yaml")
        if record.parent:
            yield from unknown_ids(
                catalogue, [(record.id, ("parent",), record.parent)], bodies, "Organisation", "data/actors.yaml"
            )


def service_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Topics, needs, phases, audiences, sectors, areas, languages and contacts of an offer exist."""
    vocabularies = (
        ("topics", _ids(catalogue.topics), "Thema", "data/terms.yaml"),
        ("needs", _ids(catalogue.needs), "Bedarf", "data/terms.yaml"),
        ("phases", _ids(catalogue.phases), "Phase", "data/terms.yaml"),
        ("audiences", _ids(catalogue.audiences), "Zielgruppe", "data/terms.yaml"),
        ("sectors", _ids(catalogue.sectors), "Branche", "data/terms.yaml"),
        ("areas", area_ids(catalogue), "Gebiet", "data/places.yaml"),
        ("languages", [known.code for known in catalogue.languages], "Sprache", "data/terms.yaml"),
    )
    bodies = catalogue.organizations
    owners = {c.id: body.name["de"] for body in bodies for c in body.contacts if not catalogue.is_private(c.id)}
    for organization, service in catalogue.services():
        for field, known, what, where in vocabularies:
            yield from unknown_ids(catalogue, _many(service, field), known, what, where)
        own = _ids(organization.contacts)
        references = [one for one in _many(service, "contacts") if one[2] in own or one[2] not in owners]
        yield from unknown_ids(catalogue, references, own, "Kontakt dieser Organisation", "data/actors.yaml")
        for record_id, path, named in (one for one in _many(service, "contacts") if one not in references):
            yield catalogue.origin(record_id).problem(
                *path, code="reference-unknown", message=f"Der Kontakt «{named}» gehört zu «{owners[named]}».",
                hint="Ein Angebot nennt nur Kontakte der eigenen Organisation.",
            )


def need_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A need belongs to a known topic, and so does what a signpost leads to."""
    topics = _ids(catalogue.topics)
    named = [(need.id, ("topic",), need.topic) for need in catalogue.needs]
    named += [(post.id, ("topic",), post.topic) for post in catalogue.signposts if post.topic]
    yield from unknown_ids(catalogue, named, topics, "Thema", "data/terms.yaml")


def term_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A topic names known audiences and phases, a narrower audience a known broader one."""
    audiences, phases = _ids(catalogue.audiences), _ids(catalogue.phases)
    for topic in catalogue.topics:
        yield from unknown_ids(catalogue, _many(topic, "audiences"), audiences, "Zielgruppe", "data/terms.yaml")
        yield from unknown_ids(catalogue, _many(topic, "phases"), phases, "Phase", "data/terms.yaml")
    for term in catalogue.audiences:
        if term.broader:
            yield from unknown_ids(
                catalogue, [(term.id, ("broader",), term.broader)], audiences, "Zielgruppe", "data/terms.yaml"
            )


def no_circles(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Nothing is broader than itself, and no organization belongs to itself, not even by way of others."""
    for records, field in ((catalogue.audiences, "broader"), (catalogue.organizations, "parent")):
        above = {record.id: getattr(record, field) for record in records}
        for record_id in above:
            seen, upper = set(), above[record_id]
            while upper in above and upper not in seen and upper != record_id:
                seen.add(upper)
                upper = above[upper]
            if upper == record_id:
                yield catalogue.origin(record_id).problem(
                    field,
                    code="reference-circular",
                    message=f"Über «{field}» führt dieser Eintrag zu sich selbst zurück.",
                    hint=f"Streichen Sie «{field}» bei einem der Einträge.",
                )


def place_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A municipality lies in a known territory, an area is built from known parts."""
    territories, areas = _ids(catalogue.territories), area_ids(catalogue)
    for place in catalogue.municipalities:
        yield from unknown_ids(
            catalogue, [(place.id, ("territory",), place.territory)], territories, "Teilgebiet", "data/places.yaml"
        )
    for area in catalogue.areas:
        yield from unknown_ids(catalogue, _many(area, "includes"), areas, "Gebiet", "data/places.yaml")


def source_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Every citation names a source of data/sources.yaml, every source a known organization, or one that has gone."""
    known = _ids(catalogue.sources)
    cited = (*catalogue.evidenced(), *catalogue.areas, *catalogue.municipalities, *catalogue.territories)
    for record in cited:
        references = [(record.id, ("sources", n, "source"), c.source) for n, c in enumerate(record.sources)]
        yield from unknown_ids(catalogue, references, known, "Quelle", "data/sources.yaml")
    villages = [(i, (*path, "source"), c.source) for i, path, c in catalogue.citations() if path[0] == "localities"]
    yield from unknown_ids(catalogue, villages, known, "Quelle", "data/sources.yaml")
    bodies = [*_ids(catalogue.organizations), *(tombstone.id for tombstone in catalogue.retired)]
    for source in catalogue.sources:
        if source.organization:
            yield from unknown_ids(
                catalogue,
                [(source.id, ("organization",), source.organization)],
                bodies,
                "Organisation",
                "data/actors.yaml",
            )


def consent_references(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """A consent names an organization, a contact or a location that exists.

    One that was withdrawn or has lapsed is kept as a proof and may name what is gone, and so may one for a
    retired body. The id stays reserved: whatever takes it again falls under the same entry.
    """
    subjects = {part.id for o in catalogue.organizations for part in (o, *o.contacts, *o.locations)}
    subjects |= {event.id for event in catalogue.events}
    retired = {tombstone.id for tombstone in catalogue.retired}
    for consent in catalogue.consents:
        is_proof = consent.withdrawn_on is not None or has_lapsed(consent, today) or consent.subject in retired
        if is_proof or consent.subject in subjects or consent.subject in catalogue.lost:
            continue
        if _is_unread(catalogue, "data/actors.yaml", subjects):
            return
        if consent.subject in catalogue.vanished:
            reference = [(consent.id, ("subject",), consent.subject)]
            yield from unknown_ids(catalogue, reference, subjects, "Organisation", "data/actors.yaml")
            continue
        public = sorted(name for name in subjects if not catalogue.is_private(name))
        yield catalogue.origin(consent.id).problem(
            "subject", code="reference-unknown",
            message=f"«{consent.subject}» ist keine Organisation, kein Kontakt, keine Adresse und kein Termin.",
            hint=did_you_mean(consent.subject, public, cutoff=0.85)
            or "Hat jemand widerrufen, tragen Sie «withdrawn_on» ein; ist die Organisation aufgelöst, "
            "tragen Sie sie unter «retired» ein. Der Eintrag bleibt als Nachweis stehen.",
        )  # fmt: skip


def region_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The region's own entry names known areas, audiences, kinds, bodies and languages."""
    region = catalogue.region
    kinds, bodies = _ids(catalogue.kinds), _ids(catalogue.organizations)
    yield from unknown_ids(
        catalogue, [(region.id, ("area",), region.area)], _ids(catalogue.areas), "Gebiet", "data/places.yaml"
    )
    languages = [known.code for known in catalogue.languages]
    yield from unknown_ids(catalogue, _many(region, "languages"), languages, "Sprache", "data/terms.yaml")
    yield from unknown_ids(
        catalogue, _many(region, "essential_kinds"), kinds, "Art von Organisation", "data/terms.yaml"
    )
    yield from unknown_ids(catalogue, _many(region, "glance_kinds"), kinds, "Art von Organisation", "data/terms.yaml")
    for number, rule in enumerate(region.fallbacks):
        path = ("fallbacks", number)
        audience = [(region.id, (*path, "audience"), rule.audience)]
        yield from unknown_ids(catalogue, audience, _ids(catalogue.audiences), "Zielgruppe", "data/terms.yaml")
        if rule.kind:
            yield from unknown_ids(
                catalogue, [(region.id, (*path, "kind"), rule.kind)], kinds, "Art von Organisation", "data/terms.yaml"
            )
        if rule.organization:
            yield from unknown_ids(
                catalogue,
                [(region.id, (*path, "organization"), rule.organization)],
                bodies,
                "Organisation",
                "data/actors.yaml",
            )


def fact_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Figures and statements name known topics, a statement known figures."""
    topics, figures = _ids(catalogue.topics), _ids(catalogue.figures)
    for record in (*catalogue.figures, *catalogue.facts):
        yield from unknown_ids(catalogue, _many(record, "topics"), topics, "Thema", "data/terms.yaml")
    for figure in (one for one in catalogue.figures if one.per_year):
        reference = (figure.id, ("per_year",), str(figure.per_year))
        yield from unknown_ids(catalogue, [reference], figures, "Zahl", "data/figures.yaml")
    for fact in catalogue.facts:
        yield from unknown_ids(catalogue, _many(fact, "figures"), figures, "Zahl", "data/figures.yaml")


def glossary_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A word of the glossary names known topics and statements."""
    topics, facts = _ids(catalogue.topics), _ids(catalogue.facts)
    for word in catalogue.glossary:
        yield from unknown_ids(catalogue, _many(word, "topics"), topics, "Thema", "data/terms.yaml")
        yield from unknown_ids(catalogue, _many(word, "facts"), facts, "Rechtsaussage", "data/facts.yaml")


def retired_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The successor of a retired id exists and is not retired itself."""
    bodies = _ids(catalogue.organizations)
    for tombstone in catalogue.retired:
        if tombstone.successor:
            reference = (tombstone.id, ("successor",), tombstone.successor)
            yield from unknown_ids(catalogue, [reference], bodies, "Organisation", "data/actors.yaml")


def vanished_ids_leave_a_trace(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A published body that is gone has a tombstone, so that its address keeps answering.

    Addresses of other records die with them, and what people have stored on their devices is lost: a warning.
    """
    retired = {tombstone.id for tombstone in catalogue.retired}
    for record in catalogue.vanished.values():
        told = record.id in retired or (record.is_nested and record.section != "checklists")
        if told or record.section not in _ADDRESSED or record.file in catalogue.unsound:
            continue
        is_body = record.section == "organizations"
        heir = _renamed(catalogue, record)
        yield Problem(
            file=record.file, code="id-vanished", record=record.name, severity="error" if is_body else "warning",
            stops_build=False, message=f"Die Kennung «{record.id}» war veröffentlicht und ist verschwunden; "
            f"{_ADDRESSED[record.section]}.",
            hint=(f"Heißt sie jetzt «{heir}»? Kennungen ändern sich nie. " if heir else "")
            + ("Holen Sie sie zurück, oder tragen Sie sie in data/actors.yaml unter «retired» ein "
               "(id, reason, retired_on und, wenn es einen gibt, successor)." if is_body
               else "Holen Sie sie zurück, wenn der Eintrag nur anders heißen soll."),
        )  # fmt: skip


_ADDRESSED = {
    "organizations": "die Adresse ihrer Seite ginge verloren",
    "topics": "die Adresse ihrer Seite geht verloren",
    "municipalities": "die Adresse ihrer Seite geht verloren",
    "phases": "die Adresse ihrer Seite geht verloren",
    "checklists": "auf Geräten gespeicherte Haken gehen verloren",
}


def _renamed(catalogue: Catalogue, record: Vanished) -> str:
    """The id of a new record of the same name in the same list, if there is one."""
    records = getattr(catalogue, record.section, ())
    for one in records:
        name = one.name if isinstance(getattr(one, "name", ""), str) else one.name.get("de", "")
        if record.name and name == record.name:
            return str(one.id)
    return ""


def unknown_ids(
    catalogue: Catalogue, references: Iterable[Reference], known: Iterable[str], what: str, where: str
) -> Iterator[Problem]:
    """A problem for each reference that leads nowhere; those to the same missing thing have the same cause.

    Where the file that should hold it can't be read, nothing is said: what is wrong there is told already.
    """
    places = ((catalogue.origin(record_id), path, named) for record_id, path, named in references)
    yield from unknown_at(catalogue, places, set(known), what, where)


def unknown_at(
    catalogue: Catalogue, places: Iterable[tuple[Origin, tuple[PathPart, ...], str]], known: set[str], what: str,
    where: str,
) -> Iterator[Problem]:  # fmt: skip
    """The same for references of what has no id: origin, path in it, and the id that it names."""
    if _is_unread(catalogue, where, known):
        return
    for origin, path, named in places:
        if named not in known and named not in catalogue.lost:
            message, hint = _unknown(catalogue, named, known, what, where)
            cause = f"gone {named}" if named in catalogue.vanished else f"{what} {named}"
            yield origin.problem(*path, code="reference-unknown", message=message, hint=hint, cause=cause)


def _unknown(catalogue: Catalogue, named: str, known: set[str], what: str, where: str) -> tuple[str, str]:
    """Sentence and advice for a name that leads nowhere: a slip of the pen, or something that was taken away."""
    tombstone = next((t for t in catalogue.retired if t.id == named), None)
    if tombstone:
        heir = f"Der Nachfolger ist «{tombstone.successor}»." if tombstone.successor else "Streichen Sie den Verweis."
        return f"«{named}» ist seit {tombstone.retired_on.isoformat()} entfallen (siehe «retired»).", heir
    if named in catalogue.vanished:
        hint = f"Holen Sie den Eintrag in {where} zurück, oder ändern Sie alle Stellen, die ihn nennen."
        return f"{is_none_of(named, what).removesuffix('.')} mehr: Der Eintrag wurde gelöscht.", hint
    likely = did_you_mean(named, sorted(name for name in known if not catalogue.is_private(name)))
    return is_none_of(named, what), likely or f"Was es gibt, steht in {where}."


def _is_unread(catalogue: Catalogue, file: str, known: set[str]) -> bool:
    """Whether a file, or the list of it that is asked for, could not be read at all."""
    return file in catalogue.unsound and (file not in catalogue.trees or not known)


def _many(record: model.Record, field: str) -> list[Reference]:
    return [(record.id, (field, number), named) for number, named in enumerate(getattr(record, field))]  # type: ignore[attr-defined]


def _ids(records: Iterable[model.Identified]) -> list[str]:
    return [record.id for record in records]


def area_ids(catalogue: Catalogue) -> list[str]:
    """Ids of everything that an offer may serve: areas, territories, municipalities."""
    return _ids((*catalogue.areas, *catalogue.territories, *catalogue.municipalities))


RULES = (
    organization_references,
    service_references,
    need_references,
    term_references,
    no_circles,
    place_references,
    source_references,
    consent_references,
    region_references,
    fact_references,
    glossary_references,
    retired_references,
    vanished_ids_leave_a_trace,
)
