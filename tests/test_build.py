"""`lotse build`: one walk from the folder to the site; what was kept changes how fast, never what comes out."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

import builders
from lotse import build as room
from lotse.build import BuildOrder, build
from lotse.build.result import BuildResult
from lotse.output import FolderFiles, publication

LATER = date(2027, 1, 15)


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk may be busy with the work of others."""
    monkeypatch.setattr(publication, "make_durable", lambda _: None)


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented region on disk, in a path with a blank and an umlaut. Its search index is not made."""
    project = builders.write_project(tmp_path / "Müsters Region")
    monkeypatch.setattr(room, "searched", lambda *_: None)
    return project


def built(project: Path, *, name: str = "site", said: list[str] | None = None, **options: object) -> BuildResult:
    """Builds into a folder of the project."""
    heard = [] if said is None else said
    options = {"today": builders.TODAY} | options
    return build(BuildOrder(project=project, site_dir=project / name, **options), heard.append)


def files_of(project: Path, name: str = "site") -> dict[str, bytes]:
    return dict(FolderFiles(project / name))


def test_site_stands_and_the_page_count_is_told(region):
    """One sentence for the person at the terminal."""
    said: list[str] = []
    result = built(region, said=said)
    assert (True, [f"Die Website steht in «site/»: {result.page_count} Seiten."]) == (result.has_succeeded, said)
    apart = ("embed/", "fai/")  # frames and fragments for others are no pages of the site
    pages = [path for path in files_of(region) if path.endswith(".html") and not path.startswith(apart)]
    assert result.page_count == len(pages)


def test_errors_stop_it_before_anything_is_made(region):
    """Every problem is told, and the old site stands as before."""
    built(region)
    before = files_of(region)
    said: list[str] = []
    (region / "data/actors.yaml").write_text("organizations: []\nunbekannt: 1\n", "utf-8")
    result = built(region, said=said)
    assert not result.has_succeeded
    assert "field-unknown" in "".join(said)
    assert said[-1].endswith("Die bisherige Website in «site/» ist unverändert.")
    assert before == files_of(region)


def test_second_build_takes_everything_over(region, monkeypatch):
    """Nothing is made anew, and the same bytes stand there, as the same files."""
    counts: list[int] = []
    written = room.written

    def counting(*arguments: object) -> object:
        files = written(*arguments)
        counts.append(files.made_count)
        return files

    monkeypatch.setattr(room, "written", counting)
    built(region)
    first = files_of(region)
    built(region)
    assert first == files_of(region)
    assert (True, 0) == (counts[0] > 50, counts[1])


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda _: b"",
        lambda content: content[:-1] + b"\x00",
        lambda content: b"\x80\x05" + content,
    ],
    ids=["cut short", "empty", "altered", "other format"],
)
def test_damaged_keepings_count_as_absent(region, damage):
    """The same site comes out, without a word."""
    built(region)
    first = files_of(region)
    for kept in (region / ".site-kept-site").iterdir():
        kept.write_bytes(damage(kept.read_bytes()))
    assert built(region).has_succeeded
    assert first == files_of(region)


def test_keepings_of_another_day_are_not_used(region):
    """A build as of a later day is what a build from nothing gives."""
    built(region)
    built(region, today=LATER)
    built(region, name="frisch", today=LATER)
    assert files_of(region, "frisch") == files_of(region)


def test_page_altered_in_the_site_is_made_anew(region):
    """What stands in the old site is taken over only if it is what the build wrote."""
    built(region)
    first = files_of(region)
    (region / "site/index.html").unlink()
    (region / "site/index.html").write_text("fremd", "utf-8")
    built(region)
    assert first == files_of(region)


def test_keepings_can_be_deleted(region):
    """At any time."""
    built(region)
    first = files_of(region)
    shutil.rmtree(region / ".site-kept-site")
    built(region)
    assert first == files_of(region)


def test_dead_child_process_is_told(region, monkeypatch):
    """A sentence instead of a traceback, and the old site stands."""
    built(region)
    first = files_of(region)
    monkeypatch.setattr("lotse.build.writing.framed", lambda *_, **__: os._exit(9))
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    shutil.rmtree(region / ".site-kept-site")
    result = built(region)
    assert "Ein Teil des Baus wurde abgebrochen, etwa weil der Speicher nicht reicht." == result.failure
    assert first == files_of(region)
