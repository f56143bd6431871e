"""Commands that fail change nothing, say why in one German sentence, and never end in a traceback."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import builders
from lotse.command_line import building, main
from lotse.command_line.german import SENTENCES
from lotse.commands.languages import new_language
from lotse.commands.po import import_po
from lotse.commands.together import write_together
from lotse.edition import edition_of
from lotse.load import load_catalogue

DAY = builders.TODAY


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The invented region on disk."""
    return builders.write_region(tmp_path / "region")


def lotse(*words: str | Path, environment: dict[str, str] | None = None) -> Result:
    nobody = {"LOTSE_PRIVATE": None, "LOTSE_AS_OF": None}
    return CliRunner().invoke(main, [str(word) for word in words], env=nobody | (environment or {}))


def state(folder: Path) -> dict[str, bytes]:
    """Every file with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- usage ----------------------------------------------------------------------------------------

WRONG_USAGE = [
    ["chek"],
    ["check", "--nix"],
    ["check", "zu", "viel"],
    ["check", "--format", "yml"],
    ["check", "--as-of", "gestern"],
    ["check", "--as-of", "9999-12-31"],
    ["check", "--as-of"],
    ["check", "--project", "/gibt/es/nicht"],
    ["build", "--keep-releases", "viele"],
    ["answer"],
    ["new"],
    ["new", "organization", "x"],
    ["plan", "--case", "x", "--start", "0001-01-01"],
    ["translations", "import", "fr", "/gibt/es/nicht.po"],
]
ENGLISH = re.compile(
    r"\b(?:Usage|Error|Try|for help|Invalid|Missing|No such|does not|unexpected|Options|is not|Aborted)\b"
)


@pytest.mark.parametrize("words", WRONG_USAGE, ids=" ".join)
def test_wrong_usage_is_told_in_german(words):
    """By whoever notices it; 2 says that nothing was done."""
    result = lotse(*words)
    assert (2, None) == (result.exit_code, ENGLISH.search(result.output))


def commands(group: click.Group, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield names
    for name, command in group.commands.items():
        yield from commands(command, (*names, name)) if isinstance(command, click.Group) else [(*names, name)]


@pytest.mark.parametrize("words", list(commands(main)), ids=" ".join)
def test_help_is_german_throughout(words):
    """Headings, words in capitals, what click adds by itself."""
    text = lotse(*words, "--help").output
    assert None is re.search(r"Usage|Options|Commands|Show this|default:|TEXT_|DIRECTORY|\[ARGS\]|COMMAND\b", text)


def test_every_sentence_that_click_can_say_here_is_translated():
    """A newer click with new sentences is noticed; what only prompts and colours say is never seen."""
    unseen = {"termui.py", "_termui_impl.py", "_winconsole.py", "shell_completion.py", "utils.py"}
    known = set(SENTENCES)
    missing = set()
    for file in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))) if file.name not in unseen else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                missing |= {a.value for a in node.args if isinstance(a, ast.Constant)} - known
    for_programmers = ("Deprecat", "Could not determine name", "No options defined", "Arguments take exactly", "Name '")
    rest = {s for s in missing if not s.startswith(for_programmers)}
    assert rest <= {
        "Boolean option {decl!r} cannot use the same flag for true/false.", "Value must be an iterable.",
        "Do you want to continue?", "Confirm the action without prompting.", "Choice({choices})",
        "{value!r} is not a valid UUID.", "{len_type} values are required, but {len_value} was given.",
        "{len_type} values are required, but {len_value} were given.",
    }  # fmt: skip


# --- how commands end -----------------------------------------------------------------------------


def fails(error: BaseException):
    def run(*_: object, **__: object) -> None:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (KeyboardInterrupt(), "Abgebrochen."),
        (PermissionError(13, "no", "data/x.yaml"), "«data/x.yaml» darf nicht gelesen oder geschrieben werden."),
        (OSError(28, "No space left"), "Etwas passt nicht mehr auf den Datenträger."),
        (ValueError("geheim"), r"Bitte melden Sie die Nummer [0-9A-F]{6}\. Einzelheiten stehen nur auf diesem Rechner"),
        (RecursionError(), "zu viel ineinander verschachtelt"),
    ],
)
def test_whatever_happens_ends_in_a_sentence(region, monkeypatch, tmp_path, error, sentence):
    """Exit code 2, one line, no traceback; an unforeseen fault gets a number, its details stay with the user."""
    monkeypatch.setattr(building, "run_check", fails(error))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = lotse("check", "--project", region)
    assert (2, 1) == (result.exit_code, len(result.output.strip().splitlines()))
    assert re.search(sentence, result.output)
    assert "Traceback" not in result.output
    assert "geheim" not in result.output
    for log in tmp_path.glob("lotse-*.log"):
        assert 0o600 == log.stat().st_mode & 0o777


def test_same_fault_has_the_same_number(region, monkeypatch, tmp_path):
    """So that two people can find out that they mean the same."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(building, "run_check", lambda *_, **__: int("eins"))
    numbers = {re.search(r"Nummer ([0-9A-F]{6})", lotse("check", "--project", region).output)[1] for _ in range(3)}
    assert 1 == len(numbers)


def test_private_folder_is_not_named_by_an_error(region, monkeypatch, tmp_path):
    """Not even where it lies."""
    private = tmp_path / "geheim"
    monkeypatch.setattr(building, "run_check", fails(PermissionError(13, "no", str(private / "contacts.yaml"))))
    result = lotse("check", "--project", region, environment={"LOTSE_PRIVATE": str(private)})
    assert ("Eine Datei des privaten Ordners darf nicht gelesen oder geschrieben werden.\n") == result.output


@pytest.mark.parametrize("words", [["translations", "status"], ["new", "organization", "x", "--name", "X"]])
def test_commands_outside_a_project_end_in_a_sentence(tmp_path, monkeypatch, words):
    """Without a traceback, without a folder called data/."""
    monkeypatch.chdir(tmp_path)
    result = lotse(*words)
    assert (2, 1, []) == (result.exit_code, len(result.output.splitlines()), list(tmp_path.iterdir()))


# --- all files or none ----------------------------------------------------------------------------


def test_files_are_written_all_or_none(tmp_path):
    """The second can't be written: the first is as it was, and nothing is left beside it."""
    (tmp_path / "a").write_text("alt", "utf-8")
    (tmp_path / "b").mkdir()
    with pytest.raises(OSError, match="b"):
        write_together({tmp_path / "a": "neu", tmp_path / "c": "neu", tmp_path / "b": "neu"})
    assert ({"a": b"alt"}, ["a", "b"]) == (state(tmp_path), sorted(p.name for p in tmp_path.iterdir()))
    assert [tmp_path / "a"] == write_together({tmp_path / "a": "neu"})
    assert "neu" == (tmp_path / "a").read_text("utf-8")


@pytest.mark.parametrize(
    ("record_id", "name", "sentence"),
    [
        ("Büro für Alle", "Büro", "Besser wäre «buero-fuer-alle»"),
        ("musteramt", "Amt", "gibt es schon: data/actors.yaml"),
        ("housing", "Amt", "gibt es schon: data/terms.yaml"),
        ("weg", "Amt", "ist schon vergeben"),
        ("altes-haus", "Amt", "gibt es schon: data/actors.yaml"),
        ("a", " ", "Der Name braucht sichtbare Zeichen"),
        ("a", "A\u202eB", "Der Name braucht sichtbare Zeichen"),
        ("a" * 65, "Amt", "keine gültige Kennung"),
    ],
)
def test_new_organization_refuses_before_it_writes(region, record_id, name, sentence):
    """Ids of all files count, also those of topics, of what is retired, and of who withdrew."""
    data = builders.region_data()
    data["actors.yaml"]["retired"] = [{"id": "altes-haus", "reason": {"de": "Weg."}, "retired_on": "2026-01-01"}]
    gone = builders.consent("consent-weg", "weg", fields=["person"], withdrawn_on="2026-11-01")
    data["consents.yaml"]["consents"].append(gone)
    builders.write_yaml(region / "data/actors.yaml", data["actors.yaml"])
    builders.write_yaml(region / "data/consents.yaml", data["consents.yaml"])
    before = state(region)
    result = lotse("new", "organization", record_id, "--name", name, "--project", region)
    assert (1, True, before) == (result.exit_code, sentence in result.output, state(region))


def test_new_organizations_stand_where_the_others_do(region):
    """Before the retired ones, twice in a row, with the sign that something is to be filled in."""
    for record_id in ("neu-eins", "neu-zwei"):
        result = lotse("new", "organization", record_id, "--name", 'Haus "Am Markt": 1', "--project", region)
        assert (0, True) == (result.exit_code, "Ergänzt" in result.output)
    catalogue, problems = load_catalogue(region)
    assert {"neu-eins", "neu-zwei", "consent-neu-eins-offen"} <= catalogue.origins.keys() | catalogue.lost
    text = (region / "data/actors.yaml").read_text("utf-8")
    assert text.index("musternetz") < text.index("neu-eins") < text.index("neu-zwei") < text.index("retired:")
    assert {"field-missing", "value-wrong"}.isdisjoint({problem.code for problem in problems})


def test_new_organization_leaves_broken_files_alone(region):
    """Whoever has a conflict in the file mends that first."""
    file = region / "data/actors.yaml"
    file.write_text(f"{file.read_text('utf-8')}<<<<<<< HEAD\n", "utf-8")
    before = state(region)
    result = lotse("new", "organization", "neu", "--name", "Neu", "--project", region)
    assert (1, before) == (result.exit_code, state(region))


@pytest.mark.parametrize("code", ["fa", "pt-BR", "ckb", "zh-Hans", "sr-Latn"])
def test_every_language_that_babel_knows_can_be_begun(region, code):
    """With a script, with a country, with three letters: checked and laid out at once."""
    catalogue, _ = load_catalogue(region)
    new_language(catalogue, region, code)
    edition = edition_of(region, DAY, languages=frozenset({code}))
    assert [] == [problem for problem in edition.errors if problem.file != "mkdocs.yml"]
    assert code in load_catalogue(region)[0].region.languages


@pytest.mark.parametrize("code", ["xx", "pt-XX", "de", "EN", "portugues", "a", "../x", "pt_BR"])
def test_language_that_is_none_leaves_no_trace(region, code):
    """No half of the files is written."""
    before = state(region)
    result = lotse("new", "language", code, "--project", region)
    assert (1, before) == (result.exit_code, state(region))


def test_language_leaves_no_trace_where_it_cannot_be_entered(region):
    """Neither labels nor the list of languages, when the vocabulary has no place for it."""
    file = region / "data/region.yaml"
    text = re.sub(r"  languages:\n(?:  - \w+\n)+", "  languages: &x [de, en]\n", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    before = state(region)
    result = lotse("new", "language", "fa", "--project", region)
    assert (1, before) == (result.exit_code, state(region))


# --- what comes back from translators ---------------------------------------------------------------

HEAD = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
ENTRY = 'msgctxt "index.md#rat"\nmsgid "{}"\nmsgstr "{}"\n'
LONG = "Here you can find out where to go and whom to ask when you have a question."


@pytest.fixture
def bilingual(region: Path) -> Path:
    """The region with a section that has no English yet."""
    builders.write_page(region / "docs/de/index.md", "Start", "## Rat {#rat}\n\nFragen Sie.")
    return region


def po(language: str, translation: str) -> bytes:
    original = "## Rat {#rat}\\n\\nFragen Sie."
    return (HEAD.format(language) + ENTRY.format(original, f"## Advice {{#rat}}\\n\\n{translation}")).encode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (po("ar", LONG), "laut ihrem Kopf in «ar», nicht in «en»"),
        (po("en", "اسأل هناك عن كل ما تحتاجه من مساعدة في مدينتك"), "in einer anderen Schrift"),
        (po("en", "Fu\u0308r alle " + LONG), "letter-split|zwei Zeichen"),
        (po("en", LONG + "\u202e"), "U.202E"),
        (po("en", "FÃ¼r " + LONG), "falschen Kodierung"),
        (po("en", LONG).replace(b"msgstr", b"<<<<<<< HEAD\nmsgstr", 1), "zwei Fassungen"),
        (po("en", "")[:-30], "keine fertige Übersetzung|keine lesbare"),
        (b"kein PO", "keine lesbare PO-Datei|keine fertige"),
        (b"\x89PNG\r\n\x1a\n" + bytes(400), "Fehler"),
        (b"", "keine fertige Übersetzung|Fehler"),
        (po("en", LONG).decode().encode("utf-16"), "UTF-8"),
    ],
)
def test_wrong_file_for_the_right_command_changes_nothing(bilingual, tmp_path, data, sentence):
    """Another language, another script, broken, binary, empty: told in German, exit code 2."""
    file = tmp_path / "x.po"
    file.write_bytes(data)
    before = state(bilingual)
    result = lotse("translations", "import", "en", file, "--project", bilingual)
    assert (2, before) == (result.exit_code, state(bilingual))
    assert re.search(sentence, result.output), result.output
    assert result.output.startswith("Nichts übernommen: ")


def test_right_file_is_taken_and_stamped_at_once(bilingual, tmp_path):
    """Page and stamp are written together."""
    (tmp_path / "x.po").write_bytes(po("en", LONG))
    result = lotse("translations", "import", "en", tmp_path / "x.po", "--project", bilingual)
    assert (0, "1 Abschnitt übernommen, 0 nicht.\n") == (result.exit_code, result.output)
    assert LONG in (bilingual / "docs/en/index.md").read_text("utf-8")
    assert "index.md" in (bilingual / "data/translations/en.yaml").read_text("utf-8")


def test_page_that_nobody_began_is_told(bilingual):
    """Its title and description are not in the file."""
    (bilingual / "docs/en/index.md").unlink()
    catalogue, _ = load_catalogue(bilingual)
    result = import_po(catalogue, bilingual, "en", po("en", LONG), DAY)
    assert ([], True) == (result.taken, "gibt es noch nicht" in result.refused[0])
    assert not (bilingual / "docs/en/index.md").exists()


def test_stamps_are_not_lost_when_their_file_is_broken(bilingual):
    """Whoever stamps goes by all stamps there are; a broken file is mended first."""
    folder = bilingual / "data/translations"
    folder.mkdir(exist_ok=True)
    (folder / "en.yaml").write_text("stamps:\n  - {page: [x\n", "utf-8")
    before = state(bilingual)
    result = lotse("translations", "stamp", "en", "--project", bilingual)
    assert (1, before) == (result.exit_code, state(bilingual))
