"""Open data: every collection as JSON with its schema and as CSV, described by OpenAPI and by a catalogue (DCAT-AP.de).

Another collection is one function in `making` and one line in COLLECTIONS. The same data on the same day give the
same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lotse.exports.open_data import making
from lotse.exports.open_data import records as kinds
from lotse.exports.open_data.describing import catalogue_jsonld, openapi
from lotse.exports.open_data.hsds import hsds_files
from lotse.exports.records import DRAFT, OpenRecord, as_json, page_of, said, schema_of
from lotse.exports.sums import NAME, sums_of
from lotse.exports.tables import table
from lotse.model.public import PublicCatalogue

FOLDER = "api/v1/"
"""Where the open data lie in the site."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Records of one type, under one name."""

    name: str
    kind: type[OpenRecord]
    make: Callable[[PublicCatalogue], Iterable[OpenRecord]]


COLLECTIONS = (
    Collection("organizations", kinds.OpenOrganization, making.organizations),
    Collection("services", kinds.OpenService, making.services),
    Collection("places", kinds.OpenPlace, making.places),
    Collection("topics", kinds.OpenTopic, making.topics),
    Collection("figures", kinds.OpenFigure, making.figures),
    Collection("facts", kinds.OpenFact, making.facts),
    Collection("checklists", kinds.OpenChecklist, making.checklists),
    Collection("process", kinds.OpenStep, making.process),
    Collection("route-questions", kinds.OpenRouteQuestion, making.route_questions),
    Collection("routes", kinds.OpenRoute, making.routes),
    Collection("events", kinds.OpenEvent, making.events),
)


def open_files(public: PublicCatalogue, questions: Iterable[kinds.OpenQuestion] = ()) -> dict[str, bytes]:
    """Path below the folder of the open data → content."""
    by_name: dict[str, tuple[type[OpenRecord], list[OpenRecord]]] = {
        one.name: (one.kind, list(one.make(public))) for one in COLLECTIONS
    }
    by_language: dict[str, list[OpenRecord]] = {}
    for question in questions:
        by_language.setdefault(question.language, []).append(question)
    by_name |= {f"questions.{code}": (kinds.OpenQuestion, found) for code, found in sorted(by_language.items())}
    written: dict[str, str] = {}
    for name, (kind, found) in by_name.items():
        written |= _collection_files(name, kind, found, public)
    home = page_of(public, FOLDER)
    written["history.json"] = as_json(_history(public, {name: found for name, (_, found) in by_name.items()}))
    written["history.schema.json"] = schema_of(kinds.History, f"{home}history.schema.json")
    written["openapi.json"] = as_json(openapi(public, home, {name: kind for name, (kind, _) in by_name.items()}))
    written["catalog.jsonld"] = as_json(catalogue_jsonld(public, home, list(by_name)))
    written |= hsds_files(public)
    files = {path: text.encode() for path, text in sorted(written.items())}
    return files | {NAME: sums_of(files).encode()}


def _collection_files(
    name: str, kind: type[OpenRecord], found: list[OpenRecord], public: PublicCatalogue
) -> dict[str, str]:
    content = {
        "version": "1", "as_of": public.today.isoformat(), "licence": public.region.data_licence,
        "publisher": said(public.region.site_name), "records": [one.model_dump(mode="json") for one in found],
    }
    return {
        f"{name}.json": as_json(content), f"{name}.schema.json": as_json(file_schema(kind)),
        f"{name}.csv": _table(kind, found, public.region.languages[0]),
    }


def file_schema(kind: type[OpenRecord]) -> dict[str, Any]:
    """The JSON Schema of the file of a collection."""
    record = kind.model_json_schema(mode="serialization")
    definitions = record.pop("$defs", {}) | {kind.__name__: record}
    head = {
        "version": {"const": "1"}, "as_of": {"type": "string", "format": "date"},
        "licence": {"type": ["string", "null"]},
        "publisher": {"type": "object", "additionalProperties": {"type": "string"}},
        "records": {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}},
    }
    return {
        "$schema": DRAFT, "type": "object", "properties": head, "required": list(head),
        "additionalProperties": False, "$defs": definitions,
    }


def _table(kind: type[OpenRecord], found: Iterable[OpenRecord], language: str) -> str:
    """The collection as a table: texts in the first language, lists with semicolons, deeper records by their ids."""
    names = [name for name in kind.model_fields if name != "sources"]
    rows = ([_flat(getattr(record, name), language) for name in names] for record in found)
    return table(names, rows)


def _flat(value: object, language: str) -> object:
    if isinstance(value, dict):
        return value.get(language) or "; ".join(f"{key}={_flat(inner, language)}" for key, inner in value.items())
    if isinstance(value, list):
        return "; ".join(str(_flat(inner, language)) for inner in value)
    if isinstance(value, OpenRecord):
        return getattr(value, "id", None) or _flat(getattr(value, "name", ""), language)
    return value


def _history(public: PublicCatalogue, collections: dict[str, list[OpenRecord]]) -> kinds.History:
    """The days that the records bear themselves, and the ids that are no longer used."""
    changes = [
        kinds.OpenChange(day=day, collection=name, id=record.id, kind=what)  # type: ignore[arg-type]
        for name, found in collections.items()
        for record in found
        if isinstance(record, kinds.Open)
        for what, day in _days(record)
    ]
    changes += [
        kinds.OpenChange(day=gone.retired_on, collection="organizations", id=gone.id, kind="retired")
        for gone in public.retired
    ]
    return kinds.History(
        version="1", as_of=public.today,
        changes=sorted(changes, key=lambda c: (-c.day.toordinal(), c.collection, c.id)),
        gone=[
            kinds.OpenGone(id=gone.id, reason=said(gone.reason), retired_on=gone.retired_on, successor=gone.successor)
            for gone in public.retired
        ],
    )


def _days(record: kinds.Open) -> Iterable[tuple[str, date]]:
    if record.confirmed_on:
        yield "confirmed", record.confirmed_on
    read = [one.read_on for one in record.sources if one.read_on]
    if read:
        yield "read", max(read)
