"""`lotse.syntax`: every hazard of YAML has a place, a code and a sentence; nothing makes it crash."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lotse.problems import Problem
from lotse.syntax import SENTENCES, Node, parse, plain, position_of, reading, recovered
from lotse.syntax.characters import hidden_characters
from lotse.syntax.scalars import guess_at
from lotse.syntax.writing import repaired_letters

FILE = "data/test.yaml"
LOADERS = {"libyaml": getattr(yaml, "CSafeLoader", None), "python": yaml.SafeLoader}


@pytest.fixture(params=sorted(LOADERS))
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers of PyYAML, one after the other: what Lotse says must not depend on the machine."""
    if LOADERS[request.param] is None:
        pytest.skip("PyYAML is here without libyaml")
    monkeypatch.setattr(reading, "LOADER", LOADERS[request.param])


def problems_of(text: str | bytes) -> list[Problem]:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return parse(data, FILE)[1]


def spots(text: str | bytes) -> list[tuple[str, int, int]]:
    """Code, line and column of each problem."""
    return [(p.code, p.line, p.column) for p in problems_of(text)]


def values(text: str) -> object:
    """The plain values of a text that has no faults."""
    root, problems = parse(text.encode(), FILE)
    assert not problems
    assert root is not None
    return plain(root)


# --- what is read ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("loader")
def test_every_scalar_is_text() -> None:
    """Numbers, truth values and days come out as they are written."""
    text = "a: true\nb: 52062\nc: 13.90\nd: 2026-11-22\ne: -5\nf: 1.10\ng: [0.5, 2026-02-31, x]\n"
    expected = {
        "a": "true",
        "b": "52062",
        "c": "13.90",
        "d": "2026-11-22",
        "e": "-5",
        "f": "1.10",
        "g": ["0.5", "2026-02-31", "x"],
    }
    assert expected == values(text)


@pytest.mark.usefixtures("loader")
def test_reads_all_styles_of_text() -> None:
    """Plain, quoted and folded texts, comments and one leading `---` are the dialect."""
    text = (
        "---\n# Kopf\na: Haus am Markt  # Hinweis\nb: 'it''s'\nc: \"x: y\"\n"
        "d: >-\n  eins\n  - zwei: drei\ne: |\n  vier\n"
    )
    expected = {"a": "Haus am Markt", "b": "it's", "c": "x: y", "d": "eins - zwei: drei", "e": "vier\n"}
    assert expected == values(text)


def test_empty_quotes_are_a_text() -> None:
    """`""` is an empty text, not a missing value; the model decides whether it may be empty."""
    expected = {"a": ""}
    assert expected == values('a: ""\n')


def test_texts_come_out_in_nfc() -> None:
    """An ö of two characters becomes one, in keys and values; the file is to be mended all the same."""
    root, problems = parse("Stra\u00dfe: Ko\u0308ln\ntu\u0308r: x\n".encode(), FILE)
    assert {"Stra\u00dfe": "K\u00f6ln", "t\u00fcr": "x"} == plain(root)
    assert [("letter-split", 1, 10), ("letter-split", 2, 2)] == [(p.code, p.line, p.column) for p in problems]


@pytest.mark.parametrize(
    "text",
    ["10 km", "12:30 Uhr", "+49 241 000", "1.2.3", "2026-11", "Nein", "yes!", "0241/000", "e3", "Null-Tarif"],
)
def test_what_nobody_misreads_needs_no_quotes(text: str) -> None:
    """Texts that only begin like a number or a word of YAML stay as they are."""
    assert {"a": text} == values(f"a: {text}\n")


@pytest.mark.parametrize(
    "text",
    ["Fachkräfte – „Ziel“", "می\u200cشود", "z.\u202fB.", "5\u00a0000", "Příbram 名", "🎉"],
    ids=["german", "persian with joiner", "narrow space", "no-break space", "other scripts", "emoji"],
)
def test_visible_characters_of_all_scripts_are_allowed(text: str) -> None:
    """Letters of any script, typographic spaces and signs, and the joiner that Persian spelling needs."""
    assert {"a": text} == values(f"a: {text}\n")


# --- hazards: code, line, column ------------------------------------------------------------------

DEEP = 100_000
HAZARDS: dict[str, tuple[str | bytes, list[tuple[str, int, int]]]] = {
    "alias bomb": (
        "a: &a [x, x]\nb: &b [*a, *a]\n",
        [("anchor-used", 1, 4), ("anchor-used", 2, 4), ("alias-used", 2, 8), ("alias-used", 2, 12)],
    ),
    "recursive alias": ("&a [*a]\n", [("anchor-used", 1, 1), ("alias-used", 1, 5)]),
    "merge bomb": (
        "a: &a {k: 1}\nb:\n  <<: [*a, *a]\n",
        [("anchor-used", 1, 4), ("merge-used", 3, 3), ("alias-used", 3, 8), ("alias-used", 3, 12)],
    ),
    "duplicate key": ("a: 1\nb: 2\na: 3\n", [("key-duplicate", 3, 1)]),
    "duplicate key in brackets": ("x: {a: 1, a: 2}\n", [("key-duplicate", 1, 11)]),
    "duplicate key, other quotes": ("a: 1\n'a': 2\n", [("key-duplicate", 2, 1)]),
    "duplicate key after nfc": ("\u00f6: 1\no\u0308: 2\n", [("key-duplicate", 2, 1), ("letter-split", 2, 1)]),
    "NO": ("a: NO\n", [("value-unquoted", 1, 4)]),
    "no in a list": ("a: [de, no]\n", [("value-unquoted", 1, 9)]),
    "on as key": ("on: x\n", [("key-unquoted", 1, 1)]),
    "y and n": ("a: y\nb: N\n", [("value-unquoted", 1, 4), ("value-unquoted", 2, 4)]),
    "off, Yes": ("a: off\nb: Yes\n", [("value-unquoted", 1, 4), ("value-unquoted", 2, 4)]),
    "True": ("a: True\n", [("value-unquoted", 1, 4)]),
    "null, tilde": ("a: null\nb: ~\n", [("value-unquoted", 1, 4), ("value-unquoted", 2, 4)]),
    "octal": ("a: 01234\nb: 0o17\n", [("value-unquoted", 1, 4), ("value-unquoted", 2, 4)]),
    "leading zero": ("a: 08150\n", [("value-unquoted", 1, 4)]),
    "base 60": ("a: 12:30\nb: 1:2:3.5\n", [("value-unquoted", 1, 4), ("value-unquoted", 2, 4)]),
    "underscores": ("a: 1_000\n", [("value-unquoted", 1, 4)]),
    "hexadecimal, binary": ("a: 0x1F\nb: 0b11\n", [("value-unquoted", 1, 4), ("value-unquoted", 2, 4)]),
    "exponent": ("a: 1e3\n", [("value-unquoted", 1, 4)]),
    "phone number": ("a: +49241000\n", [("value-unquoted", 1, 4)]),
    "infinity": ("a: .inf\nb: -.INF\nc: .nan\n", [("value-unquoted", n, 4) for n in (1, 2, 3)]),
    "moment": ("a: 2026-11-22 18:00:00\n", [("value-unquoted", 1, 4)]),
    "short date": ("a: 2026-1-2\n", [("value-unquoted", 1, 4)]),
    "sixteen digits": ("a: 1234567890123456\n", [("value-unquoted", 1, 4)]),
    "4000 digits": (f"a: {'9' * 4000}\n", [("value-unquoted", 1, 4)]),
    "10 001 digits": (f"a: {'9' * 10_001}\n", [("value-too-long", 1, 4), ("value-unquoted", 1, 4)]),
    "equals sign": ("a: =\n", [("value-unquoted", 1, 4)]),
    "keys that are no text": (
        "1: a\ntrue: b\nnull: c\n2026-11-22: d\n",
        [("key-unquoted", n, 1) for n in (1, 2, 3, 4)],
    ),
    "deep list": ("[" * DEEP, [("nesting-too-deep", 1, 13)]),
    "deep mapping": ("{a: " * DEEP, [("nesting-too-deep", 1, 49)]),
    "deep dashes": ("- " * DEEP, [("nesting-too-deep", 1, 25)]),
    "deep questions": (
        "? " * DEEP,
        [("key-complex", 1, n) for n in range(3, 25, 2)]
        + [("key-complex", 1, 25), ("nesting-too-deep", 1, 25)],
    ),
    "raw nul and bell": ("a: x\0y\nb: z\a\n", [("character-hidden", 1, 5), ("character-hidden", 2, 5)]),
    "escaped nul": ('a: "\\0"\n', [("character-hidden", 1, 5)]),
    "escaped tab": ('a: "x\\ty"\n', [("character-hidden", 1, 6)]),
    "escaped bidi in the second line": ('a: "x\n  y\\u202e"\n', [("character-hidden", 2, 4)]),
    "escaped bidi in a key": ('"a\\u2066": x\n', [("character-hidden", 1, 3)]),
    "bidi": ("a: x\u202ey\u2066z\n", [("character-hidden", 1, 5), ("character-hidden", 1, 7)]),
    "zero width": ("a: x\u200by\n", [("character-hidden", 1, 5)]),
    "joiner outside Persian": ("a: Fach\u200ckraft\n", [("character-hidden", 1, 8)]),
    "soft hyphen": ("a: Fach\u00adkraft\n", [("character-hidden", 1, 8)]),
    "line separators": ("a: x\u2028y\u2029z\x85\n", [("character-hidden", 1, c) for c in (5, 7, 9)]),
    "private use, unassigned": (
        "a: x\ue000\nb: x\U000e0080\n",
        [("character-hidden", 1, 5), ("character-hidden", 2, 5)],
    ),
    "blank letter": ("a: x\u3164\n", [("character-hidden", 1, 5)]),
    "inner bom": ("a: x\ufeff\n", [("character-hidden", 1, 5)]),
    "bom": ("\ufeffa: x\n", [("bom-used", 1, 1)]),
    "hidden in a comment": ("a: x  # \u202e\n", [("character-hidden", 1, 9)]),
    "escaped surrogate": ('a: "\\ud800"\n', [("escape-unknown", 1, 5)]),
    "escape beyond Unicode": ('a: "\\UFFFFFFFF"\n', [("escape-unknown", 1, 5)]),
    "surrogate in bytes": (b"a: x\xed\xa0\x80\n", [("encoding-wrong", 1, 5)]),
    "latin-1": ("a: Düren\nb: Jülich\n".encode("latin-1"), [("encoding-wrong", 1, 5)]),
    "utf-16 without mark": ("a: x\n".encode("utf-16-le"), [("encoding-wrong", 1, 1)]),
    "utf-8 read as windows-1252": ("a: StraÃŸe â€“ FÃ¼r\nb: Â§ 5\n", [("text-garbled", 1, 8), ("text-garbled", 2, 4)]),
    "letters that only look garbled": ("a: CAFÉ» «Ä» É… Ã\n", []),
    "conflict": ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> andere\nc: 4\n", [("conflict-left", 2, 1)]),
    "conflict with base": (
        "a: 1\n<<<<<<< HEAD\nb: 2\n||||||| base\nb: 0\n=======\nb: 3\n>>>>>>> x\n", [("conflict-left", 2, 1)],
    ),
    "conflict half mended": ("a: 1\nb: 3\n>>>>>>> andere\n", [("conflict-left", 3, 1)]),
    "blank inside quotes": ("a: \"x \"\nb: ' y'\n", [("blank-outside", 1, 4), ("blank-outside", 2, 4)]),
    "no-break space inside quotes": ("a: \"\u00a0:\"\n", []),
    "curly quotes": ("a: „Haus“\nb: “52525”\nc: „A“ und „B“\n", [("quote-curly", 1, 4), ("quote-curly", 2, 4)]),
    "dash in a list": ("a:\n  - x\n  – z\n", [("dash-wrong", 3, 3)]),
    "dashes all over a list": ("a:\n  – x\n  • z\n", [("dash-wrong", 2, 3), ("dash-wrong", 3, 3)]),
    "utf-16": ("a: x\n".encode("utf-16"), [("encoding-wrong", 1, 1)]),
    "crlf": ("a: x\r\nb: z\r\n", [("line-end-wrong", 1, 5)]),
    "cr": ("a: x\rb: z\r", [("line-end-wrong", 1, 5)]),
    "tab indent": ("a:\n\tb: c\n", [("tab-used", 2, 1)]),
    "tab behind the colon": ("a:\tb\n", [("tab-used", 1, 3)]),
    "tab at the end": ("a: b\t\n", [("tab-used", 1, 5)]),
    "no-break space indent": ("a:\n\u00a0\u00a0b: c\n", [("space-wrong", 2, 1)]),
    "python tag": ("a: !!python/object/apply:os.system [x]\n", [("tag-used", 1, 4)]),
    "binary, set, omap": (
        "a: !!binary YQ==\nb: !!set {x: z}\nc: !!omap [x: z]\n",
        [("tag-used", n, 4) for n in (1, 2, 3)],
    ),
    "empty tag": ("a: ! b\n", [("tag-used", 1, 4)]),
    "directive": ("%YAML 1.2\n---\na: no\n", [("directive-used", 1, 1), ("value-unquoted", 3, 4)]),
    "tag directive": ("%TAG ! tag:x,2:\n---\na: !b c\n", [("directive-used", 1, 1), ("tag-used", 3, 4)]),
    "second document": ("a: b\n---\nc: no\n", [("document-second", 2, 1), ("value-unquoted", 3, 4)]),
    "complex keys": ("? [a]\n: b\n{c: d}: e\n", [("key-complex", 1, 3), ("key-complex", 3, 1)]),
    "explicit key": ("? a\n: b\n", [("key-complex", 1, 3)]),
    "empty values": ("a:\nb: c\nd:\n", [("value-empty", 1, 1), ("value-empty", 3, 1)]),
    "empty list item": ("a:\n  -\n  - b\n", [("value-empty", 2, 4)]),
    "nothing": (b"", [("file-empty", 1, 1)]),
    "only a comment": ("# x\n", [("file-empty", 1, 1)]),
    "only dashes": ("---\n", [("file-empty", 1, 4)]),
    "too large": (b"# \n" * 333_334, [("file-too-large", 1, 1)]),
    "too many values": ("[" + "a," * 100_001 + "]", [("nodes-too-many", 1, 199_999 + 1)]),
    "syntax that nobody foresaw": ("x" * 1100 + ": b\n", [("syntax-wrong", 1, 1101)]),
}


@pytest.mark.parametrize("name", HAZARDS)
@pytest.mark.usefixtures("loader")
def test_hazard_is_told_where_it_stands(name: str) -> None:
    """Every known hazard of YAML is rejected with its code, line and column by both parsers."""
    text, expected = HAZARDS[name]
    assert expected == spots(text)


# --- sentences ------------------------------------------------------------------------------------


def sentences() -> Iterator[tuple[str, str, str]]:
    """Code, text of the file and expected line of each case in `cases/syntax/sentences.txt`."""
    cases = (Path(__file__).parent / "cases/syntax/sentences.txt").read_text("utf-8")
    for code, text, expected in re.findall(r"^### (\S+)\n(.*?)^--> (.*?)$", cases, re.MULTILINE | re.DOTALL):
        yield code, re.sub("⟨([0-9A-F]+)⟩", lambda found: chr(int(found[1], 16)), text), expected


@pytest.mark.parametrize(("code", "text", "expected"), list(sentences()))
@pytest.mark.usefixtures("loader")
def test_sentence_teaches(code: str, text: str, expected: str) -> None:
    """Each code says its exact sentence and hint, at the exact place, and nothing besides."""
    actual = [(p.code, f"{p.line}:{p.column} {p.message} {p.hint}") for p in problems_of(text)]
    assert [(code, expected)] == actual


OTHER_SENTENCES = {
    "encoding-wrong": (
        b"a: D\xfcren\n",
        "Die Datei ist nicht als UTF-8 gespeichert. Zeichen, die deshalb nicht lesbar sind: 1. "
        "Speichern Sie die Datei als «UTF-8»; gemeint ist hier vermutlich «ü».",
    ),
    "file-too-large": (
        b"#" * 1_000_001,
        "Die Datei hat 1.000.001 Bytes; erlaubt sind 1.000.000. "
        "Verteilen Sie den Inhalt auf mehrere Dateien.",
    ),
    "nodes-too-many": (
        b"[" + b"a," * 100_001 + b"]",
        "Die Datei hat mehr als 100.000 Werte. Verteilen Sie die Einträge auf mehrere Dateien.",
    ),
    "value-too-long": (
        b"a: " + b"x" * 10_001 + b"\n",
        "Der Text hat 10.001 Zeichen; erlaubt sind 10.000. "
        "Kürzen Sie ihn; vielleicht fehlt auch ein schließendes Anführungszeichen.",
    ),
    "problems-many": (
        b"".join(b"a%d:\n" % n for n in range(503)),
        "Weitere Probleme in dieser Datei: mindestens 3. Beheben Sie zuerst die genannten.",
    ),
}


@pytest.mark.parametrize("code", OTHER_SENTENCES)
def test_sentence_for_what_is_no_text_case(code: str) -> None:
    """The sentences of codes whose files are too large, or no text, for the case file."""
    data, expected = OTHER_SENTENCES[code]
    last = problems_of(data)[-1]
    assert (code, expected) == (last.code, f"{last.message} {last.hint}")


@pytest.mark.usefixtures("loader")
def test_unforeseen_syntax_keeps_the_original_in_brackets() -> None:
    """Where no explanation fits, the English words of PyYAML are there to search for."""
    message = problems_of("x" * 1100 + ": b\n")[0].message
    assert message.startswith("YAML versteht diese Stelle nicht (mapping values are not allowed")


def test_every_code_has_its_sentence_tested() -> None:
    """No sentence without a case, no case without a sentence."""
    assert set(SENTENCES) == {code for code, _, _ in sentences()} | set(OTHER_SENTENCES) | {"syntax-wrong"}


# --- one record's fault leaves the others -----------------------------------------------------------

RECORDS = "organizations:\n  - id: a\n    name: {a}\n  - id: b\n    name: {b}\n  - id: c\n    name: Amt\n"


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("a", "b", "codes", "left"),
    [
        ("[x", "Haus", ["bracket-open"], "bc"),
        ("[x", "{y", ["bracket-open", "bracket-open"], "c"),
        ("x\n    name: Haus", "'z", ["key-duplicate", "quote-open"], "bc"),
        ("*x", "!y z", ["alias-used", "tag-used"], "c"),
        ("x\n\tde: y", "Haus", ["tab-used"], "bc"),
        ("x\n     de: y", "[a; b", ["indent-wrong", "bracket-open"], "c"),
        ("x\n    unterwegs", "Haus\n    name: x", ["colon-missing", "key-duplicate"], "c"),
    ],
)
def test_other_records_are_read_and_told_all_the_same(a: str, b: str, codes: list[str], left: str) -> None:
    """Two faults in two records are told in one go, and what is sound can still be checked."""
    found = recovered(RECORDS.replace("{a}", a).replace("{b}", b).encode(), FILE)
    assert codes == [problem.code for problem in found.problems]
    assert list(left) == [record["id"] for record in plain(found.tree)["organizations"]]
    assert set("abc") - set(left) == found.lost


# --- all at once ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("loader")
def test_tells_several_faults_of_syntax_at_once() -> None:
    """Behind a fault that is plain to mend, reading goes on: editors see the next ones too."""
    text = 'a: Ja: so\nb: @home\nc:nein\nd: "Haus" am Markt\ne: NO\na: f\n'
    expected = [
        ("colon-unquoted", 1, 6),
        ("start-unquoted", 2, 4),
        ("space-missing", 3, 3),
        ("text-trailing", 4, 11),
        ("value-unquoted", 5, 4),
        ("key-duplicate", 6, 1),
    ]
    assert expected == spots(text)


@pytest.mark.usefixtures("loader")
def test_tells_characters_and_structure_at_once() -> None:
    """A wrong character doesn't hide what is wrong further down."""
    expected = [
        ("bom-used", 1, 1),
        ("character-hidden", 1, 5),
        ("value-empty", 2, 1),
        ("value-unquoted", 3, 4),
    ]
    assert expected == spots("\ufeffa: x\u200by\nb:\nc: no\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: no\nb: c\n", {"a": "no", "b": "c"}),
        ("a: x\u200by\n", {"a": "xy"}),
        ("a:\nb: c\n", {"b": "c"}),
        ("\ufeffa: b\r\n", {"a": "b"}),
    ],
)
@pytest.mark.usefixtures("loader")
def test_harmless_faults_leave_the_mended_tree(text: str, expected: object) -> None:
    """Where the meaning is beyond doubt, the model's problems can be told in the same breath."""
    root, problems = parse(text.encode(), FILE)
    assert problems
    assert root is not None
    assert expected == plain(root)


@pytest.mark.parametrize(
    "text", ["a: 1\na: 2\n", "a: &b c\n", "a: b: c\n", "a: b\n---\nc: d\n", "[[", "\ta: b", ""]
)
@pytest.mark.usefixtures("loader")
def test_doubtful_faults_leave_no_tree(text: str) -> None:
    """A tree of which nobody knows what was meant goes no further."""
    root, problems = parse(text.encode(), FILE)
    assert root is None
    assert problems


def test_problems_are_errors_of_the_file() -> None:
    """Every problem is an error and names the file that was asked for."""
    problems = problems_of("a: no\nb:\n")
    expected = [(FILE, "error")] * 2
    assert expected == [(p.file, p.severity) for p in problems]


# --- places ---------------------------------------------------------------------------------------

TREE = """\
organizations:
  - id: a
    name: {de: Beispiel, en: Example}
  - id: b
"""


@pytest.mark.parametrize(
    ("path", "key", "expected"),
    [
        ((), False, (1, 1)),
        (("organizations",), True, (1, 1)),
        (("organizations",), False, (2, 3)),
        (("organizations", 0), False, (2, 5)),
        (("organizations", 0, "name", "en"), False, (3, 30)),
        (("organizations", 0, "name", "en"), True, (3, 26)),
        (("organizations", 1, "name", "de"), False, (4, 5)),
        (("organizations", 1, "id", "[key]"), True, (4, 5)),
        (("organizations", 0, "private", "name"), True, (3, 5)),
        (("organizations", 7, "id"), False, (2, 3)),
        (("organizations", "0"), False, (2, 3)),
        (("nothing", 3), False, (1, 1)),
    ],
)
@pytest.mark.usefixtures("loader")
def test_place_of_a_path(path: tuple[str | int, ...], key: bool, expected: tuple[int, int]) -> None:
    """A path of pydantic leads to its value or key, or as near to it as the file goes."""
    root, _ = parse(TREE.encode(), FILE)
    assert root is not None
    assert expected == position_of(root, path, key=key)


# --- for all --------------------------------------------------------------------------------------

FRAGMENTS = [
    *(
        "a",
        "b: ",
        "- ",
        "  ",
        "\n",
        "\n  ",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        ": ",
        ":",
        "#",
        " # x",
        "? ",
        "|",
    ),
    *(">-", "&a ", "*a", "!", "!!str ", "%YAML 1.1\n", "---\n", "...\n", "@", "`", "\\", "\\u202e", "<<: "),
    *("yes", "012", "\t", "\u00a0", "\u200b", "ä", "a\u0308", "\r\n", "\ufeff", "\0", "\u200c", "ی", "~"),
    *("\u2028", "\x85", "!a!b ", 'key: "x"\n', "  k: v\n", "- x: y\n", "\n- ", "name: Beratung: ja\n"),
]
yaml_like = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)


def is_clean(text: str) -> bool:
    """Nothing hidden or garbled."""
    return not any(hidden_characters(text)) and "\ufffd" not in text and repaired_letters(text) == text


texts = (
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], include_characters="\n"), max_size=20)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .map(lambda text: text.strip(" \t\n"))
    .filter(is_clean)
)
keys = texts.filter(bool)
trees = st.recursive(
    texts, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
).filter(lambda tree: depth(tree) <= 12)


def depth(tree: object) -> int:
    if isinstance(tree, str):
        return 0
    inner = tree.values() if isinstance(tree, dict) else tree
    return 1 + max((depth(item) for item in inner), default=0)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def emitted(tree: object, indent: str = "") -> str:
    """The tree in block style, every text in double quotes."""
    if isinstance(tree, str):
        return f"{indent}{quoted(tree)}\n"
    if not tree:
        return f"{indent}{tree}\n"
    if isinstance(tree, list):
        return "".join(f"{indent}-\n{emitted(item, indent + '  ')}" for item in tree)
    return "".join(f"{indent}{quoted(key)}:\n{emitted(item, indent + '  ')}" for key, item in tree.items())


def nodes_of(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node.value, tuple):
        for item in node.value:
            yield from nodes_of(item)
    elif not isinstance(node.value, str):
        for entry in node.value.values():
            yield from nodes_of(entry.node)


def assert_inside(data: bytes, spot: tuple[int, int]) -> None:
    lines = re.split(r"\r\n?|\n", data.decode("utf-8", "surrogateescape").removeprefix("\ufeff"))
    line, column = spot
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1


@given(st.binary(max_size=200))
def test_never_raises_for_any_bytes(data: bytes) -> None:
    """Whatever the bytes, the answer is a tree or at least one problem inside the file."""
    root, problems = parse(data, FILE)
    assert root is not None or problems
    for problem in problems:
        assert_inside(data, (problem.line, problem.column))


@given(yaml_like | st.text(max_size=60))
def test_never_raises_for_any_text(text: str) -> None:
    """Broken YAML of all kinds ends in problems whose places exist."""
    data = text.encode("utf-8", "surrogatepass")
    root, problems = parse(data, FILE)
    assert root is not None or problems
    for problem in problems:
        assert_inside(data, (problem.line, problem.column))


@given(yaml_like)
def test_what_is_left_is_told_to_be_less(text: str) -> None:
    """Whatever was left out leaves a problem; and what is left is a tree that can be walked."""
    found = recovered(text.encode("utf-8", "surrogatepass"), FILE)
    assert found.is_whole or found.problems
    assert found.tree is None or plain(found.tree) is not None


@given(yaml_like)
def test_python_parser_never_raises_either(text: str) -> None:
    """The parser that stands in where libyaml is missing has other errors; none of them escapes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "LOADER", yaml.SafeLoader)
        root, problems = parse(text.encode(), FILE)
    assert root is not None or problems


@given(trees)
def test_block_style_comes_back(tree: object) -> None:
    """What is written with all texts in quotes comes back as it was."""
    assert tree == values(emitted(tree))


@given(trees)
def test_json_comes_back(tree: object) -> None:
    """JSON of texts is YAML of this dialect."""
    assert tree == values(json.dumps(tree, ensure_ascii=False))


@given(trees)
def test_every_node_stands_in_the_file(tree: object) -> None:
    """A node that is a text begins with the quote that opens it."""
    data = emitted(tree).encode()
    lines = data.decode().split("\n")
    root, _ = parse(data, FILE)
    assert root is not None
    for node in nodes_of(root):
        assert_inside(data, node.position)
        assert not isinstance(node.value, str) or lines[node.line - 1][node.column - 1] == '"'


@given(st.characters(categories=["C", "Zl", "Zp"], exclude_characters="\n\r"))
def test_no_invisible_character_passes(char: str) -> None:
    """Control, format, private, surrogate and unassigned characters are told wherever they stand."""
    codes = {p.code for p in problems_of(f"a: x{char}y\n")}
    assert codes & {"character-hidden", "encoding-wrong", "tab-used"}


@given(st.text(st.sampled_from("0123456789_:.+-exobinfaTZ yYnN~=<"), min_size=1, max_size=12))
def test_whatever_yaml_guesses_is_told_or_agreed_upon(text: str) -> None:
    """No plain word that PyYAML reads as other than text slips through, except what all readers share."""
    tag = yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False))
    if tag != "tag:yaml.org,2002:str":
        agreed = re.fullmatch(r"true|false|-?(0|[1-9][0-9]*)(\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
        assert guess_at(text) or agreed
        assert guess_at(text, is_key=True)
