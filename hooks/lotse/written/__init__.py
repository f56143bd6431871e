"""Written pages: from the texts that people wrote to the HTML of a page, in one room.

The only part of the package that knows Python-Markdown. `WritingRoom` makes all pages; MkDocs makes the same
pages with the same extension, which it finds under the name of this package (`makeExtension`).
"""

from lotse.written.configuration import ConfigurationFault, Dialect, dialect_of
from lotse.written.extension import EXTENSION, Order, arrange, makeExtension
from lotse.written.links import Links, links_for
from lotse.written.manuscript import Manuscript, Passage, manuscript
from lotse.written.page import WrittenPage, written_page
from lotse.written.pages import written_pages
from lotse.written.room import WritingRoom

__all__ = [
    "EXTENSION",
    "ConfigurationFault",
    "Dialect",
    "Links",
    "Manuscript",
    "Order",
    "Passage",
    "WritingRoom",
    "WrittenPage",
    "arrange",
    "dialect_of",
    "links_for",
    "makeExtension",
    "manuscript",
    "written_page",
    "written_pages",
]
