"""Files for the top of the site, such as `.well-known/security.txt`: kept in `public/`, copied from there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from lotse.output.files import paths_in
from lotse.problems import Problem

FOLDER = "public"
ALLOWED = re.compile(
    r"\.well-known/(?:[A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*"
    r"|robots\.txt|security\.txt|humans\.txt|favicon\.ico|CNAME|\.nojekyll"
)
"""What may lie there: what services and search engines look for at fixed addresses, nothing that people read."""


def public_paths(project: Path) -> list[str]:
    """The paths of the files in `public/` that get into the site."""
    return [path for path in _paths(project) if _fault(project, path) is None]


def public_problems(project: Path) -> Iterator[Problem]:
    """What lies in `public/` and is not copied, each with a reason."""
    for path in _paths(project):
        if fault := _fault(project, path):
            yield Problem(
                file=f"{FOLDER}/{path}",
                code="public-file-unknown",
                message=f"Diese Datei kommt nicht auf die Website: {fault}.",
                hint="Erlaubt sind .well-known/…, robots.txt, security.txt, humans.txt, favicon.ico, CNAME, .nojekyll.",
            )


def copy_public_files(project: Path, folder: Path) -> list[str]:
    """Copies what may be copied to the top of the site in `folder`; returns the paths."""
    paths = public_paths(project)
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project / FOLDER / path, folder / path)
    return paths


def _paths(project: Path) -> list[str]:
    return paths_in(project / FOLDER)


def _fault(project: Path, path: str) -> str | None:
    """Why a file is not copied, or None."""
    file = project / FOLDER / path
    if any((project / FOLDER / part).is_symlink() for part in (path, *_parents(path))) or not file.is_file():
        return "Sie ist ein Link oder keine gewöhnliche Datei"
    return None if ALLOWED.fullmatch(path) else "Ihr Name gehört nicht zu denen, die dort stehen dürfen"


def _parents(path: str) -> list[str]:
    return [parent.as_posix() for parent in Path(path).parents]
