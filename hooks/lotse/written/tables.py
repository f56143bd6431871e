"""Tables of written pages, and the place before the first section: what stands around elements of the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from lotse.written.stash import Stash

_HEADING = re.compile(r"h[1-6]")


def parents_of(root: Element) -> Iterator[tuple[Element, Element]]:
    """Each element below the root in order, with its parent."""
    for child in root:
        yield root, child
        yield from parents_of(child)


def put_before(parent: Element, child: Element, text: str) -> None:
    """Puts text right before a child."""
    number = list(parent).index(child)
    if number:
        parent[number - 1].tail = (parent[number - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


class ScrollingTables(Treeprocessor):
    """Each table in a box that scrolls by itself and that the tab key reaches, named by the heading above."""

    def __init__(self, md: Markdown, stash: Stash) -> None:
        super().__init__(md)
        self._stash = stash

    def run(self, root: Element) -> None:
        heading = ""
        for parent, child in list(parents_of(root)):
            if _HEADING.fullmatch(child.tag):
                heading = child.get("id", "")
            elif child.tag == "table":
                put_before(parent, child, self._stash.keep(_opening(heading)))
                child.tail = self._stash.keep("</div>") + (child.tail or "")


def _opening(heading: str) -> str:
    name = Markup(' role="group" aria-labelledby="{}"').format(heading) if heading else ""
    return Markup('<div class="table-scroll" tabindex="0"{}>').format(name)


class BeforeFirstSection(Treeprocessor):
    """Something that stands before the first heading of second level; on a page without one it does not."""

    def __init__(self, md: Markdown, stash: Stash, html: str) -> None:
        super().__init__(md)
        self._stash = stash
        self._html = html

    def run(self, root: Element) -> None:
        found = next(((parent, child) for parent, child in parents_of(root) if child.tag == "h2"), None)
        if found:
            put_before(*found, self._stash.keep(self._html))
