"""What is published rests on something that was seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from lotse.load import Catalogue
from lotse.model.base import first_day
from lotse.problems import Problem


def evidence_at_least_seen(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A record that is only claimed is not published; an editor must look for a source."""
    for record in catalogue.evidenced():
        if record.evidence == "claimed":
            yield catalogue.origin(record.id).problem(  # type: ignore[attr-defined]
                "evidence", code="evidence-low", severity="warning",
                message="Dieser Eintrag ist nur behauptet und erscheint deshalb nicht.",
                hint="Suchen Sie eine Quelle und setzen Sie «evidence: seen».",
            )


def confirmation_has_a_day(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Who calls a record confirmed says on which day the body confirmed it."""
    for record in catalogue.evidenced():
        if record.evidence in ("confirmed", "tested") and record.assured_on is None:
            yield catalogue.origin(record.id).problem(  # type: ignore[attr-defined]
                "evidence", code="evidence-low", message="Zu einer Bestätigung gehört der Tag.",
                hint="Ergänzen Sie «assured_on: Jahr-Monat-Tag».",
            )


def citations_have_a_day(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A citation says how old its text is, or that nobody knows; who read it live, and not before it existed."""
    for record_id, path, citation in catalogue.citations():
        origin = catalogue.origin(record_id)
        if not (citation.edition or citation.copied_on or citation.read_on):
            yield origin.problem(
                *path, code="citation-undated", message="Dieser Beleg nennt keinen Tag.",
                hint="Ergänzen Sie «copied_on»: den Tag der Kopie, oder «unknown», wenn ihn niemand kennt.",
            )
        if bool(citation.read_on) != bool(citation.read_by):
            field = "read_on" if citation.read_on else "read_by"
            yield origin.problem(
                *path, field, code="reader-missing",
                message="Zu einem live gelesenen Beleg gehören der Tag und wer ihn gelesen hat.",
                hint="Ergänzen Sie «read_on» und «read_by» (Rolle oder Kürzel), oder streichen Sie beide.",
            )
        if citation.read_on and citation.edition and citation.read_on < first_day(citation.edition):
            yield origin.problem(
                *path, "read_on", code="date-order", message="Gelesen vor dem Tag, den die Fassung trägt.",
                hint="Prüfen Sie Jahr und Monat von «read_on» und «edition».",
            )


def contacts_from_official_sources(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Contact data is never taken from third parties."""
    kinds = {source.id: source.kind for source in catalogue.sources}
    for organization in catalogue.organizations:
        for record in (*organization.contacts, *organization.locations):
            cited = [kinds.get(citation.source) for citation in record.sources]
            if record.evidence in ("seen", "claimed") and cited and all(kind == "third-party" for kind in cited):
                yield catalogue.origin(record.id).problem(
                    "sources", code="evidence-low", message="Kontaktdaten aus dritter Hand erscheinen nicht.",
                    hint="Prüfen Sie die Angabe auf der Seite der Organisation und nennen Sie diese als Quelle.",
                )


def own_pages_name_their_body(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A source on the website of a body says so, so that its link waits for the body's consent."""
    roots = {_root(o.website): o.id for o in catalogue.organizations if o.website}
    for source in catalogue.sources:
        if source.url is None or source.organization or source.kind == "law":
            continue
        owner = next((body for root, body in roots.items() if f"{_root(source.url)}/".startswith(f"{root}/")), None)
        if owner:
            yield catalogue.origin(source.id).problem(
                code="source-owner-missing", message=f"Diese Seite gehört zu «{owner}».",
                hint=f"Ergänzen Sie «organization: {owner}».",
            )


def _root(url: str) -> str:
    """Host and path of an address, as far as they tell whose page it is."""
    try:
        parts = urlsplit(url)
    except ValueError:  # told by `url_shapes`
        return url
    path = parts.path.rsplit("/", 1)[0] if "." in parts.path.rsplit("/", 1)[-1] else parts.path.rstrip("/")
    return (parts.hostname or "").removeprefix("www.") + path


RULES = (
    evidence_at_least_seen, confirmation_has_a_day, citations_have_a_day, contacts_from_official_sources,
    own_pages_name_their_body,
)
