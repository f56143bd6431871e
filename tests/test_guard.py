"""No command destroys: only what is missing, empty or ours is written over, and never the sources."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

import builders
from conftest import AS_OF
from lotse.command_line import building, main
from lotse.commands.schema import schemas
from lotse.output import (
    PAGES,
    FolderFiles,
    Refused,
    Sources,
    guard_file,
    guard_folder,
    is_sealed,
    publication,
    sealed,
    sources_of,
    workplace,
    write_file,
)

LIES_WITH_SOURCES = "liegt bei den Quellen des Projekts"
HOLDS_WHAT_STAYS = "liegt, was nicht ersetzt werden darf"


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk may be busy with the work of others."""
    monkeypatch.setattr(publication, "make_durable", lambda _: None)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with its usual folders, and a private one beside it."""
    for name in ("data", "docs/de", "hooks/lotse", ".git"):
        (tmp_path / "project" / name).mkdir(parents=True)
    (tmp_path / "private").mkdir()
    return tmp_path / "project"


@pytest.fixture
def sources(project: Path) -> Sources:
    return sources_of(project, project.parent / "private", None)


def ours(folder: Path, sources: Sources, kind: str = "website") -> Path:
    """A folder that we wrote."""
    with workplace(folder, sources, kind=kind) as place:
        (place.folder / "index.html").write_text("x")
        place.publish()
    return folder


# ---- folders


@pytest.mark.parametrize("name", ["neu", "tief/im/ordner", "project/site", "leer", "ours"])
def test_missing_empty_and_own_folders_may_be_replaced(tmp_path, sources, name):
    """Inside the project too, as long as nothing of it lies there."""
    (tmp_path / "leer").mkdir()
    ours(tmp_path / "ours", sources)
    guard_folder(tmp_path / name, sources)
    assert (tmp_path / "ours/index.html").exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("project/data", LIES_WITH_SOURCES),
        ("project/data/neu", LIES_WITH_SOURCES),
        ("project/docs/de", LIES_WITH_SOURCES),
        ("project/hooks/lotse/neu", LIES_WITH_SOURCES),
        ("project/.git/neu", LIES_WITH_SOURCES),
        ("private/neu", LIES_WITH_SOURCES),
        ("link-to-data/neu", LIES_WITH_SOURCES),
        ("link-to-data", LIES_WITH_SOURCES),
        ("project", HOLDS_WHAT_STAYS),
        (".", HOLDS_WHAT_STAYS),
        ("/", HOLDS_WHAT_STAYS),
        ("link-to-project", HOLDS_WHAT_STAYS),
        ("project/docs/../../project", HOLDS_WHAT_STAYS),
    ],
)
def test_sources_are_never_replaced(tmp_path, sources, name, sentence):
    """Nor anything in them or above them, by whatever name."""
    (tmp_path / "link-to-data").symlink_to("project/data")
    (tmp_path / "link-to-project").symlink_to(tmp_path / "project")
    with pytest.raises(Refused, match=sentence):
        guard_folder(tmp_path / name, sources)


def test_sources_are_never_replaced_even_with_our_mark(project, sources):
    """A list that was copied there by mistake gives no leave."""
    (project / "SHA256SUMS").write_text("# lotse: website\n")
    with pytest.raises(Refused, match=HOLDS_WHAT_STAYS):
        guard_folder(project, sources)


def test_home_is_never_replaced(tmp_path, sources, monkeypatch):
    """Even an empty one."""
    (tmp_path / "home/me").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home/me"))
    for folder in (tmp_path / "home/me", tmp_path / "home"):
        with pytest.raises(Refused, match=HOLDS_WHAT_STAYS):
            guard_folder(folder, sources)
    guard_folder(tmp_path / "home/me/site", sources)


@pytest.mark.parametrize(
    ("files", "named"),
    [
        (["brief.txt"], "brief.txt"),
        (["a/x", "b", "c", "d"], "a, b, c …"),
        (["SHA256SUMS"], "SHA256SUMS"),
        (["SHA256SUMS", "debian.iso"], "debian.iso"),
    ],
)
def test_folder_of_others_is_refused(tmp_path, sources, files, named):
    """The sentence names what lies there; a list of checksums alone is not our mark."""
    folder = tmp_path / "wichtig"
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{'0' * 64}  debian.iso\n")
    with pytest.raises(Refused) as refusal:
        guard_folder(folder, sources)
    assert str(refusal.value) == (
        f"Der Ordner «{folder}» ist nicht leer, und «lotse» hat ihn nicht geschrieben ({named}). "
        "Bitte einen leeren oder neuen Ordner nennen."
    )


def test_large_folder_of_others_is_not_searched_through(tmp_path, sources, monkeypatch):
    """One file is enough to refuse it; empty folders alone, as on a fresh disk, are no hindrance."""
    (tmp_path / "disk/lost+found").mkdir(parents=True)
    guard_folder(tmp_path / "disk", sources)
    for number in range(9):
        (tmp_path / f"disk/{number}").mkdir()
        (tmp_path / f"disk/{number}/x").write_text("")
    seen: list[str] = []
    walk = os.walk

    def counting_walk(*words: object) -> Iterator[tuple[str, list[str], list[str]]]:
        for step in walk(*words):
            seen.append(step[0])
            yield step

    monkeypatch.setattr("os.walk", counting_walk)
    with pytest.raises(Refused, match=r"\(0, 1, 2 …\)"):
        guard_folder(tmp_path / "disk", sources)
    assert len(seen) < 5


def test_file_is_no_folder(tmp_path, sources):
    """A file is never replaced by a folder."""
    (tmp_path / "brief").write_text("x")
    with pytest.raises(Refused) as refusal:
        guard_folder(tmp_path / "brief", sources)
    assert str(refusal.value) == f"«{tmp_path}/brief» ist eine Datei, kein Ordner. Bitte einen anderen Ordner nennen."


def test_kinds_of_ours_are_not_mixed(tmp_path, sources):
    """Pages for a builder do not replace a website, nor the other way round."""
    ours(tmp_path / "pages", sources, PAGES)
    with pytest.raises(Refused, match=r"In «.*pages» liegen Seiten aus «lotse write»\."):
        guard_folder(tmp_path / "pages", sources)


def test_what_is_to_begin_wants_an_empty_folder(tmp_path, sources):
    """Not even ours will do."""
    folder = ours(tmp_path / "ours", sources)
    with pytest.raises(Refused, match="nicht leer"):
        guard_folder(folder, sources, is_replaceable=False)


# ---- files


SEALED = sealed("Text\n", opening="<!-- ", closing=" -->")


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        (SEALED, True),
        (sealed("Text", opening="# ", is_first=True), True),
        ("", False),
        ("Text\n", False),
        (SEALED + "Nachtrag\n", False),
        (SEALED.replace("Text", "Test"), False),
        (SEALED + SEALED, False),
        (SEALED.replace("\n", "\r\n"), False),
    ],
)
def test_seal_tells_whether_somebody_changed_a_text(text, is_ours):
    """Wherever the line with it stands."""
    assert is_sealed(text.encode()) == is_ours


@pytest.mark.parametrize("text", [None, "", SEALED])
def test_missing_empty_and_own_files_may_be_written(tmp_path, sources, text):
    """What nobody has changed since we wrote it."""
    if text is not None:
        (tmp_path / "x.md").write_text(text)
    assert guard_file(tmp_path / "x.md", sources) is None


def test_file_of_others_is_refused_unless_forced(tmp_path, sources):
    """So is one of ours that somebody has changed."""
    file = tmp_path / "x.md"
    file.write_text(SEALED + "Notiz\n")
    with pytest.raises(Refused) as refusal:
        guard_file(file, sources)
    assert str(refusal.value) == (
        f"«{file}» gibt es schon, und so hat «lotse» die Datei nicht geschrieben. "
        "Bitte einen anderen Namen nennen oder mit --force überschreiben."
    )
    assert guard_file(file, sources, is_forced=True) is None


@pytest.mark.parametrize("name", ["project/data/x.md", "project/docs/de/x.md", "private/x.md"])
def test_file_among_the_sources_is_refused_even_if_forced(tmp_path, sources, name):
    """Nobody looks for it there, and the check would complain."""
    with pytest.raises(Refused, match=LIES_WITH_SOURCES):
        guard_file(tmp_path / name, sources, is_forced=True)


def test_folder_is_no_file(tmp_path, sources):
    with pytest.raises(Refused, match="ist ein Ordner"):
        guard_file(tmp_path, sources)


def test_file_is_written_in_one_step(tmp_path):
    """Its rights stay; a link stays a link; nothing is left beside."""
    (tmp_path / "x").write_text("alt")
    (tmp_path / "x").chmod(0o640)
    (tmp_path / "link").symlink_to("x")
    write_file(tmp_path / "link", "neu")
    assert ((tmp_path / "x").read_text(), (tmp_path / "x").stat().st_mode & 0o777) == ("neu", 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "x"]


def test_what_is_no_file_is_written_to(tmp_path):
    """A pipe, or /dev/stdout: it is not replaced."""
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_file(tmp_path / "pipe", b"neu")
    assert os.read(reader, 10) == b"neu"
    os.close(reader)


def test_file_that_cannot_be_written_is_told(tmp_path):
    """The old one stays."""
    with pytest.raises(Refused, match=r"^«.*/fehlt/x» lässt sich nicht schreiben: .+\.$"):
        write_file(tmp_path / "fehlt/x", "neu")


# ---- commands


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A small invented region."""
    return builders.write_region(tmp_path / "region")


@pytest.fixture
def lotse(region: Path) -> Callable[..., Result]:
    """`lotse("write", "--to", …)` in that region on the day of the tests."""

    def run(*words: object) -> Result:
        environment = {"LOTSE_AS_OF": builders.TODAY.isoformat()}
        return CliRunner().invoke(main, [*map(str, words), "--project", str(region)], env=environment)

    return run


FOLDER_COMMANDS = {
    "build": ("build", "--site-dir"),
    "write": ("write", "--to"),
    "new region": ("new", "region", "muster", "--name", "M", "--land", "L", "--place", "Ort", "--to"),
}


@pytest.mark.parametrize("command", FOLDER_COMMANDS.values(), ids=FOLDER_COMMANDS)
def test_command_destroys_no_folder(lotse, region, tmp_path, command):
    """A sentence and exit code 2; the sources and the folders of others are as before."""
    (tmp_path / "wichtig").mkdir()
    (tmp_path / "wichtig/brief.txt").write_text("x")
    before = dict(FolderFiles(tmp_path))
    for target in (region / "data", region / "docs/neu", region, tmp_path / "wichtig", "/"):
        result = lotse(*command, target)
        assert (result.exit_code, result.stderr.startswith(("«", "Der Ordner «", "In «"))) == (2, True), result.output
    assert dict(FolderFiles(tmp_path)) == before


def test_write_leaves_nothing_of_the_time_before(lotse, region, tmp_path):
    """What was removed or withdrawn is gone; the folder is ours from then on."""
    builders.write_page(region / "docs/de/probe.md", "Probe")
    assert lotse("write", "--to", tmp_path / "seiten").exit_code == 0
    pages = set(FolderFiles(tmp_path / "seiten"))
    (region / "docs/de/probe.md").unlink()
    result = lotse("write", "--to", tmp_path / "seiten")
    left = set(FolderFiles(tmp_path / "seiten"))
    assert (result.exit_code, pages - left) == (0, {"de/probe/index.md", "en/probe/index.md"}), result.output


FILE_COMMANDS = {
    "report as markdown": ("report", "roundtable", "--to", "x.md"),
    "report as a page": ("report", "roundtable", "--to", "x.html"),
    "export": ("translations", "export", "en", "--to", "x.po"),
}


@pytest.mark.parametrize("command", FILE_COMMANDS.values(), ids=FILE_COMMANDS)
def test_command_overwrites_only_its_own_file(lotse, tmp_path, command):
    """A second time yes; after somebody wrote into it only when forced."""
    target = tmp_path / command[-1]
    words = (*command[:-1], target)
    assert [lotse(*words).exit_code for _ in range(2)] == [0, 0]
    target.write_text(target.read_text() + "Notiz\n")
    refused = lotse(*words)
    assert (refused.exit_code, "--force überschreiben" in refused.stderr) == (2, True)
    assert (target.read_text().endswith("Notiz\n"), lotse(*words, "--force").exit_code) == (True, 0)
    assert not target.read_text().endswith("Notiz\n")


def test_exported_file_is_still_a_po_file(lotse, tmp_path):
    """Its seal is a comment before the head."""
    assert lotse("translations", "export", "en", "--to", tmp_path / "x.po").exit_code == 0
    data = (tmp_path / "x.po").read_bytes()
    catalog = read_po(io.BytesIO(data))
    assert (catalog.project, is_sealed(data)) == ("Lotse", True)


def test_calendar_overwrites_only_calendars_of_ours(tmp_path, monkeypatch):
    """On the real data, which have worked examples."""
    monkeypatch.setenv("LOTSE_AS_OF", AS_OF.isoformat())
    target = tmp_path / "plan.ics"
    words = ["plan", "--project", str(builders.PROJECT), "--case", "beispiel-pflegefachkraft", "--start", "2027-10-01"]
    words += ["--ics", str(target)]
    run = CliRunner().invoke
    assert [run(main, words).exit_code for _ in range(2)] == [0, 0]
    written = target.read_bytes()
    target.write_text("BEGIN:VCALENDAR\r\nPRODID:-//example.org//DE\r\n")
    refused = run(main, words)
    assert (refused.exit_code, "--force überschreiben" in refused.stderr) == (2, True)
    assert (run(main, [*words, "--force"]).exit_code, target.read_bytes()) == (0, written)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (KeyboardInterrupt(), "Abgebrochen."),
        (PermissionError(13, "verboten", "x"), "«x» lässt sich nicht lesen oder schreiben: verboten."),
        (OSError("kaputt"), "Das lässt sich nicht lesen oder schreiben: kaputt."),
        (Refused("Nein."), "Nein."),
    ],
)
def test_command_that_gets_nowhere_ends_with_a_sentence(lotse, tmp_path, monkeypatch, error, sentence):
    """And exit code 2; never with a traceback."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(building, "write_to", fail)
    result = lotse("write", "--to", tmp_path / "x")
    assert (result.exit_code, result.stderr) == (2, f"{sentence}\n")


def test_unwritable_target_is_told_in_a_sentence(lotse, tmp_path):
    """No traceback."""
    result = lotse("report", "roundtable", "--to", tmp_path / "fehlt" / "x.md")
    assert (result.exit_code, "lässt sich nicht schreiben" in result.stderr) == (2, True)


def test_schemas_overwrite_only_schemas(lotse, region):
    """Also a spoilt one of ours, as after a merge; not somebody else's file of that name."""
    file = region / "data/schema/actors.schema.json"
    assert lotse("schema").exit_code == 0
    file.write_text("<<<<<<< HEAD\n" + file.read_text())
    assert (lotse("schema").exit_code, json.loads(file.read_text())["title"][:19]) == (0, "data/actors.yaml: O"[:19])
    shutil.rmtree(file.parent)
    file.parent.mkdir()
    file.write_text("{}")
    result = lotse("schema")
    assert (result.exit_code, file.read_text()) == (2, "{}")
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name] != sorted(schemas())
