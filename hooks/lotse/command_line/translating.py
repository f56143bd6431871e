"""`lotse translations`: state, differences, stamps, export and import."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lotse.command_line.options import LANGUAGE, PROJECT, chosen_day, read_catalogue
from lotse.command_line.writing import FORCE, NotDone, write_sealed
from lotse.commands.po import export_po, import_po
from lotse.commands.translations import (
    differences,
    mark_minor,
    stamp_language,
    status_table,
    untouched_sections,
)
from lotse.words import counted


@click.group()
def translations() -> None:
    """Übersetzungen: Stand, Unterschiede, Stempel, Ausfuhr und Einfuhr."""


@translations.command("status")
@PROJECT
def translations_status(project: Path) -> None:
    """Zählt die Abschnitte je Sprache und Zustand.

    Beispiel: lotse translations status
    """
    click.echo(status_table(read_catalogue(project)))


@translations.command("diff")
@PROJECT
@LANGUAGE
def translations_diff(project: Path, language: str) -> None:
    """Zeigt jeden Abschnitt, der neu zu übersetzen ist; mit «de» die Fassungen in einfacher Sprache.

    Beispiel: lotse translations diff fr
    """
    try:
        click.echo(differences(read_catalogue(project), language))
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@translations.command("stamp")
@PROJECT
@LANGUAGE
@click.option("--page", help="Nur diese Seite, z. B. fragen/anerkennung.md.")
@click.option("--section", help="Nur dieser Abschnitt (der Anker seiner Überschrift).")
@click.option("--reviewed-by", help="Wer die Übersetzung durchgesehen hat: eine Rolle oder ein Kürzel.")
@click.option("--minor", is_flag=True, help="Die letzte deutsche Änderung an --page und --section war geringfügig.")
def translations_stamp(
    project: Path, language: str, page: str | None, section: str | None, reviewed_by: str | None, minor: bool
) -> None:
    """Hält fest, dass die Übersetzung oder die einfache Fassung («de») zum heutigen deutschen Text gehört.

    Beispiel: lotse translations stamp fr --page fragen/anerkennung.md --reviewed-by KI-Aachen
    """
    catalogue = read_catalogue(project)
    if reviewed_by and not page:
        raise click.UsageError("Zu --reviewed-by gehört --page: Durchgesehen wird Seite für Seite.")
    if minor:
        if not page or not section:
            raise click.UsageError("Zu --minor gehören --page und --section.")
        try:
            count = mark_minor(catalogue, project, page, section)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
    else:
        try:
            count = stamp_language(
                catalogue, project, language, only_page=page, only_section=section, reviewed_by=reviewed_by,
                today=chosen_day(None),
            )
        except ValueError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{counted(count, 'Abschnitt', 'Abschnitte')} gestempelt.")
    for name in () if minor or section else untouched_sections(catalogue, language):
        click.echo(f"Nicht gestempelt: {name}. Der deutsche Text hat sich geändert, die Übersetzung nicht. "
                   "Stimmt sie trotzdem, nennen Sie --page und --section.", err=True)


@translations.command("export")
@PROJECT
@LANGUAGE
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Zieldatei (.po).")
@FORCE
def translations_export(project: Path, language: str, target: Path, is_forced: bool) -> None:
    """Schreibt, was zu übersetzen ist, als PO-Datei für Übersetzungsprogramme.

    Beispiel: lotse translations export fr --to fr.po
    """
    try:
        text = export_po(read_catalogue(project), language, chosen_day(None)).decode("utf-8")
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    write_sealed(target, text, project, comment=("# ", ""), is_forced=is_forced, is_first=True)
    click.echo(f"Geschrieben: {target}.")


@translations.command("import")
@PROJECT
@LANGUAGE
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def translations_import(project: Path, language: str, source: Path) -> None:
    """Übernimmt übersetzte Abschnitte aus einer PO-Datei und stempelt sie.

    Beispiel: lotse translations import fr fr.po
    """
    try:
        result = import_po(read_catalogue(project), project, language, source.read_bytes(), chosen_day(None))
    except ValueError as error:
        raise NotDone(f"Nichts übernommen: {error}") from error
    for line in result.refused:
        click.echo(f"Nicht übernommen: {line}", err=True)
    click.echo(f"{counted(len(result.taken), 'Abschnitt', 'Abschnitte')} übernommen, {len(result.refused)} nicht.")
    sys.exit(1 if result.refused else 0)
