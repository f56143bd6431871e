"""`lotse report roundtable`: the meeting paper of the region's round table, for a day."""

from __future__ import annotations

from dataclasses import replace

from lotse.edition import Edition
from lotse.pages import Desk
from lotse.pages.paper import paper_file, paper_markdown
from lotse.resolve.roundtable import Trend

FORMS = ("markdown", "html")


def roundtable_paper(edition: Edition, form: str, trend: Trend | None = None) -> str:
    """The meeting paper in the first language of the site: Markdown, or a page in one file."""
    if edition.desks is None:
        raise ValueError("the data could not be read")
    desk: Desk = replace(next(iter(edition.desks.values())), trend=trend)
    return paper_file(desk) if form == "html" else paper_markdown(desk)
