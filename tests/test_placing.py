"""Where a finished folder goes: whatever fails or is killed, and wherever, the old site stays whole."""

from __future__ import annotations

import hashlib
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from lotse.build import placing
from lotse.build.placing import compared, finished_folder, swapped
from lotse.build.result import BuildError

OLD_SITE = {"index.html": "old start", "alt/index.html": "old page"}
NEW_SITE = {"index.html": "new start", "neu/index.html": "new page"}
MANY_PAGES = {f"{n}/index.html": f"{n}" for n in range(9)}
BUSY = "Es läuft schon ein Bau dieser Website; bitte dessen Ende abwarten."

Maker = Callable[[Path], None]


def write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def read(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


def writing(files: Mapping[str, str]) -> Maker:
    """What makes these files below a folder."""
    return lambda folder: write(folder, files)


def raising(error: BaseException) -> Callable[..., None]:
    def run(*_: object, **__: object) -> None:
        raise error

    return run


def place(site_dir: Path, make: Maker, *, allow_shrink: bool = False) -> str:
    """Makes a site and puts it in place; returns why it does not stand there, or an empty text."""
    try:
        with finished_folder(site_dir) as folder:
            make(folder)
            compared(folder, site_dir, allow_shrink=allow_shrink)
            swapped(folder, site_dir)
    except BuildError as refusal:
        return str(refusal)
    return ""


@pytest.fixture
def site_dir(tmp_path: Path) -> Path:
    """A folder with an old site in it."""
    write(tmp_path / "site", OLD_SITE)
    return tmp_path / "site"


@pytest.fixture
def placed(site_dir: Path) -> Callable[..., str]:
    """Builds into `site_dir`; without arguments the new site."""
    return lambda make=None, **options: place(site_dir, make or writing(NEW_SITE), **options)


def leftovers(site_dir: Path) -> list[str]:
    return sorted(p.name for p in site_dir.parent.iterdir() if p.name not in ("site", ".site-build.lock"))


def test_new_site_takes_the_place_of_the_old_one(placed, site_dir):
    """The new files stand there, the old ones are gone, nothing else is left beside."""
    assert "" == placed()
    files = read(site_dir)
    del files["SHA256SUMS"]
    assert (NEW_SITE, []) == (files, leftovers(site_dir))


def test_first_site_needs_no_old_one(tmp_path):
    """The folder above is made, too."""
    assert "" == place(tmp_path / "out" / "site", writing(NEW_SITE))
    assert (tmp_path / "out/site/index.html").exists()


def test_site_is_readable_for_a_web_server(placed, site_dir):
    """The folder has the rights that a new folder gets, not those of a private temporary one."""
    placed()
    plain = site_dir.parent / "plain"
    plain.mkdir()
    assert stat.S_IMODE(plain.stat().st_mode) == stat.S_IMODE(site_dir.stat().st_mode)


def test_checksums_name_every_file(placed, site_dir):
    """`sha256sum --check` could read the list."""
    placed()
    expected = [f"{hashlib.sha256(text.encode()).hexdigest()}  {path}\n" for path, text in sorted(NEW_SITE.items())]
    assert "".join(expected) == (site_dir / "SHA256SUMS").read_text()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (BuildError("Die Website ist nicht gut."), "Die Website ist nicht gut."),
        (OSError(28, "No space left"), "Der Bau ist gescheitert: [Errno 28] No space left."),
    ],
)
def test_failing_build_leaves_the_old_site(placed, site_dir, error, sentence):
    """The old files are untouched, the temporary ones gone, and a sentence says why."""
    assert sentence == placed(raising(error))
    assert (OLD_SITE, []) == (read(site_dir), leftovers(site_dir))


@pytest.mark.parametrize("error", [RuntimeError("bug"), KeyboardInterrupt()], ids=["bug", "ctrl-c"])
@pytest.mark.parametrize("step", ["_compare", "_write_checksums", "_make_durable", "_swap"])
def test_interruption_at_any_step_leaves_the_old_site(placed, site_dir, monkeypatch, step, error):
    """An error of ours or Ctrl-C passes on to the caller, but not to the site."""
    monkeypatch.setattr(placing, step, raising(error))
    with pytest.raises(type(error)):
        placed()
    assert (OLD_SITE, []) == (read(site_dir), leftovers(site_dir))


def test_failing_second_rename_puts_the_old_site_back(placed, site_dir, monkeypatch):
    """The swap is undone when its second half fails."""
    rename = Path.rename

    def failing_rename(path: Path, target: Path) -> Path:
        if path.name.startswith(placing.TEMPORARY):
            raise OSError("no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing_rename)
    assert "Der Bau ist gescheitert: no." == placed()
    assert (OLD_SITE, []) == (read(site_dir), leftovers(site_dir))


def test_shrinking_site_is_refused(placed, site_dir):
    """Losing more than a fifth of the pages is rather a fault than a wish."""
    placed(writing(MANY_PAGES))
    before = read(site_dir)
    assert placed() == (
        "Die neue Website hätte nur noch 2 statt 9 Seiten. Ist das gewollt, bitte mit --allow-shrink bauen."
    )
    assert before == read(site_dir)


def test_shrinking_site_can_be_allowed(placed, site_dir):
    """Whoever means it says so."""
    placed(writing(MANY_PAGES))
    assert "" == placed(allow_shrink=True)
    assert not (site_dir / "0").exists()


def test_losing_a_fifth_is_allowed(placed):
    """The limit itself is still allowed."""
    placed(writing(MANY_PAGES | {"9/index.html": "9"}))
    assert "" == placed(writing({path: text for path, text in MANY_PAGES.items() if not path.startswith("8/")}))


def test_second_build_at_the_same_time_is_refused(placed):
    """While one builds, another one stops at once."""
    inner: list[str] = []

    def make(folder: Path) -> None:
        inner.append(placed())
        write(folder, NEW_SITE)

    assert "" == placed(make)
    assert [BUSY] == inner


def test_strangers_beside_the_site_are_left_alone(placed, site_dir):
    """Only leftovers of builds of this very site are cleared away."""
    names = [".site-build-site-2-0123abcd", ".site-old-other-0123abcd", ".site-build-notes"]
    for name in names:
        (site_dir.parent / name).mkdir()
    placed()
    assert sorted(names) == leftovers(site_dir)


KILLED_BUILD = """
import os, signal, subprocess, sys
from pathlib import Path
from lotse.build import placing

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

rename = Path.rename
def dying_rename(path, target):
    if path.name.startswith(placing.TEMPORARY):
        die()
    return rename(path, target)

step = {step!r}
if step == "rename":
    Path.rename = dying_rename
elif step.startswith("_"):
    setattr(placing, step, die)
with placing.finished_folder(Path("site")) as folder:
    (folder / "index.html").write_text("half")
    if step == "child":
        subprocess.Popen(["sh", "-c", "read x"], stdin=0, close_fds=False)
    if step in ("child", "making"):
        die()
    placing.swapped(folder, Path("site"))
"""


def killed(step: str) -> list[str]:
    """The command of a build that is killed at a step."""
    return [sys.executable, "-c", KILLED_BUILD.format(step=step)]


ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@pytest.mark.parametrize("step", ["making", "_write_checksums", "_make_durable", "_swap", "rename"])
def test_killed_build_leaves_the_old_site_for_the_next(placed, site_dir, step):
    """Even when the next build fails, the old site stands there, and nothing else is left."""
    done = subprocess.run(killed(step), cwd=site_dir.parent, env=ENVIRONMENT, check=False)
    assert (-signal.SIGKILL, True) == (done.returncode, leftovers(site_dir) != [])
    assert "x" == placed(raising(BuildError("x")))
    assert (OLD_SITE, []) == (read(site_dir), leftovers(site_dir))
    assert "" == placed()


def test_surviving_child_of_a_killed_build_keeps_the_lock(placed, site_dir):
    """As long as the old builder still writes, nobody else starts."""
    with subprocess.Popen(
        killed("child"), cwd=site_dir.parent, env=ENVIRONMENT, stdin=subprocess.PIPE
    ) as parent:
        parent.wait()
        assert BUSY == placed()
        parent.stdin.close()
    deadline = time.monotonic() + 20  # the child needs a moment to see that its input has ended
    while placed():
        assert time.monotonic() < deadline
        time.sleep(0.05)
