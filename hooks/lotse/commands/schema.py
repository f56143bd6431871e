"""`lotse schema`: JSON Schemas of the data files, for completion in editors."""

from __future__ import annotations

import json
from pathlib import Path

from lotse.load import FILES

FOLDER = Path("data") / "schema"
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """File name → JSON Schema text, made from the models."""
    return {f"{Path(name).stem}.schema.json": _schema(name) for name in FILES}


def write_schemas(project: Path) -> list[Path]:
    """Writes all schemas below `data/schema/` and returns their paths."""
    folder = project / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in schemas().items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def _schema(name: str) -> str:
    schema = {"$schema": DRAFT, "title": f"data/{name}", **FILES[name].model_json_schema(by_alias=True)}
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
