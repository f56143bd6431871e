"""Every text that people write, wherever it can reach readers, with its place: what rules about texts look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from lotse.load import Catalogue, Prose
from lotse.load.german import FIELDS
from lotse.markup import code_in, place_of, without_code_and_calls
from lotse.problems import PRIVATE_FILE, Problem, Severity
from lotse.syntax import Node

Channel = Literal["data", "comment", "prose", "code", "name", "asset"]
_STAMPS = "data/translations/"  # marks only, which may look like numbers
_MARK_FIELDS = frozenset({"fingerprint", "paragraphs"})  # of sections of laws: the same
_CONTACT_FIELDS = frozenset({"phones", "phone", "number", "extension", "email", "url", "website", "feedback_form"})
_KEY_FIELDS = frozenset({"key"})  # official keys of municipalities look like phone numbers


class Written(NamedTuple):
    """A text with the file and the place that it begins at, and the field and record that it belongs to."""

    file: str
    text: str
    channel: Channel
    line: int = 1
    column: int = 1
    field: str = ""
    record: str = ""
    is_exact: bool = True  # whether each of its characters stands in the file as it stands here

    @property
    def is_contact(self) -> bool:
        """Whether numbers and addresses belong here: only in such fields consent is asked for."""
        field = FIELDS.get(self.field.casefold(), self.field)  # a German word for the field is told by the model
        return field in _CONTACT_FIELDS or field.endswith("_url")

    @property
    def is_key(self) -> bool:
        """Whether the text is an official key."""
        return self.field in _KEY_FIELDS

    @property
    def is_private_task(self) -> bool:
        """Whether only the editors of the private folder ever see the text."""
        return self.file == PRIVATE_FILE and self.field == "tasks"

    def problem(
        self, *, code: str, message: str, hint: str, at: int = 0, severity: Severity = "error", cause: str = ""
    ) -> Problem:
        """A problem at a character of the text, as far as its place in the file is known."""
        line, column = self.place(at) if self.is_exact else (self.line, self.column)
        return Problem(
            file=self.file, line=line, column=column, code=code, message=message, hint=hint, record=self.record,
            severity=severity, cause=cause,
        )  # fmt: skip

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of a character of the text."""
        before = self.text.rfind("\n", 0, at) + 1
        line = self.line + self.text.count("\n", 0, at)
        return line, at - before + 1 + (self.column - 1 if before == 0 else 0)


@lru_cache(maxsize=1)
def written_texts(catalogue: Catalogue) -> tuple[Written, ...]:
    """Texts of the data and their comments, pages with their front matter and code, names of files, assets."""
    return tuple(_all_texts(catalogue))


@lru_cache(maxsize=1)
def data_texts(catalogue: Catalogue) -> tuple[Written, ...]:
    """Every text that people write into a data file; stamps of translations are marks of the tool."""
    return tuple(_texts_of_trees(catalogue))


def _all_texts(catalogue: Catalogue) -> Iterator[Written]:
    yield from data_texts(catalogue)
    for file, comments in catalogue.comments.items():
        if not file.startswith(_STAMPS):
            yield Written(file, comments, "comment")
    for page in catalogue.prose:
        yield Written(page.file, page.front, "prose", line=2, record=page.title)
        yield Written(page.file, without_code_and_calls(page.body), "prose", line=page.first_line, record=page.title)
        yield from _code_of(page)
        yield Written(page.file, _name_words(page.file), "name", record=page.title, is_exact=False)
    for file, text in catalogue.asset_texts.items():
        yield Written(file, text, "asset")
        yield Written(file, _name_words(file), "name", is_exact=False)


def _texts_of_trees(catalogue: Catalogue) -> Iterator[Written]:
    for file, root in catalogue.trees.items():
        if file.startswith(_STAMPS):
            continue
        left = [(root, "", "")]  # a list instead of recursion: there are fifty thousand texts
        while left:
            node, field, record = left.pop()
            value = node.value
            if field in _MARK_FIELDS:
                continue
            if isinstance(value, str):
                yield Written(file, value, "data", node.line, node.column, field, record, is_exact=False)
            elif isinstance(value, tuple):
                left += [(item, field, record) for item in value]
            else:
                name = _name(node) or record
                is_contact = field in _CONTACT_FIELDS
                left += [(entry.node, field if is_contact else key, name) for key, entry in value.items()]


def _code_of(page: Prose) -> Iterator[Written]:
    """Code of Markdown is what a reader sees, too."""
    for start, end in code_in(page.body):
        line, column = place_of(page.body, start)
        yield Written(page.file, page.body[start:end], "code", page.first_line + line, column, record=page.title)


def _name_words(file: str) -> str:
    """The name of a file with blanks for what separates its words."""
    return re.sub(r"[/_.]|(?<=[a-z])-(?=\d)", " ", file.partition("/")[2])


def _name(node: Node) -> str:
    """The German name, else the id, of a record; a person is told by the id alone."""
    named = {key: node.value[key].node.value for key in ("name", "id") if key in node.value}  # type: ignore[index, operator]
    name = named.get("name")
    if isinstance(name, Mapping) and "de" in name:
        name = name["de"].node.value
    elif "title" in node.value:  # type: ignore[operator]
        name = None
    return next((text for text in (name, named.get("id")) if isinstance(text, str)), "")
