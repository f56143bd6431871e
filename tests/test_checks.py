"""`lotse.checks`: one rule, one code, one sentence.

The cases stand in `cases/checks/`, change and sentence side by side. A case changes the invented region
of `builders.py` (`set`, `drop`, `docs`, `raw` …) and names all problems that follow; `spot` is the text that
stands at the place of the first one.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import builders
from lotse.edition import checked_edition
from lotse.problems import Problem, as_text

FILES = sorted((Path(__file__).parent / "cases/checks").glob("*.yaml"))
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['name']}")
    for file in FILES
    for case in yaml.safe_load(file.read_text("utf-8"))
]
LARGE = {
    "LONG": "x" * 4001, "HUGE": "Text. " * 400_000, "BRACKETS": "[" * 60_000, "CALLS": "{{ \n" * 2000,
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_problem_is_told_as_the_case_says(case: dict[str, Any], tmp_path: Path) -> None:
    """Exactly these problems, in these words, and the first at the right place."""
    project = project_of(case, tmp_path / "region")
    today = date.fromisoformat(case.get("today", "2026-11-22"))
    problems = checked_edition(project, today).problems
    assert case["expected"] == [without_place(problem) for problem in problems]
    spot = case.get("spot", "")
    assert spot == (text_at(project, problems[0])[: len(spot)] if problems else "")


def test_typical_mistakes_have_one_message():
    """At least 160 of them, over all kinds of files; each case above holds the message and its place."""
    single = [case.values[0] for case in CASES if len(case.values[0]["expected"]) == 1]
    assert 160 <= len({case["expected"][0] for case in single})


def test_sound_region_has_no_problems(tmp_path: Path) -> None:
    """The region that the cases change is valid as it is."""
    assert checked_edition(builders.write_region(tmp_path / "region"), builders.TODAY).problems == ()


def test_names_of_another_script_may_stand_for_themselves(tmp_path: Path) -> None:
    """In brackets, behind a hyphen, behind an Arabic «and»; accents, ligatures and the micro sign are Latin."""
    data = builders.region_data()
    data["terms.yaml"]["topics"][0]["name"] |= {
        "uk": "Житло (Wohnen), A1-довідка, об’єднання, дім Welcome Center",
        "ar": "السكن (Wohnen) وWelcome Center",
        "fr": "Logement – Œuvre, Μονάδα, 5 µm",
    }
    assert checked_edition(builders.write_region(tmp_path / "region", data), builders.TODAY).problems == ()


def project_of(case: dict[str, Any], folder: Path) -> Path:
    """The region on disk with the changes of a case."""
    data = builders.region_data()
    for name, changes in case.get("set", {}).items():
        if name in data:
            for path, value in changes.items():
                put(data[name], path, LARGE.get(value, value) if isinstance(value, str) else value)
    for name, paths in case.get("drop", {}).items():
        for path in paths:
            drop(data[name], path)
    builders.write_region(folder, data)
    for name, changes in case.get("set", {}).items():
        if name not in data:  # labels, whose keys contain dots
            file = folder / "data" / name
            builders.write_yaml(file, yaml.safe_load(file.read_text("utf-8")) | changes)
    change_files(case, folder)
    return folder


def change_files(case: dict[str, Any], folder: Path) -> None:
    for name, body in case.get("docs", {}).items():
        builders.write_page(folder / "docs" / name, "Seite", LARGE.get(body, body))
    for name in case.get("delete", []):
        (folder / name).unlink()
    for name in case.get("folders", []):
        (folder / name).mkdir()
    for name, text in case.get("raw", {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(LARGE.get(text, text), "utf-8")
    for name, text in case.get("append", {}).items():
        (folder / name).write_text((folder / name).read_text("utf-8") + text, "utf-8")
    for name, target in case.get("links", {}).items():
        (folder / name).symlink_to(target)
    for name, digits in case.get("bytes", {}).items():
        (folder / name).write_bytes(bytes.fromhex(digits))


def put(values: Any, path: str, value: Any) -> None:
    *steps, last = path.split(".")
    for step in steps:
        values = values[int(step)] if isinstance(values, list) else values.setdefault(step, {})
    if isinstance(values, list):
        values[int(last) :] = [value, *values[int(last) + 1 :]]
    else:
        values[last] = value


def drop(values: Any, path: str) -> None:
    *steps, last = path.split(".")
    for step in steps:
        values = values[int(step)] if isinstance(values, list) else values[step]
    del values[int(last) if isinstance(values, list) else last]


def without_place(problem: Problem) -> str:
    """The problem as editors see it, with the file but without line and column."""
    return as_text(problem).replace(f":{problem.line}:{problem.column}:", ":", 1)


def text_at(project: Path, problem: Problem) -> str:
    """What stands at the place of a problem."""
    file = project / problem.file
    if not file.is_file():
        return ""
    lines = file.read_text("utf-8", errors="replace").split("\n")
    return lines[problem.line - 1][problem.column - 1 :]
