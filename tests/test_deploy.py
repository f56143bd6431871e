"""What is given for the operation of the site names commands and options that exist."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

import click
import pytest

import builders
from lotse.command_line import main

DEPLOY = builders.PROJECT / "deploy"
HANDBOOK = [builders.PROJECT / f"docs/{code}/mitmachen/veroeffentlichen.md" for code in ("de", "en")]


def unit(name: str) -> configparser.ConfigParser:
    """A unit of systemd; what may stand there more than once is joined by line ends."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment]
    parser.read_string((DEPLOY / name).read_text("utf-8"))
    return parser


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that `lotse …` calls, and its further words."""
    command: click.Command = main
    while isinstance(command, click.Group) and words:
        command, words = command.commands[words[0]], words[1:]
    return command, words


def assert_is_understood(line: str) -> None:
    """Its options exist, with as many words as they take."""
    command, words = command_of(shlex.split(line))
    command.make_parser(click.Context(command)).parse_args(list(words))


def test_nightly_service_builds_once():
    """With an option for the target that the command knows, after its set-up."""
    service = unit("lotse-nightly.service")["Service"]
    assert service["Type"] == "oneshot"
    line = re.fullmatch(r"\S+/\.venv/bin/lotse (.*)", service["ExecStart"]).group(1)
    assert_is_understood(line)
    assert service["ExecStartPre"] == "/usr/bin/make setup"  # the last of two


def test_nightly_timer_rings_after_midnight_and_makes_up_for_it():
    """What ended yesterday is gone today."""
    timer = unit("lotse-nightly.timer")
    assert (timer["Timer"]["Persistent"], timer["Install"]["WantedBy"]) == ("true", "timers.target")
    hour = re.search(r" (\d\d):(\d\d):", timer["Timer"]["OnCalendar"])
    assert ("00", True) == (hour.group(1), int(hour.group(2)) > 0)


@pytest.mark.parametrize("page", HANDBOOK, ids=["de", "en"])
def test_handbook_names_commands_that_exist(page: Path):
    """Every `lotse …` of the page, in lines of their own and within sentences."""
    text = page.read_text("utf-8")
    inline = re.findall(r"`lotse ([^`«»…]+)`", text)
    blocks = re.findall(r"(?ms)^```\w+\n(.*?)^```", text)
    lines = re.findall(r"\blotse ((?:build|server)[^;}\n]*)", "".join(blocks))
    assert len(lines) >= 5
    for line in [*inline, *lines]:
        assert_is_understood(line)


@pytest.mark.parametrize("page", HANDBOOK, ids=["de", "en"])
def test_handbook_names_files_that_exist(page: Path):
    """What is to be copied lies there."""
    named = set(re.findall(r"deploy/[\w.-]+", page.read_text("utf-8")))
    assert {f"deploy/{path.name}" for path in DEPLOY.iterdir()} == named
