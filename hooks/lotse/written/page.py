"""A written page: its HTML, its title and its table of contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markdown import Markdown

from lotse.markup import tangle_in
from lotse.written.configuration import Dialect
from lotse.written.extension import EXTENSION, Order

Contents = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenPage:
    """A finished page that people wrote, in one language."""

    address: str
    language: str
    body_language: str  # of the folder it was taken from: another than the language where nobody translated it
    title: str
    description: str
    html: str
    contents: Contents  # anchor and label of the second-level headings
    source_file: str


class TangledText(ValueError):
    """A text that nobody writes and that would take minutes to convert; `lotse check` has told where."""


def written_page(order: Order, dialect: Dialect) -> WrittenPage:
    """The page that an order asks for.

    Raises ShortcodeFault for a short command that can't be carried out, and TangledText; `lotse check` has told
    both before.
    """
    page = order.page
    tangle = tangle_in(page.text)
    if tangle:
        raise TangledText(f"{page.source_file}: {tangle.what}")
    markdown = Markdown(
        extensions=[*dialect.names, EXTENSION], extension_configs={**dialect.settings, EXTENSION: {"order": order}}
    )
    html = markdown.convert(page.text)
    return WrittenPage(
        address=page.address,
        language=page.language,
        body_language=page.body_language,
        title=page.title,
        description=page.description,
        html=html,
        contents=contents_of(getattr(markdown, "toc_tokens", [])),
        source_file=page.source_file,
    )


def contents_of(tokens: list[dict[str, Any]]) -> Contents:
    """Anchor and label of the headings below the title of the page; of all that stand highest if it has none."""
    is_titled = len(tokens) == 1 and tokens[0]["level"] == 1
    return tuple((token["id"], token["name"]) for token in (tokens[0]["children"] if is_titled else tokens))
