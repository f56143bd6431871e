"""The Markdown extension that makes written pages what they are. Python-Markdown finds it by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from lotse.pages.page import Desk
from lotse.shortcodes import NARROWED_BY_PLACE
from lotse.shortcodes.calls import calls_in
from lotse.written.links import Links, OnlyTheseLinks, ResolvedLinks
from lotse.written.manuscript import Manuscript
from lotse.written.passages import Boxes, CommandsAndNotices
from lotse.written.stash import PutIn, Stash, WordsInAttributes
from lotse.written.tables import BeforeFirstSection, ScrollingTables
from lotse.written.terms import ExplainedWords

EXTENSION = "lotse.written"
"""The name under which Python-Markdown and MkDocs know the extension."""


@dataclass(frozen=True)
class Order:
    """What the extension must know of the page that is converted."""

    page: Manuscript
    desk: Desk  # of the readers' language
    desks: Mapping[str, Desk]  # of all languages, for passages in another
    links: Links


class WrittenExtension(Extension):
    """Short commands, explained words, scrolling tables, the choice of a place, boxes, notices of age, links.

    Without an order it changes nothing. Its steps, in the order in which they happen:

    - commands go aside, boxes and notices are marked: right after white space is put in order (30), before
      fenced code (25) and HTML (20) are looked for;
    - boxes become elements, before any other block is recognized;
    - links get their addresses, before MkDocs would look for files (0), which then has nothing to do;
    - words are linked, tables scroll, the choice of a place comes in: when the table of contents is made (5)
      and nothing is escaped any more (0);
    - what was put aside is put in, after everything else.
    """

    def __init__(self, **settings: Any) -> None:
        self.config = {"order": ["", "What is to be known of the page; empty for a page that nobody wrote."]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the name is Python-Markdown's
        order = self.getConfig("order")
        if isinstance(order, Order):
            _equip(md, order)


def arrange(names: list[str], settings: dict[str, Any], order: Order | None) -> None:
    """Puts the extension among those of a builder that converts pages one after another, with this page's order."""
    if EXTENSION not in names:
        names.append(EXTENSION)
    settings[EXTENSION] = {"order": order or ""}


def makeExtension(**settings: Any) -> WrittenExtension:  # noqa: N802  # the name is Python-Markdown's
    """The extension, as Python-Markdown asks for it."""
    return WrittenExtension(**settings)


def _equip(md: Markdown, order: Order) -> None:
    page, desk, stash = order.page, order.desk, Stash()
    boxes = Boxes(md, stash, page, desk)
    md.preprocessors.register(CommandsAndNotices(md, stash, page, desk, order.desks), "lotse_commands", 29)
    md.preprocessors.register(OnlyTheseLinks(md), "lotse_only_links", 28)
    md.parser.blockprocessors.register(boxes, "lotse_boxes", 200)
    links = ResolvedLinks(md, order.links, page.address, boxes.files, page.passages[0].file)
    md.treeprocessors.register(links, "lotse_links", 2)
    if page.is_explained:
        md.treeprocessors.register(ExplainedWords(md, stash, desk, page.address), "lotse_terms", -10)
    md.treeprocessors.register(ScrollingTables(md, stash), "lotse_tables", -20)
    if any(call.name in NARROWED_BY_PLACE for call in calls_in(page.text)):
        choice = desk.renderer.render("shortcodes/place_choice", page.address)
        md.treeprocessors.register(BeforeFirstSection(md, stash, choice), "lotse_place", -30)
    md.treeprocessors.register(WordsInAttributes(md, stash), "lotse_attributes", -40)
    md.postprocessors.register(PutIn(md, stash), "lotse_put_in", -10)
