"""HTML in written pages is harmless, or it is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lotse.checks.prose_places import at, limited, pages_in_order
from lotse.load import Catalogue, Prose
from lotse.markup import Element, attributes_in, calls_in_text, raw_html_in
from lotse.problems import Problem

_EVERYWHERE = frozenset({"class", "dir", "id", "lang", "markdown", "title"})
_HARMLESS = """abbr aside b bdi bdo blockquote br cite code dd dfn div dl dt em figcaption figure h1 hr i kbd li mark
p q section small span strong sub summary sup ul wbr"""
_REFUSED = """address area article audio base body button canvas caption col colgroup data datalist del dialog embed
fieldset font footer form frame frameset h2 h3 h4 h5 h6 head header hgroup html iframe img input ins label legend link
main map marquee math menu meta meter nav noembed noframes noscript object optgroup option output param picture
plaintext pre progress rp rt ruby s samp script search select slot source strike style svg table tbody td template
textarea tfoot th thead title tr track tt u var video xmp"""  # the others of the HTML standard
_ALLOWED = dict.fromkeys(_HARMLESS.split(), _EVERYWHERE) | {
    "a": _EVERYWHERE | {"href"},
    "details": _EVERYWHERE | {"open"},
    "ol": _EVERYWHERE | {"start"},
    "time": _EVERYWHERE | {"datetime"},
}
_OTHERS_OF_HTML = frozenset(_REFUSED.split())
_IN_BRACES = _EVERYWHERE | {"start", "data-toc-label"}
_TAG = re.compile(r"<[^\s<>]{1,40}")
_AS_WORDS = "Einen Platzhalter schreiben Sie in Rückstrichen: `<…>`."


@limited
def html_is_harmless(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Of HTML a page holds only elements and attributes that shape text; nothing that runs, loads or hides."""
    for page in pages_in_order(catalogue):
        found = raw_html_in(page.body)
        for element in found.elements:
            yield from _element_faults(page, element)
        for start in found.others:
            yield _not_an_element(page, start)
        yield from _calls_in_tags(page)


def _element_faults(page: Prose, element: Element) -> Iterator[Problem]:
    allowed = _ALLOWED.get(element.name)
    if allowed is None and element.name not in _OTHERS_OF_HTML:
        shown = _TAG.match(page.body, element.start)
        yield at(
            page, element.start, "element-unknown",
            f"«{shown[0] if shown else ''}>» halten Browser für HTML; auf der Seite fehlt es.", _AS_WORDS,
        )  # fmt: skip
    elif allowed is None:
        yield at(
            page, element.start, "html-forbidden", f"Das HTML-Element «{element.name}» ist in Texten nicht erlaubt.",
            "Schreiben Sie Markdown, oder nehmen Sie einen Kurzbefehl.",
        )  # fmt: skip
    else:
        for name in sorted({name for name, _ in element.attributes} - allowed)[:1]:
            yield at(
                page, element.start, "html-forbidden",
                f"Das Attribut «{name[:40]}» ist an «{element.name}» nicht erlaubt.",
                f"Erlaubt sind {', '.join(sorted(allowed))}.",
            )  # fmt: skip


def _not_an_element(page: Prose, start: int) -> Problem:
    if page.body.startswith("<!--", start):
        return at(
            page, start, "html-forbidden", "Kommentare werden mit der Seite veröffentlicht.",
            "Löschen Sie ihn; Offenes gehört als «tasks» zu den Angaben in data/.",
        )  # fmt: skip
    return at(
        page, start, "html-forbidden", "Hier steht HTML, aus dem kein Browser ein Element macht.",
        f"Löschen Sie es. {_AS_WORDS}",
    )  # fmt: skip


def _calls_in_tags(page: Prose) -> Iterator[Problem]:
    """A short command says HTML, which has no place between the angle brackets of a tag."""
    for start, _end in calls_in_text(page.body):
        opening = page.body.rfind("<", 0, start)
        if opening > page.body.rfind(">", 0, start) and page.body[opening + 1 : opening + 2].isalpha():
            yield at(
                page, start, "html-forbidden", "Ein Kurzbefehl steht mitten in einem HTML-Element.",
                "Schreiben Sie ihn vor oder hinter das Element.",
            )  # fmt: skip


@limited
def attributes_are_harmless(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """What stands in braces behind an element names it or its language, and does nothing else."""
    for page in pages_in_order(catalogue):
        for attribute in attributes_in(page.body):
            if attribute.key not in _IN_BRACES:
                yield at(
                    page, attribute.start, "html-forbidden",
                    f"Das Attribut «{attribute.key[:40]}» ist in geschweiften Klammern nicht erlaubt.",
                    "Erlaubt sind {#anker}, {.klasse}, lang, dir, title, start.",
                )  # fmt: skip


RULES = (html_is_harmless, attributes_are_harmless)
