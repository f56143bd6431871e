"""How a command ends when it can't do its work: with one German sentence, never with a traceback."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any, NoReturn

import click

from lotse.command_line.german import speak_german
from lotse.edition import private_folder
from lotse.problems import visible

NOT_DONE = 2  # exit code: nothing was done, or not to the end; 1 stands for problems that were found
_REASONS = {
    errno.ENOENT: "gibt es nicht",
    errno.EACCES: "darf nicht gelesen oder geschrieben werden",
    errno.EPERM: "darf nicht geändert werden",
    errno.EISDIR: "ist ein Ordner, keine Datei",
    errno.ENOTDIR: "liegt nicht in einem Ordner",
    errno.EROFS: "lässt sich nur lesen",
    errno.ENOSPC: "passt nicht mehr auf den Datenträger",
    errno.ENAMETOOLONG: "hat einen zu langen Namen",
    errno.ELOOP: "führt im Kreis",
}


class CommandLine(click.Group):
    """The command `lotse`: whatever happens in a subcommand ends in a sentence and an exit code."""

    def main(self, *args: Any, standalone_mode: bool = True, **options: Any) -> Any:
        speak_german()
        if not standalone_mode:
            return super().main(*args, standalone_mode=False, **options)
        try:
            code = super().main(*args, standalone_mode=False, **options)
        except (click.Abort, KeyboardInterrupt):
            end("Abgebrochen.")
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except BrokenPipeError:  # whoever read the output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(NOT_DONE)
        except OSError as error:
            end(sentence_for(error))
        except RecursionError as error:
            end(f"Hier ist zu viel ineinander verschachtelt. {reported(error)}")
        except Exception as error:  # the last resort, so that nobody sees a traceback
            end(f"Das hätte nicht geschehen dürfen, ein Fehler im Programm. {reported(error)}")
        sys.exit(code if isinstance(code, int) else 0)


def end(sentence: str) -> NoReturn:
    """Says why nothing was done, apart from what other programs read."""
    click.echo(visible(sentence), err=True)
    sys.exit(NOT_DONE)


def sentence_for(error: OSError) -> str:
    """What could not be read or written; of the private folder nothing but that it is meant."""
    reason = _REASONS.get(error.errno or 0, f"lässt sich nicht lesen oder schreiben ({error.strerror or error})")
    name = str(error.filename or "")
    private = private_folder()
    if private and name and Path(name).absolute().is_relative_to(private.absolute()):
        return f"Eine Datei des privaten Ordners {reason}."
    return f"«{name}» {reason}." if name else f"Etwas {reason}."


def reported(error: BaseException) -> str:
    """A number to report, the same for the same fault, and where its details lie: readable for this user alone."""
    frames = traceback.extract_tb(error.__traceback__)
    spots = [f"{Path(frame.filename).name}:{frame.name}:{frame.lineno}" for frame in frames]
    number = hashlib.sha256("|".join([type(error).__name__, *spots]).encode()).hexdigest()[:6].upper()
    return f"Bitte melden Sie die Nummer {number}.{_details(error, number)}"


def _details(error: BaseException, number: str) -> str:
    """Writes the details into the computer's own folder for temporary files; says where, if that was possible."""
    text = "".join(traceback.format_exception(error))
    try:
        handle, name = tempfile.mkstemp(prefix=f"lotse-{number}-", suffix=".log")  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as log:
            log.write(text)
    except OSError:
        return ""
    return f" Einzelheiten stehen nur auf diesem Rechner, in {name}."
