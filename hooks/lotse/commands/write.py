"""`lotse write --to DIR`: finished pages as files that any site builder can take."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from lotse.build.papers import with_papers
from lotse.edition import Edition
from lotse.output import PAGES, Sources, workplace
from lotse.pages.takeaways import takeaways


def write_to(edition: Edition, target: Path, sources: Sources) -> int:
    """Replaces the folder `target` by the pages of today, so that nothing stays that was removed or withdrawn.

    Returns their number. Raises `Refused` if `target` is not ours.
    """
    with workplace(target, sources, kind=PAGES) as place:
        count = write_pages(edition, place.folder)
        place.publish(is_compressed=False)
    return count


def write_pages(edition: Edition, target: Path) -> int:
    """Writes every page of every language as front matter with finished HTML below; returns their number.

    It is the HTML that the website shows, at the same addresses.
    """
    count = 0
    for address, text in _pages(edition):
        path = target / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        count += 1
    for language in edition.pages:
        for address, text in takeaways((edition.desks or {})[language]).items():
            path = target / language / address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
    with_papers(edition, target, is_by_language=True)
    return count


def _pages(edition: Edition) -> Iterator[tuple[str, str]]:
    for language, pages in edition.pages.items():
        for page in pages.values():
            html = page.html if page.is_generated else _in_one_block(page.html)
            yield f"{language}/{page.address}index.md", _front_matter(page.title, page.description) + html


def _in_one_block(html: str) -> str:
    """The same HTML without empty lines, which end a block of HTML for those who read Markdown."""
    return html.replace("\n\n", "\n&#10;")


def _front_matter(title: str, description: str) -> str:
    """JSON strings are YAML strings too, so nothing in a title can break out."""
    quoted = (json.dumps(text, ensure_ascii=False) for text in (title, description))
    return "---\ntitle: {}\ndescription: {}\n---\n\n".format(*quoted)
