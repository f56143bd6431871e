"""What several commands share: the project's folder, the day, and data that could be read."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from lotse.commands.check import run_check
from lotse.edition import DAY_VARIABLE, Edition, build_day, checked_edition, private_folder
from lotse.load import Catalogue, load_catalogue
from lotse.problems import as_text

PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    show_default="hier",
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
    """The day that was given, or that of the build."""
    try:
        return given.date() if given else build_day()
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def sound_edition(project: Path, today: date) -> Edition:
    """The data and prose of the project on a day; with errors the command ends with them."""
    edition = checked_edition(project, today, private_folder())
    if edition.errors or edition.desks is None:
        sys.exit(run_check(project, today, "text", is_strict=False, overlay=private_folder()))
    return edition


def read_catalogue(project: Path) -> Catalogue:
    """The data of the project; ends with its problems if it can't be read."""
    catalogue, problems = load_catalogue(project, private_folder())
    if catalogue is None:
        click.echo("\n".join(map(as_text, problems)))
        sys.exit(1)
    return catalogue
