"""The last steps on a built site: sitemap and search index."""

from __future__ import annotations

from pathlib import Path

from lotse.commands.build import FolderFiles
from lotse.commands.search_index import index_of
from lotse.exports.sitemap import sitemap
from lotse.judge import SiteRules
from lotse.leaves import read_leaves
from lotse.model import Region
from lotse.site import Site


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
    """Writes the search index of the folder's pages into its `pagefind/`.

    Raises RuntimeError with Pagefind's words when it fails.
    """
    for path, content in index_of(read_leaves(FolderFiles(folder))).items():
        file = folder / "pagefind" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
