"""`lotse new`: begins a record, a language, a region."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from lotse.command_line.options import PROJECT, read_catalogue
from lotse.command_line.writing import own_sources, refusals
from lotse.commands.languages import new_language
from lotse.commands.new import new_record
from lotse.commands.new_records import new_event, new_hurdle
from lotse.commands.questions import QUESTIONS, understood
from lotse.commands.region import NewRegion, new_region
from lotse.commands.workbench import Workbench
from lotse.edition import build_day, private_folder
from lotse.load import Catalogue
from lotse.output import guard_folder


@click.group()
def new() -> None:
    """Legt Neues an: Organisation, Angebot, Kontakt, Zahl, Frage, Termin, Hürde, Sprache, Region und mehr."""


_KINDS = {
    "organization": (
        "Beginnt eine Organisation und ihre ausstehende Zustimmung.",
        'lotse new organization musterverein --name "Musterverein e. V."',
    ),
    "service": (
        "Beginnt ein Angebot einer Organisation.",
        'lotse new service musterverein-beratung --organization musterverein --name Beratung --topics Wohnen …',
    ),
    "contact": (
        "Beginnt einen Kontakt; eine Person nur zusammen mit ihrer Zustimmung.",
        'lotse new contact musterverein-zentrale --organization musterverein --title Zentrale',
    ),
    "figure": (
        "Beginnt eine Zahl mit ihrem ersten Zeitraum.",
        'lotse new figure muster-gebuehr --name "Gebühr" --unit Euro --value 13,90 --from 2027-01-01',
    ),
    "period": (
        "Fügt einer Zahl einen Zeitraum an; der offene davor endet am Tag vorher.",
        "lotse new period --figure muster-gebuehr --value 14,50 --from 2028-01-01",
    ),
    "question": (
        "Beginnt eine Frage mit Antwort am Ende einer Seite und nennt sie in der Übersicht.",
        'lotse new question muster-frage --page fragen/wohnen --heading "Wer hilft?" --answer "…"',
    ),
    "checklist-item": (
        "Beginnt einen Punkt einer Checkliste.",
        'lotse new checklist-item liste-punkt --checklist liste --text "…" --why "…" --who Betrieb',
    ),
}


def _command(kind: str) -> click.Command:
    """The command that begins a record of a kind: an option a question, asked for on a terminal."""
    sentence, example = _KINDS[kind]
    options = [
        click.Option([question.option, question.field], help=f"{question.words}.") for question in QUESTIONS[kind]
    ]
    id_argument = [] if kind == "period" else [click.Argument(["record_id"], metavar="KENNUNG")]

    @PROJECT
    def begin(project: Path, record_id: str = "", **given: str | None) -> None:
        with refusals():
            try:
                catalogue = read_catalogue(project, may_be_partial=True)
                answers = _answers(kind, given, catalogue)
                bench = Workbench(catalogue, project, build_day(), private_folder())
                paths = new_record(kind, bench, record_id, answers)
            except ValueError as error:
                raise click.ClickException(str(error)) from error
        for path in paths:
            click.echo(f"Ergänzt: {path}. Füllen Sie die Lücken und prüfen Sie mit «lotse check».")

    return click.Command(
        kind, callback=begin, params=[*begin.__click_params__, *id_argument, *options],  # type: ignore[attr-defined]
        help=f"{sentence}\n\nBeispiel: {example}",
    )  # fmt: skip


def is_asking() -> bool:
    """Whether a person sits before the screen."""
    return sys.stdin.isatty()


def _answers(kind: str, given: Mapping[str, str | None], catalogue: Catalogue) -> dict[str, object]:
    """The answers by field; what is needed and missing is asked for where somebody sits before the screen."""
    found: dict[str, object] = {}
    for question in QUESTIONS[kind]:
        answer = given[question.field]
        if answer is None and question.is_needed and not is_asking():
            raise click.UsageError(f"Es fehlt die Angabe {question.option}: {question.words}.")
        if answer is None and is_asking():
            default = None if question.is_needed else ""  # Enter leaves out what may be left out
            answer = click.prompt(question.words, default=default, show_default=False) or None
        if answer is not None:
            found[question.field] = understood(question, answer, catalogue)
    return found


for _kind in QUESTIONS:
    new.add_command(_command(_kind))


@new.command("event")
@PROJECT
@click.argument("record_id", metavar="KENNUNG")
@click.option("--name", required=True, help="Name des Termins auf Deutsch.")
@click.option("--starts", "starts_at", required=True, help="Anfang: 2026-10-14T09:30, 2026-10-14 oder 2026-10.")
def event(project: Path, record_id: str, name: str, starts_at: str) -> None:
    """Beginnt einen Termin, gemeldet heute.

    Beispiel: lotse new event mustertag --name "Mustertag für Betriebe" --starts 2026-10-14T09:30
    """
    try:
        catalogue = read_catalogue(project, may_be_partial=True)
        paths = new_event(catalogue, project, record_id, name, starts_at, build_day())
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    _say_extended(paths)


@new.command("hurdle")
@PROJECT
@click.argument("record_id", metavar="KENNUNG")
@click.option("--name", required=True, help="Kurzer Name der Hürde auf Deutsch; keine Personen, keine Betriebe.")
def hurdle(project: Path, record_id: str, name: str) -> None:
    """Beginnt eine Hürde, die sich in der Beratung wiederholt.

    Beispiel: lotse new hurdle musterhuerde --name "Lange Wege zum Sprachkurs"
    """
    try:
        paths = new_hurdle(read_catalogue(project, may_be_partial=True), project, record_id, name)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    _say_extended(paths)


def _say_extended(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"Ergänzt: {path}. Füllen Sie die Lücken und prüfen Sie mit «lotse check».")


@new.command("language")
@PROJECT
@click.argument("code", metavar="KÜRZEL")
def language(project: Path, code: str) -> None:
    """Beginnt eine Sprache; was fehlt, erscheint auf Englisch oder Deutsch.

    Beispiel: lotse new language fa
    """
    try:
        tasks = new_language(read_catalogue(project), project, code)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Die Sprache «{code}» ist angelegt und baut sofort. Zu übersetzen:")
    click.echo("\n".join(f"- {task}" for task in tasks))


@new.command("region")
@PROJECT
@click.argument("record_id", metavar="KENNUNG")
@click.option("--name", required=True, help="Name der Region.")
@click.option("--land", required=True, help="Name des Landes.")
@click.option(
    "--place", "places", multiple=True, required=True, help="Name einer Stadt oder Gemeinde; mehrfach möglich."
)
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="Leerer Zielordner.")
def region(project: Path, record_id: str, name: str, land: str, places: tuple[str, ...], target: Path) -> None:
    """Legt eine Website für eine andere Region an, die sofort baut.

    Beispiel: lotse new region musterregion --name "Region Muster" --land Musterland --place Musterstadt --to ../muster
    """
    wanted = NewRegion(id=record_id, name=name, land=land, places=places)
    with refusals():
        guard_folder(target, own_sources(project), is_replaceable=False)
        try:
            new_region(read_catalogue(project), project, target, wanted, build_day())
        except ValueError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"Angelegt in {target}. Dort weiter mit «make serve»; alle Themen sind als Lücke erklärt.")
