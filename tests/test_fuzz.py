"""A hundred random mutations of each kind of file: problems with places, never a traceback or a hang.

Seeded, so that a run says the same tomorrow; each run mutates about a third of all files of the invented region.
"""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

import builders
from lotse.edition import checked_edition
from lotse.load import FILES
from lotse.problems import Problem, as_github, as_record, as_sarif, as_text
from lotse.syntax import read_text

RUNS, PARTS = 300, 4
AT_LEAST = 75 / PARTS - 6  # mutations of each kind that really happened in a part; a quarter of a hundred on average
SECONDS = 10  # for one check of a small region
KINDS = (
    *(f"data/{name}" for name in FILES), "data/ui/de.yaml", "data/ui/en.yaml", "data/translations/en.yaml",
    "docs/de/index.md", "docs/en/impressum.md", "docs/assets/x.svg", "private/contacts.yaml",
)  # fmt: skip
NASTY = (
    "\t", "\xad", "\u200b", "\u202e", "\u2028", "\ufeff", "�", "\x00", "\x85", "\x1b[2J", "\ue000", "ö", "Ã¼",
    "„", "“", "'", '"', "[", "]", "{", "}", ": ", " #", "- ", "– ", "? ", "| ", "> ", "& ", "*a ", "!!x ", "%",
    "@", "`", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "---\n", "...\n", "<<: ", "{{ figure(", "}}",
    "[" * 80, "<script>", "9999-12-31", "0000-00-00", "1E+400", "-1", "52.000", "null", "yes", "012",
    "0241 9155555", "info(at)amt.de", "https://[x", "https://x.de/?utm_source=a", "../../etc/passwd",
    "x" * 5000, "\n", "\n\n", "        ", "é", "Erika Beispiel", "HIER ERGÄNZEN", "con", "de", "musteramt",
    "{#rat}", "## ", "```\n", "<!--", "&#64;", "\\", "\r\n",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One to three changes as slips of the hand, of a program, or of somebody with a plan make them."""
    text = data.decode("utf-8", "surrogateescape")
    for _ in range(chance.randint(1, 3)):
        text = chance.choice(CHANGES)(text, chance)
    found = text.encode("utf-8", "surrogatepass" if "\udc80" not in text else "replace")
    if chance.random() < 0.1:
        at = chance.randint(0, len(found))
        found = found[:at] + bytes(chance.randrange(256) for _ in range(chance.randint(1, 9))) + found[at:]
    return found


def inserted(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(NASTY) + text[at:]


def cut(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + text[at + chance.choice((1, 1, 2, 5, 40, 400)) :]


def ended(text: str, chance: random.Random) -> str:
    return text[: chance.randint(0, len(text))]


def of_lines(change):
    def run(text: str, chance: random.Random) -> str:
        lines = text.split("\n")
        change(lines, chance.randrange(len(lines)), chance)
        return "\n".join(lines)

    return run


def removed(lines, at, _chance):
    del lines[at]


def doubled(lines, at, chance):
    lines[at:at] = lines[at : at + chance.choice((1, 1, 3, 12))]


def swapped(lines, at, chance):
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def shifted(lines, at, chance):
    lines[at] = " " * chance.randint(0, 9) + lines[at].lstrip()


def replaced(lines, at, chance):
    key, colon, _ = lines[at].partition(": ")
    lines[at] = f"{key}{colon}{chance.choice(NASTY)}"


CHANGES = (inserted, inserted, cut, ended, *map(of_lines, (removed, doubled, swapped, shifted, replaced, replaced)))


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented region with something in every kind of file."""
    project = builders.write_region(tmp_path_factory.mktemp("fuzz") / "region")
    for name in ("data/translations", "private", "docs/assets"):
        (project / name).mkdir(exist_ok=True)
    (project / "data/translations/en.yaml").write_text("stamps: []\n", "utf-8")
    (project / "docs/assets/x.svg").write_text("<svg><title>Bild</title></svg>\n", "utf-8")
    contacts = [builders.person("privat", organization="musternetz")]
    entries = [builders.consent("consent-privat", "privat", fields=["person", "contact"])]
    builders.write_yaml(project / "private/contacts.yaml", {"contacts": contacts, "consents": entries})
    return project


@pytest.mark.parametrize("part", range(PARTS))
def test_mutations_end_in_problems_with_places(region, part):
    """Whatever happens to the files, each problem says where, in words that can be printed, in every form, in time."""
    sound = {name: (region / name).read_bytes() for name in KINDS}
    counts = dict.fromkeys(KINDS, 0)
    for seed in range(part, RUNS, PARTS):
        chance = random.Random(seed)  # noqa: S311
        chosen = [name for name in KINDS if chance.random() < 0.4]
        files = {name: mutated(sound[name], chance) for name in chosen}
        for name, data in files.items():
            (region / name).write_bytes(data)
            counts[name] += data != sound[name]
        began = time.monotonic()
        problems = checked_edition(region, builders.TODAY, region / "private").problems
        assert time.monotonic() - began < SECONDS, seed
        for problem in problems:
            assert_told_well(problem, region, seed)
        assert json.loads(as_sarif(problems))
        for name in chosen:
            (region / name).write_bytes(sound[name])
    assert {} == {name: count for name, count in counts.items() if count < AT_LEAST}


def assert_told_well(problem: Problem, region: Path, seed: int) -> None:
    """Its place exists in the file, and every form of it is one line without anything hidden."""
    assert problem.code, seed
    assert problem.message, seed
    for form in (as_text(problem), as_github(problem), json.dumps(as_record(problem), ensure_ascii=False)):
        assert 1 == len(form.splitlines()), (seed, form)
        assert "Erika Beispiel" not in form or problem.file != "contacts.yaml", seed
    file = region / problem.file
    if file.is_file():
        lines = file.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff").replace("\r", "\n").split("\n")
        assert 1 <= problem.line <= len(lines) + 1, (seed, problem)
        assert 1 <= problem.column, (seed, problem)


def test_texts_of_other_programs_are_read_or_told():
    """PO files and the like: a text, or at least one problem within it."""
    original = b'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgctxt "index.md#rat"\nmsgid "Rat"\nmsgstr "Advice"\n'
    for seed in range(100):
        data = mutated(original, random.Random(seed))  # noqa: S311
        text, problems = read_text(data, "x.po")
        assert text is not None or problems, seed
        assert all(1 <= p.line <= data.count(b"\n") + data.count(b"\r") + 1 for p in problems), seed
