"""Files to take away that stand beside the pages: calendars, feeds, contact cards. One list for every builder."""

from __future__ import annotations

from lotse.pages.cards import card_files
from lotse.pages.deadlines import deadline_files
from lotse.pages.events import event_files
from lotse.pages.news import news_files
from lotse.pages.page import Desk


def takeaways(desk: Desk) -> dict[str, str]:
    """Path below the folder of the language → text. Made of the same public records as the pages."""
    return dict([*event_files(desk), *card_files(desk), *deadline_files(desk), *news_files(desk)])
