"""The watch on the law: reads copies of laws, compares what is cited, and says what rests on it."""

from __future__ import annotations

from lotse.laws.comparing import Comparison, compare, older_copies, word_diff
from lotse.laws.reading import Reading, read_laws
from lotse.laws.reliance import Reliance, Resting

__all__ = ["Comparison", "Reading", "Reliance", "Resting", "compare", "older_copies", "read_laws", "word_diff"]
