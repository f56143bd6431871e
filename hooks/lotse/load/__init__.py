"""Folder → (Catalogue | None, problems). Reads `data/`, `docs/` and the private overlay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from lotse import model
from lotse.load.allowed import TEXT_ASSETS, data_files, misplaced_files, public_files
from lotse.load.catalogue import Catalogue, Origin, Prose, by_id
from lotse.load.history import first_days, has_history
from lotse.load.loading import Loading, twice
from lotse.load.memory import Memory
from lotse.load.prose import read_assets, read_prose
from lotse.load.vanished import former_names, vanished
from lotse.problems import PRIVATE_FILE, Problem, sorted_problems
from lotse.syntax import Node
from lotse.words import is_none_of

__all__ = [
    "FILES", "OVERLAY_FILE", "Catalogue", "Memory", "Origin", "Prose", "by_id", "kind_of", "load_catalogue",
]  # fmt: skip

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
    "events.yaml": model.EventsFile,
    "experience.yaml": model.ExperienceFile,
    "routes.yaml": model.RoutesFile,
    "personas.yaml": model.PersonasFile,
}
OPTIONAL_FILES = frozenset({"routes.yaml", "personas.yaml", "events.yaml", "experience.yaml"})
"""What a region may do without, and older states did."""
OVERLAY_FILE = PRIVATE_FILE
_DATED_FILES = ("data/actors.yaml", "data/checklists.yaml")  # of which readers are told what is new


def kind_of(file: str) -> type[BaseModel] | None:
    """The model of a data file by its name in the project; None for any other file."""
    folder, _, name = file.rpartition("/")
    return model.ActorsFile if folder == "data/actors" else FILES.get(name)


def load_catalogue(
    project: Path, overlay: Path | None = None, memory: Memory | None = None
) -> tuple[Catalogue | None, list[Problem]]:
    """Everything that stands in the project, or None when there is no project; and what is wrong with it.

    Records that can't be understood are left out, so that the checks can look at the rest; the catalogue
    then says so (`is_partial`, `unsound`, `lost`). `overlay` is a folder outside the repository with
    `contacts.yaml`: further contacts and consents. `memory` spares whoever comes again what has not changed.
    """
    data = project / "data"
    private_file = overlay / OVERLAY_FILE if overlay else None
    loading = Loading(project, private_file, memory)
    present = {name: kind for name, kind in FILES.items() if _is_wanted(data / name)}
    own_files = tuple(data_files(project, "actors"))
    loading.prepare((*(data / name for name in present), *own_files))
    files: dict[str, Any] = {name: loading.read_records(data / name, kind) for name, kind in present.items()}
    files["actors.yaml"] = _joined(files["actors.yaml"], (loading.read_records(p, model.ActorsFile) for p in own_files))
    private = loading.read_records(private_file, model.OverlayFile) if private_file else model.OverlayFile()
    loading.problems.extend(misplaced_files(project, FILES))
    labels = _read_labels(data_files(project, "ui"), loading)
    stamps = _read_stamps(data_files(project, "translations"), loading)
    prose, prose_problems = read_prose(project, loading.memory)
    catalogue = replace(_assembled(files, private, labels, prose, loading), stamps=stamps, assets=read_assets(project))
    catalogue = replace(catalogue, asset_texts=_read_asset_texts(project), **_of_the_past(project, catalogue))
    problems = [*loading.problems, *prose_problems, *_lost_overlay(catalogue, private, loading)]
    problems += _ids_twice(catalogue, problems)
    is_project = any(file.startswith("data/") for file in loading.trees)
    return (catalogue if is_project else None), sorted_problems(problems)


def _is_wanted(path: Path) -> bool:
    """Whether a file is read: all are but those that a region may do without, and hasn't got."""
    return path.name not in OPTIONAL_FILES or path.exists() or path.is_symlink()


def _joined(actors: model.ActorsFile, others: Iterable[model.ActorsFile]) -> model.ActorsFile:
    """The bodies of `data/actors.yaml`, then those with a file of their own in `data/actors/`."""
    parts = (actors, *others)
    return actors.model_copy(
        update={name: tuple(r for part in parts for r in getattr(part, name)) for name in model.ActorsFile.model_fields}
    )


def _assembled(
    files: Mapping[str, Any], private: model.OverlayFile, labels: Mapping[str, Mapping[str, str]],
    prose: tuple[Prose, ...], loading: Loading,
) -> Catalogue:
    fields: dict[str, Any] = {}
    for records in files.values():
        fields |= {name: getattr(records, name) for name in type(records).model_fields}
    fields["organizations"] = tuple(_with_private_contacts(o, private) for o in fields["organizations"])
    fields["consents"] = (*fields["consents"], *private.consents)
    return Catalogue(
        **fields, labels=labels, prose=prose, origins=loading.origins, trees=loading.trees,
        comments=loading.comments, unsound=frozenset(loading.unsound), lost=frozenset(loading.lost),
    )


def _of_the_past(project: Path, catalogue: Catalogue) -> dict[str, Any]:
    """What the last state held and this one doesn't; the names of persons who withdrew and whose contact is gone."""
    present = {*catalogue.origins, *catalogue.lost}
    gone = {c.subject for c in catalogue.consents if c.withdrawn_on and c.subject not in present}
    records, pages = vanished(project, present)
    return {
        "vanished": {record.id: record for record in records},
        "vanished_pages": pages,
        "former_names": former_names(project, sorted(gone)) if gone else frozenset(),
        "arrivals": first_days(project, _DATED_FILES) if has_history(project) else {},
    }


def _read_asset_texts(project: Path) -> dict[str, str]:
    """Scripts, styles and drawings: texts that are published, too."""
    paths = (path for path in public_files(project) if path.suffix in TEXT_ASSETS)
    return {path.relative_to(project).as_posix(): path.read_text("utf-8", "replace") for path in paths}


def _with_private_contacts(organization: model.Organization, private: model.OverlayFile) -> model.Organization:
    added = tuple(
        model.Contact.model_construct(**{name: getattr(contact, name) for name in model.Contact.model_fields})
        for contact in private.contacts
        if contact.organization == organization.id
    )
    if not added:
        return organization
    return organization.model_copy(update={"contacts": (*organization.contacts, *added)})


def _lost_overlay(catalogue: Catalogue, private: model.OverlayFile, loading: Loading) -> Iterator[Problem]:
    """Contacts of the overlay whose organization doesn't exist."""
    known = [organization.id for organization in catalogue.organizations]
    for contact in private.contacts:
        if contact.organization not in known and contact.organization not in loading.lost:
            yield loading.origins[contact.id].problem(
                "organization", code="reference-unknown", message=is_none_of(contact.organization, "Organisation")
            )


def _ids_twice(catalogue: Catalogue, problems: list[Problem]) -> Iterator[Problem]:
    """Two records that came out with one id, however they were written: each is known by it from here on."""
    if any(problem.code == "id-duplicate" for problem in problems):
        return
    for record_id, count in Counter(_record_ids(catalogue)).items():
        if count > 1:
            yield twice(record_id, catalogue.origin(record_id), catalogue.origin(record_id))


def _record_ids(catalogue: Catalogue) -> Iterator[str]:
    for name in FILES:
        for field in FILES[name].model_fields:
            yield from _ids_of(getattr(catalogue, field))


def _ids_of(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        record_id = getattr(value, "id", None)
        if isinstance(record_id, str):
            yield record_id
        for _, inner in value:
            yield from _ids_of(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _ids_of(inner)


def _read_labels(paths: Iterable[Path], loading: Loading) -> dict[str, dict[str, str]]:
    """Interface labels per language, from `data/ui/<language>.yaml`."""
    labels: dict[str, dict[str, str]] = {}
    for path in paths:
        tree = loading.read_tree(path)
        labels[path.stem] = dict(_labels(loading.name_of(path), tree, loading.problems)) if tree else {}
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


def _read_stamps(paths: Iterable[Path], loading: Loading) -> dict[str, model.StampFile]:
    """Stamps per language, from `data/translations/<language>.yaml`."""
    return {path.stem: loading.read_records(path, model.StampFile) for path in paths}
