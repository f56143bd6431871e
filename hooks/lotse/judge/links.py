"""Rules of the ways through the site: no dead links, no page without a way to it. They see all leaves at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lotse.judge.addresses import Fault, Target, shown
from lotse.judge.finished import SITEMAP, START, Finding, FinishedSite, is_like
from lotse.leaves import Position, Spot

Found = Iterator[tuple[str, Finding]]
"""Files, and what is wrong with them."""

_SENTENCES: dict[Fault, tuple[str, str]] = {
    "missing": ("«{shown}» gibt es auf der Website nicht.", ""),
    "slash": ("Der Adresse fehlt am Ende der Schrägstrich.", "Bitte «{shown}» schreiben."),
    "case": ("Groß- und Kleinschreibung der Adresse stimmen nicht.", "Bitte «{shown}» schreiben."),
    "above": ("Die Adresse «{url}» führt über den Anfang der Website hinaus.", ""),
    "outside": ("Die Adresse «{url}» liegt außerhalb der Website.", ""),
    "relative": (
        "Die Fehlerseite verweist mit einer Adresse, die nur von einer Stelle aus stimmt: «{url}».",
        "Auf dieser Seite müssen Adressen mit «/» beginnen.",
    ),
}


def link_broken(site: FinishedSite) -> Found:
    """Every address on our own host leads to a file, written exactly as the file is named."""
    for path, ways in site.ways.items():
        for way in ways:
            if way.target.fault:
                message, hint = _SENTENCES[way.target.fault]
                words = {"url": way.url, "shown": shown(way.target.path)}
                yield path, Finding("link-broken", message.format(**words), hint.format(**words), way.spot)


def anchor_missing(site: FinishedSite) -> Found:
    """A link to a place on a page finds that place. Fragments with «=» are state for scripts."""
    for path, ways in site.ways.items():
        for way in ways:
            if way.target.fragment and not way.target.fault and not _has_anchor(site, way.target):
                message = f"Auf {shown(way.target.path)} gibt es die Sprungmarke «{way.target.fragment}» nicht."
                yield path, Finding("anchor-missing", message, spot=way.spot)


def _has_anchor(site: FinishedSite, target: Target) -> bool:
    leaf = site.leaves.get(target.path)
    if leaf is None or target.fragment == "top" or "=" in target.fragment:
        return True
    return target.fragment in leaf.ids or target.fragment.startswith(":~:")


def page_orphan(site: FinishedSite) -> Found:
    """From the start page of its language, links of that language lead to every page.

    The language switch does not count, nor does the sitemap: who reads English must find the page in English.
    """
    for language in site.rules.languages:
        reached = _reached_from(site, site.in_language("index.html", language), language)
        for path, page in site.pages.items():
            is_wanted = page.is_indexable and not path.endswith("404.html")
            if is_wanted and path not in reached and site.language_of(path) == language:
                yield (
                    path,
                    Finding(
                        "page-orphan",
                        f"Von der Startseite ({language}) führt kein Weg zu dieser Seite.",
                        "Bitte von einer passenden Übersicht aus verlinken.",
                    ),
                )


def _reached_from(site: FinishedSite, start: str, language: str) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        path = waiting.pop()
        if path not in site.leaves:
            continue
        for target in site.next_files(path):
            if target not in reached and site.language_of(target) == language:
                reached.add(target)
                waiting.append(target)
    return reached


def legal_link_missing(site: FinishedSite) -> Found:
    """Every page links to the legal pages, in its language where they exist in it (§ 5 DDG and others)."""
    for path in site.pages:
        linked = {path, *site.next_files(path)}
        for name in site.rules.legal:
            plain = f"{name}/index.html"
            own = site.in_language(plain, site.language_of(path))
            wanted = own if own in site.pages else plain
            if wanted not in linked:
                yield path, Finding("legal-link-missing", f"Auf der Seite fehlt der Link zu {shown(wanted)}.")


def title_duplicate(site: FinishedSite) -> Found:
    """Within a language no two pages bear the same title; pages kept out of search do not count."""
    seen: dict[tuple[str, str], str] = {}
    for path, page in site.pages.items():
        if not page.title or not page.is_indexable:
            continue
        first = seen.setdefault((page.language, page.title), path)
        if first != path:
            yield path, Finding("title-duplicate", f"Den Titel «{page.title}» trägt schon {shown(first)}.")


class Version(NamedTuple):
    """A language version that a page or the sitemap names, and where it does."""

    language: str
    target: Target
    spot: Spot | None = None
    position: Position = START


def hreflang_faulty(site: FinishedSite) -> Found:
    """Language versions name each other, both ways, in the pages' heads."""
    versions = {}
    for path, page in site.pages.items():
        target_of = site.addresses.from_page(path)
        versions[path] = [
            Version(language, target_of(url), Spot("alternates", (language, url))) for language, url in page.alternates
        ]
    yield from _hreflang_faults(site, versions)


def sitemap_hreflang_faulty(site: FinishedSite) -> Found:
    """Language versions name each other, both ways, in the sitemap too."""
    target_of = site.addresses.from_page(SITEMAP)
    versions = {
        target_of(page.url).path: [
            Version(other.language, target_of(other.url), position=other.position) for other in others
        ]
        for page, others in site.sitemap
    }
    for _, finding in _hreflang_faults(site, versions):
        yield SITEMAP, finding


def _hreflang_faults(site: FinishedSite, versions: dict[str, list[Version]]) -> Found:
    answers = {path: {back.target.path for back in named} for path, named in versions.items()}
    for path, named in versions.items():
        for language, target, spot, position in named:
            if target.path not in site.pages:
                continue  # a feed, or a dead address, which other rules tell
            there, here = shown(target.path), shown(path)
            if path not in answers.get(target.path, ()):
                fault = f"{there} wird als Fassung von {here} genannt, nennt sie aber nicht."
            elif language not in ("x-default", site.pages[target.path].language):
                fault = f"{there} ist nicht in der Sprache «{language}»."
            else:
                continue
            yield path, Finding("hreflang-faulty", fault, spot=spot, position=position)


def sitemap_faulty(site: FinishedSite) -> Found:
    """The sitemap names pages that exist and that may be found, under the site's own address."""
    target_of = site.addresses.from_page(SITEMAP)
    for page, others in site.sitemap:
        for url, position, _ in (page, *others):
            target = target_of(url)
            named = site.pages.get(target.path)
            if not target.is_internal or target.fault or named is None or not named.is_indexable:
                message = f"Die Sitemap nennt «{url}»; dort ist keine auffindbare Seite dieser Website."
                yield SITEMAP, Finding("sitemap-faulty", message, position=position)


def script_unlisted(site: FinishedSite) -> Found:
    """Pages run only the frame's own scripts, which lie where the operator says."""
    for path, ways in site.ways.items():
        for way in ways:
            is_sound = way.use == "runs" and way.target.is_internal and not way.target.fault
            if is_sound and not is_like(way.target.path, site.rules.scripts):
                message = f"Die Seite führt «{shown(way.target.path)}» aus; das Skript gehört nicht zur Website."
                yield path, Finding("script-unlisted", message, "Bitte das Element entfernen.", way.spot)
