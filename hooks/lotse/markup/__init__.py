"""What stands in a Markdown text, and where: code, calls, headings, lists, links. Knows no Markdown library.

All of it is found in one pass with bounds, so that no text makes a check run for minutes.
"""

from lotse.markup.attributes import Attribute, attributes_in
from lotse.markup.calls import CALL_LENGTH, calls_in_text, without_code_and_calls
from lotse.markup.code import blanked, code_in, fences_in, open_fences, sure_code_in, without_code
from lotse.markup.headings import Heading, headings_in, slug, underlines_in
from lotse.markup.limits import Tangle, tangle_in
from lotse.markup.links import Link, links_in
from lotse.markup.raw_html import Element, RawHtml, raw_html_in
from lotse.markup.spans import Span, blocks_of, lines_of, place_of

__all__ = [
    "CALL_LENGTH",
    "Attribute",
    "Element",
    "Heading",
    "Link",
    "RawHtml",
    "Span",
    "Tangle",
    "attributes_in",
    "blanked",
    "blocks_of",
    "calls_in_text",
    "code_in",
    "fences_in",
    "headings_in",
    "lines_of",
    "links_in",
    "open_fences",
    "place_of",
    "raw_html_in",
    "slug",
    "sure_code_in",
    "tangle_in",
    "underlines_in",
    "without_code",
    "without_code_and_calls",
]
