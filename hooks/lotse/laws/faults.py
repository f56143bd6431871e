"""What can go wrong with a copy of a law, as a problem that names the file or address."""

from __future__ import annotations

from lotse.problems import Problem


class LawFault(Exception):
    """A file or an address that gives no law; carries the problem to tell."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def not_readable(place: str, why: str, code: str = "law-unreadable") -> Problem:
    """A problem of a copy: nothing of it is taken over."""
    return Problem(
        file=place, code=code, message=why,
        hint="Holen Sie die Kopie neu. An den Fingerabdrücken dieses Gesetzes ändert sich nichts.",
    )
