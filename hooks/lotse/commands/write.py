"""`lotse write --to DIR`: finished pages as files that any site builder can take."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from lotse.output import PAGES, Sources, workplace
from lotse.shortcodes import put_in, take_out
from lotse.site import Site


def write_to(site: Site, target: Path, sources: Sources) -> int:
    """Replaces the folder `target` by the pages of today, so that nothing stays that was removed or withdrawn.

    Returns their number. Raises `Refused` if `target` is not ours.
    """
    with workplace(target, sources, kind=PAGES) as place:
        count = write_pages(site, place.folder)
        place.publish(is_compressed=False)
    return count


def write_pages(site: Site, target: Path) -> int:
    """Writes every page of every language as Markdown with front matter; returns their number.

    Generated pages are HTML below the front matter; in written pages the short commands are carried out.
    """
    count = 0
    for address, text in _pages(site):
        path = target / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        count += 1
    return count


def _pages(site: Site) -> Iterator[tuple[str, str]]:
    for language, pages in (site.pages or {}).items():
        for page in pages.values():
            yield f"{language}/{page.address}index.md", _front_matter(page.title, page.description) + page.html
    for page in site.catalogue.prose if site.catalogue else ():
        desk = (site.desks or {}).get(page.language)
        if desk:
            text, calls = take_out(site.body_of(page.language, page.language, page.address))
            body = put_in(text, calls, desk, page.address, site.desks)
            yield (
                f"{page.language}/{page.address}index.md",
                _front_matter(page.title, page.meta.get("description", "")) + body,
            )


def _front_matter(title: str, description: str) -> str:
    """JSON strings are YAML strings too, so nothing in a title can break out."""
    quoted = (json.dumps(text, ensure_ascii=False) for text in (title, description))
    return "---\ntitle: {}\ndescription: {}\n---\n\n".format(*quoted)
