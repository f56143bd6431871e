"""`sitemap.xml` with the languages of each page (sitemaps.org 0.9, hreflang by xhtml:link)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from lotse.model import Region

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(region: Region, entries: Mapping[str, Sequence[str]]) -> str:
    """All addresses with the languages in which they exist; untranslated copies are left out."""
    urls = (_url(region, address, language, entries[address]) for address in entries for language in entries[address])
    return _HEAD + "".join(urls) + "</urlset>\n"


def _url(region: Region, address: str, language: str, languages: Sequence[str]) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(_place(region, address, code))}/>'
        for code in languages
    )
    return f"<url><loc>{escape(_place(region, address, language))}</loc>{links}</url>\n"


def _place(region: Region, address: str, language: str) -> str:
    prefix = "" if language == region.languages[0] else f"{language}/"
    return f"{region.site_url}{prefix}{address}"
