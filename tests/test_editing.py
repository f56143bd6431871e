"""`lotse.syntax.editing`: a change is the lines of the change and nothing else."""

from __future__ import annotations

import difflib
from unicodedata import is_normalized

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import builders
from lotse.syntax import plain, recovered
from lotse.syntax.editing import DataFile, EditingFault, round_trip

TEXT = """\
# Kopf

organizations:
  - id: eins  # der erste
    name:
      de: Eins
    areas: [a, b]
    # über die Liste
    services:
      - id: eins-beratung
        topics:
          - wohnen

  - id: zwei
    name: {de: Zwei}
    sources:
      - source: quelle
        copied_on: 2026-11-22

retired: []
"""


def lines_that_differ(before: str, after: str) -> list[str]:
    return [
        line for line in difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
        if line[:1] in "+-" and not line.startswith(("---", "+++"))
    ]  # fmt: skip


@pytest.mark.parametrize("file", sorted((builders.PROJECT / "data").glob("*.yaml")), ids=lambda path: path.name)
def test_the_library_changes_no_line_of_the_real_files(file):
    """What it reads and writes again is the same text, byte for byte."""
    text = file.read_text("utf-8")
    assert text == round_trip(text)


def edited(step, text: str = TEXT) -> list[str]:
    file = DataFile(text, "actors.yaml")
    step(file)
    return lines_that_differ(text, file.text)


def test_one_changed_value_is_one_changed_line():
    """With the comment behind it, and what stood before it."""
    assert ["-  - id: eins  # der erste", "+  - id: neu  # der erste"] == edited(
        lambda file: file.put(file.find("eins"), "id", "neu")
    )
    assert ["-        copied_on: 2026-11-22", "+        copied_on: 2026-12-01"] == edited(
        lambda file: file.put((*file.find("zwei"), "sources", 0), "copied_on", "2026-12-01")
    )


def test_a_new_field_stands_behind_the_one_that_is_named():
    """Else at the end of the record."""
    new = '+    website: https://example.org/'
    assert [new] == edited(lambda file: file.put(file.find("eins"), "website", "https://example.org/", after="name"))
    text = edited(lambda file: file.put(file.find("zwei"), "parent", "eins"))
    assert ["+    parent: eins"] == text


def test_a_record_is_added_at_the_end_of_its_list():
    """As far to the right as the others, with the empty line that stands between them."""
    record = {"id": "drei", "name": {"de": "Drei: der dritte"}, "areas": ["a"], "postal_code": "00001"}
    assert [
        "+  - id: drei", "+    name:", '+      de: "Drei: der dritte"', "+    areas: [a]",
        '+    postal_code: "00001"', "+",
    ] == edited(lambda file: file.append((), "organizations", record))  # fmt: skip
    assert ["+      - id: neu"] == edited(lambda file: file.append(file.find("eins"), "services", {"id": "neu"}))
    assert ["-    areas: [a, b]", "+    areas: [a, b, c]"] == edited(
        lambda file: file.append(file.find("eins"), "areas", "c")
    )
    assert ["-retired: []", "+retired:", "+  - id: alt"] == edited(
        lambda file: file.append((), "retired", {"id": "alt"})
    )
    assert ["+    contacts:", "+      - id: k"] == edited(
        lambda file: file.append(file.find("zwei"), "contacts", {"id": "k"})
    )


def test_a_record_is_taken_out_with_its_gap():
    """And a list that is empty then goes as well."""
    file = DataFile(TEXT, "actors.yaml")
    file.remove(file.find("eins"))
    assert ["zwei"] == [record["id"] for record in yaml.safe_load(file.text)["organizations"]]
    assert file.text.startswith("# Kopf\n\norganizations:\n  - id: zwei\n")
    file = DataFile(TEXT, "actors.yaml")
    file.remove(file.find("eins-beratung"))
    assert "services" not in yaml.safe_load(file.text)["organizations"][0]
    assert "# über die Liste" in file.text


def test_words_are_changed_where_they_stand():
    """In lists and in quotes."""
    text = 'a: [x, "x", y]\nb: x  # x\nc: xx\n'
    file = DataFile(text, "a.yaml")
    assert 3 == file.replace_words(lambda _path, word: "neu" if word == "x" else None)
    assert 'a: [neu, "neu", y]\nb: neu  # x\nc: xx\n' == file.text


def test_what_can_not_be_read_is_not_changed():
    """A German sentence says where."""
    with pytest.raises(EditingFault, match="Zeile 2"):
        DataFile("a: [x\nb: c\n", "a.yaml")
    with pytest.raises(EditingFault, match="kein Eintrag «fehlt»"):
        DataFile(TEXT, "a.yaml").find("fehlt")


READABLE = st.characters(max_codepoint=0x5FF, categories=("L", "N", "P", "S"), include_characters=" ")
WORDS = st.text(READABLE, min_size=1, max_size=40).filter(
    lambda text: text == text.strip() and is_normalized("NFC", text)
)


@given(WORDS)
def test_any_text_comes_out_as_it_went_in(word):
    """Whatever signs it has; nothing but its line is different."""
    file = DataFile(TEXT, "a.yaml")
    file.put(file.find("zwei"), "note", {"de": word})
    tree = recovered(file.text.encode(), "a.yaml").tree
    assert word == plain(tree)["organizations"][1]["note"]["de"]
    changed = lines_that_differ(TEXT, file.text)
    assert ["+    note:"] == [line for line in changed if not line.startswith("+      de:")]


@pytest.mark.parametrize("name", ["actors", "figures", "checklists", "terms"])
def test_big_files_change_in_one_line(name):
    """The name of the first and of the last record."""
    text = (builders.PROJECT / f"data/{name}.yaml").read_text("utf-8")
    file = DataFile(text, name)
    key = next(iter(file.root))
    for number in (0, len(file.root[key]) - 1):
        file.put((key, number, "name"), "de", "Neuer Name")
    assert 4 == len(lines_that_differ(text, file.text))
