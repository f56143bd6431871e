"""Rules of a page's own structure: language, title, headings, alternatives, ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotse.problems import Problem
from lotse.site_checks.addresses import shown
from lotse.site_checks.pages import Place
from lotse.site_checks.site import Site, problem

START = Place(1, 1)

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language_missing(site: Site) -> Iterator[Problem]:
    """Every page says which language it is in (WCAG 3.1.1)."""
    for path, page in site.pages.items():
        if not _LANGUAGE.fullmatch(page.language):
            yield problem(path, START, "language-missing", "Die Seite nennt ihre Sprache nicht.")


def title_missing(site: Site) -> Iterator[Problem]:
    """Every page has a title (WCAG 2.4.2)."""
    for path, page in site.pages.items():
        if not page.title:
            yield problem(path, START, "title-missing", "Die Seite hat keinen Titel.")


def title_duplicate(site: Site) -> Iterator[Problem]:
    """Within a language no two pages bear the same title; pages kept out of search do not count."""
    seen: dict[tuple[str, str], str] = {}
    for path, page in site.pages.items():
        if not page.title or not page.is_indexable:
            continue
        first = seen.setdefault((page.language, page.title), path)
        if first != path:
            yield problem(
                path, START, "title-duplicate", f"Den Titel «{page.title}» trägt schon {shown(first)}."
            )


def heading_order(site: Site) -> Iterator[Problem]:
    """The main part has one h1, begins with it, and no level is left out on the way down."""
    for path, page in site.pages.items():
        if not page.outline:
            yield problem(path, START, "heading-order", "Die Seite hat keine Überschrift.")
            continue
        yield from _heading_faults(path, page.outline)


def _heading_faults(path: str, outline: list[tuple[int, Place]]) -> Iterator[Problem]:
    above = 0
    for number, (level, place) in enumerate(outline):
        fault = ""
        if number == 0 and level != 1:
            fault = f"Die erste Überschrift ist eine h{level}, nicht die h1."
        elif number and level == 1:
            fault = "Die Seite hat mehr als eine h1."
        elif above and level > above + 1:
            fault = f"Auf eine h{above} folgt eine h{level}; eine Stufe fehlt."
        if fault:
            yield problem(path, place, "heading-order", fault)
        above = level


def image_alt_missing(site: Site) -> Iterator[Problem]:
    """Every image has a text for those who do not see it; ornaments have an empty one (WCAG 1.1.1)."""
    for path, page in site.pages.items():
        for place in page.images_without_alt:
            yield problem(
                path,
                place,
                "image-alt-missing",
                "Dem Bild fehlt der Ersatztext.",
                'Für reinen Schmuck bitte alt="" schreiben.',
            )


def id_duplicate(site: Site) -> Iterator[Problem]:
    """An id names one place of a page."""
    for path, page in site.pages.items():
        for name, place in page.repeated_ids:
            yield problem(
                path,
                place,
                "id-duplicate",
                f"Die Kennung «{name}» steht schon in Zeile {page.ids[name].line} derselben Seite.",
            )


def reference_broken(site: Site) -> Iterator[Problem]:
    """`for`, `aria-labelledby` and `aria-describedby` name an id of the page."""
    for path, page in site.pages.items():
        for name, place in page.references:
            if name not in page.ids:
                yield problem(
                    path, place, "reference-broken", f"Verweis auf die Kennung «{name}», die es nicht gibt."
                )
