"""Files for the top of the site come from `public/`, and only those that belong there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import builders
from lotse.command_line import main
from lotse.output import FolderFiles, copy_public_files, public_problems

SECURITY = ".well-known/security.txt"


def put(project: Path, *names: str) -> Path:
    for name in names:
        (project / "public" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "public" / name).write_text(name)
    return project


@pytest.mark.parametrize(
    "name",
    [SECURITY, ".well-known/acme/challenge-1_x", "robots.txt", "security.txt", "humans.txt", "favicon.ico", "CNAME",
     ".nojekyll"],
)  # fmt: skip
def test_what_services_look_for_is_copied(tmp_path, name):
    """To the same place in the site."""
    project = put(tmp_path / "project", name)
    assert copy_public_files(project, tmp_path / "site") == [name]
    assert dict(FolderFiles(tmp_path / "site")) == {name: name.encode()}
    assert list(public_problems(project)) == []


@pytest.mark.parametrize(
    "name",
    ["index.html", "liste.txt", "robots.txt~", "Robots.txt", ".x", ".well-known/.hidden", "x/robots.txt", "a.js"],
)
def test_anything_else_stays_out_and_is_told(tmp_path, name):
    """With its name and what is allowed; the rest is copied all the same."""
    project = put(tmp_path / "project", name, "CNAME")
    (problem,) = public_problems(project)
    assert copy_public_files(project, tmp_path / "site") == ["CNAME"]
    assert (problem.file, problem.code, problem.is_error) == (f"public/{name}", "public-file-unknown", True)
    assert problem.message == (
        "Diese Datei kommt nicht auf die Website: Ihr Name gehört nicht zu denen, die dort stehen dürfen."
    )


@pytest.mark.parametrize("name", ["robots.txt", ".well-known"])
def test_links_stay_out(tmp_path, name):
    """They could lead to anything on the machine that builds."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/security.txt").write_text("geheim")
    project = put(tmp_path / "project", "CNAME")
    (project / "public" / name).symlink_to(tmp_path / "secret")
    assert copy_public_files(project, tmp_path / "site") == ["CNAME"]
    (problem,) = public_problems(project)
    assert problem.message == "Diese Datei kommt nicht auf die Website: Sie ist ein Link oder keine gewöhnliche Datei."


def test_project_without_the_folder_is_sound(tmp_path):
    """Nobody needs one."""
    assert (copy_public_files(tmp_path, tmp_path / "site"), list(public_problems(tmp_path))) == ([], [])


def test_check_tells_what_stays_out(tmp_path):
    """With an exit code of 1, as any error."""
    region = put(builders.write_region(tmp_path / "region"), "liste.txt")
    result = CliRunner().invoke(main, ["check", "--project", str(region), "--as-of", builders.TODAY.isoformat()])
    assert result.exit_code == 1
    assert "public/liste.txt:1:1: public-file-unknown: Diese Datei kommt nicht auf die Website" in result.output
