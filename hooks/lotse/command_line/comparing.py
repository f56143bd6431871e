"""`lotse routes`: what changes in the residence routes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from lotse.command_line.options import AS_OF, PROJECT, chosen_day
from lotse.commands.routes import routes_diff


@click.group()
def routes() -> None:
    """Wege zu Aufenthaltstiteln."""


@routes.command("diff")
@PROJECT
@AS_OF
@click.argument("revision", metavar="STAND")
def routes_diff_command(project: Path, as_of: datetime | None, revision: str) -> None:
    """Zählt genau, für wie viele Kombinationen von Antworten sich seit einem früheren Stand etwas ändert.

    STAND ist ein Stand der Versionsgeschichte. Genannt werden Weg, Richtung, ein Fall in Worten und die Fälle aus
    data/personas.yaml, die sich ändern.

    Beispiel: lotse routes diff HEAD~1
    """
    text = routes_diff(project, revision, chosen_day(as_of))
    if text is None:
        raise click.UsageError(f"«{revision}» ist kein Stand mit lesbaren Wegen (data/routes.yaml).")
    click.echo(text)
