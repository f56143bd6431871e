"""Folder → (Catalogue | None, problems). Reads `data/`, `docs/` and the private overlay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from lotse import model
from lotse.load.catalogue import Catalogue, Origin, Prose, by_id
from lotse.load.explain import problems_of, record_name
from lotse.load.prose import read_prose
from lotse.load.salvage import salvaged
from lotse.problems import Problem, sorted_problems
from lotse.syntax import Node, parse, plain
from lotse.words import did_you_mean, is_none_of

__all__ = ["FILES", "Catalogue", "Origin", "Prose", "by_id", "load_catalogue"]

M = TypeVar("M", bound=BaseModel)

FILES: Mapping[str, type[BaseModel]] = {
    "region.yaml": model.RegionFile,
    "places.yaml": model.PlacesFile,
    "terms.yaml": model.TermsFile,
    "actors.yaml": model.ActorsFile,
    "consents.yaml": model.ConsentsFile,
    "sources.yaml": model.SourcesFile,
    "laws.yaml": model.LawsFile,
    "figures.yaml": model.FiguresFile,
    "facts.yaml": model.FactsFile,
    "process.yaml": model.ProcessFile,
    "documents.yaml": model.DocumentsFile,
    "checklists.yaml": model.ChecklistsFile,
    "coverage.yaml": model.CoverageFile,
    "glossary.yaml": model.GlossaryFile,
    "help.yaml": model.HelpFile,
}
OVERLAY_FILE = "contacts.yaml"
_LOST_FILE = "Holen Sie sie aus einer früheren Fassung zurück."


class _Loading:
    """What was read so far: records by file, their origins, and the problems."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.problems: list[Problem] = []
        self.origins: dict[str, Origin] = {}
        self.trees: dict[str, Node] = {}
        self.lost: set[str] = set()  # ids of records that stand in a file but could not be understood
        self.is_partial = False

    def read_tree(self, path: Path) -> Node | None:
        """The tree of one YAML file; what is wrong with it goes to the problems."""
        file = self.name_of(path)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            self.problems.append(_unreadable(file, "file-missing", f"Die Datei {file} fehlt.", _LOST_FILE))
            return None
        except OSError:
            self.problems.append(_unreadable(file, "file-missing", f"{file} ist keine lesbare Datei.", _LOST_FILE))
            return None
        tree, problems = parse(data, file)
        self.problems.extend(problems)
        if tree is not None:
            self.trees[file] = tree
        return tree

    def read_records(self, path: Path, kind: type[M]) -> M | None:
        """The records of one file as `kind`; of a faulty file those that are sound."""
        tree = self.read_tree(path)
        if tree is None:
            return None
        file, values = self.name_of(path), plain(tree)
        self.remember_ids(file, tree, values)
        try:
            return kind.model_validate(values)
        except ValidationError as error:
            self.problems.extend(problems_of(error, kind, file, tree))
            return self.salvage(file, tree, kind)

    def salvage(self, file: str, tree: Node, kind: type[M]) -> M | None:
        """What is sound in a faulty file: nothing of it is published, but the checks can look at it."""
        found = salvaged(tree, kind)
        if found is None:
            return None
        self.is_partial = True
        records, rest = found
        values = plain(rest)
        kept: dict[str, Origin] = {}
        for path, record_id in _ids(values):
            kept.setdefault(record_id, Origin(file, rest, path, record_name(values, path)))
        for key in ("id", "code"):  # languages go by their code
            before, after = ({name for _, name in _ids(v, key=key)} for v in (plain(tree), values))
            self.lost |= before - after
        self.origins |= {name: origin for name, origin in kept.items() if self.origins[name].file == file}
        return records

    def remember_ids(self, file: str, tree: Node, values: object) -> None:
        """Where each id stands; an id that stands twice is a problem that names both places."""
        for path, record_id in _ids(values):
            origin = Origin(file, tree, path, record_name(values, path))
            earlier = self.origins.get(record_id)
            if earlier is None:
                self.origins[record_id] = origin
                continue
            first = earlier.problem("id", code="", message="")
            self.problems.append(
                origin.problem(
                    "id", code="id-duplicate",
                    message=f"Die Kennung «{record_id}» gibt es schon: {first.file}, Zeile {first.line}.",
                    hint="Kennungen sind über alle Dateien einmalig; wählen Sie hier eine andere.",
                )
            )

    def name_of(self, path: Path) -> str:
        """The path as editors know it, relative to the project."""
        return path.relative_to(self.project).as_posix() if path.is_relative_to(self.project) else path.name


def load_catalogue(project: Path, overlay: Path | None = None) -> tuple[Catalogue | None, list[Problem]]:
    """Everything that stands in the project, or None when a file could not be understood.

    `overlay` is a folder outside the repository with `contacts.yaml`: further contacts and consents.
    """
    loading = _Loading(project)
    data = project / "data"
    files = {name: loading.read_records(data / name, kind) for name, kind in FILES.items()}
    private = loading.read_records(overlay / OVERLAY_FILE, model.OverlayFile) if overlay else model.OverlayFile()
    loading.problems.extend(_unknown_files(data, loading))
    labels = _read_labels(data / "ui", loading)
    stamps = _read_stamps(data / "translations", loading)
    prose, prose_problems = read_prose(project)
    problems = [*loading.problems, *prose_problems]
    if private is None or any(records is None for records in files.values()):
        return None, sorted_problems(problems)
    catalogue = replace(_assembled(files, private, labels, prose, loading), stamps=stamps)
    return catalogue, sorted_problems([*problems, *_lost_overlay(catalogue, private, loading)])


def _assembled(
    files: Mapping[str, Any], private: model.OverlayFile, labels: Mapping[str, Mapping[str, str]],
    prose: tuple[Prose, ...], loading: _Loading,
) -> Catalogue:
    fields: dict[str, Any] = {}
    for records in files.values():
        fields |= {name: getattr(records, name) for name in type(records).model_fields}
    fields["organizations"] = tuple(_with_private_contacts(o, private) for o in fields["organizations"])
    fields["consents"] = (*fields["consents"], *private.consents)
    return Catalogue(
        **fields, labels=labels, prose=prose, origins=loading.origins, trees=loading.trees,
        is_partial=loading.is_partial, lost=frozenset(loading.lost),
    )


def _with_private_contacts(organization: model.Organization, private: model.OverlayFile) -> model.Organization:
    added = tuple(
        model.Contact.model_construct(**{name: getattr(contact, name) for name in model.Contact.model_fields})
        for contact in private.contacts
        if contact.organization == organization.id
    )
    if not added:
        return organization
    return organization.model_copy(update={"contacts": (*organization.contacts, *added)})


def _lost_overlay(catalogue: Catalogue, private: model.OverlayFile, loading: _Loading) -> Iterator[Problem]:
    """Contacts of the overlay whose organization doesn't exist."""
    known = [organization.id for organization in catalogue.organizations]
    for contact in private.contacts:
        if contact.organization not in known and contact.organization not in loading.lost:
            yield loading.origins[contact.id].problem(
                "organization", code="reference-unknown",
                message=is_none_of(contact.organization, "Organisation"),
                hint=did_you_mean(contact.organization, known),
            )


def _read_labels(folder: Path, loading: _Loading) -> dict[str, dict[str, str]]:
    """Interface labels per language, from `data/ui/<language>.yaml`."""
    labels: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        tree = loading.read_tree(path)
        if tree is not None:
            labels[path.stem] = dict(_labels(loading.name_of(path), tree, loading.problems))
    return labels


def _labels(file: str, tree: Node, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """Key and text of each label; what is no text goes to the problems."""
    if not isinstance(tree.value, Mapping):
        problems.append(_not_flat(file, tree, "Die Datei ist keine Liste von Beschriftungen."))
        return
    for key, entry in tree.value.items():
        if isinstance(entry.node.value, str):
            yield key, entry.node.value
        else:
            problems.append(_not_flat(file, entry.node, f"«{key}» muss ein einfacher Text sein."))


def _not_flat(file: str, node: Node, message: str) -> Problem:
    return Problem(
        file=file, line=node.line, column=node.column, code="value-wrong", message=message,
        hint="Je Zeile stehen ein Schlüssel mit Punkten und ein Text, zum Beispiel «menu.open: Menü».",
    )


def _read_stamps(folder: Path, loading: _Loading) -> dict[str, model.StampFile]:
    """Stamps per language, from `data/translations/<language>.yaml`."""
    files = {path.stem: loading.read_records(path, model.StampFile) for path in sorted(folder.glob("*.yaml"))}
    return {language: stamps for language, stamps in files.items() if stamps}


def _unknown_files(data: Path, loading: _Loading) -> Iterator[Problem]:
    """YAML files of `data/` that nothing reads."""
    for path in sorted(data.glob("*.y*ml")):
        if path.name not in FILES:
            yield _unreadable(
                loading.name_of(path), "file-unknown", f"Die Datei {path.name} liest niemand.",
                did_you_mean(path.name, FILES) or f"Bekannt sind: {', '.join(FILES)}.",
            )


def _unreadable(file: str, code: str, message: str, hint: str = "") -> Problem:
    return Problem(file=file, code=code, message=message, hint=hint)


def _ids(
    values: object, path: tuple[str | int, ...] = (), *, key: str = "id"
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Path and id of every record in plain values, also of nested ones."""
    if isinstance(values, dict):
        record_id = values.get(key)
        if isinstance(record_id, str):
            yield path, record_id
        for name, value in values.items():
            yield from _ids(value, (*path, name), key=key)
    elif isinstance(values, list):
        for number, value in enumerate(values):
            yield from _ids(value, (*path, number), key=key)
