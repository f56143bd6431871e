"""What a project once said and no longer says: ids leave a trace, causes are told once, names of people are gone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import builders
from lotse.edition import checked_edition
from lotse.load import load_catalogue


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The invented region, committed once."""
    project = builders.write_region(tmp_path / "region")
    git(project, "init", "--quiet", "--initial-branch=main")
    commit(project)
    return project


def git(project: Path, *words: str) -> None:
    person = ("-c", "user.name=Redaktion", "-c", "user.email=redaktion@example.org")
    subprocess.run(["git", "-C", str(project), *person, *words], check=True, capture_output=True)


def commit(project: Path) -> None:
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message=Stand")


def fresh(project: Path, name: str, edit) -> None:
    """The file as the builders make it, edited: all values stay texts."""
    values = builders.region_data()[name]
    edit(values)
    builders.write_yaml(project / "data" / name, values)


def told(project: Path) -> list[tuple[str, str, str]]:
    problems = checked_edition(project, builders.TODAY).problems
    return [(p.code, p.severity, f"{p.message} {p.hint}") for p in problems]


def without_network(values) -> None:
    del values["organizations"][2]


GONE = (
    "Die Kennung «musternetz» war veröffentlicht und ist verschwunden; die Adresse ihrer Seite ginge verloren. "
    "Holen Sie sie zurück, oder tragen Sie sie in data/actors.yaml unter «retired» ein "
    "(id, reason, retired_on und, wenn es einen gibt, successor)."
)
NAMED = (
    "«musternetz» ist keine Organisation mehr: Der Eintrag wurde gelöscht. "
    "Holen Sie den Eintrag in data/actors.yaml zurück, oder ändern Sie alle Stellen, die ihn nennen. "
    "Ebenso an 2 weiteren Stellen."
)


@pytest.mark.parametrize("is_committed", [False, True])
def test_body_that_is_gone_asks_for_a_tombstone(region, is_committed):
    """Before the commit and right after it; what names it has one message, whose cause is told."""
    fresh(region, "actors.yaml", without_network)
    if is_committed:
        commit(region)
    found = told(region)
    assert ("id-vanished", "error", GONE) in found
    assert ("reference-unknown", "error", NAMED) in found


def test_branch_is_compared_with_the_one_it_goes_back_to(region):
    """However many commits it has."""
    git(region, "checkout", "--quiet", "-b", "zweig", "--track", "main")
    fresh(region, "actors.yaml", without_network)
    commit(region)
    text = "---\ntitle: Neu\ndescription: Neu.\nrisk: general\n---\n\n# Neu\n\nText.\n"
    (region / "docs/de/neu.md").write_text(text, "utf-8")
    commit(region)
    assert "id-vanished" in {code for code, *_ in told(region)}


def test_tombstone_is_trace_enough(region):
    """With a reason and a successor; whoever still names the body learns who took its place."""

    def retire(values):
        without_network(values)
        stone = {"id": "musternetz", "reason": builders.both("Aufgelöst."), "retired_on": "2026-11-01"}
        values["retired"] = [stone | {"successor": "musterzentrum"}]

    fresh(region, "actors.yaml", retire)
    assert [
        (
            "reference-unknown",
            "error",
            "«musternetz» ist seit 2026-11-01 entfallen (siehe «retired»). Der Nachfolger ist «musterzentrum». "
            "Ebenso an einer weiteren Stelle.",
        )
    ] == told(region)


def test_new_name_of_an_id_is_recognized(region):
    """The same body under another id: most likely nobody meant to change its address."""

    def rename(values):
        values["organizations"][2]["id"] = "neues-netz"

    fresh(region, "actors.yaml", rename)
    sentences = [text for code, _, text in told(region) if code == "id-vanished"]
    assert ["Heißt sie jetzt «neues-netz»? Kennungen ändern sich nie." in text for text in sentences] == [True]


def test_other_addresses_and_stored_ticks_are_a_warning(region):
    """A topic and an item of a checklist have no tombstone; editors should know what they take away."""

    def rename_item(values):
        values["checklists"][0]["sections"][0]["items"][0]["id"] = "anderer-punkt"

    fresh(region, "checklists.yaml", rename_item)
    assert [("id-vanished", "warning")] == [(code, severity) for code, severity, _ in told(region)]
    assert "auf Geräten gespeicherte Haken" in told(region)[0][2]


def test_person_who_is_gone_needs_no_trace(region):
    """Whoever withdraws leaves nothing behind but the entry in the ledger."""

    def withdraw(values):
        values["consents"][2]["withdrawn_on"] = "2026-11-20"

    fresh(region, "actors.yaml", lambda values: values["organizations"][1].update(contacts=[]))
    fresh(region, "consents.yaml", withdraw)
    assert [] == told(region)


@pytest.mark.parametrize("commits", [0, 1, 2])
def test_name_of_who_withdrew_is_still_looked_for(region, commits):
    """The history knows it, as long as it does; the message doesn't say it."""
    test_person_who_is_gone_needs_no_trace(region)
    text = {"de": "Fragen Sie Frau Beispiel."}
    fresh(region, "terms.yaml", lambda values: values["topics"][0].update(description=text))
    for number in range(commits):
        (region / f"docs/de/seite{number}.md").write_text(
            "---\ntitle: Neu\ndescription: Neu.\nrisk: general\n---\n\n# Neu\n\nText.\n", "utf-8"
        )
        commit(region)
    found = told(region)
    assert ["text-person"] == [code for code, *_ in found]
    assert "Beispiel" not in found[0][2]


def test_without_a_history_nothing_is_compared(tmp_path):
    """A project that was unpacked from an archive is checked as it is."""
    project = builders.write_region(tmp_path / "region")
    fresh(project, "actors.yaml", without_network)
    catalogue, _ = load_catalogue(project)
    assert ({}, frozenset(), frozenset()) == (catalogue.vanished, catalogue.vanished_pages, catalogue.former_names)
