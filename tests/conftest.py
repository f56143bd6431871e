"""What all tests share: the project, one real build of it, and that build behind a real web server."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from building import make_site
from lotse.edition import Edition, checked_edition
from serving import ServedSite, served

AS_OF = date(2026, 12, 1)
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
    site, done = shared_tmp / "built-site", shared_tmp / "built-site-done"
    with (shared_tmp / "built-site-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first worker builds, the others wait
        if not done.exists():
            shutil.rmtree(site, ignore_errors=True)  # of a worker that ended on the way
            make_site(project, site, AS_OF)
            done.touch()
    return site


@pytest.fixture(scope="session")
def edition(project: Path) -> Edition:
    """Data, prose and answers of the real site as of AS_OF, without pages."""
    return checked_edition(project, AS_OF)


@pytest.fixture(scope="session")
def http_site(built_site: Path) -> Iterator[ServedSite]:
    """The real site behind a web server on this computer."""
    with served(built_site) as site:
        yield site
