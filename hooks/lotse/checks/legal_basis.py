"""A legal basis names what the law has, and says so when the law has moved on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lotse import model
from lotse.load import Catalogue
from lotse.load.catalogue import PathPart
from lotse.problems import Problem
from lotse.words import did_you_mean, is_none_of

WHERE = "data/laws.yaml"
_Resting = model.Fact | model.Figure | model.RouteCondition | model.Persona
Place = tuple[str, tuple[PathPart, ...], str, str | None]  # record, path of the reference, law, section


def references_exist(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Every law that is named stands in data/laws.yaml, with the section that is cited."""
    book = catalogue.lawbook
    for record_id, path, law, section in _places(catalogue):
        origin = catalogue.origin(record_id)
        if law not in book.laws:
            yield origin.problem(
                *path, "law", code="reference-unknown", message=is_none_of(law, "Gesetz"),
                hint=did_you_mean(law, sorted(book.laws)) or f"Was es gibt, steht in {WHERE}.",
            )
        elif section and book.section((law, section)) is None:
            yield origin.problem(
                *path, "section", code="law-section-unknown",
                message=f"{_named(section)} {book.laws[law].short} steht nicht in {WHERE}.",
                hint=_section_hint(book.laws[law], section),
            )


def paragraphs_exist(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The paragraph that a legal basis names is one that the text of the section had."""
    book = catalogue.lawbook
    for record, number, reference in _references(catalogue):
        section = book.section((reference.law or "", reference.section or ""))
        for name in reference.paragraph if section and section.fingerprint else ():
            if name not in section.paragraphs:  # type: ignore[union-attr]
                law = book.laws[reference.law or ""].short
                yield catalogue.origin(record.id).problem(
                    "legal_basis", number, "paragraph", code="law-place-unknown",
                    message=f"{_named(reference.section or '')} {law} hat keinen Absatz {name}.",
                    hint=_paragraphs_hint(section),
                )


def records_follow_the_law(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A record whose section has changed since its copy was read must be read again."""
    book = catalogue.lawbook
    for record in catalogue.evidenced():
        for change in book.changes(record):
            yield catalogue.origin(record.id).problem(  # type: ignore[attr-defined]
                "legal_basis", code="law-newer", severity="warning",
                message=f"{_named(change.section)} {change.law.short} ist neuer als dieser Eintrag: "
                f"Die Kopie vom {change.copied_on.isoformat()} sagt etwas anderes{_in_paragraphs(change)}.",
                hint="Lesen Sie den Abschnitt neu, fassen Sie den Eintrag danach, und tragen Sie den Tag ein.",
            )


def sections_stand_once(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """A law has each cited section once; no copy of it is of a day after today."""
    for law in catalogue.laws:
        names = [section.section for section in law.sections]
        for number, section in enumerate(law.sections):
            if section.section in names[:number]:
                yield catalogue.origin(law.id).problem(
                    "sections", number, "section", code="law-section-twice",
                    message=f"{_named(section.section)} {law.short} steht hier zweimal.",
                    hint="Streichen Sie einen der beiden Einträge.",
                )
            for field in ("same_on", "changed_on", "renewed_on"):
                day = getattr(section, field)
                if day and day > today:
                    yield catalogue.origin(law.id).problem(
                        "sections", number, field, code="date-future",
                        message=f"Dieser Tag liegt in der Zukunft; gebaut wird für den {today.isoformat()}.",
                        hint="Tragen Sie den Tag ein, an dem es wirklich geschah.",
                    )


def _places(catalogue: Catalogue) -> Iterator[Place]:
    for record, number, reference in _references(catalogue):
        if reference.law:
            yield record.id, ("legal_basis", number), reference.law, reference.section
    for source in catalogue.sources:
        if source.law:
            yield source.id, (), source.law, source.section


def _references(catalogue: Catalogue) -> Iterator[tuple[_Resting, int, model.LegalReference]]:
    conditions = (condition for route in catalogue.routes for condition in route.conditions)
    for record in (*catalogue.figures, *catalogue.facts, *conditions, *catalogue.personas):
        for number, reference in enumerate(record.legal_basis):
            yield record, number, reference


def _in_paragraphs(change: model.LawChange) -> str:
    return f" (Absatz {', '.join(change.paragraphs)})" if change.paragraphs else ""


def _section_hint(law: model.Law, section: str) -> str:
    take_over = f"Gibt es den Abschnitt, nimmt ihn «lotse laws diff ORDNER --update \"{law.short} {section}\"» auf."
    return did_you_mean(section, [entry.section for entry in law.sections]) or take_over


def _named(section: str) -> str:
    return f"§ {section}" if section[0].isdigit() else section


def _paragraphs_hint(section: model.LawSection | None) -> str:
    known = list(section.paragraphs) if section else []
    if not known:
        return "Der Abschnitt ist nicht in Absätze geteilt: Streichen Sie «paragraph»."
    return f"Er hat: {', '.join(known)}."


RULES = (references_exist, paragraphs_exist, records_follow_the_law, sections_stand_once)
