"""The JSON Schemas: they take every data file of the project, refuse what is wrong, and speak German."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

import builders
from lotse.commands.schema import schemas
from lotse.commands.schema_words import FIELDS, TITLES
from lotse.load.german import VALUES

PROJECT = builders.PROJECT
SCHEMAS = {name.removesuffix(".schema.json"): json.loads(text) for name, text in schemas().items()}


class AsEditorsDo(yaml.CSafeLoader):
    """Numbers and truth values, as in YAML 1.2; days are texts."""


AsEditorsDo.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for key, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from parts(value)
    elif isinstance(node, list):
        for value in node:
            yield from parts(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_in_the_project_is_current(name):
    """As `lotse schema` writes it."""
    assert SCHEMAS[name] == json.loads((PROJECT / f"data/schema/{name}.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_has_a_german_title(name):
    """And every list of values says what each of them means."""
    for part in parts(SCHEMAS[name]):
        fields = part.get("properties", {})
        for field, schema in fields.items() if "additionalProperties" in part else ():
            assert field in FIELDS or field in TITLES, field
            assert schema["title"] == (FIELDS[field][0] if field in FIELDS else TITLES[field])
        if isinstance(part.get("enum"), list):
            assert len(part["enum"]) == len(part["markdownEnumDescriptions"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_data_of_the_project_have_no_fault_by_the_schema(name):
    """As an editor's server reads them."""
    values = yaml.load((PROJECT / f"data/{name}.yaml").read_text("utf-8"), Loader=AsEditorsDo)  # noqa: S506
    faults = jsonschema.Draft202012Validator(SCHEMAS[name]).iter_errors(values)
    assert [] == [f"{fault.json_path}: {fault.message}" for fault in faults][:3]


BAD = {
    "unknown field": lambda body: body.update(telefon="0241 0000000"),
    "missing name": lambda body: body.pop("name"),
    "missing sources": lambda body: body.pop("sources"),
    "no list": lambda body: body.update(areas="musterregion"),
    "id with a capital": lambda body: body.update(id="Musteramt"),
    "unknown evidence": lambda body: body.update(evidence="vielleicht"),
    "unknown listing": lambda body: body.update(listing="vorn"),
    "empty list of areas": lambda body: body.update(areas=[]),
    "name as a text": lambda body: body.update(name="Amt"),
    "offer without topic": lambda body: body["services"][0].pop("topics"),
    "unknown role": lambda body: body["services"][0].update(role="zuständig"),
    "unknown entry": lambda body: body["services"][0].update(entry="nach"),
    "unknown status": lambda body: body["services"][0].update(status="läuft"),
    "contact without title": lambda body: body["contacts"][0].pop("title"),
    "phone as a number": lambda body: body["contacts"][0].update(phones=[241]),
    "place without street": lambda body: body["locations"][0]["address"].pop("street"),
    "German week day": lambda body: body["locations"][0]["schedules"][0].update(byday=["Di"]),
}


@pytest.mark.parametrize("fault", BAD)
def test_bad_file_is_refused(fault):
    """With exactly this fault; the file without it is taken."""
    values = builders.region_data()["actors.yaml"]
    jsonschema.Draft202012Validator(SCHEMAS["actors"]).validate(values)
    BAD[fault](values["organizations"][0])
    assert list(jsonschema.Draft202012Validator(SCHEMAS["actors"]).iter_errors(values))


def test_german_words_lead_to_values():
    """Each value that has words has one that explains it."""
    assert all(words and words[0] for words in VALUES.values())
