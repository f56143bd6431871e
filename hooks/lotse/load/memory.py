"""What was read before and still stands in the same bytes: whoever reads a project again and again reads it once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

T = TypeVar("T")


@dataclass
class Memory:
    """The last result for each file and purpose, and what it was made of; holds nothing of earlier contents.

    Results are shared, so nobody may change them. In the memory of one process only, never on a disk.
    """

    _kept: dict[tuple[str, str], tuple[object, object]] = field(default_factory=dict)

    def recall(self, purpose: str, file: str, made_of: object, make: Callable[[], T]) -> T:
        """What `make` gave for the same file when it last stood like this (`made_of` is equal), else what it gives."""
        known = self._kept.get((purpose, file))
        if known is not None and (known[0] is made_of or known[0] == made_of):
            return cast("T", known[1])
        found = make()
        self._kept[purpose, file] = (made_of, found)
        return found

