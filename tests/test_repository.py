"""The repository as another team takes it over: workflows that can do little, files that people look for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

import builders

PROJECT = builders.PROJECT
WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflow_can_do_little(file):
    """Reading is all that is allowed but where one job says more; actions are pinned; no foreign words in scripts."""
    text = file.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert {"contents": "read"} == workflow["permissions"]
    assert "pull_request_target" not in text
    assert "secrets." not in text
    for line in text.splitlines():
        if "uses:" in line:
            assert PINNED.search(line), line
    for step in steps(workflow):
        assert "${{" not in step.get("run", "")
        if "actions/checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_job_that_may_write_runs_no_code_of_the_change(file):
    """It checks nothing out and builds nothing."""
    for name, job in yaml.safe_load(file.read_text("utf-8"))["jobs"].items():
        assert "timeout-minutes" in job, name
        if "write" in job.get("permissions", {}).values():
            told = json.dumps(job["steps"])
            assert "checkout" not in told
            assert "make " not in told


def test_gitlab_does_the_same():
    """Check with a report, tests, preview, watch."""
    jobs = yaml.safe_load((PROJECT / ".gitlab-ci.yml").read_text("utf-8"))
    assert {"check", "test", "site", "weekly"} <= jobs.keys()
    assert "code-quality.json" == jobs["check"]["artifacts"]["reports"]["codequality"]


def test_owners_name_what_exists():
    """A path that is gone would leave its owner out unseen."""
    for line in (PROJECT / ".github/CODEOWNERS").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            path, *owners = line.split()
            assert owners
            assert path == "*" or (PROJECT / path.strip("/")).exists(), path


@pytest.mark.parametrize(
    "name",
    ["CONTRIBUTING.md", "ARCHITECTURE.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "LICENSING.md", "changes/README.md",
     ".github/pull_request_template.md", ".devcontainer/devcontainer.json", ".pre-commit-config.yaml"],
)  # fmt: skip
def test_file_that_people_look_for_is_there(name):
    """And what it links to exists."""
    text = (PROJECT / name).read_text("utf-8")
    assert text.strip()
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert ((PROJECT / name).parent / target).exists(), target


def test_architecture_in_english_says_what_the_commands_say():
    """The files it sends people to exist."""
    text = (PROJECT / "ARCHITECTURE.md").read_text("utf-8")
    for path in re.findall(r"`((?:hooks|tests)/[\w/.]+)`", text):
        assert (PROJECT / path).exists(), path
