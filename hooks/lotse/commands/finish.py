"""The last steps on a built site: sitemap and search index."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from lotse.exports.sitemap import sitemap
from lotse.model import Region
from lotse.site import Site
from lotse.site_checks import SiteRules

_UNUSED_SEARCH_FILES = ("pagefind-*ui*", "pagefind-highlight*", "pagefind-component*")
_NOT_SEARCHED = (".source", ".jump", ".filter", ".filter-fold", ".no-print", ".headerlink", "template")
"""Parts of a page that say nothing about its subject: sources, ways to other pages, tools."""


def finish_site(folder: Path, site: Site) -> None:
    """Writes `sitemap.xml` and the search index below a finished `folder`."""
    if not site.catalogue or not site.pages:
        return
    addresses = {page.address for page in site.catalogue.prose} | {a for pages in site.pages.values() for a in pages}
    entries = {address: site.languages_of(address) for address in sorted(addresses)}
    (folder / "sitemap.xml").write_text(sitemap(site.catalogue.region, entries), encoding="utf-8")
    index_for_search(folder)


def rules_for(region: Region) -> SiteRules:
    """What a finished site of this region must keep: own host, languages, legal pages everywhere."""
    return SiteRules(
        site_url=region.site_url,
        languages=region.languages,
        legal=tuple(item.page.strip("/") for item in region.footer if item.is_everywhere),
    )


def index_for_search(folder: Path) -> None:
    """A Pagefind index per language of the site's HTML; without the interface files that nobody loads.

    Raises RuntimeError with Pagefind's words when it fails.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--output-path", str(folder / "pagefind")]
    command += ["--exclude-selectors", ", ".join(_NOT_SEARCHED)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(f"Die Suche ließ sich nicht erstellen:\n{result.stdout}{result.stderr}")
    for pattern in _UNUSED_SEARCH_FILES:
        for path in (folder / "pagefind").glob(pattern):
            path.unlink()
    _in_order(folder / "pagefind" / "pagefind-entry.json")


def _in_order(path: Path) -> None:
    """Sorts the keys of a JSON file: Pagefind writes the languages in another order each time."""
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), sort_keys=True), encoding="utf-8")
