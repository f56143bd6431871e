"""A check that has nothing to do anew says what it said, at once and to the letter; all else is checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import builders
from lotse import said

HOOKS = Path(said.__file__).parents[1]


@pytest.fixture
def project(tmp_path):
    return builders.write_project(tmp_path / "Städte & Orte")


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def check(project, cache, *words, **environment):
    """What `lotse check` prints, and how it ends."""
    named = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HOOKS), "XDG_CACHE_HOME": str(cache), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "lotse", "check", *words]
    done = subprocess.run(
        command, cwd=project, env=named | environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    return done.stdout, done.returncode


def doctored(cache):
    """Whether a check only repeats what is kept: the kept words are replaced by others."""
    (kept,) = cache.rglob("*.json")
    found = json.loads(kept.read_text("utf-8"))
    kept.write_text(json.dumps(found | {"text": "Wiederholt\n"}), "utf-8")
    return kept


def test_second_check_repeats_the_first(project, cache):
    first = check(project, cache)
    assert first[1] == 0
    assert check(project, cache) == first
    doctored(cache)
    assert check(project, cache) == ("Wiederholt\n", 0)


CHANGES = {
    "data": lambda project: (project / "data/terms.yaml").open("a").write("# neu\n"),
    "prose": lambda project: next((project / "docs/de").rglob("*.md")).open("a").write("\nEin Satz.\n"),
    "new file": lambda project: (project / "docs/de/liste.xlsx").write_bytes(b"x"),
    "public": lambda project: (project / "public").mkdir(),
    "settings": lambda project: (project / "mkdocs.yml").write_text("site_name: x\n"),
    "link": lambda project: (project / "data/mehr.yaml").symlink_to("terms.yaml"),
    "gone": lambda project: next((project / "docs/de").rglob("*.md")).unlink(),
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_whatever_has_changed_is_checked(project, cache, change):
    check(project, cache)
    doctored(cache)
    CHANGES[change](project)
    assert "Wiederholt" not in check(project, cache)[0]


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (["--as-of", "2027-02-01"], {}),
        (["--format", "json"], {}),
        ([], {"LOTSE_AS_OF": "2027-02-01"}),
        ([], {"SOURCE_DATE_EPOCH": "1800000000"}),
        ([], {"LOTSE_PRIVATE": "."}),
        (["--project", "."], {}),
    ],
)
def test_another_question_is_answered_anew(project, cache, words, environment):
    check(project, cache)
    doctored(cache)
    assert "Wiederholt" not in check(project, cache, *words, **environment)[0]


def test_only_green_is_kept(project, cache):
    """A person who mends an error must see at once that it is gone, and nobody keeps what errors say."""
    (project / "data/terms.yaml").write_text("topics: [\n")
    assert check(project, cache)[1] == 1
    assert not list(cache.rglob("*.json"))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"mark": 1}', b"\xff", b"null"])
def test_a_broken_cache_counts_as_none(project, cache, content):
    first = check(project, cache)
    next(iter(cache.rglob("*.json"))).write_bytes(content)
    assert check(project, cache) == first


def test_a_home_that_cannot_be_written_changes_nothing(project, cache, tmp_path):
    first = check(project, cache)
    (tmp_path / "file").write_text("")
    assert check(project, tmp_path / "file/below") == first


def test_a_change_during_the_check_is_not_taken_for_checked(project, monkeypatch, tmp_path):
    monkeypatch.chdir(project)
    environment = {"XDG_CACHE_HOME": str(tmp_path / "c")}
    before = said.mark(["check"], environment)
    CHANGES["data"](project)
    said.keep(["check"], before, "grün", environment)
    assert said.recalled(["check"], environment) is None


def test_what_is_forgotten_is_gone(project, monkeypatch, tmp_path):
    monkeypatch.chdir(project)
    environment = {"XDG_CACHE_HOME": str(tmp_path / "c")}
    said.keep(["check"], said.mark(["check"], environment), "grün", environment)
    assert said.recalled(["check"], environment) == "grün"
    said.forget(Path(), environment)
    assert said.recalled(["check"], environment) is None
    assert not list((tmp_path / "c").rglob("*.json"))


def test_mark_knows_everything_that_a_check_reads(project):
    """Every file of the project that a check opens lies where the mark looks."""
    watch = (
        "import os, sys\n"
        "seen = set()\n"
        "sys.addaudithook(lambda e, a: seen.add(os.path.abspath(a[0]))"
        " if e in ('open', 'os.listdir', 'os.scandir') and a and isinstance(a[0], (str, os.PathLike)) else None)\n"
        "sys.argv = ['lotse', 'check']\n"
        "from lotse.command_line import main\n"
        "try:\n    main()\nexcept SystemExit: pass\n"
        "print('\\n'.join(seen), file=sys.stderr)\n"
    )
    named = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HOOKS), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", watch], cwd=project, env=named, capture_output=True, check=False)
    paths = [Path(line) for line in done.stderr.decode().splitlines() if line.startswith(f"{project}{os.sep}")]
    assert len(paths) > 10
    assert {path.relative_to(project).parts[0] for path in paths} <= set(said.READ)
