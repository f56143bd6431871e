"""From the finished folder to readers: exchange, releases, mounts, strangers, days, compressed copies, the list."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from lotse.output import (
    PAGES,
    FolderFiles,
    Refused,
    Sources,
    Workplace,
    durable,
    exchange,
    places,
    publication,
    sources_of,
    unchanged,
    workplace,
)
from lotse.output.listing import read_listing

LONG = "Ein Satz, der sich gut packen lässt. " * 60
ASSET, NEWER_ASSET = "assets/dom.0123456789.js", "assets/dom.abcdef0123.js"
FIRST = {"index.html": f"erste {LONG}", "alt/index.html": "alt", ASSET: f"// {LONG}"}
SECOND = {"index.html": f"zweite {LONG}", "neu/index.html": "neu", NEWER_ASSET: f"/// {LONG}"}


def write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def read(folder: Path) -> dict[str, str]:
    """The files without the list and the compressed copies."""
    files = FolderFiles(folder)
    return {path: files[path].decode() for path in files if path != "SHA256SUMS" and not path.endswith(".gz")}


def beside(site: Path) -> list[str]:
    """What else lies where the site lies; the lock may."""
    return sorted(path.name for path in site.parent.iterdir() if path != site and path.suffix != ".lock")


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk may be busy with the work of others; what reaches it when is no matter of these tests."""
    monkeypatch.setattr(publication, "make_durable", lambda _: None)


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    (tmp_path / "project").mkdir()
    return sources_of(tmp_path / "project")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "web" / "site"


@pytest.fixture
def publish(sources: Sources, site: Path) -> Callable[..., None]:
    """`publish(FIRST)` makes these files the site."""

    def run(files: Mapping[str, str], target: Path | None = None, **options: object) -> None:
        with workplace(target or site, sources) as place:
            write(place.folder, files)
            place.publish(**options)

    return run


# ---- the exchange


@pytest.fixture(params=["in one step", "in two steps"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to exchange two folders; the second is for systems without renameat2."""
    if request.param == "in two steps":
        monkeypatch.setattr(exchange, "_renameat2", lambda: None)
    return request.param


@pytest.mark.usefixtures("way")
def test_new_site_takes_the_place_of_the_old_one(publish, site):
    """Old pages are gone, nothing is left beside."""
    publish(FIRST)
    publish(SECOND)
    assert (read(site), beside(site)) == (SECOND | {ASSET: FIRST[ASSET]}, [])


@pytest.mark.usefixtures("way")
def test_site_that_is_not_published_leaves_no_trace(publish, sources, site):
    """Whoever leaves the block early leaves the old site."""
    publish(FIRST)
    with workplace(site, sources) as place:
        write(place.folder, SECOND)
    assert (read(site), beside(site)) == (FIRST, [])


def test_exchange_is_one_step_where_the_system_can(tmp_path):
    """At no moment is there no site; only elsewhere does it take two steps."""
    write(tmp_path, {"one/a": "1", "other/b": "2"})
    is_done = exchange.exchanged(tmp_path / "one", tmp_path / "other")
    names = [next(iter((tmp_path / name).iterdir())).name for name in ("one", "other")]
    assert names == (["b", "a"] if is_done else ["a", "b"])
    assert is_done or exchange._renameat2() is None


def test_exchange_tells_what_is_wrong(tmp_path):
    """A fault that is not a missing ability is not hidden behind the second way."""
    if exchange._renameat2() is None:
        pytest.skip("this system has no renameat2")
    with pytest.raises(FileNotFoundError):
        exchange.exchanged(tmp_path / "one", tmp_path / "other")


@pytest.mark.parametrize("code", sorted(exchange._NOT_POSSIBLE))
def test_disk_that_cannot_exchange_is_no_fault(monkeypatch, code):
    """Then two steps are taken."""

    def refuse(*_: object) -> int:
        exchange.ctypes.set_errno(code)
        return -1

    monkeypatch.setattr(exchange, "_renameat2", lambda: refuse)
    assert exchange.exchanged(Path("one"), Path("other")) is False


def test_only_one_builds_at_a_time(publish, sources, site):
    """The second is told; the first is not disturbed."""
    with workplace(site, sources) as place:
        with pytest.raises(Refused, match=r"^Es läuft schon ein Bau dieser Website; bitte dessen Ende abwarten\.$"):
            publish(SECOND)
        write(place.folder, FIRST)
        place.publish()
    assert read(site) == FIRST


# ---- releases


@pytest.fixture
def releases(site: Path) -> Path:
    """A link at the site's place, to the first of several releases, which is still to come."""
    folder = site.parent / "releases"
    folder.mkdir(parents=True)
    site.symlink_to("releases/release-0001")
    return folder


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def test_link_is_turned_to_the_new_release(publish, site, releases):
    """The old release stays as it was; the link stays relative."""
    publish(FIRST)
    publish(SECOND)
    assert (str(site.readlink()), names_in(releases)) == ("releases/release-0002", ["release-0001", "release-0002"])
    assert (read(releases / "release-0001"), read(site)) == (FIRST, SECOND | {ASSET: FIRST[ASSET]})
    assert beside(site) == ["releases"]


def test_absolute_link_stays_absolute(publish, site, releases):
    """As somebody set it."""
    site.unlink()
    site.symlink_to(releases / "release-0001")
    publish(FIRST)
    publish(SECOND)
    assert str(site.readlink()) == str((releases / "release-0002").resolve())


@pytest.mark.usefixtures("site")
def test_three_old_releases_stay(publish, site, releases):
    """To be able to go back."""
    for number in range(6):
        publish({"index.html": str(number), "404.html": ""})
    assert (names_in(releases), (site / "index.html").read_text()) == (
        ["release-0003", "release-0004", "release-0005", "release-0006"],
        "5",
    )


def test_no_old_release_stays_when_asked(publish, releases):
    """After a withdrawal nothing of it may lie on the disk."""
    for number in range(3):
        publish({"index.html": str(number)})
    publish({"index.html": "ohne"}, kept_releases=0)
    assert names_in(releases) == ["release-0004"]


def test_folders_of_others_among_the_releases_stay(publish, releases):
    """Only what builds made is removed."""
    write(releases, {"von-hand/x": "1", "release-0000/x": "2"})
    publish(FIRST)
    publish(SECOND, kept_releases=0)
    assert names_in(releases) == ["release-0000", "release-0002", "von-hand"]


def test_link_of_a_killed_build_is_cleared_away(publish, site, releases):
    """It never led anybody anywhere."""
    write(releases, {".site-build-site-0123abcd/x": ""})
    site.with_name(".site-link-site-0123abcd").symlink_to("releases")
    publish(FIRST)
    assert (beside(site), names_in(releases)) == (["releases"], ["release-0001"])


def test_release_of_a_build_killed_before_the_link_is_turned_does_no_harm(publish, site, releases, monkeypatch):
    """Readers stay with the one before; the next build comes after it, and it is cleared away with the older ones."""
    publish(FIRST)
    with monkeypatch.context() as broken:
        broken.setattr(publication, "turn", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(SECOND)
    assert (read(site), names_in(releases)) == (FIRST, ["release-0001", "release-0002"])
    publish(SECOND, kept_releases=0)
    assert (names_in(releases), str(site.readlink())) == (["release-0003"], "releases/release-0003")


def test_link_elsewhere_stays_and_its_folder_is_exchanged(publish, site, tmp_path):
    """A folder on another disk that a web server knows by its own name."""
    real = tmp_path / "other" / "disk"
    write(real, {})
    real.mkdir(parents=True)
    site.parent.mkdir()
    site.symlink_to(real)
    publish(FIRST)
    publish(SECOND)
    assert (str(site.readlink()), read(real)) == (str(real), SECOND | {ASSET: FIRST[ASSET]})
    assert (beside(site), beside(real)) == ([], [])


def test_links_in_a_circle_are_refused(publish, site):
    """A sentence instead of an endless search."""
    site.parent.mkdir()
    site.symlink_to("site")
    with pytest.raises(Refused, match="im Kreis"):
        publish(FIRST)


# ---- mounts


@pytest.fixture(params=["known", "found out"])
def mounted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, site: Path) -> Path:
    """A site folder that can't be renamed, as a volume of a container is; known by the system's table or not."""
    site.mkdir(parents=True)
    if request.param == "known":
        monkeypatch.setattr(places, "is_mount_point", lambda folder: folder == site)
    rename, swap = Path.rename, exchange.exchanged

    def busy(*folders: Path) -> None:
        if site in folders:
            raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr(Path, "rename", lambda path, goal: (busy(path, goal), rename(path, goal))[1])
    monkeypatch.setattr(exchange, "exchanged", lambda one, other: (busy(one, other), swap(one, other))[1])
    return site


def test_mounted_folder_is_filled_in_place(publish, mounted):
    """The folder stays the same one, holds the new site, and nothing else is left."""
    before = mounted.stat().st_ino
    publish(FIRST)
    publish(SECOND)
    assert (read(mounted), mounted.stat().st_ino) == (SECOND | {ASSET: FIRST[ASSET]}, before)
    assert [path for path in mounted.glob(".site*") if path.suffix != ".lock"] == []
    assert (beside(mounted), (mounted / "alt").exists()) == ([], False)


@pytest.mark.usefixtures("mounted")
def test_mounted_folder_changes_in_an_order_that_readers_bear(publish, monkeypatch):
    """What a page names is there before the page, and goes after it."""
    publish(FIRST | {"pagefind/entry.json": "1", "weg.txt": ""})
    moved: list[str] = []
    move, remove = exchange._move, exchange.remove_files

    def note_move(source: Path, goal: Path, top: Path) -> None:
        moved.append(goal.relative_to(top).as_posix())
        move(source, goal, top)

    def note_removal(folder: Path, paths: list[str]) -> None:
        moved.extend(f"- {path}" for path in paths)
        remove(folder, paths)

    monkeypatch.setattr(exchange, "_move", note_move)
    monkeypatch.setattr(publication, "remove_files", note_removal)
    publish(SECOND | {"pagefind/entry.json": "2"})
    assert moved == [
        NEWER_ASSET, f"{NEWER_ASSET}.gz", "neu/index.html", "pagefind/entry.json", "index.html", "index.html.gz",
        "- alt/index.html", "- weg.txt",
    ]  # fmt: skip


def test_build_killed_while_it_fills_a_mount_is_made_good(publish, mounted, monkeypatch):
    """What it had written already is not taken for somebody else's."""
    publish(FIRST)
    with monkeypatch.context() as broken:
        broken.setattr(publication, "remove_files", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(SECOND)
    publish({"index.html": "dritte"})
    kept = {NEWER_ASSET, ASSET}
    assert {path: text for path, text in read(mounted).items() if path not in kept} == {"index.html": "dritte"}


def test_unchanged_file_in_a_mount_is_not_touched(publish, mounted):
    """Not even replaced by the same."""
    publish(FIRST)
    before = (mounted / "index.html").stat()
    publish(SECOND | {"index.html": FIRST["index.html"]})
    after = (mounted / "index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_folder_and_file_of_one_name_take_turns_in_a_mount(publish, mounted):
    """A page may become a file, and a file a page."""
    publish({"a/index.html": "1", "b": "2"})
    publish({"a": "3", "b/index.html": "4"})
    assert read(mounted) == {"a": "3", "b/index.html": "4"}


def test_files_come_from_another_disk_in_one_step_too(tmp_path, monkeypatch):
    """They are copied beside their place first."""
    write(tmp_path, {"new/x": "neu", "old/x": "alt"})
    replace = Path.replace

    def across(path: Path, goal: Path) -> Path:
        if path.parent.name == "new":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return replace(path, goal)

    monkeypatch.setattr(Path, "replace", across)
    exchange.move_in(tmp_path / "new", tmp_path / "old", ["x"])
    assert read(tmp_path / "old") == {"x": "neu"}
    assert [path.name for path in (tmp_path / "old").iterdir()] == ["x"]


def test_table_of_mounts_is_read(tmp_path):
    """Blanks in paths stand there as digits; a plain folder is none."""
    table = tmp_path / "mountinfo"
    place = tmp_path / "mit leer"
    place.mkdir()
    escaped = str(place).replace(" ", "\\040")
    table.write_text(f"36 35 0:31 /x {escaped} rw,noatime - ext4 /dev/vda rw\nkaputt\n")
    assert (places.is_mount_point(place, table), places.is_mount_point(tmp_path, table)) == (True, False)
    assert places.is_mount_point(tmp_path, tmp_path / "none") is False


IN_A_MOUNT = """
import subprocess
from pathlib import Path
from lotse.output import sources_of, workplace
done = subprocess.run(["mount", "--bind", "site", "site"])
print("mounted" if done.returncode == 0 else "refused", flush=True)
for text in ("1", "2"):
    with workplace(Path("site"), sources_of(Path("project"))) as place:
        (place.folder / "index.html").write_text(text)
        (place.folder / f"{text}.txt").write_text(text)
        place.publish()
"""


def test_real_mount_is_filled(tmp_path):
    """A folder mounted over itself, on a system where somebody without rights may do that."""
    if shutil.which("unshare") is None:
        pytest.skip("no unshare here")
    write(tmp_path, {"site/CNAME": "", "project/x": ""})
    (tmp_path / "site/CNAME").unlink()
    before = (tmp_path / "site").stat().st_ino
    command = ["unshare", "--user", "--map-root-user", "--mount", sys.executable, "-c", IN_A_MOUNT]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    if done.stdout != "mounted\n":
        pytest.skip("nobody may mount here")
    assert (done.returncode, done.stderr) == (0, "")
    assert (read(tmp_path / "site"), (tmp_path / "site").stat().st_ino) == ({"index.html": "2", "2.txt": "2"}, before)


# ---- the disk


@pytest.mark.parametrize("at_once", [True, False])
def test_all_of_a_folder_is_brought_to_the_disk(tmp_path, monkeypatch, at_once):
    """At once where the system can, else file by file, folders too; dead links are no fault."""
    write(tmp_path, {"a/b": "1"})
    (tmp_path / "dead").symlink_to("nowhere")
    synced: list[str] = []
    if not at_once:
        monkeypatch.setattr(durable, "_synced_at_once", lambda _: False)
        monkeypatch.setattr(durable, "sync", lambda path: synced.append(path.relative_to(tmp_path).as_posix()))
    durable.make_durable(tmp_path)
    assert sorted(synced) == ([] if at_once else [".", "a", "a/b"])


# ---- strangers


def test_files_of_others_stay(publish, site):
    """With their days, links as links; the list does not name them, so that they stay every time."""
    publish(FIRST)
    write(site, {"CNAME": "example.org", ".well-known/acme/x": "1"})
    (site / "link").symlink_to("CNAME")
    os.utime(site / "CNAME", (1_000_000, 1_000_000))
    for files in (SECOND, FIRST):
        publish(files)
        assert {"CNAME", ".well-known/acme/x", "link"} <= read(site).keys()
        assert (str((site / "link").readlink()), (site / "CNAME").stat().st_mtime) == ("CNAME", 1_000_000)
    assert "CNAME" not in read_listing(site).sums


def test_files_of_others_stay_in_a_mount(publish, mounted):
    """They are not touched at all."""
    publish(FIRST)
    write(mounted, {"CNAME": "example.org", "alt/notiz": "x"})
    publish(SECOND)
    assert {"CNAME": "example.org", "alt/notiz": "x"}.items() <= read(mounted).items()


@pytest.mark.parametrize(
    ("foreign", "new"),
    [("robots.txt", "robots.txt"), ("neu", "neu/index.html"), ("karte/x", "karte")],
    ids=["the same name", "a folder in its place", "a file in place of its folder"],
)
def test_stranger_in_the_way_is_told(publish, site, foreign, new):
    """Neither is lost; the old site stays."""
    publish(FIRST)
    write(site, {foreign: "fremd"})
    with pytest.raises(Refused) as refusal:
        publish({"index.html": "", new: "neu"})
    assert str(refusal.value) == (
        f"«{foreign}» liegt in der alten Website, ohne dass ein Bau es geschrieben hat, und die neue hat an dieser "
        "Stelle etwas anderes. Bitte die alte Datei fortnehmen oder umbenennen."
    )
    assert (read(site), beside(site)) == (FIRST | {foreign: "fremd"}, [])


def test_stranger_that_becomes_ours_is_taken_over(publish, site):
    """Whoever moves the same file from the site into its source is not stopped."""
    publish(FIRST)
    write(site, {"robots.txt": "gleich"})
    publish(FIRST | {"robots.txt": "gleich"})
    assert "robots.txt" in read_listing(site).sums


# ---- assets of the site before


def test_asset_of_the_site_before_stays_for_one_more_build(publish, site):
    """A page that was loaded a moment ago still finds it; two builds later nobody does."""
    publish(FIRST)
    publish(SECOND)
    assert (read_listing(site).kept, (site / f"{ASSET}.gz").exists()) == ({ASSET, f"{ASSET}.gz"}, True)
    publish(SECOND)
    assert (read_listing(site).kept, (site / ASSET).exists()) == (frozenset(), False)


def test_nothing_else_of_the_site_before_stays(publish, site):
    """Least of all a piece of the search index, in which a name may stand."""
    publish(FIRST | {"pagefind/fragment/de_0123456.pf_fragment": "Name", "assets/plain.js": "x"})
    publish(SECOND)
    assert read_listing(site).kept == {ASSET, f"{ASSET}.gz"}
    assert not (site / "pagefind").exists()


# ---- days


def days(site: Path) -> dict[str, int]:
    return {path: (site / path).stat().st_mtime_ns for path in FolderFiles(site)}


def set_days(site: Path, moment: int) -> None:
    for path in FolderFiles(site):
        os.utime(site / path, (moment, moment))


@pytest.mark.parametrize("can_link", [True, False], ids=["second names", "copies"])
def test_unchanged_files_keep_their_days(publish, site, monkeypatch, can_link):
    """So that browsers and servers need not load them again; their compressed copies too."""
    publish(FIRST)
    set_days(site, 1_000_000)
    if not can_link:
        monkeypatch.setattr(unchanged.os, "link", lambda *_: (_ for _ in ()).throw(OSError("no")))
    publish(FIRST | {"alt/index.html": "anders"})
    old = {path for path, moment in days(site).items() if moment == 1_000_000 * 10**9}
    assert old == {"index.html", "index.html.gz", ASSET, f"{ASSET}.gz"}


def test_whole_site_unchanged_keeps_all_days(publish, site):
    """The list too."""
    publish(FIRST)
    set_days(site, 1_000_000)
    before = days(site)
    publish(FIRST)
    assert days(site) == before


def test_changed_file_is_younger_by_a_second(publish, site):
    """Servers tell versions by the second, whatever the clock says."""
    publish(FIRST)
    set_days(site, 4_000_000_000)
    publish(FIRST | {"alt/index.html": "neu"})
    assert days(site)["alt/index.html"] == 4_000_000_001 * 10**9


def test_other_rights_are_not_shared(publish, site):
    """A file that somebody closed for others does not close the new one; its day stays."""
    publish(FIRST)
    set_days(site, 1_000_000)
    (site / "index.html").chmod(0o600)
    publish(FIRST)
    now = (site / "index.html").stat()
    assert (now.st_mode & 0o777 != 0o600, now.st_mtime) == (True, 1_000_000)


# ---- compressed copies


def test_text_files_get_compressed_copies(publish, site):
    """Not those that fit in a packet, and not what is packed already."""
    publish(FIRST | {"bild.png": LONG, "daten.json": LONG})
    packed = sorted(path for path in FolderFiles(site) if path.endswith(".gz"))
    assert packed == [f"{ASSET}.gz", "daten.json.gz", "index.html.gz"]
    assert gzip.decompress((site / "index.html.gz").read_bytes()).decode() == FIRST["index.html"]
    assert (site / "index.html.gz").read_bytes()[4:8] == b"\0\0\0\0"  # RFC 1952: MTIME


def test_compressed_copies_are_an_option(publish, site):
    """A server that compresses by itself needs none."""
    publish(FIRST, is_compressed=False)
    assert [path for path in FolderFiles(site) if path.endswith(".gz")] == []


def test_unchanged_files_are_not_compressed_again(publish, monkeypatch):
    """Only what changed."""
    publish(FIRST)
    calls: list[bytes] = []
    compress = publication.compress.__globals__["zlib"].compress
    monkeypatch.setattr("zlib.compress", lambda data, *a, **o: (calls.append(data), compress(data, *a, **o))[1])
    publish(FIRST | {"index.html": SECOND["index.html"]})
    assert calls == [SECOND["index.html"].encode()]


def test_spoilt_compressed_copy_is_made_anew(publish, site):
    """A copy that is not as it was written is not taken over."""
    publish(FIRST)
    (site / "index.html.gz").write_bytes(b"kaputt")
    publish(FIRST)
    assert gzip.decompress((site / "index.html.gz").read_bytes()).decode() == FIRST["index.html"]


# ---- the list


def test_list_names_every_file(publish, site):
    """Compressed copies and kept assets too; `sha256sum --check` accepts it."""
    publish(FIRST)
    publish(SECOND)
    sums = {
        path: hashlib.sha256(data).hexdigest() for path, data in FolderFiles(site).items() if path != "SHA256SUMS"
    }
    assert read_listing(site).sums == sums
    if shutil.which("sha256sum"):
        command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
        assert subprocess.run(command, cwd=site, check=False).returncode == 0


@pytest.mark.parametrize("text", ["", "\xff", "# lots: website\n", f"{'0' * 64}  index.html\n", "index.html\n"])
def test_list_of_others_is_no_mark(tmp_path, text):
    """Downloads bear a file of this name as well."""
    (tmp_path / "SHA256SUMS").write_bytes(text.encode("latin-1"))
    assert read_listing(tmp_path) is None


def test_list_without_a_head_is_known_by_the_pages_of_a_website(tmp_path):
    """As builds wrote it before there was a head."""
    (tmp_path / "SHA256SUMS").write_text("".join(f"{'0' * 64}  {path}\n" for path in ("404.html", "index.html")))
    assert read_listing(tmp_path).sums.keys() == {"index.html", "404.html"}


def test_website_is_not_replaced_by_pages_for_a_builder(publish, sources, site):
    """Ours is not enough: it must be the same kind."""
    publish(FIRST)
    with (
        pytest.raises(Refused, match=r"^In «.*site» liegt eine Website\. Bitte einen anderen Ordner nennen\.$"),
        workplace(site, sources, kind=PAGES),
    ):
        pytest.fail("the block is never entered")


def test_present_site_is_known_to_the_one_who_builds(publish, sources, site):
    """So that unchanged pages can be taken from there; at first there is none."""
    with workplace(site, sources) as place:
        assert (isinstance(place, Workplace), place.old) == (True, None)
    publish(FIRST)
    with workplace(site, sources) as place:
        assert place.old == site
