"""`lotse schema`: JSON Schemas of the data files, for completion in editors."""

from __future__ import annotations

import json
from pathlib import Path

from lotse.commands.schema_words import FIELDS as FIELD_WORDS
from lotse.commands.schema_words import FILES as FILE_WORDS
from lotse.commands.schema_words import TITLES
from lotse.load import FILES
from lotse.load.german import VALUES
from lotse.output import Refused, write_file

FOLDER = Path("data") / "schema"
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """File name → JSON Schema text, made from the models."""
    return {f"{Path(name).stem}.schema.json": _schema(name) for name in FILES}


def write_schemas(project: Path) -> list[Path]:
    """Writes all schemas below `data/schema/` and returns their paths.

    Raises `Refused`, before it writes anything, if a file there is none of ours.
    """
    folder = project / FOLDER
    paths = {folder / name: text for name, text in schemas().items()}
    for path, text in paths.items():
        if path.exists() and not _is_ours(path, text):
            raise Refused(f"«{path}» hat «lotse schema» nicht geschrieben. Bitte die Datei fortnehmen oder umbenennen.")
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in paths.items():
        write_file(path, text)
    return list(paths)


def _is_ours(path: Path, text: str) -> bool:
    """Whether a file bears the title of our schema, even if somebody has spoilt the rest, or an earlier form of it."""
    kind = FILES[f"{path.name.removesuffix('.schema.json')}.yaml"].__name__
    titles = {json.loads(text)["title"], kind}
    data = path.read_bytes() if path.is_file() else b""
    return any(json.dumps({"title": title}, ensure_ascii=False)[1:-1].encode() in data for title in titles)


def _schema(name: str) -> str:
    schema = {"$schema": DRAFT, **FILES[name].model_json_schema(by_alias=True)}
    schema["title"] = f"data/{name}: {FILE_WORDS[Path(name).stem]}"
    _in_german(schema)
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _in_german(node: object) -> None:
    """Gives every field its German title and explanation, and every value of a list what it means."""
    if isinstance(node, list):
        for item in node:
            _in_german(item)
    if not isinstance(node, dict):
        return
    for field, schema in node.get("properties", {}).items():
        if isinstance(schema, dict):
            _field_in_german(field, schema)
    if "properties" in node and isinstance(node.get("description"), str):
        del node["description"]  # what the model's docstring tells programmers, in English
    if isinstance(node.get("enum"), list):
        node["markdownEnumDescriptions"] = [VALUES.get(value, (str(value),))[0] for value in node["enum"]]
    for inner in node.values():
        _in_german(inner)


def _field_in_german(field: str, schema: dict[str, object]) -> None:
    schema.pop("title", None)
    words = FIELD_WORDS.get(field) or (TITLES.get(field, field),)
    schema |= dict(zip(("title", "description"), words, strict=False))
    if field in _NUMBERED:
        _with_numbers(schema)
        if schema.get("type") == "array":  # one may stand without brackets
            schema["type"] = ["array", "string", "integer"]


_NUMBERED = frozenset({"section", "paragraph", "sentence", "number", "paragraphs", "changed_paragraphs", "same_on"})
"""Texts that are often a mere number: other programs read `section: 18` as one, Lotse as a text."""


def _with_numbers(node: object) -> None:
    """Lets every text within be a whole number as well."""
    if isinstance(node, dict):
        if node.get("type") == "string":
            node["type"] = ["string", "integer"]
        for inner in node.values():
            _with_numbers(inner)
    elif isinstance(node, list):
        for inner in node:
            _with_numbers(inner)
