"""`mkdocs serve` as an editor uses it: a change shows itself, a fault is told, and the server lives on.

On the invented region, so that each of the builds takes a second or two.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import builders

PATIENCE = 90.0
"""How many seconds a change may take on a computer that is busy with other tests."""


@dataclass
class Editor:
    """The project in which an editor works, its server, and what the terminal says."""

    folder: Path
    address: str
    server: subprocess.Popen[bytes]
    terminal: Path

    def page(self, path: str) -> str:
        """The page as a browser gets it now; empty while there is none."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return answer.read().decode("utf-8")
        except OSError:
            return ""

    @property
    def said(self) -> str:
        return self.terminal.read_text("utf-8", errors="replace")

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Returns when it is so; fails with the end of the terminal when the server ends or time is up."""
        until = time.monotonic() + PATIENCE
        while not is_so():
            ended = self.server.poll() is not None
            if ended or time.monotonic() > until:
                pytest.fail(f"{'the server ended' if ended else 'nothing happened'}:\n{self.said[-3000:]}")
            time.sleep(0.2)

    def replace(self, path: str, old: str, new: str) -> None:
        """Changes a file as an editor's program does: writes it anew."""
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def editor(project: Path, tmp_path: Path) -> Iterator[Editor]:
    """A project with the real program and an invented region, being served."""
    folder, terminal = tmp_path / "projekt", tmp_path / "terminal"
    builders.write_region(folder)
    shutil.copy(project / "mkdocs.yml", folder)
    leftovers = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for part in ("hooks", "docs/assets"):
        shutil.copytree(project / part, folder / part, ignore=leftovers)
    address = f"127.0.0.1:{_free_port()}"
    with terminal.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
            cwd=folder,
            env=_environment(folder),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    running = Editor(folder, f"http://{address}/", server, terminal)
    try:
        running.wait_until(lambda: "Musterstadt" in running.page("orte/musterstadt/"))
        yield running
    finally:
        _end(server)


def _environment(folder: Path) -> dict[str, str]:
    """The program of the copy comes before the installed one; the day stands still."""
    return os.environ | {
        "PYTHONPATH": str(folder / "hooks"),
        "PYTHONUNBUFFERED": "1",
        "LOTSE_AS_OF": builders.TODAY.isoformat(),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _end(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=5)  # started in the background of a shell it does not hear this signal
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def test_change_of_data_texts_and_templates_shows_itself(editor):
    """Each without starting the server again."""
    editor.replace("docs/de/impressum.md", "Text.", "Ganz neuer Text.")
    editor.wait_until(lambda: "Ganz neuer Text." in editor.page("impressum/"))
    editor.replace("data/places.yaml", "name: Musterstadt", "name: Musterneustadt")
    editor.wait_until(lambda: "Musterneustadt" in editor.page("orte/musterstadt/"))
    editor.replace("hooks/lotse/templates/municipality.html.jinja", "<h1>", "<h1>Probe: ")
    editor.wait_until(lambda: "<h1>Probe: " in editor.page("orte/musterstadt/"))


def test_error_in_the_data_is_told_and_survived(editor):
    """With file and line in the terminal; the site of before stays, and the mended one follows."""
    editor.replace("data/places.yaml", "territory:", "territorium:")
    file = editor.folder / "data/places.yaml"
    line = 1 + file.read_text("utf-8").split("territorium:")[0].count("\n")
    editor.wait_until(lambda: re.search(rf"places\.yaml:{line}:\d+: .*territorium", editor.said) is not None)
    editor.wait_until(lambda: "Fehler in Daten oder Texten" in editor.said)
    assert "Traceback" not in editor.said
    editor.replace("data/places.yaml", "territorium:", "territory:")
    editor.replace("data/places.yaml", "name: Musterstadt", "name: Musterneustadt")
    editor.wait_until(lambda: "Musterneustadt" in editor.page("orte/musterstadt/"))
