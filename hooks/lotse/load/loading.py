"""Reading the YAML files of a project one after the other: records, their places, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from lotse.load.allowed import is_linked
from lotse.load.catalogue import Origin
from lotse.load.explain import problems_of, record_name
from lotse.load.memory import Memory
from lotse.load.neutral import NOBODY, neutral_file
from lotse.load.salvage import salvaged
from lotse.problems import PRIVATE_FILE, Problem
from lotse.syntax import Node, comments_of, plain, recovered

M = TypeVar("M", bound=BaseModel)
_LONGEST_RECORD = 80  # lines
_LOST_FILE = "Holen Sie sie aus einer früheren Fassung zurück."


class Loading:
    """What was read so far: records by file, their origins, and the problems."""

    def __init__(self, project: Path, private: Path | None = None, memory: Memory | None = None) -> None:
        self.project = project
        self.memory = memory or Memory()
        self.private = private  # the one file that is never named by its folder
        self.problems: list[Problem] = []
        self.origins: dict[str, Origin] = {}
        self.trees: dict[str, Node] = {}
        self.comments: dict[str, str] = {}
        self.names: dict[str, str] = {}  # German name in small letters → id, of all records
        self._read: set[str] = set()
        self.lost: set[str] = {NOBODY}  # ids of records that stand in a file but could not be understood
        self.unsound: set[str] = set()  # files of which something is missing

    def read_tree(self, path: Path) -> Node | None:
        """The tree of one YAML file without the records that can't be read; what is wrong goes to the problems."""
        file = self.name_of(path)
        if path != self.private and is_linked(path, self.project):  # told with the other misplaced files
            return None
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            self._tell_missing(file, f"Die Datei {file} fehlt.")
            return None
        except OSError:
            self._tell_missing(file, f"{file} ist keine lesbare Datei.")
            return None
        reading, self.comments[file] = self.memory.recall(
            "tree", file, data, lambda: (recovered(data, file), comments_of(data))
        )
        self.problems.extend(reading.problems)
        self.lost |= reading.lost
        if not reading.is_whole:
            self.unsound.add(file)
        if reading.tree is not None:
            self.trees[file] = reading.tree
        return reading.tree

    def prepare(self, paths: Iterable[Path]) -> None:
        """Reads files ahead, so that what is said of one can name the records of the others."""
        for path in paths:
            tree = self.read_tree(path)
            self._read.add(self.name_of(path))
            if tree is not None and path != self.private:
                file, values = self.name_of(path), self._plain(self.name_of(path), tree)
                self.names |= self.memory.recall("names", file, tree, lambda v=values: dict(_named(v)))

    def read_records(self, path: Path, kind: type[M]) -> M:
        """The records of one file as `kind`; of a faulty file those that are sound."""
        file = self.name_of(path)
        tree = self.trees.get(file) if file in self._read else self.read_tree(path)
        if tree is None:
            self.unsound.add(file)
            return neutral_file(kind)  # type: ignore[return-value]
        values = self._plain(file, tree)
        self._remember_ids(file, tree, values)
        try:
            return self.memory.recall("records", file, tree, lambda: kind.model_validate(values))
        except ValidationError as error:
            found = problems_of(error, kind, file, tree, self.names)
            self.problems.extend(problem for problem in found if not self._is_empty_field(problem))
            return self._salvage(file, tree, kind)

    def _plain(self, file: str, tree: Node) -> object:
        return self.memory.recall("plain", file, tree, lambda: plain(tree))

    def _is_empty_field(self, problem: Problem) -> bool:
        """Whether a field is called missing whose key stands there without a value, which is told already."""
        name = re.match(r"Das Feld «(\w+)» fehlt", problem.message)
        return name is not None and any(
            other.code == "value-empty" and other.file == problem.file and f"«{name[1]}»" in other.message
            and 0 <= other.line - problem.line <= _LONGEST_RECORD
            for other in self.problems
        )  # fmt: skip

    def _salvage(self, file: str, tree: Node, kind: type[M]) -> M:
        """What is sound in a faulty file: nothing of it is published, but the checks can look at it."""
        self.unsound.add(file)
        found = salvaged(tree, kind)
        if found is None:
            self.lost |= {name for key in ("id", "code") for _, name in ids_in(plain(tree), key=key)}
            return neutral_file(kind)  # type: ignore[return-value]
        records, rest = found
        values = plain(rest)
        kept: dict[str, Origin] = {}
        for path, record_id in ids_in(values):
            kept.setdefault(record_id, Origin(file, rest, path, record_name(values, path)))
        for key in ("id", "code"):  # languages go by their code
            before, after = ({name for _, name in ids_in(v, key=key)} for v in (plain(tree), values))
            self.lost |= before - after
        self.origins |= {name: origin for name, origin in kept.items() if self._stands_in(name, file)}
        return records

    def _stands_in(self, record_id: str, file: str) -> bool:
        return record_id in self.origins and self.origins[record_id].file == file

    def _remember_ids(self, file: str, tree: Node, values: object) -> None:
        """Where each id stands; an id that stands twice is a problem that names both places.

        What stands within a record that was copied is told with that.
        """
        copied: list[tuple[str | int, ...]] = []
        for path, record_id in ids_in(values):
            origin = Origin(file, tree, path, record_name(values, path))
            earlier = self.origins.setdefault(record_id, origin)
            if earlier is not origin and not any(path[: len(outer)] == outer for outer in copied):
                self.problems.append(twice(record_id, earlier, origin))
                copied.append(path)

    def _tell_missing(self, file: str, message: str) -> None:
        self.problems.append(Problem(file=file, code="file-missing", message=message, hint=_LOST_FILE))

    def name_of(self, path: Path) -> str:
        """The path as editors know it, relative to the project; of the private file its name alone."""
        if path == self.private:
            return PRIVATE_FILE
        return path.relative_to(self.project).as_posix() if path.is_relative_to(self.project) else path.name


def _named(values: object) -> Iterator[tuple[str, str]]:
    """German name and id of every record."""
    for path, record_id in ids_in(values):
        if (name := record_name(values, path)) != record_id:
            yield name.casefold(), record_id


def twice(record_id: str, earlier: Origin, origin: Origin) -> Problem:
    """The problem of an id that was there before."""
    first, second = (o.problem("id", code="", message="") for o in (earlier, origin))
    is_private = PRIVATE_FILE in (first.file, second.file)
    place = "im privaten Ordner" if is_private else f"{first.file}, Zeile {first.line}"
    is_copy = first.file == second.file and _body(earlier) == _body(origin)
    return origin.problem(
        "id", code="id-duplicate", message=f"Die Kennung «{record_id}» gibt es schon: {place}.",
        hint="Der Eintrag steht Wort für Wort zweimal da; löschen Sie einen." if is_copy
        else "Kennungen sind über alle Dateien einmalig; wählen Sie hier eine andere.",
    )  # fmt: skip


def _body(origin: Origin) -> object:
    values = plain(origin.root) if origin.root else None
    for step in origin.path:
        values = values[step]  # type: ignore[index]
    return values


def ids_in(
    values: object, path: tuple[str | int, ...] = (), *, key: str = "id"
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Path and id of every record in plain values, also of nested ones."""
    if isinstance(values, dict):
        record_id = values.get(key)
        if isinstance(record_id, str):
            yield path, record_id
        for name, value in values.items():
            yield from ids_in(value, (*path, name), key=key)
    elif isinstance(values, list):
        for number, value in enumerate(values):
            yield from ids_in(value, (*path, number), key=key)
