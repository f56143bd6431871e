"""Rules that read the texts of written pages: what one slip costs, what is told, and how much work it takes."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace

import pytest

import builders
from conftest import AS_OF
from lotse.checks import prose_html, prose_links, prose_structure
from lotse.checks.addresses import addresses_of_data
from lotse.edition import checked_edition, edition_of
from lotse.load import Prose, load_catalogue

DAY = AS_OF
RULES = (*prose_structure.RULES, *prose_html.RULES, *prose_links.RULES)


def told(catalogue):
    return [problem for rule in RULES for problem in rule(catalogue, DAY)]


def copied(project, tmp_path):
    """The real data and prose in a folder of their own, to be changed."""
    for name in ("data", "docs"):
        shutil.copytree(project / name, tmp_path / name)
    return tmp_path


def page_with(body):
    """The invented region with one page more."""
    page = Prose("docs/de/x.md", "de", "x/", {"title": "X"}, f"# X\n\n{body}", 5)
    return replace(builders.catalogue(), prose=(page,), assets=frozenset({"assets/haus.png"}))


def test_our_own_texts_have_no_slips(project):
    """None at all."""
    assert [] == told(load_catalogue(project)[0])


def test_addresses_of_data_are_those_of_the_pages(project, tmp_path):
    """Known before any page is made: of the real data, and of the invented region."""
    for folder in (project, builders.write_region(tmp_path / "region")):
        edition = edition_of(folder, DAY)
        made = {address for address, page in edition.pages["de"].items() if page.is_generated}
        assert made == addresses_of_data(edition.catalogue)


def test_renamed_anchor_is_told_once_for_all_languages(project, tmp_path):
    """With the links of eight languages counted behind it, at the German one."""
    folder = copied(project, tmp_path)
    page = folder / "docs/de/fragen/rechte-und-hilfe.md"
    page.write_text(page.read_text("utf-8").replace("{#n33-mindestlohn}", "{#mindestlohn}"), "utf-8")
    (problem,) = told(load_catalogue(folder)[0])
    assert ("anchor-missing", "docs/de/fragen/index.md") == (problem.code, problem.file)
    assert problem.message.endswith(" und 4 weitere.")
    assert problem.hint.endswith("im Deutschen wieder «{#n33-mindestlohn}».")


def test_deleted_page_is_told_once(project, tmp_path):
    """Wherever a link leads to it."""
    folder = copied(project, tmp_path)
    for page in folder.glob("docs/*/impressum.md"):
        page.unlink()
    (problem,) = told(load_catalogue(folder)[0])
    assert ("link-broken", True) == (problem.code, " Ebenso: docs/" in problem.message)


@pytest.mark.parametrize("slip", ["anchor", "page"])
def test_whole_check_tells_one_cause_once(project, tmp_path, slip):
    """Links, translations and stamps of eight languages hang on it; there is one message."""
    folder = copied(project, tmp_path)
    shutil.copy(project / "mkdocs.yml", folder)
    page = folder / "docs/de/fragen/sprache.md"
    if slip == "page":
        page.unlink()
    else:
        page.write_text(page.read_text("utf-8").replace("{#n15-", "{#"), "utf-8")
    (problem,) = checked_edition(folder, DAY).errors
    assert "weiteren Stellen." in problem.hint


def test_anchors_of_generated_pages_may_be_known():
    """Whoever makes the pages tells their anchors; until then any may be there."""
    catalogue = page_with("[a](orte/index.md#musterstadt) [b](orte/index.md#weg)")
    known = {"orte/": frozenset({"musterstadt"})}
    assert ["anchor-missing"] == [problem.code for problem in prose_links.link_problems(catalogue, known)]
    assert [] == list(prose_links.link_problems(catalogue, {"orte/": None}))


@pytest.mark.parametrize(
    "body",
    [
        "[a](#eins)\n\n## Eins {#eins}",
        "[a](#eins-zwei)\n\n### Eins *Zwei*",
        "[a](#b)\n\nText.\n{#b}",
        '[a](#b)\n\n<p id="b">b</p>',
        "[a](x.md#gemerkt=1)",
        "[a](assets/haus.png) ![Ein Haus](assets/haus.png)",
        "[a](../de/x.md)",
        '<p><a href="../x/">a</a></p>',
        "[a](mailto:stelle@example.org) [b](https://example.org/) [c](tel:+49241000)",
        "Einen Weg[^1].\n\n[^1]: Dazu mehr.",
        "[a](anlaufstellen/musternetz/index.md?ort=x#kontakt)",
    ],
)
def test_links_that_lead_somewhere(body):
    """Nothing is said of them."""
    wanted = {"anchor-missing", "link-broken"}
    assert [] == [problem.message for problem in told(page_with(body)) if problem.code in wanted]


def test_page_with_thousands_of_faults_is_no_flood():
    """The first hundred of a kind, then how many more."""
    problems = [problem for problem in told(page_with("## A\n\n" * 1234)) if problem.code != "anchor-duplicate"]
    assert [100, 1] == [sum(p.code == code for p in problems) for code in ("heading-unanchored", "problems-many")]
    assert "1134" in problems[-1].message


def steps_of(function, *arguments):
    """How many lines of the package run: a measure of work that no slow machine changes."""
    count = 0

    def local(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return local

    sys.settrace(lambda frame, _event, _arg: local if "lotse" in frame.f_code.co_filename else None)
    try:
        function(*arguments)
    finally:
        sys.settrace(None)
    return count


UNITS = [
    "[a](b{n}.md) ", "[a](#b{n})\n\n", "## A {n}\n\n", "## A {{#a}}\n\n", "<b>a</b> ", "<Name> ", "Text.\n{{#a}}\n\n",
    "a\n- b\n\n", "- a\n  - b\n\n", "```\n\n", "<b title='{{{{ x() }}}}'>", "{{{{ x() }}}} ", "![](b{n}.png)\n\n",
    "[a][b{n}] ", "a\n---\n\n", "`a\n\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_length_only(unit):
    """Four times the slips, at most a little more than four times the work; past a limit less."""
    small, large = (page_with("".join(unit.format(n=n) for n in range(count))) for count in (60, 240))
    assert steps_of(told, large) <= 4.5 * steps_of(told, small) + 2000
