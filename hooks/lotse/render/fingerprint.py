"""Short marks of values: whatever differs in any field has another one. They are the keys of what is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel

from lotse.words import LocalizedText


class Fingerprints:
    """Marks of values; those of records and tuples, which never change, are remembered."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}  # holds the value, so that its number stays taken
        self._spellers: dict[type, Callable[[Any], bytes]] = {
            str: _text, Markup: _markup, type(None): lambda _: b"-", list: self._list, dict: self._map,
            frozenset: self._set, set: self._set, tuple: self._remembered,
        } | dict.fromkeys((bool, int, float, Decimal, date, datetime), _scalar)

    def of(self, value: object) -> bytes:
        """The mark of a value made of records, tuples, lists, mappings and plain values, 16 bytes.

        Raises TypeError for anything else: what can't be told apart must not be kept.
        """
        return blake2b(self._spelled(value), digest_size=16).digest()

    def _spelled(self, value: Any) -> bytes:
        speller = self._spellers.get(type(value))
        if speller is None:
            speller = self._spellers[type(value)] = self._speller_of(value)
        return speller(value)

    def _speller_of(self, value: object) -> Callable[[Any], bytes]:
        if isinstance(value, (BaseModel, LocalizedText, tuple)) or is_dataclass(value):
            return self._remembered
        if isinstance(value, Mapping):
            return self._map
        raise TypeError(f"no mark for {type(value).__name__}")

    def _list(self, value: list[Any]) -> bytes:
        return b"list(%s)" % b"".join(map(self._spelled, value))

    def _set(self, value: frozenset[Any]) -> bytes:
        return b"set(%s)" % b"".join(sorted(map(self._spelled, value)))

    def _map(self, value: Mapping[Any, Any]) -> bytes:
        return b"map(%s)" % b"".join(self._spelled(key) + self._spelled(item) for key, item in value.items())

    def _remembered(self, value: Any) -> bytes:
        known = self._known.get(id(value))
        if known is None:
            spelled = b"".join(map(self._spelled, _parts(value)))
            mark = blake2b(_name(type(value)) + spelled, digest_size=16).digest()
            known = self._known[id(value)] = (value, mark)
        return known[1]


def _text(value: str) -> bytes:
    text = value.encode()
    return b"t%d:%s" % (len(text), text)


def _markup(value: Markup) -> bytes:
    return b"m" + _text(value)


def _scalar(value: object) -> bytes:
    return f"{type(value).__name__}={value};".encode()


def _parts(value: Any) -> Any:
    """What a record or a tuple is made of."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, LocalizedText):
        return value.items()
    return [getattr(value, name) for name in _field_names(type(value))]


@cache
def _name(kind: type) -> bytes:
    return f"{kind.__module__}.{kind.__qualname__}".encode()


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    if issubclass(kind, BaseModel):
        return tuple(kind.model_fields)
    return tuple(field.name for field in fields(kind))
