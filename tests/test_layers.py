"""The architecture: imports go only downward, neighbours never import each other, libraries have one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOOKS = Path(__file__).parents[1] / "hooks"
LAYERS = (
    "problems words policy workdays said",
    "contact_data",
    "names",
    "model syntax markup",
    "load translations leaves",
    "publish resolve process plan figures translated readability laws",
    "routes",
    "render exports judge search typeset",
    "pages",
    "shortcodes",
    "written",
    "checks",
    "edition",
    "output",
    "build",
    "preview",
    "commands",
    "command_line",
    "__main__ events",
)
LEVELS = {name: level for level, names in enumerate(LAYERS) for name in names.split()}
DOORS = {
    "yaml": {"syntax"},
    "ruamel": {"syntax"},
    "jinja2": {"render", "events", "build", "preview"},  # MkDocs hands its own environment to the hook
    "markdown": {"written"},
    "pymdownx": {"written"},
    "babel": {"words", "render", "commands"},
    "icalendar": {"exports"},
    "phonenumbers": {"words", "contact_data", "checks"},
    "idna": {"words"},
    "pyphen": {"readability"},
    "simplemma": {"search"},
    "selectolax": {"leaves", "markup"},
    "pagefind_bin": {"build"},
    "watchdog": {"preview"},
    "holidays": {"workdays"},
    "mkdocs": {"events"},
    "typst": {"typeset"},
    "segno": {"typeset"},
    "pikepdf": {"judge"},
    "click": {"command_line", "commands"},
}


def imports(file: Path) -> Iterator[list[str]]:
    """What a file imports, as dotted names, also inside functions."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: {node.lineno}: relative import"
            yield from ([*(node.module or "").split("."), alias.name] for alias in node.names)


def modules() -> Iterator[tuple[str, Path]]:
    """Every file with the name of its module below the package, or of the hook."""
    for file in sorted(HOOKS.rglob("*.py")):
        path = file.relative_to(HOOKS / "lotse" if "lotse" in file.parts else HOOKS)
        if "overrides" not in path.parts and file != HOOKS / "lotse/__init__.py":
            yield path.parts[0].removesuffix(".py"), file


def test_handbook_of_the_code_shows_this_picture():
    """The list in hooks/README.md has the same layers, the highest first."""
    text = (HOOKS / "README.md").read_text("utf-8")
    part = text.partition("## Die Schichten")[2].partition("```text\n")[2].partition("```")[0]
    shown = [line[:82].strip().replace(" · ", " ") for line in part.splitlines()]
    assert list(reversed(LAYERS)) == shown, "\n".join(reversed(LAYERS))


CASES = [pytest.param(name, file, id=file.relative_to(HOOKS).as_posix()) for name, file in modules()]


@pytest.mark.parametrize(("name", "file"), CASES)
def test_module_has_a_layer(name, file):
    """A new module is given its layer in LAYERS, and in hooks/README.md."""
    assert name in LEVELS, file


@pytest.mark.parametrize(("name", "file"), CASES)
def test_imports_go_only_downward(name, file):
    """Within a folder files may import each other."""
    imported = {dotted[1] for dotted in imports(file) if dotted[0] == "lotse" and len(dotted) > 1}
    assert [
        other for other in sorted(imported - {name}) if LEVELS.get(other, 99) >= LEVELS.get(name, -1)
    ] == []


@pytest.mark.parametrize(("name", "file"), CASES)
def test_libraries_have_one_door(name, file):
    """So that one of them can be changed at one place."""
    foreign = {dotted[0] for dotted in imports(file)}
    assert sorted(library for library in foreign & set(DOORS) if name not in DOORS[library]) == []
