"""Links and pictures of written pages lead somewhere: to a page, a place on it, a file."""

from __future__ import annotations

import html
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from urllib.parse import unquote

from lotse.checks.addresses import addresses_of_data
from lotse.checks.prose_places import at, limited, pages_in_order
from lotse.checks.prose_targets import Anchors, Targets
from lotse.load import Catalogue, Prose
from lotse.markup import Link, headings_in, links_in, place_of, raw_html_in
from lotse.problems import Problem
from lotse.words import did_you_mean

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):|(//)")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_SCHEMES = frozenset({"https", "mailto", "tel"})
_CAUSES = {"missing": "page {1}", "anchor": "section {1}#{2}"}  # as the rules of translations name theirs
SUGGESTIONS = 100  # at most: to look for what was meant takes its time
_NO_FILE = "Nennen Sie die Datei, von dieser aus gesehen: «../impressum.md»."


@dataclass(frozen=True)
class _Dead:
    """A link that leads nowhere, and what is wrong with it; the same elsewhere is the same fault."""

    page: Prose
    start: int
    code: str
    message: str
    hint: Callable[[], str]  # which may have to look for what is meant
    cause: tuple[str, ...]


def link_problems(catalogue: Catalogue, generated: Anchors) -> Iterator[Problem]:
    """What is wrong with the links of all written pages; each target that isn't there is told once.

    `generated` are the pages that data make, by address, with their anchors where those are known.
    """
    targets = Targets(catalogue, generated)
    alike: dict[tuple[str, ...], list[_Dead]] = defaultdict(list)
    for page in pages_in_order(catalogue):
        for link in _links(page):
            for dead in _faults(page, link, targets):
                alike[dead.code, *dead.cause].append(dead)
    for number, (first, *others) in enumerate(alike.values()):
        hint = first.hint() if number < SUGGESTIONS else ""
        message, cause = first.message + _elsewhere(others), _CAUSES.get(first.cause[0], "")
        yield at(first.page, first.start, first.code, message, hint, cause=cause.format(*first.cause))


def _elsewhere(others: list[_Dead]) -> str:
    """Where else the same stands: the first places, and how many more."""
    if not others:
        return ""
    places = [f"{o.page.file}:{o.page.first_line + place_of(o.page.body, o.start)[0]}" for o in others[:3]]
    more = f" und {len(others) - 3} weitere" if len(others) > 3 else ""
    return f" Ebenso: {', '.join(places)}{more}."


def _links(page: Prose) -> Iterator[Link]:
    yield from links_in(page.body)
    for element in raw_html_in(page.body).elements:
        for key, value in element.attributes:
            if key == "href":
                yield Link("address", value, "", element.start, element.start)


def _faults(page: Prose, link: Link, targets: Targets) -> Iterator[_Dead]:
    if link.undefined:
        yield _Dead(
            page, link.start, "link-broken", f"Wohin «[{link.undefined}]» führt, steht nirgends auf der Seite.",
            lambda: "Schreiben Sie das Ziel in runden Klammern dahinter.", (page.file, str(link.start)),
        )  # fmt: skip
        return
    if link.kind == "image" and not link.words.strip():
        yield _Dead(
            page, link.start, "image-alt-missing", "Dem Bild fehlt der Text für alle, die es nicht sehen.",
            lambda: "Beschreiben Sie es in den eckigen Klammern: ![Beratung am Tisch](bild.jpg).",
            (page.file, str(link.start)),
        )  # fmt: skip
    target = _INVISIBLE.sub("", html.unescape(link.target))
    scheme = _SCHEME.match(target)
    yield from _foreign(page, link, (scheme[1] or scheme[2]).lower()) if scheme else _own(page, link, target, targets)


def _foreign(page: Prose, link: Link, scheme: str) -> Iterator[_Dead]:
    place = (page, link.target_start)
    if link.kind == "image":
        yield _Dead(
            *place, "host-foreign", "Bilder kommen nicht von fremden Servern.",
            lambda: "Legen Sie das Bild in docs/assets/ ab.", (page.file, str(link.start)),
        )  # fmt: skip
    elif scheme not in _SCHEMES:
        yield _Dead(
            *place, "scheme-forbidden", f"Links beginnen nicht mit «{scheme}».",
            lambda: "Erlaubt sind https, mailto, tel und Dateien dieser Website.", (page.file, str(link.start)),
        )  # fmt: skip


def _own(page: Prose, link: Link, target: str, targets: Targets) -> Iterator[_Dead]:
    path, _, anchor = target.partition("#")
    path = path.partition("?")[0]
    place = (page, link.target_start)
    if target.startswith(("/", "\\")):
        yield _Dead(
            *place, "link-broken", f"«{target[:200]}» beginnt am Anfang der Website.",
            lambda: _NO_FILE, ("from-root", target),
        )  # fmt: skip
        return
    name = _name(page, path, link)
    if path and not _is_there(name, page, targets, link):
        shown = f"«{path[:200]}»"
        what = f"Die Seite {shown}" if name.endswith(".md") else f"Die Datei {shown}"
        advice = "" if name.endswith(".md") else _NO_FILE
        yield _Dead(
            *place, "link-broken", f"{what} gibt es nicht.",
            lambda: _nearest(name, page, targets) or advice, ("missing", name),
        )  # fmt: skip
    elif anchor and link.kind != "image":
        yield from _anchor(page, link, name, unquote(anchor), targets)


def _name(page: Prose, path: str, link: Link) -> str:
    """The file below the folder of a language that a path means; in HTML paths are addresses."""
    if link.kind == "address":
        way = posixpath.normpath(posixpath.join(f"/{page.address}", unquote(path))).strip("/")
        return f"{way}/index.md" if way else "index.md"
    if not path:
        return page.name
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), unquote(path)))
    return name.removeprefix(f"../{page.language}/")


def _is_there(name: str, page: Prose, targets: Targets, link: Link) -> bool:
    names = targets.names_for(page)
    if any(part in targets.catalogue.lost for part in name.split("/")):
        return True  # the record that makes the page is faulty, which has been told
    if link.kind == "address":
        return name in names or f"{name.removesuffix('/index.md')}.md" in names
    return name in names or (not name.endswith(".md") and targets.has_asset(name, page.language))


def _nearest(name: str, page: Prose, targets: Targets) -> str:
    """«Meinten Sie …?» with the way from this page to the file that is most like it."""
    known = {*targets.names_for(page), *targets.catalogue.assets}
    exact = [guess for guess in (f"{name}/index.md", f"{name}.md") if guess in known]
    shape = name.strip("/").removesuffix(".md").removesuffix("/index")
    shapes = {one.removesuffix("/index.md").removesuffix(".md"): one for one in sorted(known)}
    found = exact or [shapes[one] for one in get_close_matches(shape, shapes, n=1)]
    here = posixpath.dirname(page.name) or "."
    return f"Meinten Sie «{posixpath.relpath(found[0], here)}»?" if found else ""


def _anchor(page: Prose, link: Link, name: str, anchor: str, targets: Targets) -> Iterator[_Dead]:
    anchors = targets.anchors(name, page.language)
    is_state = "=" in anchor or anchor.startswith((":~:", "fn:", "fnref:"))
    if anchors is None or anchor in anchors or is_state:
        return
    where = "Auf dieser Seite" if name == page.name else f"Auf «{name}»"
    yield _Dead(
        page, link.target_start, "anchor-missing", f"{where} gibt es den Anker «{anchor[:80]}» nicht.",
        lambda: _renamed(name, anchor, anchors, targets), ("anchor", name, anchor),
    )  # fmt: skip


def _renamed(name: str, anchor: str, known: Collection[str], targets: Targets) -> str:
    """Where translations still have the anchor, the original's section was renamed or taken away."""
    others: Iterable[Prose] = (page for (_, other), page in targets.pages.items() if other == name)
    if any(heading.anchor == anchor for page in others for heading in headings_in(page.body)):
        return f"Anker ändern sich nie: Geben Sie dem Abschnitt im Deutschen wieder «{{#{anchor}}}»."
    return did_you_mean(anchor, known) or "Sehen Sie nach, wie die Stelle dort heißt."


@limited
def links_lead_somewhere(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Links name files that exist, anchors stand where links look for them, pictures have a text."""
    yield from link_problems(catalogue, dict.fromkeys(addresses_of_data(catalogue)))


RULES = (links_lead_somewhere,)
