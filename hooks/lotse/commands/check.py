"""`lotse check`: all problems at once, then what the region's data amounts to."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from lotse.commands.routes import route_lines
from lotse.edition import Edition, checked_edition
from lotse.load import Catalogue
from lotse.load.history import earlier_state, revision_named
from lotse.model import Organization
from lotse.model.public import PublicCatalogue, PublicOrganization, Standing
from lotse.output import public_problems
from lotse.problems import Problem, as_github, as_gitlab, as_record, as_sarif, as_text
from lotse.resolve import WAYS, Coverage, Directory, ways
from lotse.words import counted

WAY_WORDS = {"direct": "Telefon oder E-Mail", "link": "nur ein Link", "address": "nur eine Adresse", "none": "nichts"}


def _lines(form: Callable[[Problem], str]) -> Callable[[Sequence[Problem]], str]:
    return lambda problems: "\n".join(map(form, problems))


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "text": lambda problems: _grouped(problems),
    "github": _lines(as_github),
    "gitlab": as_gitlab,
    "json": lambda problems: json.dumps([as_record(p) for p in problems], ensure_ascii=False, indent=1),
    "sarif": as_sarif,
}
_REASONS = {
    "pending": "Zustimmung steht aus", "withdrawn": "widerrufen", "lapsed": "abgelaufen", "no-entry": "ohne Eintrag",
}


MOST_LINES = 50  # of warnings on the screen; errors are all shown


def _grouped(problems: Sequence[Problem]) -> str:
    """Errors first, all of them; then warnings, and of those beyond the fiftieth how many there are of each kind."""
    errors = [problem for problem in problems if problem.is_error]
    warnings = [problem for problem in problems if not problem.is_error]
    rest = Counter(problem.code for problem in warnings[MOST_LINES:])
    lines = [*map(as_text, errors), *map(as_text, warnings[:MOST_LINES])]
    if rest:
        kinds = ", ".join(f"{code} {count}" for code, count in sorted(rest.items()))
        lines.append(f"… und {counted(rest.total(), 'weitere Warnung', 'weitere Warnungen')}: {kinds}.")
    return "\n".join(lines)


class UnknownState(Exception):
    """The history has no such state; says so in German."""


def _news(problems: Sequence[Problem], project: Path, since: str, today: date) -> tuple[list[Problem], int]:
    """Errors and the warnings that an earlier state did not have, and how many it had already.

    Raises ValueError with a German sentence if there is no such state.
    """
    state = revision_named(project, since)
    if state is None:
        raise UnknownState(f"«{since}» ist kein Stand der Versionsgeschichte.")
    with earlier_state(project, state) as folder:
        if (project / "mkdocs.yml").exists():
            (folder / "mkdocs.yml").write_bytes((project / "mkdocs.yml").read_bytes())
        known = Counter(_sign(problem) for problem in checked_edition(folder, today).problems)
    news = []
    for problem in problems:
        is_known = not problem.is_error and known[_sign(problem)] > 0
        known[_sign(problem)] -= is_known
        news += [] if is_known else [problem]
    return news, len(problems) - len(news)


def _sign(problem: Problem) -> tuple[str, str, str, str]:
    """What makes a problem the same although its line has moved."""
    return problem.file, problem.code, problem.message, problem.record


def run_check(
    project: Path, today: date, form: str, *, is_strict: bool, overlay: Path | None, since: str | None = None
) -> int:
    """Prints the problems in the wanted form; returns 1 if there are errors, or warnings when strict.

    With `since` only warnings that this state of the history did not have; the others are counted.
    """
    edition = checked_edition(project, today, overlay)
    problems: Sequence[Problem] = (*edition.problems, *public_problems(project))
    standing = 0
    if since:
        problems, standing = _news(problems, project, since, today)
    text = FORMATS[form](problems)
    if text:
        click.echo(text)
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    if form == "text":
        if standing:
            click.echo(f"{counted(standing, 'Warnung', 'Warnungen')} standen schon vor der Änderung da.")
        click.echo(_summary(edition, errors, warnings, today))
    return 1 if errors or (is_strict and warnings) else 0


def _summary(edition: Edition, errors: int, warnings: int, today: date) -> str:
    verdict = "In Ordnung." if not errors else "So wird nichts veröffentlicht."
    lines = [f"{errors} Fehler, {counted(warnings, 'Warnung', 'Warnungen')} am {today.isoformat()}. {verdict}"]
    if edition.catalogue and edition.public:
        lines += _counts(edition.catalogue, edition.public)
    return "\n".join(lines)


def _counts(catalogue: Catalogue, public: PublicCatalogue) -> list[str]:
    """How much there is, and how much of it is cleared."""
    contacts = sum(len(o.contacts) for o in catalogue.organizations)
    shown = sum(len(o.contacts) for o in public.organizations)
    links = sum(o.website is not None for o in catalogue.organizations)
    shown_links = sum(o.website is not None for o in public.organizations)
    reasons = ", ".join(f"{_REASONS[why]}: {count}" for why, count in sorted(public.withheld.items()))
    return [
        f"Organisationen: {len(public.organizations)} von {len(catalogue.organizations)} erscheinen.",
        f"Angebote: {len(list(public.services()))} von {len(list(catalogue.services()))} gelten an diesem Tag.",
        f"Kontakte: {shown} freigegeben, {contacts - shown} zurückgehalten.",
        f"Websites: {shown_links} freigegeben, {links - shown_links} zurückgehalten.",
        f"Zurückgehaltene Angaben nach Grund: {reasons or 'keine'}.",
        *_withheld_by_name(catalogue, public),
        *route_lines(catalogue, public.today),
        f"Städte und Gemeinden: {len(public.municipalities)}, Gebiete: {len(public.territories)}, "
        f"Themen: {len(public.topics)}, Quellen: {len(catalogue.sources)}.",
        f"Zahlen: {len(public.figures)}, Rechtsaussagen: {len(public.facts)}, "
        f"offene Aufgaben der Redaktion: {len(public.tasks)}.",
        *_known_and_unsettled(public),
        *_reachability(public),
    ]


def _withheld_by_name(catalogue: Catalogue, public: PublicCatalogue) -> Iterator[str]:
    """Which data of the public files wait for a consent, body by body; persons by their function only."""
    bodies = catalogue.organizations
    found = {o.name["de"]: ", ".join(_withheld(catalogue, o, public.organization(o.id))) for o in bodies}
    listed = "; ".join(f"{name}: {what}" for name, what in found.items() if what)
    if listed:
        yield f"Zurückgehalten: {listed}."


def _withheld(catalogue: Catalogue, record: Organization, shown: PublicOrganization | None) -> Iterator[str]:
    contacts = {contact.id: contact for contact in (shown.contacts if shown else ())}
    places = {place.id for place in (shown.locations if shown else ())}
    if record.website and not (shown and shown.website):
        yield "Website"
    for contact in (c for c in record.contacts if not catalogue.is_private(c.id)):
        own = contacts.get(contact.id)
        if own is None:
            yield f"Kontakt «{contact.title['de']}»"
        elif (contact.phones or contact.email or contact.url) and not (own.phones or own.email or own.url):
            yield f"Telefon und E-Mail zu «{contact.title['de']}»"
    if any(place.id not in places for place in record.locations):
        yield "Adresse"


def _known_and_unsettled(public: PublicCatalogue) -> list[str]:
    """How many records rest on what kind of day, and how many tell readers that something is not settled."""
    standings = list(public.every_standing())
    states = Counter(standing.weakest.state for standing in standings)
    return [
        f"Einträge nach dem schwächsten Beleg: {states['read']} live gelesen, {states['copied']} aus einer Kopie mit "
        f"Tag, {states['undated']} aus einer Kopie ohne Datum; von der Stelle bestätigt: "
        f"{_number(standings, 'is_confirmed')}.",
        f"Zu prüfen, für Leser sichtbar: {_number(standings, 'checks')} mit Grund, {_number(standings, 'changes')} mit "
        f"geändertem Gesetz, {_number(standings, 'is_third_hand')} nur aus dritter Hand, "
        f"{_number(standings, 'is_overdue')} mit fälliger Prüfung.",
    ]


def _number(standings: Sequence[Standing], attribute: str) -> int:
    return sum(bool(getattr(standing, attribute)) for standing in standings)


def _reachability(public: PublicCatalogue) -> list[str]:
    """Per audience how many questions end at somebody whom one can reach."""
    names = {term.id: term.name["de"] for term in public.audiences}
    found = ways(Coverage(Directory(public), public.coverage))
    lines = []
    for audience, counts in found.items():
        parts = (f"{WAY_WORDS[way]} {counts[way] / max(counts.total(), 1):.0%}" for way in WAYS)
        lines.append(f"Antworten für {names[audience]} ({counts.total()}) führen zu: {', '.join(parts)}.")
    return lines
