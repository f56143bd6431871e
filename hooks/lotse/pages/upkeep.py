"""Pages that show editors the state of the texts: translations by section, and how hard German is to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from lotse.load import Prose
from lotse.pages.page import Desk, Page
from lotse.readability import Readability, readability
from lotse.translated import Tracked, risk_of
from lotse.translations import STATES
from lotse.words import in_number_words


def translations_page(desk: Desk, tracked: Sequence[Tracked]) -> Page:
    """Sections by language and state, and for each language what somebody has to translate or simplify again."""
    rows = [
        _language_row(desk, code, [page for page in tracked if page.language == code])
        for code in desk.catalogue.region.languages
        if any(page.language == code for page in tracked)
    ]
    return desk.page(
        "mitmachen/uebersetzungen/", "translations", title=desk.renderer.label("translations.heading"),
        description=desk.renderer.label("translations.lead"), is_indexed=False, rows=rows, states=STATES,
        contents=tuple((row["code"], row["name"]) for row in rows),
    )


def _language_row(desk: Desk, code: str, pages: Sequence[Tracked]) -> dict[str, Any]:
    """A language with the number of sections in each state, and its stale and missing pages."""
    native = next((known.native for known in desk.catalogue.languages if known.code == code), code)
    is_variant = any(page.is_variant for page in pages)
    counts = Counter(status.state for page in pages for status in page.statuses)
    legal = [page for page in pages if risk_of(page.original) == "legal"]
    return {
        "code": code, "counts": counts, "is_variant": is_variant,
        "name": desk.renderer.label("translations.variant", language=native) if is_variant else native,
        "legal": sum(status.state == "outdated" for page in legal for status in page.statuses),
        "stale": [page for page in pages if page.stale],
        "absent": [page for page in pages if page.page is None],
    }


def readability_page(desk: Desk, prose: Sequence[Prose]) -> Page:
    """Every German page with the level at which it reads, the hardest first."""
    source = desk.catalogue.region.languages[0]
    measured = [(page, found) for page in prose if page.language == source and (found := readability(page.body))]
    measured.sort(key=lambda entry: (-entry[1].level, entry[0].address))
    return desk.page(
        "mitmachen/lesbarkeit/", "readability", title=desk.renderer.label("readability.heading"),
        description=desk.renderer.label("readability.lead"), is_indexed=False,
        rows=[_readability_row(page, found, desk.language) for page, found in measured],
        german="" if desk.language == source else "../",
    )


def _readability_row(page: Prose, found: Readability, language: str) -> dict[str, str]:
    return {
        "title": page.title,
        "file": page.file,
        "address": page.address,
        "level": _with_one_place(found.level, language),
        "words": in_number_words(Decimal(found.words), language),
        "words_per_sentence": _with_one_place(found.words_per_sentence, language),
    }


def _with_one_place(value: float, language: str) -> str:
    return in_number_words(Decimal(value).quantize(Decimal("0.1")), language)
