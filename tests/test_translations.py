"""Translated sections: states, what is shown of them, stamps, and the way to translators and back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import builders
from builders import write_region
from conftest import AS_OF
from lotse.build import BuildOrder, build
from lotse.commands.languages import new_language
from lotse.commands.po import export_po, import_po
from lotse.commands.region import NewRegion, new_region
from lotse.commands.translations import stale_sections, stamp_language, untouched_sections
from lotse.edition import checked_edition, edition_of
from lotse.load import load_catalogue
from lotse.translations import composed, is_sealed, mark, minor_change, sections_of, shape_of, stamp, statuses

DAY = AS_OF
GERMAN = '# Titel\n\nAnfang.\n\n## Frist {#frist}\n\nBis {{ figure("frist") }}.\n\n## Rat {#rat}\n\nFragen Sie.'
FRENCH = '# Titre\n\nDébut.\n\n## Délai {#frist}\n\nJusqu’à {{ figure("frist") }}.\n\n## Conseil {#rat}\n\nDemandez.'


def copied(project: Path, tmp_path: Path) -> Path:
    """The real data and prose in a folder of their own, to be changed."""
    for name in ("data", "docs"):
        shutil.copytree(project / name, tmp_path / "projekt" / name)
    shutil.copy(project / "mkdocs.yml", tmp_path / "projekt")
    return tmp_path / "projekt"


def stamps_for(german: str, french: str) -> dict:
    """Stamps that pair the sections of both texts."""
    pairs = zip(sections_of(german), sections_of(french), strict=True)
    made = [stamp("p.md", original, translation, made_on=DAY) for original, translation in pairs]
    return {(entry.page, entry.section): entry for entry in made}


def states(german: str, french: str | None, stamps: dict, minor: tuple = ()) -> list[str]:
    return [status.state for status in statuses("p.md", german, french, stamps, minor)]


def test_fresh_stamps_are_current():
    """What was stamped just now is current, and no person has read it."""
    assert ["machine"] * 3 == states(GERMAN, FRENCH, stamps_for(GERMAN, FRENCH))


def test_german_edit_stales_its_section_only():
    """A change of one German sentence concerns exactly its section."""
    changed = GERMAN.replace("Fragen Sie.", "Fragen Sie dort.")
    assert ["machine", "machine", "outdated"] == states(changed, FRENCH, stamps_for(GERMAN, FRENCH))


def test_changed_value_of_a_figure_stales_nothing(project, tmp_path):
    """Figures are bound by name: another value leaves every translation of the real site current."""
    copy = copied(project, tmp_path)
    figures = copy / "data/figures.yaml"
    text = figures.read_text("utf-8")
    figures.write_text(text.replace("value: 13.90", "value: 13.95"), encoding="utf-8")
    catalogue, _ = load_catalogue(copy)
    assert text != figures.read_text("utf-8")
    assert [] == list(stale_sections(catalogue))


def test_minor_edit_keeps_translations_current():
    """A German edit that was marked minor patches the section."""
    changed = GERMAN.replace("Fragen Sie.", "Fragen Sie!")
    old, new = (mark(sections_of(text)[2].text) for text in (GERMAN, changed))
    minor = (minor_change("p.md", "rat", old, new),)
    assert ["machine", "machine", "patched"] == states(changed, FRENCH, stamps_for(GERMAN, FRENCH), minor)


def test_section_without_stamp_is_not_trusted():
    """Nobody knows what an unstamped section was made from."""
    assert ["outdated"] * 3 == states(GERMAN, FRENCH, {})


def test_edited_translation_must_be_stamped_again():
    """A stamp holds for the text that it was made for."""
    assert "outdated" == states(GERMAN, FRENCH.replace("Demandez.", "Ne demandez pas."), stamps_for(GERMAN, FRENCH))[2]


def test_untranslated_page_is_missing():
    """A page that doesn't exist in the language is missing section by section."""
    assert ["missing"] * 3 == states(GERMAN, None, {})


@pytest.mark.parametrize("field", ["source", "text", "state", "section", "page"])
def test_stamp_changed_by_hand_is_not_sealed(field):
    """Whoever changes a stamp by hand breaks its seal."""
    entry = stamps_for(GERMAN, FRENCH)["p.md", "rat"]
    faked = entry.model_copy(update={field: "reviewed" if field == "state" else "0" * 12})
    assert (True, False) == (is_sealed(entry), is_sealed(faked))


def test_faked_stamp_is_outdated():
    """A stamp whose seal is broken counts as none."""
    stamps = stamps_for(GERMAN, FRENCH)
    stamps["p.md", "rat"] = stamps["p.md", "rat"].model_copy(update={"state": "reviewed"})
    assert "outdated" == states(GERMAN, FRENCH, stamps)[2]


def test_legal_page_never_shows_an_outdated_section():
    """In its place stands the German one, said to be so."""
    changed = GERMAN.replace("Fragen Sie.", "Fragen Sie dort.")
    found = statuses("p.md", changed, FRENCH, stamps_for(GERMAN, FRENCH))
    parts = composed(found, "fr", "de", is_legal=True)
    assert ["fr", "fr", "de"] == [part.language for part in parts]
    assert "Fragen Sie dort." in parts[2].text


def test_second_language_stands_in_if_it_is_current():
    """English comes before German if it was made from the present text."""
    changed = GERMAN.replace("Fragen Sie.", "Fragen Sie dort.")
    english = FRENCH.replace("Demandez.", "Ask there.")
    second = statuses("p.md", changed, english, stamps_for(changed, english))
    parts = composed(
        statuses("p.md", changed, FRENCH, stamps_for(GERMAN, FRENCH)), "fr", "de", is_legal=True,
        second=second, second_language="en",
    )
    assert ("en", True) == (parts[2].language, "Ask there." in parts[2].text)


def test_other_pages_keep_an_outdated_section_with_its_age():
    """A practical page shows it, and since when it may be behind."""
    changed = GERMAN.replace("Fragen Sie.", "Fragen Sie dort.")
    parts = composed(statuses("p.md", changed, FRENCH, stamps_for(GERMAN, FRENCH)), "fr", "de", is_legal=False)
    assert ("fr", DAY, None) == (parts[2].language, parts[2].behind_since, parts[1].behind_since)


def test_shape_knows_commands_links_numbers_and_headings():
    """These must come through a translation unchanged; code is left aside."""
    text = '### Halt\n[a](b.md) 3 Wochen, 15. Mai {{ figure("x") }} `{{ no() }} 9`'
    assert {
        "Kurzbefehle": ['{{ figure("x") }}'],
        "Verweise": ["b.md"],
        "Zahlen": ["15", "3"],
        "Überschriften": ["###"],
    } == shape_of(text)


@pytest.fixture
def bilingual(tmp_path):
    """A small region with one German page and its stamped English translation."""
    project = write_region(tmp_path / "region")
    for language, text in (("de", GERMAN), ("en", FRENCH)):
        body = text.replace('{{ figure("frist") }}', "{{ neutrality() }}")
        page = project / "docs" / language / "fragen" / "probe.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"---\ntitle: Probe\ndescription: Probe\nrisk: legal\n---\n\n{body}\n", encoding="utf-8")
    catalogue, _ = load_catalogue(project)
    stamp_language(catalogue, project, "en", today=DAY)
    return project


def edit(project) -> None:
    """Changes one German sentence."""
    page = project / "docs/de/fragen/probe.md"
    page.write_text(page.read_text("utf-8").replace("Fragen Sie.", "Fragen Sie dort."), encoding="utf-8")


def test_report_names_exactly_the_stale_section(bilingual):
    """After one German edit one section of the language is to do."""
    edit(bilingual)
    catalogue, _ = load_catalogue(bilingual)
    found = [(page.original.file, status.original.anchor) for page, status in stale_sections(catalogue, "en")]
    assert [("docs/de/fragen/probe.md", "rat")] == [entry for entry in found if "probe" in entry[0]]


def test_outdated_section_that_nobody_touched_is_not_stamped_in_passing(bilingual):
    """Only by its name: else one command would make everything current that isn't."""
    edit(bilingual)
    catalogue, _ = load_catalogue(bilingual)
    assert untouched_sections(catalogue, "en") == ["fragen/probe.md#rat"]
    assert stamp_language(catalogue, bilingual, "en", only_page="fragen/probe.md", reviewed_by="AB", today=DAY) == 2
    catalogue, _ = load_catalogue(bilingual)
    assert untouched_sections(catalogue, "en") == ["fragen/probe.md#rat"]
    named = {"only_page": "fragen/probe.md", "only_section": "rat"}
    assert stamp_language(catalogue, bilingual, "en", today=DAY, **named) == 1
    catalogue, _ = load_catalogue(bilingual)
    assert untouched_sections(catalogue, "en") == []


@pytest.mark.parametrize(
    ("language", "page", "section", "sentence"),
    [
        ("xx", None, None, "keine Sprache dieser Website"),
        ("en", "fragen/prope.md", None, "Meinten Sie «fragen/probe.md»"),
        ("en", "fragen/probe.md", "ratt", "Meinten Sie «rat»"),
    ],
)
def test_stamp_asks_back_for_what_does_not_exist(bilingual, language, page, section, sentence):
    """Rather than doing nothing in silence."""
    catalogue, _ = load_catalogue(bilingual)
    with pytest.raises(ValueError, match=sentence):
        stamp_language(catalogue, bilingual, language, only_page=page, only_section=section, today=DAY)


def test_texts_and_files_of_unknown_languages_are_told(bilingual):
    """A mistyped code would else be shown in English to those whom it was written for."""
    data = builders.terms()
    data["topics"][0]["name"] |= {"ua": "Житло"}
    builders.write_yaml(bilingual / "data/terms.yaml", data)
    (bilingual / "data/ui/xx.yaml").write_text('a: "b"\n', "utf-8")
    found = {(p.code, p.file) for p in checked_edition(bilingual, DAY).problems if p.code == "language-unknown"}
    assert found == {("language-unknown", "data/terms.yaml"), ("language-unknown", "data/ui/xx.yaml")}


def test_only_stale_sections_travel_and_come_back(bilingual):
    """The exported section, translated, is taken in and current again; nothing else is stamped."""
    edit(bilingual)
    catalogue, _ = load_catalogue(bilingual)
    data = export_po(catalogue, "en", DAY).decode()
    assert (1, True) == (data.count("probe.md#"), "Fragen Sie dort." in data)
    answered = data.replace("#, fuzzy, ", "#, ").replace("Demandez.", "Ask there.")
    result = import_po(catalogue, bilingual, "en", answered.encode(), DAY)
    assert ([("fragen/probe.md", "rat")], []) == (result.taken, result.refused)
    assert [] == list(stale_sections(load_catalogue(bilingual)[0], "en"))
    assert "Ask there." in (bilingual / "docs/en/fragen/probe.md").read_text("utf-8")


def test_import_refuses_changed_numbers(bilingual):
    """A translation that brings a number of its own is not taken in."""
    edit(bilingual)
    catalogue, _ = load_catalogue(bilingual)
    data = export_po(catalogue, "en", DAY).decode().replace("#, fuzzy, ", "#, ").replace("Demandez.", "Ask 3 times.")
    result = import_po(catalogue, bilingual, "en", data.encode(), DAY)
    assert ([], ["fragen/probe.md#rat: Geändert wurde: Zahlen."]) == (result.taken, result.refused)


def test_new_language_builds_at_once(project, tmp_path):
    """Persian from nothing: pages in its direction, with fallbacks, and a list of what to translate."""
    copy = copied(project, tmp_path)
    catalogue, _ = load_catalogue(copy)
    todo = new_language(catalogue, copy, "fa")
    site = edition_of(copy, DAY, languages=frozenset({"fa"}))
    assert ((), {"de", "fa"}) == (site.errors, set(site.pages))
    german = site.pages["de"]
    travelling = {a for a, page in german.items() if not (page.variant and page.variant.is_plain)}
    assert travelling == set(site.pages["fa"])
    assert any("docs/fa/fragen/anerkennung.md" in line for line in todo)


def test_unknown_language_is_refused(project, tmp_path):
    """A code that nobody knows is no language."""
    catalogue, _ = load_catalogue(project)
    with pytest.raises(ValueError, match="kein Sprachkürzel"):
        new_language(catalogue, tmp_path, "xx-quatsch")


def test_second_region_checks_and_lays_out_by_data_alone(project, tmp_path):
    """A fictitious region in another Land has pages for its places, and every question is a declared gap."""
    catalogue, _ = load_catalogue(project)
    wanted = NewRegion(id="musterregion", name="Region Muster", land="Musterland", places=["Musterstadt", "Neudörfl"])
    new_region(catalogue, project, tmp_path / "muster", wanted, DAY)
    site = edition_of(tmp_path / "muster", DAY)
    assert () == site.errors
    assert {"orte/musterstadt/", "orte/neudoerfl/"} <= set(site.pages["de"])
    html = "".join(page.html for page in site.pages["de"].values() if page.is_generated)
    assert ("Aachen" in html, "Nordrhein" in html) == (False, False)


def test_second_region_with_a_third_language_passes_every_gate(project, tmp_path):
    """Laid out, Persian added, built with MkDocs and judged as the real site is."""
    catalogue, _ = load_catalogue(project)
    wanted = NewRegion(id="musterregion", name="Region Muster", land="Musterland", places=["Musterstadt", "Neudörfl"])
    muster = tmp_path / "muster"
    new_region(catalogue, project, muster, wanted, DAY)
    fresh, _ = load_catalogue(muster)
    new_language(fresh, muster, "fa")
    said: list[str] = []
    result = build(BuildOrder(project=muster, site_dir=tmp_path / "site", today=DAY), said.append)
    assert (result.has_succeeded, said[:-1]) == (True, [])
    start = (tmp_path / "site/fa/index.html").read_text("utf-8")
    assert '<html lang="fa" dir="rtl"' in start
    assert (tmp_path / "site/fa/orte/neudoerfl/index.html").is_file()
    ours = re.compile(r"Aachen|Nordrhein|North Rhine|NRW|Düren|Heinsberg|Euskirchen|Abschnitt 2\.1")
    pages = [path for path in (tmp_path / "site").rglob("*.html") if "mitmachen" not in path.parts]
    assert [str(path) for path in pages if ours.search(path.read_text("utf-8"))] == []


def test_region_is_not_laid_over_something_else(project, tmp_path):
    """A folder that holds anything is left alone."""
    (tmp_path / "da").write_text("x", encoding="utf-8")
    catalogue, _ = load_catalogue(project)
    wanted = NewRegion(id="musterregion", name="Region Muster", land="Musterland", places=["Musterstadt"])
    with pytest.raises(ValueError, match="nicht leer"):
        new_region(catalogue, project, tmp_path, wanted, DAY)


def test_figures_of_a_replaced_section_speak_its_language(project, tmp_path):
    """An amount in a German sentence on a Turkish page has German words and signs."""
    copy = copied(project, tmp_path)
    page = copy / "docs/de/fragen/rechte-und-hilfe.md"
    text = page.read_text("utf-8")
    found = next(s for s in sections_of(text.partition("\n---\n")[2]) if s.anchor == "n33-mindestlohn")
    page.write_text(text.replace(found.text, f"{found.text}\n\nNeu."), encoding="utf-8")
    html = builders.body_of(copy, DAY, "tr", "fragen/rechte-und-hilfe/")
    box = html.partition('class="untranslated"')[2].partition("</div>")[0]
    amounts = re.findall(r'<bdi class="figure">([^<]+)', box)
    assert any("Euro" in amount for amount in amounts)
    assert not any("avro" in amount for amount in amounts)
    assert "avro" in html


def test_german_edit_shows_german_in_every_language(project, tmp_path):
    """One changed legal sentence: every other language shows the German section, and the report names it."""
    copy = copied(project, tmp_path)
    page = copy / "docs/de/fragen/anerkennung.md"
    text = page.read_text("utf-8")
    first = sections_of(text.partition("\n---\n")[2])[1]
    page.write_text(text.replace(first.text, f"{first.text}\n\nEin neuer Satz."), encoding="utf-8")
    site = edition_of(copy, DAY)
    languages = site.catalogue.region.languages[1:]
    shown = {code: "Ein neuer Satz." in site.pages[code]["fragen/anerkennung/"].html for code in languages}
    assert dict.fromkeys(languages, True) == shown
    stale = {(page.language, page.original.file, s.original.anchor) for page, s in stale_sections(site.catalogue)}
    assert {(code, "docs/de/fragen/anerkennung.md", first.anchor) for code in languages} == stale
