"""The sitemap as the rules see it (sitemaps.org, with the language versions of its pages)."""

from __future__ import annotations

from html.parser import HTMLParser

from lotse.site_checks.pages import Link, Place

Entry = tuple[Link, list[tuple[str, Link]]]
"""An address, and its versions by language."""


def read_sitemap(content: bytes) -> list[Entry]:
    """The entries in their order."""
    reader = _SitemapReader()
    reader.feed(content.decode("utf-8", errors="replace"))
    reader.close()
    return reader.entries


class _SitemapReader(HTMLParser):
    """Reads the XML with the tolerant parser, because that one knows line and column."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.entries: list[Entry] = []
        self._is_address = False
        self._alternates: list[tuple[str, Link]] = []

    @property
    def _place(self) -> Place:
        line, offset = self.getpos()
        return Place(line, offset + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "url":
            self._alternates = []
        elif tag == "xhtml:link" and "hreflang" in values:
            link = Link(values.get("href", ""), self._place, tag, "names")
            self._alternates.append((values["hreflang"], link))
        self._is_address = tag == "loc"

    def handle_data(self, data: str) -> None:
        if self._is_address and data.strip():
            self.entries.append((Link(data.strip(), self._place, "loc", "names"), self._alternates))
            self._is_address = False
