"""PyYAML's syntax errors → what the editor most likely did, in German, with the mended line.

libyaml and the parser in Python word some errors differently; the patterns cover both. What exactly is
wrong is read from the line itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lotse.syntax import delimiters, layout
from lotse.syntax.failure import Diagnosis, Failure
from lotse.syntax.faults import shown

__all__ = ["Diagnosis", "Failure", "diagnose"]

_EXPLANATIONS: tuple[tuple[re.Pattern[str], Callable[[Failure], Diagnosis | None]], ...] = tuple(
    (re.compile(pattern), explain)
    for pattern, explain in (
        (r"mapping values are not allowed|could not find expected ':'", layout.odd_space),
        (r"mapping values are not allowed", layout.second_colon),
        (r"mapping values are not allowed", layout.colon_out_of_place),
        (r"could not find expected ':'", layout.simple_key),
        (r"quoted scalar; .*(end of stream|document separator)", delimiters.unclosed_quote),
        (r"quoted scalar; .*(escape|hex)|^(Overflow|Value)Error", delimiters.wrong_escape),
        (r"parsing a block (mapping|collection)", delimiters.behind_value),
        (r"parsing a block (mapping|collection)", layout.in_block),
        (r"parsing a flow (sequence|mapping)", delimiters.in_bracket),
        (
            r"cannot start any token|scanning an (alias|anchor)|sequence entries are not allowed",
            delimiters.wrong_start,
        ),
        (r"scanning a block scalar", delimiters.block_header),
        (r"node content", delimiters.stray_mark),
        (r"tag", delimiters.unknown_tag),
        (r"document start|directive|YAML document", layout.document_start),
    )
)


def diagnose(failure: Failure) -> Diagnosis:
    """The first explanation that fits; else the English original in brackets."""
    for pattern, explain in _EXPLANATIONS:
        if pattern.search(failure.original):
            diagnosis = explain(failure)
            if diagnosis is not None:
                return diagnosis
    return Diagnosis(failure.told("syntax-wrong", original=shown(failure.original, 120)))
