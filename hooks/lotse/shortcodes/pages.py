"""The pages that people wrote, as pages of the site: in their language, or as copies of the first one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lotse.load import Prose
from lotse.pages.glossary import with_terms
from lotse.pages.page import Desk, Made, Page, VariantLink
from lotse.pages.written import markdown_of, with_scrolling_tables
from lotse.shortcodes import put_in, take_out, with_place_choice
from lotse.shortcodes.markdown import converted
from lotse.translated import Pages


def written_pages(desk: Desk, written: Pages, desks: Mapping[str, Desk]) -> dict[str, Page]:
    """Every written page of a language by address; what nobody has translated is a copy of the first language."""
    return {prose.address: _page(prose, desk, written, desks) for prose in _texts(desk.language, written)}


def _texts(language: str, written: Pages) -> Iterator[Prose]:
    """The texts that readers of a language get; of plain words there are no copies in other languages."""
    own = {page.address: page for page in written.catalogue.prose if page.language == language}
    for page in written.catalogue.prose:
        if page.language == written.source_language and page.address not in own and not page.variant_of:
            yield page
    yield from own.values()


def _page(prose: Prose, desk: Desk, written: Pages, desks: Mapping[str, Desk]) -> Page:
    address = prose.address
    return Page(
        address=address, language=desk.language, title=prose.title,
        description=prose.meta.get("description", ""), kind="prose" if address else "home",
        find=tuple, make=lambda _: _made(prose, desk, written, desks),
        source_file=prose.file, is_generated=False,
        is_reviewed=written.is_reviewed(desk.language, address), is_legal=written.risk(address) == "legal",
        body_language=prose.language, variant=_variant(desk.language, address, written),
    )


def body_of(prose: Prose, desk: Desk, written: Pages) -> str:
    """The Markdown of a page for readers of the desk's language, as far as it may be shown."""
    if prose.language != desk.language:
        return prose.body
    tells_age = written.risk(prose.address) == "practical"
    return markdown_of(written.parts(desk.language, prose.address), desk, tells_age=tells_age)


def _made(prose: Prose, desk: Desk, written: Pages, desks: Mapping[str, Desk]) -> Made:
    text, calls = take_out(body_of(prose, desk, written))
    source = written.source_language
    plain = {page.address for page in written.catalogue.prose if page.variant_of}
    html, contents = converted(text, prose, plain, "" if desk.language == source else f"{desk.language}/")
    original = written.page(source, prose.address)
    if original and original.meta.get("glossary") == "true":
        html = with_terms(html, desk, prose.address)
    html = with_place_choice(with_scrolling_tables(html), calls, desk, prose.address)
    return Made(put_in(html, calls, desk, prose.address, desks), contents)


def _variant(language: str, address: str, written: Pages) -> VariantLink | None:
    """The way from a page to the same in plain words, or from there back; only in the source language."""
    original = written.original_of(address)
    if original is None or language != written.source_language:
        return None
    is_plain = address != original.address
    other = original if is_plain else written.variant_of(address)
    if other is None:
        return None
    codes = written.catalogue.region.languages
    return VariantLink(other.address, is_plain, tuple(code for code in codes if written.page(code, other.address)))
