"""Rules of a page's own structure: language, title, headings, alternatives, ids. Each sees one leaf."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotse.judge.finished import Finding, SiteRules
from lotse.leaves import Leaf, Spot

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language_missing(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """Every page says which language it is in (WCAG 3.1.1)."""
    if not _LANGUAGE.fullmatch(leaf.language):
        yield Finding("language-missing", "Die Seite nennt ihre Sprache nicht.")


def title_missing(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """Every page has a title (WCAG 2.4.2)."""
    if not leaf.title:
        yield Finding("title-missing", "Die Seite hat keinen Titel.")


def heading_order(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """The main part has one h1, begins with it, and no level is left out on the way down."""
    if not leaf.outline:
        yield Finding("heading-order", "Die Seite hat keine Überschrift.")
    above = 0
    for order, (number, level) in enumerate(leaf.outline):
        fault = ""
        if order == 0 and level != 1:
            fault = f"Die erste Überschrift ist eine h{level}, nicht die h1."
        elif order and level == 1:
            fault = "Die Seite hat mehr als eine h1."
        elif above and level > above + 1:
            fault = f"Auf eine h{above} folgt eine h{level}; eine Stufe fehlt."
        if fault:
            yield Finding("heading-order", fault, spot=Spot("headings", (number, level)))
        above = level


def image_alt_missing(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """Every image has a text for those who do not see it; ornaments have an empty one (WCAG 1.1.1)."""
    for name in leaf.images_without_alt:
        yield Finding(
            "image-alt-missing",
            "Dem Bild fehlt der Ersatztext.",
            'Für reinen Schmuck bitte alt="" schreiben.',
            Spot("images_without_alt", name),
        )


def id_duplicate(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """An id names one place of a page."""
    for name in leaf.repeated_ids:
        message = f"Die Kennung «{name}» steht weiter oben schon einmal."
        yield Finding("id-duplicate", message, spot=Spot("repeated_ids", name))


def reference_broken(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """`for`, `aria-labelledby` and `aria-describedby` name an id of the page."""
    for name in leaf.references:
        if name not in leaf.ids:
            message = f"Verweis auf die Kennung «{name}», die es nicht gibt."
            yield Finding("reference-broken", message, spot=Spot("references", name))
