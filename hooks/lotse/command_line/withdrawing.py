"""`lotse withdraw`: somebody withdraws consent."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from lotse.command_line.options import AS_OF, PROJECT, chosen_day, within_bounds
from lotse.command_line.writing import NotDone, refusals
from lotse.commands.withdraw import (
    NothingToDo,
    Plan,
    Refusal,
    Wish,
    after,
    before,
    carried_out,
    left_in,
    planned,
    published_anew,
)
from lotse.edition import private_folder
from lotse.model.consents import CHANNELS
from lotse.said import forget


@click.command()
@PROJECT
@AS_OF
@click.argument("subject", metavar="KENNUNG")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Tag des Widerrufs, wenn nicht heute.")
@click.option("--channel", "channels", multiple=True, type=click.Choice(list(CHANNELS)),
              help="Nur für diesen Kanal; mehrfach möglich. Ohne Angabe: für alle.")
@click.option("--erase", "is_erased", is_flag=True, help="Die Angaben auch in den Daten löschen.")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Die Website dort gleich neu bauen und nachsehen.")
@click.option("--yes", "is_agreed", is_flag=True, help="Nicht nachfragen.")
def withdraw(
    project: Path, as_of: datetime | None, subject: str, day: datetime | None, channels: tuple[str, ...],
    is_erased: bool, site_dir: Path | None, is_agreed: bool,
) -> None:  # fmt: skip
    """Trägt ein, dass eine Stelle oder Person ihre Zustimmung widerruft.

    KENNUNG ist die einer Organisation, eines Kontakts, einer Adresse oder eines Eintrags in data/consents.yaml.
    Sagt zuerst, was von welchen Seiten verschwindet.

    Beispiel: lotse withdraw musterkontakt --erase --site-dir site
    """
    today = chosen_day(as_of)
    chosen = within_bounds(day.date()) if day else today
    if chosen > today:
        raise click.UsageError("Ein Widerruf gilt von dem Tag an, an dem er kommt; der Tag liegt in der Zukunft.")
    wish = Wish(subject, chosen, tuple(channels), is_erased)  # type: ignore[arg-type]
    overlay = private_folder()
    try:
        plan = planned(project, wish, today, overlay)
    except (NothingToDo, Refusal) as fault:
        raise NotDone(str(fault)) from fault
    click.echo("\n".join(before(plan, project)))
    if not is_agreed and not click.confirm("Eintragen?", default=False):
        raise NotDone("Es ist nichts geändert.")
    with refusals():
        carried_out(plan)
    forget(project)
    click.echo("\n".join(after(plan)))
    if site_dir is not None:
        _prove(project, site_dir, plan, wish, as_of)


def _prove(project: Path, site_dir: Path, plan: Plan, wish: Wish, as_of: datetime | None) -> None:
    """Builds the site anew and looks through it; ends with 1 when it could not be built or something is left."""
    today, overlay = chosen_day(as_of), private_folder()
    try:
        is_built = published_anew(project, site_dir, wish, today, overlay, lambda text: click.echo(text, err=True))
    except (NothingToDo, Refusal) as fault:
        raise NotDone(str(fault)) from fault
    if not is_built:
        click.echo("Die neue Website steht noch nicht; der Widerruf ist eingetragen. Beheben Sie die Fehler, oder ")
        click.echo("nehmen Sie die Website so lange vom Netz.")
        sys.exit(1)
    left = left_in(site_dir, plan, project, today, overlay)
    for path, kind in left:
        click.echo(f"{path}: {kind} steht hier noch.")
    if left:
        sys.exit(1)
    click.echo("Nachgesehen: In keiner Datei der neuen Website steht noch etwas davon.")
