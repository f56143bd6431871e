"""`lotse.written`: from the texts that people wrote to the HTML of a page."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import builders
from conftest import AS_OF
from lotse.edition import edition_of
from lotse.load import Prose
from lotse.pages import desks
from lotse.publish import publish
from lotse.shortcodes.calls import ShortcodeFault
from lotse.translated import Pages
from lotse.written import ConfigurationFault, WritingRoom, arrange, dialect_of
from lotse.written.links import relative_address
from lotse.written.page import TangledText

DIALECT = dialect_of(builders.PROJECT)
GENERATED = ("woerterbuch/", "anlaufstellen/musternetz/", "orte/")
OFFERS = '{{ offers("housing") }}'


def prose(name, body, language="de", **meta):
    address = name.removesuffix(".md").removesuffix("index")
    address = address if address.endswith("/") or not address else f"{address}/"
    return Prose(f"docs/{language}/{name}", language, address, {"title": name, **meta}, body, 1)


def room_of(*pages, data=None, assets=(), **fields):
    catalogue = replace(builders.catalogue(data), prose=pages, assets=frozenset(assets), **fields)
    made = desks(publish(catalogue, "site", builders.TODAY), builders.real_labels())
    return WritingRoom(Pages(catalogue), made, dict.fromkeys(made, GENERATED))


def html_of(body, *others, language="de", name="fragen/x.md", **fields):
    meta = fields.pop("meta", {})
    room = room_of(prose(name, body, **meta), *others, **fields)
    return room.page(language, prose(name, body).address, DIALECT).html


def test_configuration_is_that_of_mkdocs(project):
    """Names and settings, as MkDocs hands them to Python-Markdown."""
    given_names = re.findall(r"(?m)^  - ([\w.]+)", (project / "mkdocs.yml").read_text("utf-8").split("markdown_ext")[1])
    assert ["toc", "tables", "fenced_code"] == list(DIALECT.names[:3])
    assert set(given_names) <= {*DIALECT.names, "index.md"}
    assert {"toc"} == set(DIALECT.settings)
    assert "schöne-grüße" == DIALECT.settings["toc"]["slugify"]("Schöne Grüße!", "-")


@pytest.mark.parametrize(
    "text",
    [
        "markdown_extensions: [toc: {slugify: !!python/object/apply:os.system {args: [x]}}]",
        "markdown_extensions: [toc: {slugify: !!python/name:os.system }]",
        "markdown_extensions: [toc: {slugify: !!python/object/new:os.system [x]}]",
        "markdown_extensions: [toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {args: [x]}}]",
        "markdown_extensions: tables",
        "markdown_extensions: [{toc: {}, tables: {}}]",
        "markdown_extensions: [toc: yes]",
        "- nothing",
        "a: [",
    ],
)
def test_configuration_calls_nothing_that_is_not_on_the_list(text, tmp_path):
    """And says in words what can't be used."""
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationFault):
        dialect_of(tmp_path)


def test_settings_of_the_builder_are_left_to_it(tmp_path):
    """Its own tags elsewhere in the file are no fault."""
    (tmp_path / "mkdocs.yml").write_text("site_name: !ENV NAME\nmarkdown_extensions: {toc: , tables: }\n", "utf-8")
    assert ("toc", "tables", "fenced_code") == dialect_of(tmp_path).names


def test_call_becomes_html_of_its_own():
    """A paragraph that holds only a call gives way; within a sentence the sentence stays."""
    html = html_of('{{ tasks() }}\n\nFrag {{ organization("musternetz") }}!')
    assert html.startswith("<nav") or html.startswith("<ul") or html.startswith("<div")
    assert '<p>Frag <a href="../../anlaufstellen/musternetz/">' in html
    assert "lotse:" not in html


def test_many_calls_keep_their_order():
    """Also the eleventh, whose number begins like the first one's."""
    html = html_of("".join(f'{{{{ organization("{f}") }}}}|' for f in ["musternetz", "musteramt"] * 7))
    pieces = html.removeprefix("<p>").split("|")
    assert [pieces[0], pieces[1]] * 7 == pieces[:14]
    assert pieces[0] != pieces[1]


@pytest.mark.parametrize(
    "text", ["`{{ start() }}`", "```\n{{ start() }}\n```", "1. a\n\n    ~~~\n    {{ x }}\n    ~~~"]
)
def test_calls_in_code_are_left_alone(text):
    """The handbook shows how they are written."""
    assert "{{ " in re.sub(r"<[^>]+>", "", html_of(text))


def test_call_that_fails_stops_the_page():
    """Nothing half said is published, should a page ever get past the check."""
    with pytest.raises(ShortcodeFault):
        html_of("{{ nichts() }}")


def test_call_within_an_attribute_says_words_only():
    """An alternative text and an address hold no markup."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][2]["name"] = {"de": 'Netz "A" <b>'}
    html = html_of('![{{ organization("musternetz") }}](bild.png)', data=data)
    assert 'alt="Netz &quot;A&quot; &lt;b&gt;"' in html


NAMES = st.text(alphabet="*_`[]()<>!#{}|&\"'\\~-+:=ab1. ;/", min_size=1, max_size=30)


@settings(max_examples=60)
@given(NAMES.filter(lambda name: name.strip() == name))
def test_nothing_from_data_reaches_markdown(name):
    """Whatever stands in a name: on the page stands that name, escaped, and nothing around it changes."""
    body = '# A {{ organization("musternetz") }} *b*\n\n| {{ organization("musternetz") }} |\n|---|\n| 1 |\n'

    def page(text):
        data = builders.region_data()
        data["actors.yaml"]["organizations"][2]["name"] = {"de": text}
        return re.sub(r' id="[^"]*"| aria-labelledby="[^"]*"', "", html_of(body, data=data))

    assert page("NAME").replace("NAME", str(escape(name))) == page(name)


@given(st.text(alphabet="\x02\x03lotse:wzxhdkbox-end0123 \n*", max_size=40))
def test_nobody_can_write_a_place_of_finished_html(text):
    """What Markdown keeps aside can't be called up by a text that looks like it."""
    assert "Wer" not in html_of(f'{text}\n\n`{{{{ organization("musternetz") }}}}`')


def glossary_data():
    """The region with one word that is to be explained."""
    word = {"id": "begriff-amt", "term": "Musteramtsstube", "variants": ["Stube"], "explanation": {"de": 'Ein "Amt".'}}
    return builders.region_data() | {"glossary.yaml": {"glossary": [word]}}


def test_first_mention_is_explained():
    """Once a page; not in headings, links, code, folded parts, nor in what commands say."""
    body = (
        "# Musteramtsstube\n\n[Stube](y.md) `Stube` <a href=\"y\">Stube</a>\n\n"
        "- eine *Stube*\n- noch eine Stube\n"
    )
    html = html_of(body, data=glossary_data(), meta={"glossary": "true"})
    link = (
        '<a class="term" lang="de" dir="ltr" href="../../woerterbuch/#begriff-amt" '
        'data-term="Ein &#34;Amt&#34;.">Stube</a>'
    )
    assert 1 == html.count('class="term"')
    assert f"<em>{link}</em>" in html


def test_words_are_explained_only_where_the_page_asks_for_it():
    """The front matter of the German page says so, for all languages."""
    assert 'class="term"' not in html_of("Eine Stube.", data=glossary_data())


def test_table_is_named_by_the_heading_above():
    """Two tables, two headings; one without any scrolls all the same."""
    table = "| a |\n|---|\n| 1 |\n"
    html = html_of(f"{table}\n## B {{#b}}\n\n{table}\n> ### C {{#c}}\n>\n> x\n\n{table}")
    assert ["", "b", "c"] == [
        re.sub(r' role="group" aria-labelledby="(\w)"', r"\1", found)
        for found in re.findall(r'<div class="table-scroll" tabindex="0"([^>]*)><table>', html)
    ]
    assert 3 == html.count("</table></div>")


def test_choice_of_a_place_stands_before_the_first_section():
    """Only on pages with offers, and only where there is a section."""
    with_offers = html_of(f"Anfang.\n\n## A\n\n{OFFERS}\n\n## B\n")
    before = with_offers.partition("<h2")[0]
    assert (1, True) == (with_offers.count("data-lotse-place"), "data-lotse-place" in before)
    assert "data-lotse-place" not in html_of("## A\n\nText.\n") + html_of(f"# A\n\n{OFFERS}\n")


FULL = "# Titel\n\nAnfang.\n\n## Eins {#eins}\n\nErster *Satz*, [Link](../orte/index.md).\n\n## Zwei {#zwei}\n\nEnde."
ENGLISH = "# Title\n\nStart.\n\n## One {#eins}\n\nFirst.\n\n## Two {#zwei}\n\nEnd."


def test_section_without_a_translation_stands_in_a_box():
    """In its own language and direction, with the reason in the reader's; what follows is not inside."""
    english = prose("fragen/x.md", "# Title\n\nStart.\n\n## Two {#zwei}\n\nEnd.", "en")
    html = html_of(FULL, english, language="en", meta={"risk": "legal"})
    assert re.search(
        r'<div class="untranslated">\n<p class="notice notice--fallback">[^<]+</p>\n<div dir="ltr" lang="de">\n'
        r'<h1 id="titel">Titel</h1>\n<p>Anfang.</p>\n<h2 id="eins">Eins</h2>\n'
        r'<p>Erster <em>Satz</em>, <a href="../../orte/">Link</a>.</p>\n<h2 id="zwei">Zwei</h2>\n<p>Ende.</p>\n'
        r"</div>\n</div>$",
        html,
    )


def test_page_that_nobody_translated_is_the_german_one():
    """Its commands speak the reader's language all the same, and its links lead to pages of that language."""
    room = room_of(prose("fragen/x.md", "# T\n\n[Orte](../orte/index.md) {{ organization('musternetz') }}"))
    page = room.page("en", "fragen/x/", DIALECT)
    assert ("en", "de", "docs/de/fragen/x.md") == (page.language, page.body_language, page.source_file)
    assert '<a href="../../orte/">' in page.html


LINKS = [
    ("y.md", "../y/"),
    ("y.md?a=1#b", "../y/?a=1#b"),
    ("../index.md", "../../"),
    ("x.md#b", "./#b"),
    ("#b", "#b"),
    ("../anlaufstellen/musternetz/index.md", "../../anlaufstellen/musternetz/"),
    ("../assets/bild.png", "../../../assets/bild.png"),
    ("../bilder/eigenes.png", "../../bilder/eigenes.png"),
    ("../bilder/deutsch.png", "../../../bilder/deutsch.png"),
    ("../einfach/x.md", "../../../einfach/x/"),
    ("%C3%BCber.md", "../%C3%BCber/"),
    ("../../de/fragen/y.md", "../y/"),
    ("nichts.md", "nichts.md"),
    ("../../../../weg.md", "../../../../weg.md"),
    ("/fest/", "/fest/"),
    ("https://example.org/a.md", "https://example.org/a.md"),
    ("//example.org/a.md", "//example.org/a.md"),
    ("mailto:a@example.org", "mailto:a@example.org"),
    ("http://[", "http://["),
]


@pytest.mark.parametrize(("target", "url"), LINKS)
def test_links_name_files_and_lead_to_addresses(target, url):
    """On an English page: to English ones, to copies, to German ones in plain words, to assets of either."""
    room = room_of(
        prose("index.md", "# S"),
        prose("fragen/x.md", "# X"),
        prose("fragen/y.md", "# Y"),
        prose("fragen/über.md", "# Ü"),
        prose("einfach/x.md", "# E", variant_of="fragen/x.md"),
        assets=("assets/bild.png", "en/bilder/eigenes.png", "de/bilder/eigenes.png", "de/bilder/deutsch.png"),
    )
    assert url == (room.links["en"].url(target, "fragen/x.md", "fragen/x/") or target)


@given(st.lists(st.sampled_from("abc"), max_size=4), st.lists(st.sampled_from("abc"), max_size=4))
def test_relative_address_leads_there(there, here):
    """Followed from one address it is the other."""
    target, origin = ("".join(f"{part}/" for part in parts) for parts in (there, here))
    way = relative_address(target, origin)
    assert f"https://example.org/{target}" == urljoin(f"https://example.org/{origin}", way)


def test_contents_are_the_second_level():
    """Of a page without a title all that stand highest."""
    room = room_of(prose("a.md", "# T\n\n## A & B {#a}\n\n### C\n\n## D\n"), prose("b.md", "## E\n\n## F {#f}\n"))
    assert (("a", "A &amp; B"), ("d", "D")) == room.page("de", "a/", DIALECT).contents
    assert (("e", "E"), ("f", "F")) == room.page("de", "b/", DIALECT).contents


def test_builder_that_converts_by_itself_gives_the_same_bytes():
    """MkDocs adds the extension to its own and hands the page over; no order, no change."""
    room = room_of(prose("fragen/x.md", f"{FULL}\n\n{OFFERS}\n"), prose("fragen/x.md", ENGLISH, "en"))
    names, configured = list(DIALECT.names), dict(DIALECT.settings)
    for language in ("de", "en"):
        order = room.order(language, "fragen/x/")
        arrange(names, configured, order)
        html = markdown.markdown(order.page.text, extensions=names, extension_configs=configured)
        assert room.page(language, "fragen/x/", DIALECT).html == html
    arrange(names, configured, None)
    plain = markdown.markdown("a `b` {{ c }}", extensions=names, extension_configs=configured)
    assert (1, "<p>a <code>b</code> {{ c }}</p>") == (names.count("lotse.written"), plain)


def test_tangled_text_is_refused():
    """Nothing keeps a build busy for minutes, should a page ever get past the check."""
    with pytest.raises(TangledText):
        html_of("[" * 60_000)


def test_mkdocs_gives_the_same_bytes(project, caplog):
    """Of every written page of every language, with no word about links to pages that it does not know."""
    config = load_config(str(project / "mkdocs.yml"))
    edition = edition_of(project, AS_OF)
    assert edition.errors == ()
    room = edition.room(edition.pages)
    for language, pages in edition.pages.items():
        for address in (address for address, page in pages.items() if not page.is_generated):
            page = room.page(language, address, DIALECT)
            file = File(page.source_file.removeprefix("docs/"), config.docs_dir, config.site_dir, True)
            order = room.order(language, address)
            arrange(config.markdown_extensions, config.mdx_configs, order)
            theirs = Page(None, file, config)
            theirs.markdown = order.page.text
            theirs.render(config, Files([file]))
            top = theirs.toc.items
            headings = top[0].children if len(top) == 1 and top[0].level == 1 else top
            assert (page.html, page.contents) == (theirs.content, tuple((item.id, item.title) for item in headings))
    assert [] == [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


def test_addresses_of_a_language():
    """Its own pages and copies of German ones, none in plain words, none where data make a page."""
    room = room_of(
        prose("index.md", "# S"),
        prose("fragen/x.md", "# X"),
        prose("orte/index.md", "# O"),
        prose("einfach/index.md", "# E", variant_of="index.md"),
        prose("index.md", "# S", "en"),
    )
    assert ("", "fragen/x/") == room.addresses("en")
    assert ("", "einfach/", "fragen/x/") == room.addresses("de")
    assert room.order("en", "nirgends/") is None
