"""The calendar of the editors: all that is due is on its day, nobody is named, and the file says what the page says."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar

import builders
from lotse.pages import desks
from lotse.pages.deadlines import deadlines, deadlines_page
from lotse.pages.takeaways import takeaways
from lotse.publish import publish

TODAY = builders.TODAY


def desk_of(data: dict[str, builders.Data] | None = None, day: date = TODAY):
    catalogue = builders.catalogue(data)
    return desks(publish(catalogue, "site", day), catalogue.labels)["de"]


def data_with_ends() -> dict[str, builders.Data]:
    """An offer, a statement, a figure and a consent that end, a record with a day of its own for its review."""
    data = builders.region_data()
    bodies = data["actors.yaml"]["organizations"]
    bodies[1]["services"][0] |= {"valid_to": "2027-02-28"}
    bodies[0]["review_on"] = "2027-01-15"
    data["facts.yaml"]["facts"][0]["valid_to"] = "2027-03-31"
    data["consents.yaml"]["consents"][1]["valid_until"] = "2027-04-30"
    return data


def test_every_kind_stands_on_its_day():
    """Reviews of all records, and what ends."""
    found = {(d.kind, d.day.isoformat()): d.names for d in deadlines(desk_of(data_with_ends()))}
    assert ("Ausländeramt Musterstadt",) == found["review", "2027-01-15"]
    assert ("Angebot musterzentrum-beratung",) == found["offer", "2027-02-28"]
    assert ("Wer wohnt, meldet sich an.",) == found["fact", "2027-03-31"]
    assert ("Beratungszentrum Musterregion",) == found["consent", "2027-04-30"]
    assert ("Musterlohn",) == found["figure", "2027-12-31"]
    assert ("Mustervereinbarung",) == found["agreement", "2027-09-30"]
    assert "Musterpapier" in found["review", "2027-05-22"]  # six months after its copy


def test_nobody_is_named():
    """Also not who is cleared: the review of a contact is that of its body."""
    desk = desk_of(data_with_ends())
    text = deadlines_page(desk).html + takeaways(desk)["mitmachen/kalender/fristen.ics"]
    assert "Erika" not in text
    assert "0241" not in text


def test_file_says_what_the_page_says():
    """Read back by icalendar; ids stay from build to build; what is past is left out."""
    desk, later = desk_of(data_with_ends()), desk_of(data_with_ends(), TODAY + timedelta(days=60))
    events = list(icalendar.Calendar.from_ical(takeaways(desk)["mitmachen/kalender/fristen.ics"]).walk("VEVENT"))
    assert {d.day for d in deadlines(desk) if d.day >= TODAY} == {event.start for event in events}
    ends = list(icalendar.Calendar.from_ical(takeaways(later)["mitmachen/kalender/fristen.ics"]).walk("VEVENT"))
    known = {event["UID"] for event in events}
    assert {event["UID"] for event in ends} < known
    assert len(known) == len(events)
    assert "Musterlohn" in next(e["DESCRIPTION"] for e in events if e.start == date(2027, 12, 31))


def test_what_is_overdue_is_counted():
    """And stands among the tasks."""
    data = data_with_ends()
    data["actors.yaml"]["organizations"][0]["review_on"] = "2026-11-21"
    assert "Eine Prüfung ist überfällig." in deadlines_page(desk_of(data)).html
    assert "überfällig" not in deadlines_page(desk_of(data_with_ends())).html
