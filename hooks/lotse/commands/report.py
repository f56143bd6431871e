"""Top: `lotse report roundtable`: the meeting paper of the region's round table, for a day."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lotse.pages import Desk
from lotse.resolve.roundtable import counts, endings, gap_reports, matrix, overlaps
from lotse.site import Site, check_site
from lotse.words import in_date_words

_KINDS = {
    "responsible": "zuständig", "advice": "Beratung", "delegated": "höhere Ebene", "gap": "erklärte Lücke",
    "fallback": "keine Antwort erwartet", "undefined": "ungeklärt",
}


@dataclass(frozen=True)
class Trend:
    """The same counts on an earlier day."""

    day: date
    before: Mapping[str, int]


def roundtable_paper(site: Site, today: date, trend: Trend | None = None) -> str:
    """The meeting paper in German Markdown: figures, gaps, overlaps, what ends, open tasks."""
    if site.public is None or site.desks is None:
        raise ValueError("the data could not be read")
    desk = next(iter(site.desks.values()))
    return "\n".join([
        f"# Runder Tisch: Stand am {in_date_words(today, 'de')}", "",
        f"{site.public.region.name['de']}. Erzeugt aus den Daten des Lotsen; nichts ist gewertet oder gereiht.", "",
        *_figures(desk, trend), *_gaps(desk), *_overlaps(desk), *_endings(desk), *_consents(desk), *_tasks(desk),
    ]) + "\n"


def figures_of(desk: Desk) -> dict[str, int]:
    """What is counted: organizations, offers, fields of the matrix by kind, gaps, open tasks."""
    catalogue = desk.catalogue
    found = {"Organisationen": len(catalogue.organizations), "Angebote": len(list(catalogue.services()))}
    found |= {f"Felder: {_KINDS[kind]}": count for kind, count in counts(matrix(desk.coverage)).items()}
    return found | {"Erklärte Lücken": len(catalogue.coverage.gaps), "Offene Aufgaben": len(catalogue.tasks)}


def trend_since(project: Path, since: date) -> Trend | None:
    """The counts of the last committed state before a day; None without a history that goes back so far."""
    revision = _git(project, "rev-list", "-1", f"--before={since.isoformat()} 23:59", "HEAD").decode().strip()
    if not revision:
        return None
    with tempfile.TemporaryDirectory() as folder:
        archive = _git(project, "archive", revision, "data", "docs")
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        site = check_site(Path(folder), since)
    return Trend(since, figures_of(next(iter(site.desks.values())))) if site.desks else None


def _git(project: Path, *words: str) -> bytes:
    """What git says; nothing when there is no git or no history."""
    try:
        return subprocess.run(["git", "-C", str(project), *words], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""


def _figures(desk: Desk, trend: Trend | None) -> Iterator[str]:
    yield "## Zahlen"
    yield ""
    head = f" {in_date_words(trend.day, 'de')} | Veränderung |" if trend else ""
    yield f"| | heute |{head}"
    yield "|---|---:|" + ("---:|---:|" if trend else "")
    for name, count in figures_of(desk).items():
        earlier = trend.before.get(name, 0) if trend else 0
        yield f"| {name} | {count} |" + (f" {earlier} | {count - earlier:+d} |" if trend else "")
    yield ""


def _gaps(desk: Desk) -> Iterator[str]:
    yield from ("## Erklärte Lücken", "")
    say, atlas = desk.renderer.plainly, desk.catalogue.atlas
    topics = {topic.id: say(topic.name) for topic in desk.catalogue.topics}
    for report in gap_reports(desk.coverage):
        gap = report.gap
        areas = ", ".join(say(atlas.names[area]) for area in gap.areas)
        owner = desk.directory.organizations[gap.owner].name["de"]
        fallback = desk.directory.organizations[gap.fallback].name["de"]
        yield (
            f"- **{', '.join(topics[t] for t in gap.topics)}** ({areas}): {say(gap.reason)} "
            f"Seit {report.days} Tagen erklärt. Führt die Lücke: {owner}. Hilft inzwischen: {fallback}."
        )
    yield ""


def _overlaps(desk: Desk) -> Iterator[str]:
    yield from ("## Mehrere Angebote zum selben Thema", "", "Kein Mangel, sondern Anlass zur Abstimmung.", "")
    for overlap in overlaps(desk.directory):
        names = dict.fromkeys(organization.name["de"] for organization, _ in overlap.offers)
        yield f"- {overlap.topic.name['de']}, {overlap.audience.name['de']}: {'; '.join(names)}"
    yield ""


def _endings(desk: Desk) -> Iterator[str]:
    yield from ("## Angebote, die in zwölf Monaten enden", "")
    for ending in endings(desk.directory):
        yield f"- {in_date_words(ending.day, 'de')}: {ending.service.name['de']} ({ending.organization.name['de']})"
    yield ""


def _consents(desk: Desk) -> Iterator[str]:
    yield from ("## Zustimmungen, die in zwölf Monaten ablaufen", "")
    for day, name in desk.catalogue.lapsing:
        yield f"- {in_date_words(day, 'de')}: {name['de']}"
    yield ""


def _tasks(desk: Desk) -> Iterator[str]:
    yield from ("## Offene Aufgaben der Redaktion", "")
    by_file: dict[str, int] = {}
    for task in desk.catalogue.tasks:
        by_file[task.file] = by_file.get(task.file, 0) + 1
    for file, count in sorted(by_file.items()):
        yield f"- {file}: {count}"
