"""The room in which a new site is made beside the old one, and from which it takes the old one's place.

Whatever fails, is interrupted or killed: the old site stays whole, and what is left is cleared away, at the latest
by the next build.
"""

from __future__ import annotations

import fcntl
import glob
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from lotse.output.compression import compress
from lotse.output.durable import make_durable, sync
from lotse.output.exchange import COPY, NOT_RENAMED, move_in, remove_files, swap, turn
from lotse.output.files import OWN, paths_in, write_file
from lotse.output.foreign import carry_over, foreign_paths, refuse_collisions
from lotse.output.guard import Sources, guard_folder
from lotse.output.listing import NAME, WEBSITE, Listing, listing_text, make_listing, read_listing, united
from lotse.output.places import Place, next_release, place_of, releases_in
from lotse.output.refusal import Refused
from lotse.output.signals import interruptible, uninterrupted
from lotse.output.unchanged import keep_times, unchanged
from lotse.policy import is_hashed_asset

BUILD, OLD = f"{OWN}build-", f"{OWN}old-"
KEPT_RELEASES = 3
"""How many releases before the present one stay on the disk."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """An empty `folder` for the new site, beside the one that stands in `place.folder`."""

    place: Place
    folder: Path
    kind: str

    @property
    def old(self) -> Path | None:
        """The folder of the present site, if there is one."""
        return self.place.folder if self.place.folder.is_dir() else None

    def publish(self, *, is_compressed: bool = True, kept_releases: int = KEPT_RELEASES) -> None:
        """Finishes the folder and lets it take the place of the old one.

        Text files get compressed copies (unless told otherwise), unchanged ones keep their days, assets that
        pages of the old site still name stay for one more build, foreign files stay, all is listed and on disk;
        then comes the exchange. Of older releases `kept_releases` stay; after a withdrawal that should be 0.
        Raises `Refused` with the old site as it was.
        """
        before = read_listing(self.old) if self.old else None
        foreign = foreign_paths(self.place.folder, before)
        paths = paths_in(self.folder)
        refuse_collisions(foreign, self.place.folder, self.folder, [*paths, NAME])
        listing = self._finished(paths, before, is_compressed)
        if self.old and not self.place.is_mount:
            carry_over(foreign, self.old, self.folder)
        make_durable(self.folder)
        with uninterrupted():
            self._exchange(before, listing, kept_releases)

    def _finished(self, paths: list[str], before: Listing | None, is_compressed: bool) -> Listing:
        """Adds all that follows from the files themselves, and the list of all."""
        same = unchanged(paths, self.folder, self.old)
        sums = before.sums if before else {}
        packed = compress(paths, same, self.folder, self.old, sums) if is_compressed else []
        same |= unchanged(packed, self.folder, self.old)
        kept = self._lasting(before, {*paths, *packed}) if before and self.old else []
        if self.old:
            carry_over(kept, self.old, self.folder)
            keep_times([*paths, *packed], same, self.folder, self.old)
        listing = make_listing(self.folder, [*paths, *packed], kind=self.kind, kept=kept)
        (self.folder / NAME).write_text(listing_text(listing), encoding="utf-8")
        if self.old:
            keep_times([NAME], unchanged([NAME], self.folder, self.old), self.folder, self.old)
        return listing

    def _lasting(self, before: Listing, present: set[str]) -> list[str]:
        """The assets of the old site that a page loaded a moment ago may still ask for."""
        candidates = sorted(before.sums.keys() - before.kept - present)
        return [path for path in candidates if is_hashed_asset(path) and self.old and (self.old / path).is_file()]

    def _exchange(self, before: Listing | None, listing: Listing, kept_releases: int) -> None:
        if self.place.link:
            release = next_release(self.place.room)
            self.folder.rename(release)
            turn(self.place.link, release)
            sync(self.place.link.parent)
            _remove_releases(release, kept_releases)
        elif self.place.is_mount:
            self._move_in(before, listing)
        else:
            self._swap(before, listing)

    def _swap(self, before: Listing | None, listing: Listing) -> None:
        aside = self.folder.with_name(self.folder.name.replace(BUILD, OLD, 1))
        try:
            old = swap(self.folder, self.place.folder, aside)
        except OSError as error:
            if error.errno not in NOT_RENAMED:
                raise
            self._move_in(before, listing)
            return
        sync(self.place.room)
        if old:
            _remove(old)

    def _move_in(self, before: Listing | None, listing: Listing) -> None:
        """File by file; as long as that lasts the list names what either site has, so that nothing seems foreign."""
        goal = self.place.folder
        write_file(goal / NAME, listing_text(united(before, listing) if before else listing))
        move_in(self.folder, goal, listing.sums)
        remove_files(goal, sorted((before.sums.keys() if before else set()) - listing.sums.keys()))
        write_file(goal / NAME, listing_text(listing))
        make_durable(goal)


@contextmanager
def workplace(target: Path, sources: Sources, *, kind: str = WEBSITE) -> Iterator[Workplace]:
    """Locks the site at `target`, clears up after killed builds, and gives an empty folder beside it.

    The folder is gone afterwards, unless `publish` made it the site. SIGTERM and SIGHUP leave the block as Ctrl-C
    does. Raises `Refused` if the target may not be replaced or somebody else is building it.
    """
    place = place_of(target)
    guard_folder(target, sources, kind=kind)
    place.room.mkdir(parents=True, exist_ok=True)
    with interruptible(), _locked(place):
        mend(place)
        folder = place.room / f"{BUILD}{place.name}-{secrets.token_hex(4)}"
        folder.mkdir(mode=0o700 if place.is_mount else 0o777)  # within a mount nobody may look in yet
        try:
            yield Workplace(place, folder, kind)
        finally:
            with uninterrupted():
                _remove(folder)


@contextmanager
def _locked(place: Place) -> Iterator[None]:
    """Keeps other builds of the same site away. The system frees the lock when its last holder dies."""
    with place.lock.open("w") as lock:
        os.set_inheritable(lock.fileno(), True)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("Es läuft schon ein Bau dieser Website; bitte dessen Ende abwarten.") from None
        yield


def mend(place: Place) -> None:
    """Puts back an old site that a killed exchange left aside, and removes what killed builds left."""
    name = f"{glob.escape(place.name)}-{'[0-9a-f]' * 8}"
    aside = sorted(place.room.glob(f"{OLD}{name}"), key=lambda path: path.stat().st_mtime)
    if aside and not place.folder.exists():
        aside.pop().rename(place.folder)
    links = place.link.parent.glob(f"{OWN}link-{name}") if place.link else ()
    for leftover in (*aside, *place.room.glob(f"{BUILD}{name}"), *links, place.folder / COPY):
        _remove(leftover)


def _remove_releases(present: Path, count: int) -> None:
    """Removes the older of our releases but the last `count`."""
    older = [path for path in releases_in(present.parent) if path != present and read_listing(path)]
    for path in older[: max(0, len(older) - count)]:
        _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
