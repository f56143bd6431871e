"""Where a finished folder comes from and goes: made beside the site, swapped with it in one go."""

from __future__ import annotations

import fcntl
import glob
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from lotse.build.result import BuildError

TEMPORARY, OLD = ".site-build-", ".site-old-"
CHECKSUMS = "SHA256SUMS"
SHRINK_LIMIT = 0.2
"""Which part of the pages may vanish from one build to the next without anybody saying so."""


@contextmanager
def finished_folder(site_dir: Path) -> Iterator[Path]:
    """A new folder beside the site for one builder at a time; gone afterwards unless it became the site.

    Raises BuildError when another build is running, or when the system refuses something on the way.
    """
    site_dir = site_dir.absolute()
    try:
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        with _locked(site_dir):
            _mend(site_dir)
            with _temporary_folder(site_dir) as folder:
                yield folder
    except OSError as error:
        raise BuildError(f"Der Bau ist gescheitert: {error}.") from error


def compared(folder: Path, site_dir: Path, *, allow_shrink: bool) -> None:
    """Raises BuildError when much of the site would vanish and nobody said that this is wanted."""
    _compare(FolderFiles(folder).page_count, site_dir.absolute(), allow_shrink=allow_shrink)


def swapped(folder: Path, site_dir: Path) -> None:
    """Puts the finished folder in the place of the site, with a list of checksums."""
    _write_checksums(folder, FolderFiles(folder))
    _make_durable(folder)
    _swap(folder, site_dir.absolute())


class FolderFiles(Mapping[str, bytes]):
    """The files of a folder by their path from it, read when asked for."""

    def __init__(self, folder: Path) -> None:
        found = ((file.relative_to(folder).as_posix(), file) for file in folder.rglob("*") if file.is_file())
        self._files = dict(sorted(found))

    def __getitem__(self, path: str) -> bytes:
        return self._files[path].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    @property
    def page_count(self) -> int:
        return sum(path.endswith(".html") for path in self._files)


@contextmanager
def _locked(site_dir: Path) -> Iterator[None]:
    """Keeps other builds of the same site away. The system frees the lock when its last holder dies."""
    with (site_dir.parent / f".{site_dir.name}-build.lock").open("w") as lock:
        os.set_inheritable(lock.fileno(), True)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildError("Es läuft schon ein Bau dieser Website; bitte dessen Ende abwarten.") from None
        yield


def _mend(site_dir: Path) -> None:
    """Puts back an old site that a killed swap left aside, and removes what killed builds left."""
    name = f"{glob.escape(site_dir.name)}-{'[0-9a-f]' * 8}"
    aside = sorted(site_dir.parent.glob(f"{OLD}{name}"), key=lambda path: path.stat().st_mtime)
    if aside and not site_dir.exists():
        aside.pop().rename(site_dir)
    for leftover in (*aside, *site_dir.parent.glob(f"{TEMPORARY}{name}")):
        shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def _temporary_folder(site_dir: Path) -> Iterator[Path]:
    """A new folder beside the site, on the same file system; gone afterwards unless it became the site."""
    folder = site_dir.with_name(f"{TEMPORARY}{site_dir.name}-{secrets.token_hex(4)}")
    folder.mkdir()  # mkdtemp would make it for us alone, and no web server could read the site
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _compare(page_count: int, site_dir: Path, *, allow_shrink: bool) -> None:
    before = FolderFiles(site_dir).page_count if site_dir.exists() else 0
    if not allow_shrink and page_count < before * (1 - SHRINK_LIMIT):
        raise BuildError(
            f"Die neue Website hätte nur noch {page_count} statt {before} Seiten. "
            "Ist das gewollt, bitte mit --allow-shrink bauen."
        )


def _write_checksums(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes a list that `sha256sum --check` reads."""
    lines = [f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in files if path != CHECKSUMS]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def _make_durable(folder: Path) -> None:
    """Returns when the folder's files are on the disk, so that a power cut cannot leave empty ones."""
    for path in (*folder.rglob("*"), folder):
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(new: Path, site_dir: Path) -> None:
    """Two renames; if the second fails the first is undone, if we are killed between, `_mend` undoes it."""
    aside = site_dir.with_name(new.name.replace(TEMPORARY, OLD, 1))
    with suppress(FileNotFoundError):
        site_dir.rename(aside)
    try:
        new.rename(site_dir)
    except BaseException:
        with suppress(FileNotFoundError):
            aside.rename(site_dir)
        raise
    _sync(site_dir.parent)
    shutil.rmtree(aside, ignore_errors=True)
