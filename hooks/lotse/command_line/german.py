"""What click says by itself, in German: usage, help, errors. Its sentences are looked up by their English wording."""

from __future__ import annotations

from collections.abc import Mapping

import click
from click import core, decorators, exceptions, formatting, parser, types

SENTENCES: Mapping[str, str] = {
    # help
    "Usage:": "Aufruf:",
    "Options": "Optionen",
    "Commands": "Befehle",
    "Positional arguments": "Angaben",
    "Show this message and exit.": "Zeigt diese Hilfe.",
    "Show the version and exit.": "Zeigt die Version.",
    "%(prog)s, version %(version)s": "%(prog)s, Version %(version)s",
    "default: {default}": "sonst: {default}",
    "env var: {var}": "Umgebungsvariable: {var}",
    "(dynamic)": "(je nachdem)",
    "required": "nötig",
    "deprecated": "veraltet",
    "file": "Die Datei",
    "directory": "Der Ordner",
    "path": "Der Pfad",
    # errors
    "Error: {message}": "Fehler: {message}",
    "Try '{command} {option}' for help.": "Hilfe: {command} {option}",
    "Aborted!": "Abgebrochen.",
    "Missing command.": "Es fehlt ein Befehl.",
    "Missing argument": "Es fehlt die Angabe",
    "Missing option": "Es fehlt die Option",
    "Missing parameter": "Es fehlt",
    "Missing {param_type}": "Es fehlt {param_type}",
    "Missing parameter: {param_name}": "Es fehlt: {param_name}",
    "Invalid value: {message}": "Der Wert passt nicht: {message}",
    "Invalid value for {param_hint}: {message}": "Der Wert für {param_hint} passt nicht: {message}",
    "No such option {name!r}.": "Die Option {name} gibt es nicht.",
    "No such command {name!r}.": "Den Befehl «{name}» gibt es nicht.",
    "Did you mean {possibility}?": "Meinten Sie {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Meinten Sie eines von {possibilities}?",
    "Got unexpected extra argument ({args})": "Diese Angabe ist zu viel: {args}.",
    "Got unexpected extra arguments ({args})": "Diese Angaben sind zu viel: {args}.",
    "Option {name!r} does not take a value.": "Die Option {name} hat keinen Wert.",
    "Option {name!r} requires an argument.": "Zur Option {name} gehört ein Wert.",
    "Option {name!r} requires {nargs} arguments.": "Zur Option {name} gehören {nargs} Werte.",
    "Argument {name!r} takes {nargs} values.": "Zur Angabe {name} gehören {nargs} Werte.",
    "Takes {nargs} values but 1 was given.": "Es gehören {nargs} Werte dazu, genannt ist einer.",
    "Takes {nargs} values but {len} were given.": "Es gehören {nargs} Werte dazu, genannt sind {len}.",
    "Invalid start character for option ({option})": "So beginnt keine Option: {option}",
    "Choose from:\n\t{choices}": "Möglich sind:\n\t{choices}",
    "{value!r} is not {choice}.": "«{value}» ist nicht {choice}.",
    "{value!r} is not one of {choices}.": "«{value}» gibt es nicht; möglich sind {choices}.",
    "{value!r} does not match the format {format}.": "«{value}» ist kein Tag; richtig ist zum Beispiel 2027-01-15.",
    "{value!r} does not match the formats {formats}.": "«{value}» hat keine der Formen {formats}.",
    "{value!r} is not a valid {number_type}.": "«{value}» ist keine Zahl.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "«{value}» ist weder wahr noch falsch: {states}.",
    "{value} is not in the range {range}.": "{value} liegt nicht im Bereich {range}.",
    "{name} {filename!r} does not exist.": "{name} «{filename}» ist nicht da.",
    "{name} {filename!r} is a file.": "{name} «{filename}» ist eine Datei.",
    "{name} {filename!r} is a directory.": "{name} «{filename}» ist ein Ordner.",
    "{name} {filename!r} is not readable.": "{name} «{filename}» lässt sich nicht lesen.",
    "{name} {filename!r} is not writable.": "{name} «{filename}» lässt sich nicht schreiben.",
    "{name} {filename!r} is not executable.": "{name} «{filename}» lässt sich nicht ausführen.",
    "Could not open file {filename!r}: {message}": "Die Datei «{filename}» lässt sich nicht öffnen: {message}",
    "unknown error": "unbekannter Fehler",
}
_MODULES = (core, decorators, exceptions, formatting, parser, types)
_METAVARS = {
    "text": "TEXT", "directory": "ORDNER", "file": "DATEI", "path": "PFAD", "datetime": "TAG", "integer": "ZAHL",
    "integer range": "ZAHL",
}  # fmt: skip


def speak_german() -> None:
    """Puts the German sentences where click looks up its own. Once is enough, before a command is run."""
    for module in _MODULES:
        module._ = in_german  # type: ignore[attr-defined]
        if hasattr(module, "ngettext"):
            module.ngettext = in_german_number  # type: ignore[attr-defined]


def in_german(sentence: str) -> str:
    """The German sentence; one that nobody has translated stays as it is."""
    return SENTENCES.get(sentence, sentence)


def in_german_number(one: str, many: str, count: int) -> str:
    """The same for sentences that go by a number."""
    return in_german(one if count == 1 else many)


def name_in_german(command: click.Command) -> None:
    """German words for what stands in capitals in a command's usage, and in those of its subcommands."""
    command.options_metavar = "[OPTIONEN]"
    for parameter in command.params:
        word = _METAVARS.get(parameter.type.name)
        has_own = parameter.metavar or isinstance(parameter, click.Argument) or getattr(parameter, "is_flag", False)
        if word and not has_own:
            parameter.metavar = word
        if isinstance(parameter.type, click.Path):
            parameter.type.name = in_german(parameter.type.name)
    if isinstance(command, click.Group):
        command.subcommand_metavar = "BEFEHL [ANGABEN]..."
        for inner in command.commands.values():
            name_in_german(inner)
