"""`lotse build`. Builds the site beside the old one, judges it, and swaps the two when it is sound.

Whatever fails or is killed on the way, the old site stays whole; the next build clears up after a killed one.
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from lotse.judge import SiteRules, condensed, judge
from lotse.problems import Problem, as_text

TEMPORARY, OLD = ".site-build-", ".site-old-"
CHECKSUMS = "SHA256SUMS"
SHRINK_LIMIT = 0.2
"""Which part of the pages may vanish from one build to the next without anybody saying so."""


@dataclass(frozen=True, kw_only=True)
class BuildOrder:
    """What a runner is to build: the project's site, into an empty folder, as of a day."""

    project: Path
    target: Path
    as_of: date | None = None
    strict: bool = True


Runner = Callable[[BuildOrder], int]
"""Builds the site and returns an exit status; 0 means that the folder is complete."""
Gate = Callable[[Mapping[str, bytes]], Iterable[Problem]]
"""Judges the files of a finished site."""


@dataclass(frozen=True, kw_only=True)
class BuildResult:
    """How a build ended; `failure` is a German sentence, empty when the new site stands."""

    site_dir: Path
    page_count: int = 0
    problems: tuple[Problem, ...] = ()
    failure: str = ""

    @property
    def has_succeeded(self) -> bool:
        return not self.failure


class BuildError(Exception):
    """Why the new site does not take the old one's place, as a German sentence."""

    def __init__(self, sentence: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(sentence)
        self.problems = tuple(problems)


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


def say_on_stderr(sentence: str) -> None:
    """Tells the person at the terminal, apart from what other programs read."""
    print(sentence, file=sys.stderr)


def run_mkdocs(order: BuildOrder) -> int:
    """Builds with MkDocs in a process of its own; it inherits our lock, so while it lives nobody else builds.

    Never with --quiet: that hides warnings from --strict, too.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(order.target)]
    command += ["--strict"] if order.strict else []
    return subprocess.run(
        command, cwd=order.project, env=_environment(order.as_of), close_fds=False, check=False
    ).returncode


def _environment(as_of: date | None) -> dict[str, str]:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    if as_of is not None:
        midnight = datetime.combine(as_of, time(), tzinfo=UTC)
        environment["LOTSE_AS_OF"] = as_of.isoformat()
        environment.setdefault("SOURCE_DATE_EPOCH", str(int(midnight.timestamp())))
    return environment


def build_site(
    project: Path,
    site_dir: Path,
    *,
    as_of: date | None = None,
    strict: bool = True,
    allow_shrink: bool = False,
    rules: SiteRules | None = None,
    gates: Sequence[Gate] = (),
    runner: Runner = run_mkdocs,
    say: Callable[[str], None] = say_on_stderr,
) -> BuildResult:
    """Builds the project's site into `site_dir`; until it is complete and sound, the old one stays.

    `strict` makes warnings count, of MkDocs as of the gates. `allow_shrink` accepts that many pages vanish.
    """
    site_dir = site_dir.absolute()
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    all_gates: list[Gate] = [lambda files: judge(files, rules), *gates]
    try:
        with _locked(site_dir):
            _mend(site_dir)
            with _temporary_folder(site_dir) as target:
                _run(runner, BuildOrder(project=project, target=target, as_of=as_of, strict=strict))
                files = FolderFiles(target)
                warnings = _judge(files, all_gates, strict=strict)
                _compare(files.page_count, site_dir, allow_shrink=allow_shrink)
                _write_checksums(target, files)
                _make_durable(target)
                _swap(target, site_dir)
    except BuildError as refusal:
        return _report(site_dir, refusal, say)
    except OSError as error:
        return _report(site_dir, BuildError(f"Der Bau ist gescheitert: {error}."), say)
    say(f"Die Website steht in «{site_dir.name}/»: {files.page_count} Seiten.")
    return BuildResult(site_dir=site_dir, page_count=files.page_count, problems=tuple(warnings))


def _report(site_dir: Path, refusal: BuildError, say: Callable[[str], None]) -> BuildResult:
    for problem in condensed(refusal.problems):
        say(as_text(problem))
    kept = f"Die bisherige Website in «{site_dir.name}/» ist unverändert." if site_dir.exists() else ""
    say(f"{refusal} {kept}".strip())
    return BuildResult(site_dir=site_dir, problems=refusal.problems, failure=str(refusal))


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


def _run(runner: Runner, order: BuildOrder) -> None:
    status = runner(order)
    if status < 0:
        raise BuildError(f"Der Bau wurde abgebrochen (Signal {-status}).")
    if status > 0:
        raise BuildError(f"Der Bau ist gescheitert (Status {status}); die Meldungen stehen darüber.")


def _judge(files: Mapping[str, bytes], gates: Iterable[Gate], *, strict: bool) -> list[Problem]:
    """The warnings of the gates; refuses the site when a gate finds an error (strict: or a warning)."""
    if "index.html" not in files:
        raise BuildError("Der Bau hat keine Startseite hinterlassen.")
    problems = [problem for gate in gates for problem in gate(files)]
    stopping = [problem for problem in problems if strict or problem.is_error]
    if stopping:
        count = "ein Fehler" if len(stopping) == 1 else f"{len(stopping)} Fehler"
        raise BuildError(f"Die neue Website besteht die Prüfung nicht: {count}.", problems)
    return problems


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
