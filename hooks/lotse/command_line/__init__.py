"""The command line. Each command is a thin shell around one module of `lotse.commands`."""

from __future__ import annotations

import click

from lotse.command_line.beginning import new
from lotse.command_line.building import build, check, schema, write
from lotse.command_line.caring import confirm, diff, explain, links, move, retire
from lotse.command_line.comparing import routes
from lotse.command_line.faults import CommandLine
from lotse.command_line.german import name_in_german, speak_german
from lotse.command_line.outside import compare
from lotse.command_line.partners import consents, fai
from lotse.command_line.reporting import answer, plan_command, report
from lotse.command_line.serving import serve, server
from lotse.command_line.translating import translations
from lotse.command_line.watching import laws
from lotse.command_line.withdrawing import withdraw

speak_german()


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lotse")
def main() -> None:
    """Lotse: aus Daten und Texten einer Region wird eine Website für Arbeitgeber und Zugewanderte."""


COMMANDS = (
    check, build, schema, write, serve, server, answer, plan_command, report, new, withdraw, translations, laws, routes,
    fai, consents, compare,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)
for command in (confirm, retire, move, links, explain, diff):
    main.add_command(command)
name_in_german(main)
