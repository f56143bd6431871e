"""Rules of the ways through the site: no dead links, no page without a way to it."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.problems import Problem
from lotse.site_checks.addresses import Fault, Target, shown
from lotse.site_checks.pages import Link
from lotse.site_checks.site import Site, problem
from lotse.site_checks.structure import START

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


def link_broken(site: Site) -> Iterator[Problem]:
    """Every address on our own host leads to a file, written exactly as the file is named."""
    for path, targets in site.targets.items():
        for link, target in targets:
            if target.fault:
                message, hint = _SENTENCES[target.fault]
                words = {"url": link.url, "shown": shown(target.path)}
                yield problem(path, link.place, "link-broken", message.format(**words), hint.format(**words))


def anchor_missing(site: Site) -> Iterator[Problem]:
    """A link to a place on a page finds that place. Fragments with «=» are state for scripts."""
    for path, targets in site.targets.items():
        for link, target in targets:
            if target.is_internal and not target.fault and not _has_anchor(site, target):
                yield problem(
                    path,
                    link.place,
                    "anchor-missing",
                    f"Auf {shown(target.path)} gibt es die Sprungmarke «{target.fragment}» nicht.",
                )


def _has_anchor(site: Site, target: Target) -> bool:
    document = site.documents.get(target.path)
    if document is None or target.fragment in ("", "top") or "=" in target.fragment:
        return True
    return target.fragment in document.ids or target.fragment.startswith(":~:")


def page_orphan(site: Site) -> Iterator[Problem]:
    """From the start page of its language, links of that language lead to every page.

    The language switch does not count, nor does the sitemap: who reads English must find the page in English.
    """
    for language in site.rules.languages:
        reached = _reached_from(site, site.in_language("index.html", language), language)
        for path, page in site.pages.items():
            is_wanted = page.is_indexable and not path.endswith("404.html")
            if is_wanted and site.language_of(path) == language and path not in reached:
                yield problem(
                    path,
                    START,
                    "page-orphan",
                    f"Von der Startseite ({language}) führt kein Weg zu dieser Seite.",
                    "Bitte von einer passenden Übersicht aus verlinken.",
                )


def _reached_from(site: Site, start: str, language: str) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        path = waiting.pop()
        if path not in site.documents:
            continue
        for _, target in site.internal_links(path):
            if target.path not in reached and site.language_of(target.path) == language:
                reached.add(target.path)
                waiting.append(target.path)
    return reached


def legal_link_missing(site: Site) -> Iterator[Problem]:
    """Every page links to the legal pages, in its language where they exist in it (§ 5 DDG and others)."""
    for path in site.pages:
        linked = {target.path for _, target in site.internal_links(path)} | {path}
        for name in site.rules.legal:
            plain = f"{name}/index.html"
            own = site.in_language(plain, site.language_of(path))
            wanted = own if own in site.pages else plain
            if wanted not in linked:
                yield problem(
                    path, START, "legal-link-missing", f"Auf der Seite fehlt der Link zu {shown(wanted)}."
                )


def path_case_collision(site: Site) -> Iterator[Problem]:
    """No two files differ only by case: some file systems cannot hold both."""
    seen: dict[str, str] = {}
    for path in sorted(site.files):
        first = seen.setdefault(path.casefold(), path)
        if first != path:
            yield problem(
                path,
                START,
                "path-case-collision",
                f"Die Datei unterscheidet sich von «{first}» nur durch Groß- und Kleinschreibung.",
            )


def hreflang_faulty(site: Site) -> Iterator[Problem]:
    """Language versions name each other, both ways, in the pages' heads and in the sitemap."""
    versions = {
        path: [(language, link, site.addresses.target(link.url, path)) for language, link in page.alternates]
        for path, page in site.pages.items()
    }
    yield from _hreflang_faults(site, versions)
    yield from _hreflang_faults(site, _sitemap_versions(site), "sitemap.xml")


Versions = dict[str, list[tuple[str, Link, Target]]]


def _hreflang_faults(site: Site, versions: Versions, file: str = "") -> Iterator[Problem]:
    for path, alternates in versions.items():
        for language, link, target in alternates:
            if target.path not in site.pages:
                continue  # a feed, or a dead address, which other rules tell
            there, here = shown(target.path), shown(path)
            if path not in {back.path for _, _, back in versions.get(target.path, ())}:
                fault = f"{there} wird als Fassung von {here} genannt, nennt sie aber nicht."
            elif language not in ("x-default", site.pages[target.path].language):
                fault = f"{there} ist nicht in der Sprache «{language}»."
            else:
                continue
            yield problem(file or path, link.place, "hreflang-faulty", fault)


def _sitemap_versions(site: Site) -> Versions:
    versions: Versions = {}
    for address, alternates in site.sitemap:
        path = site.addresses.target(address.url, "sitemap.xml").path
        versions[path] = [
            (language, link, site.addresses.target(link.url, "sitemap.xml")) for language, link in alternates
        ]
    return versions


def sitemap_faulty(site: Site) -> Iterator[Problem]:
    """The sitemap names pages that exist and that may be found, under the site's own address."""
    for address, alternates in site.sitemap:
        for link in (address, *(link for _, link in alternates)):
            target = site.addresses.target(link.url, "sitemap.xml")
            page = site.documents.get(target.path)
            if not target.is_internal or target.fault or page is None or not page.is_indexable:
                yield problem(
                    "sitemap.xml",
                    link.place,
                    "sitemap-faulty",
                    f"Die Sitemap nennt «{link.url}»; dort ist keine auffindbare Seite dieser Website.",
                )
