"""`lotse laws`: the watch on the law."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lotse.command_line.options import PROJECT, read_catalogue
from lotse.commands.laws import as_json, as_words, keep, note, update, watch
from lotse.words import counted

_DIFFERENT, _UNREAD = 1, 2


@click.group()
def laws() -> None:
    """Gesetze: ob zitierte Abschnitte sich geändert haben, und was darauf beruht."""


@laws.command("diff")
@PROJECT
@click.argument("place", metavar="ORDNER|ADRESSE")
@click.option("--before", metavar="ORDNER|ADRESSE", help="Die frühere Kopie, für den Vergleich Wort für Wort.")
@click.option("--update", "sections", multiple=True, metavar="ABSCHNITT",
              help="Übernimmt den neuen Wortlaut dieses Abschnitts, z. B. «AufenthG 18»; mehrfach möglich.")
@click.option("--note", "is_noted", is_flag=True,
              help="Trägt ein, bis wann jeder Abschnitt gleich ist, oder seit wann er anders lautet.")
@click.option("--keep", "kept", type=click.Path(path_type=Path, file_okay=False),
              help="Legt die zitierten Abschnitte dort ab, für --before beim nächsten Mal.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def laws_diff(
    project: Path, place: str, before: str | None, sections: tuple[str, ...], is_noted: bool, kept: Path | None,
    form: str,
) -> None:
    """Vergleicht jeden zitierten Abschnitt mit einer Kopie der Gesetze.

    ORDNER enthält Gesetze als Markdown oder als XML des Bundesportals; ADRESSE ist die des Portals oder seines
    Inhaltsverzeichnisses gii-toc.xml. Rückgabewert 1, wenn sich etwas geändert hat, 2, wenn etwas nicht zu lesen war.

    Beispiel: lotse laws diff ../gesetze --before ../gesetze-alt
    """
    if not place.startswith(("https://", "http://")) and not Path(place).is_dir():
        raise click.UsageError(f"«{place}» ist weder ein Ordner noch eine Adresse.")
    found = watch(read_catalogue(project), place, before)
    click.echo(as_json(found) if form == "json" else as_words(found))
    try:
        if sections:
            click.echo(f"{counted(update(found, project, sections), 'Abschnitt', 'Abschnitte')} übernommen.", err=True)
        if is_noted:
            click.echo(f"{counted(note(found, project), 'Abschnitt', 'Abschnitte')} eingetragen.", err=True)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if kept:
        keep(found, kept)
    sys.exit(_UNREAD if any(p.is_error for p in found.problems) else _DIFFERENT if found.told else 0)
