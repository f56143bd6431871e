"""`lotse report`: the meeting paper of the region's round table, and its hurdles for those who could remedy them."""

from __future__ import annotations

from dataclasses import replace

from lotse.edition import Edition
from lotse.pages import Desk
from lotse.pages.experience import experience_markdown
from lotse.pages.paper import paper_file, paper_markdown
from lotse.resolve.roundtable import Trend

FORMS = ("markdown", "html")


def roundtable_paper(edition: Edition, form: str, trend: Trend | None = None) -> str:
    """The meeting paper in the first language of the site: Markdown, or a page in one file."""
    if edition.desks is None:
        raise ValueError("the data could not be read")
    desk: Desk = replace(next(iter(edition.desks.values())), trend=trend)
    return paper_file(desk) if form == "html" else paper_markdown(desk)


def experience_paper(edition: Edition) -> str:
    """The unsolved hurdles by who could remedy them, as Markdown in the first language of the site."""
    if edition.desks is None:
        raise ValueError("the data could not be read")
    return experience_markdown(next(iter(edition.desks.values())))
