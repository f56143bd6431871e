"""`lotse confirm`, `retire`, `move`, `links`, `explain`, `diff`: what becomes of records that exist."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from lotse.command_line.options import AS_OF, PROJECT, chosen_day, read_catalogue
from lotse.command_line.writing import refusals
from lotse.commands import care
from lotse.commands.difference import compared
from lotse.commands.explain import explained
from lotse.commands.workbench import Workbench
from lotse.edition import edition_of, private_folder


@contextmanager
def _sentences() -> Iterator[None]:
    """What can't be done ends in a sentence, and nothing has changed."""
    with refusals():
        try:
            yield
        except ValueError as error:
            raise click.ClickException(str(error)) from error


def _bench(project: Path, as_of: datetime | None) -> Workbench:
    return Workbench(read_catalogue(project), project, chosen_day(as_of), private_folder())


def _tell(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"Geändert: {path}")
    if not paths:
        click.echo("Nichts zu ändern.")


@click.command()
@PROJECT
@AS_OF
@click.argument("record_ids", metavar="KENNUNG…", nargs=-1, required=True)
@click.option("--by", required=True, help="Wer es bestätigt hat: Rolle oder Kürzel, kein Name.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Wann; sonst heute.")
def confirm(
    project: Path, as_of: datetime | None, record_ids: tuple[str, ...], by: str, day: datetime | None
) -> None:  # fmt: skip
    """Hält fest, dass die Stelle selbst gesagt hat: Das stimmt noch.

    Beispiel: lotse confirm musterverein musterverein-beratung --by "Geschäftsstelle"
    """
    bench = _bench(project, as_of)
    told = day.date() if day else bench.today
    if told > bench.today:
        raise click.UsageError(f"{told.isoformat()} liegt in der Zukunft.")
    with _sentences():
        _tell(care.confirm(bench, record_ids, by, told.isoformat()))


@click.command()
@PROJECT
@AS_OF
@click.argument("record_id", metavar="KENNUNG")
@click.option("--reason", required=True, help="Warum, in einem deutschen Satz für die Leser.")
@click.option("--successor", help="Kennung der Organisation, die an ihre Stelle tritt.")
def retire(project: Path, as_of: datetime | None, record_id: str, reason: str, successor: str | None) -> None:
    """Legt eine Organisation still; ihre Adresse antwortet weiter und nennt den Grund.

    Beispiel: lotse retire musterverein --reason "Der Verein hat sich aufgelöst."
    """
    with _sentences():
        _tell(care.retire(_bench(project, as_of), record_id, reason, successor))


@click.command()
@PROJECT
@AS_OF
@click.argument("old", metavar="ALT")
@click.argument("new", metavar="NEU")
def move(project: Path, as_of: datetime | None, old: str, new: str) -> None:
    """Benennt eine Kennung überall um; die alte Adresse einer Organisation führt zur neuen.

    Beispiel: lotse move musterverein musterverein-aachen
    """
    with _sentences():
        _tell(care.move(_bench(project, as_of), old, new))


@click.group()
def links() -> None:
    """Adressen im Netz, in Daten und Texten."""


@links.command("replace")
@PROJECT
@AS_OF
@click.argument("old", metavar="ALT")
@click.argument("new", metavar="NEU")
def replace(project: Path, as_of: datetime | None, old: str, new: str) -> None:
    """Ersetzt eine Adresse überall, wo sie genau so steht.

    Beispiel: lotse links replace https://alt.example.org/ https://neu.example.org/
    """
    with _sentences():
        paths, places = care.replace_link(_bench(project, as_of), old, new)
    click.echo(f"Alt: {old}\nNeu: {new}")
    click.echo("\n".join(f"- {place}" for place in places))
    _tell(paths)


@click.command()
@PROJECT
@AS_OF
@click.argument("record_id", metavar="KENNUNG")
def explain(project: Path, as_of: datetime | None, record_id: str) -> None:
    """Sagt, woher ein Eintrag stammt, wer ihn nennt und auf welchen Seiten er steht.

    Beispiel: lotse explain musterverein
    """
    edition = edition_of(project, chosen_day(as_of), private_folder(), languages=frozenset())
    with _sentences():
        click.echo(explained(edition, record_id))


@click.command("diff")
@PROJECT
@AS_OF
@click.argument("revision", metavar="STAND")
@click.option("--languages", default="", help="Auch die Seiten dieser Sprachen, z. B. en,uk.")
@click.option("--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", show_default=True)
def diff(project: Path, as_of: datetime | None, revision: str, languages: str, form: str) -> None:
    """Sagt, was sich seit einem Stand der Versionsgeschichte für Leser ändert.

    Beispiel: lotse diff main
    """
    wanted = frozenset(code.strip() for code in languages.split(",") if code.strip())
    with _sentences():
        click.echo(compared(project, revision, chosen_day(as_of), private_folder(), wanted, form))
