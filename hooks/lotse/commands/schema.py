"""`lotse schema`: JSON Schemas of the data files, for completion in editors."""

from __future__ import annotations

import json
from pathlib import Path

from lotse.load import FILES
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
    """Whether a file bears the title of our schema, even if somebody has spoilt the rest."""
    title = json.dumps({"title": json.loads(text)["title"]})[1:-1]
    return path.is_file() and title.encode() in path.read_bytes()


def _schema(name: str) -> str:
    schema = {"$schema": DRAFT, "title": f"data/{name}", **FILES[name].model_json_schema(by_alias=True)}
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
