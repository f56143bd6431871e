"""What commands that write have in common: where they may, and how they say that they did not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from lotse.edition import private_folder
from lotse.output import Refused, Sources, guard_file, sealed, sources_of, write_file

FORCE = click.option(
    "--force", "is_forced", is_flag=True, help="Auch eine Datei überschreiben, die «lotse» so nicht geschrieben hat."
)


class NotDone(click.ClickException):
    """A German sentence, and 2 as exit code: nothing was changed."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.format_message(), file=file, err=True)


@contextmanager
def refusals() -> Iterator[None]:
    """Ends the command with a sentence where something may not, or can't, be written, and when interrupted."""
    try:
        yield
    except Refused as refusal:
        raise NotDone(str(refusal)) from refusal
    except OSError as error:
        place = f"«{error.filename}»" if error.filename else "Das"
        raise NotDone(f"{place} lässt sich nicht lesen oder schreiben: {error.strerror or error}.") from error
    except KeyboardInterrupt as error:
        raise NotDone("Abgebrochen.") from error


def own_sources(project: Path) -> Sources:
    """What commands never write into: the folders of the project, and the private one."""
    return sources_of(project, private_folder())


def write_sealed(
    target: Path, text: str, project: Path, *, comment: tuple[str, str], is_forced: bool, is_first: bool = False
) -> None:
    """Writes a file for the person, with a seal in a comment; overwrites only what bears one and is unchanged."""
    opening, closing = comment
    with refusals():
        guard_file(target, own_sources(project), is_forced=is_forced)
        write_file(target, sealed(text, opening=opening, closing=closing, is_first=is_first))
