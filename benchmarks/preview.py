"""How soon a saved change stands on the open page of `lotse serve`, with all languages on.

Works on a copy of the project. A client waits for news as a browser does and asks for the page then.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[1]
ROUNDS = 5
_PATIENCE = 120


class Edit(NamedTuple):
    """A change in a file and the page that is open: the text of `find` gets a counter behind it."""

    name: str
    file: str
    find: str
    page: str


class Served(NamedTuple):
    """The copy and its server's port."""

    folder: Path
    port: int


@contextmanager
def served_copy() -> Iterator[Served]:
    """A copy of the project that is shown while the block lasts."""
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base) / "projekt"
        leftovers = shutil.ignore_patterns(".git", ".venv", "site", ".site-*", "__pycache__", ".hypothesis")
        shutil.copytree(PROJECT, folder, ignore=leftovers)
        terminal = Path(base) / "terminal"
        with terminal.open("wb") as output:
            server = subprocess.Popen(
                [sys.executable, "-m", "lotse", "serve", "--address", "127.0.0.1:0"], cwd=folder, stdout=output,
                stderr=subprocess.STDOUT, env=os.environ | {"PYTHONPATH": str(folder / "hooks")},
            )  # fmt: skip
        try:
            until = time.monotonic() + _PATIENCE
            while "Geprüft" not in terminal.read_text("utf-8"):
                if server.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(terminal.read_text("utf-8"))
                time.sleep(0.1)
            port = int(re.findall(r"127\.0\.0\.1:(\d+)/", terminal.read_text("utf-8"))[0])
            yield Served(folder, port)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def seconds_until_seen(served: Served, edit: Edit, mark: str) -> float:
    """Saves the change and waits until the open page shows it."""
    page = _get(served.port, edit.page)
    number = re.findall(r'data-number="(\d+)"', page)[0]
    news = http.client.HTTPConnection("127.0.0.1", served.port, timeout=_PATIENCE)
    news.request("GET", f"/_lotse/events?number={number}&page={edit.page}")
    answer = news.getresponse()
    time.sleep(0.2)
    file = served.folder / edit.file
    text = file.read_text("utf-8")
    assert edit.find in text, edit
    start = time.perf_counter()
    file.write_text(text.replace(edit.find, edit.find + mark, 1), "utf-8")
    while mark not in page:
        while not answer.fp.readline().startswith(b"data: "):
            pass
        page = _get(served.port, edit.page)
    found = time.perf_counter() - start
    news.close()
    file.write_text(text, "utf-8")
    time.sleep(6)  # until everything is checked and quiet
    return found


def _get(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    connection.request("GET", path)
    text = connection.getresponse().read().decode("utf-8")
    connection.close()
    return text


def edits() -> list[Edit]:
    """One for each kind of file: data of a body, a written page, and a label."""
    actors = (PROJECT / "data/actors.yaml").read_text("utf-8")
    body = re.search(r"(?m)^  - id: (\S+)\n    name:\n      de: (.+)", actors)
    assert body
    return [
        Edit("name of a body", "data/actors.yaml", f"de: {body[2]}", f"/anlaufstellen/{body[1]}/"),
        Edit("sentence of a page", "docs/de/impressum.md", "\n# Impressum", "/impressum/"),
        Edit("label", "data/ui/de.yaml", "menu.open: Menü", "/"),
    ]


def main() -> str:
    """Measures some rounds for each kind of edit; returns the section for RESULTS.md."""
    lines = ["| saved | median s | from | to |", "|---|---|---|---|"]
    with served_copy() as served:
        for edit in edits():
            found = [seconds_until_seen(served, edit, f" Probe{n}") for n in range(ROUNDS)]
            lines.append(f"| {edit.name} | {statistics.median(found):.2f} | {min(found):.2f} | {max(found):.2f} |")
    return "## A saved change on the open page (`lotse serve`, all languages)\n\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(main())
