"""`lotse build`. Builds the site beside the old one, judges it, and swaps the two when it is sound.

Whatever fails or is killed on the way, the old site stays whole (see `lotse.output`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from lotse.output import (
    KEPT_RELEASES,
    FolderFiles,
    Refused,
    Workplace,
    copy_public_files,
    public_problems,
    run_child,
    sources_of,
    workplace,
)  # fmt: skip
from lotse.problems import Problem, as_text
from lotse.site_checks import SiteRules, check_site, condensed

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
    """How a build ended; `failure` is a German sentence, empty when the new site stands.

    `is_refused` says that the target may not be replaced, or that another build is replacing it.
    """

    site_dir: Path
    is_refused: bool = False
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


def say_on_stderr(sentence: str) -> None:
    """Tells the person at the terminal, apart from what other programs read."""
    print(sentence, file=sys.stderr)


def run_mkdocs(order: BuildOrder) -> int:
    """Builds with MkDocs in a process of its own; it inherits our lock, so while it lives nobody else builds.

    Never with --quiet: that hides warnings from --strict, too.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(order.target)]
    command += ["--strict"] if order.strict else []
    return run_child(command, cwd=order.project, env=_environment(order.as_of), close_fds=False).returncode


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
    private: Path | None = None,
    is_compressed: bool = True,
    kept_releases: int = KEPT_RELEASES,
) -> BuildResult:
    """Builds the project's site into `site_dir`; until it is complete and sound, the old one stays.

    `strict` makes warnings count, of MkDocs as of the gates. `allow_shrink` accepts that many pages vanish.
    `private` is a folder of sources outside the project; for the last two see `Workplace.publish`.
    """
    all_gates: list[Gate] = [lambda files: check_site(files, rules), *gates]
    try:
        with workplace(site_dir, sources_of(project, private)) as place:
            _run(runner, BuildOrder(project=project, target=place.folder, as_of=as_of, strict=strict))
            left_out = _add_public_files(project, place, say)
            files = FolderFiles(place.folder)
            problems = [*left_out, *_judge(files, all_gates, strict=strict)]
            _compare(files.page_count, place, allow_shrink=allow_shrink)
            place.publish(is_compressed=is_compressed, kept_releases=kept_releases)
    except Refused as refusal:
        return _report(site_dir, BuildError(str(refusal)), say, is_refused=True)
    except BuildError as failure:
        return _report(site_dir, failure, say)
    except OSError as error:
        return _report(site_dir, BuildError(f"Der Bau ist gescheitert: {error}."), say)
    say(f"Die Website steht in «{site_dir.name}/»: {files.page_count} Seiten.")
    return BuildResult(site_dir=site_dir, page_count=files.page_count, problems=tuple(problems))


def _report(
    site_dir: Path, failure: BuildError, say: Callable[[str], None], *, is_refused: bool = False
) -> BuildResult:
    for problem in condensed(failure.problems):
        say(as_text(problem))
    is_kept = site_dir.exists() and not is_refused
    kept = f"Die bisherige Website in «{site_dir.name}/» ist unverändert." if is_kept else ""
    say(f"{failure} {kept}".strip())
    return BuildResult(
        site_dir=site_dir, is_refused=is_refused, problems=failure.problems, failure=str(failure)
    )


def _add_public_files(project: Path, place: Workplace, say: Callable[[str], None]) -> list[Problem]:
    """Copies what lies in public/; the site is published without what may not be copied."""
    copy_public_files(project, place.folder)
    problems = list(public_problems(project))
    for problem in problems:
        say(as_text(problem))
    return problems


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


def _compare(page_count: int, place: Workplace, *, allow_shrink: bool) -> None:
    before = FolderFiles(place.old).page_count if place.old else 0
    if not allow_shrink and page_count < before * (1 - SHRINK_LIMIT):
        raise BuildError(
            f"Die neue Website hätte nur noch {page_count} statt {before} Seiten. "
            "Ist das gewollt, bitte mit --allow-shrink bauen."
        )
