"""Calendars, feeds and contact cards beside the pages."""

from __future__ import annotations

from pathlib import Path

from lotse.edition import Edition
from lotse.pages.takeaways import takeaways


def with_takeaways(edition: Edition, folder: Path) -> None:
    """Writes them into a new site, those of the first language at the root; what lies in `public/` goes before."""
    for language in edition.pages:
        place = folder if language == next(iter(edition.pages)) else folder / language
        for path, text in takeaways((edition.desks or {})[language]).items():
            target = place / path
            if target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
