"""Calendar files: whatever is written is read back the same by the icalendar library."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from lotse.exports.ical import Event, calendar, due_events, plan_events
from lotse.model import ChecklistItem
from lotse.plan import Task, plan

DAY = date(2026, 11, 22)
LEAP_DAY = date(2028, 2, 29)


def written(*events: Event, build_day: date = DAY) -> str:
    return calendar(events, name="Probe, mit Komma", build_day=build_day, host="example.org")


def read(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_event_lasts_whole_days():
    """The end is the day after the last one, as RFC 5545 wants it, over a leap day too."""
    (event,) = read(written(Event(id="a", title="x", first=LEAP_DAY, last=LEAP_DAY)))
    assert (event.start, event.end) == (LEAP_DAY, date(2028, 3, 1))
    assert "DTSTART;VALUE=DATE:20280229" in written(Event(id="a", title="x", first=LEAP_DAY, last=LEAP_DAY))


def test_id_is_stable_and_stamp_is_the_day_of_the_build():
    """A later build changes the stamp and nothing else."""
    event = Event(id="schritt-visum", title="x", first=DAY, last=DAY)
    (one,), (other,) = read(written(event)), read(written(event, build_day=DAY + timedelta(days=9)))
    assert one["UID"] == other["UID"] == "schritt-visum@example.org"
    assert one["DTSTAMP"].dt == datetime(2026, 11, 22, tzinfo=UTC)
    assert other["DTSTAMP"].dt == datetime(2026, 12, 1, tzinfo=UTC)


def test_file_has_its_frame():
    """Version, product and name; lines end as the standard says."""
    text = written()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert icalendar.Calendar.from_ical(text)["X-WR-CALNAME"] == "Probe, mit Komma"


PLAIN = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=200).map(str.strip)


@given(PLAIN, PLAIN)
def test_any_text_comes_back(title, note):
    """Commas, semicolons, backslashes, long lines, any script."""
    text = written(Event(id="a", title=title, first=DAY, last=DAY, note=f"{note}\nzweite Zeile"))
    (event,) = read(text)
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (title, f"{note}\nzweite Zeile")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_plan_becomes_events_on_the_latest_days():
    """Another start date makes other events, so that two plans live side by side in a calendar."""
    tasks = [Task(id="a", days=7), Task(id="beginn", days=0, after=("a",), is_goal=True)]
    names = {"a": "Antrag", "beginn": "Erster Tag"}
    found = {}
    for start in (date(2027, 1, 1), date(2027, 2, 1)):
        events = read(written(*plan_events(plan(tasks, start, DAY).steps, names, start)))
        found |= {event["UID"]: (event["SUMMARY"], event.start) for event in events}
    assert found == {
        "a-2027-01-01@example.org": ("Antrag", date(2026, 12, 25)),
        "beginn-2027-01-01@example.org": ("Erster Tag", date(2027, 1, 1)),
        "a-2027-02-01@example.org": ("Antrag", date(2027, 1, 25)),
        "beginn-2027-02-01@example.org": ("Erster Tag", date(2027, 2, 1)),
    }


def test_dated_checklist_becomes_events():
    """Items without a day, or whose event has no day yet, are left out."""
    items = [
        ChecklistItem.model_validate(
            {"id": f"probe-{name}", "text": {"de": name}, "why": {"de": "x"}, "who": "employer", "due": due}
        )
        for name, due in (
            ("zimmer", {"event": "arrival", "from_days": -30, "to_days": -7}),
            ("vertrag", {"event": "contract", "from_days": 0, "to_days": 0}),
            ("immer", None),
        )
    ]
    events = due_events(items, {"arrival": date(2027, 3, 1)}, lambda item: item.text["de"])
    (event,) = read(written(*events))
    assert (event["SUMMARY"], event.start, event.end) == ("zimmer", date(2027, 1, 30), date(2027, 2, 23))
