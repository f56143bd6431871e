"""`lotse explain ID`: where a record comes from, who uses it, and on which pages it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from pydantic import BaseModel

from lotse.edition import Edition
from lotse.load import Catalogue
from lotse.model.base import Evidenced
from lotse.pages.page import Page
from lotse.problems import PRIVATE_FILE
from lotse.syntax import Node
from lotse.words import counted, did_you_mean, in_rough_date_words

_MOST_PAGES = 30


def explained(edition: Edition, record_id: str) -> str:
    """What there is to say of a record, in German lines. Raises ValueError with a German sentence for an unknown id."""
    catalogue = edition.catalogue
    if catalogue is None or record_id not in catalogue.origins:
        origins = catalogue.origins if catalogue else {}
        known = [name for name, origin in origins.items() if origin.file != PRIVATE_FILE]
        raise ValueError(f"Es gibt keinen Eintrag «{record_id}». {did_you_mean(record_id, known)}".strip())
    origin = catalogue.origin(record_id)
    spot = origin.problem(code="", message="")
    lines = [f"{origin.name} ({record_id})", f"Steht in: {spot.file}, Zeile {spot.line}"]
    return "\n".join([*lines, *_evidence(catalogue, record_id), *_users(catalogue, record_id),
                      *_pages(edition, record_id)])  # fmt: skip


def _evidence(catalogue: Catalogue, record_id: str) -> Iterator[str]:
    """The sources with what was read of them, and who confirmed it."""
    record = next((r for r in _records(vars(catalogue).values()) if getattr(r, "id", "") == record_id), None)
    if not isinstance(record, Evidenced):
        return
    titles = {source.id: source for source in catalogue.sources}
    for citation in record.sources:
        source = titles.get(citation.source)
        name = f"{source.title}, {source.publisher}" if source else citation.source
        yield f"Quelle: {name} ({_reading(citation)})"
    if record.assured_on:
        yield f"Von der Stelle bestätigt: {in_rough_date_words(record.assured_on.isoformat(), 'de')}"
    yield from (f"Zu prüfen: {check.reason['de']}" for check in record.to_check)
    yield from (f"Aufgabe: {task}" for task in record.tasks)


def _reading(citation: object) -> str:
    read_on, copied_on = getattr(citation, "read_on", None), getattr(citation, "copied_on", None)
    if read_on:
        who = getattr(citation, "read_by", None)
        return f"live gelesen am {in_rough_date_words(read_on.isoformat(), 'de')}{f' von {who}' if who else ''}"
    if copied_on in (None, "unknown"):
        return "Kopie ohne Datum"
    return f"Kopie vom {in_rough_date_words(copied_on, 'de')}"


def _records(values: Iterable[object]) -> Iterator[BaseModel]:
    for value in values:
        if isinstance(value, BaseModel):
            yield value
            yield from _records(getattr(value, name) for name in type(value).model_fields)
        elif isinstance(value, tuple):
            yield from _records(value)


def _users(catalogue: Catalogue, record_id: str) -> Iterator[str]:
    """Every place of the data and of the pages that names the id."""
    for file, tree in catalogue.trees.items():
        for line, field in _places(tree, record_id, ""):
            if field != "id" and file != PRIVATE_FILE:
                yield f"Genannt in: {file}, Zeile {line} ({field})"
    named = re.compile(rf"[\"'/]{re.escape(record_id)}[\"'/]")
    for page in catalogue.prose:
        for number, line in enumerate(page.body.split("\n")):
            if named.search(line):
                yield f"Genannt in: {page.file}, Zeile {page.first_line + number}"


def _places(node: Node, record_id: str, field: str) -> Iterator[tuple[int, str]]:
    if isinstance(node.value, str):
        if node.value == record_id:
            yield node.line, field
    elif isinstance(node.value, tuple):
        for item in node.value:
            yield from _places(item, record_id, field)
    else:
        for key, entry in node.value.items():
            if key == record_id:
                yield entry.key_position.line, field
            yield from _places(entry.node, record_id, key)


def _pages(edition: Edition, record_id: str) -> Iterator[str]:
    """The German pages that say something of it."""
    if not edition.pages:
        yield "Seiten: solange es Fehler gibt, entstehen keine."
        return
    language = next(iter(edition.pages))
    seen = Seen(record_id)
    found = [page for page in edition.pages[language].values() if _stands_on(page, edition, seen, record_id)]
    yield f"Steht auf {counted(len(found), 'Seite', 'Seiten')}:" if found else "Steht auf keiner Seite."
    yield from (f"  /{page.address} ({page.title})" for page in found[:_MOST_PAGES])
    if len(found) > _MOST_PAGES:
        yield f"  und {counted(len(found) - _MOST_PAGES, 'weitere', 'weitere')}"


def _stands_on(page: Page, edition: Edition, seen: Seen, record_id: str) -> bool:
    if page.is_generated:
        return seen.holds(page.found)
    texts = edition.catalogue.prose if edition.catalogue else ()
    own = (text for text in texts if text.address == page.address and text.language == page.language)
    return any(re.search(rf"[\"'/]{re.escape(record_id)}[\"'/]", text.body) for text in own)


class Seen:
    """Whether a value holds, however deep, a record with an id; each value is looked through once."""

    def __init__(self, record_id: str) -> None:
        self._record_id = record_id
        self._known: dict[int, tuple[object, bool]] = {}  # with the value, so that its number stays its own

    def holds(self, value: object) -> bool:
        """Whether the record, or its id, is in the value."""
        if value is None or isinstance(value, str | int | float | bool):
            return value == self._record_id
        if id(value) not in self._known:
            self._known[id(value)] = (value, False)  # while it is looked through
            is_there = any(map(self.holds, self._parts(value)))
            self._known[id(value)] = (value, is_there)
        return self._known[id(value)][1]

    @staticmethod
    def _parts(value: object) -> Iterable[object]:
        if isinstance(value, Mapping):
            return [*value.keys(), *value.values()]
        if isinstance(value, list | tuple | set | frozenset):
            return list(value)
        if isinstance(value, BaseModel):
            return [getattr(value, name) for name in type(value).model_fields]
        if is_dataclass(value):
            return [getattr(value, field.name) for field in fields(value)]
        return ()
