"""`lotse new event`, `lotse new hurdle`: begins a record of a single file, with a gap for all that is not known."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lotse.commands.appending import clean_name, with_record
from lotse.commands.new import check_id
from lotse.commands.together import write_together
from lotse.load import Catalogue
from lotse.model.events import MOMENT_PATTERN


def new_event(
    catalogue: Catalogue, project: Path, record_id: str, name: str, starts_at: str, today: date
) -> list[Path]:
    """Appends an event that was reported today; returns the changed files.

    Raises ValueError with a German sentence for an id, a name or a time that can't be taken, or a file that can't be
    extended. Then nothing has changed.
    """
    if not re.fullmatch(MOMENT_PATTERN, starts_at):
        raise ValueError(f"«{starts_at}» ist kein Anfang: Schreiben Sie 2026-10-14T09:30, 2026-10-14 oder 2026-10.")
    values = {"starts_at": starts_at, "day": today.isoformat()}
    return _appended(catalogue, project, ("events", "data/events.yaml", _EVENT), record_id, name, values)


def new_hurdle(catalogue: Catalogue, project: Path, record_id: str, name: str) -> list[Path]:
    """Appends a hurdle that somebody has reported; returns the changed files. Raises like `new_event`."""
    return _appended(catalogue, project, ("hurdles", "data/experience.yaml", _HURDLE), record_id, name, {})


def _appended(
    catalogue: Catalogue, project: Path, target: tuple[str, str, str], record_id: str, name: str,
    values: Mapping[str, str],
) -> list[Path]:  # fmt: skip
    key, file, template = target
    check_id(catalogue, record_id)
    name = json.dumps(clean_name(name), ensure_ascii=False)
    path = project / file
    block = template.format(id=record_id, name=name, **values)
    return write_together({path: with_record(path.read_text(encoding="utf-8"), path.name, key, block)})


_SOURCES = """\
    sources:
      - source: HIER-ERGAENZEN  # eine Quelle aus data/sources.yaml
        copied_on: unknown  # der Tag der Kopie; wer die Seite live liest, trägt stattdessen read_on und read_by ein
"""
_EVENT = """\
  - id: {id}
    name:
      de: {name}
    organizer: HIER-ERGAENZEN  # eine Organisation aus data/actors.yaml
    starts_at: {starts_at}
    # ends_at, venue oder is_online, registration, url: ergänzen, was bekannt ist
    topics: [HIER-ERGAENZEN]  # Themen aus data/terms.yaml
    audiences: [HIER-ERGAENZEN]  # Zielgruppen aus data/terms.yaml
    areas: [HIER-ERGAENZEN]  # Gebiete aus data/places.yaml
    reported_on: {day}
    evidence: claimed  # seen, sobald eine Quelle angesehen wurde
""" + _SOURCES  # fmt: skip
_HURDLE = """\
  - id: {id}
    name:
      de: {name}
    pattern:
      de: HIER ERGÄNZEN  # was sich wiederholt; keine Namen, Nummern, Betriebe, genauen Tage
    phases: [HIER-ERGAENZEN]  # Phasen aus data/terms.yaml
    topics: [HIER-ERGAENZEN]  # Themen aus data/terms.yaml
    frequency: unknown  # once, sometimes, often
    affected: [HIER-ERGAENZEN]  # Zielgruppen aus data/terms.yaml
    remedies: []  # region, land, bund, agency; leer, solange nicht besprochen
    status: reported  # confirmed, raised, solved
    evidence: claimed  # seen, sobald eine Quelle angesehen wurde
""" + _SOURCES  # fmt: skip
