"""The list of all pages for search engines."""

from __future__ import annotations

from pathlib import Path

from lotse.edition import Edition
from lotse.exports.sitemap import sitemap


def mapped(edition: Edition, folder: Path) -> None:
    """Writes `sitemap.xml` with the languages in which each page really exists."""
    if edition.catalogue is None or edition.register is None:
        return
    register = edition.register
    entries = {address: register.languages_of(address) for address in register.addresses()}
    (folder / "sitemap.xml").write_text(sitemap(edition.catalogue.region, entries), encoding="utf-8")
