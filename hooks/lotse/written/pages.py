"""The pages that people wrote, as pages of the site: in their language, or as copies of the first one."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.pages.page import Desk, Made, Page, VariantLink
from lotse.shortcodes import prepared
from lotse.shortcodes.calls import calls_in
from lotse.shortcodes.commands import Part
from lotse.translated import Pages
from lotse.written.configuration import Dialect
from lotse.written.extension import Order
from lotse.written.manuscript import Manuscript
from lotse.written.page import written_page
from lotse.written.room import WritingRoom


def written_pages(language: str, room: WritingRoom, dialect: Dialect) -> dict[str, Page]:
    """Every written page of a language by address; what nobody has translated is a copy of the first language."""
    found = (_page(address, language, room, dialect) for address in room.addresses(language))
    return {page.address: page for page in found if page}


def _page(address: str, language: str, room: WritingRoom, dialect: Dialect) -> Page | None:
    order = room.order(language, address)
    if order is None:
        return None
    page, pages = order.page, room.pages
    return Page(
        address=address, language=language, title=page.title, description=page.description,
        kind="prose" if address else "home", find=lambda: _found(order), make=lambda _: _made(order, dialect),
        source_file=page.source_file, is_generated=False,
        is_reviewed=pages.is_reviewed(language, address), is_legal=pages.risk(address) == "legal",
        body_language=page.body_language, variant=_variant(language, address, pages),
    )


def _found(order: Order) -> tuple[object, ...]:
    """Everything that the page says: its text, what its commands say, the words explained on it, and its links."""
    words = order.desk.catalogue.glossary if order.page.is_explained else ()
    return order.page, tuple(_parts(order.page, order)), words, order.links


def _parts(page: Manuscript, order: Order) -> Iterator[Part]:
    for passage in page.passages:
        desk: Desk = order.desks.get(passage.language, order.desk) if passage.box_notice else order.desk
        for call in calls_in(passage.text):
            yield prepared(call, desk)


def _made(order: Order, dialect: Dialect) -> Made:
    page = written_page(order, dialect)
    return Made(page.html, page.contents)


def _variant(language: str, address: str, pages: Pages) -> VariantLink | None:
    """The way from a page to the same in plain words, or from there back; only in the source language."""
    original = pages.original_of(address)
    if original is None or language != pages.source_language:
        return None
    is_plain = address != original.address
    other = original if is_plain else pages.variant_of(address)
    if other is None:
        return None
    codes = pages.catalogue.region.languages
    return VariantLink(other.address, is_plain, tuple(code for code in codes if pages.page(code, other.address)))
