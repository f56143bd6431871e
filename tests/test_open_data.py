"""The open data: own types, valid by their published schemas, with nothing of what only editors see."""

from __future__ import annotations

import csv
import io
import json
import uuid
from pathlib import Path

import jsonschema
import pytest

import builders
from lotse import model
from lotse.exports.open_data import COLLECTIONS, open_files
from lotse.exports.open_data.questions import questions_of
from lotse.exports.schema_org import as_script, body_data, way_data
from lotse.exports.sums import checksum, read_sums
from lotse.load import load_catalogue
from lotse.publish import publish

WILD = "=cmd|' /C calc'!A0; \"Amt\", 🦉 \u2067שלום\u2069\nzweite Zeile" + "x" * 300


def files(catalogue=None):
    catalogue = catalogue or builders.catalogue()
    public = publish(catalogue, "api", builders.TODAY)
    return open_files(public, questions_of(catalogue.prose, public))


@pytest.fixture(scope="module")
def real(project: Path):
    """The open data of the real region."""
    catalogue, _ = load_catalogue(project)
    public = publish(catalogue, "api", builders.TODAY)
    return open_files(public, questions_of(catalogue.prose, public))


def schemas(made):
    return [name for name in made if name.endswith(".schema.json")]


def test_every_file_is_as_its_schema_says(real):
    """The real data by the schemas that stand beside them; a key too many would be noticed."""
    for name in schemas(real):
        schema, content = json.loads(real[name]), json.loads(real[name.replace(".schema", "")])
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(content, schema, jsonschema.Draft202012Validator)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(content | {"tasks": []}, schema, jsonschema.Draft202012Validator)
    assert len(schemas(real)) > len(COLLECTIONS)


def test_description_names_files_that_are_there(real):
    """OpenAPI and the catalogue: every path, schema and download is a file, and every collection is described."""
    description, catalogue = json.loads(real["openapi.json"]), json.loads(real["catalog.jsonld"])
    for path, item in description["paths"].items():
        assert path.removeprefix("/") in real
        for content in item["get"]["responses"]["200"]["content"].values():
            assert content["schema"].get("$ref", "openapi.json") in real
    operations = [item["get"]["operationId"] for item in description["paths"].values()]
    assert len(operations) == len(set(operations))
    home = catalogue["@id"].removesuffix("catalog.jsonld")
    downloads = {d["dcat:downloadURL"]["@id"] for one in catalogue["dcat:dataset"] for d in one["dcat:distribution"]}
    assert {f"{home}{one.name}.{ending}" for one in COLLECTIONS for ending in ("json", "csv")} <= downloads
    assert {address.removeprefix(home) for address in downloads} <= set(real)


def test_the_same_gives_the_same_and_the_list_is_right(real):
    assert files() == files()
    sums = read_sums(real["SHA256SUMS"].decode())
    assert {path: checksum(content) for path, content in real.items() if path != "SHA256SUMS"} == sums


def test_nothing_of_the_editors_gets_out():
    """Tasks, notes of evidence and consents' references stay in; what only other channels clear, too."""
    body = builders.organization(
        "amt", tasks=["Geheime Aufgabe"], contacts=[builders.contact("amt-zentrale"), builders.person("amt-person")]
    )
    entries = [builders.consent("c", "amt", channels=["site", "fai", "pdf", "embed"], reference="Geheimes Schreiben")]
    text = b"".join(files(builders.catalogue_of([body], entries)).values()).decode()
    assert "Stelle amt" in text
    for hidden in ("Geheim", "0241", "+49241", "amt.example.org", "zentrale@", "Erika", '"tasks"', '"evidence"'):
        assert hidden not in text, hidden
    opened = [builders.consent("c", "amt", channels=["api"], reference="Geheimes Schreiben")]
    text = b"".join(files(builders.catalogue_of([body], opened)).values()).decode()
    assert "+492410000001" in text
    assert "Erika" not in text
    assert "Geheim" not in text


def test_wild_names_come_out_right():
    """Separators, line ends, emoji, directions, formulas, 300 signs."""
    found = builders.catalogue_of([builders.organization("amt", name={"de": WILD})], [builders.consent("c", "amt")])
    name = publish(found, "api", builders.TODAY).organizations[0].name["de"]
    made = files(found)
    assert json.loads(made["organizations.json"])["records"][0]["name"]["de"] == name
    row = next(csv.DictReader(io.StringIO(made["organizations.csv"].decode("utf-8-sig"), newline="")))
    assert row["name"] == f"'{name}"
    assert json.loads(made["hsds/de.json"])["contents"][0]["organization"]["name"] == name


def test_retired_ids_are_told():
    gone = model.Tombstone.model_validate(
        {"id": "alt", "reason": {"de": "Geschlossen."}, "retired_on": "2026-10-01", "successor": "amt"}
    )
    history = json.loads(files(builders.catalogue_of([builders.organization("amt")], retired=(gone,)))["history.json"])
    assert [("alt", "amt")] == [(one["id"], one["successor"]) for one in history["gone"]]
    assert [("2026-10-01", "retired")] == [(one["day"], one["kind"]) for one in history["changes"]]


def records(made, name):
    return json.loads(made[f"{name}.json"])["records"]


def test_routes_can_be_followed_with_the_open_data_alone(real):
    """Every question, answer, figure and statement that a route names is published, too; sources and laws with it."""
    questions = {one["id"]: {a["id"] for a in one["answers"]} | set(one["figures"])
                 for one in records(real, "route-questions")}
    known = {name: {one["id"] for one in records(real, name)} for name in ("figures", "facts", "topics")}
    routes = records(real, "routes")
    assert len(routes) >= 30
    for route in routes:
        assert set(route["figures"]) <= known["figures"]
        assert set(route["facts"]) <= known["facts"]
        assert route["topic"] in known["topics"]
        for condition in route["conditions"]:
            assert all(set(answers) <= questions[name] for name, answers in condition["when"].items())
            assert condition["legal_basis"]
            assert condition["sources"]
            rows = condition["points"]["rows"] if condition["points"] else []
            assert all(set(row["points"]) <= questions[row["question"]] for row in rows)


def test_table_of_points_goes_out_with_its_threshold(real):
    tables = [one["points"] for route in records(real, "routes") for one in route["conditions"] if one["points"]]
    assert tables
    assert {table["needed"] for table in tables} <= {one["id"] for one in records(real, "figures")}
    assert all(table["rows"] for table in tables)


@pytest.mark.parametrize(("channels", "is_shown"), [(["site"], False), (["site", "api"], True)])
def test_links_of_events_need_their_consent(channels, is_shown):
    """An activity itself is no secret; its link, address and registration go out only where they are cleared."""
    data = builders.region_data()
    data["events.yaml"]["events"] = [{
        "id": "mustertag", "name": builders.both(WILD), "organizer": "musterzentrum",
        "starts_at": "2026-12-01T09:30", "topics": ["housing"], "audiences": ["employers"],
        "areas": ["musterregion"], "url": "https://musterzentrum.example.org/tag",
        "schedule": {"freq": "WEEKLY", "byday": ["TU"], "valid_to": "2027-03-30"},
        "registration": {"closes_at": "2026-11-30", "url": "https://musterzentrum.example.org/anmelden"},
        "sources": builders.citations(),
    }]  # fmt: skip
    data["consents.yaml"]["consents"] = [builders.consent("c", "musterzentrum", channels=channels)]
    catalogue = builders.catalogue(data)
    made = files(catalogue)
    (event,) = records(made, "events")
    assert event["starts_at"] == "2026-12-01T09:30"
    assert event["schedule"]["byday"] == ["TU"]
    assert event["registration"]["closes_at"] == "2026-11-30"
    assert ("anmelden" in made["events.json"].decode()) is is_shown
    assert ("/tag" in made["events.csv"].decode()) is is_shown
    assert csv.DictReader(io.StringIO(made["events.csv"].decode("utf-8-sig"), newline="")).fieldnames[0] == "id"
    assert "\n=cmd" not in made["events.csv"].decode()


REQUIRED = {
    "service": {"id", "name", "status"}, "organization": {"id", "name", "description"},
    "location": {"id", "location_type"}, "phone": {"id", "number"}, "contact": {"id"},
    "address": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
}  # fmt: skip


def test_hsds_has_what_the_standard_requires(real):
    """HSDS 3.0: UUIDs everywhere, the required fields, the known states; one file per language."""
    for code in builders.real_labels():
        answer = json.loads(real[f"hsds/{code}.json"])
        content = answer["contents"]
        assert (answer["total_items"], answer["empty"], answer["last_page"]) == (len(content), False, True)
        assert len({service["id"] for service in content}) == len(content) > 50
        for service in content:
            assert REQUIRED["service"] <= set(service)
            assert service["status"] in ("active", "inactive")
            assert REQUIRED["organization"] <= set(service["organization"])
            for at in service["service_at_locations"]:
                assert REQUIRED["location"] <= set(at["location"])
                assert all(REQUIRED["address"] <= set(address) for address in at["location"]["addresses"])
            for contact in service["contacts"]:
                assert all(REQUIRED["phone"] <= set(phone) for phone in contact["phones"])
            assert all(str(uuid.UUID(found)) == found for found in ids(service))


def ids(value):
    """Every id in a record, however deep."""
    if isinstance(value, dict):
        yield from ([value["id"]] if "id" in value else [])
        yield from (found for inner in value.values() for found in ids(inner))
    elif isinstance(value, list):
        yield from (found for inner in value for found in ids(inner))


def test_questions_lead_to_their_answer(real):
    """Each has the address of its section; an answer that fetches figures is left to its page."""
    found = json.loads(real["questions.de.json"])["records"]
    assert len(found) > 20
    assert all(one["question"].strip() and f"#{one['id']}" in one["page"] for one in found)
    assert all("{{" not in (one["answer"] or "") for one in found)


def test_pages_tell_search_engines_what_they_say():
    """JSON-LD of a body: offers by law as GovernmentService, functions but no persons; nothing ends the element."""
    wild = "</script><script>alert(1)</script>" + WILD
    body = builders.organization(
        "amt", name={"de": wild}, services=[builders.service("amt-rat", role="responsible")],
        contacts=[builders.contact("amt-zentrale"), builders.person("amt-person")],
    )  # fmt: skip
    entries = [builders.consent("c", "amt"), builders.consent("d", "amt-person", fields=["person", "contact"])]
    public = publish(builders.catalogue_of([body], entries), "site", builders.TODAY)
    found = public.organizations[0]
    text = as_script(body_data(found, lambda t: t["de"] if t else "", str, "https://example.org/a/"))
    assert "<" not in text
    data = json.loads(text)
    assert data["name"] == found.name["de"]
    assert ["ContactPoint"] == [one["@type"] for one in data["contactPoint"]]
    assert ["GovernmentService"] == [one["itemOffered"]["@type"] for one in data["makesOffer"]]
    assert "Erika" not in text
    way = way_data([("Start", "https://example.org/"), ("A", "https://example.org/a/")])
    assert [1, 2] == [one["position"] for one in way["itemListElement"]]
