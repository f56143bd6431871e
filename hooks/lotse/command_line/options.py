"""What several commands share: the project's folder, the day, and data that could be read."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from lotse.command_line.writing import NotDone
from lotse.commands.check import run_check
from lotse.edition import DAY_VARIABLE, Edition, build_day, checked_edition, private_folder
from lotse.load import FILES, Catalogue, load_catalogue
from lotse.model.base import FIRST_DAY, LAST_DAY
from lotse.problems import as_text


def _a_project(_context: click.Context, _parameter: click.Parameter, folder: Path) -> Path:
    """The folder, if data of a project lie in it; else the command ends with a sentence."""
    if any((folder / "data" / name).exists() for name in FILES):
        return folder
    above = next((p for p in folder.absolute().parents if (p / "data" / "region.yaml").exists()), None)
    place = f"nach {above}" if above else "in den Ordner des Projekts"
    raise NotDone(f"Das ist kein Ordner von Lotse: Hier fehlt data/. Wechseln Sie {place}, oder nennen Sie --project.")


PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    show_default="hier",
    callback=_a_project,
    help="Ordner mit data/ und docs/.",
)
AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    envvar=DAY_VARIABLE,
    help="Für diesen Tag statt heute, z. B. 2027-01-15.",
)
LANGUAGE = click.argument("language", metavar="SPRACHE")


def chosen_day(given: datetime | None) -> date:
    """The day that was given, or that of the build; within the years that the data know."""
    try:
        day = given.date() if given else build_day()
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return within_bounds(day)


def within_bounds(day: date) -> date:
    """The day; one on which nobody counts any more ends the command."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise click.UsageError(f"{day.isoformat()} liegt nicht zwischen {FIRST_DAY.year} und {LAST_DAY.year}.")
    return day


def sound_edition(project: Path, today: date) -> Edition:
    """The data and prose of the project on a day; with errors the command ends with them."""
    edition = checked_edition(project, today, private_folder())
    if edition.errors or edition.desks is None:
        sys.exit(run_check(project, today, "text", is_strict=False, overlay=private_folder()))
    return edition


def read_catalogue(project: Path, *, may_be_partial: bool = False) -> Catalogue:
    """The data of the project; ends with its problems if some of it can't be understood.

    Whoever writes goes by all of it: what was left out would be lost. `may_be_partial` is for who only adds.
    """
    catalogue, problems = load_catalogue(project, private_folder())
    if catalogue is None or (catalogue.is_partial and not may_be_partial):
        click.echo("\n".join(as_text(problem) for problem in problems if problem.is_error))
        click.echo("Beheben Sie das zuerst; bis dahin wird nichts geschrieben.", err=True)
        sys.exit(1)
    return catalogue
