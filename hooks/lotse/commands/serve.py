"""`lotse serve`: the site in the browser while somebody edits it."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from lotse.build import without_collecting
from lotse.edition import wanted_languages
from lotse.output import interruptible
from lotse.preview import Changes, PreviewServer, Stage, WholeSite, in_terminal, told_anew, watched, whole_site
from lotse.words import counted

PROGRAM = Path(__file__).parents[1]
_TEXTS = ("data", "docs", "public")


@dataclass(frozen=True)
class ServeOrder:
    """What to show: the project as of a day, on an address of this computer."""

    project: Path
    today: Callable[[], date]
    host: str
    port: int
    overlay: Path | None = None


def serve(order: ServeOrder) -> None:
    """Shows the site until somebody ends it. Raises ValueError for an address that others could reach."""
    stage = Stage(order.project, order.today, order.overlay, wanted_languages())
    with ExitStack() as stack:
        stack.enter_context(interruptible())
        whole = stack.enter_context(whole_site(order.project, order.today))
        server = stack.enter_context(PreviewServer(order.host, order.port, stage, whole))
        changes = stack.enter_context(watched(_places(order)))
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        stack.callback(server.shutdown)
        click.echo(f"Die Website erscheint auf http://{order.host}:{server.server_port}/ – mit Strg+C beenden.")
        try:
            _follow(stage, whole, changes, order)
        except KeyboardInterrupt:
            click.echo("Beendet.")


def _places(order: ServeOrder) -> list[Path]:
    own = [order.project / name for name in _TEXTS]
    return [*own, order.project / "mkdocs.yml", PROGRAM, *([order.overlay] if order.overlay else [])]


def _follow(stage: Stage, whole: WholeSite, changes: Changes, order: ServeOrder) -> None:
    """Brings the state up to date, once and then after each change."""
    _refresh(stage, "Anfang", is_first=True)
    while saved := changes.next():
        if any(path.endswith(".py") for path in saved):
            _start_again()
        whole.outdated()
        _refresh(stage, _named(saved, order.project))
        if whole.is_wanted:
            threading.Thread(target=whole.bring_up_to_date, daemon=True).start()


def _refresh(stage: Stage, what: str, *, is_first: bool = False) -> None:
    """Says how long it took and what is wrong; the warnings that stood before anybody saved are only counted."""
    before, start = stage.shown.problems, time.perf_counter()
    with without_collecting():
        stage.refresh(lambda sentence: click.echo(f"{what}. {sentence}"))
    state = stage.shown
    new = () if is_first else told_anew(before, state.problems)
    for line in in_terminal(state, new):
        click.echo(line)
    errors, seconds = len(state.errors), time.perf_counter() - start
    warnings = counted(len(state.problems) - errors, "Warnung", "Warnungen")
    click.echo(f"Geprüft nach {seconds:.1f} s: {errors or 'keine'} Fehler, {warnings}.")


def _named(saved: set[str], project: Path) -> str:
    """The saved files as editors know them; of files elsewhere, such as private ones, only that there are some."""
    root = project.absolute()
    paths = sorted(Path(path).absolute() for path in saved)
    inside = [path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)]
    return ", ".join(inside[:3]) + (" …" if len(inside) > 3 else "") or "Anderswo gespeichert"


def _start_again() -> None:
    """The program itself has changed: it begins anew in the same process, and browsers find it again."""
    click.echo("Das Programm hat sich geändert und beginnt neu.")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "lotse", *sys.argv[1:]])  # noqa: S606
