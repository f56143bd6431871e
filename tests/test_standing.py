"""What readers are told of a record: what was read of its sources, what is not settled, which law has moved on."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from click.testing import CliRunner

import builders
from lotse.command_line import main
from lotse.load import load_catalogue
from lotse.model import Evidenced, Fact, LawBook, LawsFile, LegalReference, SourcesFile
from lotse.model.reference_form import in_one_line, written
from lotse.pages import desks, generated_pages
from lotse.pages.notes import Notes
from lotse.publish import publish
from lotse.publish.tasks import legal_words
from lotse.shortcodes import COMMANDS
from lotse.words import in_list_words

FLAGS = yaml.safe_load((builders.PROJECT / "tests/cases/flags.yaml").read_text("utf-8"))
REASON = {"de": "Zwei Quellen nennen Verschiedenes.", "en": "Two sources differ."}
CHECK = [{"kind": "contradiction", "reason": REASON}]


def told(source: dict[str, str], kind: str = "official", language: str = "de", **fields: object) -> str:
    """What the page of a body says of its source, whose days are these."""
    data = builders.region_data()
    data["sources.yaml"]["sources"][0]["kind"] = kind
    body = data["actors.yaml"]["organizations"][1]
    body |= {"sources": [{"source": "musterquelle"} | source]} | fields
    public = publish(builders.catalogue(data), "site", builders.TODAY)
    desk = desks(public, builders.real_labels())[language]
    return desk.renderer.standing(public.organization("musterzentrum").standing)


@pytest.mark.parametrize(
    ("source", "kind", "words"),
    [
        ({"copied_on": "2026-08-19"}, "official", "Kopie vom 19. August 2026, nicht live nachgelesen"),
        (
            {"copied_on": "2026-08-19"}, "law",
            "Gesetzestext in der Fassung der Kopie vom 19. August 2026, nicht live nachgelesen",
        ),
        ({"copied_on": "2026-08"}, "law", "Kopie: August 2026, nicht live nachgelesen"),
        ({"copied_on": "unknown"}, "official", "Kopie ohne Datum"),
        ({"copied_on": "unknown", "edition": "2025"}, "official", "Fassung: 2025, Kopie ohne Datum"),
        ({"read_on": "2026-11-01", "read_by": "RA", "copied_on": "unknown"}, "law", "live gelesen am 1. November 2026"),
    ],
)  # fmt: skip
def test_day_of_a_source_is_told_for_what_it_is(source, kind, words):
    """No wording promises more than was read."""
    assert f"{words}, von der Stelle noch nicht bestätigt" == told(source, kind)


def test_confirmation_stands_apart_from_the_source():
    """Confirmed by the body, though only an undated copy was read."""
    fields = {"evidence": "confirmed", "assured_on": "2026-11-03"}
    undated = {"copied_on": "unknown"}
    assert "Kopie ohne Datum, bestätigt am 3. November 2026 durch die Stelle" == told(undated, **fields)
    assert "copy without a date, confirmed by the office on 3 November 2026" == told(undated, language="en", **fields)


def test_weakest_source_speaks_for_the_record():
    """One undated copy among dated ones is what the record as a whole may promise."""
    days = [{"copied_on": "2026-08-19"}, {"copied_on": "unknown"}, {"read_on": "2026-11-01", "read_by": "RA"}]
    body = builders.organization("amt", sources=[{"source": "musterquelle"} | day for day in days])
    standing = publish(builders.catalogue_of([body]), "site", builders.TODAY).organization("amt").standing
    assert "undated" == standing.weakest.state


# ---- what is not settled


def pages_with(**changes: object) -> dict[str, str]:
    """The German pages of the invented region, in which the first statement, the figure and a body have changes."""
    data = builders.region_data()
    for record in (
        data["facts.yaml"]["facts"][0], data["figures.yaml"]["figures"][0],
        data["actors.yaml"]["organizations"][1], data["actors.yaml"]["organizations"][1]["services"][0],
    ):  # fmt: skip
        record |= changes
    catalogue = builders.catalogue(data)
    desk = desks(publish(catalogue, "site", builders.TODAY), builders.real_labels())["de"]
    pages = {address: str(page.html) for address, page in generated_pages(desk, ()).items()}
    basis = COMMANDS["basis"](desk, "muster-01")
    return pages | {"basis": shown(desk, basis)}


def test_flag_is_shown_with_its_reason_where_readers_see_the_statement():
    """At a statement, in the list of figures, at a body and at its offer; the offices' lists bear the mark."""
    pages = pages_with(to_check=CHECK)
    line = "<b>zu prüfen</b> (Quellen widersprechen sich): Zwei Quellen nennen Verschiedenes."
    assert 2 == pages["anlaufstellen/musterzentrum/"].count(line)
    assert line in pages["aenderungen/"]
    assert REASON["de"] in pages["basis"]
    assert "zu prüfen" in pages["basis"]
    assert 'id="pruefen-musterlohn"' in pages["aenderungen/"]
    assert "zu prüfen" in pages["themen/housing/"]


def test_flag_is_a_task_of_the_editors():
    """With its kind, at the record."""
    pages = pages_with(to_check=CHECK)
    assert 4 == pages["mitmachen/aufgaben/"].count("Zu prüfen (Quellen widersprechen sich): Zwei Quellen")


def test_undated_record_is_a_task_and_never_due():
    """Nobody knows from which day to count."""
    pages = pages_with(sources=[{"source": "musterquelle", "copied_on": "unknown"}])
    assert 4 == pages["mitmachen/aufgaben/"].count("Kopie ohne Datum: die Quelle live lesen")
    assert "Prüfung fällig" not in pages["anlaufstellen/musterzentrum/"]


def test_no_flag_of_the_research_is_lost(project):
    """Every statement and body that was flagged still is, with the kind of its flag."""
    catalogue = load_catalogue(project)[0]
    kinds = {fact.id: {check.kind for check in fact.to_check} for fact in catalogue.facts}
    open_flags = {name: kind for name, kind in FLAGS["statements"].items() if name not in FLAGS["settled"]}
    lost = [name for name, kind in open_flags.items() if kind not in kinds.get(name, set())]
    parts = [part for body in catalogue.organizations for part in (body, *body.services)]
    disagree = {part.id: sum(check.kind == "contradiction" for check in part.to_check) for part in parts}
    lost += [name for name, count in FLAGS["bodies"].items() if disagree.get(name, 0) < count]
    assert [] == lost


# ---- the law


def book(**section: object) -> LawBook:
    """A law whose first section was copied on 1 November, and a source that leads to it."""
    law = builders.laws()["laws"][0]
    law["sections"] = [law["sections"][0] | section]
    source = {"id": "quelle", "title": "§ 1", "kind": "law", "publisher": "X", "law": "mustergesetz", "section": "1"}
    laws = LawsFile.model_validate({"laws": [law]}).laws
    return LawBook(laws, SourcesFile.model_validate({"sources": [source]}).sources)


def record(copied_on: str = "2026-11-01", paragraphs: tuple[str, ...] = ()) -> Evidenced:
    """A statement that was read in that copy."""
    basis = [{"law": "mustergesetz", "section": "1", "paragraph": list(paragraphs)}] if paragraphs else []
    sources = [{"source": "quelle", "copied_on": copied_on}]
    return Fact.model_validate({"id": "a", "statement": {"de": "x"}, "sources": sources, "legal_basis": basis})


def test_newest_copy_that_says_the_same_counts():
    """So that a law that was compared yesterday is known for yesterday."""
    same = book(same_on="2026-11-20")
    assert "2026-11-20" == same.copied_on(record(), record().sources[0])
    assert date(2026, 11, 20) == same.known_on(record())
    older = record("2026-10-01")
    assert "2026-10-01" == same.copied_on(older, older.sources[0])


@pytest.mark.parametrize("field", ["changed_on", "renewed_on"])
def test_record_older_than_its_section_says_so(field):
    """Until its source was copied or read on the day of the new text, or later."""
    changed = book(**{field: "2026-11-10"})
    assert [("1", date(2026, 11, 10))] == [(c.section, c.copied_on) for c in changed.changes(record())]
    assert () == changed.changes(record("2026-11-10"))
    undated = record("unknown")
    assert 1 == len(changed.changes(undated))


def test_change_in_another_paragraph_wakes_nobody():
    """A record that names paragraphs rests only on those; the copy with the change says the same in them."""
    changed = book(changed_on="2026-11-10", changed_paragraphs=["2"])
    assert () == changed.changes(record(paragraphs=("1",)))
    assert 1 == len(changed.changes(record(paragraphs=("1", "2"))))
    assert 1 == len(changed.changes(record()))
    narrow = record(paragraphs=("1",))
    assert "2026-11-10" == changed.copied_on(narrow, narrow.sources[0])


def shown(desk, part) -> str:
    """What a command says, with the notes that it mentions."""
    notes = Notes("x/")

    def mention_of(record):
        return notes.mention(record, desk.renderer)

    html = desk.renderer.render(f"shortcodes/{part.template}", "x/", **part.view, mention_of=mention_of)
    return html + notes.html(desk.renderer)


def test_readers_see_that_a_law_has_changed():
    """With the day of its amendment, or of the copy that has the new text, in German and English."""
    data = builders.region_data()
    data["facts.yaml"]["facts"][0]["sources"] = [{"source": "musterquelle", "copied_on": "2026-11-01"}]
    for edition, de, en in (
        ("2026-11-09", "Gesetz geändert am 9. November 2026, wird geprüft", "law changed on 9 November 2026"),
        (None, "Gesetz geändert (Kopie vom 10. November 2026), wird geprüft", "law changed (copy of 10 November 2026)"),
    ):
        section = data["laws.yaml"]["laws"][0]["sections"][0]
        section |= {"changed_on": "2026-11-10"} | ({"changed_edition": edition} if edition else {})
        if edition is None:
            del section["changed_edition"]
        views = desks(publish(builders.catalogue(data), "site", builders.TODAY), builders.real_labels())
        for language, words in (("de", de), ("en", en)):
            part = COMMANDS["basis"](views[language], "muster-01")
            assert words in shown(views[language], part)


# ---- written form


def form(language: str, *references: dict[str, object]) -> str:
    labels = builders.real_labels()[language]
    basis = tuple(LegalReference.model_validate(reference) for reference in references)
    forms = written(
        basis, {"a": "AG", "b": "BG"}, lambda key, **values: labels[key].format(**values),
        lambda names: in_list_words(names, language),
    )  # fmt: skip
    return in_one_line(forms).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("references", "german", "english"),
    [
        ([{"law": "a", "section": "1"}], "§ 1 AG", "section 1 AG"),
        ([{"law": "a", "section": n} for n in ("1", "2a")], "§§ 1, 2a AG", "sections 1, 2a AG"),
        (
            [{"law": "a", "section": "1", "paragraph": ["1", "3"], "sentence": "2", "number": "4"}],
            "§ 1 Abs. 1 und 3 Satz 2 Nr. 4 AG", "section 1 para. 1 and 3 sentence 2 no. 4 AG",
        ),
        (
            [{"law": "a", "section": "1", "paragraph": "1"}, {"law": "a", "section": "1", "paragraph": "7"}],
            "§ 1 Abs. 1, Abs. 7 AG", "section 1 para. 1, para. 7 AG",
        ),
        (
            [{"law": "a", "section": "1", "paragraph": "1"}, {"law": "b", "section": "2"}, {"text": "BGBl. I Nr. 1"}],
            "§ 1 Abs. 1 AG; § 2 BG; BGBl. I Nr. 1", "section 1 para. 1 AG; section 2 BG; BGBl. I Nr. 1",
        ),
        ([{"law": "a", "section": "Anlage 11"}], "Anlage 11 AG", "Annex 11 AG"),
        ([{"law": "a", "section": "Anlage"}], "Anlage AG", "Annex AG"),
        ([{"law": "a"}], "AG", "AG"),
    ],
)  # fmt: skip
def test_legal_basis_is_written_as_the_language_does(references, german, english):
    """Sections of one law together, in the order in which they are named."""
    assert (german, english) == (form("de", *references), form("en", *references))


def test_signs_of_the_law_stay_with_their_numbers():
    """A line never ends between § and what it belongs to."""
    catalogue = builders.catalogue()
    assert "§\u00a01 Abs.\u00a01 MusterG" == legal_words(catalogue.facts[0].legal_basis, catalogue)


def test_every_legal_basis_of_the_region_is_written(project):
    """In every language, without a label that is missing."""
    catalogue = load_catalogue(project)[0]
    views = desks(publish(catalogue, "site", builders.TODAY), catalogue.labels)
    for desk in views.values():
        for record_ in (*catalogue.facts, *catalogue.figures):
            assert not record_.legal_basis or "{" not in desk.renderer.law(record_.legal_basis)


def test_check_counts_what_is_known_and_what_is_not_settled(tmp_path):
    """So that the share of live readings and of open questions is seen over time."""
    data = builders.region_data()
    bodies = data["actors.yaml"]["organizations"]
    bodies[0]["sources"] = [{"source": "musterquelle", "read_on": "2026-11-20", "read_by": "RA"}]
    bodies[1] |= {"sources": [{"source": "musterquelle", "copied_on": "unknown"}], "to_check": CHECK}
    bodies[2] |= {"evidence": "confirmed", "assured_on": "2026-11-01"}
    project = builders.write_region(tmp_path / "region", data)
    told = CliRunner().invoke(main, ["check", "--project", str(project), "--as-of", "2026-11-22"]).output
    assert "1 live gelesen, 14 aus einer Kopie mit Tag, 1 aus einer Kopie ohne Datum;" in told
    assert "von der Stelle bestätigt: 1." in told
    assert "1 mit Grund, 0 mit geändertem Gesetz, 0 nur aus dritter Hand, 0 mit fälliger Prüfung." in told
