"""Rules of safety and privacy: no foreign hosts, no inline code, no forbidden schemes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lotse.problems import Problem
from lotse.site_checks.addresses import Home, cleaned, scheme_of
from lotse.site_checks.pages import Link, Place
from lotse.site_checks.site import Site, problem

ALLOWED_SCHEMES = frozenset({"", "https", "mailto", "tel"})
IMAGE_ELEMENTS = frozenset({"img", "image", "source", "video"})

_FOREIGN_IN_CSS = re.compile(r"""(?:@import\s+|url\(\s*)["']?((?:https?:)?//[^"')\s;]+)""")
_FOREIGN_IN_SCRIPT = re.compile(r"""\b(?:import|from)\s*\(?\s*["']((?:https?:)?//[^"']+)["']""")
_FOREIGN_IN = {".css": _FOREIGN_IN_CSS, ".js": _FOREIGN_IN_SCRIPT, ".mjs": _FOREIGN_IN_SCRIPT}


def scheme_forbidden(site: Site) -> Iterator[Problem]:
    """Links lead only to https, mailto, tel and to the site itself; images may be `data:`."""
    for path, page in site.documents.items():
        for link in page.links:
            scheme = scheme_of(link.url)
            if scheme not in ALLOWED_SCHEMES and not _is_image_data(link):
                yield problem(
                    path,
                    link.place,
                    "scheme-forbidden",
                    f"Das Schema «{scheme}» ist hier nicht erlaubt: «{cleaned(link.url)[:80]}».",
                    "Erlaubt sind https, mailto, tel und Adressen dieser Website.",
                )


def _is_image_data(link: Link) -> bool:
    """Whether the address is an image that stands in the page itself; drawings could carry scripts."""
    return link.element in IMAGE_ELEMENTS and cleaned(link.url).lower().startswith("data:image/")


def host_foreign(site: Site) -> Iterator[Problem]:
    """Pages load nothing from other hosts and send nothing there."""
    home = Home.of(site.rules.site_url)
    for path, page in site.documents.items():
        for link in page.links:
            url = home.without_origin(cleaned(link.url))
            if link.use == "loads" and scheme_of(url) in ("https", "http", "//"):
                yield _foreign(path, link.place, url)
    for path in sorted(site.files):
        yield from _foreign_in_assets(site, path)


def _foreign_in_assets(site: Site, path: str) -> Iterator[Problem]:
    pattern = next((pattern for ending, pattern in _FOREIGN_IN.items() if path.endswith(ending)), None)
    if pattern is None:
        return
    text = site.files[path].decode("utf-8", errors="replace")
    for match in pattern.finditer(text):
        line = text.count("\n", 0, match.start(1)) + 1
        column = match.start(1) - text.rfind("\n", 0, match.start(1))
        yield _foreign(path, Place(line, column), match.group(1))


def _foreign(path: str, place: Place, url: str) -> Problem:
    return problem(
        path,
        place,
        "host-foreign",
        f"Die Seite lädt von einem fremden Server oder sendet dorthin: «{urlsplit(url).netloc}».",
        "Bitte die Datei selbst ausliefern oder nur verlinken.",
    )


def handler_inline(site: Site) -> Iterator[Problem]:
    """No `on…` attributes: what runs stands in a script file."""
    for path, page in site.documents.items():
        for name, place in page.handlers:
            yield problem(path, place, "handler-inline", f"Das Attribut «{name}» führt Code aus.")


def style_inline(site: Site) -> Iterator[Problem]:
    """No `style` attributes or elements: the content security policy would not let them act.

    Drawings in files of their own may: nothing of theirs reaches the page.
    """
    for path, page in site.documents.items():
        for name, place in page.styles if path.endswith(".html") else ():
            yield problem(
                path,
                place,
                "style-inline",
                f"«{name}» gestaltet auf der Seite selbst.",
                "Gestaltung gehört in eine CSS-Datei.",
            )


def script_inline(site: Site) -> Iterator[Problem]:
    """Scripts are files of the site; only data (JSON) may stand in a page."""
    for path, page in site.documents.items():
        for place in page.inline_scripts:
            yield problem(
                path,
                place,
                "script-inline",
                "Auf der Seite steht Programmcode.",
                "Skripte gehören in eine Datei; nur Daten (JSON) dürfen auf der Seite stehen.",
            )
