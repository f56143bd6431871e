"""`lotse new`: begins an organization, a language, a region."""

from __future__ import annotations

from pathlib import Path

import click

from lotse.command_line.options import PROJECT, read_catalogue
from lotse.command_line.writing import own_sources, refusals
from lotse.commands.languages import new_language
from lotse.commands.new import new_organization
from lotse.commands.new_records import new_event, new_hurdle
from lotse.commands.region import NewRegion, new_region
from lotse.edition import build_day
from lotse.output import guard_folder


@click.group()
def new() -> None:
    """Legt Neues an: eine Organisation, einen Termin, eine Hürde, eine Sprache, eine Region."""


@new.command("organization")
@PROJECT
@click.argument("record_id", metavar="KENNUNG")
@click.option("--name", required=True, help="Name der Organisation auf Deutsch.")
def organization(project: Path, record_id: str, name: str) -> None:
    """Beginnt eine Organisation und ihre ausstehende Zustimmung.

    Beispiel: lotse new organization musterverein --name "Musterverein e. V."
    """
    try:
        catalogue = read_catalogue(project, may_be_partial=True)
        paths = new_organization(catalogue, project, record_id, name, build_day())
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    _say_extended(paths)


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
