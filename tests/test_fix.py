"""`lotse check --fix`: what is mechanical is mended, and nothing else is touched."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

import builders
from lotse.command_line import main
from lotse.commands.fix import fix_project, mended
from lotse.load.allowed import public_files
from lotse.syntax import plain, recovered

BIG = ("actors", "checklists", "facts", "process", "terms")

DATA = {
    "line ends of Windows and a mark at the beginning": (b"\xef\xbb\xbfa: b\r\nc: d\r\n", "a: b\nc: d\n"),
    "Windows-1252": ("a: Düren\n".encode("cp1252"), "a: Düren\n"),
    "garbled letters": ("a: FÃ¼r die StraÃŸe\n", "a: Für die Straße\n"),
    "letters in two pieces": ("a: Ko\u0308ln\n", "a: Köln\n"),
    "soft hyphen and zero-width space": ("a: Fach\u00adkraft\u200b\n", "a: Fachkraft\n"),
    "tabs before and within": ("a:\n\tb: x\ty\n", "a:\n  b: x y\n"),
    "special blank before a word": ("a:\n\u00a0\u00a0b: x\n", "a:\n  b: x\n"),
    "blanks at the end": ("a: b   \n\n\n", "a: b\n"),
    "missing quotes": ("a: 012  # Kopf\nb: 8:30\nno: x\n", 'a: "012"  # Kopf\nb: "8:30"\n"no": x\n'),
    "colon in a text": ("a: Beratung: für alle\n", 'a: "Beratung: für alle"\n'),
    "sign at the beginning": ("a: @home\nb: *wichtig*\n", 'a: "@home"\nb: "*wichtig*"\n'),
    "missing space behind a colon": ("a: b\nc:d\ne: f\n", "a: b\nc: d\ne: f\n"),
    "curly quotes": ("a: „Haus“\nb: „A“ und „B“\n", 'a: "Haus"\nb: „A“ und „B“\n'),
    "blanks inside quotes": ("a: \"x \"\nb: ' y'\n", "a: \"x\"\nb: 'y'\n"),
    "long dash in a list": ("a:\n  - x  # eins\n  – z\n", "a:\n  - x  # eins\n  - z\n"),
    "times": ('opens_at: 8.30 Uhr\ncloses_at: "12"\n', 'opens_at: "08:30"\ncloses_at: "12:00"\n'),
    "days": ("seen_on: 22.11.2026\nnote: 22.11.2026\n", "seen_on: 2026-11-22\nnote: 22.11.2026\n"),
    "extension": ("phones: [0241 4701 App. 12]\n", 'phones: [{number: "0241 4701", extension: "12"}]\n'),
    "trackers": ("url: https://x.de/a?id=3&utm_source=b  # Seite\n", "url: https://x.de/a?id=3  # Seite\n"),
    "words that may be meant otherwise": ("a: yes\nb: null\nc: off\n", "a: yes\nb: null\nc: off\n"),
    "what nobody can mend": ("a: [x\nb: c\n", "a: [x\nb: c\n"),
}


@pytest.mark.parametrize("name", DATA)
def test_data_are_mended_and_stay_so(name):
    """Comments and layout keep their place, and the second time there is nothing to do."""
    before, after = DATA[name]
    data = before if isinstance(before, bytes) else before.encode()
    assert after == mended(data, is_page=False)
    assert after == mended(after.encode(), is_page=False)


HEAD = "---\ntitle: Seite\n---\n"
PAGES = {
    "list below a paragraph": ("Das hilft:\n- eins\n- zwei\n", "Das hilft:\n\n- eins\n- zwei\n"),
    "numbered list below a paragraph": ("Das hilft:\n1. eins\n2. zwei\n", "Das hilft:\n\n1. eins\n2. zwei\n"),
    "list below a heading and within a list": ("## Kopf\n- eins\n    - zwei\n", "## Kopf\n- eins\n    - zwei\n"),
    "gaps": ("Eins.\n\n\n\nZwei.\n\n\n", "Eins.\n\nZwei.\n"),
    "blanks at the end": ("Eins. \nZwei.  \nDrei.   \n", "Eins.\nZwei.  \nDrei.\n"),
    "code stays as it is": (
        "```text\nDas:\n- x   \n\n\nhttps://x.de/?utm_source=a\n```\n", "```text\nDas:\n- x   \n\n\nhttps://x.de/?utm_source=a\n```\n",
    ),
    "trackers in links": ("[x](https://x.de/?fbclid=1) `https://x.de/?fbclid=1`\n", None),
    "letters": ("Ko\u0308ln und FÃ¼rth, Fach\u00adkraft\n", "Köln und Fürth, Fachkraft\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_mended_and_stay_so(name):
    """What is code is left alone, line by line."""
    before, after = PAGES[name]
    after = after or before.replace("(https://x.de/?fbclid=1)", "(https://x.de/)")
    assert f"{HEAD}{after}" == mended(f"{HEAD}{before}".encode(), is_page=True)
    assert f"{HEAD}{after}" == mended(f"{HEAD}{after}".encode(), is_page=True)


def test_front_matter_is_mended_as_data():
    """It is YAML."""
    found = mended(b"---\ntitle: Amt: wer hilft\ndescription: x\n---\n\nText.\n", is_page=True)
    assert '---\ntitle: "Amt: wer hilft"\ndescription: x\n---\n\nText.\n' == found


CONFLICT = b"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n"


@pytest.mark.parametrize("data", [CONFLICT, b"a: x\xef\xbf\xbdy\n", b"\0" * 99])
def test_what_people_must_decide_is_left_alone(data):
    """Which of two versions holds, which letter was lost, what a file is that is no text."""
    assert None is mended(data, is_page=False)


@pytest.mark.parametrize("name", BIG)
def test_big_files_stay_as_they_are_line_by_line(project, name):
    """Where nothing is wrong nothing changes: no quote, no comment, no indentation."""
    data = (project / f"data/{name}.yaml").read_bytes()
    assert data.decode().split("\n") == (mended(data, is_page=False) or "").split("\n")


def test_written_pages_keep_every_word(project):
    """All of them, in all languages: blank lines and blanks at the end may go, nothing else."""
    pages = [path for path in public_files(project) if path.suffix == ".md"]
    assert [] == [p.name for p in pages if mended(p.read_bytes(), is_page=True).split() != p.read_text("utf-8").split()]
    assert len(pages) > 100


BREAKS = (
    "\t", "\u00ad", "\u200b", "\r\n", " ", "„", "“", "'", '"', ": ", " #", "–", "[", "]", "\u0308", "0", "\n",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_mending_never_changes_what_is_meant(project, seed):
    """Whatever is broken in a record: what could be read before is read the same behind, and it is done in one go."""
    chance = random.Random(seed)  # noqa: S311
    lines = (project / "data/actors.yaml").read_text("utf-8").split("\n")[4:120]
    for _ in range(chance.randint(1, 4)):
        number = chance.randrange(1, len(lines))
        at = chance.randint(0, len(lines[number]))
        lines[number] = lines[number][:at] + chance.choice(BREAKS) + lines[number][at:]
    before = ("\n".join(lines) + "\n").encode()
    after = mended(before, is_page=False)
    if after is None:
        return
    assert after == mended(after.encode(), is_page=False)
    old, new = (recovered(data, "x").tree for data in (before, after.encode()))
    assert old is None or (new is not None and plain(old) == plain(new))


def test_command_mends_first_and_checks_then(tmp_path):
    """It says which files it changed; what is left is told as ever. Files with a conflict stay."""
    region = builders.write_region(tmp_path / "region")
    page, data = region / "docs/de/index.md", region / "data/figures.yaml"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    data.write_text(data.read_text("utf-8") + "<<<<<<< HEAD\n", "utf-8")
    before = data.read_bytes()
    arguments = ["check", "--fix", "--project", str(region), "--as-of", "2026-11-22"]
    result = CliRunner().invoke(main, arguments, env={"LOTSE_PRIVATE": None})
    assert (1, before) == (result.exit_code, data.read_bytes())
    assert "docs/de/index.md: 9 Zeilen behoben." in result.output
    assert ("conflict-left" in result.output, "line-end-wrong" in result.output) == (True, False)


def test_links_out_of_the_project_are_not_followed(tmp_path):
    """What lies behind them is not ours to change."""
    region = builders.write_region(tmp_path / "region")
    other = tmp_path / "fremd.md"
    other.write_bytes(b"---\ntitle: x\n---\n\n- a\r\n")
    (region / "docs/de/fremd.md").symlink_to(other)
    (region / "data/figures.yaml").rename(tmp_path / "figures.yaml")
    (tmp_path / "figures.yaml").write_bytes(b"figures: []\r\n")
    (region / "data/figures.yaml").symlink_to(tmp_path / "figures.yaml")
    assert [] == fix_project(region)


def test_stamps_and_schemas_are_not_touched(tmp_path):
    """Commands write them."""
    region = builders.write_region(tmp_path / "region")
    (region / "data/translations").mkdir()
    Path(region / "data/translations/en.yaml").write_bytes(b"stamps: []\r\n")
    assert [] == fix_project(region)
