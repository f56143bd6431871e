"""`lotse check`, `build`, `schema`, `write`: what makes the website and judges it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from lotse.build import BuildOrder
from lotse.build import build as run_build
from lotse.command_line.options import AS_OF, PROJECT, chosen_day
from lotse.command_line.writing import own_sources, refusals
from lotse.commands.check import FORMATS, UnknownState, run_check
from lotse.commands.fix import fix_project
from lotse.commands.schema import write_schemas
from lotse.commands.write import write_to
from lotse.edition import edition_of, private_folder
from lotse.output import KEPT_RELEASES
from lotse.words import counted


@click.command()
@PROJECT
@AS_OF
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="Form der Ausgabe."
)
@click.option("--strict", is_flag=True, help="Auch Warnungen gelten als Fehler.")
@click.option("--fix", "is_fixed", is_flag=True, help="Vorher beheben, was sich ohne Nachdenken beheben lässt.")
@click.option("--since", metavar="STAND", help="Nur Warnungen zeigen, die es in diesem Stand noch nicht gab.")
def check(
    project: Path, as_of: datetime | None, form: str, strict: bool, is_fixed: bool, since: str | None
) -> None:  # fmt: skip
    """Prüft Daten und Texte und nennt alle Fehler mit Zeile.

    Beispiel: lotse check --format github
    """
    for mended in fix_project(project) if is_fixed else ():
        click.echo(f"{mended.file}: {counted(mended.lines, 'Zeile', 'Zeilen')} behoben.", err=True)
    day, overlay = chosen_day(as_of), private_folder()
    try:
        code = run_check(project, day, form, is_strict=strict, overlay=overlay, since=since)
    except UnknownState as error:
        raise click.UsageError(str(error)) from error
    sys.exit(code)


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
@click.option("--fresh", "is_fresh", is_flag=True, help="Alles neu machen, auch was sich nicht geändert hat.")
@click.option(
    "--compress/--no-compress", "is_compressed", default=True, show_default=True,
    help="Neben Textdateien komprimierte Fassungen (.gz) für den Webserver legen.",
)
@click.option(
    "--keep-releases", "kept_releases", type=click.IntRange(min=0), default=KEPT_RELEASES, show_default=True,
    help="Wie viele frühere Fassungen in releases/ bleiben; nach einem Widerruf 0.",
)
def build(
    project: Path, as_of: datetime | None, site_dir: Path, allow_shrink: bool, is_fresh: bool, is_compressed: bool,
    kept_releases: int,
) -> None:  # fmt: skip
    """Baut die Website in einem Zug; bei Fehlern bleibt die alte stehen.

    Beispiel: lotse build --as-of 2027-01-15 --site-dir vorschau
    """
    order = BuildOrder(
        project=project, site_dir=site_dir, today=chosen_day(as_of), overlay=private_folder(),
        allow_shrink=allow_shrink, is_fresh=is_fresh, is_compressed=is_compressed, kept_releases=kept_releases,
    )
    result = run_build(order)
    sys.exit(0 if result.has_succeeded else 2 if result.is_refused else 1)


@click.command()
@PROJECT
def schema(project: Path) -> None:
    """Schreibt die JSON-Schemas der Datendateien nach data/schema/.

    Beispiel: lotse schema
    """
    with refusals():
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
    edition = edition_of(project, chosen_day(as_of), private_folder())
    if edition.errors:
        sys.exit(run_check(project, chosen_day(as_of), "text", is_strict=False, overlay=private_folder()))
    with refusals():
        count = write_to(edition, target, own_sources(project))
    click.echo(f"{counted(count, 'Seite', 'Seiten')} geschrieben.")
