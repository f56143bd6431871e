"""What a paper is, and what all papers say: who made it, as of when, where it stands on the web."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from lotse.pages.page import Desk
from lotse.policy import GOOD_FOR_DAYS
from lotse.typeset import Order
from lotse.words import LocalizedText, in_date_words, in_web_words, text_direction

PLACE = "material/"
Values = dict[str, object]
Said = str | dict[str, str]  # a text, with its language where that is another than the paper's


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its file name, the group and the title under which it is shown, its languages, and how to print it."""

    name: str
    group: str
    languages: tuple[str, ...]
    order: Order
    title_for: Callable[[Desk], str]


def said(desk: Desk, text: LocalizedText | None, *, is_name: bool = False) -> Said:
    """A text of the data in the desk's language, or in another with a mark which; names stay as on doors."""
    if text is None:
        return ""
    first = desk.catalogue.region.languages[0]
    order = (first, *desk.renderer.fallbacks) if is_name else desk.renderer.fallbacks
    wording = text.wording(desk.language, order)
    return wording.text if wording.language == desk.language else in_language(wording.text, wording.language)


def in_language(text: str, language: str) -> dict[str, str]:
    """A text with the mark of its language."""
    return {"text": text, "language": language, "direction": text_direction(language)}


def web_address(url: str) -> dict[str, str]:
    """An address to print as a link; only what a browser opens is one."""
    return {"url": url, "shown": in_web_words(url)} if url.startswith(("https://", "http://")) else {"shown": url}


def code_to(desk: Desk, address: str) -> dict[str, str]:
    """A code that leads to a page of the site, with the address that is printed beside it."""
    url = desk.url(address)
    return {"url": url, "shown": url, "code_for": url, "alt": desk.renderer.label("material.code", url=url)}


def frame_values(desk: Desk, *, title: str, lead: str, address: str, labels: Mapping[str, str]) -> Values:
    """What every paper says; `labels` maps a template's word to the key of the label."""
    region, today, label = desk.catalogue.region, desk.catalogue.today, desk.renderer.label
    day = in_date_words(today, desk.language)
    until = in_date_words(today + timedelta(days=GOOD_FOR_DAYS), desk.language)
    site, edition = desk.renderer.plainly(region.site_name), label("age.stand", day=day)
    return {
        "title": title, "lead": lead, "site": site, "author": site, "keywords": [desk.renderer.plainly(region.name)],
        "language": desk.language, "direction": text_direction(desk.language),
        "day": [today.year, today.month, today.day], "edition": edition, "until": label("age.until", day=until),
        "code": code_to(desk, address), "footer": f"{site} · {title} · {edition}",
        "funding": desk.renderer.plainly(region.funding.notice),
        "logos": [desk.renderer.plainly(logo) for logo in region.funding.logos],
        "neutrality": said(desk, region.neutrality), "corrections": corrections(desk),
        "labels": {word: label(key) for word, key in labels.items()},
    }  # fmt: skip


def corrections(desk: Desk) -> list[Said]:
    """Where readers tell that something is wrong; that nobody knows yet is said, too."""
    ways = desk.catalogue.region.corrections
    found = [way for way in (ways.email, ways.form_url) if way]
    return list(found) or [desk.renderer.label("wrong.unknown")]
