"""What stands around a page: navigation, breadcrumbs, languages, funding notice, addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from lotse.exports.schema_org import as_script, way_data
from lotse.model.public import PublicHelpLine
from lotse.model.region import NavigationItem
from lotse.pages.corrections import Corrections, Spot, corrections_to, record_of
from lotse.pages.danger import danger_of
from lotse.pages.page import Desk, Made, Page
from lotse.pages.register import Register
from lotse.policy import GOOD_FOR_DAYS
from lotse.render import FOREIGN, relative
from lotse.search import EDITORS
from lotse.words import text_direction

Href = Callable[[str], str]
_SIDE_BY_SIDE = frozenset({"prose", "checklist", "organization", "municipality", "topic", "procedure"})


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language with the name that it calls itself."""

    code: str
    native: str


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link of the menu or the footer; `foreign` when its page stands there in another language."""

    href: str
    label: str
    is_current: bool
    is_page: bool
    foreign: LanguageName | None


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in a language."""

    code: str
    native: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; without `href` it is where the reader is."""

    href: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """A language version of the page for search engines."""

    code: str
    href: str


@dataclass(frozen=True, slots=True)
class Funding:
    """Who pays, as the notice of the funding wants it."""

    notice: str
    logos: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Everything around a page, ready to be shown."""

    language: str
    direction: str
    site_name: str
    claim: str
    title: str
    description: str
    kind: str
    home: str
    assets: str
    search_href: str
    navigation: tuple[MenuLink, ...]
    footer: tuple[MenuLink, ...]
    danger: tuple[PublicHelpLine, ...]
    danger_href: str | None
    corrections: Corrections
    today: date
    good_until: date
    languages: tuple[LanguageLink, ...]
    breadcrumbs: tuple[Link, ...]
    way: Markup | None  # the same as JSON-LD
    variant: Link | None
    german_href: str | None
    edit_href: str | None
    canonical: str | None
    alternates: tuple[Alternate, ...]
    robots: str | None
    body_language: str
    body_direction: str
    is_legal: bool
    is_copy: bool
    unreviewed_notice: str | None
    neutrality: str
    funding: Funding
    keywords: tuple[str, ...]
    is_searched: bool
    is_for_editors: bool  # its search is that of the pages for editors
    has_policy: bool


def framed(page: Page, made: Made, desk: Desk, register: Register, *, has_policy: bool = True) -> str:
    """The finished document. `has_policy` is false only where live reload needs an inline script."""
    view = frame_of(page, desk, register, has_policy=has_policy)
    return _document(page, made, desk, view)


def _document(page: Page, made: Made, desk: Desk, view: Frame) -> str:
    toc = tuple(Link(f"#{anchor}", label) for anchor, label in made.contents)
    is_partly_foreign = page.is_generated and FOREIGN in made.html
    return str(desk.renderer.render(
        "frame", page.address, frame=view, content=Markup(made.html), toc=toc, is_partly_foreign=is_partly_foreign,
    ))  # fmt: skip


def notfound_page(desk: Desk, register: Register) -> str:
    """The document for unknown addresses, which is served at unknown depths: its own addresses are absolute."""
    label = desk.renderer.label
    base = "/" + "/".join(desk.catalogue.region.site_url.split("/")[3:])
    page = Page(
        address="", language=desk.language, title=label("notfound.title"), description=label("notfound.text"),
        kind="notfound", find=tuple, make=lambda _: Made("", ()), is_indexed=False,
    )
    view = frame_of(page, desk, register, base=base)
    html = desk.renderer.render("notfound", "", home=view.home, navigation=view.navigation)
    return _document(page, Made(html, ()), desk, view)


def frame_of(
    page: Page, desk: Desk, register: Register, *, has_policy: bool = True, base: str | None = None
) -> Frame:
    """The frame of a page; `base` is an absolute root for pages that are served at unknown depths."""
    region, say = desk.catalogue.region, desk.renderer.plainly
    exists_in = () if base else register.languages_of(page.address)
    body_language = page.body_language or desk.language

    def href(target: str) -> str:
        return f"{base}{_prefix(desk, desk.language)}{target}" if base else relative(target, page.address)

    return Frame(
        language=desk.language, direction=text_direction(desk.language),
        site_name=say(region.site_name), claim=say(region.claim),
        title=page.title, description=page.description, kind=page.kind,
        home=href(""), assets=f"{base}assets/" if base else _up(desk, page.address) + "assets/",
        search_href=href("suche/"),
        navigation=_menu(region.navigation, page, desk, register, href),
        footer=_menu(region.footer, page, desk, register, href),
        danger=danger_of(desk.catalogue).lines, danger_href=_danger_href(desk, register, href),
        corrections=_corrections(page, desk, has_address=not base),
        today=desk.catalogue.today, good_until=desk.catalogue.today + timedelta(days=GOOD_FOR_DAYS),
        languages=_languages(page, desk, exists_in, base),
        breadcrumbs=_breadcrumbs(page, desk, register, href), way=None if base else _way(page, desk, register),
        variant=_variant(page, desk, href),
        german_href=_source_href(page, desk, exists_in),
        edit_href=f"{region.contribute_url}{page.source_file}" if region.contribute_url and page.source_file else None,
        canonical=None if base else _absolute(desk, body_language, page.address),
        alternates=() if page.is_copy else _alternates(page, desk, exists_in),
        robots="noindex" if page.is_copy or base else None,
        body_language=body_language, body_direction=text_direction(body_language), is_legal=page.is_legal,
        is_copy=page.is_copy, unreviewed_notice=_unreviewed_notice(page, desk),
        neutrality=say(region.neutrality),
        funding=Funding(say(region.funding.notice), tuple(map(say, region.funding.logos))),
        keywords=page.keywords, is_searched=page.is_indexed and not page.is_copy,
        is_for_editors=page.address.startswith(EDITORS), has_policy=has_policy,
    )


def _corrections(page: Page, desk: Desk, *, has_address: bool) -> Corrections:
    """The ways to say that something on this page is wrong."""
    ways, code = desk.catalogue.region.corrections, page.body_language or desk.language
    spot = Spot(
        title=page.title, url=_absolute(desk, code, page.address) if has_address else "",
        language=_native_names(desk).get(desk.language, desk.language), today=desk.catalogue.today,
        record=record_of(page.kind, page.address) if has_address else "",
    )
    return corrections_to(ways.email, ways.form_url, spot, desk.renderer.label)


def _unreviewed_notice(page: Page, desk: Desk) -> str | None:
    """That nobody has read the translation, or the plain words, yet."""
    if page.is_reviewed or page.is_copy:
        return None
    is_plain = page.variant is not None and page.variant.is_plain
    return desk.renderer.label("variant.unreviewed" if is_plain else "translation.unreviewed")


def _prefix(desk: Desk, language: str) -> str:
    """The path below which a language stands: nothing for the default language."""
    return "" if language == desk.catalogue.region.languages[0] else f"{language}/"


def _up(desk: Desk, address: str) -> str:
    """The way from a page up to the root of the site."""
    return "../" * (address.count("/") + (1 if _prefix(desk, desk.language) else 0))


def _absolute(desk: Desk, language: str, address: str) -> str:
    return f"{desk.catalogue.region.site_url}{_prefix(desk, language)}{address}"


def _menu(
    items: Sequence[NavigationItem], page: Page, desk: Desk, register: Register, href: Href
) -> tuple[MenuLink, ...]:
    """The links whose pages the language has; what must stand everywhere is marked with the language it is in."""
    own = register.own(desk.language)
    return tuple(
        MenuLink(
            href=href(item.page), label=desk.renderer.plainly(item.label),
            is_current=bool(item.page) and page.address.startswith(item.page), is_page=page.address == item.page,
            foreign=None if item.page in own else _source_language(desk),
        )
        for item in items
        if item.page in own or item.is_everywhere
    )


def _danger_href(desk: Desk, register: Register, href: Href) -> str | None:
    """The link to what to do in danger, if the language has the page."""
    page, sign, section = (desk.catalogue.region.danger_page or "").partition("#")
    return f"{href(page)}{sign}{section}" if page in register.own(desk.language) else None


def _source_language(desk: Desk) -> LanguageName:
    """The language that pages are copied from where a translation is missing."""
    source = desk.catalogue.region.languages[0]
    return LanguageName(source, _native_names(desk).get(source, source))


def _native_names(desk: Desk) -> dict[str, str]:
    """What each language calls itself."""
    return {known.code: known.native for known in desk.catalogue.languages}


def _variant(page: Page, desk: Desk, href: Href) -> Link | None:
    """The link to the same page in plain words, or back from there."""
    if page.variant is None:
        return None
    label = desk.renderer.label("variant.to_full" if page.variant.is_plain else "variant.to_plain")
    return Link(href(page.variant.address), label)


def _languages(page: Page, desk: Desk, exists_in: Sequence[str], base: str | None) -> tuple[LanguageLink, ...]:
    """The language menu: only languages in which this page exists; elsewhere it leads nowhere.

    From a page in plain words it leads to the full page in the other languages.
    """
    names = _native_names(desk)
    up = base or _up(desk, page.address) or "./"
    full = page.variant if page.variant and page.variant.is_plain else None
    return tuple(
        LanguageLink(
            code=code, native=names.get(code, code), is_current=code == desk.language,
            href=f"{up}{_prefix(desk, code)}{full.address if full and code != desk.language else page.address}",
        )
        for code in (full.languages if full else exists_in)
    )


def _source_href(page: Page, desk: Desk, exists_in: Sequence[str]) -> str | None:
    """The same page in the source language, for a sheet in two languages at the desk of an office."""
    source = desk.catalogue.region.languages[0]
    if page.is_copy or desk.language == source or source not in exists_in or page.kind not in _SIDE_BY_SIDE:
        return None
    return "../" * (page.address.count("/") + 1) + page.address


def _alternates(page: Page, desk: Desk, exists_in: Sequence[str]) -> tuple[Alternate, ...]:
    default = desk.catalogue.region.languages[0]
    links = [Alternate(code, _absolute(desk, code, page.address)) for code in exists_in]
    links += [Alternate("x-default", _absolute(desk, default, page.address))] if default in exists_in else []
    return tuple(links)


def _way(page: Page, desk: Desk, register: Register) -> Markup | None:
    """The breadcrumbs for search engines, with full addresses; none on the start page."""
    if not page.address or page.is_copy:
        return None
    titles = register.titles(desk.language)
    steps = [(desk.renderer.label("breadcrumbs.home"), _absolute(desk, desk.language, ""))]
    parts = page.address.strip("/").split("/")
    above = ("/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1))
    steps += [(titles[address], _absolute(desk, desk.language, address)) for address in above if titles.get(address)]
    return Markup(as_script(way_data(steps)))


def _breadcrumbs(page: Page, desk: Desk, register: Register, href: Href) -> tuple[Link, ...]:
    """The way from the start page: every part of the address that is a page of its own."""
    if not page.address:
        return ()
    titles = register.titles(desk.language)
    parts = page.address.strip("/").split("/")
    parents = ("/".join(parts[:depth]) + "/" for depth in range(1, len(parts)))
    above = [Link(href(parent), titles[parent]) for parent in parents if parent in titles]
    return (Link(href(""), desk.renderer.label("breadcrumbs.home")), *above, Link(None, titles.get(page.address, "")))
