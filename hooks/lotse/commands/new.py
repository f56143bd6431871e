"""`lotse new …`: starts a record, so that nobody begins with an empty line."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from lotse.commands.together import write_together
from lotse.load import Catalogue
from lotse.model.base import ID_PATTERN
from lotse.problems import visible
from lotse.syntax import recovered
from lotse.words import plain_name

_LONGEST_NAME = 200


def new_organization(catalogue: Catalogue, project: Path, record_id: str, name: str, today: date) -> list[Path]:
    """Appends an organization and its pending consent to the data files; returns the changed files.

    Raises ValueError with a German sentence for a malformed or taken id, a name that is none, or files that
    don't end in a list of records. Then nothing has changed.
    """
    check_id(catalogue, record_id)
    name = clean_name(name)
    blocks = {
        "organizations": _ORGANIZATION.format(id=record_id, name=json.dumps(name, ensure_ascii=False)),
        "consents": _CONSENT.format(id=record_id, day=today.isoformat()),
    }
    files = {"organizations": project / "data/actors.yaml", "consents": project / "data/consents.yaml"}
    texts = {key: path.read_text(encoding="utf-8") for key, path in files.items()}
    return write_together({path: with_record(texts[key], path.name, key, blocks[key]) for key, path in files.items()})


def clean_name(name: str) -> str:
    """The name with single blanks. Raises ValueError if it is none."""
    name = " ".join(name.split())
    if not name or name != visible(name) or len(name) > _LONGEST_NAME:
        raise ValueError(f"Der Name braucht sichtbare Zeichen, höchstens {_LONGEST_NAME}.")
    return name


def check_id(catalogue: Catalogue, record_id: str) -> None:
    """An id is new in all files, also as that of something that is gone, and so is that of the consent."""
    if not re.fullmatch(ID_PATTERN, record_id) or len(record_id) > 64:
        likely = plain_name(record_id)[:64].strip("-")
        hint = f" Besser wäre «{likely}»." if likely else ""
        raise ValueError(
            f"«{record_id}» ist keine gültige Kennung: Kleinbuchstaben, Ziffern, einzelne Bindestriche.{hint}"
        )
    for taken in (record_id, f"consent-{record_id}-offen"):
        if taken in catalogue.origins and not catalogue.is_private(taken):
            spot = catalogue.origin(taken).problem("id", code="", message="")
            raise ValueError(f"Die Kennung «{taken}» gibt es schon: {spot.file}, Zeile {spot.line}.")
        if taken in {*catalogue.origins, *catalogue.lost, *(consent.subject for consent in catalogue.consents)}:
            raise ValueError(f"Die Kennung «{taken}» ist schon vergeben, auch wenn es den Eintrag nicht mehr gibt.")


def with_record(text: str, name: str, key: str, block: str) -> str:
    """The text of the file called `name` with a record at the end of a list, indented as the others are.

    Raises ValueError with a German sentence for a file without such a list, or with errors.
    """
    start = re.search(rf"(?m)^{key}:( *\[\])?[ ]*$", text)
    if start is None:
        raise ValueError(f"In {name} beginnt keine Zeile mit «{key}:»; beheben Sie das zuerst.")
    following = re.compile(r"(?m)^[^\s#-]").search(text, start.end())
    end = following.start() if following else len(text)
    items = text[start.end() : end]
    indent = re.search(r"(?m)^( *)- ", items)
    shift = 2 - min(2, len(indent[1])) if indent else 0  # blanks that the lists of this file have less
    lines = [line[shift:] for line in block.splitlines()]
    changed = f"{text[: start.start()]}{key}:{items.rstrip()}\n\n" + "\n".join(lines) + "\n"
    changed = changed.replace(f"{key}:\n\n\n", f"{key}:\n") + (f"\n{text[end:]}" if following else "")
    if recovered(changed.encode(), name).problems:
        raise ValueError(f"{name} hat Fehler, die zuerst zu beheben sind: «lotse check» nennt sie.")
    return changed


_ORGANIZATION = """\
  - id: {id}
    name:
      de: {name}
    kind: HIER-ERGAENZEN  # eine Art aus data/terms.yaml
    description:
      de: HIER ERGÄNZEN
    areas: [HIER-ERGAENZEN]  # Gebiete aus data/places.yaml
    evidence: claimed  # seen, sobald eine Quelle angesehen wurde
    sources:
      - source: HIER-ERGAENZEN  # eine Quelle aus data/sources.yaml
        copied_on: unknown  # der Tag der Kopie; wer die Seite live liest, trägt stattdessen read_on und read_by ein
"""
_CONSENT = """\
  - id: consent-{id}-offen
    subject: {id}
    fields: [link, contact, address]
    basis: pending
    reference: Zustimmung einholen
    recorded_on: {day}
"""
