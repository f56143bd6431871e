"""What all tests share: the project, one real build of it, and that build behind a real web server."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from lotse.commands.build import BuildOrder, run_mkdocs
from serving import ServedSite, served

AS_OF = date(2026, 11, 22)
"""The day that the tests take for today, so that they say the same tomorrow."""

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_tmp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def built_site(project: Path, shared_tmp: Path) -> Path:
    """The folder of the real site, built once for all workers as of AS_OF; read only."""
    site, status_file = shared_tmp / "built-site", shared_tmp / "built-site-status"
    with (shared_tmp / "built-site-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first worker builds, the others wait
        if not status_file.exists():
            site.mkdir()
            status = run_mkdocs(BuildOrder(project=project, target=site, as_of=AS_OF, strict=True))
            status_file.write_text(str(status), encoding="utf-8")
    assert status_file.read_text("utf-8") == "0", "the site does not build: see «make site»"
    return site


@pytest.fixture(scope="session")
def http_site(built_site: Path) -> Iterator[ServedSite]:
    """The real site behind a web server on this computer."""
    with served(built_site) as site:
        yield site
