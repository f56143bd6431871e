"""Builds a small invented region, in memory and on disk: valid as it is, changed by each test as it needs.

Musterregion: 2 territories, 3 municipalities, 3 organizations, one contact person. Nothing of it exists.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from lotse import model
from lotse.edition import edition_of
from lotse.load import FILES, Catalogue
from lotse.resolve import Coverage

TODAY = date(2026, 11, 22)
CHANNELS = ["site", "fai", "pdf", "api", "embed"]
LANGUAGES = ("de", "en")
PROJECT = Path(__file__).resolve().parents[1]

Data = dict[str, Any]


def both(text: str) -> Data:
    """A text in German and English."""
    return {"de": text, "en": f"{text} (en)"}


def citations(source: str = "musterquelle") -> list[Data]:
    return [{"source": source, "copied_on": "2026-11-22"}]


def service(record_id: str, **changes: Any) -> Data:
    """An offer of advice on housing, for everybody, in the whole region."""
    offer: Data = {
        "id": record_id,
        "name": both(f"Angebot {record_id}"),
        "topics": ["housing"],
        "phases": ["ankommen"],
        "audiences": ["employers", "newcomers"],
        "areas": ["musterregion"],
        "sources": citations(),
    }
    return offer | changes


def contact(record_id: str, **changes: Any) -> Data:
    """The switchboard of a body."""
    return {
        "id": record_id,
        "title": both("Zentrale"),
        "phones": ["0241 0000001"],
        "email": "zentrale@example.org",
        "sources": citations(),
    } | changes


def person(record_id: str, **changes: Any) -> Data:
    return (
        contact(
            record_id,
            title=both("Beratung"),
            name="Erika Beispiel",
            phones=["0241 0000002"],
            email="beispiel@example.org",
        )
        | changes
    )


def location(record_id: str, **changes: Any) -> Data:
    return {
        "id": record_id,
        "address": {"street": "Musterweg 1", "postal_code": "00001", "city": "Musterstadt"},
        "schedules": [{"byday": ["MO"], "opens_at": "08:30", "closes_at": "12:00"}],
        "sources": citations(),
    } | changes


def organization(record_id: str, **changes: Any) -> Data:
    """A body that is there for the whole region."""
    return {
        "id": record_id,
        "name": both(f"Stelle {record_id}"),
        "kind": "advice-point",
        "description": both("Berät kostenlos."),
        "website": f"https://{record_id}.example.org/",
        "areas": ["musterregion"],
        "sources": citations(),
        "services": [service(f"{record_id}-beratung")],
    } | changes


def consent(record_id: str, subject: str, **changes: Any) -> Data:
    """An explicit consent to everything in all channels."""
    return {
        "id": record_id,
        "subject": subject,
        "fields": ["link", "contact", "address"],
        "channels": list(CHANNELS),
        "basis": "explicit",
        "reference": "Schreiben vom 1. November 2026",
        "given_on": "2026-11-01",
        "recorded_on": "2026-11-02",
    } | changes


def actors() -> Data:
    authority = organization(
        "musteramt",
        kind="immigration-authority",
        name=both("Ausländeramt Musterstadt"),
        services=[service("musteramt-aufenthalt", role="responsible", topics=["residence-permit"])],
        contacts=[contact("musteramt-kontakt")],
        locations=[location("musteramt-standort")],
    )
    centre = organization(
        "musterzentrum",
        name=both("Beratungszentrum Musterregion"),
        contacts=[person("musterzentrum-beispiel")],
    )
    network = organization("musternetz", name=both("Netzwerk Musterregion"), kind="network", services=[])
    return {"organizations": [authority, centre, network], "retired": []}


def consents() -> Data:
    return {
        "consents": [
            consent("consent-amt", "musteramt", basis="public-authority", channels=["site", "pdf"]),
            consent("consent-zentrum", "musterzentrum"),
            consent("consent-beispiel", "musterzentrum-beispiel", fields=["person", "contact"]),
            consent("consent-netz", "musternetz", basis="pending", channels=[], fields=["link"]),
        ]
    }


def municipality(record_id: str, name: str, territory: str, number: int) -> Data:
    return {
        "id": record_id,
        "key": f"0000000{number}",
        "name": name,
        "kind": "town",
        "territory": territory,
        "postcodes": [f"0000{number}"],
        "seat_postcode": f"0000{number}",
        "latitude": f"50.{number}",
        "longitude": f"6.{number}",
        "sources": citations(),
    }


def places() -> Data:
    territories = [
        {"id": record_id, "name": both(name), "key": key, "sources": citations()}
        for record_id, name, key in (
            ("kreis-nord", "Kreis Nord", "00001"),
            ("kreis-sued", "Kreis Süd", "00002"),
        )
    ]
    region = {
        "id": "musterregion",
        "name": both("Musterregion"),
        "kind": "region",
        "tier": "region",
        "includes": ["kreis-nord", "kreis-sued"],
        "sources": citations(),
    }
    return {
        "territories": territories,
        "municipalities": [
            municipality("musterstadt", "Musterstadt", "kreis-nord", 1),
            municipality("beispielheim", "Beispielheim", "kreis-nord", 2),
            municipality("aestetten", "Ästetten", "kreis-sued", 3),
        ],
        "areas": [region],
    }


def term(record_id: str, name: str, **changes: Any) -> Data:
    return {"id": record_id, "name": both(name)} | changes


def topic(record_id: str, name: str, **changes: Any) -> Data:
    needs = {"question": both(f"Wer hilft bei {name}?"), "audiences": ["employers", "newcomers"]}
    return term(record_id, name) | needs | changes


def terms() -> Data:
    return {
        "topics": [
            topic("housing", "Wohnen", synonyms={"de": ["Wohnung", "Miete"]}, phases=["ankommen"]),
            topic("residence-permit", "Aufenthalt"),
            topic("mobility", "Mobilität"),
        ],
        "phases": [term("einreise", "Einreise"), term("ankommen", "Ankommen")],
        "audiences": [
            term("employers", "Arbeitgeber"),
            term("newcomers", "Zugewanderte"),
            term("students", "Studierende", broader="newcomers"),
        ],
        "sectors": [term("care-sector", "Pflege")],
        "kinds": [
            term("immigration-authority", "Ausländerbehörde"),
            term("advice-point", "Beratung"),
            term("network", "Netzwerk"),
        ],
        "languages": [
            {"code": "de", "native": "Deutsch", "name": both("Deutsch")},
            {"code": "en", "native": "English", "name": both("Englisch")},
        ],
    }


def region() -> Data:
    legal_texts = ("accessibility_law", "accessibility_regulation", "data_protection_law")
    legal_names = ("enforcement_name", "monitoring_name", "data_protection_authority")
    footer = ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache", "mitmachen")
    entry = {
        "id": "musterregion-site",
        "name": both("Musterregion"),
        "site_name": both("Musterlotse"),
        "claim": both("Wer wo hilft"),
        "site_url": "https://musterlotse.example/",
        "is_trial": "true",
        "land": both("Musterland"),
        "area": "musterregion",
        "languages": ["de", "en"],
        "channels": list(CHANNELS),
        "review_months": "6",
        "neutrality": both("Wir reihen und loben nicht."),
        "agreement": {
            "title": both("Mustervereinbarung"),
            "source": "musterquelle",
            "ends_on": "2027-09-30",
            "sources": citations(),
        },
        "funding": {"notice": both("Gefördert vom Musterfonds."), "sources": citations()},
        "operator": {name: "x" for name in model.Operator.model_fields if name not in ("email", "phone")}
        | {
            "email": "betrieb@example.org",
            "phone": "0241 0000009",
            "feedback_form": "https://example.org/form",
            "accessibility_declared_on": "2026-11-01",
        },
        "legal": dict.fromkeys(legal_texts, "Mustergesetz")
        | {name: both("Musterstelle") for name in legal_names}
        | {"sources": citations()},
        "fallbacks": [
            {"audience": "employers", "organization": "musternetz"},
            {"audience": "newcomers", "kind": "advice-point"},
            {"audience": "newcomers", "organization": "musternetz"},
        ],
        "essential_kinds": ["immigration-authority"],
        "navigation": [{"page": "anlaufstellen/", "label": both("Anlaufstellen")}],
        "footer": [
            {"page": f"{name}/", "label": both(name.capitalize()), "is_everywhere": name != "mitmachen"}
            for name in footer
        ],
    }
    return {"region": entry}


def sources() -> Data:
    return {
        "sources": [
            {"id": "musterquelle", "title": "Musterbericht", "kind": "official", "publisher": "Musterverlag"},
            {
                "id": "musterpresse",
                "title": "Musterartikel",
                "kind": "third-party",
                "publisher": "Musterblatt",
            },
        ]
    }


def laws() -> Data:
    """One law of which one section is cited, as a copy of 1 November 2026 has it."""
    section = {
        "section": "1",
        "fingerprint": "0123456789abcdef" * 4,
        "paragraphs": {"1": "0123456789ab", "2": "ba9876543210"},
        "edition": "2026-10-01",
        "copied_on": "2026-11-01",
    }
    law = {"id": "mustergesetz", "short": "MusterG", "name": "Mustergesetz", "names": ["MusterG 2020"]}
    return {"laws": [law | {"url": "https://gesetze.muster.de/musterg/", "sections": [section]}]}


def figures() -> Data:
    wage = {
        "id": "musterlohn",
        "name": both("Musterlohn"),
        "unit": "EUR/h",
        "topics": ["housing"],
        "periods": [{"value": "12.50", "from": "2026-01-01", "to": "2027-12-31"}],
        "sources": citations(),
    }
    return {"figures": [wage]}


def facts() -> Data:
    statement = {
        "id": "muster-01",
        "statement": both("Wer wohnt, meldet sich an."),
        "legal_basis": [{"law": "mustergesetz", "section": "1", "paragraph": "1"}],
        "topics": ["housing"],
        "figures": ["musterlohn"],
        "sources": citations(),
    }
    return {"facts": [statement]}


def step(record_id: str, **changes: Any) -> Data:
    """A step of the employer that takes a week."""
    return {
        "id": record_id,
        "name": both(f"Schritt {record_id}"),
        "phase": "einreise",
        "track": "muster-betrieb",
        "actor": "employer",
        "description": both("Etwas tun."),
        "result": both("Es ist getan."),
        "topic": "housing",
        "duration": {"minimum": "1", "typical": "2", "maximum": "3", "unit": "weeks"},
        "sources": citations(),
    } | changes


def process() -> Data:
    values = [term("frage-ja", "Ja"), term("frage-nein", "Nein")]
    return {
        "facets": [{"id": "frage", "name": both("Frage"), "question": both("Ja oder nein?"), "values": values}],
        "tracks": [term("muster-betrieb", "Betrieb")],
        "steps": [
            step("schritt-eins", documents=["musterpapier"]),
            step("schritt-zwei", after=["schritt-eins"], when={"frage": ["frage-ja"]}),
            step("schritt-drei", after=["schritt-eins"], when={"frage": ["frage-nein"]}, is_goal="true"),
        ],
        "instances": [
            {
                "id": "musterfall",
                "name": both("Musterfall"),
                "description": both("Ein Fall."),
                "choices": {"frage": "frage-ja"},
            }
        ],
    }


def documents() -> Data:
    paper = {
        "id": "musterpapier",
        "name": both("Musterpapier"),
        "issued_by": both("Musteramt"),
        "provided_by": "person",
        "forms": ["copy"],
        "sources": citations(),
    }
    procedure = {
        "id": "musterverfahren",
        "name": both("Musterverfahren"),
        "description": both("Ein Verfahren."),
        "topic": "residence-permit",
        "documents": [{"document": "musterpapier"}],
        "sources": citations(),
    }
    return {"documents": [paper], "procedures": [procedure]}


def checklists() -> Data:
    item = {
        "id": "musterpunkt",
        "text": both("Papier suchen."),
        "who": "person",
        "why": both("Es fehlt sonst."),
        "due": {"event": "start", "from_days": "-30", "to_days": "-14"},
    }
    checklist = {
        "id": "musterliste",
        "name": both("Musterliste"),
        "description": both("Eine Liste."),
        "audience": "employers",
        "sections": [{"name": both("Vorher"), "items": [item]}],
        "sources": citations(),
    }
    return {"checklists": [checklist]}


def help_lines() -> Data:
    """One national number for danger, and a word that leads there in each language."""
    line = {
        "id": "musternotruf",
        "name": both("Notruf"),
        "number": "110",
        "purpose": both("Bei Gefahr."),
        "is_for_danger": "true",
        "sources": citations(),
    }
    return {"help_lines": [line], "distress": {"de": ["Gewalt"], "en": ["violence"]}}


def coverage() -> Data:
    return {
        "expectations": [{"topics": ["residence-permit"], "audiences": ["employers", "newcomers"], "tier": "region"}]
    }


def region_data() -> dict[str, Data]:
    """Every data file of the region as plain values, free to be changed."""
    known = {
        "region.yaml": region(),
        "places.yaml": places(),
        "terms.yaml": terms(),
        "actors.yaml": actors(),
        "consents.yaml": consents(),
        "sources.yaml": sources(),
        "laws.yaml": laws(),
        "figures.yaml": figures(),
        "facts.yaml": facts(),
        "process.yaml": process(),
        "documents.yaml": documents(),
        "checklists.yaml": checklists(),
        "coverage.yaml": coverage(),
        "help.yaml": help_lines(),
    }
    return {name: known.get(name) or _empty(kind) for name, kind in FILES.items()}


def _empty(kind: type[Any]) -> Data:
    return {name: [] for name, info in kind.model_fields.items() if info.is_required()}


def catalogue(data: Mapping[str, Data] | None = None, **fields: Any) -> Catalogue:
    """The region in memory, without places in files."""
    values = data or region_data()
    read: dict[str, Any] = {}
    for name, kind in FILES.items():
        records = kind.model_validate(values[name])
        read |= {field: getattr(records, field) for field in kind.model_fields}
    return Catalogue(**(read | {"labels": real_labels()} | fields))


def catalogue_of(organizations: Iterable[Data] = (), entries: Iterable[Data] = (), **fields: Any) -> Catalogue:
    """The region in memory with these organizations and consents instead of its own."""
    bodies = model.ActorsFile.model_validate({"organizations": list(organizations)})
    ledger = model.ConsentsFile.model_validate({"consents": list(entries)})
    own = {"organizations": bodies.organizations, "retired": (), "consents": ledger.consents}
    return replace(_sound_catalogue(), **(own | fields))


@cache
def _sound_catalogue() -> Catalogue:
    return catalogue()


@cache
def real_labels() -> Mapping[str, Mapping[str, str]]:
    """The labels of the interface in German and English as they are in the project."""
    files = {language: PROJECT / f"data/ui/{language}.yaml" for language in LANGUAGES}
    return {language: yaml.safe_load(file.read_text("utf-8")) for language, file in files.items()}


def write_region(folder: Path, data: Mapping[str, Data] | None = None) -> Path:
    """The region on disk, with the real labels and a written page for each address in header and footer."""
    (folder / "data/ui").mkdir(parents=True)
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    for name, values in (data or region_data()).items():
        write_yaml(folder / "data" / name, values)
    for language in LANGUAGES:
        shutil.copy(PROJECT / f"data/ui/{language}.yaml", folder / "data/ui")
        for page in (
            "index",
            "impressum",
            "datenschutz",
            "barrierefreiheit",
            "leichte-sprache",
            "mitmachen/index",
        ):
            write_page(folder / f"docs/{language}/{page}.md", f"{page.title()} {language}")
    return folder


def write_project(folder: Path, data: Mapping[str, Data] | None = None) -> Path:
    """The region with everything that a build asks for: assets, settings, and the pages that generated ones link to."""
    write_region(folder, data)
    shutil.copytree(PROJECT / "docs/assets", folder / "docs/assets")
    for language in LANGUAGES:
        write_page(folder / f"docs/{language}/arbeitgeber/einreise.md", f"Einreise {language}")
        handbook = "## Übersetzungen {#uebersetzungen}\n\nText."
        write_page(folder / f"docs/{language}/mitmachen/index.md", f"Mitmachen {language}", handbook)
    return folder


def write_yaml(path: Path, values: object) -> None:
    """Writes plain values as the loader wants them, one field a line."""
    path.write_text(yaml.dump(values, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10**6), "utf-8")


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        """Aliases are forbidden in the data."""
        return True


def _quoted_where_needed(dumper: _Plain, text: str) -> yaml.Node:
    """PyYAML leaves times of day without the quotes that the loader asks for."""
    style = '"' if re.fullmatch(r"[\d:]+", text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Plain.add_representer(str, _quoted_where_needed)


def write_page(path: Path, title: str, body: str = "Text.") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"---\ntitle: {title}\ndescription: Über {title}.\nrisk: general\n---"
    path.write_text(f"{head}\n\n# {title}\n\n{body}\n", "utf-8")


def seen_by_rules(coverage: Coverage) -> tuple[Any, Any]:
    """What rules about answers ask for, of answers that come from no file."""
    return SimpleNamespace(trees={}), {"de": SimpleNamespace(coverage=coverage)}


def body_of(project: Path, day: date, language: str, address: str) -> str:
    """The HTML of a written page as readers of its language see it."""
    return edition_of(project, day).pages[language][address].html
