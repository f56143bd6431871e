"""`lotse serve`: the site while it is edited; `lotse server`: what a web server needs to know."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from lotse.command_line.options import AS_OF, PROJECT, chosen_day, read_catalogue
from lotse.command_line.writing import FORCE, refusals, write_sealed
from lotse.commands.serve import ServeOrder
from lotse.commands.serve import serve as run_serve
from lotse.commands.server import server_config
from lotse.edition import private_folder

_ROOT = click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Wo die Website auf dem Server liegt.",
)
_TARGET = click.option(
    "--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="Zieldatei statt Bildschirm."
)


@click.command()
@PROJECT
@AS_OF
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, metavar="ADRESSE:PORT",
    help="Wo die Website erscheint; nur auf diesem Rechner. Port 0 nimmt einen freien.",
)
def serve(project: Path, as_of: datetime | None, address: str) -> None:
    """Zeigt die Website auf diesem Rechner; jede gespeicherte Änderung erscheint von selbst.

    Beispiel: lotse serve --address 127.0.0.1:8080
    """
    host, _, port = address.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port) < 2**16):
        raise click.UsageError(f"«{address}» ist keine Adresse mit Port, zum Beispiel 127.0.0.1:8000.")
    chosen_day(as_of)  # a wrong day ends the command before anything is shown
    order = ServeOrder(project, lambda: chosen_day(as_of), host.strip("[]"), int(port), private_folder())
    try:
        run_serve(order)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


@click.group()
def server() -> None:
    """Schreibt die Konfiguration eines Webservers."""


@server.command("nginx")
@PROJECT
@_ROOT
@click.option("--listen", help="Adresse und Port, wenn nicht 80 auf allen, z. B. 127.0.0.1:8080.")
@_TARGET
@FORCE
def server_nginx(project: Path, root: Path, listen: str | None, target: Path | None, is_forced: bool) -> None:
    """Schreibt die Konfiguration für nginx.

    Beispiel: lotse server nginx --root /srv/lotse/site --to lotse.conf
    """
    _write("nginx", project, root, listen, target, is_forced)


@server.command("caddy")
@PROJECT
@_ROOT
@click.option("--listen", help="Adresse statt des Namens der Website, z. B. http://127.0.0.1:8080.")
@_TARGET
@FORCE
def server_caddy(project: Path, root: Path, listen: str | None, target: Path | None, is_forced: bool) -> None:
    """Schreibt die Konfiguration für Caddy, das sich um Zertifikate selbst kümmert.

    Beispiel: lotse server caddy --root /srv/lotse/site --to Caddyfile
    """
    _write("caddy", project, root, listen, target, is_forced)


def _write(name: str, project: Path, root: Path, listen: str | None, target: Path | None, is_forced: bool) -> None:
    with refusals():
        text = server_config(read_catalogue(project), name, root.absolute(), listen)
    if target:
        write_sealed(target, text, project, comment=("# ", ""), is_forced=is_forced)
    else:
        click.echo(text, nl=False)
