"""`lotse new …`: starts a record, so that nobody begins with an empty line."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from lotse.model.base import ID_PATTERN


def new_organization(project: Path, record_id: str, name: str, today: date) -> list[Path]:
    """Appends an organization and its pending consent to the data files; returns the changed files.

    Raises ValueError with a German sentence for a malformed or taken id.
    """
    actors, consents = project / "data/actors.yaml", project / "data/consents.yaml"
    if not re.fullmatch(ID_PATTERN, record_id):
        raise ValueError(f"«{record_id}» ist keine gültige Kennung: Kleinbuchstaben, Ziffern, einzelne Bindestriche.")
    if re.search(rf"(?m)^\s*- id: {re.escape(record_id)}$", actors.read_text(encoding="utf-8")):
        raise ValueError(f"Die Organisation «{record_id}» gibt es schon.")
    _append(actors, _ORGANIZATION.format(id=record_id, name=json.dumps(name, ensure_ascii=False)))
    _append(consents, _CONSENT.format(id=record_id, day=today.isoformat()))
    return [actors, consents]


def _append(path: Path, block: str) -> None:
    """Puts a record at the end of the list that the file begins with, before a second list if there is one."""
    head, separator, rest = path.read_text(encoding="utf-8").partition("\nretired:")
    path.write_text(f"{head.rstrip()}\n\n{block}{separator}{rest}", encoding="utf-8")


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
