"""`lotse confirm`, `retire`, `move`, `links replace`: what becomes of records that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path as FilePath

from lotse.commands.workbench import Workbench
from lotse.model import Organization
from lotse.model.base import ID_PATTERN
from lotse.syntax.editing import DataFile, Path
from lotse.words import plain_name

_ACTORS = "data/actors.yaml"
_LEVEL = {"claimed": 0, "seen": 1, "confirmed": 2, "tested": 3}
_WORDS = frozenset({  # fields in which an id is a word like any other
    "de", "en", "name", "title", "reference", "note", "number", "email", "url", "website", "street", "city", "place",
    "publisher", "postal_code", "value", "edition", "read_by", "owner",
})  # fmt: skip


def confirm(bench: Workbench, record_ids: Sequence[str], by: str, day: str) -> list[FilePath]:
    """Notes that the body itself said on a day that the records still hold; with who said it, as a comment.

    Raises ValueError with a German sentence for an id that has no evidence, and then nothing has changed.
    """
    for record_id in record_ids:
        file = bench.file_of(record_id)
        path = file.find(record_id)
        record = file.at(path)
        if "sources" not in record:
            raise ValueError(f"«{record_id}» hat keine Quellen; bestätigt wird ein Eintrag, der welche hat.")
        if str(record.get("assured_on", "")) > day:
            raise ValueError(f"«{record_id}» wurde schon am {record['assured_on']} bestätigt, also später.")
        if _LEVEL[record.get("evidence", "seen")] < _LEVEL["confirmed"]:
            file.put(path, "evidence", "confirmed", after="sources")
        file.put(path, "assured_on", day, after="evidence")
        file.note(path, "assured_on", f"bestätigt von: {by}")
    return bench.save()


def retire(bench: Workbench, record_id: str, reason: str, successor: str | None) -> list[FilePath]:
    """Takes an organization out and leaves a tombstone, so that its address keeps answering.

    Ids of gaps, steps and so on that name it must be changed first, unless a successor takes its place there.
    Raises ValueError with a German sentence, and then nothing has changed.
    """
    bodies = {body.id: body for body in bench.catalogue.organizations}
    if record_id not in bodies:
        raise ValueError(f"«{record_id}» ist keine Organisation. Stillgelegt wird eine Organisation, als Ganzes.")
    if successor is not None and (successor not in bodies or successor == record_id):
        raise ValueError(f"--successor: «{successor}» ist keine andere Organisation.")
    source = bench.file_of(record_id)
    source.remove(source.find(record_id))
    if successor:
        _rename_references(bench, record_id, successor, is_tombstone_kept=True)
    _end_consents(bench, bodies[record_id], reason)
    _bury(bench, record_id, reason, successor)
    return bench.save()


def move(bench: Workbench, old: str, new: str) -> list[FilePath]:
    """Gives a record another id, wherever it is named; the old address of an organization leads to the new one.

    Raises ValueError with a German sentence, and then nothing has changed.
    """
    if not re.fullmatch(ID_PATTERN, new) or len(new) > 64:
        raise ValueError(f"«{new}» ist keine gültige Kennung. Besser wäre «{plain_name(new)[:64]}».")
    if new in {*bench.catalogue.origins, *bench.catalogue.lost}:
        raise ValueError(f"Die Kennung «{new}» gibt es schon.")
    file = bench.file_of(old)
    file.put(file.find(old), "id", new)
    _rename_references(bench, old, new, is_tombstone_kept=False)
    _rename_in_texts(bench, old, new)
    if any(body.id == old for body in bench.catalogue.organizations):
        _bury(bench, old, "Die Kennung hat sich geändert.", new)
    return bench.save()


def replace_link(bench: Workbench, old: str, new: str) -> tuple[list[FilePath], list[str]]:
    """Puts an address in the place of another in all data and texts; returns the files and the places.

    Raises ValueError with a German sentence if it is nowhere, or the new one is no address.
    """
    if not re.fullmatch(r"https://[^\s<>\"]+", new):
        raise ValueError(f"«{new}» ist keine Adresse mit https://.")
    places: list[str] = []
    for file in _all_files(bench):
        spots = [place for place, word in file.words() if word == old]
        places += [f"{file.name}: {_shown(place)}" for place in spots]
        file.replace_words(lambda _place, word: new if word == old else None)
    whole = re.compile(rf"{re.escape(old)}(?=[)\s>\"'\]]|$)", re.MULTILINE)
    for page in bench.catalogue.prose:
        path = bench.project / page.file
        text = bench.page(path)
        if count := len(whole.findall(text)):
            places.append(f"{page.file}: {count}-mal")
            bench.put_page(path, whole.sub(lambda _found: new, text))
    if not places:
        raise ValueError(f"«{old}» steht nirgends, jedenfalls nicht genau so.")
    return bench.save(), places


def _shown(path: Path) -> str:
    return ".".join(map(str, path))


def _all_files(bench: Workbench) -> Iterator[DataFile]:
    """Every data file of the project that people write."""
    for name in sorted(name for name in bench.catalogue.trees if name.startswith("data/")):
        if name.count("/") == 1 or name.startswith("data/actors/"):
            yield bench.file(name)


def _rename_references(bench: Workbench, old: str, new: str, *, is_tombstone_kept: bool) -> None:
    """Changes the id wherever a field names it: never in texts, nor as the id of something else."""
    spared = frozenset({"subject"}) if is_tombstone_kept else frozenset()

    def found(path: Path, word: str) -> str | None:
        names = {step for step in path if isinstance(step, str)}
        is_reference = word == old and names.isdisjoint(_WORDS | spared) and path[-1] != "id"
        return new if is_reference else None

    for file in _all_files(bench):
        if old in file.text:
            file.replace_words(found)
            file.rename_keys(old, new)


def _rename_in_texts(bench: Workbench, old: str, new: str) -> None:
    """In short commands («{{ office("old") }}») and in links to the page of the record."""
    named = re.compile(rf"(?<=[\"'/]){re.escape(old)}(?=[\"'/])")
    for page in bench.catalogue.prose:
        path = bench.project / page.file
        text = bench.page(path)
        changed = named.sub(new, text)
        if changed != text:
            bench.put_page(path, changed)


def _bury(bench: Workbench, record_id: str, reason: str, successor: str | None) -> None:
    tombstone = {"id": record_id, "reason": {"de": reason}, "retired_on": bench.today.isoformat()}
    bench.file(_ACTORS).append((), "retired", tombstone | ({"successor": successor} if successor else {}))


def _end_consents(bench: Workbench, body: Organization, reason: str) -> None:
    """The entries of the body stay as proof and end today."""
    subjects = {body.id, *(c.id for c in body.contacts), *(place.id for place in body.locations)}
    file = bench.file("data/consents.yaml")
    day = bench.today.isoformat()
    for consent in bench.catalogue.consents:
        is_open = consent.withdrawn_on is None and (consent.valid_until is None or consent.valid_until > bench.today)
        if consent.subject in subjects and is_open and not bench.catalogue.is_private(consent.id):
            path = file.find(consent.id)
            if consent.basis == "pending":
                file.remove(path)
            else:
                file.put(path, "valid_until", day, after="recorded_on")
                file.note(path, "valid_until", f"stillgelegt: {reason}")
