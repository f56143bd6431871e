"""The search index: what it knows of a page, what it leaves out, and that it comes out the same each time."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping

import pytest

from lotse.build.search_index import index_of
from lotse.leaves import read_leaf, read_leaves
from lotse.search import documents

OFFICE = """<p class="kicker">Anlaufstelle</p><h1>Musterkammer</h1><p>Berät <b>Betriebe</b> zur&nbsp;Anerkennung
von<br>Abschlüssen.</p><ul><li>Eins</li><li>Zwei &lt;b&gt;</li></ul><dl><dt>Sprache</dt><dd>Deutsch</dd></dl>
<h2 id="angebote">Angebote<a class="headerlink" href="#angebote">¶</a></h2><div>Sprechstunde<p>freitags</p>danach</div>
<section class="contact"><h3>Zentrale</h3><ul class="contact__ways"><li>0241 000000</li></ul>
<ul class="reach more"><li>post@example.org</li></ul></section>
<details class="source"><p>Quelle</p></details><nav class="jump">Sprung</nav><p data-pagefind-ignore>Werkzeug</p>
<form><label>Frage</label><button>Los</button></form><template>Vorlage</template><script>x()</script><!-- Notiz -->
<p hidden data-pagefind-weight="5">Kammer; Abschluss</p>"""
PLACE = """<p class="kicker">Stadt · 52062</p><h1>Anlaufstellen für Musterstadt</h1><p>Wer zuständig ist.</p>
<h2 id="auf-einen-blick">Auf einen Blick</h2><dl><dt>Behörde</dt><dd>Musteramt</dd></dl>
<h2 id="nach-thema">Nach Thema</h2><p>Lange Antwort</p><section id="housing"><h3>Wohnen</h3><p>Noch länger</p></section>
<p hidden data-pagefind-weight="1">musterstadt</p>"""


def page(text: str, *, lang: str = "de", kind: str = "organization", is_found: bool = True) -> bytes:
    mark = "data-pagefind-body" * is_found
    return (
        f'<!doctype html><html lang="{lang}"><title>T</title><body class="page page--{kind}"><nav>Menü</nav>'
        f"<main><article {mark}>{text}</article><p>Fuß</p></main></body></html>"
    ).encode()


FILES = {
    "index.html": page("<h1>Start</h1><p>Willkommen</p>"),
    "stelle/index.html": page(OFFICE),
    "orte/musterstadt/index.html": page(PLACE, kind="municipality"),
    "fehlt/index.html": page("<h1>Verborgen</h1>", is_found=False),
    "en/index.html": page("<h1>Home</h1><p>Welcome to the chamber</p>", lang="en"),
}


def lines(text: str, **more: str) -> list[str]:
    """What the search is told of a page."""
    return read_leaf("index.html", page(text, **more)).searchable.splitlines()


def test_page_is_told_in_headings_and_paragraphs():
    """Without sources, ways, tools and ways of contact; each block is a sentence of its own, words never stick."""
    assert lines(OFFICE) == [
        "<p>Anlaufstelle</p>",
        "<h1>Musterkammer</h1>",
        "<p>Berät Betriebe zur Anerkennung von Abschlüssen.</p>",
        "<p>Eins</p>",
        "<p>Zwei &lt;b&gt;</p>",
        "<p>Sprache</p>",
        "<p>Deutsch</p>",
        '<h2 id="angebote">Angebote</h2>',
        "<p>Sprechstunde</p>",
        "<p>freitags</p>",
        "<p>danach</p>",
        "<h3>Zentrale</h3>",
        '<p data-pagefind-weight="5">Kammer; Abschluss</p>',
    ]


def test_page_of_a_place_is_told_by_its_opening():
    """Its name counts most, of the answers only the names of the topics are there, and count little."""
    assert lines(PLACE, kind="municipality") == [
        "<p>Stadt · 52062</p>",
        '<h1 data-pagefind-weight="10">Anlaufstellen für Musterstadt</h1>',
        "<p>Wer zuständig ist.</p>",
        '<h2 id="auf-einen-blick">Auf einen Blick</h2>',
        "<p>Behörde</p>",
        "<p>Musteramt</p>",
        '<p data-pagefind-weight="1">musterstadt</p>',
        '<p data-pagefind-weight="0.2">Nach Thema; Wohnen</p>',
    ]


def test_what_a_page_gives_to_pagefind_is_passed_on():
    """Its own attributes stay with their text; names and values cannot break out."""
    assert lines(
        '<h1>A</h1><span data-pagefind-meta="kind" class="x">Stelle &amp; Amt</span><h2 id="&quot;>">B</h2>'
    ) == [
        "<h1>A</h1>",
        '<p data-pagefind-meta="kind">Stelle &amp; Amt</p>',
        '<h2 id="&quot;&gt;">B</h2>',
    ]


def test_only_marked_pages_have_a_document():
    """By language, in order; a page that is not to be found has none."""
    found = documents(read_leaves(FILES))
    assert {language: list(pages) for language, pages in found.items()} == {
        "de": ["index.html", "orte/musterstadt/index.html", "stelle/index.html"],
        "en": ["en/index.html"],
    }


@pytest.fixture(scope="module")
def index() -> dict[str, bytes]:
    """What the real Pagefind makes of the files."""
    return index_of(read_leaves(FILES))


def fragments(index: Mapping[str, bytes]) -> dict[str, dict]:
    """What Pagefind shows of each page, by address."""
    texts = [gzip.decompress(content) for path, content in index.items() if path.endswith(".pf_fragment")]
    found = [json.loads(text[text.index(b"{") :]) for text in texts]
    return {fragment["url"]: fragment for fragment in found}


def test_index_shows_title_text_and_headings(index):
    """Under the address of the page itself."""
    found = fragments(index)
    office = found["/stelle/"]
    assert sorted(found) == ["/", "/en/", "/orte/musterstadt/", "/stelle/"]
    assert (office["meta"], office["anchors"][0]["id"]) == ({"title": "Musterkammer"}, "angebote")
    assert "Berät Betriebe zur Anerkennung von Abschlüssen." in office["content"]


def test_index_names_the_languages_in_one_entry(index):
    """Each with its own files; interfaces that nobody loads are left out."""
    entry = json.loads(index["pagefind-entry.json"])
    assert {code: language["page_count"] for code, language in entry["languages"].items()} == {"de": 3, "en": 1}
    assert {"pagefind.js", "wasm.de.pagefind", "wasm.en.pagefind"} < set(index)
    assert [path for path in index if path.startswith(("pagefind-ui", "pagefind-component", "pagefind-modular"))] == []


def test_index_is_the_same_each_time(index):
    """Byte for byte, in whatever order the files come."""
    assert index_of(read_leaves(dict(reversed(FILES.items())))) == index


class Shelf(dict):
    """Keeps the files of languages and notes which were indexed anew."""

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        self[key] = files


def test_unchanged_languages_are_not_indexed_again(index, monkeypatch):
    """One changed page indexes its language anew, and the whole is that of an index from nothing."""
    shelf = Shelf()
    assert index_of(read_leaves(FILES), shelf) == index
    changed = read_leaves(FILES | {"en/index.html": page("<h1>Home</h1><p>Changed</p>", lang="en")})
    expected = index_of(changed)
    known = set(shelf)
    assert index_of(changed, shelf) == expected != index
    assert len(set(shelf) - known) == 1
    monkeypatch.setattr("lotse.build.search_index._indexed", pytest.fail)
    assert (index_of(changed, shelf), index_of(read_leaves(FILES), shelf)) == (expected, index)


def test_site_without_searchable_pages_has_no_index():
    """Nothing to be found is no fault."""
    assert index_of(read_leaves({"index.html": FILES["fehlt/index.html"]})) == {}


def test_failure_is_told_in_the_words_of_pagefind(monkeypatch, tmp_path):
    """A broken installation ends the build with a sentence."""
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\necho kaputt >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr("lotse.build.search_index.get_executable", lambda: broken)
    with pytest.raises(RuntimeError, match="Die Suche ließ sich nicht erstellen:\nkaputt"):
        index_of(read_leaves(FILES))
