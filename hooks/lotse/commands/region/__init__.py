"""`lotse new region`: a fresh instance of the generator for another region, which builds at once.

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

from lotse.commands.region.skeleton import EMPTY, PLACE, TEMPLATES, WORDS
from lotse.load import Catalogue
from lotse.model.base import ID_PATTERN

ENGINE = (
    "hooks",
    "docs/assets",
    "deploy",
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
KEPT_PROSE = (
    "impressum.md", "datenschutz.md", "barrierefreiheit.md", "mitmachen/index.md", "mitmachen/fehler.md",
    "mitmachen/veroeffentlichen.md",
    "mitmachen/weitergeben.md",
)  # fmt: skip


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
            PLACE.format(
                id=i, name=_quoted(n), key=f"{number:08d}", postcode=f"{number:05d}", region=region.id, day=day
            )
            for number, (i, n) in enumerate(places.items(), 1)
        ),
        "audiences": ", ".join(a.id for a in catalogue.audiences if a.broader is None),
        "topics": ", ".join(topic.id for topic in catalogue.topics),
    }
    files = {name: template.format(**fill) for name, template in TEMPLATES.items()}
    files |= {f"{name}.yaml": f"# Noch leer.\n{keys}" for name, keys in EMPTY.items()}
    files["terms.yaml"] = _terms(catalogue, (project / "data/terms.yaml").read_text(encoding="utf-8"))
    return files | {name: (project / "data" / name).read_text(encoding="utf-8") for name in KEPT_DATA}


def _terms(catalogue: Catalogue, text: str) -> str:
    """The vocabulary without what is only ours: search words with a name of our places, where our agreement sees a
    need, and signposts to pages that stay here."""
    ours = {name.casefold() for m in catalogue.municipalities for name in (m.name, *m.name.split()) if len(name) > 3}
    ours |= {area.id for area in catalogue.areas if area.tier == "land"}

    def is_ours(line: str) -> bool:
        entry = line.strip()
        words = set(entry.removeprefix("- ").strip('"').casefold().split())
        return entry.startswith("need:") or (entry.startswith("- ") and not words.isdisjoint(ours))

    kept = "".join(line for line in text.splitlines(keepends=True) if not is_ours(line))
    return re.sub(r"(?m)(?:^#.*\n)*^signposts:\n(?:[ \n].*\n?)*", "", kept)


def _prose_files(language: str, region: NewRegion) -> Mapping[str, str]:
    """The pages that the navigation leads to, to be written further."""
    words = WORDS[language]
    start = (
        f"---\ntitle: {_quoted(f'Fachkräfte-Lotse {region.name}')}\ndescription: {words['claim']}\n"
        "risk: general\n---\n\n"
        f"# {words['start']}: {region.name}\n\n{{{{ start() }}}}\n\n{{{{ statistics() }}}}\n\n{{{{ neutrality() }}}}\n"
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
