"""What a fragment looks up besides its view: labels and records by their id. Kept with it, to know when it is stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Use = tuple[str, str]
"""A kind («label en», «terms», «region» …) and the key that was looked up there."""


class Uses:
    """Notes every look-up while somebody listens. Listeners may be nested: the outer hears what the inner does."""

    def __init__(self) -> None:
        self._listening: list[set[Use]] = []

    def note(self, kind: str, key: object) -> None:
        for heard in self._listening:
            heard.add((kind, str(key)))

    def note_all(self, uses: Iterable[Use]) -> None:
        for heard in self._listening:
            heard.update(uses)

    @contextmanager
    def heard(self) -> Iterator[set[Use]]:
        """The set that fills with what is looked up until the block ends."""
        heard: set[Use] = set()
        self._listening.append(heard)
        try:
            yield heard
        finally:
            self._listening.pop()


class NotedFields:
    """A record whose fields are noted when a template reads them."""

    def __init__(self, kind: str, record: object, uses: Uses) -> None:
        self._kind, self._record, self._uses = kind, record, uses

    def __getattr__(self, name: str) -> Any:
        self._uses.note(self._kind, name)
        return getattr(self._record, name)


class NotedItems(Mapping[str, Any]):
    """Records by id; which of them a template looks up is noted."""

    def __init__(self, kind: str, records: Mapping[str, Any], uses: Uses) -> None:
        self._kind, self._records, self._uses = kind, records, uses

    def __getitem__(self, key: str) -> Any:
        self._uses.note(self._kind, key)
        return self._records[key]

    def __iter__(self) -> Iterator[str]:
        raise TypeError(f"templates look up single records of {self._kind}, never all")

    def __len__(self) -> int:
        return len(self._records)
