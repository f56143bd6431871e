"""`lotse confirm`, `retire`, `move`, `links replace`, `explain`: one wish, one command, nothing half done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import builders
from lotse.command_line import main
from lotse.commands.explain import explained
from lotse.edition import checked_edition, edition_of
from lotse.load import load_catalogue


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The invented region on disk."""
    return builders.write_region(tmp_path / "region")


def lotse(region: Path, *words: str) -> Result:
    environment = {"LOTSE_PRIVATE": None, "LOTSE_AS_OF": builders.TODAY.isoformat()}
    return CliRunner().invoke(main, [*words, "--project", str(region)], env=environment)


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def errors(region: Path) -> list[str]:
    return [problem.message for problem in checked_edition(region, builders.TODAY).errors]


def test_confirming_notes_the_day_and_who_said_it(region):
    """Of a body and of an offer, in one go; the second time only the day changes."""
    result = lotse(region, "confirm", "musteramt", "musteramt-aufenthalt", "--by", "Amtsleitung", "--on", "2026-11-20")
    assert 0 == result.exit_code, result.output
    catalogue, _ = load_catalogue(region)
    body = catalogue.organizations[0]
    assert {("confirmed", "2026-11-20")} == {(r.evidence, r.assured_on.isoformat()) for r in (body, body.services[0])}
    assert 2 == (region / "data/actors.yaml").read_text("utf-8").count("2026-11-20  # bestätigt von: Amtsleitung\n")
    before = (region / "data/actors.yaml").read_text("utf-8").split("\n")
    assert 0 == lotse(region, "confirm", "musteramt", "--by", "Amtsleitung").exit_code
    after = (region / "data/actors.yaml").read_text("utf-8").split("\n")
    assert 1 == sum(a != b for a, b in zip(before, after, strict=True))


def test_retired_body_leaves_a_trace_and_its_consent_ends(region):
    """What names it goes to the successor; the entry in the ledger stays as proof."""
    result = lotse(region, "retire", "musternetz", "--reason", "Aufgelöst.", "--successor", "musterzentrum")
    assert (0, []) == (result.exit_code, errors(region)), result.output
    catalogue, _ = load_catalogue(region)
    tomb = catalogue.retired[0]
    assert ("musternetz", "musterzentrum", builders.TODAY) == (tomb.id, tomb.successor, tomb.retired_on)
    assert "musternetz" not in [body.id for body in catalogue.organizations]
    assert "musterzentrum" == catalogue.region.fallbacks[0].organization


def test_moved_id_is_changed_everywhere(region):
    """In references, in short commands, in the ledger; the old address leads to the new one."""
    page = builders.write_page(region / "docs/de/seite.md", "Seite", '{{ organization("musteramt") }}')
    result = lotse(region, "move", "musteramt", "amt-neu")
    assert (0, []) == (result.exit_code, errors(region)), result.output
    catalogue, _ = load_catalogue(region)
    assert ("musteramt", "amt-neu") == (catalogue.retired[0].id, catalogue.retired[0].successor)
    assert "amt-neu" == catalogue.consents[0].subject
    assert '"amt-neu"' in (region / "docs/de/seite.md").read_text("utf-8"), page


def test_moved_topic_is_changed_in_lists(region):
    """And texts that have the word stay as they are."""
    result = lotse(region, "move", "mobility", "mobil")
    assert (0, []) == (result.exit_code, errors(region)), result.output
    assert 0 == lotse(region, "move", "residence-permit", "aufenthalt").exit_code
    catalogue, _ = load_catalogue(region)
    assert ("aufenthalt",) == catalogue.organizations[0].services[0].topics

    assert ("aufenthalt",) == catalogue.expectations[0].topics


def test_link_is_replaced_where_it_stands_exactly_so(region):
    """In data and in pages; a longer address that begins like it stays."""
    old, new = "https://musteramt.example.org/", "https://amt.example.org/"
    builders.write_page(region / "docs/de/seite.md", "Seite", f"[Amt]({old}), [mehr]({old}mehr)")
    result = lotse(region, "links", "replace", old, new)
    assert 0 == result.exit_code, result.output
    assert f"[Amt]({new}), [mehr]({old}mehr)" in (region / "docs/de/seite.md").read_text("utf-8")
    assert new == load_catalogue(region)[0].organizations[0].website
    assert f"Alt: {old}\nNeu: {new}\n" in result.output


REFUSED = {
    "confirm what does not exist": ("confirm", "fehlt", "--by", "Amt"),
    "confirm a topic": ("confirm", "housing", "--by", "Amt"),
    "confirm one of two": ("confirm", "musteramt", "fehlt", "--by", "Amt"),
    "retire a body that others need": ("retire", "musternetz", "--reason", "Weg."),
    "retire an offer": ("retire", "musteramt-aufenthalt", "--reason", "Weg."),
    "retire for itself": ("retire", "musteramt", "--reason", "Weg.", "--successor", "musteramt"),
    "move to an id that is taken": ("move", "musteramt", "housing"),
    "move to an id that is none": ("move", "musteramt", "Neues Amt"),
    "move what does not exist": ("move", "fehlt", "neu"),
    "replace a link that is nowhere": ("links", "replace", "https://nie.example.org/", "https://neu.example.org/"),
    "replace by what is no link": ("links", "replace", "https://musteramt.example.org/", "neu"),
    "explain what does not exist": ("explain", "musteramtt"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_done_changes_nothing(region, name):
    """A German sentence, and all files are as they were."""
    before = state(region)
    result = lotse(region, *REFUSED[name])
    assert (1, before) == (result.exit_code, state(region)), result.output


def test_explaining_names_origin_users_and_pages(region):
    """Where it stands, what it rests on, who names it, on which pages it is."""
    builders.write_page(region / "docs/de/seite.md", "Seite", '{{ organization("musteramt") }}')
    result = lotse(region, "explain", "musteramt")
    assert 0 == result.exit_code, result.output
    for words in (
        "Ausländeramt Musterstadt (musteramt)", "Steht in: data/actors.yaml, Zeile",
        "Quelle: Musterbericht, Musterverlag",
        "Genannt in: data/consents.yaml", "(subject)", "Genannt in: docs/de/seite.md",
    ):  # fmt: skip
        assert words in result.output


def test_pages_are_those_that_hold_the_record(project):
    """The page of the body and those of its places, not the one of another body."""
    edition = edition_of(project, date(2026, 12, 1), languages=frozenset())
    body = next(iter(edition.catalogue.organizations)).id
    assert f"/anlaufstellen/{body}/" in explained(edition, body)
