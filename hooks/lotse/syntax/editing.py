"""Changes in a data file, line by line: comments, layout and everything that is not meant stay as they are.

The one place through which commands write data. `ruamel.yaml` says where things stand and writes what is new;
the lines of the change are put between the others. Before a text is given back, it is read again: it must hold
exactly what the old one held with the change done, else nothing is given back.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from lotse.syntax.scalars import guess_at

Value = str | int | date | Mapping[str, Any] | Sequence[Any]
Path = tuple[str | int, ...]
_SAFE = re.compile(r"[^\W\d_]|[^\W_][\w./äöüÄÖÜß ()–+&;-]*[\w.)]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")


class EditingFault(ValueError):
    """A German sentence: why a file can't be changed by a command."""


@dataclass(frozen=True, slots=True)
class _Change:
    """The lines from `first` up to `last` (not included, from 0) go, `lines` come in their place."""

    first: int
    last: int
    lines: tuple[str, ...]


class DataFile:
    """One data file, to be changed several times; `text` is always whole and sound YAML."""

    def __init__(self, text: str, name: str) -> None:
        """Raises EditingFault when the file can't be read."""
        self.name = name
        self.text = text
        self.root = self._read(text)

    def find(self, record_id: str) -> Path:
        """The path to the record with this id. Raises EditingFault if there is none."""
        for path, value in walk(self.root):
            if isinstance(value, CommentedMap) and value.get("id") == record_id:
                return path
        raise EditingFault(f"In {self.name} steht kein Eintrag «{record_id}».")

    def at(self, path: Path) -> Any:
        """What stands at a path."""
        value: Any = self.root
        for step in path:
            value = value[step]
        return value

    def append(self, path: Path, field: str, record: Value) -> None:
        """Adds an item at the end of the list `field` of the mapping at `path`; begins the list if there is none."""
        owner = self.at(path)
        if not isinstance(owner.get(field), CommentedSeq) or not owner[field]:
            self.put(path, field, [record])
            return
        items = owner[field]
        if items.fa.flow_style():
            self.put(path, field, [*_bare(items), record])
            return
        line, column = items.lc.item(len(items) - 1)
        dash = column - 2
        end = self._end_of(line, dash)
        has_gap = len(items) > 1 and _has_gap(self.text.split("\n"), items.lc.item(len(items) - 1)[0])
        new = _rendered([record], dash, self._offset())
        self._apply(
            _Change(end, end, (*([""] if has_gap or (not path and len(items) == 1) else []), *new)),
            lambda root: _at(root, path)[field].append(_plain(record)),
        )

    def put(self, path: Path, field: str, value: Value, *, after: str = "") -> None:
        """Gives a field of a mapping a value: in place of the old one, else behind `after`, else at the end."""
        owner = self.at(path)
        if owner.fa.flow_style():
            raise EditingFault(f"{self._where(owner)} steht in geschweiften Klammern; das ändert nur ein Mensch.")
        column = min(owner.lc.key(key)[1] for key in owner)
        if field in owner:
            first = owner.lc.key(field)[0]
            last = self._end_of(first, column)
        else:
            before = after if after in owner else list(owner)[-1]
            first = last = self._end_of(owner.lc.key(before)[0], column)
        lines = _rendered({field: value}, column, self._offset())
        if field in owner and len(lines) == 1 and last == first + 1:
            lines = [self._with_old_beginning(lines[0], first, column)]
        elif field in owner:
            lines[0] = self.text.split("\n")[first][:column] + lines[0][column:]
        self._apply(_Change(first, last, tuple(lines)), lambda root: _set(_at(root, path), field, value))

    def remove(self, path: Path) -> None:
        """Takes out an item of a list or a field, with the empty lines behind it; an emptied list goes as well."""
        *above, step = path
        owner = self.at(tuple(above))
        if len(owner) == 1 and above and isinstance(owner, CommentedSeq) and len(above) > 1:
            self.remove(tuple(above))
            return
        if owner.fa.flow_style():
            kept = [item for number, item in enumerate(_bare(owner)) if number != step]
            self.put(tuple(above[:-1]), str(above[-1]), kept)
            return
        if len(owner) == 1:
            self.put(tuple(above[:-1]), str(above[-1]), [])
            return
        line, column = (owner.lc.item(step) if isinstance(owner, CommentedSeq) else owner.lc.key(step))[:2]
        own = column - 2 if isinstance(owner, CommentedSeq) else column
        lines = self.text.split("\n")
        last = self._end_of(line, own)
        while last < len(lines) - 1 and not lines[last].strip():
            last += 1
        self._apply(_Change(line, last, ()), lambda root: _at(root, tuple(above)).__delitem__(step))

    def replace_words(self, found: Callable[[Path, str], str | None]) -> int:
        """Changes single words where they stand: `found` says for path and text what comes in its place, or None.

        Returns how many were changed. Texts over several lines are left alone.
        """
        lines = self.text.split("\n")
        spots = [(path, old, new) for path, old in _texts(self.root) if (new := found(path, old)) is not None]
        placed = [(*self._place(path), path, old, new) for path, old, new in spots]
        for line, column, _, old, new in sorted(placed, key=lambda spot: spot[:2], reverse=True):
            lines[line] = _with_word(lines[line], column, old, new)
        wanted = copy.deepcopy(_bare(self.root))
        for path, _, new in spots:
            _at(wanted, path[:-1])[path[-1]] = new
        if spots:
            self._take("\n".join(lines), wanted)
        return len(spots)

    def words(self) -> Iterator[tuple[Path, str]]:
        """Every text with its path."""
        return _texts(self.root)

    def rename_keys(self, old: str, new: str) -> None:
        """Gives every key with this name, except fields of records, another one."""
        lines = self.text.split("\n")
        wanted = _renamed(_bare(self.root), old, new)
        for _, value in walk(self.root):
            if isinstance(value, CommentedMap) and old in value:
                line, column = value.lc.key(old)
                lines[line] = _with_word(lines[line], column, old, new)
        self._take("\n".join(lines), wanted)

    def note(self, path: Path, field: str, words: str) -> None:
        """Puts a comment behind the value of a field, in place of the one that stands there."""
        line = self.at(path).lc.key(field)[0]
        lines = self.text.split("\n")
        bare = re.sub(r" +#[^\"]*$", "", lines[line])
        lines[line] = f"{bare}  # {' '.join(words.split())}"
        self._take("\n".join(lines), _bare(self.root))

    # --- within ------------------------------------------------------------------------------------

    def _place(self, path: Path) -> tuple[int, int]:
        owner = self.at(path[:-1])
        return owner.lc.item(path[-1]) if isinstance(owner, CommentedSeq) else owner.lc.value(path[-1])

    def _with_old_beginning(self, line: str, number: int, column: int) -> str:
        """The new line with what stood before its key («- ») and the comment behind the old value."""
        old = self.text.split("\n")[number]
        comment = re.search(r"\s+#[^\"']*$", old)
        return old[:column] + line[column:] + (comment[0] if comment else "")

    def _end_of(self, first: int, column: int) -> int:
        """The line behind what begins at a line and stands further right than `column`; without gaps at the end."""
        lines = self.text.split("\n")
        last = first + 1
        end = last
        while last < len(lines):
            bare = lines[last].lstrip(" ")
            indent = len(lines[last]) - len(bare)
            is_list_of_key = bare.startswith("- ") and indent == column and not lines[first][column:].startswith("- ")
            if bare and not (indent > column or is_list_of_key):
                break
            last += 1
            end = last if bare else end
        return end

    def _offset(self) -> int:
        """How far the dashes of this file stand to the right of the key of their list."""
        for path, value in walk(self.root):
            if isinstance(value, CommentedSeq) and value and not value.fa.flow_style():
                owner = self.at(path[:-1])
                if isinstance(owner, CommentedMap):
                    return max(0, value.lc.item(0)[1] - 2 - owner.lc.key(path[-1])[1])
        return 2

    def _where(self, value: CommentedMap) -> str:
        return f"{self.name}, Zeile {value.lc.line + 1}:"

    def _apply(self, change: _Change, edit: Callable[[Any], object]) -> None:
        wanted = copy.deepcopy(_bare(self.root))
        edit(wanted)
        lines = self.text.split("\n")
        lines[change.first : change.last] = change.lines
        self._take("\n".join(lines).rstrip("\n") + "\n", wanted)

    def _take(self, text: str, wanted: object) -> None:
        root = self._read(text)
        if _bare(root) != wanted:
            raise EditingFault(f"{self.name} ist so geschrieben, dass kein Befehl es sicher ändern kann.")
        self.text, self.root = text, root

    def _read(self, text: str) -> CommentedMap:
        try:
            root = _yaml().load(text)
        except YAMLError as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
            raise EditingFault(f"{self.name} hat in Zeile {line} einen Fehler; «lotse check» nennt ihn.") from error
        if not isinstance(root, CommentedMap):
            raise EditingFault(f"{self.name} enthält keine Felder.")
        return root


def round_trip(text: str) -> str:
    """The text once through `ruamel.yaml` and back; the same text where nothing of it can be lost."""
    yaml = _yaml(offset=2)
    stream = io.StringIO()
    yaml.dump(yaml.load(text), stream)
    return stream.getvalue()


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every list and mapping with its path, from the outside in."""
    if isinstance(value, CommentedMap | CommentedSeq):
        yield path, value
        inner = value.items() if isinstance(value, CommentedMap) else enumerate(value)
        for step, item in inner:
            yield from walk(item, (*path, step))


def _texts(root: CommentedMap) -> Iterator[tuple[Path, str]]:
    for path, value in walk(root):
        inner: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, CommentedMap) else enumerate(value)
        for step, item in inner:
            if isinstance(item, str):
                yield (*path, step), str(item)


def _with_word(line: str, column: int, old: str, new: str) -> str:
    rest = line[column:]
    quote = rest[:1] if rest[:1] in "\"'" else ""
    if not rest[len(quote) :].startswith(old):
        raise EditingFault(f"«{old}» steht nicht in einer Zeile; das ändert nur ein Mensch.")
    return line[:column] + quote + new + rest[len(quote) + len(old) :]


def _has_gap(lines: list[str], line: int) -> bool:
    """Whether an empty line stands before the item that begins here (comments may stand between)."""
    while line > 0 and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line > 0 and not lines[line - 1].strip()


def _rendered(value: Value, column: int, offset: int) -> list[str]:
    stream = io.StringIO()
    _yaml(offset).dump(_written(value), stream)
    lines = stream.getvalue().rstrip("\n").split("\n")
    if isinstance(value, Sequence):
        cut = len(lines[0]) - len(lines[0].lstrip(" "))
        lines = [line[cut:] for line in lines]
    return [" " * column + line if line else line for line in lines]


def _written(value: Any) -> Any:
    """The value as the project writes it: lists of ids in brackets, texts in quotes where they need them."""
    if isinstance(value, Mapping):
        return CommentedMap((key, _written(item)) for key, item in value.items())
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Sequence):
        items = CommentedSeq(_written(item) for item in value)
        if all(not isinstance(item, Mapping) and len(str(item)) < 60 for item in value):
            items.fa.set_flow_style()
        return items
    return value


def _scalar(text: str) -> object:
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if _WHOLE.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return DoubleQuotedScalarString(text)
    is_safe = _SAFE.fullmatch(text) and not guess_at(text) and " #" not in text
    return text if is_safe or re.fullmatch(r"https?://[^\s,#\[\]{}]+", text) else DoubleQuotedScalarString(text)


def _yaml(offset: int = 2) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _bare(value: Any) -> Any:
    """The values without comments and layout, each scalar as its text, for comparing."""
    if isinstance(value, Mapping):
        return {str(key): _bare(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_bare(item) for item in value]
    return _scalar(str(value)) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    return _bare(_written(value))


def _set(owner: dict[str, Any], field: str, value: Value) -> None:
    owner[field] = _plain(value)


def _renamed(values: Any, old: str, new: str) -> Any:
    if isinstance(values, dict):
        return {new if key == old else key: _renamed(item, old, new) for key, item in values.items()}
    return [_renamed(item, old, new) for item in values] if isinstance(values, list) else values


def _at(values: Any, path: Path) -> Any:
    for step in path:
        values = values[step]
    return values
