"""Text → tree, by walking YAML's events: what the dialect leaves out is told, and the walk goes on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import yaml
from yaml import events as ev

from lotse.syntax.diagnosis import Failure
from lotse.syntax.faults import MAX_DEPTH, MAX_FAULTS, MAX_LENGTH, MAX_NODES, Fault, fault, shown
from lotse.syntax.texts import (
    faults_of_block_header,
    faults_of_comment,
    faults_of_escapes,
    faults_of_folded,
    faults_of_long_quote,
    faults_of_outer_blanks,
    faults_of_plain,
    faults_of_typing,
    is_glued,
)
from lotse.syntax.tree import Entry, Node, Position

# Only the events of libyaml are used, never its composer (that one crashes on deep nesting). It is
# thirteen times as fast as the parser in Python, which does the work where libyaml is missing (and then
# wants quotes around a text with «?» in brackets).
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_GLUED_COLON = re.compile(r"([\w.-]+:)([^/].*)")
_BREAKDOWNS = (yaml.YAMLError, ValueError, OverflowError, RecursionError)


class _TooMuchError(Exception):
    """Nesting, values or faults are beyond the limits: no use in going on."""


class Walk:
    """One pass over the events of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.root: Node | None = None
        self.count = 0
        self.last: yaml.Event | None = None  # the scalar before the one at hand
        self.events: Iterator[yaml.Event] = iter(())
        self.lines = text.split("\n")
        self.glued_lines = {number for number, line in enumerate(self.lines) if is_glued(line)}

    def run(self) -> Failure | None:
        """Fills `root` and `faults`; the failure when the syntax is wrong."""
        try:
            self.events = yaml.parse(self.text, Loader=LOADER)
            self._read_documents()
        except _TooMuchError:
            self.root = None
        except _BREAKDOWNS as error:
            self.root = None
            return Failure(self.lines, error, self.last)
        return None

    def _read_documents(self) -> None:
        is_first = True
        for event in self.events:
            if isinstance(event, ev.DocumentStartEvent):
                self._check_document(event, is_first=is_first)
                content = self._next()
                if is_first and _is_empty(content):
                    self._tell("file-empty", content)
                else:
                    node = self._node(content, 1)
                    self.root = node if is_first else self.root
                is_first = False
        if is_first:
            self.faults.append(fault("file-empty", (1, 1)))

    def _check_document(self, event: yaml.Event, *, is_first: bool) -> None:
        if not is_first:
            self._tell("document-second", event, mark="---")
            return
        for number, line in enumerate(self.lines[: event.end_mark.line], 1):
            if line.startswith("%"):
                self.faults.append(fault("directive-used", (number, 1)))

    def _next(self) -> yaml.Event:
        return next(self.events)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, ev.ScalarEvent):
            return self._scalar(event)
        self._count(event)
        if isinstance(event, ev.AliasEvent):
            self._tell("alias-used", event, name=shown(event.anchor))
            return Node("", *_position(event))
        self._check_properties(event)
        if depth > MAX_DEPTH:
            self._tell("nesting-too-deep", event, limit=MAX_DEPTH)
            raise _TooMuchError
        if isinstance(event, ev.SequenceStartEvent):
            return Node(self._items(depth), *_position(event))
        return Node(self._entries(event, depth), *_position(event))

    def _items(self, depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        while not isinstance(event := self._next(), ev.SequenceEndEvent):
            if _is_empty(event):
                self._count(event)
                self._tell("value-empty", event, key="-")
            else:
                items.append(self._node(event, depth + 1))
        return tuple(items)

    def _entries(self, start: yaml.Event, depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        while not isinstance(event := self._next(), ev.MappingEndEvent):
            key = self._key(event, depth)
            value = self._next()
            if _is_empty(value):
                self._tell_empty(event, is_flow=bool(start.flow_style))
                continue
            node = self._node(value, depth + 1)
            if key in entries:
                first = entries[key].key_position.line
                self._tell("key-duplicate", event, key=shown(key), first=first, second=_position(event).line)
            elif key is not None:
                entries[key] = Entry(_position(event), node)
        return entries

    def _tell_empty(self, key: yaml.Event, *, is_flow: bool) -> None:
        text = getattr(key, "value", "?")
        glued = _GLUED_COLON.fullmatch(text)
        if is_flow and glued:
            self._tell("space-missing", key, fixed=shown(f"{glued[1]} {glued[2]}"))
            return
        hint = "Steht im Text ein Komma? Dann gehört er in Anführungszeichen." if is_flow else self._indent_hint(key)
        self._tell("value-empty", key, key=shown(text), hint=hint)

    def _indent_hint(self, key: yaml.Event) -> str | None:
        """Where the next line is a text in a language, it most likely belongs below this key."""
        line = key.start_mark.line
        following = self.lines[line + 1] if line + 1 < len(self.lines) else ""
        own = re.match(r"( *)([a-z]{2,3}): ", following)
        is_beside = own is not None and len(own[1]) == key.start_mark.column
        return "Gehört die nächste Zeile dazu? Dann rücken Sie sie zwei Leerzeichen tiefer ein." if is_beside else None

    def _key(self, event: yaml.Event, depth: int) -> str | None:
        """The key's text, or None if it is none that could be used."""
        if not isinstance(event, ev.ScalarEvent):
            if not isinstance(event, ev.AliasEvent):
                self._tell("key-complex", event)
            self._node(event, depth + 1)
            return None
        if event.value == "<<" and not event.style:
            self._tell("merge-used", event)
            return None
        before = self.lines[event.start_mark.line][: event.start_mark.column].rstrip()
        if before.endswith("?") or event.start_mark.line != event.end_mark.line:
            self._tell("key-complex", event)
        elif not event.value:
            self._tell("key-empty", event)
        return self._scalar(event, is_key=True).value

    def _scalar(self, event: yaml.Event, *, is_key: bool = False) -> Node:
        self._count(event)
        self.last = event
        self._check_properties(event)
        self.faults += self._faults_of_text(event, is_key=is_key)
        text = event.value
        if len(text) > MAX_LENGTH:
            self._tell("value-too-long", event, length=len(text), limit=MAX_LENGTH)
        if event.style in ('"', "'"):
            text = text.strip(" \t\n")
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        return Node(text, *_position(event))

    def _faults_of_text(self, event: yaml.Event, *, is_key: bool) -> Iterator[Fault]:
        has_lines = event.start_mark.line != event.end_mark.line
        if not event.style:
            yield from faults_of_plain(event, is_key=is_key)
            if not event.value.isascii():
                yield from faults_of_typing(event)
            if event.end_mark.line in self.glued_lines:
                yield from faults_of_comment(event, self.lines)
            if has_lines:
                yield from faults_of_folded(event, self.lines)
            return
        if event.style in "\"'":
            yield from faults_of_outer_blanks(event, self.lines)
        if event.style == '"':
            yield from faults_of_escapes(event, self.lines)
        if event.style in "|>":
            yield from faults_of_block_header(event, self.lines)
        elif has_lines:
            yield from faults_of_long_quote(event, self.lines)

    def _check_properties(self, event: yaml.Event) -> None:
        if event.anchor is not None:
            self._tell("anchor-used", event, name=shown(event.anchor))
        if event.tag is not None:
            self._tell("tag-used", event, name=shown(event.tag.replace("tag:yaml.org,2002:", "!!")))

    def _count(self, event: yaml.Event) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            self._tell("nodes-too-many", event, limit=MAX_NODES)
        if self.count > MAX_NODES or len(self.faults) > MAX_FAULTS:
            raise _TooMuchError

    def _tell(self, code: str, event: yaml.Event, *, hint: str | None = None, **words: object) -> None:
        self.faults.append(fault(code, _position(event), hint=hint, **words))


def _position(event: yaml.Event) -> Position:
    return Position(event.start_mark.line + 1, event.start_mark.column + 1)


def _is_empty(event: yaml.Event) -> bool:
    """Whether nothing at all stands there; `""` is a text."""
    return (
        isinstance(event, ev.ScalarEvent)
        and not (event.value or event.style)
        and event.anchor is None
        and event.tag is None
    )
