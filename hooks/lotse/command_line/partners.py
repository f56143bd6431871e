"""`lotse fai`, `consents`: what partners take over, and who has consented to what."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from lotse.command_line.options import AS_OF, PROJECT, chosen_day, read_catalogue
from lotse.command_line.writing import FORCE, NotDone, write_sealed
from lotse.commands.letters import letters
from lotse.commands.states import channel_states, states_text
from lotse.commands.verify import Unreachable, reader_of, verdict_text, verify
from lotse.model import CHANNELS


@click.group()
def fai() -> None:
    """Das Bündel für die Website der Partneragentur."""


@fai.command("verify")
@AS_OF
@click.argument("place", metavar="ORDNER|ADRESSE")
@click.option("--before", metavar="ORDNER|ADRESSE", help="Das Bündel, das jetzt gezeigt wird, zum Vergleich.")
def fai_verify(as_of: datetime | None, place: str, before: str | None) -> None:
    """Prüft ein empfangenes Bündel: ist es ganz, was ist neu, was muss entfernt werden.

    Rückgabewert 0: nichts zu tun; 1: etwas ist neu oder geändert; 3: etwas ist zurückgezogen oder abgelaufen und
    zu entfernen; 4: unvollständig oder verändert, nichts davon verwenden; 2: nicht zu lesen.

    Beispiel: lotse fai verify neu/fai/v1 --before alt/fai/v1
    """
    try:
        verdict = verify(reader_of(place), chosen_day(as_of), reader_of(before) if before else None)
    except Unreachable as fault:
        raise NotDone(str(fault)) from fault
    click.echo(verdict_text(verdict))
    sys.exit(verdict.code)


@click.group()
def consents() -> None:
    """Zustimmungen: wer womit wo erscheinen darf."""


@consents.command("status")
@PROJECT
@AS_OF
@click.option("--channel", type=click.Choice(CHANNELS), help="Nur diesen Kanal, mit jeder Stelle.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def consents_status(project: Path, as_of: datetime | None, channel: str | None, form: str) -> None:
    """Nennt je Kanal, für wie viele Stellen eine Zustimmung gilt, aussteht, abgelaufen oder widerrufen ist.

    Beispiel: lotse consents status --channel fai
    """
    wanted = tuple(one for one in CHANNELS if channel in (None, one))
    states = channel_states(read_catalogue(project), wanted, chosen_day(as_of))
    if form == "json":
        click.echo(json.dumps(states, ensure_ascii=False, indent=2))
    else:
        click.echo(states_text(states, with_bodies=channel is not None))


@consents.command("letters")
@PROJECT
@AS_OF
@click.option("--body", "bodies", multiple=True, help="Nur diese Kennung, mehrfach möglich.")
@click.option("--to", "target", type=click.Path(path_type=Path, file_okay=False), required=True, help="Ordner.")
@FORCE
def consents_letters(
    project: Path, as_of: datetime | None, bodies: tuple[str, ...], target: Path, is_forced: bool
) -> None:
    """Schreibt je Stelle den Brief, der um fehlende Zustimmungen bittet: was wo erschiene, Antwort, Widerruf.

    Beispiel: lotse consents letters --to ../briefe
    """
    catalogue = read_catalogue(project)
    known = {organization.id for organization in catalogue.organizations}
    if unknown := sorted({*bodies} - known):
        raise click.UsageError(f"«{unknown[0]}» ist keine Organisation.")
    written = letters(catalogue, chosen_day(as_of), bodies)
    for name, text in written.items():
        target.mkdir(parents=True, exist_ok=True)
        file, mark = target / f"{name}.txt", ("Prüfzeichen der Datei: ", "")
        write_sealed(file, text, project, comment=mark, is_forced=is_forced)
    click.echo(f"{len(written)} Briefe in «{target.name}/»." if written else "Es fehlt keine Zustimmung.")
