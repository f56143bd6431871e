"""Builds that fail, are interrupted or killed, wherever: the old site stays whole for the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from lotse.output import Refused, publication, sources_of, workplace
from lotse.output.publication import Workplace

OLD_SITE = {"index.html": "old start", "alt/index.html": "old page"}
NEW_SITE = {"index.html": "new start", "neu/index.html": "new page"}
BUSY = "Es läuft schon ein Bau dieser Website; bitte dessen Ende abwarten."
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def read(folder: Path) -> dict[str, str]:
    """What stands in the files, without the list of them."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != "SHA256SUMS")
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in files}


def place(site_dir: Path, files: Mapping[str, str]) -> str:
    """Publishes a site; returns why it does not stand there, or an empty text."""
    try:
        with workplace(site_dir, sources_of(site_dir.parent / "projekt")) as room:
            write(room.folder, files)
            room.publish(is_compressed=False)
    except Refused as refusal:
        return str(refusal)
    return ""


@pytest.fixture
def site_dir(tmp_path: Path) -> Path:
    """A folder with an old site in it."""
    place(tmp_path / "site", OLD_SITE)
    return tmp_path / "site"


def leftovers(site_dir: Path) -> list[str]:
    return sorted(p.name for p in site_dir.parent.iterdir() if p.name not in ("site", ".site-build-site.lock"))


def raising(error: BaseException) -> Callable[..., None]:
    def run(*_: object, **__: object) -> None:
        raise error

    return run


@pytest.mark.parametrize("error", [RuntimeError("bug"), KeyboardInterrupt()], ids=["bug", "ctrl-c"])
@pytest.mark.parametrize(
    ("owner", "step"), [(Workplace, "_finished"), (publication, "make_durable"), (Workplace, "_exchange")]
)
def test_interruption_at_any_step_leaves_the_old_site(site_dir, monkeypatch, owner, step, error):
    """An error of ours or Ctrl-C passes on to the caller, but not to the site."""
    monkeypatch.setattr(owner, step, raising(error))
    with pytest.raises(type(error)):
        place(site_dir, NEW_SITE)
    assert (OLD_SITE, []) == (read(site_dir), leftovers(site_dir))


KILLED_BUILD = """
import os, signal, subprocess
from pathlib import Path
from lotse.output import publication, sources_of, workplace

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

step = {step!r}
if step in ("_finished", "_exchange"):
    setattr(publication.Workplace, step, die)
elif step in ("make_durable", "swap"):
    setattr(publication, step, die)
with workplace(Path("site"), sources_of(Path("projekt"))) as room:
    (room.folder / "index.html").write_text("half")
    if step == "child":
        subprocess.Popen(["sh", "-c", "read x"], stdin=0, close_fds=False)
    if step in ("child", "making"):
        die()
    room.publish()
"""


def killed(step: str) -> list[str]:
    """The command of a build that is killed at a step."""
    return [sys.executable, "-c", KILLED_BUILD.format(step=step)]


@pytest.mark.parametrize("step", ["making", "_finished", "make_durable", "_exchange", "swap"])
def test_killed_build_leaves_the_old_site_for_the_next(site_dir, step):
    """The old site stands there, and with the next build nothing else is left."""
    done = subprocess.run(killed(step), cwd=site_dir.parent, env=ENVIRONMENT, check=False)
    assert (-signal.SIGKILL, True, OLD_SITE) == (done.returncode, leftovers(site_dir) != [], read(site_dir))
    assert "" == place(site_dir, NEW_SITE)
    assert (NEW_SITE, []) == (read(site_dir), leftovers(site_dir))


def test_surviving_child_of_a_killed_build_keeps_the_lock(site_dir):
    """As long as the old builder still writes, nobody else starts."""
    with subprocess.Popen(
        killed("child"), cwd=site_dir.parent, env=ENVIRONMENT, stdin=subprocess.PIPE
    ) as parent:
        parent.wait()
        assert BUSY == place(site_dir, NEW_SITE)
        parent.stdin.close()
    deadline = time.monotonic() + 20  # the child needs a moment to see that its input has ended
    while place(site_dir, NEW_SITE):
        assert time.monotonic() < deadline
        time.sleep(0.05)
