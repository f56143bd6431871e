"""What describes the open data: OpenAPI 3.1 for programs, DCAT-AP.de for the portals that harvest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lotse.exports.records import OpenRecord
from lotse.model.public import PublicCatalogue

_FORMATS = {"json": "application/json", "csv": "text/csv"}


def openapi(public: PublicCatalogue, home: str, kinds: Mapping[str, type[OpenRecord]]) -> dict[str, Any]:
    """Each file as a path; the schemas lie beside the files."""
    paths: dict[str, Any] = {}
    for name in kinds:
        for ending, media in _FORMATS.items():
            schema = {"schema": {"$ref": f"{name}.schema.json"}} if ending == "json" else {"schema": {"type": "string"}}
            answer = {"description": name, "content": {media: schema}}
            paths[f"/{name}.{ending}"] = {
                "get": {"operationId": f"{name}-{ending}".replace(".", "-"), "responses": {"200": answer}}
            }
    history = {"description": "history", "content": {"application/json": {"schema": {"$ref": "history.schema.json"}}}}
    paths["/history.json"] = {"get": {"operationId": "history", "responses": {"200": history}}}
    region = public.region
    info: dict[str, Any] = {"title": region.site_name.wording("en").text, "version": "1"}
    if region.data_licence:
        info["license"] = {"name": region.data_licence, "url": region.data_licence}
    return {"openapi": "3.1.0", "info": info, "servers": [{"url": home.rstrip("/")}], "paths": paths}


def catalogue_jsonld(public: PublicCatalogue, home: str, names: Iterable[str]) -> dict[str, Any]:
    """The catalogue with a dataset per collection. What the operator has not decided is left out."""
    region = public.region
    publisher = {"@type": "foaf:Agent", "foaf:name": region.operator.name or region.site_name["de"]}
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/", "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{home}catalog.jsonld", "@type": "dcat:Catalog",
        "dct:title": [{"@language": code, "@value": text} for code, text in sorted(region.site_name.items())],
        "dct:description": [{"@language": code, "@value": text} for code, text in sorted(region.claim.items())],
        "dct:publisher": publisher, "foaf:homepage": {"@id": region.site_url},
        "dcat:dataset": [_dataset(public, home, name, publisher) for name in names],
    }  # fmt: skip


def _dataset(public: PublicCatalogue, home: str, name: str, publisher: dict[str, Any]) -> dict[str, Any]:
    region = public.region
    title = f"{region.site_name['de']}: {name}"
    return {
        "@id": f"{home}{name}", "@type": "dcat:Dataset", "dct:identifier": f"{home}{name}",
        "dct:title": {"@language": "de", "@value": title},
        "dct:description": {"@language": "de", "@value": f"{title}. {region.claim['de']}"},
        "dct:publisher": publisher, "dct:modified": {"@type": "xsd:date", "@value": public.today.isoformat()},
        "dcat:distribution": [_distribution(public, home, name, *kind) for kind in _FORMATS.items()],
    }  # fmt: skip


def _distribution(public: PublicCatalogue, home: str, name: str, ending: str, media: str) -> dict[str, Any]:
    address = {"@id": f"{home}{name}.{ending}"}
    found = {
        "@id": f"{home}{name}.{ending}#distribution", "@type": "dcat:Distribution", "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": f"http://www.iana.org/assignments/media-types/{media}"},
    }
    return found | ({"dct:license": {"@id": public.region.data_licence}} if public.region.data_licence else {})
