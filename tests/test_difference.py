"""`lotse diff`: what a change does to readers, and nothing that it does not."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import builders
from lotse.command_line import main


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The invented region, committed once."""
    project = builders.write_region(tmp_path / "region")
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message=Stand")
    return project


def git(project: Path, *words: str) -> None:
    person = ("-c", "user.name=Redaktion", "-c", "user.email=redaktion@example.org")
    subprocess.run(["git", "-C", str(project), *person, *words], check=True, capture_output=True)  # noqa: S607


def diff(region: Path, *words: str) -> Result:
    environment = {"LOTSE_PRIVATE": None, "LOTSE_AS_OF": builders.TODAY.isoformat()}
    return CliRunner().invoke(main, ["diff", *words, "--project", str(region)], env=environment)


def changed(region: Path, name: str, edit: Callable[[Any], object]) -> str:
    values = builders.region_data()[name]
    edit(values)
    builders.write_yaml(region / "data" / name, values)
    result = diff(region, "HEAD")
    assert 0 == result.exit_code, result.output
    return result.output


def test_nothing_changed_is_said_in_one_sentence(region):
    """And an unknown state is refused."""
    result = diff(region, "HEAD")
    assert (0, True) == (result.exit_code, "Für Leser ändert sich nichts." in result.output), result.output
    assert (1, True) == (diff(region, "gibt-es-nicht").exit_code, "kein Stand" in diff(region, "gibt-es-nicht").output)


def test_new_offer_is_told_in_words(region):
    """Who asks where for what finds whom; the pages that say so; nothing of other topics."""
    told = changed(
        region, "actors.yaml",
        lambda v: v["organizations"][2]["services"].append(
            builders.service("netz-mobil", topics=["mobility"], areas=["musterstadt"], audiences=["employers"])
        ),
    )  # fmt: skip
    assert "Wer in Musterstadt nach Mobilität fragt (Arbeitgeber), findet nun Netzwerk Musterregion." in told
    assert "findet nicht mehr" not in told
    assert "anlaufstellen/musternetz/" in told
    assert "Zahlen" not in told


def test_ended_offer_is_told_with_its_coverage(region):
    """Whom nobody finds any more, and what the answer is now."""
    told = changed(region, "actors.yaml", lambda v: v["organizations"][1]["services"][0].update(status="ended"))
    assert "findet nicht mehr Beratungszentrum Musterregion" in told
    assert "### Abdeckung" in told


def test_figure_and_consent_are_told_before_and_after(region):
    """The periods side by side; what is cleared no more, by function."""
    told = changed(region, "figures.yaml", lambda v: v["figures"][0]["periods"][0].update(value="13.00"))
    assert "Musterlohn: 12.50 (ab 2026-01-01 bis 2027-12-31) → 13.00 (ab 2026-01-01 bis 2027-12-31)" in told
    told = changed(region, "consents.yaml", lambda v: v["consents"].pop(1))
    assert "nicht mehr frei: Beratungszentrum Musterregion: Website" in told
    assert "Erika" not in told


def test_outdated_translation_and_grown_file_are_told(region):
    """The languages whose readers get another text, and what became heavier."""
    (region / "data/terms.yaml").write_text((region / "data/terms.yaml").read_text("utf-8") + "# x\n" * 2000, "utf-8")
    told = diff(region, "HEAD").output
    assert "### Dateien, die wachsen" in told
    assert "data/terms.yaml" in told


def test_state_with_errors_is_not_compared(region):
    """A half comparison would mislead."""
    told = changed(region, "actors.yaml", lambda v: v["organizations"][0].update(kind="gibt-es-nicht"))
    assert "hat Fehler" in told
