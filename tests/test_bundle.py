"""The bundle for the partner agency: what is cleared for its channel, as files that others read; and its verdict."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import xml.etree.ElementTree as ET
from datetime import date

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import builders
from lotse.build.exported import put
from lotse.command_line import main
from lotse.commands.letters import letters
from lotse.commands.states import channel_states
from lotse.edition.channels import endings_in
from lotse.exports.bundle import bundle_files, shown_bodies
from lotse.exports.tables import cell, table
from lotse.pages import desks
from lotse.pages.bundle import fragments, pieces_of
from lotse.publish import publish

TODAY = builders.TODAY
ATOM_TITLE = "{http://www.w3.org/2005/Atom}title"
WILD = "=cmd|' /C calc'!A0; \"Amt\", 🦉 \u2067שלום\u2069\nzweite Zeile" + "x" * 300


def office(**changes):
    return builders.organization(
        "amt",
        contacts=[builders.contact("amt-zentrale"), builders.person("amt-person")],
        locations=[builders.location("amt-standort")],
        services=[builders.service("amt-rat", url="https://amt.example.org/rat", contacts=["amt-person"])],
    ) | changes


def ledger(**changes):
    everything = ["link", "contact", "address"]
    return [
        builders.consent("c-amt", "amt", fields=everything, channels=["fai"], valid_until="2027-09-30") | changes,
        builders.consent("c-person", "amt-person", fields=["person", "contact"], channels=["fai"]),
    ]


def catalogue(entries=None, *organizations):
    bodies = organizations or (office(), builders.organization("anderes"))
    return builders.catalogue_of(bodies, ledger() if entries is None else entries)


def files(found, today=TODAY):
    public = publish(found, "fai", today)
    pieces = {}
    for desk in desks(public, found.labels).values():
        pieces |= fragments(desk, pieces_of(desk))
    return bundle_files(public, endings_in(found, public), pieces)


def bundle(found, today=TODAY):
    return json.loads(files(found, today)["bundle.json"])


def by_kind(content):
    return {entry["kind"]: entry for entry in content["entries"] if entry["service"] is None and not entry["person"]}


def test_bundle_says_for_each_datum_what_it_rests_on():
    """Number, basis, day and last day; a person rests on an entry of their own."""
    content = bundle(catalogue())
    entry = by_kind(content)["link"]
    assert ["explicit"] == [one["basis"] for one in entry["clearances"]]
    assert ("2026-11-01", "2027-09-30") == (entry["clearances"][0]["given_on"], entry["valid_until"])
    person = next(one for one in content["entries"] if one["person"])
    assert person["clearances"][0]["number"] != entry["clearances"][0]["number"]
    assert person["valid_until"] is None
    assert {"link", "contact", "address"} == {one["kind"] for one in content["entries"]}


def test_bundle_names_no_body_of_which_nothing_is_cleared():
    """Not even by its name."""
    text = b"".join(files(catalogue()).values()).decode()
    assert "Stelle amt" in text
    assert "anderes" not in text


@pytest.mark.parametrize("channel", ["site", "pdf", "api", "embed"])
def test_what_other_channels_clear_stays_out(channel):
    entries = [builders.consent("c-amt", "amt", channels=[channel])]
    content = bundle(catalogue(entries))
    assert ([], []) == (content["entries"], content["organizations"])


def test_files_are_as_their_schema_says_and_always_the_same():
    one, two = files(catalogue()), files(catalogue())
    assert one == two
    schema = json.loads(one["bundle.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(one["bundle.json"]), schema, jsonschema.Draft202012Validator)
    broken = json.loads(one["bundle.json"]) | {"tasks": []}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema, jsonschema.Draft202012Validator)


def test_wild_names_come_out_right():
    """Separators, line ends, emoji, directions, formulas, 300 signs: parsed back, they are the same."""
    found = catalogue(None, office(name={"de": WILD, "en": WILD}))
    made = files(found)
    name = publish(found, "fai", TODAY).organizations[0].name["de"]
    assert "zweite Zeile" in name
    assert json.loads(made["bundle.json"])["organizations"][0]["name"]["de"] == name
    rows = list(csv.DictReader(io.StringIO(made["entries.csv"].decode("utf-8-sig"), newline="")))
    assert {f"'{name}"} == {row["organization_name"] for row in rows}
    titles = [node.text for node in ET.fromstring(made["changes.atom"]).iter(ATOM_TITLE)]  # noqa: S314 – ours
    assert any(name in (title or "") for title in titles)
    assert all("<script" not in text.decode() for path, text in made.items() if path.endswith(".html"))


@given(st.text(max_size=40))
def test_no_cell_is_a_formula_and_none_is_lost(text):
    """Whatever stands in a cell, a reader gets it back, and no program computes it."""
    text = text.replace("\x00", "").replace("\r", "")
    back = list(csv.reader(io.StringIO(table(["a"], [[text]])[1:], newline="")))[1][0]
    assert back in (text, f"'{text}")
    assert not back.lstrip().startswith(("=", "+", "-", "@"))
    assert cell(None) == ""


def test_fragment_is_marked_in_each_language():
    """No script, no style, no id; language and consent stand on it; only the body that is cleared."""
    made = files(catalogue())
    german, english = (made[f"fragments/{code}/housing/all.html"].decode() for code in ("de", "en"))
    assert '<section class="lotse-offices" lang="de" dir="ltr"' in german
    assert 'lang="en"' in english
    assert "data-lotse-consent=" in german
    assert "Erika Beispiel" in german
    for word in ("<script", "style=", " id=", "Stelle anderes"):
        assert word not in german + english


def test_withdrawn_and_lapsed_are_named_without_a_name():
    """The tombstone bears the ids that the earlier bundle had, the reason and the day; nothing of the datum itself."""
    before = {entry["id"] for entry in bundle(catalogue())["entries"]}
    withdrawn = bundle(catalogue(ledger(withdrawn_on="2026-11-20")))
    gone = {end["id"]: end for end in withdrawn["endings"]}
    assert set(gone) == before - {entry["id"] for entry in withdrawn["entries"]}
    assert {("withdrawn", "2026-11-20")} == {(end["reason"], end["ended_on"]) for end in gone.values()}
    lapsed = bundle(catalogue(), date(2027, 10, 1))["endings"]
    assert {("lapsed", "2027-09-30")} == {(end["reason"], end["ended_on"]) for end in lapsed}
    text = b"".join(files(catalogue(ledger(withdrawn_on="2026-11-20"))).values()).decode()
    assert "492410000001" not in text
    assert "zentrale@example.org" not in text
    assert "at:deleted-entry" in text


def written(folder, found, today=TODAY):
    put(files(found, today), folder)
    return folder


def judged(*arguments, day="2026-11-22"):
    result = CliRunner().invoke(main, ["fai", "verify", "--as-of", day, *map(str, arguments)])
    return result.exit_code, result.output


def test_verdict_on_a_whole_bundle(tmp_path):
    """Nothing to do: 0; the system's own tool agrees with the list."""
    folder = written(tmp_path / "neu", catalogue())
    assert judged(folder)[0] == 0
    assert judged(folder, "--before", folder)[0] == 0
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=False)  # noqa: S607
    assert checked.returncode == 0


def test_verdict_names_a_withdrawn_consent(tmp_path):
    """What the old bundle had and the new one lacks must be taken down: 3."""
    old = written(tmp_path / "alt", catalogue())
    new = written(tmp_path / "neu", catalogue(ledger(withdrawn_on="2026-11-20")))
    code, text = judged(new, "--before", old)
    assert code == 3
    assert "widerrufen, Zustimmung Z-" in text
    assert "Stelle amt (link" in text
    assert judged(new)[0] == 3


def test_verdict_names_what_is_new_changed_expired(tmp_path):
    old = written(tmp_path / "alt", catalogue())
    new = written(tmp_path / "neu", catalogue(None, office(website="https://neu.example.org/")))
    assert (1, True) == ((found := judged(new, "--before", old))[0], "Geändert" in found[1])
    more = written(tmp_path / "mehr", catalogue([*ledger(), builders.consent("c-anderes", "anderes")]))
    assert (1, True) == ((found := judged(more, "--before", old))[0], "Neu:" in found[1])
    assert (3, True) == ((found := judged(old, day="2027-10-01"))[0], "galt bis 2027-09-30" in found[1])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda f: (f / "bundle.json").write_bytes((f / "bundle.json").read_bytes()[:-40]), "Prüfsumme"),
        (lambda f: (f / "entries.csv").write_text("fremd"), "entries.csv"),
        (lambda f: (f / "changes.atom").unlink(), "fehlt"),
        (lambda f: (f / "SHA256SUMS").write_text((f / "SHA256SUMS").read_text()[:-90]), "abgeschnitten"),
        (lambda f: (f / "SHA256SUMS").write_text((f / "SHA256SUMS").read_text()[:78]), "fehlt"),
        (lambda f: (f / "SHA256SUMS").write_text((f / "SHA256SUMS").read_text() + "0" * 64 + "  ../x\n"), "außerhalb"),
    ],
    ids=["cut", "altered", "missing", "list cut", "list shortened", "way out"],
)
def test_verdict_on_a_spoilt_bundle(tmp_path, spoil, words):
    """Nothing of it may be used: 4."""
    folder = written(tmp_path / "neu", catalogue())
    spoil(folder)
    code, text = judged(folder)
    assert (4, True) == (code, words in text)


def test_nothing_there_is_nothing_done(tmp_path):
    assert judged(tmp_path / "fehlt")[0] == 2
    assert judged(tmp_path)[0] == 2


def test_letters_ask_for_what_is_missing_only():
    """Body and person each for themselves; who has withdrawn is not asked again; no line can be broken into."""
    found = catalogue([builders.consent("c-offen", "amt", basis="pending", channels=[])])
    made = letters(found, TODAY, ["amt"])
    assert {"amt", "amt-person"} == set(made)
    assert "https://amt.example.org/" in made["amt"]
    assert "Erika Beispiel" not in made["amt"]
    assert "[ ] Name der Person" in made["amt-person"]
    assert "Widerruf" in made["amt"]
    everywhere = [builders.consent("c", "amt"), builders.consent("d", "amt-person", fields=["person", "contact"])]
    assert letters(catalogue(everywhere), TODAY, ["amt"]) == {}
    assert "amt" not in letters(catalogue([everywhere[0] | {"withdrawn_on": "2026-11-20"}]), TODAY, ["amt"])


def test_status_counts_by_channel():
    states = channel_states(catalogue(), ("fai", "api"), TODAY)
    assert {"cleared": 1, "no-entry": 1} == states["fai"]["counts"]
    assert {"no-entry": 2} == states["api"]["counts"]


def test_shown_bodies_are_those_with_an_entry():
    assert ["amt"] == [body.id for body in shown_bodies(publish(catalogue(), "fai", TODAY))]
