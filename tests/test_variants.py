"""Variants in plain words: which state each section is in, what is shown, and how people get there and back."""

from __future__ import annotations

import re
from datetime import date

import pytest

import builders
from builders import write_region
from lotse.commands.po import export_po
from lotse.commands.translations import differences, mark_minor, stale_sections, stamp_language, status_table
from lotse.commands.write import write_pages
from lotse.edition import checked_edition, edition_of
from lotse.load import load_catalogue
from lotse.translated import Pages

DAY = date(2026, 11, 22)
FULL = "# Titel\n\nAnfang.\n\n## Frist {#frist}\n\nDie Frist endet bald.\n\n## Rat {#rat}\n\nHolen Sie Rat ein.\n"
PLAIN = "# Einfach\n\nLos.\n\n## Wie lange? {#frist}\n\nSie haben wenig Zeit.\n\n## Fragen {#rat}\n\nFragen Sie.\n"
PAGE, PLAIN_PAGE = "docs/de/fragen/probe.md", "docs/de/einfach/probe.md"


def write(project, file, body, *, extra=""):
    path = project / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {file}\ndescription: Probe\n{extra}---\n\n{body}", encoding="utf-8")


def stamp_all(project, language="de", **options):
    catalogue, _ = load_catalogue(project)
    return stamp_language(catalogue, project, language, today=DAY, **options)


@pytest.fixture(params=["legal"])
def region(request, tmp_path):
    """A small region with a German page, its English translation and its variant, all stamped."""
    project = write_region(tmp_path / "region")
    write(project, PAGE, FULL, extra=f"risk: {request.param}\n")
    write(project, "docs/en/fragen/probe.md", FULL)
    write(project, PLAIN_PAGE, PLAIN, extra="variant_of: fragen/probe.md\n")
    stamp_all(project)
    stamp_all(project, "en")
    return project


def edit(project, file=PAGE, old="Holen Sie Rat ein.", new="Holen Sie sofort Rat ein."):
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def states(project):
    catalogue, _ = load_catalogue(project)
    return [status.state for status in Pages(catalogue).statuses("de", "einfach/probe/")]


def shown(project, language="de"):
    return builders.body_of(project, DAY, language, "einfach/probe/")


def test_stamped_variant_is_current(region):
    """Written for the present German text, read by nobody else yet."""
    assert ["written"] * 3 == states(region)
    assert checked_edition(region, DAY).problems == ()


def test_edit_of_the_full_page_stales_its_section_only(region):
    """Each section of the variant hangs on the hash of the section that it simplifies."""
    edit(region)
    assert ["written", "written", "outdated"] == states(region)


def test_edited_variant_must_be_stamped_again(region):
    """A stamp holds for the words that it was made for."""
    edit(region, PLAIN_PAGE, "Fragen Sie.", "Fragen Sie niemanden.")
    assert ["written", "written", "outdated"] == states(region)


def test_variant_can_be_reviewed(region):
    """Whoever has read it against the full page says so."""
    assert 1 == stamp_all(region, only_page="einfach/probe.md", only_section="rat", reviewed_by="Prüfgruppe")
    assert ["written", "written", "reviewed"] == states(region)


@pytest.mark.parametrize("is_minor", [True, False])
def test_minor_edit_of_the_full_page_patches_the_variant(region, monkeypatch, is_minor):
    """A slip of the pen in the full text changes nothing in the plain one."""
    before = "## Rat {#rat}\n\nHolen Sie Rat ein."
    monkeypatch.setattr("lotse.commands.translations._text_before", lambda *_: before)
    edit(region)
    catalogue, _ = load_catalogue(region)
    if is_minor:
        assert 1 == mark_minor(catalogue, region, "fragen/probe.md", "rat")
    assert ["written", "written", "patched" if is_minor else "outdated"] == states(region)


def test_legal_page_shows_the_full_section_instead(region):
    """In a box, said to be so; the other sections stay plain."""
    edit(region)
    body = shown(region)
    assert ("Fragen Sie." in body, "Holen Sie sofort Rat ein." in body) == (False, True)
    assert ("Sie haben wenig Zeit." in body, "Die Frist endet bald." in body) == (True, False)
    assert 1 == body.count('<div class="untranslated"')


@pytest.mark.parametrize(("region", "notices"), [("practical", 1), ("general", 0)], indirect=["region"])
def test_other_pages_keep_the_plain_section(region, notices):
    """A practical one tells how far it is behind, a general one leaves that to the editors' list."""
    edit(region)
    body = shown(region)
    assert ("Fragen Sie." in body, "Holen Sie sofort Rat ein." in body) == (True, False)
    assert (0, notices) == (body.count('<div class="untranslated"'), body.count('class="notice'))


def test_section_that_is_left_out_is_missing_but_nothing_is_put_in(region):
    """A variant may be shorter than the page; nobody is sent to write what was left out on purpose."""
    write(region, PLAIN_PAGE, PLAIN.partition("## Fragen")[0], extra="variant_of: fragen/probe.md\n")
    stamp_all(region)
    catalogue, _ = load_catalogue(region)
    assert ["written", "written", "missing"] == states(region)
    assert ([], "Holen" in shown(region)) == (list(stale_sections(catalogue, "de")), False)


def test_variant_is_no_page_to_be_translated(region):
    """It has no translations, and neither has it a row of missing sections in any language."""
    catalogue, _ = load_catalogue(region)
    pages = Pages(catalogue)
    assert "einfach/probe.md" not in {page.name for page in pages.originals()}
    assert {"de"} == {t.language for code in ("de", "en") for t in pages.tracked(code) if t.is_variant}


def test_status_counts_variants_in_the_row_of_german(region):
    """Beside the languages; legal ones that are stale have a column."""
    edit(region)
    catalogue, _ = load_catalogue(region)
    rows = {line.split()[0]: line.split()[1:] for line in status_table(catalogue).split("\n")}
    columns = dict(zip(rows["Sprache"], rows["de"], strict=False))
    assert ("2", "1", "1") == (columns["written"], columns["outdated"], rows["de"][-1])


def test_diff_shows_the_plain_words_beside_the_full_ones(region):
    """Only the stale section, with the file to be edited."""
    edit(region)
    catalogue, _ = load_catalogue(region)
    found = differences(catalogue, "de")
    assert ("einfach/probe.md#rat (outdated)" in found, "-Fragen Sie." in found, "#frist" in found) == (
        True, True, False,
    )


def test_variants_do_not_travel_to_translators(region):
    """A PO file is for other languages."""
    catalogue, _ = load_catalogue(region)
    with pytest.raises(ValueError, match="wird nicht übersetzt"):
        export_po(catalogue, "de", DAY)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('state: "written"', 'state: "reviewed"', "stamp-faked"),
        ('section: "rat"', 'section: "tat"', "stamp-faked"),
        ('page: "einfach/probe.md"', 'page: "einfach/anders.md"', "stamp-faked"),
    ],
)
def test_stamp_of_a_variant_changed_by_hand_is_told(region, old, new, code):
    """At its line, as for translations."""
    path = region / "data/translations/de.yaml"
    lines = path.read_text("utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if 'section: "rat"' in line)
    lines[number] = lines[number].replace(old, new)
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [(code, "data/translations/de.yaml", number + 1)] == [
        (p.code, p.file, p.line) for p in checked_edition(region, DAY).problems
    ]


def test_stamp_of_a_lost_section_is_told(region):
    """The full page has lost a section, and so the variant has one too many."""
    edit(region, PAGE, "## Rat {#rat}\n\nHolen Sie Rat ein.\n", "")
    edit(region, PLAIN_PAGE, "## Fragen {#rat}\n\nFragen Sie.\n", "")
    edit(region, "docs/en/fragen/probe.md", "## Rat {#rat}\n\nHolen Sie Rat ein.\n", "")
    found = {(p.code, p.file) for p in checked_edition(region, DAY).problems}
    assert {("stamp-unknown", f"data/translations/{code}.yaml") for code in ("de", "en")} == found
    stamp_all(region)
    assert ["data/translations/en.yaml"] == [problem.file for problem in checked_edition(region, DAY).problems]


def test_misspelt_original_is_one_problem(region):
    """The stamps of its sections are not told as well."""
    edit(region, PLAIN_PAGE, "variant_of: fragen/probe.md", "variant_of: fragen/prob.md")
    assert ["variant-wrong"] == [problem.code for problem in checked_edition(region, DAY).problems]


def test_full_page_and_variant_lead_to_each_other(region):
    """Only in German; from the plain page the language menu leads to the full page in other languages."""
    site = edition_of(region, DAY)
    there, back = site.pages["de"]["fragen/probe/"].variant, site.pages["de"]["einfach/probe/"].variant
    assert ("einfach/probe/", False) == (there.address, there.is_plain)
    assert ("fragen/probe/", True, ("de", "en")) == (back.address, back.is_plain, back.languages)
    assert [None, None] == [site.pages["en"]["fragen/probe/"].variant, site.pages["de"]["impressum/"].variant]


def test_copies_in_other_languages_are_left_out(region):
    """Neither a page that is no variant nor the variant itself is a copy."""
    site = edition_of(region, DAY)
    cases = (("en", "einfach/probe/"), ("de", "einfach/probe/"), ("en", "fragen/probe/"))
    assert [False, True, True] == [address in site.pages[code] for code, address in cases]


def test_unreviewed_variant_is_known_as_such(region):
    """Until somebody has read every section; the full page needs nobody."""
    written = edition_of(region, DAY).written
    assert (False, True) == (written.is_reviewed("de", "einfach/probe/"), written.is_reviewed("de", "fragen/probe/"))
    stamp_all(region, reviewed_by="Prüfgruppe")
    assert edition_of(region, DAY).written.is_reviewed("de", "einfach/probe/")


def test_dashboard_names_the_stale_section_and_the_command(region):
    """For the variant and for the translation of the same section."""
    edit(region)
    html = edition_of(region, DAY).pages["en"]["mitmachen/uebersetzungen/"].html
    for language, name in (("de", "einfach/probe.md"), ("en", "fragen/probe.md")):
        assert f"lotse translations stamp {language} --page {name}" in html
    assert html.count(">Rat<") == 2


def test_dashboard_is_quiet_when_all_is_current(region):
    """No page is listed as stale."""
    html = edition_of(region, DAY).pages["de"]["mitmachen/uebersetzungen/"].html
    assert "lotse translations stamp de" not in html


def test_other_builders_get_what_may_be_shown(region, tmp_path):
    """What is written for them leaves an outdated legal section out, too."""
    edit(region)
    write_pages(edition_of(region, DAY), tmp_path / "out")
    text = (tmp_path / "out/de/einfach/probe/index.md").read_text("utf-8")
    assert ("Fragen Sie." in text, "Holen Sie sofort Rat ein." in text) == (False, True)


def links_of(page):
    """The targets of all links on a page of the built site."""
    return re.findall(r'<a [^>]*?href="([^"]+)"', page.read_text("utf-8"))


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ("index.html", "einfach/"),
        ("ankommen/index.html", "../einfach/ankommen/"),
        ("leichte-sprache/index.html", "../einfach/ankommen/"),
        ("en/leichte-sprache/index.html", "../../einfach/ankommen/"),
        ("einfach/index.html", "../"),
        ("einfach/ankommen/index.html", "../../ankommen/"),
        ("einfach/ankommen/index.html", "../../uk/ankommen/"),
    ],
)
def test_plain_pages_are_reached_and_left(built_site, page, target):
    """From the full pages and from the page in easy language, and back, also into other languages."""
    assert target in links_of(built_site / page)


def test_plain_pages_exist_in_german_only(built_site):
    """No copies among the pages of other languages, neither as files nor in the sitemap."""
    found = {file.relative_to(built_site).as_posix() for file in built_site.rglob("einfach/**/index.html")}
    assert {"einfach/index.html", "einfach/ankommen/index.html"} == found
    listed = re.findall(r"<loc>\S*?/(\w*/?einfach/\S*)</loc>", (built_site / "sitemap.xml").read_text("utf-8"))
    assert ["einfach/", "einfach/ankommen/"] == sorted(listed)
