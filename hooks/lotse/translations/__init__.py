"""Translated prose, section by section: what it was made from, and whether it still holds."""

from lotse.translations.sections import Section, mark, sections_of, shape_of
from lotse.translations.states import (
    STATES,
    Part,
    State,
    Status,
    composed,
    is_sealed,
    minor_change,
    seal,
    simplified,
    stamp,
    statuses,
)

__all__ = [
    "STATES",
    "Part",
    "Section",
    "State",
    "Status",
    "composed",
    "is_sealed",
    "mark",
    "minor_change",
    "seal",
    "sections_of",
    "shape_of",
    "simplified",
    "stamp",
    "statuses",
]
