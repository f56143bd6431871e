"""What went wrong, where, and how to mend it. Every rule of Lotse speaks through `Problem`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Problem:
    """One fault in data or prose, with its place.

    `message` is a German sentence for the editor, `code` is `noun-fault` in English (it names the
    paragraph of the editors' handbook), `hint` says what to do, `record` is the record's name.
    """

    file: str
    line: int = 1  # counted from 1
    column: int = 1  # counted from 1, in characters
    code: str
    message: str
    hint: str = ""
    record: str = ""  # name of the record as people know it, e.g. "IHK Aachen"
    severity: Severity = field(default="error")

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without repetitions, by file, line, column and code."""
    return sorted(set(problems))


def as_text(problem: Problem) -> str:
    """`file:line:column: code: sentence hint` on one line, as compilers do."""
    record = f" [{problem.record}]" if problem.record else ""
    mark = "" if problem.is_error else "Warnung: "
    hint = f" {problem.hint}" if problem.hint else ""
    return (
        f"{problem.file}:{problem.line}:{problem.column}: {problem.code}:{record} "
        f"{mark}{problem.message}{hint}"
    )


def as_github(problem: Problem) -> str:
    """A workflow command that puts the problem at its line of the pull request."""
    text = f"{problem.message} {problem.hint}".strip()
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(char, code)
    return (
        f"::{problem.severity} file={problem.file},line={problem.line},"
        f"col={problem.column},title={problem.code}::{text}"
    )


def as_record(problem: Problem) -> dict[str, object]:
    """The problem as plain values for JSON."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "code": problem.code,
        "record": problem.record,
        "message": problem.message,
        "hint": problem.hint,
    }


def as_sarif(problems: Iterable[Problem]) -> str:
    """All problems as a SARIF 2.1.0 log (OASIS), for code scanning services."""
    problems = list(problems)
    results = [
        {
            "ruleId": p.code,
            "level": p.severity,
            "message": {"text": f"{p.message} {p.hint}".strip()},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": p.file},
                        "region": {"startLine": p.line, "startColumn": p.column},
                    }
                }
            ],
        }
        for p in problems
    ]
    rules = [{"id": code} for code in sorted({p.code for p in problems})]
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "lotse", "rules": rules}}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)
