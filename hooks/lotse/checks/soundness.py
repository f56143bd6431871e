"""What is left of a faulty catalogue that questions can still be asked of: no reference in it leads nowhere.

It is never published. It lets the rules that need answers say what they find, although another record has a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from lotse.checks import coverage, process, references
from lotse.load import Catalogue, Origin, kind_of
from lotse.load.explain import record_name
from lotse.load.loading import ids_in
from lotse.load.salvage import salvaged, without_paths
from lotse.model import Organization, Tombstone
from lotse.model.base import Identified
from lotse.problems import Problem
from lotse.syntax import Node, plain

_ROUNDS = 8  # what named a record that had to go has to go as well, and so on
_INDISPENSABLE = ("data/region.yaml", "data/places.yaml", "data/terms.yaml")
_RULES = (*references.RULES, *process.RULES, *coverage.RULES)
_FAULTS = frozenset({"reference-unknown", "reference-circular"})
Path = tuple[str | int, ...]
Places = set[tuple[int, int]]  # lines and columns


def sound_part(catalogue: Catalogue, today: date) -> Catalogue | None:
    """The catalogue without the values and records whose references lead nowhere or in circles.

    None where the region, its places or its vocabularies can't be read, for then there is nothing to ask.
    """
    if any(file not in catalogue.trees for file in _INDISPENSABLE) or "data/region.yaml" in catalogue.unsound:
        return None
    for _ in range(_ROUNDS):
        # What was left out before is no longer there either: references to it lead nowhere, too.
        strict = replace(catalogue, lost=frozenset(), unsound=frozenset()) if catalogue.unsound else catalogue
        faults = [p for rule in _RULES for p in rule(strict, today) if p.code in _FAULTS and p.is_error]
        if not faults:
            return catalogue
        shorter = _without(catalogue, faults)
        if shorter is None:
            return None
        catalogue = shorter
    return None


def _without(catalogue: Catalogue, faults: Iterable[Problem]) -> Catalogue | None:
    """The catalogue without what stands at the places of the faults; None if one has no place that can be cut."""
    spots: dict[str, Places] = {}
    for fault in faults:
        spots.setdefault(fault.file, set()).add((fault.line, fault.column))
    for file, places in spots.items():
        kind, tree = kind_of(file), catalogue.trees.get(file)
        paths = set(_paths_at(tree, places, ())) if tree else set()
        found = salvaged(without_paths(tree, paths), kind) if kind and tree and paths else None
        if found is None:
            return None
        records, rest = found
        fields = {name: getattr(records, name) for name in type(records).model_fields}
        if "organizations" in fields:
            fields["organizations"] = tuple(_with_private(catalogue, fields["organizations"]))
            fields |= {name: (*_elsewhere(catalogue, name, file), *left) for name, left in fields.items()}
        trees, unsound = {**catalogue.trees, file: rest}, catalogue.unsound | {file}
        catalogue = replace(catalogue, **fields, trees=trees, unsound=unsound, origins=_moved(catalogue, file, rest))
    return catalogue


def _elsewhere(catalogue: Catalogue, name: str, file: str) -> tuple[Identified | Tombstone, ...]:
    """The bodies, or what became of them, that stand in other files than this one."""
    return tuple(record for record in getattr(catalogue, name) if catalogue.origin(record.id).file != file)


def _moved(catalogue: Catalogue, file: str, tree: Node) -> dict[str, Origin]:
    """Where the records of a file stand now that others before them are gone."""
    values = plain(tree)
    kept = {name: Origin(file, tree, path, record_name(values, path)) for path, name in ids_in(values)}
    others = {name: origin for name, origin in catalogue.origins.items() if origin.file != file}
    return {**kept, **others}


def _paths_at(node: Node, places: Places, path: Path) -> Iterator[Path]:
    """The paths of the values, records and fields that begin at the places; nothing within what goes anyway."""
    if path and (node.line, node.column) in places:
        yield path
    elif isinstance(node.value, tuple):
        for number, item in enumerate(node.value):
            yield from _paths_at(item, places, (*path, number))
    elif isinstance(node.value, Mapping):
        for key, entry in node.value.items():
            is_key = (entry.key_position.line, entry.key_position.column) in places
            yield from [(*path, key)] if is_key else _paths_at(entry.node, places, (*path, key))


def _with_private(catalogue: Catalogue, organizations: Iterable[Organization]) -> Iterator[Organization]:
    """The organizations with the contacts of the private folder, which stand in no file of the project."""
    before = {organization.id: organization for organization in catalogue.organizations}
    for organization in organizations:
        old = before.get(organization.id)
        added = tuple(c for c in (old.contacts if old else ()) if catalogue.is_private(c.id))
        contacts = (*organization.contacts, *added)
        yield organization.model_copy(update={"contacts": contacts}) if added else organization
