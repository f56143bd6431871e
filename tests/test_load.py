"""`lotse.load`: from a folder to the catalogue, or to all problems at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from lotse.edition import checked_edition
from lotse.load import FILES, load_catalogue


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The invented region on disk."""
    return builders.write_region(tmp_path / "region")


def changed(folder: Path, name: str, change) -> Path:
    """The region with one changed file."""
    file = folder / "data" / name
    values = yaml.safe_load(file.read_text("utf-8"))
    change(values)
    builders.write_yaml(file, values)
    return folder


def test_region_is_read_completely(region):
    """Every record that was written is there again."""
    catalogue, problems = load_catalogue(region)
    assert [] == problems
    assert ["musteramt", "musterzentrum", "musternetz"] == [o.id for o in catalogue.organizations]
    assert [3, 2, 4, 1, 1] == [
        len(records)
        for records in (
            catalogue.municipalities,
            catalogue.territories,
            catalogue.consents,
            catalogue.figures,
            catalogue.facts,
        )
    ]
    assert {"de", "en"} == set(catalogue.labels)


def test_origin_names_file_line_and_record(region):
    """A problem of a nested record stands where the record stands."""
    catalogue, _ = load_catalogue(region)
    problem = catalogue.origin("musteramt-standort").problem("address", "city", code="x-y", message="")
    line = (region / problem.file).read_text("utf-8").split("\n")[problem.line - 1]
    assert ("data/actors.yaml", "musteramt-standort") == (problem.file, problem.record)
    assert "Musterstadt" == line[problem.column - 1 :]


def test_five_mistakes_at_once_are_five_problems(region):
    """An unknown field, a wrong day, a reference that leads nowhere, a bad number and markup, in one go."""

    def break_it(values):
        office, centre, network = values["organizations"]
        office["adresse"] = "Musterweg 1"
        office["services"][0]["sources"][0]["copied_on"] = "22.11.2026"
        centre["services"][0]["topics"] = ["hosuing"]
        centre["contacts"][0]["phones"] = ["12"]
        network["description"]["de"] = "Ein <b>Netz</b>."

    problems = checked_edition(changed(region, "actors.yaml", break_it), builders.TODAY).problems
    lines = (region / "data/actors.yaml").read_text("utf-8").split("\n")
    expected = [
        ("field-unknown", "Ausländeramt Musterstadt", "adresse: "),
        ("value-wrong", "Angebot musteramt-aufenthalt", "22.11.2026"),
        ("reference-unknown", "Angebot musterzentrum-beratung", "hosuing"),
        ("phone-wrong", "musterzentrum-beispiel", '"12"'),
        ("text-markup", "Netzwerk Musterregion", "Ein <b>"),
    ]
    found = [(p.code, p.record, lines[p.line - 1][p.column - 1 :]) for p in problems]
    assert sorted((code, record) for code, record, _ in expected) == sorted((c, r) for c, r, _ in found)
    for code, record, start in expected:
        assert any((code, record) == (c, r) and text.startswith(start) for c, r, text in found)
    assert {"data/actors.yaml"} == {p.file for p in problems}


def test_fault_of_one_record_is_no_fault_of_those_that_name_it(region):
    """What could not be understood still counts as being there."""

    def break_it(values):
        del values["organizations"][1]["kind"]

    catalogue, problems = load_catalogue(changed(region, "actors.yaml", break_it))
    assert ["field-missing"] == [p.code for p in problems]
    assert (True, True) == (catalogue.is_partial, "musterzentrum" in catalogue.lost)
    assert ["field-missing"] == [p.code for p in checked_edition(region, builders.TODAY).problems]


def test_partial_catalogue_is_never_published(region):
    """While a file has faults there is nothing that could become a page."""

    def break_it(values):
        values["consents"][0]["feld"] = "x"

    site = checked_edition(changed(region, "consents.yaml", break_it), builders.TODAY)
    assert (None, {}) == (site.public, site.pages)


def test_five_hundred_problems_are_all_told(region):
    """Every one of them, each with a place of its own, within a few seconds."""

    def break_it(values):
        values["organizations"] += [
            builders.organization(f"stelle-{n}", services=[], kind=f"kind-{n}", website=f"http://{n}")
            for n in range(250)
        ]

    edition = checked_edition(changed(region, "actors.yaml", break_it), builders.TODAY)
    problems = [p for p in edition.problems if p.is_error]
    assert 500 == len(problems)
    assert 500 == len({(p.line, p.column) for p in problems})


def test_five_hundred_faults_of_the_model_are_all_told(region):
    """Also those that are found before any rule looks."""

    def break_it(values):
        values["organizations"] += [builders.organization(f"stelle-{n}", unbekannt="x") for n in range(500)]

    codes = [p.code for p in checked_edition(changed(region, "actors.yaml", break_it), builders.TODAY).problems]
    assert 500 == codes.count("field-unknown")


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize("text", ["", "x", "- x\n", "a: b\n", "[", "\ufeff", "{}\n", "a: &b c\nd: *b\n"])
def test_nonsense_in_any_file_is_told(region, name, text):
    """Whatever stands in a file, there is a problem of that file and no traceback."""
    (region / "data" / name).write_text(text, "utf-8")
    site = checked_edition(region, builders.TODAY)
    assert f"data/{name}" in {p.file for p in site.errors}
    assert site.public is None


SCALARS = st.sampled_from(["", "x", "2026-11-22", "musteramt", "-1", "../x", "<b>", "0241 0000001"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(SCALARS, inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=60)
@given(st.data())
def test_any_value_in_any_place_is_read_or_told(tmp_path_factory, data):
    """Replacing any single value of the data never makes the check fall over."""
    files = builders.region_data()
    name = data.draw(st.sampled_from(sorted(files)))
    spots = list(_spots(files[name]))
    container, key = data.draw(st.sampled_from(spots))
    container[key] = data.draw(VALUES)
    folder = builders.write_region(tmp_path_factory.mktemp("region") / "r", files)
    checked_edition(folder, builders.TODAY)


def _spots(values):
    """Every container with each of its keys."""
    items = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, value in items:
        yield values, key
        yield from _spots(value)


OVERLAY = {
    "contacts": [builders.person("privat", organization="musternetz", tasks=["Nur für uns."])],
    "consents": [builders.consent("consent-privat", "privat", fields=["person", "contact"])],
}


def write_overlay(folder: Path, values: object) -> Path:
    folder.mkdir()
    builders.write_yaml(folder / "contacts.yaml", values)
    return folder


def test_overlay_adds_contacts_and_consents(region, tmp_path):
    """From a folder outside the project, with places of their own."""
    catalogue, problems = load_catalogue(region, write_overlay(tmp_path / "private", OVERLAY))
    assert [] == problems
    assert ["privat"] == [c.id for c in catalogue.organizations[2].contacts]
    assert "contacts.yaml" == catalogue.origin("privat").file


def test_overlay_for_an_unknown_body_is_told(region, tmp_path):
    """By place and code; not even the name of a body is told."""
    wrong = {
        "contacts": [builders.person("privat", organization="musternetzz")],
        "consents": OVERLAY["consents"],
    }
    _, problems = load_catalogue(region, write_overlay(tmp_path / "private", wrong))
    told = "Angaben aus dem privaten Ordner stehen in keiner Meldung."
    assert [("contacts.yaml", "reference-unknown", told)] == [(p.file, p.code, p.hint) for p in problems]


def test_overlay_without_its_file_is_told(region, tmp_path):
    """Whoever names a folder means it."""
    catalogue, problems = load_catalogue(region, tmp_path)
    assert (True, ["file-missing"]) == (catalogue.is_partial, [p.code for p in problems])


def test_prose_is_read_with_address_and_lines(region):
    """`index.md` is its folder's page; the body begins behind the front matter."""
    builders.write_page(region / "docs/de/wege/karte.md", "Karte", "Erste.\n\nZweite.")
    pages = {(p.language, p.address): p for p in load_catalogue(region)[0].prose}
    page = pages["de", "wege/karte/"]
    assert ("Karte", "docs/de/wege/karte.md", 6) == (page.title, page.file, page.first_line)
    assert {("de", ""), ("en", "mitmachen/")} <= pages.keys()
    lines = (region / page.file).read_text("utf-8").split("\n")
    assert lines[page.first_line - 1 :] == page.body.split("\n")


def test_front_matter_faults_have_their_line(region):
    """The front matter is read as strictly as the data."""
    (region / "docs/de/x.md").write_text("---\ntitle: X\ndescription: a: b\n---\n", "utf-8")
    problems = load_catalogue(region)[1]
    assert [("docs/de/x.md", 3, "colon-unquoted")] == [(p.file, p.line, p.code) for p in problems][:1]


def test_review_day_is_a_day(region):
    """Types are decided by the model, from text."""
    organization = load_catalogue(region)[0].organizations[0]
    assert date(2026, 11, 22) == organization.known_on


def own_file(region: Path, name: str, organizations: list[Any]) -> None:
    (region / "data/actors").mkdir(exist_ok=True)
    builders.write_yaml(region / "data/actors" / name, {"organizations": organizations})


def test_bodies_may_have_files_of_their_own(tmp_path):
    """In data/actors/, of the same shape; they stand behind those of data/actors.yaml."""
    region = builders.write_region(tmp_path / "region")
    own_file(region, "eigene.yaml", [builders.organization("eigene")])
    catalogue, problems = load_catalogue(region)
    assert ([], "data/actors/eigene.yaml") == (problems, catalogue.origin("eigene").file)
    assert ["musteramt", "musterzentrum", "musternetz", "eigene"] == [o.id for o in catalogue.organizations]


def test_ids_are_unique_over_all_files_of_bodies(tmp_path):
    """The message names the other file."""
    region = builders.write_region(tmp_path / "region")
    own_file(region, "kopie.yaml", [builders.organization("musteramt")])
    _, problems = load_catalogue(region)
    assert [("data/actors/kopie.yaml", "id-duplicate")] == [(p.file, p.code) for p in problems]
    assert "data/actors.yaml, Zeile" in problems[0].message


def test_fault_in_a_file_of_its_own_hides_no_other_body(tmp_path):
    """The rest is checked all the same, and a reference that leads nowhere is told once, where it stands."""
    region = builders.write_region(tmp_path / "region")
    own_file(region, "eigene.yaml", [builders.organization("eigene", kind="gibt-es-nicht")])
    problems = checked_edition(region, builders.TODAY).problems
    assert [("data/actors/eigene.yaml", "reference-unknown")] == [(p.file, p.code) for p in problems if p.is_error]


def test_other_names_in_the_folder_are_refused(tmp_path):
    """A backup is read by nobody."""
    region = builders.write_region(tmp_path / "region")
    own_file(region, "Kopie von eigene.yaml", [])
    _, problems = load_catalogue(region)
    assert ["file-unknown"] == [p.code for p in problems]
