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

from lotse.markup import (
    blanked,
    calls_in_text,
    code_in,
    headings_in,
    open_fences,
    place_of,
    slug,
    without_code,
    without_code_and_calls,
)

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
def test_renderer_agrees(text):
    """A letter that we take for code never stands outside of it on the page, where its line has its own code."""
    marked = text.replace("a", "Q")
    html = markdown.markdown(marked, extensions=["pymdownx.superfences"])
    shown = re.sub(r"(?s)<(code|pre)\b.*?</\1>", "", html)
    if not any(line.count("`") for line in without_code(marked).split("\n")):
        assert shown.count("Q") <= without_code(marked).count("Q")


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


def steps_of(function, text):
    """How many lines of the package run for a text: a measure of work that no slow machine changes."""
    count = 0

    def local(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return local

    sys.settrace(lambda frame, _event, _arg: local if "markup" in frame.f_code.co_filename else None)
    try:
        function(text)
    finally:
        sys.settrace(None)
    return count


UNITS = ["[", "{{ ", "`", "` ", "``a", "*", "<", ">", "> ", "![", "[a](", "```\n", "~~~a\n", "# a\n", "\\", "\\`",
         "- a\n", "  - a\n", "<!--", "<a ", "]", "](", "{{ a }}", "}}", "`a\n\n", "| a |\n", "{#"]
READERS = [code_in, open_fences, calls_in_text, headings_in, without_code_and_calls]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_work_grows_with_the_length_only(reader, unit):
    """Four times the text, at most a little more than four times the work."""
    small, large = steps_of(reader, unit * 500), steps_of(reader, unit * 2000)
    assert large <= 4.5 * small + 200
