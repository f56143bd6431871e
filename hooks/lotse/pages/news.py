"""What is new, per audience, out of the days that the data bear and of the version history; as pages and feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lotse.exports.atom import FeedEntry, atom
from lotse.figures import changes
from lotse.model.public import PublicFact, PublicService
from lotse.pages.events import page_of
from lotse.pages.page import Desk, Page

LOOK_BACK = timedelta(days=365)
MOST = 100  # on a page and in a feed, the newest
ADDRESS = "neu/"


@dataclass(frozen=True, slots=True)
class News:
    """Something that became so on a day: a kind, what it is called, where it stands, and whom it concerns."""

    day: date
    kind: str
    id: str
    title: str
    text: str
    address: str
    audiences: frozenset[str]  # the narrow ones among them; empty: everybody


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a page and a feed are: a main audience, or everybody."""

    address: str
    name: str
    audiences: frozenset[str]  # empty: everybody


def news_pages(desk: Desk) -> Iterator[Page]:
    """One for everybody and one for each main audience."""
    label, found = desk.renderer.label, news(desk)
    for reader in readers(desk):
        heading = label("news.for", name=reader.name) if reader.name else label("news.heading")
        yield desk.page(
            reader.address, "news", title=heading, description=label("news.lead"), is_indexed=False, heading=heading,
            news=concerning(found, reader), own=reader.address,
            readers=tuple((one.address, one.name) for one in readers(desk) if one.name),
        )


def readers(desk: Desk) -> tuple[Reader, ...]:
    """Everybody, then each main audience."""
    say, directory = desk.renderer.plainly, desk.directory
    own = (
        Reader(f"{ADDRESS}{a.id}/", say(a.name), frozenset(directory.audiences[a.id])) for a in directory.main_audiences
    )
    return (Reader(ADDRESS, "", frozenset()), *own)


def concerning(found: Iterable[News], reader: Reader) -> tuple[News, ...]:
    """What concerns a reader, the newest first, and not more than anybody reads."""
    wanted = (one for one in found if not reader.audiences or not one.audiences or one.audiences & reader.audiences)
    return tuple(wanted)[:MOST]


def news(desk: Desk) -> tuple[News, ...]:
    """Everything of the last year that became so by today, the newest first."""
    today = desk.catalogue.today
    found = (*_figures(desk), *_facts(desk), *_bodies(desk), *_lists(desk), *_events(desk), *_gone(desk))
    recent = (one for one in found if today - LOOK_BACK <= one.day <= today)
    return tuple(sorted(recent, key=lambda one: (-one.day.toordinal(), one.kind, one.id)))


def _audiences(desk: Desk, topics: Iterable[str]) -> frozenset[str]:
    known = {topic.id: topic.audiences for topic in desk.catalogue.topics}
    return frozenset(audience for topic in topics for audience in known[topic])


def _figures(desk: Desk) -> Iterator[News]:
    """New values, on the day from which they hold."""
    records = desk.catalogue.figures
    for change in changes((record.figure for record in records.values()), desk.catalogue.today - LOOK_BACK):
        figure = change.figure
        yield News(
            change.day, "figure", figure.id, desk.renderer.plainly(figure.name),
            desk.renderer.figure(figure, change.after), "aenderungen/", _audiences(desk, figure.topics),
        )  # fmt: skip


def _facts(desk: Desk) -> Iterator[News]:
    """Statements that begin to hold, or no longer do, on the next day."""
    for record in desk.catalogue.facts.values():
        if record.fact.valid_from:
            yield _fact(desk, record, "fact_begins", record.fact.valid_from)
        if record.fact.valid_to:
            yield _fact(desk, record, "fact_ends", record.fact.valid_to + timedelta(days=1))


def _fact(desk: Desk, record: PublicFact, kind: str, day: date) -> News:
    say, fact = desk.renderer.plainly, record.fact
    return News(day, kind, fact.id, say(fact.statement), "", "aenderungen/", _audiences(desk, fact.topics))


def _bodies(desk: Desk) -> Iterator[News]:
    """Bodies and offers that are recorded newly, and offers that begin."""
    arrivals = desk.catalogue.arrivals
    for body in desk.catalogue.organizations:
        page = f"anlaufstellen/{body.id}/"
        audiences = frozenset(audience for service in body.services for audience in service.audiences)
        if body.id in arrivals:
            name, text = desk.renderer.name(body.name), desk.renderer.plainly(body.description)
            yield News(arrivals[body.id], "body", body.id, name, text, page, audiences)
        for service in body.services:
            yield from _offers(desk, service, page, desk.renderer.name(body.name), body.id in arrivals)


def _offers(desk: Desk, service: PublicService, page: str, body: str, is_told: bool) -> Iterator[News]:
    """An offer of a body that is new itself is told with it."""
    name, anchor, audiences = desk.renderer.plainly(service.name), f"{page}#{service.id}", frozenset(service.audiences)
    if service.id in desk.catalogue.arrivals and not is_told:
        yield News(desk.catalogue.arrivals[service.id], "offer", service.id, name, body, anchor, audiences)
    if service.valid_from:
        yield News(service.valid_from, "offer_begins", service.id, name, body, anchor, audiences)


def _lists(desk: Desk) -> Iterator[News]:
    """Checklists that are recorded newly."""
    say, arrivals = desk.renderer.plainly, desk.catalogue.arrivals
    for one in desk.catalogue.checklists:
        if one.id in arrivals:
            page = f"checklisten/{one.id}/"
            yield News(arrivals[one.id], "checklist", one.id, say(one.name), say(one.description), page,
                       frozenset({one.audience}))  # fmt: skip


def _events(desk: Desk) -> Iterator[News]:
    """Events, on the day on which they were reported."""
    for event in desk.catalogue.events:
        if event.reported_on:
            yield News(
                event.reported_on, "event", event.id, desk.renderer.plainly(event.name),
                desk.renderer.plainly(event.description), page_of(event), frozenset(event.audiences),
            )  # fmt: skip


def _gone(desk: Desk) -> Iterator[News]:
    """Bodies that are retired, with the reason."""
    for tombstone in desk.catalogue.retired:
        reason = desk.renderer.plainly(tombstone.reason)
        page = f"anlaufstellen/{tombstone.id}/"
        yield News(tombstone.retired_on, "gone", tombstone.id, reason, "", page, frozenset())


def news_files(desk: Desk) -> Iterator[tuple[str, str]]:
    """The feed of each reader."""
    label, found = desk.renderer.label, news(desk)
    site = desk.renderer.plainly(desk.catalogue.region.site_name)
    for reader in readers(desk):
        title = label("news.for", name=reader.name) if reader.name else label("news.heading")
        own = f"{reader.address}neu.atom"
        entries = [_entry(desk, one) for one in concerning(found, reader)]
        page, feed = desk.url(reader.address), desk.url(own)
        yield own, atom(f"{title} – {site}", feed, page, desk.language, site, entries, desk.catalogue.today)


def _entry(desk: Desk, one: News) -> FeedEntry:
    """Its id is the address of the page with what happened and when, so that it is told once."""
    kind = desk.renderer.label(f"news.{one.kind}")
    entry_id = f"{desk.url(ADDRESS)}#{one.kind}-{one.id}-{one.day.isoformat()}"
    return FeedEntry(entry_id, f"{kind}: {one.title}", one.day, one.text, desk.url(one.address))
