"""How a build ended."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lotse.problems import Problem


@dataclass(frozen=True)
class BuildResult:
    """How a build ended; `failure` is a German sentence, empty when the new site stands."""

    site_dir: Path
    page_count: int = 0
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    is_refused: bool = False  # the target may not be replaced, or another build is replacing it

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
