"""`lotse compare`: what others say who know it, too."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from lotse.command_line.options import AS_OF, PROJECT, chosen_day, sound_edition
from lotse.command_line.writing import NotDone
from lotse.commands.zufi import NotAsked, as_words, compared, politely

_DIFFERENT, _UNREAD = 1, 2


@click.group()
def compare() -> None:
    """Vergleicht die Daten mit dem, was andere sagen."""


@compare.command("zufi")
@PROJECT
@AS_OF
@click.option("--keep", "kept", type=click.Path(path_type=Path, file_okay=False),
              help="Ordner, in dem Antworten eine Woche liegen bleiben; so lange wird nicht noch einmal gefragt.")
@click.option("--pause", type=click.FloatRange(0, 60), default=1.0, show_default=True,
              help="Sekunden zwischen zwei Fragen.")
def compare_zufi(project: Path, as_of: datetime | None, kept: Path | None, pause: float) -> None:
    """Fragt den Zuständigkeitsfinder des Landes, ob er andere Stellen nennt als die Daten.

    Verglichen wird jedes Angebot mit role: responsible und einem Schlüssel (leika) an jedem Ort, für den es gilt.
    Geändert wird nichts. Rückgabewert 1, wenn etwas anders ist, 2, wenn etwas nicht zu vergleichen war.

    Beispiel: lotse compare zufi --keep ../zufi
    """
    today = chosen_day(as_of)
    edition = sound_edition(project, today)
    if edition.catalogue is None or edition.public is None:
        raise NotDone("Ohne lesbare Daten gibt es nichts zu vergleichen.")
    try:
        found = compared(edition.catalogue, edition.public, politely(kept, today, pause))
    except NotAsked as fault:
        raise NotDone(str(fault)) from fault
    click.echo(as_words(found))
    sys.exit(_DIFFERENT if any(o.is_different for o in found) else _UNREAD if any(o.problem for o in found) else 0)
