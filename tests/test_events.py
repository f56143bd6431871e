"""Events: the hours that clocks show, what recurs, consent, pages and files; all read back by others' libraries."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

import builders
from lotse.exports.atom import FeedEntry, atom
from lotse.model import Event, Recurrence
from lotse.model.occurrences import days_of, is_left_out, local, occurrences
from lotse.model.schedules import WEEKDAYS
from lotse.pages import desks
from lotse.pages.events import calendar_file, event_pages, next_times, reported, reported_page, times
from lotse.pages.offices import office_pages
from lotse.pages.takeaways import takeaways
from lotse.publish import publish

TODAY = builders.TODAY
ATOM = "{http://www.w3.org/2005/Atom}"


def event(record_id: str = "mustertag", **changes: object) -> builders.Data:
    """A morning in the network's house, for companies."""
    return {
        "id": record_id,
        "name": builders.both("Mustertag"),
        "organizer": "musterzentrum",
        "starts_at": "2026-12-01T09:30",
        "ends_at": "2026-12-01T12:00",
        "venue": {"name": builders.both("Saal"),
                  "address": {"street": "Musterweg 7", "postal_code": "00001", "city": "Musterstadt"}},
        "topics": ["housing"],
        "audiences": ["employers"],
        "areas": ["musterregion"],
        "url": "https://musterzentrum.example.org/tag",
        "registration": {"closes_at": "2026-11-30", "url": "https://musterzentrum.example.org/anmelden"},
        "reported_on": "2026-11-20",
        "sources": builders.citations(),
    } | changes  # fmt: skip


def desk_of(*events: builders.Data, day: date = TODAY, ledger: list[builders.Data] | None = None, language: str = "de"):
    """The desk of the invented region with these events."""
    data = builders.region_data()
    data["events.yaml"]["events"] = list(events)
    if ledger is not None:
        data["consents.yaml"]["consents"] = ledger
    catalogue = builders.catalogue(data)
    return desks(publish(catalogue, "site", day), catalogue.labels)[language]


def page(desk, address: str) -> str:
    return next(p for p in event_pages(desk) if p.address == address).html


def read(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("2026-03-29T01:59", False), ("2026-03-29T02:00", True), ("2026-03-29T02:59", True), ("2026-03-29T03:00", False),
     ("2026-10-25T02:30", False)],
)  # fmt: skip
def test_hour_that_the_clock_change_leaves_out(moment, expected):
    """Only in spring; the hour that autumn shows twice is the first of the two."""
    assert expected == is_left_out(local(moment, "Europe/Berlin"))


NAMES = st.sampled_from(WEEKDAYS)


@given(
    st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.sampled_from(["WEEKLY", "MONTHLY"]), st.integers(1, 4),
    st.sets(NAMES, min_size=1, max_size=3), st.sampled_from(["", "1", "2", "5", "-1"]),
)  # fmt: skip
def test_days_are_those_of_the_standard(first, freq, interval, names, number):
    """Compared with dateutil's reading of RFC 5545 over two years."""
    number = number if freq == "MONTHLY" else ""
    byday = [f"{number}{name}" for name in sorted(names)]
    until = date(first.year + 2, 1, 31)
    schedule = Recurrence.model_validate(
        {"freq": freq, "interval": str(interval), "byday": byday, "valid_to": until.isoformat()}
    )
    rule = f"FREQ={freq};INTERVAL={interval};WKST=MO;BYDAY={','.join(byday)};UNTIL={until:%Y%m%d}T000000"
    expected = [day.date() for day in rrulestr(rule, dtstart=datetime.combine(first, time()))]
    assert expected == list(days_of(schedule, first))


def test_recurring_event_keeps_the_hour_of_the_clock():
    """Ten o'clock stays ten o'clock, whatever happens to the clock in between; excluded days are left out."""
    schedule = {"freq": "WEEKLY", "byday": ["MO"], "valid_to": "2027-04-12", "excluded": ["2027-04-05"]}
    changes = {"starts_at": "2027-03-22T10:00", "ends_at": "2027-03-22T11:00", "schedule": schedule}
    found = occurrences(Event.model_validate(event(**changes)))
    assert ["2027-03-22", "2027-03-29", "2027-04-12"] == [one.first.isoformat() for one in found]
    assert [10, 10, 10] == [one.starts_at.hour for one in found]
    assert [9, 8, 8] == [one.starts_at.astimezone(UTC).hour for one in found]


def test_past_ones_are_in_the_archive_only():
    """From the day after the last one on, also when only the month is known."""
    rough = event("rund", starts_at="2026-10", ends_at=None, registration=None)
    desk = desk_of(event(), rough)
    assert ["mustertag"] == [one.event.id for one in times(desk, is_over=False)]
    assert ["rund"] == [one.event.id for one in times(desk, is_over=True)]
    assert "Oktober 2026" in page(desk, "termine/archiv/")
    assert "termine/einzeln/rund" not in page(desk, "termine/").replace("../", "")
    assert ["mustertag"] == [t.event.id for t in times(desk_of(event(), day=date(2026, 12, 2)), is_over=True)]


def test_empty_state_helps():
    """It says so, and leads to offices, topics and the way to report."""
    html = page(desk_of(), "termine/")
    assert "Zurzeit ist kein Termin gemeldet." in html
    assert {'href="../anlaufstellen/"', 'href="../themen/"', 'href="../netzwerk/termine/#melden"'} <= {
        match[0] for match in re.finditer(r'href="[^"]+"', html)
    }


def test_cuts_by_month_audience_and_topic_are_pages():
    """Without a script; each but the month with calendar file and feed, and none for what never had an event."""
    desk = desk_of(event(), event("zweiter", audiences=["students"], topics=["mobility"], starts_at="2027-01-05",
                                  ends_at=None, registration=None))  # fmt: skip
    addresses = {p.address for p in event_pages(desk)}
    assert {"termine/monat/2026-12/", "termine/monat/2027-01/", "termine/fuer/employers/", "termine/fuer/newcomers/",
            "termine/thema/housing/", "termine/thema/mobility/"} <= addresses  # fmt: skip
    assert "termine/thema/residence-permit/" not in addresses
    assert "zweiter" in page(desk, "termine/fuer/newcomers/")  # students are newcomers
    assert "mustertag" not in page(desk, "termine/fuer/newcomers/")
    files = takeaways(desk)
    for address in (a for a in addresses if a == "termine/" or a.startswith(("termine/fuer", "termine/thema"))):
        assert {f"{address}termine.ics", f"{address}termine.atom"} <= set(files)
    assert ["mustertag@musterlotse.example"] == [e["UID"] for e in read(files["termine/fuer/employers/termine.ics"])]


def test_calendar_file_has_hours_place_and_state():
    """Read back by icalendar: the hour of the world, the cleared place, what is cancelled."""
    (one,) = read(takeaways(desk_of(event(status="cancelled")))["termine/termine.ics"])
    assert datetime(2026, 12, 1, 8, 30, tzinfo=UTC) == one.start
    assert datetime(2026, 12, 1, 11, 0, tzinfo=UTC) == one.end
    assert ("CANCELLED", "OPAQUE") == (one["STATUS"], one["TRANSP"])
    assert "Saal; Musterweg 7, 00001 Musterstadt" == one["LOCATION"]
    assert "https://musterlotse.example/termine/einzeln/mustertag/" == one["URL"]


def test_event_without_a_day_is_in_no_calendar():
    """A whole month would fill everybody's calendar."""
    files = takeaways(desk_of(event(starts_at="2026-12", ends_at=None, registration=None)))
    assert [] == read(files["termine/termine.ics"])
    assert not [name for name in files if name.endswith("termin.ics")]


def test_moved_event_keeps_its_id_in_calendars():
    """So that the old entry moves, instead of a second one."""
    before, after = event(), event(starts_at="2026-12-08T09:30", ends_at="2026-12-08T12:00", status="moved",
                                   moved_from="2026-12-01T09:30")  # fmt: skip
    one, other = (read(calendar_file(desk_of(e), "x", lambda _: True))[0] for e in (before, after))
    assert one["UID"] == other["UID"]
    assert "<s>1. Dezember 2026, 09:30 Uhr</s>" in page(desk_of(after), "termine/einzeln/mustertag/")


VALUES = {"link": ("musterzentrum.example.org/tag", "musterzentrum.example.org/anmelden"), "address": ("Musterweg 7",)}


@pytest.mark.parametrize("field", VALUES)
@pytest.mark.parametrize(
    ("ledger", "expected"),
    [
        ([], False),
        ([("a", "musterzentrum", {})], True),
        ([("a", "mustertag", {})], True),
        ([("a", "musteramt", {})], False),
        ([("a", "musterzentrum", {}), ("b", "mustertag", {"withdrawn_on": "2026-11-20"})], False),
        ([("a", "musterzentrum", {"valid_until": "2026-11-21"})], False),
        ([("a", "musterzentrum", {"channels": ["fai"]})], False),
        ([("a", "mustertag", {"basis": "pending", "channels": []})], False),
    ],
)
def test_links_and_address_wait_for_a_consent(field, ledger, expected):
    """The organizer's, or one about the event itself; whose own withdrawal beats both. In pages and in files."""
    entries = [builders.consent(i, subject, fields=[field]) | changes for i, subject, changes in ledger]
    desk = desk_of(event(), ledger=entries)
    text = "".join([*(p.html for p in event_pages(desk)), *takeaways(desk).values()])
    for value in VALUES[field]:
        assert expected == (value in text)
    assert "Mustertag" in text


def test_event_of_a_body_that_is_not_published_is_not_either():
    """Nor one that is only claimed."""
    assert () == desk_of(event(evidence="claimed")).catalogue.events
    data = builders.region_data()
    data["actors.yaml"]["organizations"][1]["evidence"] = "claimed"
    data["events.yaml"]["events"] = [event()]
    assert () == publish(builders.catalogue(data), "site", TODAY).events


def test_structured_data_are_those_of_the_standard():
    """Whole JSON in the page, which no text can break out of."""
    nasty = event(name=builders.both('</script><script>alert("x")</script>'), is_online="true")
    html = page(desk_of(nasty), "termine/einzeln/mustertag/")
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    (data,) = json.loads(found)
    assert ("Event", "2026-12-01T09:30:00+01:00", "2026-12-01T12:00:00+01:00") == (
        data["@type"], data["startDate"], data["endDate"],
    )  # fmt: skip
    assert "https://schema.org/MixedEventAttendanceMode" == data["eventAttendanceMode"]
    assert 1 == html.count("<script")


def test_newly_reported_list_and_feed():
    """The newest report first, only what is to come; the feed says the same, with whole addresses."""
    desk = desk_of(
        event("alt", reported_on="2026-11-01"), event("neu", reported_on="2026-11-21", is_prominent="true"),
        event("vorbei", starts_at="2026-11-01", ends_at=None, registration=None), event("ohne", reported_on=None),
        event("gemeinsam", partners=["musternetz"], reported_on="2026-11-02"),
    )  # fmt: skip
    assert ["neu", "gemeinsam", "alt"] == [one.event.id for one in reported(desk)]
    feed = ElementTree.fromstring(takeaways(desk)["netzwerk/termine/termine.atom"])  # noqa: S314
    assert ["neu", "gemeinsam", "alt"] == [e.findtext(f"{ATOM}id").split("/")[-2] for e in feed.iter(f"{ATOM}entry")]
    assert "2026-11-21T00:00:00Z" == feed.findtext(f"{ATOM}updated")
    html = reported_page(desk).html
    assert "herausgehoben" in html
    assert html.count("Gemeinsam mit") == 1


@given(st.text(), st.text())
def test_any_text_makes_a_sound_feed(title, text):
    """Angle brackets, quotes, control characters."""
    feed = atom(title, "https://e.example/a", "https://e.example/", "de", title,
                [FeedEntry("https://e.example/1", title, TODAY, text, "https://e.example/1")], TODAY)  # fmt: skip
    root = ElementTree.fromstring(feed)  # noqa: S314
    assert len(list(root.iter(f"{ATOM}entry"))) == 1


def test_next_times_name_a_recurring_event_once():
    """At its next time."""
    schedule = {"freq": "WEEKLY", "byday": ["TU"], "valid_to": "2027-01-31"}
    desk = desk_of(event(starts_at="2026-11-17T09:30", ends_at="2026-11-17T10:30", schedule=schedule))
    (one,) = next_times(desk)
    assert date(2026, 11, 24) == one.when.first


def test_arabic_page_says_the_times_in_its_words():
    """Labels of newcomers' languages; the name falls back and is marked."""
    labels = builders.yaml.safe_load((builders.PROJECT / "data/ui/ar.yaml").read_text("utf-8"))
    data = builders.region_data()
    data["events.yaml"]["events"] = [event()]
    data["region.yaml"]["region"]["languages"] = ["de", "en", "ar"]
    data["terms.yaml"]["languages"].append({"code": "ar", "native": "العربية", "name": builders.both("Arabisch")})
    catalogue = builders.catalogue(data)
    catalogue = replace(catalogue, labels={**catalogue.labels, "ar": labels})
    desk = desks(publish(catalogue, "site", TODAY), catalogue.labels)["ar"]
    html = page(desk, "termine/einzeln/mustertag/")
    assert labels["events.zone"] in html
    assert "09:30–12:00" in html


HOURS = {"byday": ["MO"], "opens_at": "08:30", "closes_at": "12:00"}


def office(**contact: object):
    """The office's page with hours at its contact."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][0]["contacts"][0] |= contact
    catalogue = builders.catalogue(data)
    desk = desks(publish(catalogue, "site", TODAY), catalogue.labels)["de"]
    return next(p for p in office_pages(desk) if p.address == "anlaufstellen/musteramt/").html


def test_hours_at_the_contact_say_what_is_to_know():
    """By appointment, with the link; from when to when; what has ended is gone; closed days are told."""
    html = office(
        schedules=[
            HOURS,
            {"byday": ["TU"], "by_appointment": "true", "appointment_url": "https://musteramt.example.org/termin"},
            {"byday": ["WE"], "opens_at": "13:00", "closes_at": "15:00", "valid_from": "2027-01-01"},
            {"byday": ["FR"], "opens_at": "07:07", "closes_at": "08:08", "valid_to": "2026-11-21"},
        ],
        closures=[{"first": "2026-12-24", "last": "2027-01-01", "reason": builders.both("Jahreswechsel")},
                  {"first": "2026-11-01", "last": "2026-11-02", "reason": builders.both("Umzug")}],
    )  # fmt: skip
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    assert "Dienstag nur nach Vereinbarung Termin vereinbaren" in text
    assert 'href="https://musteramt.example.org/termin"' in html
    assert "Mittwoch 13:00–15:00 ab 1. Januar 2027" in text
    assert "07:07" not in text
    assert "Umzug" not in text
    assert "Geschlossen: 24. Dezember 2026 – 1. Januar 2027: Jahreswechsel" in text


def test_real_events_are_those_that_sources_name():
    """The first meeting of the round table, and nothing invented beside it."""
    text = (Path(builders.PROJECT) / "data/events.yaml").read_text("utf-8")
    known = builders.yaml.safe_load(text)["events"]
    assert ["runder-tisch-erste-sitzung"] == [one["id"] for one in known if str(one["starts_at"]).startswith("2025")]
