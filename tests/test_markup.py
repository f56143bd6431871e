"""`lotse.markup`: what stands in a Markdown text and where, with no more work than the text is long."""

from __future__ import annotations

import re
import sys
from itertools import pairwise

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymdownx.slugs import slugify

from lotse.checks.prose_lists import list_faults
from lotse.markup import (
    attributes_in,
    blanked,
    calls_in_text,
    code_in,
    headings_in,
    links_in,
    open_fences,
    place_of,
    raw_html_in,
    slug,
    sure_code_in,
    tangle_in,
    underlines_in,
    without_code_and_calls,
)

EXTENSIONS = ["md_in_html", "tables", "def_list", "footnotes", "admonition", "attr_list", "pymdownx.superfences"]
TEXTS = st.text(alphabet="`~ab \n\\>{}#-", max_size=40)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a `b` c", ["`b`"]),
        ("a ``b ` c`` d", ["``b ` c``"]),
        ("a ```b`` c", ["```b``"]),
        ("a `b\nc` d", ["`b\nc`"]),
        ("a `b\n\nc` d", []),
        (r"a \`b` c` d", ["` c`"]),
        (r"a \\`b` c", ["`b`"]),
        ("```\na\n```\nb", ["```\na\n```"]),
        ("```yaml\na `b\n```\n`c`", ["```yaml\na `b\n```", "`c`"]),
        ("~~~\n```\n~~~", ["~~~\n```\n~~~"]),
        ("````\n```\n````", ["````\n```\n````"]),
        ("1. a\n\n    ```\n    b\n    ```\n", ["    ```\n    b\n    ```"]),
        ("> ```\n> a\n> ```\n", ["> ```\n> a\n> ```"]),
        ("```\na", []),
        ("    ```\n    a\n\nb\n    ```\n", []),
        ("``` kein Wort dahinter\n\na\n```", []),
    ],
)
def test_code_is_what_the_renderer_takes_for_code(text, code):
    """Fences that close and code spans that end, nothing else."""
    assert code == [text[start:end] for start, end in code_in(text)]


@given(TEXTS)
def test_sure_code_is_code_on_the_page(text):
    """A letter that we are sure is code never stands outside of code on the page."""
    marked = text.replace("a", "Q")
    html = markdown.markdown(marked, extensions=["pymdownx.superfences"])
    shown = re.sub(r"(?s)<(code|pre)\b.*?</\1>", "", html)
    assert shown.count("Q") <= blanked(marked, sure_code_in(marked)).count("Q")


@given(TEXTS)
def test_words_stay_in_their_place(text):
    """What is left out leaves blanks."""
    bare = without_code_and_calls(text)
    assert [len(line) for line in text.split("\n")] == [len(line) for line in bare.split("\n")]
    assert all(new in (" ", old) for old, new in zip(text, bare, strict=True))


@given(TEXTS)
def test_spans_are_in_order_and_apart(text):
    """So that cutting at them gives the text again."""
    for spans in (code_in(text), calls_in_text(text)):
        assert all(one.end <= other.start for one, other in pairwise(spans))
    assert len(text) == len(blanked(text, code_in(text)))


def test_fences_that_never_close_are_named():
    """Where they begin; what a fence further in does not hold together is one too."""
    text = "a\n\n```yaml\nb\n"
    assert [(2, 1)] == [place_of(text, start) for start in open_fences(text)]
    assert () == open_fences("```\na\n```\n")


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("# Titel", (1, "Titel", "")),
        ("## Über *uns* {#ueber-uns}", (2, "Über *uns*", "ueber-uns")),
        ("### Zu ###", (3, "Zu", "")),
        ("##Eng", (2, "Eng", "")),
        ("## Klammer {a}", (2, "Klammer {a}", "")),
        ("## A {#b} {#c }", (2, "A {#b}", "c")),
    ],
)
def test_headings_have_level_title_and_anchor(line, heading):
    """As people write them."""
    (found,) = headings_in(f"\n{line}\n")
    assert (heading, 1) == ((found.level, found.title, found.anchor), found.line)


def test_headings_in_code_are_none():
    """A comment in a configuration is no heading."""
    assert [] == list(headings_in("```\n# a\n```\n"))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30))
def test_slug_is_that_of_the_renderer(title):
    """So that a link to a heading without a fixed anchor can be judged. Titles hold no tags here."""
    words = title.replace("<", "").replace(">", "")
    assert slugify(case="lower")(words, "-") == slug(words)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](b.md)", [("link", "b.md", "a")]),
        ("![a](b.png \"Titel\")", [("image", "b.png", "a")]),
        ("[![a](b.png)](c.md)", [("link", "c.md", "![a](b.png)"), ("image", "b.png", "a")]),
        ("[a](<b c.md>)", [("link", "b c.md", "a")]),
        ("[a](b(c).md 'T')", [("link", "b(c).md", "a")]),
        ("[a [b] c](d)", [("link", "d", "a [b] c")]),
        (r"\[a](b) [c\]](d)", [("link", "d", r"c\]")]),
        ("[a][r], [r], [b][]\n\n[R]: c\n[b]: <d>", [("link", "c", "a"), ("link", "c", "r"), ("link", "d", "b")]),
        ("<https://a.example/b>", [("link", "https://a.example/b", "https://a.example/b")]),
        ("`[a](b)` {{ [c](d) }} [^1] [nur so]", []),
        ("[{{ x() }}](y.md)", [("link", "y.md", "{{ x() }}")]),
    ],
)  # fmt: skip
def test_links_are_found_with_their_targets(text, links):
    """Where they stand is where the brackets open, in the order of the text."""
    assert links == [(link.kind, link.target, link.words) for link in links_in(text)]
    assert all(text[link.target_start :].startswith(link.target) for link in links_in(text))


def test_link_to_a_name_that_nothing_explains():
    """It would stand on the page with its brackets; a footnote is something else."""
    assert ["r"] == [link.undefined for link in links_in("[a][r] [b][^1]")]


@pytest.mark.parametrize(
    ("text", "elements", "others"),
    [
        ("a < b, c > d, 1<2", [], []),
        ("a <br> <b class=x>c</b>", [("br", {}), ("b", {"class": "x"})], []),
        ("`<b>` <https://a.example> <a@b.example>", [], []),
        ("```\n<b>\n```", [], []),
        ("a <Name> b", [("name", {})], []),
        ("<!-- a --> <?php a ?>", [], [0, 11]),
        ('<p title="</p><script>">', [("p", {"title": "</p><script>"})], [14]),
        ("<svg><script>a</script></svg>", [("svg", {}), ("script", {})], []),
        ("<body onload=a>", [("body", {"onload": "a"})], []),
        ("<tr>", [], [0]),
        ("<noscript><i title='</noscript><img>'>", [("noscript", {}), ("i", {"title": "</noscript><img>"})], [31]),
        ("<textarea><b>", [("textarea", {})], [10]),
        ("<div>\n`<script>`\n</div>", [("div", {}), ("script", {})], []),
    ],
)  # fmt: skip
def test_html_is_what_browsers_make_of_it(text, elements, others):
    """No tag is left unseen: it is an element, or it is told as something else."""
    found = raw_html_in(text)
    assert elements == [(element.name, dict(element.attributes)) for element in found.elements]
    assert others == list(found.others)


PIECES = [
    "<b>", "<b", "</b>", "<i title='", "'", ">", "<p>", "</p>", "<!--", "-->", "<", "`", "``", "```", "~~~", "\n",
    "\n\n", "    ", "- ", "> ", "# ", "| ", "1. ", "\\", "[", "](", ")", "{{ a }}", "a", " ", "[^1]: ", "!!! a\n    ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_no_tag_is_left_unseen(text):
    """Whatever the renderer lets through as a tag is an element, an end, or told as something else."""
    marked = text.replace("b", "script")
    html = markdown.markdown(marked, extensions=EXTENSIONS)
    found = raw_html_in(marked)
    if re.search(r"<script[\s/>]", html):
        assert "script" in {element.name for element in found.elements} or found.others


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ('## A {#a .b lang="en"}', [("id", "a"), ("class", "b"), ("lang", "en")]),
        ("[a](b){onclick='x()'}", [("onclick", "x()")]),
        ("Eine {Klammer} und {2,} mehr, `{#a}`, {{ x() }}", []),
    ],
)
def test_attributes_in_braces(text, attributes):
    """Bare words in braces are words."""
    assert attributes == [(found.key, found.value) for found in attributes_in(text)]


def test_lines_below_a_paragraph_that_make_it_a_heading():
    """Only right below its first line; a rule stands alone."""
    text = "a\n---\n\n---\n\nb\nc\n---\n\nd\n===\n"
    assert [(1, 1), (10, 1)] == [place_of(text, start) for start in underlines_in(text)]


INDENTS = st.lists(st.sampled_from([0, 0, 4, 4, 8, 2, 3, 6]), min_size=1, max_size=7)


@given(INDENTS, st.sampled_from(["-", "1."]))
def test_list_without_a_fault_nests_as_it_looks(indents, mark):
    """An item that stands further in than the one above is its child on the page, too."""
    text = "\n".join(f"{' ' * indent}{mark} Q{number}" for number, indent in enumerate([0, *indents]))
    if list(list_faults(text)) or any(deeper - upper > 4 for upper, deeper in pairwise([0, *indents])):
        return
    html = markdown.markdown(text)
    depths = [
        html[: html.index(f"Q{number}")].count("<li>") - html[: html.index(f"Q{number}")].count("</li>")
        for number in range(len(indents) + 1)
    ]
    assert [indent // 4 + 1 for indent in [0, *indents]] == depths


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a\n- b\n- c", ["list-glued"]),
        ("a\n1. b", ["list-glued"]),
        ("Am\n3. Oktober", []),
        ("# A\n- b", []),
        ("- a\n- b\nc\n- d", []),
        ("- a\n\n    b\n\n    - c\n- d", []),
        ("- a\n\n  b\n\n- c", ["list-indent"]),
        ("- a\n  - b\n  - c\n- d", ["list-indent"]),
        ("- a\n\nb\n  - c", ["list-glued"]),
        ("1. a\n\n   ```\n   b\n   ```\n2. c", ["list-indent"]),
        ("1. a\n\n    ```\n    - b\n     - c\n    ```\n2. d", []),
        ('!!! note "A"\n    b\n    - c', ["list-glued"]),
        ('!!! note "A"\n    - b\n    - c\n\nd', []),
        ("> a\n> - b", ["list-glued"]),
        ("> - a\n\n- b", []),
        ("| a |\n|---|\n| - b |", []),
        ("- [ ] a\n- [x](y) b", ["list-checkbox"]),
        ("```\n- a\n  - b\n```", []),
    ],
)
def test_slips_in_lists(text, codes):
    """Those that change what readers see, each told once."""
    assert codes == [fault.code for fault in list_faults(text)]


TANGLES = ["[" * 60_000, "![" * 60_000, "<a " * 60_000, "{{ " * 60_000, "` " * 60_000, "* " * 60_000, "> " * 60_000,
           "[a](" * 50_000, "# a\n" * 50_000, "```\n" * 50_000, "1. " * 50_000, "    " * 100 + "- a"]


@pytest.mark.parametrize("text", TANGLES, ids=lambda text: repr(text[:6]))
def test_text_that_would_stop_the_build_is_refused(text):
    """At a place, in words."""
    tangle = tangle_in(text)
    assert tangle is not None
    assert " " in tangle.what


def test_what_people_write_is_no_tangle(project):
    """Not even the longest of our pages."""
    assert [] == [p for p in (project / "docs").rglob("*.md") if tangle_in(p.read_text("utf-8"))]
    assert tangle_in("- - - - - - - - - - - - -\n\n* * * * * * * * * * * *\n") is None


def steps_of(function, text):
    """How many lines of the package run for a text: a measure of work that no slow machine changes."""
    count = 0

    def local(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return local

    sys.settrace(lambda frame, _event, _arg: local if "lotse" in frame.f_code.co_filename else None)
    try:
        function(text)
    finally:
        sys.settrace(None)
    return count


UNITS = ["[", "{{ ", "`", "` ", "``a", "*", "<", ">", "> ", "![", "[a](", "```\n", "~~~a\n", "# a\n", "\\", "\\`",
         "- a\n", "  - a\n", "<!--", "<a ", "]", "](", "{{ a }}", "}}", "`a\n\n", "| a |\n", "{#"]
READERS = [code_in, open_fences, calls_in_text, headings_in, without_code_and_calls, links_in, raw_html_in,
           attributes_in, tangle_in, underlines_in, lambda text: list(list_faults(text))]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: getattr(reader, "__name__", ""))
def test_work_grows_with_the_length_only(reader, unit):
    """Four times the text, at most a little more than four times the work."""
    small, large = steps_of(reader, unit * 500), steps_of(reader, unit * 2000)
    assert large <= 4.5 * small + 200
