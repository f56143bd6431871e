"""What the partners do: to come and past, by month, audience and topic, each with calendar file and feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from lotse.exports.atom import FeedEntry, atom
from lotse.exports.ical import Event as Dated
from lotse.exports.ical import calendar
from lotse.exports.structured import event_data
from lotse.model.occurrences import Occurrence, local, occurrences
from lotse.model.public import PublicEvent, PublicOrganization
from lotse.pages.page import Desk, Page
from lotse.words import in_date_words, in_rough_date_words

EVENTS = "data/events.yaml"
KEPT = timedelta(days=365)  # for so long what is past stays in calendar files and feeds
HOST_TIME = "Europe/Berlin"
Wanted = Callable[[PublicEvent], bool]
Files = Iterator[tuple[str, str]]  # path below the folder of the language, and text


@dataclass(frozen=True, slots=True)
class Time:
    """An event at one of its times, in words."""

    event: PublicEvent
    when: Occurrence
    words: str


@dataclass(frozen=True, slots=True)
class Month:
    """The times of a month."""

    id: str  # "2026-10"
    name: str
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of the events with its own page, calendar file and feed: for an audience, or on a topic."""

    address: str
    name: str  # of the audience or topic; empty for all
    group: str  # "audience", "topic" or "" for all
    wanted: Wanted


def event_pages(desk: Desk) -> Iterator[Page]:
    """The list of what comes, its cuts by month, audience and topic, the archive, and a page for each event."""
    for cut in cuts(desk):
        yield _cut_page(desk, cut)
    for month in _months(desk, times(desk, is_over=False)):
        yield _month_page(desk, month)
    yield _archive_page(desk)
    for event in desk.catalogue.events:
        yield _event_page(desk, event)


def cuts(desk: Desk) -> tuple[Cut, ...]:
    """All events; those for each main audience and on each topic that ever had one, so that addresses stay."""
    say, directory = desk.renderer.plainly, desk.directory
    found = [Cut("termine/", "", "", lambda _: True)]
    found += [
        Cut(f"termine/fuer/{a.id}/", say(a.name), "audience", _for_any(directory.audiences[a.id]))
        for a in directory.main_audiences
    ]
    found += [Cut(f"termine/thema/{t.id}/", say(t.name), "topic", _on(t.id)) for t in desk.catalogue.topics]
    return tuple(cut for cut in found if not cut.group or any(map(cut.wanted, desk.catalogue.events)))


def _for_any(audiences: Iterable[str]) -> Wanted:
    known = frozenset(audiences)
    return lambda event: not known.isdisjoint(event.audiences)


def _on(topic: str) -> Wanted:
    return lambda event: topic in event.topics


def times(desk: Desk, *, is_over: bool, wanted: Wanted = lambda _: True) -> tuple[Time, ...]:
    """Every time that is over, or is not, in order."""
    today = desk.catalogue.today
    found = [
        Time(event, when, when_words(desk, when))
        for event in desk.catalogue.events if wanted(event)
        for when in occurrences(event) if when.is_over(today) == is_over
    ]
    return tuple(sorted(found, key=lambda time: (time.when.first, time.event.starts_at, time.event.id)))


def when_words(desk: Desk, when: Occurrence) -> str:
    """«14. Oktober 2026, 9:30–12:00 Uhr», a day, several days, or a month."""
    if when.is_rough:
        months = dict.fromkeys((when.first.isoformat()[:7], when.last.isoformat()[:7]))
        return " – ".join(in_rough_date_words(month, desk.language) for month in months)
    days = [in_date_words(day, desk.language) for day in dict.fromkeys((when.first, when.last))]
    if when.starts_at is None:
        return " – ".join(days)
    label, start = desk.renderer.label, _clock(when.starts_at)
    if when.ends_at is None:
        return label("events.hour", day=days[0], start=start)
    if len(days) == 1:
        return label("events.hours", day=days[0], start=start, end=_clock(when.ends_at))
    ends = zip(days, (start, _clock(when.ends_at)), strict=True)
    return " – ".join(label("events.hour", day=day, start=hour) for day, hour in ends)


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def moment_words(desk: Desk, moment: str, zone: str) -> str:
    """A moment of the data in words."""
    hour, day = local(moment, zone), in_rough_date_words(moment[:10], desk.language)
    return day if hour is None else desk.renderer.label("events.hour", day=day, start=_clock(hour))


def _months(desk: Desk, found: Sequence[Time]) -> tuple[Month, ...]:
    groups = groupby(found, key=lambda time: time.when.first.isoformat()[:7])
    return tuple(Month(month, in_rough_date_words(month, desk.language), tuple(group)) for month, group in groups)


def _cut_page(desk: Desk, cut: Cut) -> Page:
    label = desk.renderer.label
    months = _months(desk, times(desk, is_over=False, wanted=cut.wanted))
    heading = label("events.cut", name=cut.name) if cut.group else label("events.heading")
    return _list_page(desk, cut.address, heading, months, lead=label("events.lead"), cut=cut, is_indexed=not cut.group)


def _month_page(desk: Desk, month: Month) -> Page:
    label = desk.renderer.label
    heading = label("events.cut", name=month.name)
    address = f"termine/monat/{month.id}/"
    return _list_page(desk, address, heading, (month,), lead=label("events.lead"), cut=None, is_indexed=False)


def _archive_page(desk: Desk) -> Page:
    label = desk.renderer.label
    months = _months(desk, times(desk, is_over=True))[::-1]
    lead = label("events.archive_lead")
    return _list_page(desk, "termine/archiv/", label("events.archive"), months, lead=lead, cut=None, is_archive=True)


def _list_page(
    desk: Desk, address: str, heading: str, months: tuple[Month, ...], *, lead: str, cut: Cut | None,
    is_archive: bool = False, is_indexed: bool = True,
) -> Page:
    """A list; `cut` has a calendar file and a feed beside it."""
    coming = _months(desk, times(desk, is_over=False))
    return desk.page(
        address, "events", title=heading, description=lead, source_file=EVENTS, is_indexed=is_indexed,
        contents=tuple((f"monat-{month.id}", month.name) for month in months),
        heading=heading, lead=lead, months=months, is_archive=is_archive, has_files=cut is not None,
        own=address, coming=tuple((month.id, month.name) for month in coming),
        cuts=tuple((one.group, one.address, one.name) for one in cuts(desk) if one.group),
    )


def _event_page(desk: Desk, event: PublicEvent) -> Page:
    say, label = desk.renderer.plainly, desk.renderer.label
    today, found = desk.catalogue.today, [Time(event, when, when_words(desk, when)) for when in occurrences(event)]
    coming = [time for time in found if not time.when.is_over(today)]
    shown = coming[0] if coming else found[-1]
    closes = event.registration.closes_at if event.registration else None
    return desk.page(
        page_of(event), "event", title=f"{say(event.name)} ({shown.words})", source_file=EVENTS,
        description=say(event.description) or f"{label('events.heading')}: {say(event.name)}",
        event=event, shown=shown, further=tuple(coming[1:]), is_over=not coming,
        moved_from=moment_words(desk, event.moved_from, event.time_zone) if event.moved_from else "",
        closes=moment_words(desk, closes, event.time_zone) if closes else "",
        is_closed=closes is not None and closes[:10] < today.isoformat()[: len(closes)],
        zone="" if event.time_zone == HOST_TIME else event.time_zone,
        has_file=not shown.when.is_rough, data=tuple(_data(desk, time) for time in (shown, *coming[1:])),
    )


def page_of(event: PublicEvent) -> str:
    """The address of an event's page."""
    return f"termine/einzeln/{event.id}/"


def _data(desk: Desk, time: Time) -> dict[str, object]:
    say, event = desk.renderer.plainly, time.event
    return event_data(
        event, time.when, name=say(event.name), description=say(event.description),
        organizer=desk.renderer.name(organizer_of(desk, event).name), venue=say(event.venue),
        address=desk.url(page_of(event)),
    )


def organizer_of(desk: Desk, event: PublicEvent) -> PublicOrganization:
    """The body that holds it, which is published, or the event wouldn't be."""
    return desk.directory.organizations[event.organizer]


def reported_page(desk: Desk) -> Page:
    """For the round table: what is to come and was reported, the newest first, and what is planned together."""
    label = desk.renderer.label
    return desk.page(
        "netzwerk/termine/", "reported", title=label("reported.heading"), description=label("reported.lead"),
        source_file=EVENTS, is_indexed=False, reported=reported(desk), together=planned_together(desk),
        contents=(("neu", label("reported.new")), ("gemeinsam", label("reported.together")),
                  ("melden", label("reported.how"))),
    )  # fmt: skip


def reported(desk: Desk) -> tuple[Time, ...]:
    """Events to come with the day on which they were reported, each at its next time, the newest report first."""
    found = [time for time in next_times(desk) if time.event.reported_on]
    return tuple(sorted(found, key=lambda t: (t.event.reported_on or date.min, t.event.id), reverse=True))


def planned_together(desk: Desk) -> tuple[Time, ...]:
    """Events to come that several bodies hold."""
    return tuple(time for time in next_times(desk) if time.event.partners)


def next_times(desk: Desk) -> tuple[Time, ...]:
    """Each event to come, once."""
    first: dict[str, Time] = {}
    for time in times(desk, is_over=False):
        first.setdefault(time.event.id, time)
    return tuple(first.values())


def event_files(desk: Desk) -> Files:
    """Calendar file and feed beside each cut, a calendar file beside each event, and the feed of the round table."""
    for cut in cuts(desk):
        title = desk.renderer.label("events.cut", name=cut.name) if cut.group else desk.renderer.label("events.heading")
        yield f"{cut.address}termine.ics", calendar_file(desk, title, cut.wanted)
        yield f"{cut.address}termine.atom", _feed(desk, title, cut.address, _fresh(desk, cut.wanted))
    for event in desk.catalogue.events:
        if any(not when.is_rough for when in occurrences(event)):
            own = calendar_file(desk, desk.renderer.plainly(event.name), _is(event), since=date.min)
            yield f"{page_of(event)}termin.ics", own
    yield (
        "netzwerk/termine/termine.atom",
        _feed(desk, desk.renderer.label("reported.heading"), "netzwerk/termine/", [t.event for t in reported(desk)]),
    )


def _is(event: PublicEvent) -> Wanted:
    return lambda other: other.id == event.id


def _fresh(desk: Desk, wanted: Wanted) -> list[PublicEvent]:
    """Events of a cut that were reported within the last year."""
    since = desk.catalogue.today - KEPT
    return [e for e in desk.catalogue.events if wanted(e) and e.reported_on and e.reported_on >= since]


def calendar_file(desk: Desk, title: str, wanted: Wanted, since: date | None = None) -> str:
    """The times of events with a day, those of the last year among them, so that calendars keep them."""
    since = since or desk.catalogue.today - KEPT
    dated = [
        _dated(desk, event, when)
        for event in desk.catalogue.events if wanted(event)
        for when in occurrences(event) if not when.is_rough and when.last >= since
    ]
    host = desk.catalogue.region.site_url.split("/")[2]
    return calendar(dated, name=title, build_day=desk.catalogue.today, host=host)


def _dated(desk: Desk, event: PublicEvent, when: Occurrence) -> Dated:
    say = desk.renderer.plainly
    place = [say(event.venue)] if event.venue else []
    place += [f"{event.address.street}, {event.address.postal_code} {event.address.city}"] if event.address else []
    place += [desk.renderer.label("events.online")] if event.is_online else []
    note = [say(event.description), desk.renderer.name(organizer_of(desk, event).name)]
    return Dated(
        id=when.key, title=say(event.name), first=when.first, last=when.last, note="\n".join(filter(None, note)),
        address=desk.url(page_of(event)), place="; ".join(place), starts_at=when.starts_at, ends_at=when.ends_at,
        is_cancelled=event.status == "cancelled", takes_time=True,
    )


def _feed(desk: Desk, title: str, page: str, events: Sequence[PublicEvent]) -> str:
    entries = [_entry(desk, event) for event in events if event.reported_on]
    site = desk.renderer.plainly(desk.catalogue.region.site_name)
    own, page = desk.url(f"{page}termine.atom"), desk.url(page)
    return atom(f"{title} – {site}", own, page, desk.language, site, entries, desk.catalogue.today)


def _entry(desk: Desk, event: PublicEvent) -> FeedEntry:
    say, label = desk.renderer.plainly, desk.renderer.label
    mark = f"{label('events.cancelled')}: " if event.status == "cancelled" else ""
    text = [when_words(desk, occurrences(event)[0]), desk.renderer.name(organizer_of(desk, event).name)]
    text += [say(event.description)] if event.description else []
    address, day = desk.url(page_of(event)), event.reported_on or desk.catalogue.today
    return FeedEntry(address, mark + say(event.name), day, ". ".join(text), address)
