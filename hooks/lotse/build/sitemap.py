"""The list of all pages for search engines."""

from __future__ import annotations

from pathlib import Path

from lotse.edition import Edition
from lotse.exports.sitemap import sitemap
from lotse.search import EDITORS


def mapped(edition: Edition, folder: Path) -> None:
    """Writes `sitemap.xml` with the languages in which each page really exists; pages for editors are left out."""
    if edition.catalogue is None or edition.register is None:
        return
    register = edition.register
    public = (address for address in register.addresses() if not address.startswith(EDITORS))
    entries = {address: register.languages_of(address) for address in public}
    (folder / "sitemap.xml").write_text(sitemap(edition.catalogue.region, entries), encoding="utf-8")
