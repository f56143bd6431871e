"""Hurdles from advising: the page, the links where they bite, the papers, the form, and how to begin one."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from click.testing import CliRunner

import builders
from lotse.command_line import main
from lotse.edition import checked_edition
from lotse.pages import desks
from lotse.pages.experience import experience_markdown, experience_pages, questions
from lotse.pages.paper import paper_markdown
from lotse.pages.process import process_pages
from lotse.pages.topics import topic_pages
from lotse.publish import publish


def hurdle(record_id: str = "musterhuerde", **changes: object) -> builders.Data:
    return {
        "id": record_id, "name": builders.both("Musterhürde"), "pattern": builders.both("Es dauert lange."),
        "phases": ["einreise"], "topics": ["housing"], "steps": ["schritt-eins"], "affected": ["employers"],
        "remedies": ["land", "bund"], "frequency": "often", "since": "2026-03", "sources": builders.citations(),
    } | changes  # fmt: skip


def desk_of(*hurdles: builders.Data, email: str | None = "betrieb@example.org"):
    data = builders.region_data()
    data["experience.yaml"]["hurdles"] = list(hurdles)
    data["region.yaml"]["region"]["operator"]["email"] = email
    if email is None:
        del data["region.yaml"]["region"]["operator"]["email"]
    catalogue = builders.catalogue(data)
    return desks(publish(catalogue, "site", builders.TODAY), catalogue.labels)["de"]


def page(pages, address: str) -> str:
    return next(one for one in pages if one.address == address).html


def test_page_says_everything_about_a_hurdle():
    """By its first phase, with whom it hits, how often, since when, who could remedy it, aim and status."""
    html = page(experience_pages(desk_of(hurdle(), hurdle("zweite", remedies=[]))), "netzwerk/erfahrungen/")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    for words in ("Musterhürde", "Es dauert lange.", "häufig, seit März 2026", "Land, Bund", "noch nicht vereinbart",
                  "gemeldet", "Wen es trifft Arbeitgeber", "noch nicht besprochen"):  # fmt: skip
        assert words in text, words
    assert 'href="../../arbeitgeber/ablauf/#schritt-eins"' in html


def test_claimed_ones_are_not_published():
    """Somebody has to have seen a source or heard it from those who advise."""
    assert () == desk_of(hurdle(evidence="claimed")).catalogue.hurdles


def test_step_and_topic_lead_to_the_hurdle_until_it_is_solved():
    """Where it bites."""
    for status, expected in (("reported", True), ("raised", True), ("solved", False)):
        desk = desk_of(hurdle(status=status))
        for html in (page(process_pages(desk), "arbeitgeber/ablauf/"), page(topic_pages(desk), "themen/housing/")):
            assert expected == ("netzwerk/erfahrungen/#musterhuerde" in html)
        assert "#musterhuerde" not in page(topic_pages(desk), "themen/mobility/")


def test_meeting_paper_has_a_section():
    """The unsolved ones in one table."""
    text = paper_markdown(desk_of(hurdle(), hurdle("behoben", name=builders.both("Vergangen"), status="solved")))
    section = text.partition("## Erfahrungen aus der Beratung")[2].partition("\n## ")[0]
    assert "Musterhürde: Es dauert lange." in section
    assert "Vergangen" not in section


def test_paper_for_those_who_could_help_is_by_them():
    """One that several could remedy stands with each; what nobody has talked about stands at the end; with sources."""
    text = experience_markdown(desk_of(hurdle(), hurdle("offen", name=builders.both("Offen # *x*"), remedies=[])))
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert ["Abhilfe: Land", "Abhilfe: Bund", "Abhilfe: noch nicht besprochen"] == headings
    assert 2 == text.count("### Musterhürde")
    assert r"### Offen \# \*x\*" in text
    assert "Musterbericht" in text


def test_form_asks_for_exactly_the_fields_of_a_hurdle():
    """Without a script the mail has the questions; with one the same fields; no address, no link."""
    desk = desk_of()
    html = page(experience_pages(desk), "netzwerk/erfahrungen/melden/")
    fields = re.findall(r'data-field="(\w+)"', html)
    assert ["name", "pattern", "phases", "topics", "frequency", "since", "affected", "remedies", "aim"] == fields
    assert fields == [question.field for question in questions(desk)]
    (link,) = re.findall(r'class="button" href="(mailto:betrieb@example\.org\?[^"]+)"', html)
    body = parse_qs(urlsplit(link.replace("&amp;", "&")).query)["body"][0]
    assert len(fields) == len([line for line in body.split("\r\n") if line.strip()])
    assert "action=" not in html
    without = page(experience_pages(desk_of(email=None)), "netzwerk/erfahrungen/melden/")
    assert "mailto:?" not in without
    assert "noch keine Adresse eingetragen" in without


def lotse(project: Path, *words: str):
    return CliRunner().invoke(main, [*words, "--project", str(project)], env={"LOTSE_AS_OF": "2026-11-22"})


@pytest.mark.parametrize(
    ("words", "file", "key"),
    [(("hurdle", "neue", "--name", "Neue: Hürde"), "experience.yaml", "hurdles"),
     (("event", "neue", "--name", 'Tag "der" Betriebe', "--starts", "2027-01-14T09:30"), "events.yaml", "events")],
)  # fmt: skip
def test_new_record_is_begun_and_the_check_names_its_gaps(tmp_path, words, file, key):
    """Into an empty list and behind another; nothing but gaps is wrong with it."""
    project = builders.write_region(tmp_path / "region")
    assert lotse(project, "new", *words).exit_code == 0
    (record,) = yaml.safe_load((project / "data" / file).read_text("utf-8"))[key]
    assert (record["id"], record["name"]["de"]) == ("neue", words[3])
    problems = checked_edition(project, builders.TODAY).problems
    assert {"value-placeholder"} == {p.code for p in problems if p.is_error}
    second = lotse(project, "new", words[0], "zweite", *words[2:])
    assert second.exit_code == 0, second.output
    assert 2 == len(yaml.safe_load((project / "data" / file).read_text("utf-8"))[key])
    before = (project / "data" / file).read_bytes()
    assert lotse(project, "new", *words).exit_code == 1  # the id is taken
    assert before == (project / "data" / file).read_bytes()


def test_event_with_a_faulty_beginning_is_not_begun(tmp_path):
    """Nothing is written."""
    project = builders.write_region(tmp_path / "region")
    result = lotse(project, "new", "event", "neue", "--name", "Tag", "--starts", "14.1.2027")
    assert (result.exit_code, "2026-10-14T09:30" in result.output) == (1, True)
    assert "neue" not in (project / "data/events.yaml").read_text("utf-8")


def test_report_is_written(tmp_path):
    """To the screen and to a file."""
    data = builders.region_data()
    data["experience.yaml"]["hurdles"] = [hurdle()]
    project = builders.write_region(tmp_path / "region", data)
    shown = lotse(project, "report", "experience")
    assert "### Musterhürde" in shown.output
    assert lotse(project, "report", "experience", "--to", str(tmp_path / "h.md")).exit_code == 0
    assert "### Musterhürde" in (tmp_path / "h.md").read_text("utf-8")


def test_first_entries_are_what_sources_name():
    """The agreement's section 2.1 and the article from Hannover."""
    known = yaml.safe_load((builders.PROJECT / "data/experience.yaml").read_text("utf-8"))["hurdles"]
    assert {"agreement", "hannover-article"} == {citation["source"] for one in known for citation in one["sources"]}
    assert all("since" not in one and one.get("frequency", "unknown") == "unknown" for one in known)
