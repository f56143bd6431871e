"""What people read about Lotse agrees with what Lotse does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
import yaml

import builders
from lotse.command_line import main
from lotse.load import FILES
from lotse.shortcodes import COMMANDS
from lotse.syntax import SENTENCES

PROJECT = builders.PROJECT
LANGUAGES = ("de", "en")
CODE = re.compile(r"[a-z]+(-[a-z]+)+")
TELLERS = frozenset(
    {
        "Problem",
        "problem",
        "fault",
        "Finding",
        "ShortcodeFault",
        "_unreadable",
        "_found",
        "_at",
        "_disorder",
        "_future",
    }
)
"""Functions that make a problem; the first argument of theirs that has the form of a code is its code."""


def calls(file: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))


def is_code(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(CODE.fullmatch(node.value))


@cache
def codes_of_code() -> set[str]:
    """Every code that some line of the package gives to a problem."""
    found: set[str] = set(SENTENCES)
    for file in (PROJECT / "hooks/lotse").rglob("*.py"):
        for call in calls(file):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            found |= {word.value.value for word in call.keywords if word.arg == "code" and is_code(word.value)}
            if name in TELLERS or name.endswith(("_problem", "problem")):
                found |= {argument.value for argument in call.args[:5] if is_code(argument)}
    return found | set(codes_in_tables()) | set(codes_by_default())


def codes_by_default() -> Iterator[str]:
    """Codes that a function takes when nobody names another."""
    for file in (PROJECT / "hooks/lotse").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                named = zip(reversed(node.args.args), reversed(node.args.defaults), strict=False)
                yield from (value.value for word, value in named if word.arg == "code" and is_code(value))


def codes_in_tables() -> Iterator[str]:
    """Codes that stand before a sentence in a tuple or a table."""
    for file in (PROJECT / "hooks/lotse").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Tuple)
                and len(node.elts) >= 2
                and is_code(node.elts[0])
                and is_sentence(node.elts[1])
            ):
                yield node.elts[0].value
            if isinstance(node, ast.Call):
                for first, second in zip(node.args, node.args[1:], strict=False):
                    if is_code(first) and is_sentence(second):
                        yield first.value


def is_sentence(node: ast.AST) -> bool:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    text = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    return " " in text and text.rstrip("»").endswith((".", "?", "!"))


def headings(language: str) -> list[str]:
    text = (PROJECT / f"docs/{language}/mitmachen/fehler.md").read_text("utf-8")
    return re.findall(r"(?m)^### ([a-z-]+)", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_explained_in_the_handbook(language):
    """A heading for each code, none is left over, and none stands there twice."""
    found = headings(language)
    assert codes_of_code() == set(found)
    assert sorted(set(found)) == sorted(found)


def test_every_code_of_data_and_prose_has_a_case():
    """What `lotse check` can say is asserted word for word; files in test_syntax.py, copies of laws in test_laws.py."""
    cases = "".join(file.read_text("utf-8") for file in (PROJECT / "tests/cases/checks").glob("*.yaml"))
    of_source = set(SENTENCES) - {"file-empty", "file-too-large", "encoding-wrong"}
    of_history = {"id-vanished"}  # asserted word for word in test_vanished.py, which commits
    rooms = map(codes_in, ("judge", "translations", "commands", "output", "edition", "laws"))
    elsewhere = (of_source | of_history).union(*rooms)
    assert set() == {code for code in codes_of_code() - elsewhere if f": {code}:" not in cases}


def codes_in(folder: str) -> set[str]:
    """Codes that only stand in folders and modules of that name."""
    root = PROJECT / "hooks/lotse"
    others = "".join(
        f.read_text("utf-8") for f in root.rglob("*.py") if folder not in f.relative_to(root).with_suffix("").parts
    )
    return {code for code in codes_of_code() if f'"{code}"' not in others}


def commands(group: click.Group = main, prefix: str = "lotse") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")
        yield f"{prefix} {name}"


def test_readme_names_every_command():
    """Nobody has to read code to learn what there is."""
    text = (PROJECT / "README.md").read_text("utf-8")
    named = {f"lotse {name}" for name in re.findall(r"(?m)^\| `lotse (\w+)", text)}
    assert set() == {name for name in commands() if name.count(" ") == 1} - named


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_explains_itself_with_an_example(command):
    """`--help` is enough to use it."""
    found: click.Command = main
    for name in command.split()[1:]:
        found = found.commands[name]
    assert isinstance(found, click.Group) or f"Beispiel: {command}" in found.help


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_call_is_in_the_handbook(language, name):
    """Editors find it where they look."""
    assert f"{{{{ {name}(" in (PROJECT / f"docs/{language}/mitmachen/index.md").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_call_says_how_it_is_written(name):
    """The first line of its docstring is shown to editors."""
    assert (COMMANDS[name].__doc__ or "").startswith(f"{{{{ {name}(")


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_data_file_is_in_the_handbook_and_says_what_it_is(name):
    """The handbook names it, and its first line is a comment."""
    assert f"`data/{name}`" in (PROJECT / "docs/de/mitmachen/index.md").read_text("utf-8")
    assert (PROJECT / "data" / name).read_text("utf-8").startswith("# ")


def test_example_of_the_handbook_fits_the_model():
    """What editors copy validates as it stands."""
    text = (PROJECT / "docs/de/mitmachen/index.md").read_text("utf-8")
    blocks = re.findall(r"(?ms)^```yaml\n(.*?)^```", text)
    example = next(block for block in blocks if block.startswith("  - id: musterkammer "))
    values = yaml.load(f"organizations:\n{example}", Loader=yaml.BaseLoader)
    assert ["musterkammer"] == [o.id for o in FILES["actors.yaml"].model_validate(values).organizations]


def test_languages_have_the_same_pages():
    """A page that exists in German has its place in English; variants in plain German have none."""
    german, english = (
        {
            file.relative_to(PROJECT / "docs" / code).as_posix()
            for file in (PROJECT / "docs" / code).rglob("*.md")
            if "\nvariant_of: " not in file.read_text("utf-8").partition("\n---\n")[0]
        }
        for code in LANGUAGES
    )
    assert german == english
