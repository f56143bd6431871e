"""Rules of safety and privacy: no foreign hosts, no inline code, no forbidden schemes. Each sees one leaf."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from lotse.judge.addresses import cleaned, scheme_of
from lotse.judge.finished import Finding, SiteRules, is_like
from lotse.leaves import Leaf, Spot, Use

ALLOWED_SCHEMES = frozenset({"", "https", "mailto", "tel"})
_FETCHED: tuple[Use, ...] = ("shows", "loads", "runs")
_TOLD_BY_HOST = frozenset({*_FETCHED, "sends"})
_OF_HOSTS = frozenset({"https", "http", "//"})


def scheme_forbidden(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """Links lead only to https, mailto, tel and to the site itself; images may be `data:`."""
    for use, urls in leaf.links.items():
        for url in urls:
            scheme = scheme_of(url)
            if use in _TOLD_BY_HOST and scheme in _OF_HOSTS:
                continue
            if scheme not in ALLOWED_SCHEMES and not (use == "shows" and _is_image_data(url)):
                yield Finding(
                    "scheme-forbidden",
                    f"Das Schema «{scheme}» ist hier nicht erlaubt: «{cleaned(url)[:80]}».",
                    "Erlaubt sind https, mailto, tel und Adressen dieser Website.",
                    Spot(use, url),
                )


def _is_image_data(url: str) -> bool:
    """Whether the address is an image that stands in the page itself; drawings could carry scripts."""
    return cleaned(url).lower().startswith("data:image/")


def host_foreign(leaf: Leaf, rules: SiteRules) -> Iterator[Finding]:
    """Pages load nothing from other hosts."""
    for use in _FETCHED:
        for url in leaf.links.get(use, ()):
            if _is_foreign(url, rules):
                yield foreign(url, Spot(use, url))


def _is_foreign(url: str, rules: SiteRules) -> bool:
    return scheme_of(url) in _OF_HOSTS and scheme_of(rules.home.without_origin(cleaned(url))) in _OF_HOSTS


def foreign(url: str, spot: Spot | None = None) -> Finding:
    """The finding about something that is fetched from another host."""
    return Finding(
        "host-foreign",
        f"Die Seite lädt von einem fremden Server: «{urlsplit(cleaned(url)).netloc}».",
        "Bitte die Datei selbst ausliefern oder nur verlinken.",
        spot,
    )


def form_foreign(leaf: Leaf, rules: SiteRules) -> Iterator[Finding]:
    """Forms send what people type to nobody else."""
    for url in leaf.links.get("sends", ()):
        if _is_foreign(url, rules):
            yield Finding(
                "form-foreign",
                f"Ein Formular sendet an einen fremden Server: «{urlsplit(cleaned(url)).netloc}».",
                "Eingaben dürfen nur an diese Website gehen.",
                Spot("sends", url),
            )


def handler_inline(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """No `on…` attributes: what runs stands in a script file."""
    for name in leaf.handlers:
        yield Finding("handler-inline", f"Das Attribut «{name}» führt Code aus.", spot=Spot("handlers", name))


def style_inline(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """No `style` attributes or elements: the content security policy would not let them act.

    Drawings in files of their own may: nothing of theirs reaches the page.
    """
    for name in leaf.styles:
        yield Finding(
            "style-inline",
            f"«{name}» gestaltet auf der Seite selbst.",
            "Gestaltung gehört in eine CSS-Datei.",
            Spot("styles", name),
        )


def script_inline(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """Scripts are files of the site; only data (JSON) may stand in a page."""
    for name in leaf.inline_scripts:
        yield Finding(
            "script-inline",
            "Auf der Seite steht Programmcode.",
            "Skripte gehören in eine Datei; nur Daten (JSON) dürfen auf der Seite stehen.",
            Spot("inline_scripts", name),
        )


def base_forbidden(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """No `<base>`: it would lead every relative address of the page elsewhere."""
    for url in leaf.bases:
        message = f"«<base>» lenkt alle Adressen der Seite um, nach «{cleaned(url)[:80]}»."
        yield Finding("base-forbidden", message, "Bitte das Element entfernen.", Spot("bases", url))


def ping_forbidden(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """No `ping`: nobody is told who follows a link."""
    for url in leaf.pings:
        message = f"Das Attribut «ping» meldet jeden Klick an «{cleaned(url)[:80]}»."
        yield Finding("ping-forbidden", message, "Bitte das Attribut entfernen.", Spot("pings", url))


def refresh_forbidden(leaf: Leaf, rules: SiteRules) -> Iterator[Finding]:
    """Only a page that stands for a moved one leads on by itself: at once, within the site, hidden from search."""
    for delay, url in leaf.refreshes:
        is_own = url != "" and not _is_foreign(url, rules) and scheme_of(url) in ("", "https")
        if leaf.is_indexable or not is_own or delay.strip("0."):
            yield Finding(
                "refresh-forbidden",
                f"Die Seite leitet von selbst weiter, nach «{cleaned(url)[:80]}».",
                "Erlaubt ist das nur Seiten, die an Stelle einer verschobenen stehen: sofort, innerhalb dieser Website "
                "und mit «noindex».",
                Spot("refreshes", (delay, url)),
            )


def embed_forbidden(leaf: Leaf, rules: SiteRules) -> Iterator[Finding]:
    """Pages open no other pages, documents or programs inside themselves, unless the operator allows the address."""
    for name in leaf.srcdocs:
        message = "Das Attribut «srcdoc» legt eine zweite Seite in diese."
        yield Finding("embed-forbidden", message, "Bitte den Inhalt verlinken.", Spot("srcdocs", name))
    for name, url in leaf.embeds:
        if not is_like(cleaned(url), rules.embeds) and not (name in leaf.srcdocs and not url):
            yield Finding(
                "embed-forbidden",
                f"«<{name}>» bettet etwas in die Seite ein: «{cleaned(url)[:80]}».",
                "Bitte den Inhalt verlinken.",
                Spot("embedded", (name, url)),
            )


def charset_foreign(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """Pages are UTF-8 and say nothing else: in another encoding a browser would read another page than we."""
    hint = "Bitte als UTF-8 speichern."
    if not leaf.is_utf8:
        yield Finding("charset-foreign", "Die Seite ist nicht in UTF-8.", hint, Spot("is_utf8", False))
    for name in leaf.charsets:
        if name.lower() not in ("utf-8", "utf8"):
            message = f"Die Seite nennt als Zeichensatz «{name[:80]}» statt UTF-8."
            yield Finding("charset-foreign", message, hint, Spot("charsets", name))


def xml_faulty(leaf: Leaf, _rules: SiteRules) -> Iterator[Finding]:
    """Drawings and feeds are plain XML, which every reader reads alike."""
    for sentence in leaf.xml_faults:
        hint = "Zeichnungen bitte als «einfaches SVG» speichern."
        yield Finding("xml-faulty", sentence, hint, Spot("xml_faults", sentence))
