"""`lotse serve` as an editor uses it: a change shows itself, a fault is told on the page, and nobody else gets in.

On the invented region. How long it takes is measured in `benchmarks/`, not here.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

import builders
from lotse.load import Memory, load_catalogue
from lotse.preview import Stage, is_loopback, told_anew
from lotse.preview.band import band, with_band
from lotse.preview.stage import Shown
from lotse.preview.watching import is_watched
from lotse.problems import Problem

PATIENCE = 90.0
PLACE = "/orte/musterstadt/"


@dataclass
class Preview:
    """A project that is shown, its server, and what the terminal says."""

    folder: Path
    server: subprocess.Popen[bytes]
    terminal: Path
    port: int = 0

    def get(self, path: str, **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace"), answer.headers
        finally:
            connection.close()

    def page(self, path: str) -> str:
        return self.get(path)[1]

    @property
    def said(self) -> str:
        return self.terminal.read_text("utf-8", errors="replace")

    def wait_until(self, is_so: Callable[[], object]) -> None:
        until = time.monotonic() + PATIENCE
        while not is_so():
            ended = self.server.poll() is not None
            if ended or time.monotonic() > until:
                pytest.fail(f"{'the server ended' if ended else 'nothing happened'}:\n{self.said[-3000:]}")
            time.sleep(0.05)

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = builders.write_project(tmp_path_factory.mktemp("vorschau") / "mein projekt ü")
    terminal = folder.parent / "terminal"
    with terminal.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "lotse", "serve", "--address", "127.0.0.1:0"],
            cwd=folder, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            env=os.environ | {
                "PYTHONPATH": str(builders.PROJECT / "hooks"), "LOTSE_AS_OF": builders.TODAY.isoformat(),
                "TMPDIR": str(folder.parent),
            },
        )  # fmt: skip
    running = Preview(folder, server, terminal)
    try:
        running.wait_until(lambda: re.search(r"http://127\.0\.0\.1:(\d+)/", running.said))
        running.port = int(re.findall(r"http://127\.0\.0\.1:(\d+)/", running.said)[0])
        running.wait_until(lambda: "Musterstadt" in running.page(PLACE))
        yield running
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def test_saved_change_of_data_texts_and_labels_shows_itself(preview):
    """Each without starting anything again, and in every language."""
    preview.replace("docs/de/impressum.md", "Text.", "Ganz neuer Text.")
    preview.wait_until(lambda: "Ganz neuer Text." in preview.page("/impressum/"))
    preview.replace("data/places.yaml", "name: Musterstadt", "name: Musterneustadt")
    preview.wait_until(lambda: "Musterneustadt" in preview.page(PLACE))
    assert "Musterneustadt" in preview.page("/en" + PLACE)
    preview.replace("data/ui/de.yaml", "menu.open: ", "menu.open: Probe-")
    preview.wait_until(lambda: "Probe-" in preview.page(PLACE))
    preview.replace("data/places.yaml", "name: Musterneustadt", "name: Musterstadt")
    preview.wait_until(lambda: "Musterneustadt" not in preview.page(PLACE))


def test_fault_stands_on_the_page_with_its_place_and_goes_when_mended(preview):
    """The last sound text stays meanwhile; the terminal says the same."""
    preview.replace("data/places.yaml", "territory:", "territorium:")
    file = preview.folder / "data/places.yaml"
    line = 1 + file.read_text("utf-8").split("territorium:")[0].count("\n")
    preview.wait_until(lambda: f"places.yaml:{line}:" in preview.page(PLACE))
    page = preview.page(PLACE)
    assert "Die Seite zeigt den Stand davor." in page
    assert "<h1>Anlaufstellen für Musterstadt" in page
    preview.wait_until(lambda: f"places.yaml:{line}:" in preview.said)
    assert "Traceback" not in preview.said
    preview.replace("data/places.yaml", "territorium:", "territory:")
    preview.wait_until(lambda: "lotse-band" not in preview.page(PLACE))


def test_fault_that_only_a_rule_finds_is_told_beside_the_new_text(preview):
    """A link that leads nowhere: the page shows what was written, and says that it isn't published so."""
    preview.replace("docs/de/impressum.md", "Ganz neuer Text.", "Ein [Link](gibt-es-nicht.md).")
    preview.wait_until(lambda: "lotse-band" in preview.page("/impressum/"))
    assert "So wird nichts veröffentlicht." in preview.page("/impressum/")
    preview.replace("docs/de/impressum.md", "Ein [Link](gibt-es-nicht.md).", "Ganz neuer Text.")
    preview.wait_until(lambda: "lotse-band" not in preview.page("/impressum/"))


def test_browser_hears_of_a_change(preview):
    """By an event that comes after the page was made, not by asking again and again."""
    number = re.findall(r'data-number="(\d+)"', preview.page(PLACE))[0]
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE)
    connection.request("GET", f"/_lotse/events?number={number}&page={PLACE}")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    preview.replace("data/places.yaml", "name: Musterstadt", "name: Musterwandel")
    lines = iter(answer.fp.readline, b"")
    told = next(line for line in lines if line.startswith(b"data: "))
    assert int(told.removeprefix(b"data: ")) > int(number)
    assert "Musterwandel" in preview.page(PLACE)
    connection.close()
    preview.replace("data/places.yaml", "name: Musterwandel", "name: Musterstadt")
    preview.wait_until(lambda: "Musterwandel" not in preview.page(PLACE))


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "192.0.2.1"])
def test_other_names_of_this_computer_are_refused(preview, host):
    """A foreign page that lets its own name point here learns nothing."""
    status, text, _ = preview.get("/", Host=host)
    assert status == 421
    assert "Muster" not in text


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_names_that_only_this_computer_has_are_served(preview, host):
    assert preview.get(PLACE, Host=host)[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/../data/actors.yaml", "/%2e%2e/data/actors.yaml", "/assets/../../data/region.yaml", "/..%2f..%2fetc%2fpasswd",
     "//etc/passwd", "/_lotse/server.py", "/_lotse/../stage.py", "/data/actors.yaml", "/%00", "/orte/gibt-es-nicht/"],
)  # fmt: skip
def test_nothing_but_the_site_is_served(preview, path):
    status, text, _ = preview.get(path)
    assert status == 404
    assert "organizations:" not in text
    assert "root:" not in text


def test_address_without_its_slash_leads_to_the_page_on_this_host(preview):
    """Never to another one, however the path begins."""
    status, _, headers = preview.get("//orte/musterstadt")
    assert (status, headers["Location"]) == (301, PLACE)


def test_what_only_a_whole_build_gives_is_made_when_asked_for(preview):
    status, text, _ = preview.get("/sitemap.xml")
    assert status == 200
    assert "orte/musterstadt/" in text


def test_pages_keep_their_policy(preview):
    """The preview needs nothing inline and no foreign host, like the site itself."""
    status, text, headers = preview.get(PLACE)
    assert status == 200
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "<script>" not in text
    assert headers["Cache-Control"] == "no-store"


def test_end_leaves_nothing(tmp_path):
    """Asked to end, the server goes and clears its folder away."""
    folder = builders.write_project(tmp_path / "projekt")
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    with (tmp_path / "aus").open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "lotse", "serve", "--address", "127.0.0.1:0"], cwd=folder,
            stdout=output, stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONPATH": str(builders.PROJECT / "hooks"), "TMPDIR": str(scratch)},
        )  # fmt: skip
    until = time.monotonic() + PATIENCE
    while "Geprüft" not in (tmp_path / "aus").read_text("utf-8") and time.monotonic() < until:
        time.sleep(0.1)
    server.send_signal(signal.SIGTERM)
    server.wait(timeout=30)
    assert list(scratch.iterdir()) == []
    assert "Beendet." in (tmp_path / "aus").read_text("utf-8")


@pytest.mark.parametrize("address", ["0.0.0.0:8000", "192.0.2.7:80", "example.org:80", "127.0.0.1", "127.0.0.1:99999"])
def test_address_that_others_could_reach_is_refused(address):
    done = subprocess.run(
        [sys.executable, "-m", "lotse", "serve", "--project", str(builders.PROJECT), "--address", address],
        capture_output=True, text=True, timeout=60, env=os.environ | {"PYTHONPATH": str(builders.PROJECT / "hooks")},
    )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_loopback():
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.8.9.1", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "example.org", "::", "")))  # noqa: S104


def test_band_shows_what_stands_in_data_as_text():
    """A value with markup in it, which a problem quotes, is shown and not carried out."""
    problem = Problem(file="data/x.yaml", line=3, code="x-wrong", message="<script>alert(1)</script>", hint="<b>")
    text = band(Shown(1, problems=(problem,)))
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
    assert "data/x.yaml:3:1" in text


def test_band_names_the_first_and_counts_the_rest():
    problems = tuple(Problem(file="data/x.yaml", line=n, code="x-wrong", message=f"Nr. {n}") for n in range(1, 41))
    text = band(Shown(1, problems=problems))
    assert text.count("<li>") == 20
    assert "Weitere 20 stehen im Terminal." in text


def test_no_band_without_errors():
    warning = Problem(file="data/x.yaml", code="x-old", message="Alt.", severity="warning")
    assert band(Shown(1, problems=(warning,))) == ""
    assert with_band("kein Dokument", Shown(1)) == "kein Dokument"


def test_problem_that_only_moved_is_not_new():
    """Something inserted above it changes its line, not the problem."""
    old, moved = (Problem(file="data/x.yaml", line=n, code="x-old", message="Alt.") for n in (3, 9))
    other = Problem(file="data/x.yaml", line=3, code="x-old", message="Anders.")
    assert told_anew([old], [moved, other]) == [other]


@pytest.mark.parametrize("name", [".actors.yaml.swp", "actors.yaml~", "4913", "#x#", ".git/index"])
def test_leftovers_of_editors_programs_are_no_change(name):
    assert not is_watched(Path("data") / name)
    assert is_watched(Path("data/actors.yaml"))


def test_pages_of_the_preview_are_those_of_the_build(tmp_path):
    """Byte for byte, apart from the line that lets them show changes."""
    folder = builders.write_project(tmp_path / "projekt")
    stage = Stage(folder, lambda: builders.TODAY)
    stage.refresh()
    done = subprocess.run(
        [sys.executable, "-m", "lotse", "build", "--as-of", builders.TODAY.isoformat()], cwd=folder,
        capture_output=True, timeout=300, env=os.environ | {"PYTHONPATH": str(builders.PROJECT / "hooks")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    pages = stage.shown.pages
    assert pages
    assert {path: stage.page(path) for path in pages} == {
        path: ((folder / "site" / path).read_text("utf-8"), "") for path in pages
    }


def test_template_with_a_fault_is_a_sentence_and_the_server_lives_on(tmp_path, monkeypatch):
    """Whatever goes wrong while a page is made."""
    stage = Stage(builders.write_project(tmp_path / "projekt"), lambda: builders.TODAY)
    stage.refresh()

    def broken(*_: object, **__: object) -> str:
        raise ZeroDivisionError("Absicht")

    monkeypatch.setattr("lotse.edition.whole.Edition.document", broken)
    document, failure = stage.page("orte/musterstadt/index.html")
    assert document == ""
    assert "Absicht" in failure


def test_what_is_remembered_is_what_stands_there(tmp_path):
    """A second reading with a memory gives what one without gives, also after changes back and forth."""
    folder, memory = builders.write_project(tmp_path / "projekt"), Memory()
    file = folder / "data/places.yaml"
    sound = file.read_text("utf-8")
    for text in (sound, sound.replace("name: Musterstadt", "name: Anders"), sound.replace("territory:", "x:"), sound):
        file.write_text(text, "utf-8")
        (known, told), (fresh, wrong) = load_catalogue(folder, None, memory), load_catalogue(folder)
        assert told == wrong
        assert {f.name: getattr(known, f.name) for f in fields(known)} == {
            f.name: getattr(fresh, f.name) for f in fields(fresh)
        }


