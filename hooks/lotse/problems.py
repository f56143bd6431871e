"""What went wrong, where, and how to mend it. Every rule of Lotse speaks through `Problem`."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

Severity = Literal["error", "warning"]
PRIVATE_FILE = "contacts.yaml"
"""The file of the private folder; problems name it without the folder. No value of it is ever told."""
JOINERS = "\u200c\u200d"  # ZWNJ, ZWJ: belong to the spelling of some languages


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Problem:
    """One fault in data or prose, with its place.

    `message` is a German sentence for the editor, `code` is `noun-fault` in English (it names the
    paragraph of the editors' handbook), `hint` says what to do, `record` is the record's name.
    Whatever a problem of the private folder is told, it keeps its place and code only, so that no log
    and no format can show a value of it.
    """

    file: str
    line: int = 1  # counted from 1
    column: int = 1  # counted from 1, in characters
    code: str
    message: str
    hint: str = ""
    record: str = ""  # name of the record as people know it, e.g. "Musterkammer"
    severity: Severity = field(default="error")
    stops_build: bool = True  # False for an error that a smaller publication already answers: a withdrawal
    cause: str = ""  # problems with the same cause in other places are symptoms of one fault

    def __post_init__(self) -> None:
        told = {"message": self.message, "hint": self.hint, "record": self.record}
        if self.file == PRIVATE_FILE:
            told = {
                "message": "Hier stimmt etwas nicht; was, sagt das Kennwort.", "record": "",
                "hint": "Angaben aus dem privaten Ordner stehen in keiner Meldung.",
            }  # fmt: skip
        for name, text in told.items():
            object.__setattr__(self, name, visible(text))
        object.__setattr__(self, "file", visible(self.file))

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def visible(text: str) -> str:
    """The text on one line, with control and format characters written as codes: nothing hides in a message."""
    if text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in "\n\r\t":
        return " "
    is_hidden = unicodedata.category(char)[0] == "C" or unicodedata.category(char) in ("Zl", "Zp")
    return f"\\u{ord(char):04x}" if is_hidden and char not in JOINERS else char


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without repetitions, by file, line, column and code; symptoms of one cause are counted."""
    found = sorted(set(problems))
    counts = Counter(map(_cause, found))
    told: list[Problem] = []
    known: set[tuple[str, ...]] = set()
    for problem in found:
        cause = _cause(problem)
        if not problem.cause:
            told.append(problem)
        elif cause not in known:
            known.add(cause)
            told.append(_counted(problem, counts[cause] - 1))
    return told


def _cause(problem: Problem) -> tuple[str, ...]:
    """What a problem is a symptom of; a warning never stands for an error."""
    return problem.cause, problem.severity, str(problem.stops_build)


def _counted(problem: Problem, others: int) -> Problem:
    """The first symptom of a cause, with the number of the others behind its hint."""
    if not others:
        return problem
    rest = f"Ebenso an {others} weiteren Stellen." if others > 1 else "Ebenso an einer weiteren Stelle."
    return replace(problem, hint=f"{problem.hint} {rest}".strip())


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
    text = f"{problem.message} {problem.hint}".strip().replace("%", "%25")
    file = problem.file
    for char, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        file = file.replace(char, code)
    return (
        f"::{problem.severity} file={file},line={problem.line},"
        f"col={problem.column},title={problem.code}::{text}"
    )


def as_record(problem: Problem) -> dict[str, object]:
    """The problem as plain values for JSON."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "stops_build": problem.is_error and problem.stops_build,
        "code": problem.code,
        "record": problem.record,
        "message": problem.message,
        "hint": problem.hint,
    }


def as_gitlab(problems: Iterable[Problem]) -> str:
    """All problems as a code quality report of GitLab; the same fault has the same fingerprint in every run."""
    seen: Counter[str] = Counter()
    report = []
    for problem in problems:
        sign = f"{problem.file}|{problem.code}|{problem.message}"
        seen[sign] += 1
        report.append({
            "description": f"{problem.message} {problem.hint}".strip(),
            "check_name": problem.code,
            "fingerprint": hashlib.sha256(f"{sign}|{seen[sign]}".encode()).hexdigest(),
            "severity": "major" if problem.is_error else "minor",
            "location": {"path": problem.file, "lines": {"begin": problem.line}},
        })  # fmt: skip
    return json.dumps(report, ensure_ascii=False, indent=1)


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
