"""What stands around a page: navigation, breadcrumbs, languages, funding notice, addresses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lotse.model.region import NavigationItem
from lotse.pages.page import Desk
from lotse.render import relative
from lotse.words import text_direction


@dataclass(frozen=True, slots=True)
class VariantLink:
    """The page that says this one in plain words, or from there the full page, and the languages of that."""

    address: str
    is_plain: bool  # whether this page is the one in plain words
    languages: tuple[str, ...]


def frame(
    desk: Desk, *, address: str, title: str, description: str, kind: str,
    exists_in: Sequence[str], titles: Mapping[str, str], body_language: str,
    contents: Sequence[tuple[str, str]] = (), source_file: str | None = None,
    keywords: Sequence[str] = (), is_indexed: bool = True, has_csp: bool = True, base: str | None = None,
    is_reviewed: bool = True, own: Collection[str] | None = None, variant: VariantLink | None = None,
    is_partly_foreign: bool = False, is_legal: bool = False,
) -> dict[str, Any]:
    """The data of the page frame, as the theme's `main.html` wants it.

    `exists_in` are the languages in which the page really exists, `titles` the titles of all pages of
    this language by address, `base` an absolute root for pages that are served at unknown depths.
    """
    region, label = desk.catalogue.region, desk.renderer.label
    is_fallback = body_language != desk.language
    notice = "fallback.notice" if is_fallback else "fallback.partly" if is_partly_foreign else None

    def href(target: str) -> str:
        return f"{base}{_prefix(desk, desk.language)}{target}" if base else relative(target, address)

    return {
        "language": desk.language, "direction": text_direction(desk.language),
        "site_name": desk.renderer.plainly(region.site_name), "claim": desk.renderer.plainly(region.claim),
        "home": href(""), "assets": f"{base}assets/" if base else _assets(desk, address),
        "title": title, "description": description, "kind": kind,
        "navigation": _links(desk, region.navigation, address, href, own),
        "footer": _links(desk, region.footer, address, href, own),
        "german_href": _source_href(desk, address, exists_in, kind) if not is_fallback else None,
        "languages": _languages(desk, address, exists_in, base, variant),
        "variant": _variant(desk, variant, href),
        "breadcrumbs": _breadcrumbs(desk, address, titles, href), "t": _AllLabels(desk),
        "search_href": href("suche/"), "neutrality": desk.renderer.plainly(region.neutrality),
        "funding": {
            "notice": desk.renderer.plainly(region.funding.notice),
            "logos": [desk.renderer.plainly(logo) for logo in region.funding.logos],
        },
        "edit_href": f"{region.contribute_url}{source_file}" if region.contribute_url and source_file else None,
        "body_language": body_language, "body_direction": text_direction(body_language),
        "is_legal": is_legal, "fallback_notice": label(notice) if notice else None,
        "unreviewed_notice": None if is_reviewed or is_fallback else label(
            "variant.unreviewed" if variant and variant.is_plain else "translation.unreviewed"
        ),
        "canonical": _absolute(desk, body_language, address),
        "alternates": _alternates(desk, address, exists_in) if not is_fallback else [],
        "robots": "noindex" if is_fallback else None, "toc": [{"href": f"#{a}", "label": t} for a, t in contents],
        "keywords": list(keywords), "pagefind": is_indexed and not is_fallback, "csp": has_csp, "updated": None,
    }


class _AllLabels:
    """`lotse.t['key']` for the theme's templates."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __getitem__(self, key: str) -> str:
        return self._desk.renderer.label(key)


def _prefix(desk: Desk, language: str) -> str:
    """The path below which a language stands: nothing for the default language."""
    return "" if language == desk.catalogue.region.languages[0] else f"{language}/"


def _absolute(desk: Desk, language: str, address: str) -> str:
    return f"{desk.catalogue.region.site_url}{_prefix(desk, language)}{address}"


def _assets(desk: Desk, address: str) -> str:
    depth = address.count("/") + (1 if _prefix(desk, desk.language) else 0)
    return "../" * depth + "assets/"


def _links(
    desk: Desk, items: Sequence[NavigationItem], address: str, href: Any, own: Collection[str] | None
) -> list[dict[str, Any]]:
    """The links whose pages the language has; what must stand everywhere is marked with the language it is in.

    `own` are the addresses of the language; None means all.
    """
    return [
        {
            "href": href(item.page), "label": desk.renderer.plainly(item.label),
            "is_current": bool(item.page) and address.startswith(item.page), "is_page": address == item.page,
            "foreign": None if own is None or item.page in own else _source_language(desk),
        }
        for item in items
        if own is None or item.page in own or item.is_everywhere
    ]


def _source_language(desk: Desk) -> dict[str, str]:
    """The code and the own name of the language that pages are copied from where a translation is missing."""
    source = desk.catalogue.region.languages[0]
    return {"code": source, "native": _native_names(desk).get(source, source)}


def _native_names(desk: Desk) -> dict[str, str]:
    """What each language calls itself."""
    return {known.code: known.native for known in desk.catalogue.languages}


def _variant(desk: Desk, variant: VariantLink | None, href: Any) -> dict[str, str] | None:
    """The link to the same page in plain words, or back from there."""
    if variant is None:
        return None
    label = desk.renderer.label("variant.to_full" if variant.is_plain else "variant.to_plain")
    return {"href": href(variant.address), "label": label}


def _languages(
    desk: Desk, address: str, exists_in: Sequence[str], base: str | None, variant: VariantLink | None
) -> list[dict[str, Any]]:
    """The language menu: only languages in which this page exists; elsewhere it leads nowhere.

    From a page in plain words it leads to the full page in the other languages.
    """
    names = _native_names(desk)
    up = base or ("../" * (address.count("/") + (1 if _prefix(desk, desk.language) else 0)) or "./")
    full = variant if variant and variant.is_plain else None
    return [
        {
            "code": code, "native": names.get(code, code), "is_current": code == desk.language,
            "href": f"{up}{_prefix(desk, code)}{full.address if full and code != desk.language else address}",
        }
        for code in (full.languages if full else exists_in)
    ]


_SIDE_BY_SIDE = frozenset({"prose", "checklist", "organization", "municipality", "topic", "procedure"})


def _source_href(desk: Desk, address: str, exists_in: Sequence[str], kind: str) -> str | None:
    """The same page in the source language, for a sheet in two languages at the desk of an office."""
    source = desk.catalogue.region.languages[0]
    if desk.language == source or source not in exists_in or kind not in _SIDE_BY_SIDE:
        return None
    return "../" * (address.count("/") + 1) + address


def _alternates(desk: Desk, address: str, exists_in: Sequence[str]) -> list[dict[str, str]]:
    default = desk.catalogue.region.languages[0]
    links = [{"code": code, "href": _absolute(desk, code, address)} for code in exists_in]
    return [*links, {"code": "x-default", "href": _absolute(desk, default, address)}] if default in exists_in else links


def _breadcrumbs(desk: Desk, address: str, titles: Mapping[str, str], href: Any) -> list[dict[str, Any]]:
    """The way from the start page: every part of the address that is a page of its own."""
    if not address:
        return []
    crumbs: list[dict[str, Any]] = [{"href": href(""), "label": desk.renderer.label("breadcrumbs.home")}]
    parts = address.strip("/").split("/")
    for depth in range(1, len(parts)):
        parent = "/".join(parts[:depth]) + "/"
        if parent in titles:
            crumbs.append({"href": href(parent), "label": titles[parent]})
    return [*crumbs, {"href": None, "label": titles.get(address, "")}]
