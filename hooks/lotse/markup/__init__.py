"""What stands in a Markdown text, and where: code, calls, headings, lists, links. Knows no Markdown library.

All of it is found in one pass with bounds, so that no text makes a check run for minutes.
"""

from lotse.markup.calls import CALL_LENGTH, calls_in_text, without_code_and_calls
from lotse.markup.code import blanked, code_in, open_fences, without_code
from lotse.markup.headings import Heading, headings_in, slug
from lotse.markup.spans import Span, place_of

__all__ = [
    "CALL_LENGTH",
    "Heading",
    "Span",
    "blanked",
    "calls_in_text",
    "code_in",
    "headings_in",
    "open_fences",
    "place_of",
    "slug",
    "without_code",
    "without_code_and_calls",
]
