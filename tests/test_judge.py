"""The gates over a finished site: each rule finds its fault, says the exact sentence, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.judge import SiteRules, condensed, judge
from lotse.judge.addresses import Addresses, Home
from lotse.problems import Problem, as_text

HOST = "https://lotse.example.org"
RULES = SiteRules(site_url=f"{HOST}/", legal=())


MOVED = '<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url=../a/">'


def page(body: str = "", *, title: str = "Start", lang: str = "de", head: str = "") -> str:
    """A page without faults, with the body on line 3."""
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title}</title>{head}</head>\n'
        f"<body><main><h1>{title}</h1>\n{body}\n</main></body></html>\n"
    )


def found(files: Mapping[str, str], rules: SiteRules = RULES) -> list[str]:
    """The problems as lines, without the German hint."""
    problems = judge({path: text.encode() for path, text in files.items()}, rules)
    return [as_text(replace(problem, hint="")) for problem in problems]


def found_in(body: str, **files: str) -> list[str]:
    """The problems of a start page with this body beside a page «/da/» and a drawing."""
    whole = page(body + '<a href="da/">da</a>')
    others = {"da/index.html": page('<p id="ort">x</p>', title="Da"), "bild.svg": "<svg><g id='a'/></svg>"}
    return found({"index.html": whole, "assets/x.js": ""} | others | files)


SOUND = [
    '<a href="da/">x</a>',
    '<a href="./da/#ort">x</a>',
    '<a href="da/?q=1#ort">x</a>',
    '<a href="da/index.html">x</a>',
    '<a href="/da/#ort">x</a>',
    '<a href="/">x</a>',
    '<a href=".">x</a>',
    '<a href="da/..">x</a>',
    '<a href="">x</a>',
    '<a href="#">x</a>',
    '<a href="#top">x</a>',
    '<a href="da/#ort=aachen">x</a>',
    '<a href="da/#:~:text=x">x</a>',
    f'<a href="{HOST}/da/#ort">x</a>',
    f'<a href="{HOST}">x</a>',
    '<a href="https://www.example.com/weg">x</a>',
    '<a href="mailto:post@example.org">x</a>',
    '<a href="tel:+49241000">x</a>',
    '<a href="%64a/">x</a>',
    '<img src="bild.svg" alt="">',
    '<img src="data:image/png;base64,AA==" alt="">',
    '<svg role="img"><title>Bild</title><use href="bild.svg#a"/></svg>',
    '<script src="/assets/x.js" type="module"></script>',
    '<script type="application/ld+json">{"a": "<b style=x>"}</script>',
    '<script type="application/json">[]</script>',
    '<label for="f">x</label><input id="f">',
    "<h2>a</h2><h3>b</h3><h4>c</h4><h2>d</h2>",
    '<aside id="a">x</aside><aside id="b">y</aside>',
    "<!-- <a href='weg/' onclick='x()'> -->",
]


@pytest.mark.parametrize("body", SOUND)
def test_sound_body_has_no_problem(body):
    """What is allowed stays unmentioned."""
    assert found_in(body) == []


FAULTY = [
    # ways through the site
    ('<a href="weg/">x</a>', 1, "link-broken: «/weg/» gibt es auf der Website nicht."),
    ('<a href="/weg.pdf">x</a>', 1, "link-broken: «/weg.pdf» gibt es auf der Website nicht."),
    ('<img alt="" src="weg.png">', 1, "link-broken: «/weg.png» gibt es auf der Website nicht."),
    ('<img alt="" srcset="weg.png 2x">', 1, "link-broken: «/weg.png» gibt es auf der Website nicht."),
    (f'<a href="{HOST}/weg/">x</a>', 1, "link-broken: «/weg/» gibt es auf der Website nicht."),
    ('<a href="da">x</a>', 1, "link-broken: Der Adresse fehlt am Ende der Schrägstrich."),
    ('<a href="/da#ort">x</a>', 1, "link-broken: Der Adresse fehlt am Ende der Schrägstrich."),
    ('<a href="Da/">x</a>', 1, "link-broken: Groß- und Kleinschreibung der Adresse stimmen nicht."),
    (
        '<a href="../da/">x</a>',
        1,
        "link-broken: Die Adresse «../da/» führt über den Anfang der Website hinaus.",
    ),
    ('x <a href="#weg">x</a>', 3, "anchor-missing: Auf / gibt es die Sprungmarke «weg» nicht."),
    ('<a href="da/#weg">x</a>', 1, "anchor-missing: Auf /da/ gibt es die Sprungmarke «weg» nicht."),
    (
        '<svg><use href="bild.svg#b"/></svg>',
        6,
        "anchor-missing: Auf /bild.svg gibt es die Sprungmarke «b» nicht.",
    ),
    # schemes and hosts
    (
        '<a href="javascript:alert(1)">x</a>',
        1,
        "scheme-forbidden: Das Schema «javascript» ist hier nicht erlaubt: «javascript:alert(1)».",
    ),
    (
        '<a href=" Java&#9;Script:alert(1)">x</a>',
        1,
        "scheme-forbidden: Das Schema «javascript» ist hier nicht erlaubt: «JavaScript:alert(1)».",
    ),
    (
        '<a href="http://example.org/">x</a>',
        1,
        "scheme-forbidden: Das Schema «http» ist hier nicht erlaubt: «http://example.org/».",
    ),
    (
        '<a href="//example.org/">x</a>',
        1,
        "scheme-forbidden: Das Schema «//» ist hier nicht erlaubt: «//example.org/».",
    ),
    (
        '<a href="data:text/html,x">x</a>',
        1,
        "scheme-forbidden: Das Schema «data» ist hier nicht erlaubt: «data:text/html,x».",
    ),
    (
        '<img alt="" src="https://cdn.example.com/x.png">',
        1,
        "host-foreign: Die Seite lädt von einem fremden Server: «cdn.example.com».",
    ),
    (
        '<form action="https://form.example.com/"></form>',
        1,
        "form-foreign: Ein Formular sendet an einen fremden Server: «form.example.com».",
    ),
    (
        '<script src="https://cdn.example.com/x.js"></script>',
        1,
        "host-foreign: Die Seite lädt von einem fremden Server: «cdn.example.com».",
    ),
    # code and design on the page
    ('<p onclick="x()">x</p>', 1, "handler-inline: Das Attribut «onclick» führt Code aus."),
    ('<p style="color: red">x</p>', 1, "style-inline: «style=» gestaltet auf der Seite selbst."),
    ("<style>p {}</style>", 1, "style-inline: «<style>» gestaltet auf der Seite selbst."),
    ("<script>x()</script>", 1, "script-inline: Auf der Seite steht Programmcode."),
    ('<script type="module">x()</script>', 1, "script-inline: Auf der Seite steht Programmcode."),
    ("<!--><script>x()</script>", 6, "script-inline: Auf der Seite steht Programmcode."),
    ("<svg><script src='/assets/x.js'>x()</script></svg>", 6, "script-inline: Auf der Seite steht Programmcode."),
    (
        '<noscript><p title="</noscript><img alt onerror=x()>">x</p></noscript>',
        32,
        "handler-inline: Das Attribut «onerror» führt Code aus.",
    ),
    ("<template><p onclick=x()>x</p></template>", 11, "handler-inline: Das Attribut «onclick» führt Code aus."),
    (
        '<svg><a><set attributeName="href" to="javascript:x()"/></a></svg>',
        9,
        "handler-inline: Das Attribut «attributeName» führt Code aus.",
    ),
    (
        '<script src="/da/index.html"></script>',
        1,
        "script-unlisted: Die Seite führt «/da/» aus; das Skript gehört nicht zur Website.",
    ),
    ('<p>x</p><base href="/da/">', 9, "base-forbidden: «<base>» lenkt alle Adressen der Seite um, nach «/da/»."),
    ('<a href="da/" ping="/da/">x</a>', 1, "ping-forbidden: Das Attribut «ping» meldet jeden Klick an «/da/»."),
    ('<iframe srcdoc="x"></iframe>', 1, "embed-forbidden: Das Attribut «srcdoc» legt eine zweite Seite in diese."),
    ('<iframe src="da/"></iframe>', 1, "embed-forbidden: «<iframe>» bettet etwas in die Seite ein: «da/»."),
    ('<object data="da/"></object>', 1, "embed-forbidden: «<object>» bettet etwas in die Seite ein: «da/»."),
    ('<embed src="da/">', 1, "embed-forbidden: «<embed>» bettet etwas in die Seite ein: «da/»."),
    (
        '<button formaction="//form.example.com">x</button>',
        1,
        "form-foreign: Ein Formular sendet an einen fremden Server: «form.example.com».",
    ),
    (
        '<img alt="" src="//cdn.example.com/x.png">',
        1,
        "host-foreign: Die Seite lädt von einem fremden Server: «cdn.example.com».",
    ),
    ('<meta charset="iso-2022-jp">', 1, "charset-foreign: Die Seite nennt als Zeichensatz «iso-2022-jp» statt UTF-8."),
    # structure
    (
        "<h2>a</h2><h4>b</h4>",
        11,
        "heading-order: Auf eine h2 folgt eine h4; eine Stufe fehlt.",
    ),
    ("<h1>a</h1>", 1, "heading-order: Die Seite hat mehr als eine h1."),
    ('<img src="bild.svg">', 1, "image-alt-missing: Dem Bild fehlt der Ersatztext."),
    (
        '<p id="a">x</p><p id="a">y</p>',
        16,
        "id-duplicate: Die Kennung «a» steht weiter oben schon einmal.",
    ),
    (
        '<input aria-describedby="weg">',
        1,
        "reference-broken: Verweis auf die Kennung «weg», die es nicht gibt.",
    ),
]


@pytest.mark.parametrize(("body", "column", "sentence"), FAULTY)
def test_faulty_body_has_one_problem(body, column, sentence):
    """The rule says its sentence at the place, and no other rule joins in."""
    assert found_in(body) == [f"index.html:3:{column}: {sentence}"]


WHOLE_PAGES = [
    (page().replace(' lang="de"', ""), "language-missing: Die Seite nennt ihre Sprache nicht."),
    (page().replace('"de"', '"Deutsch!"'), "language-missing: Die Seite nennt ihre Sprache nicht."),
    (page().replace("<title>Start</title>", ""), "title-missing: Die Seite hat keinen Titel."),
    (page().replace("<title>Start<", "<title> <"), "title-missing: Die Seite hat keinen Titel."),
    (page().replace("h1>", "p>"), "heading-order: Die Seite hat keine Überschrift."),
    (page().replace("h1>", "h2>"), "heading-order: Die erste Überschrift ist eine h2, nicht die h1."),
]


@pytest.mark.parametrize(("text", "sentence"), WHOLE_PAGES)
def test_faulty_page_has_one_problem(text, sentence):
    """What is missing is told once."""
    assert [line.partition(": ")[2] for line in found({"index.html": text})] == [sentence]


def test_headings_outside_the_main_part_do_not_count():
    """Header and footer may have headings of any level."""
    text = page().replace("<main>", "<h3>x</h3><main>").replace("</main>", "</main><h6>y</h6>")
    assert found({"index.html": text}) == []


def test_title_may_stand_once_in_a_language():
    """In another language it may come again; a page that search engines skip does not count."""
    links = "".join(f'<a href="{name}/">x</a>' for name in "abc")
    hidden = page(title="Start", head='<meta name="robots" content="noindex">')
    files = {"index.html": page(links), "a/index.html": page(), "b/index.html": page(lang="en")}
    assert found(files | {"c/index.html": hidden}) == [
        "index.html:1:1: title-duplicate: Den Titel «Start» trägt schon /a/."
    ]


def test_stylesheets_and_scripts_load_nothing_foreign():
    """Imports in files count like those on pages; what only names an address does not."""
    files = {
        "index.html": page(),
        "a.css": '/* https://example.com */\n a { background: url( "https://cdn.example.com/a.png") }',
        "b.css": "@import '//cdn.example.com/b.css';",
        "c.js": 'import { x } from "https://cdn.example.com/x.js"\nconst y = "https://example.com/"',
    }
    sentence = "host-foreign: Die Seite lädt von einem fremden Server: «cdn.example.com»."
    assert found(files) == [f"a.css:2:24: {sentence}", f"b.css:1:10: {sentence}", f"c.js:1:20: {sentence}"]


def test_drawing_may_have_styles_but_no_code():
    """A drawing in its own file cannot reach the page's design, but could run code when opened."""
    files = {"index.html": page(), "bild.svg": '<svg style="x"><g onload="x()"/></svg>'}
    assert found(files) == ["bild.svg:1:16: handler-inline: Das Attribut «onload» führt Code aus."]


def test_page_without_a_way_to_it_is_an_orphan():
    """Neither the sitemap nor pages that nobody reaches make a way."""
    files = {
        "index.html": page('<a href="a/">x</a>'),
        "a/index.html": page(title="A"),
        "b/index.html": page('<a href="../c/">x</a>', title="B"),
        "c/index.html": page('<a href="../b/">x</a>', title="C"),
        "404.html": page(title="Fehlt"),
        "alt/index.html": page(title="Weg", head=MOVED),
    }
    sentence = "page-orphan: Von der Startseite (de) führt kein Weg zu dieser Seite."
    assert found(files) == [f"b/index.html:1:1: {sentence}", f"c/index.html:1:1: {sentence}"]


def test_language_switch_is_no_way_to_a_page():
    """Who reads English must find the page from the English start page."""
    files = {
        "index.html": page('<a href="a/">x</a><a href="en/">x</a>'),
        "a/index.html": page('<a href="../en/a/">English</a>', title="A"),
        "en/index.html": page(lang="en"),
        "en/a/index.html": page('<a href="../../a/">Deutsch</a>', title="A", lang="en"),
    }
    sentence = "en/a/index.html:1:1: page-orphan: Von der Startseite (en) führt kein Weg zu dieser Seite."
    assert found(files, replace(RULES, languages=("de", "en"))) == [sentence]


def test_every_page_links_to_the_legal_pages():
    """In its own language where that page exists, else in the default language."""
    both = '<a href="{0}impressum/">x</a><a href="{0}ls/">x</a>'
    files = {
        "index.html": page(both.format("") + '<a href="a/">x</a>'),
        "a/index.html": page(title="A"),
        "impressum/index.html": page(both.format("../"), title="Impressum"),
        "ls/index.html": page(both.format("../"), title="LS"),
        "en/index.html": page(both.format("../"), lang="en"),
        "en/impressum/index.html": page('<a href="../../ls/">x</a>', title="Imprint", lang="en"),
    }
    rules = replace(RULES, languages=("de", "en"), legal=("impressum", "ls"))
    assert [line for line in found(files, rules) if "legal" in line] == [
        "a/index.html:1:1: legal-link-missing: Auf der Seite fehlt der Link zu /impressum/.",
        "a/index.html:1:1: legal-link-missing: Auf der Seite fehlt der Link zu /ls/.",
        "en/index.html:1:1: legal-link-missing: Auf der Seite fehlt der Link zu /en/impressum/.",
    ]


def test_paths_differ_by_more_than_case():
    """Some file systems cannot hold both files."""
    files = {"index.html": page(), "A.css": "", "a.css": ""}
    assert found(files) == [
        "a.css:1:1: path-case-collision: Die Datei unterscheidet sich von «A.css» nur durch Groß- und Kleinschreibung."
    ]


def alternates(**addresses: str) -> str:
    return "".join(f'<link rel="alternate" hreflang="{lang}" href="{HOST}{url}">' for lang, url in addresses.items())


def test_language_versions_that_name_each_other_are_sound():
    """Both name both; a feed in a language is no version of the page."""
    feed = '<link rel="alternate" hreflang="de" type="application/atom+xml" href="neu.atom">'
    files = {
        "index.html": page('<a href="en/">x</a>', head=alternates(de="/", en="/en/") + feed),
        "en/index.html": page(lang="en", head=alternates(de="/", en="/en/")),
        "neu.atom": "<feed/>",
    }
    assert found(files, replace(RULES, languages=("de", "en"))) == []


def test_language_versions_name_each_other():
    """A version that does not answer, or speaks another language, is told where it is named."""
    files = {
        "index.html": page('<a href="en/">x</a>', head=alternates(de="/", en="/en/", fr="/fr/")),
        "en/index.html": page(lang="en"),
        "fr/index.html": page(lang="it", head=alternates(de="/")),
    }
    assert [line.partition(": ")[2] for line in found(files, replace(RULES, languages=("de", "en", "fr")))] == [
        "hreflang-faulty: /en/ wird als Fassung von / genannt, nennt sie aber nicht.",
        "hreflang-faulty: /fr/ ist nicht in der Sprache «fr».",
    ]


def sitemap(*entries: str) -> str:
    return f'<?xml version="1.0"?>\n<urlset>\n{"".join(entries)}</urlset>'


def entry(url: str, **versions: str) -> str:
    links = "".join(f'<xhtml:link hreflang="{lang}" href="{HOST}{to}"/>' for lang, to in versions.items())
    return f"<url><loc>{url}</loc>{links}</url>\n"


def test_sitemap_names_pages_that_may_be_found():
    """A foreign, a missing, a hidden page: each is told with its line."""
    files = {
        "index.html": page(),
        "b/index.html": page(title="B", head='<meta name="robots" content="noindex">'),
        "sitemap.xml": sitemap(
            entry(f"{HOST}/"), entry(f"{HOST}/weg/"), entry(f"{HOST}/b/"), entry("https://example.com/")
        ),
    }
    sentence = "sitemap-faulty: Die Sitemap nennt «{}»; dort ist keine auffindbare Seite dieser Website."
    assert found(files) == [
        f"sitemap.xml:4:11: {sentence.format(f'{HOST}/weg/')}",
        f"sitemap.xml:5:11: {sentence.format(f'{HOST}/b/')}",
        f"sitemap.xml:6:11: {sentence.format('https://example.com/')}",
    ]


def test_sitemap_names_language_versions_both_ways():
    """One entry names a version, whose entry does not answer."""
    files = {
        "index.html": page('<a href="en/">x</a>'),
        "en/index.html": page(lang="en"),
        "sitemap.xml": sitemap(entry(f"{HOST}/", de="/", en="/en/"), entry(f"{HOST}/en/", en="/en/")),
    }
    assert [line.partition(": ")[2] for line in found(files, replace(RULES, languages=("de", "en")))] == [
        "hreflang-faulty: /en/ wird als Fassung von / genannt, nennt sie aber nicht."
    ]


def test_site_below_a_path():
    """Addresses from the root must begin with the site's own path."""
    rules = replace(RULES, site_url=f"{HOST}/lotse/")
    sound = f'<a href="/lotse/da/">x</a><a href="{HOST}/lotse/">x</a><a href="{HOST}/anderes/">x</a>'
    files = {"index.html": page(f'{sound}\n<a href="/da/">x</a>'), "da/index.html": page(title="Da")}
    assert found(files, rules) == ["index.html:4:1: link-broken: Die Adresse «/da/» liegt außerhalb der Website."]


def test_error_page_uses_addresses_from_the_root():
    """It answers at any depth, so that relative addresses are wrong almost everywhere."""
    files = {"index.html": page(), "404.html": page('<a href="/">x</a>\n<a href=".">x</a>', title="Fehlt")}
    assert found(files) == [
        "404.html:4:1: link-broken: "
        "Die Fehlerseite verweist mit einer Adresse, die nur von einer Stelle aus stimmt: «.»."
    ]


def test_snippets_to_embed_need_not_be_whole_pages():
    """No title, no legal links, no way to them, but the policy holds."""
    files = {"index.html": page(), "fai/teil.html": '<p onclick="x()">x</p>'}
    assert found(files, replace(RULES, snippets=("fai/*",))) == [
        "fai/teil.html:1:1: handler-inline: Das Attribut «onclick» führt Code aus."
    ]


UNEXPECTED = ["liste.xlsx", "alt.html~", "en/SEITE.MD", "seite.HTML", "assets/x.js.map", ".git/a.txt", "a/.b.txt", "x"]


@pytest.mark.parametrize("path", UNEXPECTED)
def test_only_known_kinds_of_files_are_published(path):
    """A list, a backup, something hidden: each is told by its name."""
    assert found({"index.html": page(), path: ""}) == [
        f"{path}:1:1: file-unexpected: Die Datei «{path}» ist von keiner Art, die auf die Website gehört."
    ]


EXPECTED = [
    "assets/x.css",
    "pagefind/index/de_1.pf_index",
    "pagefind/wasm.de.pagefind",
    ".well-known/security",
    "a.pdf",
]


@pytest.mark.parametrize("path", [*EXPECTED, "SHA256SUMS", "api/v1/stellen.json", "termine.ics"])
def test_known_kinds_of_files_are_sound(path):
    """Everything that the site is made of."""
    assert found({"index.html": page(), path: ""}) == []


def test_operator_decides_about_scripts_embeds_and_kinds():
    """The same files are sound where the rules name them."""
    body = '<script src="werk/x.js"></script><iframe src="https://karte.example.org/a"></iframe>'
    files = {"index.html": page(body), "werk/x.js": "", "a.mjs": ""}
    rules = replace(RULES, scripts=("werk/*",), embeds=("https://karte.example.org/*",), kinds=(*RULES.kinds, "*.mjs"))
    assert found(files, rules) == []
    assert [line.split()[1] for line in found(files)] == ["file-unexpected:", "script-unlisted:", "embed-forbidden:"]


LEADING_ON = [
    ('content="0; url=../a/"', False, "../a/"),
    ('content="5; url=../a/"', True, "../a/"),
    ('content="0; URL=https://example.com/"', True, "https://example.com/"),
    ("content=\"0;'//example.com/'\"", True, "//example.com/"),
    ('content="0"', True, ""),
]


@pytest.mark.parametrize(("content", "is_hidden", "url"), LEADING_ON)
def test_page_leads_on_only_for_a_moved_one(content, is_hidden, url):
    """Indexable, later, elsewhere, or to itself: told; what stands for a moved page may (see MOVED)."""
    hidden = '<meta name="robots" content="noindex">' * is_hidden
    files = {
        "index.html": page('<a href="a/">x</a>'),
        "a/index.html": page(title="A"),
        "alt/index.html": f"<html>{hidden}<meta http-equiv=Refresh {content}>",
    }
    sentence = f"refresh-forbidden: Die Seite leitet von selbst weiter, nach «{url}»."
    assert next(iter(found(files))).split(": ", 1)[1] == sentence


XML = [
    ('<!DOCTYPE svg [<!ENTITY x "y">]>\n<svg/>', 1, "Eigene Kürzel (ENTITY) sind nicht erlaubt."),
    ('<?xml-stylesheet href="x.xsl"?>\n<svg/>', 1, "Eine Verarbeitungsanweisung (xml-stylesheet) ist nicht erlaubt."),
    ("<svg>\n<g></svg>", 2, "Browser können die Datei nicht lesen."),
    ("", 1, "Browser können die Datei nicht lesen."),
]


@pytest.mark.parametrize(("text", "line", "sentence"), XML)
def test_drawings_are_plain_xml(text, line, sentence):
    """Nothing in them means anything else to a browser than to us."""
    problems = found({"index.html": page(), "bild.svg": text})
    assert [(p.split(":")[1], p.split(": ", 2)[2]) for p in problems] == [(str(line), sentence)]


def test_xml_runs_nothing_under_any_prefix():
    """Browsers run scripts of drawings inside any XML file that somebody opens."""
    text = '<feed xmlns:s="http://www.w3.org/2000/svg">\n<s:script>x()</s:script><s:a onclick="x()"/></feed>'
    assert [line.split(": ")[0] + line.split(": ")[1] for line in found({"index.html": page(), "a.atom": text})] == [
        "a.atom:2:1script-inline",
        "a.atom:2:25handler-inline",
    ]


def test_pages_are_utf8():
    """A byte that is no UTF-8 is told at its place."""
    content = page("Straße").encode("latin-1")
    assert [as_text(problem) for problem in judge({"index.html": content}, RULES)] == [
        "index.html:3:5: charset-foreign: Die Seite ist nicht in UTF-8. Bitte als UTF-8 speichern."
    ]


PLACES = st.sampled_from(
    ["a/", "b/c/", "en/a/", "404.html", "#x", "?q", "/a/", "//a/", " #x", ".", "https:x", f"{HOST}#x", ""]
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["index.html", "a/b/index.html", "a/c/index.html", "c/index.html", "404.html"]), PLACES
        ),
        min_size=2,
    ),
    st.lists(st.integers(0, 3), min_size=1),
)
def test_what_pages_share_is_no_other_than_what_each_would_find(pairs, ups):
    """An address is worked out once for several pages; it leads each where it would lead it alone."""
    together = Addresses(["index.html", "a/index.html"], Home.of(HOST))
    for number, (path, url) in enumerate(pairs):
        whole = "../" * ups[number % len(ups)] + url
        alone = Addresses(["index.html", "a/index.html"], Home.of(HOST))
        assert together.target(whole, path) == alone.target(whole, path)


def test_own_host_without_a_path_is_the_start_page():
    """Not the page that the address stands on."""
    target = Addresses(["index.html"], Home.of(HOST)).target(f"{HOST}#x", "a/index.html")
    assert (target.path, target.fragment, target.fault) == ("index.html", "x", "")


class Shelf(dict):
    """Keeps leaves and counts what was read anew."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def put(self, key, leaf) -> None:
        self.count += 1
        self[key] = leaf


def test_unchanged_pages_are_not_read_again():
    """Only the changed page is, and the judgement is the same as from nothing."""
    shelf = Shelf()
    faulty = page('<a href="weg/">x</a><p onclick="x()">')
    files = {"index.html": faulty.encode(), "bild.svg": b"<svg/>", "a.txt": b""}
    first, count = judge(files, RULES, shelf), shelf.count
    assert (judge(files, RULES, shelf), shelf.count) == (first, count)
    changed = files | {"index.html": page("x").encode()}
    assert (judge(changed, RULES, shelf), shelf.count) == (judge(changed, RULES), count + 1)
    assert (len(first), count) == (2, 2)


def test_shared_fault_is_told_once():
    """A dead link in the footer of three pages is one line that counts the others."""
    faults = [Problem(file=f"{name}.html", code="link-broken", message="Weg.", hint="Hm.") for name in "cab"]
    other = Problem(file="a.html", code="link-broken", message="Anderes.")
    assert condensed([*faults, other]) == [
        other,
        Problem(file="a.html", code="link-broken", message="Weg.", hint="Hm. Ebenso auf 2 weiteren Seiten."),
    ]


STEPS = st.sampled_from(["a", "b", "..", ".", "c.html", "%20", "ä"])


@given(st.lists(st.sampled_from("abc"), max_size=3), st.lists(STEPS, min_size=1, max_size=6), st.booleans())
def test_addresses_lead_where_browsers_go(folder, steps, is_folder):
    """Our reading of relative addresses is that of the standard library, where the root is not left."""
    url = "/".join(steps) + "/" * is_folder
    from_path = "/".join([*folder, "index.html"])
    target = Addresses([], Home.of(HOST)).target(url, from_path)
    if target.fault == "missing":
        expected = unquote(urljoin(f"{HOST}/{from_path}", url))
        assert f"{HOST}/{target.path}" == expected + "index.html" * expected.endswith("/")


def test_large_site_is_judged_in_seconds():
    """500 pages of 25 kB with 150 links each; the limit is generous for slow machines."""
    links = "".join(f'<li class="card"><a href="../{n}/#o">Anlaufstelle {n}</a></li>\n' for n in range(150))
    filler = '<p class="text">Ein Satz über eine Anlaufstelle.</p>\n' * 280
    files = {f"{n}/index.html": page(f'<ul id="o">{links}</ul>{filler}', title=str(n)).encode() for n in range(500)}
    files["index.html"] = page("".join(f'<a href="{n}/">x</a>' for n in range(500))).encode()
    started = time.process_time()
    assert judge(files, RULES) == []
    assert time.process_time() - started < 15
