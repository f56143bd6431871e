"""The atomic build: whatever fails or is killed, and wherever, the old site stays whole."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from lotse.commands import build
from lotse.commands.build import BuildOrder, BuildResult, build_site, run_mkdocs
from lotse.output import exchange, publication
from lotse.output.publication import Workplace
from lotse.problems import Problem
from lotse.site_checks import SiteRules

RULES = SiteRules(legal=())
OLD_SITE = {"index.html": "old start", "alt/index.html": "old page"}
OLD_LIST = "# lotse: website\n" + "".join(f"{'0' * 64}  {path}\n" for path in OLD_SITE)


def page(title: str, *, links: Iterable[str] = ()) -> str:
    """A page that passes every gate."""
    anchors = "".join(f'<a href="{link}">x</a>' for link in links)
    return (
        f'<!doctype html><html lang="de"><title>{title}</title><main><h1>{title}</h1>{anchors}</main></html>'
    )


SOUND_SITE = {"index.html": page("Start", links=["neu/"]), "neu/index.html": page("Neu")}


def write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def read(folder: Path) -> dict[str, str]:
    """What stands in the files, without the list of them."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != "SHA256SUMS")
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in files}


def writing(files: Mapping[str, str], status: int = 0) -> build.Runner:
    """A runner that writes the files and ends with the status."""

    def run(order: BuildOrder) -> int:
        write(order.target, files)
        return status

    return run


def raising(error: BaseException) -> Callable[..., int]:
    def run(*_: object, **__: object) -> int:
        raise error

    return run


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk may be busy with the work of others."""
    monkeypatch.setattr(publication, "make_durable", lambda _: None)


@pytest.fixture
def site_dir(tmp_path: Path) -> Path:
    """A folder with an old site in it."""
    write(tmp_path / "site", OLD_SITE | {"SHA256SUMS": OLD_LIST})
    return tmp_path / "site"


class Said(list[str]):
    """What the build said, line by line."""


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def built(site_dir: Path, said: Said) -> Callable[..., BuildResult]:
    """Builds into `site_dir`; without arguments a sound site."""

    def run(runner: build.Runner | None = None, **options: object) -> BuildResult:
        options = {"rules": RULES, "say": said.append} | options
        return build_site(site_dir.parent, site_dir, runner=runner or writing(SOUND_SITE), **options)

    return run


def leftovers(site_dir: Path) -> list[str]:
    return sorted(p.name for p in site_dir.parent.iterdir() if p.name not in ("site", ".site-build-site.lock"))


def test_sound_site_takes_the_place_of_the_old_one(built, site_dir, said):
    """The new files stand there, the old ones are gone, nothing else is left beside."""
    result = built()
    assert (read(site_dir), leftovers(site_dir)) == (SOUND_SITE, [])
    assert (result.has_succeeded, result.page_count) == (True, 2)
    assert said == ["Die Website steht in «site/»: 2 Seiten."]


def test_first_build_needs_no_old_site(tmp_path):
    """The folder above is made, too."""
    site_dir = tmp_path / "out" / "site"
    result = build_site(tmp_path, site_dir, runner=writing(SOUND_SITE), rules=RULES)
    assert (result.has_succeeded, (site_dir / "index.html").exists()) == (True, True)


def test_site_is_readable_for_a_web_server(built, site_dir):
    """The folder has the rights that a new folder gets, not those of a private temporary one."""
    built()
    plain = site_dir.parent / "plain"
    plain.mkdir()
    assert stat.S_IMODE(site_dir.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


FAULTY_PAGE = {"index.html": page("Start", links=["weg/"])}
MANY_PAGES = {f"{n}/index.html": page(f"Seite {n}") for n in range(8)}
MANY_PAGES["index.html"] = page("Start", links=[f"{n}/" for n in range(8)])


@pytest.mark.parametrize(
    ("runner", "sentence"),
    [
        (writing({}, 1), "Der Bau ist gescheitert (Status 1); die Meldungen stehen darüber."),
        (writing(SOUND_SITE, 1), "Der Bau ist gescheitert (Status 1); die Meldungen stehen darüber."),
        (writing({"index.html": ""}, -9), "Der Bau wurde abgebrochen (Signal 9)."),
        (writing({}), "Der Bau hat keine Startseite hinterlassen."),
        (writing(FAULTY_PAGE), "Die neue Website besteht die Prüfung nicht: ein Fehler."),
        (raising(OSError(28, "No space left")), "Der Bau ist gescheitert: [Errno 28] No space left."),
    ],
)
def test_failing_build_leaves_the_old_site(built, site_dir, said, runner, sentence):
    """The old files are untouched, the temporary ones gone, and a sentence says why."""
    result = built(runner)
    assert (result.failure, read(site_dir), leftovers(site_dir)) == (sentence, OLD_SITE, [])
    assert said[-1] == f"{sentence} Die bisherige Website in «site/» ist unverändert."


def test_failing_first_build_promises_no_old_site(tmp_path, said):
    """Where there was no site there is none afterwards, and none is spoken of."""
    build_site(tmp_path, tmp_path / "site", runner=writing({}, 1), say=said.append)
    assert said == ["Der Bau ist gescheitert (Status 1); die Meldungen stehen darüber."]
    assert not (tmp_path / "site").exists()


STEPS = {
    "run": (build, "_run"),
    "judge": (build, "_judge"),
    "compare": (build, "_compare"),
    "compress": (publication, "compress"),
    "list": (publication, "make_listing"),
    "durable": (publication, "make_durable"),
    "exchange": (Workplace, "_exchange"),
}
"""Each step of a build by the function that does it."""


@pytest.mark.parametrize("error", [RuntimeError("bug"), KeyboardInterrupt()], ids=["bug", "ctrl-c"])
@pytest.mark.parametrize("step", STEPS)
def test_interruption_at_any_step_leaves_the_old_site(built, site_dir, monkeypatch, step, error):
    """An error of ours or Ctrl-C passes on to the caller, but not to the site."""
    monkeypatch.setattr(*STEPS[step], raising(error))
    with pytest.raises(type(error)):
        built()
    assert (read(site_dir), leftovers(site_dir)) == (OLD_SITE, [])


def test_failing_second_rename_puts_the_old_site_back(built, site_dir, monkeypatch):
    """Where the system has no single step, the swap is undone when its second half fails."""
    rename = Path.rename

    def failing_rename(path: Path, target: Path) -> Path:
        if path.name.startswith(publication.BUILD):
            raise OSError("no")
        return rename(path, target)

    monkeypatch.setattr(exchange, "exchanged", lambda *_: False)
    monkeypatch.setattr(Path, "rename", failing_rename)
    result = built()
    assert (result.failure, read(site_dir)) == ("Der Bau ist gescheitert: no.", OLD_SITE)
    assert leftovers(site_dir) == []


def warning(_: Mapping[str, bytes]) -> list[Problem]:
    return [
        Problem(file="index.html", code="x-warned", message="Das ist nur ein Hinweis.", severity="warning")
    ]


def test_warning_of_a_gate_stops_a_strict_build(built, said):
    """The problem is told with its place."""
    result = built(gates=[warning])
    assert result.failure == "Die neue Website besteht die Prüfung nicht: ein Fehler."
    assert said[0] == "index.html:1:1: x-warned: Warnung: Das ist nur ein Hinweis."


def test_warning_of_a_gate_passes_when_not_strict(built):
    """It is handed to the caller."""
    result = built(gates=[warning], strict=False)
    assert (result.failure, [problem.code for problem in result.problems]) == ("", ["x-warned"])


def test_shrinking_site_is_refused(built, site_dir):
    """Losing more than a fifth of the pages is rather a fault than a wish."""
    built(writing(MANY_PAGES))
    before = read(site_dir)
    result = built()
    assert result.failure == (
        "Die neue Website hätte nur noch 2 statt 9 Seiten. Ist das gewollt, bitte mit --allow-shrink bauen."
    )
    assert read(site_dir) == before


def test_shrinking_site_can_be_allowed(built, site_dir):
    """Whoever means it says so."""
    built(writing(MANY_PAGES))
    assert built(allow_shrink=True).has_succeeded
    assert not (site_dir / "0").exists()


def test_losing_a_fifth_is_allowed(built):
    """The limit itself is still allowed."""
    ten = MANY_PAGES | {"8/index.html": page("Acht")}
    ten["index.html"] = page("Start", links=[f"{n}/" for n in range(9)])
    eight = {path: text for path, text in MANY_PAGES.items() if not path.startswith("7/")}
    eight["index.html"] = page("Start", links=[f"{n}/" for n in range(7)])
    built(writing(ten))
    assert built(writing(eight)).has_succeeded


def test_second_build_at_the_same_time_is_refused(built):
    """While one builds, another one stops at once."""
    inner: list[BuildResult] = []

    def run(order: BuildOrder) -> int:
        inner.append(built())
        return writing(SOUND_SITE)(order)

    assert built(run).has_succeeded
    assert inner[0].failure == "Es läuft schon ein Bau dieser Website; bitte dessen Ende abwarten."


def test_strangers_beside_the_site_are_left_alone(built, site_dir):
    """Only leftovers of builds of this very site are cleared away."""
    names = [".site-build-site-2-0123abcd", ".site-old-other-0123abcd", ".site-build-notes"]
    for name in names:
        (site_dir.parent / name).mkdir()
    built()
    assert leftovers(site_dir) == sorted(names)


KILLED_BUILD = """
import os, signal, subprocess, sys
from pathlib import Path
from lotse.commands import build
from lotse.output import exchange, publication
from lotse.output.publication import BUILD, Workplace
from lotse.site_checks import SiteRules

def die(*_, **__):
    os.kill(os.getpid(), signal.{signal})

def run(order):
    (order.target / "index.html").write_text({start!r})
    if {step!r} == "child":
        subprocess.Popen(["sh", "-c", "read x"], stdin=0, close_fds=False)
        die()
    return 0

rename = Path.rename
def dying_rename(path, target):
    if path.name.startswith(BUILD):
        die()
    return rename(path, target)

swap = exchange.exchanged
def dying_after_exchange(one, other):
    swap(one, other)
    die()

if {step!r} == "rename":
    exchange.exchanged = lambda *_: False
    Path.rename = dying_rename
elif {step!r} == "exchanged":
    exchange.exchanged = dying_after_exchange
elif {step!r} != "child":
    owner, name = {{{steps}}}[{step!r}]
    setattr(owner, name, die)
build.build_site(Path("."), Path("site"), runner=run, rules=SiteRules(legal=()), allow_shrink=True)
"""
STEPS_IN_CODE = ", ".join(
    f"{step!r}: ({owner.__name__.rpartition('.')[2]}, {name!r})" for step, (owner, name) in STEPS.items()
)


def code_of_a_build(step: str, with_signal: signal.Signals = signal.SIGKILL) -> str:
    """A program that builds and ends itself at the step."""
    return KILLED_BUILD.format(
        step=step, start=page("Start"), signal=with_signal.name, steps=STEPS_IN_CODE
    )


def kill_a_build(site_dir: Path, step: str) -> None:
    """Lets another process build and kills it at the step."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", code_of_a_build(step)]
    done = subprocess.run(command, cwd=site_dir.parent, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("step", [*STEPS, "rename"])
def test_killed_build_leaves_the_old_site_for_the_next(built, site_dir, step):
    """Even when the next build fails, the old site stands there, and nothing else is left."""
    kill_a_build(site_dir, step)
    assert leftovers(site_dir) != []
    assert not built(writing({}, 1)).has_succeeded
    assert (read(site_dir), leftovers(site_dir)) == (OLD_SITE, [])
    assert built().has_succeeded


def test_surviving_child_of_a_killed_build_keeps_the_lock(built, site_dir):
    """As long as the old builder still writes, nobody else starts."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    code = code_of_a_build("child")
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=site_dir.parent, env=environment, stdin=subprocess.PIPE
    ) as parent:
        parent.wait()
        assert built().failure == "Es läuft schon ein Bau dieser Website; bitte dessen Ende abwarten."
        parent.stdin.close()
    deadline = time.monotonic() + 20  # the child needs a moment to see that its input has ended
    while not built().has_succeeded:
        assert time.monotonic() < deadline
        time.sleep(0.05)


ENDED_BUILD = """
from pathlib import Path
from lotse.commands import build
from lotse.output import run_child
from lotse.site_checks import SiteRules

def run(order):
    (order.target / "index.html").write_text("half")
    return run_child(["sh", "-c", "sh -c 'echo runs; exec tail -f /dev/null' & wait"]).returncode

build.build_site(Path("."), Path("site"), runner=run, rules=SiteRules(legal=()))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_ended_build_leaves_nothing(built, site_dir, number):
    """Asked to end, it ends what it runs and what that runs, clears up, and frees the site for the next build."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", ENDED_BUILD]
    with subprocess.Popen(command, cwd=site_dir.parent, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"runs\n"
        process.send_signal(number)
        rest = process.stdout.read()  # ends when the last program that could write has ended
    assert (rest, process.returncode != 0) == (b"", True)
    assert (read(site_dir), leftovers(site_dir)) == (OLD_SITE, [])
    assert built().has_succeeded


FAKE_MKDOCS = """
import json, os, sys
from pathlib import Path
target = Path(sys.argv[sys.argv.index("--site-dir") + 1])
names = ("LOTSE_AS_OF", "SOURCE_DATE_EPOCH", "NO_MKDOCS_2_WARNING")
(target / "index.html").write_text(json.dumps([sys.argv[1:2], [os.environ.get(name) for name in names]]))
raise SystemExit("--strict" in sys.argv)
"""


def test_mkdocs_builds_as_of_the_day(tmp_path, monkeypatch):
    """The real runner hands on folder, day and strictness, and hands back the status."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    write(tmp_path, {"mkdocs.py": FAKE_MKDOCS, "out/keep": ""})
    order = BuildOrder(project=tmp_path, target=tmp_path / "out", as_of=date(2026, 11, 22), strict=True)
    assert run_mkdocs(order) == 1
    assert (tmp_path / "out/index.html").read_text() == '[["build"], ["2026-11-22", "1795305600", "1"]]'


def test_mkdocs_is_lenient_when_asked(tmp_path):
    """Without strictness warnings do not stop the build."""
    write(tmp_path, {"mkdocs.py": FAKE_MKDOCS, "out/keep": ""})
    assert run_mkdocs(BuildOrder(project=tmp_path, target=tmp_path / "out", strict=False)) == 0
