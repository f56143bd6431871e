"""Top: `lotse new region`: a fresh instance of the generator for another region, which builds at once.

Everything a region must find out is a declared gap or an empty field; nothing is taken over from this one
but the program, the vocabulary, the interface labels and the editors' handbook.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lotse.load import Catalogue
from lotse.model.base import ID_PATTERN

ENGINE = (
    "hooks",
    "docs/assets",
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "requirements-dev.lock",
    "mkdocs.yml",
    ".ci",
    ".gitignore",
    ".editorconfig",
)
KEPT_DATA = ("ui/de.yaml", "ui/en.yaml")
KEPT_PROSE = ("impressum.md", "datenschutz.md", "barrierefreiheit.md", "mitmachen/index.md", "mitmachen/fehler.md")


@dataclass(frozen=True, kw_only=True)
class NewRegion:
    """What must be known about a new region to begin."""

    id: str
    name: str
    land: str
    places: Sequence[str]  # names of municipalities


def new_region(catalogue: Catalogue, project: Path, target: Path, region: NewRegion, today: date) -> None:
    """Lays out the instance in `target`, which must be empty or absent.

    Raises ValueError with a German sentence if that can't be done.
    """
    if not re.fullmatch(ID_PATTERN, region.id):
        raise ValueError(f"«{region.id}» ist keine gültige Kennung.")
    if target.exists() and any(target.iterdir()):
        raise ValueError(f"Der Ordner {target} ist nicht leer.")
    _copy_engine(project, target)
    for name, text in _data_files(catalogue, project, region, today).items():
        _write(target / "data" / name, text)
    for language in ("de", "en"):
        for name in KEPT_PROSE:
            _write(target / "docs" / language / name, (project / "docs" / language / name).read_text(encoding="utf-8"))
        for name, text in _prose_files(language, region).items():
            _write(target / "docs" / language / name, text)
    _rename_site(target / "mkdocs.yml", region)


def _copy_engine(project: Path, target: Path) -> None:
    for name in ENGINE:
        source = project / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        elif source.exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _data_files(catalogue: Catalogue, project: Path, region: NewRegion, today: date) -> Mapping[str, str]:
    """All data files of the new instance by their name below `data/`."""
    day, places = today.isoformat(), {_slug(name): name for name in region.places}
    fill = {
        "id": region.id,
        "name": _quoted(region.name),
        "land": _quoted(region.land),
        "day": day,
        "site_name": _quoted(f"Fachkräfte-Lotse {region.name}"),
        "places": "".join(
            _PLACE.format(
                id=i, name=_quoted(n), key=f"{number:08d}", postcode=f"{number:05d}", region=region.id, day=day
            )
            for number, (i, n) in enumerate(places.items(), 1)
        ),
        "audiences": ", ".join(a.id for a in catalogue.audiences if a.broader is None),
        "topics": ", ".join(topic.id for topic in catalogue.topics),
    }
    files = {name: template.format(**fill) for name, template in _TEMPLATES.items()}
    files |= {f"{name}.yaml": f"# Noch leer.\n{keys}" for name, keys in _EMPTY.items()}
    files["terms.yaml"] = (project / "data/terms.yaml").read_text(encoding="utf-8")
    return files | {name: (project / "data" / name).read_text(encoding="utf-8") for name in KEPT_DATA}


def _prose_files(language: str, region: NewRegion) -> Mapping[str, str]:
    """The pages that the navigation leads to, to be written further."""
    words = _WORDS[language]
    start = (
        f"---\ntitle: {_quoted(f'Fachkräfte-Lotse {region.name}')}\ndescription: {words['claim']}\n"
        "risk: general\n---\n\n"
        f"# {words['start']}: {region.name}\n\n{{{{ doors() }}}}\n\n{{{{ statistics() }}}}\n\n{{{{ neutrality() }}}}\n"
    )
    others = {
        "arbeitgeber/index.md": (words["employers"], '{{ topic_links("orientation", "recruiting", "recognition") }}'),
        "ankommen/index.md": (words["newcomers"], '{{ topic_links("registration", "residence-permit", "language") }}'),
        "netzwerk/index.md": (words["network"], f"[{words['coverage']}](abdeckung/index.md)"),
        "leichte-sprache.md": (words["easy"], words["easy_text"]),
    }
    pages = {
        name: f"---\ntitle: {title}\ndescription: {title}\nrisk: general\n---\n\n# {title}\n\n{body}\n"
        for name, (title, body) in others.items()
    }
    return {"index.md": start, **pages}


def _rename_site(path: Path, region: NewRegion) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^site_name: .*", f"site_name: {_quoted(f'Fachkräfte-Lotse {region.name}')}", text)
    path.write_text(re.sub(r"(?m)^site_url: .*", f"site_url: https://{region.id}.example/", text), encoding="utf-8")


def _slug(name: str) -> str:
    folded = name.lower()
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        folded = folded.replace(letter, plain)
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


_WORDS = {
    "de": {
        "claim": "Fachkräfte aus dem Ausland gewinnen und begleiten",
        "start": "Wer hilft",
        "employers": "Für Arbeitgeber",
        "newcomers": "Ankommen",
        "network": "Netzwerk",
        "coverage": "Wer deckt was ab",
        "easy": "Leichte Sprache",
        "easy_text": "Auf dieser Website finden Sie Hilfe.\n\nWählen Sie Ihren Ort.\n\nDann sehen Sie: Wer hilft mir?",
    },
    "en": {
        "claim": "Recruiting and supporting skilled workers from abroad",
        "start": "Who helps",
        "employers": "For employers",
        "newcomers": "Arriving",
        "network": "Network",
        "coverage": "Who covers what",
        "easy": "Easy language",
        "easy_text": "You can find help on this website.\n\nChoose your town.\n\nThen you see: who helps me?",
    },
}
_EMPTY = {
    "figures": "figures: []\n",
    "facts": "facts: []\n",
    "documents": "documents: []\nprocedures: []\n",
    "process": "facets: []\ntracks: []\nsteps: []\ninstances: []\n",
    "checklists": "checklists: []\n",
    "glossary": "glossary: []\n",
}
_PLACE = """\
  - id: {id}
    key: "{key}"  # amtlicher Gemeindeschlüssel, zu ergänzen
    name: {name}
    kind: municipality
    territory: {region}-gebiet
    postcodes: ["{postcode}"]  # zu ergänzen
    seat_postcode: "{postcode}"
    latitude: 0
    longitude: 0
    sources: [{{source: {region}-grundlage, seen_on: {day}}}]
"""
_TEMPLATES = {
    "region.yaml": """\
# Region: Name, Betreiber, Sprachen, Kanäle, Rechtsstellen, Navigation. Was unbekannt ist, bleibt leer.
region:
  id: {id}-site
  name: {{de: {name}}}
  site_name: {{de: {site_name}}}
  claim: {{de: "Fachkräfte aus dem Ausland gewinnen, ankommen, bleiben"}}
  site_url: https://{id}.example/
  land: {{de: {land}}}
  area: {id}-region
  languages: [de, en]
  channels: [site]
  review_months: 6
  public_authority_basis: false
  neutrality:
    de: Die Angebote sind nicht gereiht und nicht bewertet. Wer Rat sucht, entscheidet selbst, wohin er geht.
    en: The services are neither ranked nor rated. Whoever seeks advice decides where to go.
  agreement:
    title: {{de: "Grundlage der Zusammenarbeit, zu ergänzen"}}
    source: {id}-grundlage
    ends_on: 2099-12-31
    sources: [{{source: {id}-grundlage, seen_on: {day}}}]
  funding:
    notice: {{de: "Förderhinweis vom Betreiber zu ergänzen"}}
    sources: [{{source: {id}-grundlage, seen_on: {day}}}]
    tasks: ["Förderhinweis beim Betreiber erfragen."]
  operator: {{}}
  legal:
    accessibility_law: "Gesetz des Landes zur Barrierefreiheit, zu ergänzen"
    accessibility_regulation: "Verordnung des Landes zur Barrierefreiheit, zu ergänzen"
    enforcement_name: {{de: "Stelle für das Durchsetzungsverfahren, zu ergänzen"}}
    monitoring_name: {{de: "Überwachungsstelle, zu ergänzen"}}
    data_protection_law: "Datenschutzgesetz des Landes, zu ergänzen"
    data_protection_authority: {{de: "Aufsichtsbehörde für den Datenschutz, zu ergänzen"}}
    sources: [{{source: {id}-grundlage, seen_on: {day}}}]
  fallbacks:
    - {{audience: employers, organization: {id}-geschaeftsstelle}}
    - {{audience: newcomers, organization: {id}-geschaeftsstelle}}
    - {{audience: advisers, organization: {id}-geschaeftsstelle}}
    - {{audience: municipalities, organization: {id}-geschaeftsstelle}}
  navigation:
    - {{page: arbeitgeber/, label: {{de: Für Arbeitgeber, en: For employers}}}}
    - {{page: ankommen/, label: {{de: Ankommen, en: Arriving}}}}
    - {{page: anlaufstellen/, label: {{de: Anlaufstellen, en: Find an office}}}}
    - {{page: themen/, label: {{de: Themen, en: Topics}}}}
    - {{page: netzwerk/, label: {{de: Netzwerk, en: Network}}}}
  footer:
    - {{page: impressum/, is_everywhere: true, label: {{de: Impressum, en: Legal notice}}}}
    - {{page: datenschutz/, is_everywhere: true, label: {{de: Datenschutz, en: Privacy}}}}
    - {{page: barrierefreiheit/, is_everywhere: true, label: {{de: Barrierefreiheit, en: Accessibility}}}}
    - {{page: leichte-sprache/, is_everywhere: true, label: {{de: Leichte Sprache, en: Easy language}}}}
    - {{page: mitmachen/, label: {{de: Mitmachen, en: Contribute}}}}
""",
    "places.yaml": """\
# Orte: Gebiete, Städte und Gemeinden, benannte Einzugsgebiete.
territories:
  - id: {id}-gebiet
    name: {{de: {name}}}
    key: "00000"  # amtlicher Schlüssel, zu ergänzen
    sources: [{{source: {id}-grundlage, seen_on: {day}}}]
municipalities:
{places}areas:
  - id: {id}-region
    name: {{de: {name}}}
    kind: region
    tier: region
    includes: [{id}-gebiet]
    sources: [{{source: {id}-grundlage, seen_on: {day}}}]
""",
    "actors.yaml": """\
# Organisationen mit Angeboten, Kontakten und Adressen. Beginnen Sie mit: lotse new organization
organizations:
  - id: {id}-geschaeftsstelle
    name: {{de: "Geschäftsstelle des Netzwerks"}}
    kind: network
    description: {{de: "Führt die Liste der Lücken und sagt, wer weiterhilft."}}
    areas: [{id}-region]
    sources: [{{source: {id}-grundlage, seen_on: {day}}}]
    tasks: ["Träger, Anschrift und Funktionskontakt eintragen, mit Quelle und Zustimmung."]
""",
    "consents.yaml": """\
# Zustimmungen: Ohne gültigen Eintrag erscheint nur der Name.
consents:
  - id: consent-{id}-geschaeftsstelle-offen
    subject: {id}-geschaeftsstelle
    fields: [link, contact, address]
    basis: pending
    reference: Zustimmung einholen
    recorded_on: {day}
""",
    "sources.yaml": """\
# Quellen: Gesetze, amtliche Seiten, Dokumente, Seiten Dritter.
sources:
  - id: {id}-grundlage
    title: "Grundlage der Zusammenarbeit, zu ergänzen"
    kind: document
    publisher: {name}
""",
    "coverage.yaml": """\
# Abdeckung: Was erwartet wird, und wo die Region offen sagt, dass noch nichts eingetragen ist.
expectations:
  - topics: [{topics}]
    audiences: [{audiences}]
gaps:
  - id: luecke-{id}-anfang
    topics: [{topics}]
    audiences: [{audiences}]
    areas: [{id}-region]
    reason:
      de: "Die Angebote der Region sind noch nicht eingetragen."
      en: "The region's services have not been entered yet."
    owner: {id}-geschaeftsstelle
    since: {day}
    fallback: {id}-geschaeftsstelle
    sources: [{{source: {id}-grundlage, seen_on: {day}}}]
""",
}
