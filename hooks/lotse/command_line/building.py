"""`lotse check`, `build`, `schema`, `write`: what makes the website and judges it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from lotse.command_line.options import AS_OF, PROJECT, chosen_day
from lotse.commands.build import build_site
from lotse.commands.check import FORMATS, run_check
from lotse.commands.finish import rules_for
from lotse.commands.schema import write_schemas
from lotse.commands.write import write_pages
from lotse.site import check_site, make_site, private_folder
from lotse.written import ConfigurationFault, dialect_of


@click.command()
@PROJECT
@AS_OF
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="Form der Ausgabe."
)
@click.option("--strict", is_flag=True, help="Auch Warnungen gelten als Fehler.")
def check(project: Path, as_of: datetime | None, form: str, strict: bool) -> None:
    """Prüft Daten und Texte und nennt alle Fehler mit Zeile.

    Beispiel: lotse check --format github
    """
    sys.exit(run_check(project, chosen_day(as_of), form, is_strict=strict, overlay=private_folder()))


@click.command()
@PROJECT
@AS_OF
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Wohin die Website kommt.",
)
@click.option("--allow-shrink", is_flag=True, help="Auch bauen, wenn viel weniger Seiten herauskommen als zuletzt.")
def build(project: Path, as_of: datetime | None, site_dir: Path, allow_shrink: bool) -> None:
    """Baut die Website in einem Zug; bei Fehlern bleibt die alte stehen.

    Beispiel: lotse build --as-of 2027-01-15 --site-dir vorschau
    """
    site = check_site(project, chosen_day(as_of), private_folder())
    if site.catalogue is None or site.errors:
        sys.exit(run_check(project, chosen_day(as_of), "text", is_strict=False, overlay=private_folder()))
    result = build_site(
        project, site_dir, as_of=chosen_day(as_of), allow_shrink=allow_shrink, rules=rules_for(site.catalogue.region)
    )
    sys.exit(0 if result.has_succeeded else 1)


@click.command()
@PROJECT
def schema(project: Path) -> None:
    """Schreibt die JSON-Schemas der Datendateien nach data/schema/.

    Beispiel: lotse schema
    """
    for path in write_schemas(project):
        click.echo(path)


@click.command()
@PROJECT
@AS_OF
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="Zielordner.")
def write(project: Path, as_of: datetime | None, target: Path) -> None:
    """Schreibt fertige Seiten, die jedes Bauwerkzeug für Websites nehmen kann.

    Beispiel: lotse write --to ../seiten
    """
    site = make_site(project, chosen_day(as_of), private_folder())
    if site.errors:
        sys.exit(run_check(project, chosen_day(as_of), "text", is_strict=False, overlay=private_folder()))
    try:
        count = write_pages(site, target, dialect_of(project))
    except ConfigurationFault as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(f"{count} Seiten geschrieben.")
