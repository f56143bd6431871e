"""`lotse answer`, `plan`, `report`: what the data say, without a website."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from lotse.command_line.options import AS_OF, PROJECT, chosen_day, sound_edition, within_bounds
from lotse.command_line.writing import FORCE, own_sources, refusals, write_sealed
from lotse.commands.answer import answer_data, answer_text, unknown_word
from lotse.commands.plan import is_calendar, plan_calendar, plan_text, planned_for
from lotse.commands.report import FORMS as PAPER_FORMS
from lotse.commands.report import experience_paper, roundtable_paper
from lotse.edition import trend_since
from lotse.output import guard_file, write_file
from lotse.resolve import Cell, Situation
from lotse.words import did_you_mean


@click.command("answer")
@PROJECT
@AS_OF
@click.option("--place", required=True, help="Kennung der Gemeinde, z. B. kall.")
@click.option("--topic", required=True, help="Kennung des Themas, z. B. housing.")
@click.option("--audience", required=True, help="Kennung der Zielgruppe, z. B. newcomers.")
@click.option("--entry", type=click.Choice(["before", "after"]), help="Vor oder nach der Einreise.")
@click.option("--sector", help="Kennung der Branche, z. B. care-sector.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def answer(
    project: Path, as_of: datetime | None, place: str, topic: str, audience: str, entry: str | None,
    sector: str | None, form: str,
) -> None:  # fmt: skip
    """Nennt zu Ort, Thema und Zielgruppe die Stellen, mit allen Gründen.

    Beispiel: lotse answer --place kall --topic recognition --audience newcomers --entry before
    """
    desk = next(iter(sound_edition(project, chosen_day(as_of)).desks.values()))
    cell = Cell(place, topic, audience, Situation(entry, sector))  # type: ignore[arg-type]
    if fault := unknown_word(desk, cell):
        raise click.UsageError(fault)
    as_json = json.dumps(answer_data(desk, cell), ensure_ascii=False, indent=2)
    click.echo(as_json if form == "json" else answer_text(desk, cell))


@click.command("plan")
@PROJECT
@AS_OF
@click.option(
    "--case", "case", required=True, help="Ein Beispiel aus data/process.yaml, z. B. beispiel-pflegefachkraft."
)
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Gewünschter erster Arbeitstag.")
@click.option("--ics", type=click.Path(path_type=Path, dir_okay=False), help="Kalenderdatei statt Bildschirm.")
@FORCE
def plan_command(
    project: Path, as_of: datetime | None, case: str, start: datetime, ics: Path | None, is_forced: bool
) -> None:
    """Rechnet vom ersten Arbeitstag rückwärts, wann jeder Schritt beginnen muss.

    Beispiel: lotse plan --case beispiel-pflegefachkraft --start 2027-10-01 --ics plan.ics
    """
    day = within_bounds(start.date())
    desk = next(iter(sound_edition(project, chosen_day(as_of)).desks.values()))
    known = {instance.id: instance for instance in desk.catalogue.instances}
    if case not in known:
        raise click.UsageError(f"«{case}» ist kein Beispiel. {did_you_mean(case, known) or ', '.join(known)}")
    planned = planned_for(desk, known[case], day)
    if ics:
        with refusals():
            guard_file(ics, own_sources(project), is_ours=is_calendar, is_forced=is_forced)
            write_file(ics, plan_calendar(desk, known[case], planned))
    else:
        click.echo(plan_text(desk, planned))


@click.group()
def report() -> None:
    """Berichte aus den Daten."""


@report.command("roundtable")
@PROJECT
@AS_OF
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Mit dem Stand an diesem früheren Tag vergleichen (aus der Versionsgeschichte).",
)
@click.option(
    "--format", "form", type=click.Choice(PAPER_FORMS), help="Ohne Angabe: html, wenn die Zieldatei so endet."
)
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="Zieldatei statt Bildschirm.")
@FORCE
def report_roundtable(
    project: Path, as_of: datetime | None, since: datetime | None, form: str | None, target: Path | None,
    is_forced: bool,
) -> None:  # fmt: skip
    """Schreibt die Sitzungsunterlage für den Runden Tisch, als Markdown oder als Seite in einer Datei.

    Beispiel: lotse report roundtable --since 2026-10-01 --to unterlage.html
    """
    today = chosen_day(as_of)
    edition = sound_edition(project, today)
    trend = trend_since(project, within_bounds(since.date()), today) if since else None
    if since and trend is None:
        click.echo("Kein früherer Stand lässt sich lesen; die Unterlage enthält keinen Vergleich.", err=True)
    is_page = (form or (target and target.suffix == ".html" and "html")) == "html"
    paper = roundtable_paper(edition, "html" if is_page else "markdown", trend)
    if target:
        write_sealed(target, paper, project, comment=("<!-- ", " -->"), is_forced=is_forced)
    else:
        click.echo(paper)


@report.command("experience")
@PROJECT
@AS_OF
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="Zieldatei statt Bildschirm.")
@FORCE
def report_experience(project: Path, as_of: datetime | None, target: Path | None, is_forced: bool) -> None:
    """Schreibt die Hürden aus der Beratung als Unterlage für Region, Land, Bund und Agenturen, als Markdown.

    Beispiel: lotse report experience --to huerden.md
    """
    paper = experience_paper(sound_edition(project, chosen_day(as_of)))
    if target:
        write_sealed(target, paper, project, comment=("<!-- ", " -->"), is_forced=is_forced)
    else:
        click.echo(paper)
