"""Finished files are read as browsers read them, once, and what stands in them is found again."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.leaves import Leaf, Position, positions_in, read_leaf
from lotse.leaves.markup import _DANGERS

FIELDS = ("references", "repeated_ids", "handlers", "styles", "inline_scripts", "bases", "pings", "srcdocs")


def leaf(text: str) -> Leaf:
    return read_leaf("index.html", text.encode())


HIDDEN_CODE = [
    "<!--><script>x()</script>-->",
    "<!---><script>x()</script>-->",
    "<!--a--!><script>x()</script>-->",
    "<noscript><p title='</noscript><script>x()</script>'></noscript>",
    "<svg><style><script>x()</script></style></svg>",
    "<svg><title><![CDATA[</title>]]></title><script>x()</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><script>x()</script>",
    "<textarea></textarea ><script>x()</script></textarea>",
    "<title></title/><script>x()</script></title>",
    "<select><option><script>x()</script></select>",
    "<template><template><script>x()</script></template></template>",
    "<?php ?><script>x()</script>",
    "<![CDATA[><script>x()</script>]]>",
    "</p <script><script>x()</script>",
    "<p title=\"a\"b='<script>x()</script>'><SCRIPT>x()</SCRIPT>",
]


@pytest.mark.parametrize("text", HIDDEN_CODE)
def test_code_that_a_browser_runs_is_seen(text):
    """However it hides from simpler readers."""
    assert leaf(text).inline_scripts == ("script",)


HARMLESS = [
    "<!-- <script>x()</script> -->",
    "<textarea><script>x()</script></textarea>",
    "<title><script>x()</script></title>",
    "<p title='<script>x()</script>'>",
    "<style><script>x()</script></style>",
    "<iframe><script>x()</script></iframe>",
    "&lt;script>x()&lt;/script>",
    "<svg><![CDATA[<script>x()</script>]]></svg>",
    '<script type="application/json">"<!--<script>"</script>',
    "<script src=x></script>",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_text_that_a_browser_only_shows_is_no_code(text):
    """Nor does any of it run."""
    assert (leaf(text).inline_scripts, leaf(text).handlers) == ((), ())


def test_page_is_read_whole():
    """Language, title, robots, links by their use, versions, ids, outline."""
    found = leaf(
        '<!doctype html><html lang="de"><head><meta charset="utf-8"><title> Eins\n zwei </title>'
        '<meta name="robots" content="NoIndex"><link rel="stylesheet" href="a.css"><link rel="canonical" href="/">'
        '<link rel="alternate" hreflang="en" href="/en/"><script src="m.js"></script></head>'
        '<body><h6>vor</h6><main id="m"><h1 id="h">Eins</h1><h2>b</h2></main><svg><title>Bild</title></svg>'
        '<a href="x/?a=1&amp;b=2" name="n">x</a><a href="x/?a=1&amp;b=2">y</a><img src="p.png" '
        'srcset="q.png 2x, r.png">'
        '<form action="s/"><label for="weg"></label></form></body></html>'
    )
    assert found == Leaf(
        language="de",
        title="Eins zwei",
        is_indexable=False,
        links={
            "navigates": ("x/?a=1&b=2",),
            "shows": ("p.png", "q.png", "r.png"),
            "loads": ("a.css",),
            "runs": ("m.js",),
            "sends": ("s/",),
            "names": ("/", "/en/"),
        },
        alternates=(("en", "/en/"),),
        ids=frozenset({"m", "h", "n"}),
        references=("weg",),
        outline=((1, 1), (2, 2)),
        images_without_alt=("img",),
        charsets=("utf-8",),
    )


def test_equal_files_are_equal_leaves_also_from_a_store():
    """So that a leaf can be kept."""
    text = '<html lang="de"><p id="a" onclick="x()"><a href="x/">x</a>'
    assert pickle.loads(pickle.dumps(leaf(text))) == leaf(text)


def test_places_are_those_of_the_file():
    """Line and column in characters, for each time that a thing stands there."""
    text = 'Über <b onclick="x()">a</b>\n<!-- <b onclick> -->ä<i onclick="y()"/><a title="<i>" href="x<b >">x</a>'
    positions = positions_in("index.html", text.encode())
    assert positions["handlers", "onclick"] == [Position(1, 6), Position(2, 22)]
    assert positions["navigates", "x<b >"] == [Position(2, 40)]


PIECES = (
    *("<p", "<svg>", "<a href=x", " onclick=x", " id=a", ' title="', "'", '"', ">", "/>", "</p>", "</svg>", "ä", "\n"),
    *("<!--", "-->", "--!>", "<![CDATA[", "]]>", "<script>", "</script>", "<noscript>", "</noscript>", "<img src="),
    *("<template>", "</template>", "<title>", "</title>", "<table>", "<math>", "<br/", "<select>", " ", "<b-", "x"),
)
MARKUP = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@given(MARKUP)
def test_everything_noted_is_found_again(text):
    """The marks that tell places change nothing of how a page is read."""
    positions = positions_in("index.html", text.encode())
    found = leaf(text)
    noted = {(field, value) for field in FIELDS for value in getattr(found, field)}
    noted |= {(use, url) for use, urls in found.links.items() for url in urls if "<" not in url}
    assert noted <= {spot for spot in positions if spot[0] in (*FIELDS, *_DANGERS)}


@given(st.binary())
def test_any_bytes_can_be_read(content):
    """No file of a site brings the judgement down."""
    for path in ("index.html", "bild.svg", "liste.txt"):
        assert (read_leaf(path, content) is None) == path.endswith(".txt")
        assert isinstance(positions_in(path, content), dict)
