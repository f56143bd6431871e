"""What a build keeps for the next one: fragments, and of each page what it was made of. May be deleted at any time.

Everything kept is named by marks of what it was made of, so the next build knows exactly what still holds. A file
that is not ours, or of another program, day or region, counts as absent. Only what a build has used is kept again:
what was withdrawn is gone with the next build.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

from lotse.edition.earlier import LOOK_BACK, compared_revision, counted_in
from lotse.leaves import Leaf
from lotse.render import Fragment
from lotse.render.uses import Use
from lotse.resolve.roundtable import Trend

_PACKAGES = ("babel", "jinja2", "markdown", "markupsafe", "mkdocs-material", "phonenumbers", "pydantic")
_PROGRAM = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What a page was made of, and the checksum of what came out."""

    mark: bytes
    uses: dict[Use, bytes]
    fragments: tuple[bytes, ...]
    checksum: str
    leaf: Leaf  # what the judge and the search read on it


@dataclass
class KeptLanguage:
    """What is kept of one language: fragments by the mark of their view, pages by their file."""

    fragments: dict[bytes, Fragment] = field(default_factory=dict)
    pages: dict[str, KeptPage] = field(default_factory=dict)


class UsedFragments:
    """The fragments of earlier builds and of this one; remembers which of them this one has used."""

    def __init__(self, earlier: dict[bytes, Fragment]) -> None:
        self._earlier = earlier
        self._touched: set[bytes] = set()
        self.used: dict[bytes, Fragment] = {}

    def get(self, key: bytes) -> Fragment | None:
        """A fragment that is kept; it may be stale, which its uses tell."""
        found = self.used.get(key) or self._earlier.get(key)
        return found and self.put(key, found)

    def put(self, key: bytes, fragment: Fragment) -> Fragment:
        self._touched.add(key)
        self.used[key] = fragment
        return fragment

    def touched(self) -> tuple[bytes, ...]:
        """Which fragments were used since the last time somebody asked."""
        found, self._touched = tuple(sorted(self._touched)), set()
        return found

    def take_over(self, keys: Iterable[bytes]) -> None:
        """Counts fragments of a page that has not changed as used."""
        self.used |= {key: self._earlier[key] for key in keys if key in self._earlier and key not in self.used}


class UsedIndexes:
    """The search index of each language, by a mark of what it was made of; only those that were used are kept again."""

    def __init__(self, keeper: Keeper) -> None:
        kept = keeper.read("search")
        self._keeper = keeper
        self._earlier: dict[str, Mapping[str, bytes]] = kept if isinstance(kept, dict) else {}
        self._used: dict[str, Mapping[str, bytes]] = {}

    def get(self, key: str) -> Mapping[str, bytes] | None:
        """The index, if it is kept."""
        found = self._earlier.get(key)
        if found is not None:
            self._used[key] = found
        return found

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        self._used[key] = files

    def keep(self) -> None:
        """Lays what was used aside."""
        self._keeper.write("search", self._used)


class Keeper:
    """The folder beside the site in which a build finds what earlier ones kept, and leaves what it keeps itself."""

    def __init__(self, folder: Path | None, project: Path, today: date, head: bytes) -> None:
        self.folder, self._project, self._today, self._head = folder, project, today, head

    @classmethod
    def of(cls, project: Path, site_dir: Path, today: date, *, is_fresh: bool = False) -> Keeper:
        """The keeper of one site as of a day."""
        folder = site_dir.absolute().with_name(f".site-kept-{site_dir.name}")
        parts = _program_mark(project) + today.isoformat().encode() + (b"fresh" if is_fresh else b"")
        return cls(folder, project, today, hashlib.sha256(parts).digest())  # of one length: none begins another

    @classmethod
    def of_nothing(cls) -> Keeper:
        """A keeper that keeps nothing, for builders that have their own ways."""
        return cls(None, Path(), date.min, b"")

    def trend(self) -> Trend | None:
        """What the round table compares with; counted once for each state of the history."""
        revision = compared_revision(self._project, self._today - LOOK_BACK, self._today)
        if revision is None:
            return None
        kept = self.read("trend")
        if not (isinstance(kept, tuple) and kept[0] == revision.id):
            kept = (revision.id, counted_in(self._project, revision))
        self.write("trend", kept)
        found: Trend | None = kept[1]
        return found

    def language(self, code: str) -> KeptLanguage:
        """What is kept of a language; nothing when there is nothing that this program made for this day."""
        kept = self.read(code)
        return kept if isinstance(kept, KeptLanguage) else KeptLanguage()

    def read(self, name: str) -> object:
        """What was kept under a name, or None: absent, cut short, altered, or of another program or day."""
        with suppress(OSError):
            content = (self.folder / name).read_bytes() if self.folder else b""
            checksum, head, rest = content[:32], content[32 : 32 + len(self._head)], content[32 + len(self._head) :]
            if head == self._head and checksum == hashlib.sha256(head + rest).digest():
                return pickle.loads(rest)
        return None

    def write(self, name: str, kept: object) -> None:
        """Lays something aside, to be kept if the build succeeds."""
        if self.folder is None:
            return
        content = self._head + pickle.dumps(kept, protocol=pickle.HIGHEST_PROTOCOL)
        self.folder.mkdir(exist_ok=True)
        (self.folder / f"{name}.new").write_bytes(hashlib.sha256(content).digest() + content)

    def keep(self) -> None:
        """Keeps what was laid aside, and nothing else."""
        if self.folder is None:
            return
        fresh = {path.with_suffix(""): path for path in self.folder.glob("*.new")}
        for path in self.folder.iterdir():
            if path.suffix != ".new" and path not in fresh:
                path.unlink()
        for path, new in fresh.items():
            new.replace(path)


def _program_mark(project: Path) -> bytes:
    """A mark of everything that decides what comes out besides data and prose: program, templates, libraries."""
    digest = hashlib.sha256(sys.version.encode())
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)};".encode())
    for path in _program_files(project):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()


def _program_files(project: Path) -> Iterable[Path]:
    files = (path for path in _PROGRAM.rglob("*") if path.suffix in (".py", ".jinja", ".typ"))
    return [*sorted(files), project / "mkdocs.yml"]
