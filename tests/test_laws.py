"""`lotse laws diff`: two small stored texts, archives as the portal makes them, and a server on this computer only."""

from __future__ import annotations

import json
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import builders
from lotse.command_line import main
from lotse.edition import checked_edition
from lotse.laws import compare, read_laws, word_diff
from lotse.laws.faults import LawFault
from lotse.laws.fetching import fetch
from lotse.laws.markdown import as_markdown, read_markdown
from lotse.laws.portal import read_contents, read_xml, xml_of
from lotse.laws.texts import SectionText, fingerprint, same_name, section_names, words
from lotse.model import Law, LawsFile

TEXTS = Path(__file__).parent / "cases/laws"
BEFORE, AFTER = TEXTS / "before", TEXTS / "after"
PORTAL_XML = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE dokumente SYSTEM "http://gesetze.example/dtd/gii-norm.dtd">
<dokumente builddate="20260819213045" doknr="X1">
<norm><metadaten><jurabk>MusterG 2020</jurabk><amtabk>MusterG</amtabk>
<standangabe checked="ja"><standtyp>Stand</standtyp>
<standkommentar>Zuletzt geändert durch Art. 3 G v. 1.7.2026 I Nr. 12</standkommentar></standangabe></metadaten></norm>
<norm><metadaten><jurabk>MusterG 2020</jurabk><enbez>§ 1</enbez><titel format="parat">Anmeldung</titel></metadaten>
<textdaten><text format="XML"><Content><P>(1) <SUP class="Rec">1</SUP>Wer eine Wohnung bezieht, meldet sich innerhalb
von drei Wochen an.</P><P>(2) Die Behörde bestätigt die Anmeldung. Sie<FnR ID="F1"/> erhebt keine Gebühr.</P></Content>
</text></textdaten></norm>
<norm><metadaten><jurabk>MusterG 2020</jurabk><enbez>Anlage 1</enbez></metadaten><textdaten><text format="XML">
<Content><table><tgroup><tbody><row><entry>Besuch</entry><entry>Kur</entry><entry>Lehrgang</entry></row></tbody></tgroup>
</table></Content></text><fussnoten><Content><P>Fußnote</P></Content></fussnoten></textdaten></norm>
<norm><metadaten><jurabk>MusterG 2020</jurabk><gliederungseinheit><gliederungsbez>Teil 1</gliederungsbez>
</gliederungseinheit></metadaten></norm>
</dokumente>
"""
CONTENTS = "<items><item><title>M</title><link>http://gesetze.example/musterg/xml.zip</link></item></items>"


def portal_xml(encoding="UTF-8"):
    return PORTAL_XML.format(encoding=encoding).encode(encoding)


def archive(data: bytes, name: str = "X1.xml") -> bytes:
    """An archive as the portal makes one for each law."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(name, data)
    return target.getvalue()


def laws(*names: str) -> list[Law]:
    """One law with these sections, as the copy of April has them."""
    text = read_markdown((BEFORE / "MusterG.md").read_text("utf-8"), "")
    sections = []
    for name in names:
        section = text.sections[name]
        marks = {"fingerprint": section.fingerprint, "paragraphs": section.marks(), "copied_on": "2026-04-29"}
        sections.append({"section": name} | marks)
    law = builders.laws()["laws"][0] | {"sections": sections}
    return list(LawsFile.model_validate({"laws": [law]}).laws)


def region(folder: Path, *names: str, page: str = "") -> Path:
    """The invented region, whose law is known as the copy of April has it."""
    data = builders.region_data()
    law = builders.laws()["laws"][0]
    law["sections"] = [
        {"section": s.section, "fingerprint": s.fingerprint, "paragraphs": s.paragraphs, "copied_on": "2026-04-29"}
        for s in laws(*names)[0].sections
    ]
    data["laws.yaml"] = {"laws": [law]}
    data["facts.yaml"]["facts"][0]["sources"] = [{"source": "musterquelle", "copied_on": "2026-04-29"}]
    data["checklists.yaml"]["checklists"][0]["sections"][0]["items"][0]["facts"] = ["muster-01"]
    project = builders.write_region(folder, data)
    if page:
        for language in builders.LANGUAGES:
            builders.write_page(project / f"docs/{language}/melden.md", "Melden", page)
    return project


def lotse(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--project", str(project)])


def as_the_command_writes(project: Path, *names: str) -> Path:
    """The file of laws in the form of the project's own, with comments at both ends."""
    lines = ["# Kopf", "laws:", "  - id: mustergesetz", "    short: MusterG", "    name: Mustergesetz", "    sections:"]
    for section in laws(*names)[0].sections:
        marks = ", ".join(f'"{name}": "{mark}"' for name, mark in section.paragraphs.items())
        lines += [f"      - section: {section.section}", f'        fingerprint: "{section.fingerprint}"']
        lines += [f"        paragraphs: {{{marks}}}", "        copied_on: 2026-04-29"]
    (project / "data/laws.yaml").write_text("\n".join([*lines, "", "# Ende", ""]), "utf-8")
    return project


# ---- words, names, fingerprints


@given(st.text())
def test_fingerprint_ignores_layout_only(text):
    """White space, signs and markup around words change nothing; a further word does."""
    told = words(text)
    assert fingerprint(text) == fingerprint(" ".join(told))
    assert fingerprint(text) != fingerprint(f"{text} Wort")


def test_notes_of_the_publisher_are_no_law():
    """Nor are numbers of sentences and marks of footnotes."""
    text = "¹Der Betrag beträgt 13,90 Euro.<sup>*</sup>\n\n(+++ § 1: Zur Geltung +++)\n§ 1 Abs. 2: Eingef. durch Art. 2"
    assert ["Der", "Betrag", "beträgt", "13", "90", "Euro"] == words(text)


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("§ 18g – Blaue Karte EU", ["18g"]),
        ("§ 1", ["1"]),
        ("§§ 25 bis 28 – (weggefallen)", ["25", "26", "27", "28"]),
        ("Anlage 11 (zu § 31)", ["Anlage 11"]),
        ("Anlage – (zu § 38)", ["Anlage"]),
        ("Artikel 6", ["Art. 6"]),
        ("Inhaltsübersicht", []),
        ("Kapitel 1", []),
    ],
)
def test_headings_name_their_sections(heading, names):
    """As Markdown and the portal write them."""
    assert names == section_names(heading)


def test_names_of_laws_are_compared_in_one_spelling():
    """Copies write «SGB_3», «SGB 3» and «sgb_3»."""
    assert 1 == len({same_name(name) for name in ("SGB_3", "SGB 3", "sgb_3", " SGB  3 ")})


def test_paragraphs_are_told_apart():
    """Each with its own mark, so that a change can be placed."""
    section = SectionText("1", "(1) Eins.\n\n1. Punkt\n\n(2a) Zwei (3) drei.")
    assert ["1", "2a"] == list(section.marks())


# ---- forms of copies


def test_portal_and_markdown_give_the_same_law():
    """The same words have the same fingerprint, whatever the form; days and names come from the copy."""
    of_portal = read_xml(portal_xml(), "x")
    of_file = read_markdown((AFTER / "MusterG.md").read_text("utf-8"), "y")
    assert [s.fingerprint for s in of_portal.sections.values()] == [
        of_file.sections[name].fingerprint for name in ("1", "Anlage 1")
    ]
    assert (date(2026, 8, 19), date(2026, 7, 1)) == (of_portal.copied_on, of_portal.edition)
    assert ("MusterG 2020", "MusterG") == of_portal.names


def test_law_that_is_kept_reads_the_same_again():
    """What `--keep` writes serves as `--before` next time."""
    law = read_xml(portal_xml(), "x")
    again = read_markdown(as_markdown(law, "MusterG"), "y")
    assert [s.fingerprint for s in law.sections.values()] == [s.fingerprint for s in again.sections.values()]
    assert (law.copied_on, law.edition) == (again.copied_on, again.edition)


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "windows-1252", "UTF-16"])
def test_declared_encodings_are_read(encoding):
    """The file says which one it has."""
    assert "Behörde" in read_xml(portal_xml(encoding), "x").sections["1"].text


@pytest.mark.parametrize(
    ("name", "data", "code", "words_of_it"),
    [
        ("MusterG.md", "% MusterG\n\n# § 1\n\nBehörde".encode("latin-1"), "law-unreadable", "UTF-8"),
        ("MusterG.md", b"Ohne Kopf\n", "law-unreadable", "beginnt nicht"),
        ("musterg/X1.xml", portal_xml()[:900], "law-unreadable", "fehlerhaft"),
        ("musterg/X1.xml", b"<!DOCTYPE html><html><body>Wartung</body></html>", "law-unreadable", "HTML"),
        ("musterg/X1.xml", b'<!DOCTYPE d [<!ENTITY a "b">]><dokumente>&a;</dokumente>', "law-unreadable", "ENTITY"),
        ("musterg/X1.xml", b'<?xml version="1.0" encoding="x-none"?><dokumente/>', "law-unreadable", "fehlerhaft"),
        ("musterg/xml.zip", archive(portal_xml())[:200], "law-unreadable", "unvollständig"),
        ("musterg/xml.zip", archive(b"x", "readme.txt"), "law-unreadable", "keine XML"),
    ],
)
def test_broken_copies_are_told_with_the_name_of_the_law(tmp_path, name, data, code, words_of_it):
    """One problem each; nothing is compared, so nothing can be overwritten."""
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(data)
    reading = read_laws(str(tmp_path), laws("1"))
    (problem,) = reading.problems
    assert (code, "MusterG", True) == (problem.code, problem.record, problem.is_error)
    assert words_of_it in problem.message
    assert {} == dict(reading.texts)


def test_files_of_300_megabytes_are_not_read(tmp_path):
    """Neither as they are nor unpacked; the size is asked first."""
    with (tmp_path / "MusterG.md").open("wb") as file:
        file.truncate(300 * 2**20)
    packed = archive(b" " * (65 * 2**20))
    assert len(packed) < 2**20
    with pytest.raises(LawFault, match="zu groß"):
        xml_of(packed, "x")
    assert ["law-too-large"] == [problem.code for problem in read_laws(str(tmp_path), laws("1")).problems]


def test_law_that_is_not_there_is_a_warning(tmp_path):
    """A folder need not hold every law; other files of it are left alone."""
    (tmp_path / "README.md").write_text("# Über diesen Ordner\n", "utf-8")
    (tmp_path / "Anderes.md").write_text("% AnderesG\n\n# § 1\n\nText\n", "utf-8")
    (problem,) = read_laws(str(tmp_path), laws("1")).problems
    assert ("law-missing", "MusterG", False) == (problem.code, problem.record, problem.is_error)


def test_archives_in_a_folder_are_found_by_name_or_content(tmp_path):
    """`musterg/xml.zip` as the portal lays them out, or any name."""
    (tmp_path / "x7.zip").write_bytes(archive(portal_xml()))
    (tmp_path / "gii-toc.xml").write_text(CONTENTS, "utf-8")
    reading = read_laws(str(tmp_path), laws("1"))
    assert (["mustergesetz"], ()) == (list(reading.texts), tuple(reading.problems))


# ---- comparing


def outcomes(*names: str, copies: Path = AFTER) -> dict[str, tuple[str, tuple[str, ...], str]]:
    wanted = laws(*names)
    found = compare(wanted, read_laws(str(copies), wanted).texts)
    return {c.section.section: (c.outcome, c.paragraphs, c.moved_to) for c in found}


def test_each_section_is_told_as_it_is():
    """Changed with its paragraph, repealed, renamed with its new place, the same in another order and layout."""
    assert {
        "1": ("changed", ("1",), ""),
        "2": ("gone", (), "2a"),
        "3": ("repealed", ("1",), ""),
        "Anlage 1": ("same", (), ""),
    } == outcomes("1", "2", "3", "Anlage 1")


def test_section_that_is_gone_is_told(tmp_path):
    """With the place where the same words stand now."""
    project = region(tmp_path / "region", "1", "2")
    told = lotse(project, "laws", "diff", str(AFTER)).output
    assert "law-section-missing: [MusterG] Warnung: § 2 steht nicht in der Kopie." in told
    assert "Derselbe Wortlaut steht jetzt in § 2a." in told


def test_same_copy_has_no_difference():
    assert {"same"} == {outcome for outcome, _, _ in outcomes("1", "2", "3", "Anlage 1", copies=BEFORE).values()}


def test_words_are_compared_with_what_stands_around_them():
    """Signs and layout alone are no change."""
    before, after = "Wer bleibt, meldet sich in zwei Wochen an.", "Wer bleibt meldet\nsich in drei Wochen an!"
    assert ["… Wer bleibt meldet sich in [-zwei-] {+drei+} Wochen an! …"] == word_diff(before, after)
    assert [] == word_diff("Erstens; zweitens.", "Erstens, zweitens")


# ---- the command


def test_command_names_the_change_and_what_rests_on_it(tmp_path):
    """The section, its words, the statement, the item of a checklist, and the texts of every language."""
    project = region(tmp_path / "region", "1", page='## Melden {#melden}\n\nSo. {{ basis("muster-01") }}')
    result = lotse(project, "laws", "diff", str(AFTER), "--before", str(BEFORE))
    assert 1 == result.exit_code
    for part in (
        "MusterG § 1: geändert, Absatz 1, Kopie vom 2026-08-19, Gesetz zuletzt geändert am 2026-07-01",
        "[-zwei-] {+*drei*+}",
        "Rechtsaussage muster-01 (data/facts.yaml:",
        "Punkt einer Checkliste musterpunkt (data/checklists.yaml:",
        "Text melden.md#melden (de, en)",
        "1 Gesetze gelesen, 1 von 1 zitierten Abschnitten verglichen: 1 geändert; 0 nicht verglichen.",
    ):
        assert part in result.output


def test_command_shows_the_new_paragraph_without_an_older_copy(tmp_path):
    """As plain data too."""
    project = region(tmp_path / "region", "1", "3")
    told = json.loads(lotse(project, "laws", "diff", str(AFTER), "--format", "json").stdout)
    assert [("1", "changed"), ("3", "repealed")] == [(entry["section"], entry["outcome"]) for entry in told]
    assert ["(1) Wer eine Wohnung bezieht, meldet sich innerhalb von *drei* Wochen an."] == told[0]["changes"]
    assert ["muster-01", "musterpunkt"] == [resting["name"] for resting in told[0]["resting"]]


def test_command_is_silent_about_what_is_the_same(tmp_path):
    """Return code 0: a service that runs it every week stays green."""
    result = lotse(region(tmp_path / "region", "1"), "laws", "diff", str(BEFORE))
    assert (0, 1) == (result.exit_code, len(result.output.strip().splitlines()))


def test_note_warns_and_update_takes_over_only_what_is_named(tmp_path):
    """Comments and other entries stay as they are; the record warns until its source has a newer day."""
    project = as_the_command_writes(region(tmp_path / "region", "1", "3", "Anlage 1"), "1", "3", "Anlage 1")
    path = project / "data/laws.yaml"
    lotse(project, "laws", "diff", str(AFTER), "--note")
    assert ["law-newer"] == codes(project)
    noted = path.read_text("utf-8")
    assert [2, 1] == [noted.count("changed_on: 2026-08-19"), noted.count("same_on: 2026-08-19")]
    result = lotse(project, "laws", "diff", str(AFTER), "--update", "MusterG § 1")
    taken = path.read_text("utf-8")
    assert [1, 1, 1] == [taken.count(f"{field}: 2026-08-19") for field in ("changed_on", "same_on", "renewed_on")]
    assert ("# Kopf", "# Ende") == (taken.splitlines()[0], taken.splitlines()[-1])
    assert "1 Abschnitt übernommen" in result.stderr
    assert ["law-newer"] == codes(project)
    facts = project / "data/facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("2026-04-29", "2026-08-19"), "utf-8")
    assert [] == codes(project)
    assert "MusterG § 1:" not in lotse(project, "laws", "diff", str(AFTER)).output


def codes(project: Path) -> list[str]:
    return [problem.code for problem in checked_edition(project, builders.TODAY).problems]


@pytest.mark.parametrize("name", ["MusterG 9", "AnderesG 1", "MusterG", "MusterG 2"])
def test_update_of_what_the_copy_does_not_have_writes_nothing(tmp_path, name):
    """Not even what else was named."""
    project = as_the_command_writes(region(tmp_path / "region", "1", "2"), "1", "2")
    before = (project / "data/laws.yaml").read_bytes()
    result = lotse(project, "laws", "diff", str(AFTER), "--update", "MusterG 1", "--update", name)
    assert (1, before) == (result.exit_code, (project / "data/laws.yaml").read_bytes())


def test_update_adds_a_section_that_was_not_cited_yet(tmp_path):
    """An editor cites a further section: the command adds it from the copy."""
    project = as_the_command_writes(region(tmp_path / "region", "1"), "1")
    lotse(project, "laws", "diff", str(BEFORE), "--update", "MusterG Anlage 1")
    law = checked_edition(project, builders.TODAY).catalogue.laws[0]
    assert ["1", "Anlage 1"] == [section.section for section in law.sections]
    assert fingerprint("Besuch, Kur, Lehrgang") == law.sections[1].fingerprint


def test_file_in_another_form_is_left_alone(tmp_path):
    """Rather than written wrongly."""
    project = region(tmp_path / "region", "1")
    before = (project / "data/laws.yaml").read_bytes()
    result = lotse(project, "laws", "diff", str(AFTER), "--note")
    assert (1, before) == (result.exit_code, (project / "data/laws.yaml").read_bytes())
    assert "in der Form" in result.stderr


def test_broken_copy_overwrites_nothing(tmp_path):
    """Return code 2, so that a service notices."""
    project = as_the_command_writes(region(tmp_path / "region", "1"), "1")
    before = (project / "data/laws.yaml").read_bytes()
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies/MusterG.zip").write_bytes(b"PK\x03\x04 abgeschnitten")
    result = lotse(project, "laws", "diff", str(tmp_path / "copies"), "--note")
    assert (2, before) == (result.exit_code, (project / "data/laws.yaml").read_bytes())
    assert "law-unreadable: [MusterG]" in result.output


def test_older_copy_does_not_turn_time_back(tmp_path):
    """It is told and not compared."""
    project = as_the_command_writes(region(tmp_path / "region", "1"), "1")
    lotse(project, "laws", "diff", str(AFTER), "--update", "MusterG 1")
    result = lotse(project, "laws", "diff", str(BEFORE))
    assert "law-copy-older: [MusterG]" in result.output
    assert "0 von 1 zitierten Abschnitten verglichen" in result.output


def test_place_that_is_neither_folder_nor_address_is_refused(tmp_path):
    result = lotse(region(tmp_path / "region", "1"), "laws", "diff", str(tmp_path / "fehlt"))
    assert (2, True) == (result.exit_code, "weder ein Ordner noch eine Adresse" in result.output)


def test_cited_sections_are_kept_for_next_time(tmp_path):
    """Only those, under the id of the law."""
    project = region(tmp_path / "region", "1")
    lotse(project, "laws", "diff", str(AFTER), "--keep", str(tmp_path / "kept"))
    kept = read_markdown((tmp_path / "kept/mustergesetz.md").read_text("utf-8"), "")
    assert (["1"], date(2026, 8, 19)) == (list(kept.sections), kept.copied_on)


def test_older_words_stay_until_the_change_is_taken_over(tmp_path):
    """So that next week's comparison can still tell word for word."""
    project = region(tmp_path / "region", "1", "Anlage 1")
    kept = tmp_path / "kept"
    lotse(project, "laws", "diff", str(AFTER), "--before", str(BEFORE), "--keep", str(kept))
    told = lotse(project, "laws", "diff", str(AFTER), "--before", str(kept)).output
    assert "[-zwei-] {+*drei*+}" in told


def test_scheduled_watch_reads_only_and_runs_what_it_names(project):
    """Actions are pinned to a commit, with the version beside it."""
    text = (project / ".github/workflows/law-watch.yml").read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert {"contents": "read"} == workflow["permissions"]
    used = [step["uses"] for step in workflow["jobs"]["compare"]["steps"] if "uses" in step]
    assert used == re.findall(r"uses: ([\w/-]+@[0-9a-f]{40}) # v\d+\.\d+\.\d+", text)
    options = re.search(r"lotse laws diff (.*)", text)[1]
    known = {name for option in main.commands["laws"].commands["diff"].params for name in option.opts}
    assert set(re.findall(r"--\w+", options)) <= known


# ---- a server on this computer


@contextmanager
def serving(answers: dict[str, tuple[int, bytes]], pause: float = 0) -> Iterator[str]:
    """Serves these answers by path; with a pause it sends a byte and then nothing for so many seconds."""
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers.get(self.path, (404, b""))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:1])
            if pause:
                done.wait(pause)
            self.wfile.write(body[1:])

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        done.set()
        server.shutdown()
        server.server_close()


def test_portal_is_read_through_its_contents():
    """Archives are taken from the same server, whatever host the contents name."""
    answers = {"/gii-toc.xml": (200, CONTENTS.encode()), "/musterg/xml.zip": (200, archive(portal_xml()))}
    with serving(answers) as address:
        for place in (address, f"{address}/gii-toc.xml"):
            reading = read_laws(place, laws("1"))
            assert (["mustergesetz"], []) == (list(reading.texts), list(reading.problems))


@pytest.mark.parametrize(
    ("answer", "code", "words_of_it"),
    [
        ((403, b"<html>nein</html>"), "law-not-reached", "403"),
        ((200, b"<!DOCTYPE html><html>Wartung</html>"), "law-unreadable", "HTML"),
        ((200, archive(portal_xml())[:-400]), "law-unreadable", "unvollständig"),
        ((200, b""), "law-unreadable", "unvollständig"),
    ],
)
def test_answers_that_are_no_law_are_told_with_its_name(answer, code, words_of_it):
    with serving({"/gii-toc.xml": (200, CONTENTS.encode()), "/musterg/xml.zip": answer}) as address:
        (problem,) = read_laws(address, laws("1")).problems
    assert (code, "MusterG") == (problem.code, problem.record)
    assert words_of_it in problem.message


def test_law_that_the_portal_no_longer_has_is_missing():
    """Repealed, or under another address."""
    with serving({"/gii-toc.xml": (200, CONTENTS.replace("/musterg/", "/neug/").encode())}) as address:
        assert ["law-missing"] == [problem.code for problem in read_laws(address, laws("1")).problems]


@pytest.mark.parametrize("body", [b"<html>", b"<items></items>", b"<items><item>", CONTENTS.encode("utf-16")[:60]])
def test_contents_that_are_none_are_told(body):
    """Then nothing else is asked for."""
    with serving({"/gii-toc.xml": (200, body)}) as address:
        reading = read_laws(address, laws("1"))
    assert (["law-unreadable"], {}) == ([problem.code for problem in reading.problems], dict(reading.texts))


def test_slow_and_endless_answers_are_given_up():
    """In time and in size."""
    with serving({"/slow": (200, b"ab")}, pause=30) as address, pytest.raises(LawFault, match="langsam"):
        fetch(f"{address}/slow", pause=0.2)
    with serving({"/large": (200, b"x" * 5000)}) as address:
        with pytest.raises(LawFault, match="größer"):
            fetch(f"{address}/large", largest=1000)
        with pytest.raises(LawFault, match="langsam"):
            fetch(f"{address}/large", at_most=-1)


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:1/", "http://[", "ftp://127.0.0.1/"])
def test_other_addresses_are_refused_or_not_reached(address):
    """Only the web is read."""
    with pytest.raises(LawFault) as caught:
        fetch(address, pause=1)
    assert "law-not-reached" == caught.value.problem.code


def test_contents_lead_to_archives():
    """By the part of the address that names the law."""
    assert {"musterg": "/musterg/xml.zip"} == read_contents(CONTENTS.encode(), "x")


def test_every_code_of_the_watch_is_asserted_here():
    """As the cases of the check are for its rules."""
    import test_docs

    own = Path(__file__).read_text("utf-8")
    assert set() == {code for code in test_docs.codes_in("laws") if f'"{code}"' not in own and f"{code}:" not in own}
