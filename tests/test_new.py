"""`lotse new …`: what people answer stands in the right place, and nothing else has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import builders
from lotse.command_line import main
from lotse.commands import questions
from lotse.edition import checked_edition
from lotse.load import load_catalogue


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The invented region on disk."""
    return builders.write_region(tmp_path / "region")


def new(region: Path, *words: str) -> Result:
    environment = {"LOTSE_PRIVATE": None, "LOTSE_AS_OF": builders.TODAY.isoformat()}
    return CliRunner().invoke(main, ["new", *words, "--project", str(region)], env=environment)


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


SOURCE = ("--source", "musterquelle", "--read-on", "20.11.2026", "--read-by", "Redaktion")
CASES = {
    "organization": (
        "organization", "neu", "--name", "Haus: am Markt", "--kind", "Beratung", "--description", "Hilft.",
        "--areas", "Kreis Nord, musterstadt", "--website", "https://neu.example.org/", *SOURCE,
    ),
    "service": (
        "service", "neu", "--organization", "musternetz", "--name", "Wohnen", "--role", "beratend", "--topics",
        "Wohnen; mobility", "--audiences", "Zugewanderte", "--areas", "Musterregion", "--entry", "nach", *SOURCE,
    ),
    "contact": (
        "contact", "neu", "--organization", "musternetz", "--title", "Zentrale", "--phones", "0241 0000003", *SOURCE,
    ),
    "figure": ("figure", "neu", "--name", "Gebühr", "--unit", "Euro", "--value", "1.013,90", *SOURCE),
    "period": ("period", "--figure", "musterlohn", "--value", "13,00", "--from", "2028-01-01"),
    "checklist-item": (
        "checklist-item", "neu", "--checklist", "musterliste", "--section", "Vorher", "--text", "Anrufen.", "--why",
        "Es dauert.", "--who", "Betrieb",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_complete_answers_make_a_sound_record(region, kind):
    """No error, no warning but that a consent or task is open, and no line of the old files is gone."""
    before = {name: text.decode().split("\n") for name, text in state(region).items()}
    result = new(region, *CASES[kind])
    assert (0, True) == (result.exit_code, "Ergänzt" in result.output), result.output
    edition = checked_edition(region, builders.TODAY)
    assert [] == list(edition.errors)
    if kind != "period":
        assert "neu" in edition.catalogue.origins
    after = {name: text.decode().split("\n") for name, text in state(region).items()}
    assert before.keys() == after.keys()
    gone = [line for name in before for line in before[name] if line not in after[name]]
    assert set(gone) <= {"  services: []"}


def test_words_become_ids_and_values(region):
    """German names of topics, kinds, places; German words for values; German days and numbers."""
    for kind in CASES:
        words = [word.replace("neu", f"neu-{kind}") if word == "neu" else word for word in CASES[kind]]
        assert 0 == new(region, *words).exit_code
    catalogue, _ = load_catalogue(region)
    body = next(o for o in catalogue.organizations if o.id == "neu-organization")
    offer = next(s for _, s in catalogue.services() if s.id == "neu-service")
    figure = next(f for f in catalogue.figures if f.id == "neu-figure")
    assert ("advice-point", ("kreis-nord", "musterstadt"), "seen") == (body.kind, body.areas, body.evidence)
    assert "2026-11-20" == body.sources[0].read_on.isoformat()
    assert (("housing", "mobility"), "advice", "after") == (offer.topics, offer.role, offer.entry)
    assert ("1013.90", "EUR") == (str(figure.periods[0].value), figure.unit)


def test_new_period_ends_the_open_one_before_it(region):
    """On the day before."""
    values = builders.region_data()["figures.yaml"]
    del values["figures"][0]["periods"][0]["to"]
    builders.write_yaml(region / "data/figures.yaml", values)
    assert 0 == new(region, *CASES["period"]).exit_code
    figure = load_catalogue(region)[0].figures[0]
    assert ["2027-12-31", None] == [p.to and p.to.isoformat() for p in figure.periods]


def test_person_comes_with_their_consent_or_not_at_all(region):
    """Without the proof nothing is written; with it the entry stands in the ledger."""
    words = ("contact", "neu", "--organization", "musternetz", "--title", "Beratung", "--person", "Erika Beispiel")
    before = state(region)
    assert (1, before) == (new(region, *words, *SOURCE).exit_code, state(region))
    proof = ("--consent-on", "19.11.2026", "--consent-reference", "Schreiben vom 19. November 2026")
    result = new(region, *words, *proof, *SOURCE)
    assert 0 == result.exit_code, result.output
    edition = checked_edition(region, builders.TODAY)
    consent = next(c for c in edition.catalogue.consents if c.subject == "neu")
    assert ("explicit", ("person", "contact"), ("site",)) == (consent.basis, consent.fields, consent.channels)
    assert [] == list(edition.errors)


def test_question_stands_on_its_page_and_in_the_overview(region):
    """At the end of the page, and behind the other questions of the page in the list of the folder."""
    docs = region / "docs/de/fragen"
    builders.write_page(docs / "wohnen.md", "Wohnen", "## Was kostet es? {#kosten}\n\nNichts.")
    builders.write_page(docs / "index.md", "Fragen", "- [Was kostet es?](wohnen.md#kosten)\n\nEnde.")
    words = ("question", "wer-hilft", "--page", "fragen/wohnen", "--heading", "Wer hilft?", "--answer", "Das Amt.")
    result = new(region, *words)
    assert 0 == result.exit_code, result.output
    assert (docs / "wohnen.md").read_text("utf-8").endswith("Nichts.\n\n## Wer hilft? {#wer-hilft}\n\nDas Amt.\n")
    assert "#kosten)\n- [Wer hilft?](wohnen.md#wer-hilft)\n" in (docs / "index.md").read_text("utf-8")


REFUSED = {
    "unknown topic": ("service", "neu", *CASES["service"][2:7], "Wonen", *CASES["service"][8:]),
    "number that may mean two things": ("figure", "neu", "--name", "x", "--unit", "EUR", "--value", "50.700"),
    "no number": ("figure", "neu", "--name", "x", "--unit", "EUR", "--value", "viel"),
    "unknown unit": ("figure", "neu", "--name", "x", "--unit", "Taler", "--value", "1"),
    "no day": ("period", "--figure", "musterlohn", "--value", "1", "--from", "gestern"),
    "period that overlaps": ("period", "--figure", "musterlohn", "--value", "1", "--from", "2027-01-01"),
    "id that is taken": ("contact", "housing", "--organization", "musternetz", "--title", "x"),
    "unknown section": (*CASES["checklist-item"][:5], "Nachher", *CASES["checklist-item"][6:]),
    "page that does not exist": ("question", "neu", "--page", "x", "--heading", "x", "--answer", "x"),
    "mail address that is none": (
        "contact", "neu", "--organization", "musternetz", "--title", "x", "--email", "x", *SOURCE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_be_wrong_changes_nothing(region, name):
    """A German sentence, and all files are as they were."""
    before = state(region)
    result = new(region, *REFUSED[name])
    assert (1, before) == (result.exit_code, state(region)), result.output


def test_whoever_sits_before_the_screen_is_asked(region, monkeypatch):
    """What is needed until there is an answer; Enter leaves out the rest."""
    monkeypatch.setattr("lotse.command_line.beginning.is_asking", lambda: True)
    answers = "Neues Haus\nBeratung\n\n\nmusterstadt\nmusterquelle\nunknown\n\n\n"
    environment = {"LOTSE_PRIVATE": None, "LOTSE_AS_OF": builders.TODAY.isoformat()}
    result = CliRunner().invoke(
        main, ["new", "organization", "neu", "--project", str(region)], input=answers, env=environment
    )
    assert (0, True) == (result.exit_code, "Art der Stelle" in result.output), result.output
    assert "neu" in (region / "data/actors.yaml").read_text("utf-8")


def test_every_question_has_a_reader():
    """And each kind its own options, each once."""
    for kind, asked in questions.QUESTIONS.items():
        assert len(asked) == len({question.option for question in asked}), kind
