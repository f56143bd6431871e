"""The templates of the package: where they lie, and which labels they ask for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

TEMPLATES = Path(__file__).parents[1] / "templates"
_ASKED = re.compile(r'\btn?\("([a-z0-9_.]*[a-z0-9_])"\s*[,)]')


@cache
def asked_labels() -> tuple[str, ...]:
    """The keys of all labels that templates name outright, sorted; those put together from parts are not among them."""
    texts = (path.read_text("utf-8") for path in sorted(TEMPLATES.rglob("*.jinja")))
    return tuple(sorted({key for text in texts for key in _ASKED.findall(text)}))
