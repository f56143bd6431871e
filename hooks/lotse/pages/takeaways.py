"""Files to take away that stand beside the pages: calendars, feeds, contact cards. One list for every builder."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.exports.security import security_text
from lotse.pages.cards import card_files
from lotse.pages.deadlines import deadline_files
from lotse.pages.events import event_files
from lotse.pages.news import news_files
from lotse.pages.page import Desk

SECURITY = ".well-known/security.txt"


def takeaways(desk: Desk) -> dict[str, str]:
    """Path below the folder of the language → text. Made of the same public records as the pages."""
    files = (_security_file(desk), event_files(desk), card_files(desk), deadline_files(desk), news_files(desk))
    return {path: text for found in files for path, text in found}


def _security_file(desk: Desk) -> Iterator[tuple[str, str]]:
    """At the top of the site, once: whom to tell of a weakness, as long as that may be relied on."""
    region = desk.catalogue.region
    contact, is_top = region.security, desk.language == region.languages[0]
    if contact and is_top and contact.expires_on >= desk.catalogue.today:
        yield SECURITY, security_text(contact, desk.url(SECURITY), [c for c in region.languages if c in ("de", "en")])
