"""The site's own search script on an index of a small folder: addresses, titles, excerpts, headings."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from lotse.build.search_index import index_of
from lotse.leaves import read_leaves
from serving import ServedSite, served

BOX = """<!doctype html><html lang="{lang}"><title>Suche</title><body><h1>Suche</h1>
<div data-lotse-search data-bundle="/pagefind/" data-label-count-other="{{count}}" data-label-count-one="{{count}}"
data-label-none="nichts" data-label-error="Fehler" data-label-meant="{{query}}?" data-label-more="mehr">
<script type="application/json" data-words>["Wohnung"]</script><form><input name="q"></form></div>
<script type="module" src="/assets/search.js"></script></body></html>"""
PAGES = {
    "stelle/index.html": (
        "de",
        "<h1>Musterkammer</h1><p>Sie berät Betriebe &amp; Lehrlinge zur Anerkennung.</p>"
        '<h2 id="termine">Termine</h2><p>Sprechstunden sind freitags.</p>'
        '<ul class="reach"><li>Geheimwort</li></ul>',
    ),
    "themen/housing/index.html": (
        "de",
        '<h1>Wohnen</h1><p>Eine Bleibe finden.</p><p hidden data-pagefind-weight="5">Wohnung; Mietvertrag; Kaution</p>',
    ),
    "uk/themen/housing/index.html": ("uk", "<h1>Житло</h1><p>Як знайти квартиру.</p>"),
    "entwurf/index.html": ("de", "<h1>Anerkennung im Entwurf</h1>"),
}


def page(lang: str, text: str, is_found: bool) -> bytes:
    mark = "data-pagefind-body" * is_found
    return f'<!doctype html><html lang="{lang}"><title>T</title><body><main {mark}>{text}</main></body></html>'.encode()


@pytest.fixture(scope="module")
def small_site(project, tmp_path_factory) -> Iterator[ServedSite]:
    """Three pages to be found, one that is not, and a search page in two languages."""
    folder = tmp_path_factory.mktemp("search")
    files = {path: page(lang, text, path != "entwurf/index.html") for path, (lang, text) in PAGES.items()}
    files |= {f"pagefind/{path}": content for path, content in index_of(read_leaves(files)).items()}
    files |= {"suche/index.html": BOX.format(lang="de").encode(), "uk/suche/index.html": BOX.format(lang="uk").encode()}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    shutil.copytree(project / "docs/assets", folder / "assets")
    with served(folder) as site:
        yield site


@pytest.fixture
def searching(open_window, small_site) -> Page:
    return open_window(small_site.address, 1280)


FOUND = [
    ("suche", "Anerkennung", ("/stelle/", "Musterkammer")),
    ("suche", "Betrieb", ("/stelle/", "Musterkammer")),
    ("suche", "Mietvertrag", ("/themen/housing/", "Wohnen")),
    ("suche", "Geheimwort", None),
    ("uk/suche", "квартиру", ("/uk/themen/housing/", "Житло")),
    ("uk/suche", "Anerkennung", None),
]


@pytest.mark.parametrize(("address", "query", "hit"), FOUND)
def test_search_finds_pages_of_its_language(searching, address, query, hit):
    """By word forms and by words that are there for the search only; never what was left out."""
    searching.goto(f"/{address}/?q={query}")
    expect(searching.locator(".search-status")).to_have_text("1" if hit else "nichts")
    links = searching.locator(".search-results a").evaluate_all(
        "a => a.map(a => [new URL(a.href).pathname, a.textContent])"
    )
    assert [tuple(link) for link in links] == ([hit] if hit else [])


def test_hit_shows_the_words_around_what_was_found(searching):
    """As plain text with a mark."""
    searching.goto("/suche/?q=Lehrlinge")
    excerpt = searching.locator(".search-results__excerpt")
    expect(excerpt).to_contain_text("Musterkammer. Sie berät Betriebe & Lehrlinge zur Anerkennung.")
    expect(excerpt.locator("mark")).to_have_text("Lehrlinge")


SUB_RESULTS = """async word => {
    const { search } = await import("/pagefind/pagefind.js");
    const { results } = await search(word);
    return (await results[0].data()).sub_results.map(part => [part.url, part.title]);
}"""


def test_hit_knows_its_headings(searching):
    """So that a later search page can lead to the section."""
    searching.goto("/suche/")
    assert ["/stelle/#termine", "Termine"] in searching.evaluate(SUB_RESULTS, "Sprechstunden")
