"""Checklists, backward plan and choice of a place, in a real browser, on a small site of made-up content."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, expect

from browser.support import axe, stored, watch
from browser.tools_site import ITEMS, item, write_site
from serving import ServedSite, served

CASES = json.loads((Path(__file__).parents[1] / "cases/plan.json").read_text("utf-8"))
LIST, PLAN, OFFERS = "/checklisten/probe/", "/arbeitgeber/zeitplan/", "/angebote/"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'"
NOW = "2026-11-22T10:00:00"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The small site, under a policy that forbids everything but its own files."""
    folder = tmp_path_factory.mktemp("tools")
    write_site(folder)
    with served(folder) as running:
        running.headers["Content-Security-Policy"] = POLICY
        yield running


@pytest.fixture
def at(open_window, site):
    """`at(LIST)` opens a page of the small site and waits for its tools; nothing may complain meanwhile."""
    records = []

    def open_at(address: str, width: int = 1200, **options: object) -> Page:
        page = open_window(site.address, width, **options)
        page.clock.set_fixed_time(NOW)
        records.append(watch(page))
        page.goto(address)
        return page

    yield open_at
    for record in records:
        assert (record.complaints, record.foreign) == ([], [])


def choose(page: Page, name: str, state: str) -> None:
    """Chooses a state as a person does who clicks on the words; all but «done» stand behind «more»."""
    open_more(page, f"probe-{name}")
    page.locator(f"#probe-{name} label:has(input[value={state}])").click()


def open_more(page: Page, item: str) -> None:
    """Unfolds what stands behind «more» of an item, unless it is."""
    more = page.locator(f"#{item} .checklist__more")
    if not more.evaluate("details => details.open"):
        more.locator("summary").click()


def states(page: Page) -> dict[str, str]:
    """What has been chosen, without what is still open."""
    rows = page.locator("[data-item]").evaluate_all(
        "all => all.map(li => [li.id.slice(6), li.dataset.state])"
    )
    return {name: state for name, state in rows if state != "open"}


def unfold(page: Page, words: str) -> None:
    page.locator(".tool summary", has_text=words).click()


def message(page: Page) -> str:
    return page.locator("[data-message]").inner_text().strip()


def answer(page: Page, button: str) -> None:
    """Answers the question that stands in front of the page."""
    page.locator("dialog button", has_text=button).click()


def file_of(text: str | bytes) -> dict[str, object]:
    content = text.encode() if isinstance(text, str) else text
    return {"name": "stand.json", "mimeType": "application/json", "buffer": content}


def saved(**changes: object) -> str:
    """A saved state, with changes."""
    whole = {
        "format": "lotse-checklist",
        "version": 1,
        "list": "probe",
        "items": {},
        "dates": {},
        "choices": {},
    }
    return json.dumps(whole | changes)


def link_with(data: object) -> str:
    packed = base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")
    return f"{LIST}#zustand={packed}"


# ---- the plan's reckoning, as in tests/test_plan.py


RECKON = """async ({plans, faults, bridges}) => {
  const { plan, bridged } = await import("/assets/plan.js");
  const { applies } = await import("/assets/dom.js");
  const { Workdays } = await import("/assets/workdays.js");
  const asTask = (task) => ({
    ...task, isGoal: Boolean(task.goal), mayPrecede: !task.later, isContingent: Boolean(task.contingent),
    due: task.due && {event: task.due[0], from: task.due[1], to: task.due[2]},
  });
  const of = ({tasks, start, today, holidays = {}, weekends = false, events = {}}) =>
    plan(tasks.map(asTask), start, today, new Workdays(holidays, weekends), events);
  const told = (step) => [step.id, {
    earliest: [step.earliestStart, step.earliestEnd], latest: [step.latestStart, step.latestEnd],
    slack: step.slack,
    marks: step.isCritical ? ["critical"] : [],
  }];
  const outcome = ({start, earliest, missingDays, undated}) => ({start, earliest, missing: missingDays, undated});
  const message = (one) => {
    try { of(one); return ""; } catch (fault) { return fault instanceof Error ? fault.message : ""; }
  };
  const chosen = ({steps, choices}) => {
    const map = new Map(Object.entries(choices));
    return steps.filter((step) => applies(step.when ?? {}, map));
  };
  return {
    plans: plans.map((one) => Object.fromEntries(of(one).steps.map(told))),
    outcomes: plans.map((one) => outcome(of(one))),
    faults: faults.map(message),
    bridges: bridges.map((one) => Object.fromEntries(bridged(one.steps, chosen(one)))),
  };
}"""


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Kiritimati", "America/St_Johns"])
def test_plan_reckons_as_in_python(at, zone):
    """The same vectors, wherever the clock stands."""
    found = at(PLAN, timezone_id=zone).evaluate(RECKON, CASES)
    assert found["plans"] == [case["expected"] for case in CASES["plans"]]
    assert found["outcomes"] == [case["outcome"] for case in CASES["plans"]]
    assert found["bridges"] == [case["expected"] for case in CASES["bridges"]]
    assert [bool(message) for message in found["faults"]] == [True] * len(CASES["faults"])


def test_calendar_file_of_the_browser_is_read_back(at):
    """Escapes, folded lines within characters of several octets, no stray control character."""
    title = "Zimmer, Küche; Bad \\ " + "Überlänge 😀 " * 12 + "\u0007Ende"
    event = {"id": "a", "title": title, "first": "2028-02-28", "last": "2028-02-29", "note": "eins\nzwei"}
    text = at(PLAN).evaluate(
        """async (event) => (await import("/assets/calendar.js")).calendar(
            [event], {name: "Probe", stamp: "2026-11-22", host: "example.org"})""",
        event,
    )
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert "\n" not in "".join(lines)
    assert max(len(line.encode()) for line in lines) <= 75
    (read,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert (read["SUMMARY"], read["DESCRIPTION"]) == (title.replace("\u0007", " "), "eins\nzwei")
    assert (read.start, read.end, read["UID"]) == (date(2028, 2, 28), date(2028, 3, 1), "a@example.org")


# ---- the checklist


def test_list_is_complete_without_javascript(at):
    """All items, with boxes that can be ticked by clicking on their words; nothing that does not work."""
    page = at(LIST, javascript=False)
    assert page.locator(".checklist__tick").count() == len(ITEMS)
    assert page.locator("[data-item]:visible").count() == len(ITEMS)
    others = page.locator("input:visible, textarea:visible, progress").count() - len(ITEMS)
    assert others == page.locator("header input").count()
    page.locator("#probe-vertrag label").click()
    expect(page.locator("#probe-vertrag .checklist__tick")).to_be_checked()
    assert axe(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1200, "light")])
def test_list_is_accessible_and_fits(at, width, scheme):
    """Everything unfolded; no wider than the window."""
    page = at(LIST, width, scheme=scheme)
    page.locator(".content details").evaluate_all("all => all.forEach(details => { details.open = true })")
    choose(page, "vertrag", "done")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_controls_bear_the_name_of_their_item(at):
    """A group of four choices for each item."""
    page = at(LIST)
    expect(page.get_by_role("checkbox", name="Am Bahnhof abholen")).to_be_visible()
    open_more(page, "probe-abholen")
    group = page.get_by_role("group", name="Am Bahnhof abholen")
    expect(group.get_by_role("radio")).to_have_count(4)
    expect(group.get_by_role("radio", name="warten auf andere")).not_to_be_checked()
    expect(group.get_by_role("radio", name="offen")).to_be_checked()


def test_tick_is_the_state(at):
    """A click on the words ticks; what is neither done nor open stands as mixed; ticking overrules it."""
    page = at(LIST)
    tick = page.locator("#probe-vertrag .checklist__tick")
    page.locator("#probe-vertrag .checklist__text label").click()
    assert (tick.is_checked(), states(page)) == (True, {"vertrag": "done"})
    choose(page, "vertrag", "waiting")
    assert tick.evaluate("box => [box.checked, box.indeterminate]") == [False, True]
    tick.press("Space")
    assert states(page) == {"vertrag": "done"}
    tick.press("Space")
    assert (states(page), tick.evaluate("box => box.indeterminate")) == ({}, False)


def test_progress_is_told(at):
    """Done and not needed count as finished; the text is announced."""
    page = at(LIST)
    for name, state in (("vertrag", "done"), ("zimmer", "not-needed"), ("abholen", "waiting")):
        choose(page, name, state)
    text = page.locator("[data-progress-text]")
    expect(text).to_have_text("2 von 5 Punkten fertig, warten auf andere: 1")
    assert text.get_attribute("role") == "status"
    assert page.locator("progress").evaluate("bar => [bar.value, bar.max]") == [2, 5]


def test_filters_hide_what_does_not_fit(at):
    """By facet and by who; an open question hides nothing; empty sections go too."""
    page = at(LIST)
    page.select_option("[data-facet]", "probe-frei")
    expect(page.locator("#probe-anerkennung")).to_be_hidden()
    expect(page.locator("[data-filter-text]")).to_have_text("1 Punkt ist ausgeblendet.")
    expect(page.locator("[data-progress-text]")).to_contain_text("von 4 Punkten")
    page.select_option("[data-filter-who]", "person")
    assert page.locator("[data-item]:visible").evaluate_all("all => all.map(li => li.id)") == [
        "probe-anmelden"
    ]
    expect(page.locator("#teil-1")).to_be_hidden()
    page.select_option("[data-facet]", "")
    page.select_option("[data-filter-who]", "")
    expect(page.locator("[data-item]:visible")).to_have_count(5)


def test_dates_become_days_and_a_calendar(at):
    """Calendar days at the items, and a file of what is still open."""
    page = at(LIST)
    unfold(page, "Termine")
    page.click("[data-calendar]")
    assert "noch keine offenen Punkte" in message(page)
    page.fill("[data-event=arrival]", "2027-03-01")
    expect(page.locator("#probe-zimmer .tag--day")).to_have_text("30.01.2027 – 22.02.2027")
    choose(page, "anmelden", "done")
    with page.expect_download() as download:
        page.click("[data-calendar]")
    events = icalendar.Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert [(event["SUMMARY"], event.start, event.end) for event in events] == [
        ("Ein Zimmer für die ersten Wochen finden", date(2027, 1, 30), date(2027, 2, 23)),
        ("Am Bahnhof abholen", date(2027, 3, 1), date(2027, 3, 2)),
    ]
    assert events[0]["UID"] == "probe-zimmer-2027-03-01@127.0.0.1"
    assert stored(page) == {}


def until(page, holds):
    """Wait five seconds at most; the page's policy forbids the waiting that evaluates a string."""
    for _ in range(50):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()


def test_nothing_is_kept_before_it_is_asked_for(at):
    """Work on the list, leave, come back: empty. With the box ticked it is there, until it is unticked."""
    page = at(LIST)
    choose(page, "vertrag", "done")
    assert stored(page) == {}
    page.reload()
    assert states(page) == {}
    choose(page, "vertrag", "done")
    unfold(page, "Merken")
    page.check("[data-keep]")
    choose(page, "abholen", "waiting")
    page.reload()
    assert states(page) == {"vertrag": "done", "abholen": "waiting"}
    assert stored(page) == {"localStorage": ["lotse:checklist:probe"]}
    unfold(page, "Merken")
    page.click("[data-keep]")
    answer(page, "Abbrechen")
    expect(page.locator("[data-keep]")).to_be_checked()
    page.click("[data-keep]")
    answer(page, "Löschen")
    expect(page.locator("[data-keep]")).not_to_be_checked()
    until(page, lambda: stored(page) == {})  # the box is empty from the click on, the answer comes later
    assert states(page) == {"vertrag": "done", "abholen": "waiting"}


def test_delete_leaves_nothing(at):
    """Neither on the page nor on the device."""
    page = at(LIST)
    choose(page, "vertrag", "done")
    unfold(page, "Merken")
    page.check("[data-keep]")
    page.click("[data-delete]")
    answer(page, "Löschen")
    expect(page.locator("dialog")).to_have_count(0)
    assert (states(page), stored(page)) == ({}, {})


def test_second_window_follows(at):
    """Two windows with the same remembered list do not overwrite each other."""
    page = at(LIST)
    unfold(page, "Merken")
    page.check("[data-keep]")
    other = page.context.new_page()
    other.goto(LIST)
    choose(other, "vertrag", "done")
    expect(page.locator("#probe-vertrag input[value=done]")).to_be_checked()
    choose(page, "abholen", "waiting")
    expect(other.locator("#probe-abholen input[value=waiting]")).to_be_checked()
    assert states(other) == {"vertrag": "done", "abholen": "waiting"}


def filled(page: Page) -> None:
    """Something of each kind."""
    choose(page, "vertrag", "done")
    open_more(page, "probe-zimmer")
    page.fill("#probe-zimmer textarea", 'Frau Müller: „ab 1. März“ <script>alert("x")</script> 😀')
    unfold(page, "Termine")
    page.fill("[data-event=arrival]", "2027-03-01")
    page.select_option("[data-facet]", "probe-reglementiert")
    unfold(page, "Merken")


def whole(page: Page) -> dict[str, object]:
    return {
        "states": states(page),
        "note": page.input_value("#probe-zimmer textarea"),
        "arrival": page.input_value("[data-event=arrival]"),
        "facet": page.input_value("[data-facet]"),
    }


def test_file_carries_everything(at):
    """Out as a file, in again in another browser; what is there is replaced only after a question."""
    first = at(LIST)
    filled(first)
    with first.expect_download() as download:
        first.click("[data-export]")
    assert download.value.suggested_filename == "checkliste-probe-2026-11-22.json"
    second = at(LIST)
    choose(second, "abholen", "done")
    unfold(second, "Merken")
    content = file_of(download.value.path().read_bytes())
    second.set_input_files("[data-import]", content)
    answer(second, "Abbrechen")
    assert states(second) == {"abholen": "done"}
    second.set_input_files("[data-import]", content)
    answer(second, "Ersetzen")
    expect(second.locator("[data-message]")).to_contain_text("geöffnet")
    assert whole(second) == whole(first)
    assert stored(second) == {}


def test_link_carries_everything_and_stores_nothing(at, site):
    """The state stands behind the «#», which no server sees."""
    first = at(f"{LIST}?ort=heinsberg")
    filled(first)
    first.click("[data-link]")
    link = first.input_value("[data-link-address]")
    assert "?ort=heinsberg#zustand=" in link
    asked = len(site.answers)
    second = at(link)
    expect(second.locator("[data-message]")).to_contain_text("Er ist nicht gespeichert")
    assert whole(second) == whole(first)
    assert stored(second) == {}
    assert not [one for one in site.answers[asked:] if "zustand" in one.path or one.method != "GET"]


def test_link_leaves_alone_what_is_remembered(at):
    """It shows itself, offers the way back, and overwrites only after a question."""
    page = at(LIST)
    choose(page, "vertrag", "done")
    unfold(page, "Merken")
    page.check("[data-keep]")
    page.goto(link_with([1, "probe", [["-abholen", "", 3, ""]], {}, {}, []]))
    assert states(page) == {"abholen": "waiting"}
    choose(page, "zimmer", "done")
    page.get_by_role("button", name="Gemerkten Stand zeigen").click()
    assert states(page) == {"vertrag": "done"}
    page.goto(link_with([1, "probe", [["-anmelden", "", 1, ""]], {}, {}, []]))
    page.click("[data-keep]")
    answer(page, "Ersetzen")
    expect(page.locator("dialog")).to_have_count(0)
    page.reload()
    assert states(page) == {"anmelden": "done"}


GARBAGE_LINKS = {
    "nothing": "#zustand=",
    "noise": "#zustand=%%%&&&",
    "cut off": "#zustand=WzEsInByb2Jl",
    "not text": "#zustand=_____w",
    "no list": "#zustand=" + base64.urlsafe_b64encode(b'{"__proto__":{"state":"done"}}').decode(),
    "markup": "#zustand=<img src=x onerror=alert(1)>",
    "huge": "#zustand=" + "A" * 600_000,
}
GARBAGE_DATA = {
    "other list": [1, "andere", [["-vertrag", "", 1, ""]], {}, {}, []],
    "newer": [2, "probe", [], {}, {}, []],
    "unknown state": [1, "probe", [["-vertrag", "", 9, ""]], {}, {}, []],
    "number as note": [1, "probe", [["-vertrag", "", 1, 5]], {}, {}, []],
    "prototype as item": [1, "probe", [["__proto__", "", 1, ""]], {}, {}, []],
    "no such day": [1, "probe", [], {"arrival": "2027-02-30"}, {}, []],
    "lists in lists": [1, "probe", [[[]]], {}, {}, []],
    "rows of null": [1, "probe", [None], None, None, None],
}


@pytest.mark.parametrize("garbage", [*GARBAGE_LINKS, *GARBAGE_DATA])
def test_garbage_behind_the_hash_does_nothing(at, garbage):
    """A clear message; what is remembered is shown and stays."""
    page = at(LIST)
    choose(page, "vertrag", "done")
    unfold(page, "Merken")
    page.check("[data-keep]")
    before = page.evaluate("localStorage['lotse:checklist:probe']")
    address = link_with(GARBAGE_DATA[garbage]) if garbage in GARBAGE_DATA else LIST + GARBAGE_LINKS[garbage]
    page.evaluate("address => { location.href = address }", address)
    expect(page.locator("[data-message]")).to_contain_text("Der Link wurde nicht übernommen.")
    assert states(page) == {"vertrag": "done"}
    assert page.evaluate("localStorage['lotse:checklist:probe']") == before
    assert page.evaluate("[({}).state, ({}).version, Object.keys(Object.prototype).length]") == [
        None,
        None,
        0,
    ]


BAD_FILES = {
    "nothing": "",
    "not JSON": "PK\u0003\u0004",
    "a page": "<!doctype html><script>alert(1)</script>",
    "a list": "[]",
    "null": "null",
    "foreign": '{"format": "something-else", "version": 1}',
    "cut off": saved()[:-1],
    "newer": saved(version=2),
    "other list": saved(list="andere"),
    "a list's name that is none": saved(list="<b>x</b>"),
    "items as list": saved(items=[1, 2]),
    "prototype": '{"__proto__": {"polluted": true}, '
    + saved(items={})[1:-1]
    + ', "gone": {"__proto__": {"state": "done"}}}',
    "state that is none": saved(items={"probe-vertrag": {"state": "toString"}}),
    "note that is an object": saved(items={"probe-vertrag": {"state": "done", "note": {"a": 1}}}),
    "note beyond measure": saved(items={"probe-vertrag": {"state": "done", "note": "x" * 4001}}),
    "item that is text": saved(items={"probe-vertrag": "done"}),
    "choice that is a list": saved(choices={"probe-beruf": ["probe-frei"]}),
    "day that is a number": saved(dates={"arrival": 20270301}),
    "too many": saved(items={f"probe-{number}": {"state": "done"} for number in range(1001)}),
    "huge": saved(note="x" * 2_100_000),
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("bad", BAD_FILES)
def test_bad_file_changes_nothing(at, bad):
    """A clear message that says what is wrong, everything as it was."""
    page = at(LIST)
    choose(page, "vertrag", "done")
    unfold(page, "Merken")
    page.set_input_files("[data-import]", file_of(BAD_FILES[bad]))
    expect(page.locator("[data-message]")).to_contain_text("Ihre Einträge sind unverändert. ")
    assert len(message(page).split(". ")) >= 2
    assert states(page) == {"vertrag": "done"}
    assert stored(page) == {}
    assert page.evaluate("({}).polluted") is None


def test_other_lists_file_is_named(at):
    """The person learns where the file belongs."""
    page = at(LIST)
    unfold(page, "Merken")
    page.set_input_files("[data-import]", file_of(saved(list="andere")))
    expect(page.locator("[data-message]")).to_contain_text("anderen Checkliste: andere.")


def test_unreadable_memory_stays_until_it_is_replaced(at):
    """Nothing is lost silently."""
    page = at(LIST)
    page.evaluate("localStorage['lotse:checklist:probe'] = '{kaputt'")
    page.reload()
    assert "nicht lesbar" in message(page)
    choose(page, "vertrag", "done")
    assert page.evaluate("localStorage['lotse:checklist:probe']") == "{kaputt"
    unfold(page, "Merken")
    page.click("[data-keep]")
    answer(page, "Ersetzen")
    page.reload()
    assert states(page) == {"vertrag": "done"}


def test_browser_that_forbids_storage_says_so(at):
    """The box does not stay ticked."""
    page = at(LIST)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('x') } }")
    unfold(page, "Merken")
    page.click("[data-keep]")
    expect(page.locator("[data-message]")).to_contain_text("Nichts wurde gespeichert")
    expect(page.locator("[data-keep]")).not_to_be_checked()


def test_state_survives_a_change_of_the_list(open_window, tmp_path):
    """It tells exactly what is new, changed and gone; notes of what is gone stay, and come back."""
    write_site(tmp_path)
    with served(tmp_path) as site:
        page = open_window(site.address, 1200)
        page.goto(LIST)
        for name, state in (("vertrag", "done"), ("abholen", "waiting"), ("anmelden", "done")):
            choose(page, name, state)
        open_more(page, "probe-abholen")
        page.fill("#probe-abholen textarea", "Gleis 3")
        unfold(page, "Merken")
        page.check("[data-keep]")
        page.click("[data-link]")
        link = page.input_value("[data-link-address]")

        others = {record["id"]: record for record in ITEMS}
        new = item("vertrag", "Vertrag in drei Sprachen aufsetzen"), item("bank", "Ein Konto eröffnen")
        kept = [others[f"probe-{name}"] for name in ("anerkennung", "zimmer", "anmelden")]
        write_site(tmp_path, (new[0], *kept, new[1]))
        page.goto(LIST)
        changes = {
            name: page.locator(f"[data-change={name}] li").all_inner_texts()
            for name in ("fresh", "changed", "gone")
        }
        assert changes == {
            "fresh": ["Ein Konto eröffnen"],
            "changed": ["Vertrag in drei Sprachen aufsetzen"],
            "gone": ["Am Bahnhof abholen – Notiz, bleibt in der gesicherten Datei erhalten: Gleis 3"],
        }
        assert states(page) == {"vertrag": "done", "anmelden": "done"}
        assert axe(page) == []
        page.reload()
        assert page.locator("[data-change]").count() == 3  # not seen before it is acknowledged
        page.get_by_role("button", name="Verstanden").click()
        page.reload()
        assert page.locator("[data-change]").count() == 0
        unfold(page, "Merken")
        with page.expect_download() as download:
            page.click("[data-export]")
        assert (
            json.loads(download.value.path().read_text("utf-8"))["gone"]["probe-abholen"]["note"] == "Gleis 3"
        )

        page.goto("about:blank")
        page.goto(link)
        assert page.locator("[data-change=gone] li").inner_text().startswith("probe-abholen")
        write_site(tmp_path)
        page.goto("about:blank")
        page.goto(LIST)
        assert states(page) == {"vertrag": "done", "abholen": "waiting", "anmelden": "done"}
        assert page.input_value("#probe-abholen textarea") == "Gleis 3"


def test_paper_shows_states_and_notes_and_no_controls(at):
    """And for which place and case the list is."""
    page = at(f"{LIST}?ort=heinsberg")
    filled(page)
    page.emulate_media(media="print")
    expect(page.locator("#probe-zimmer [data-note-printed]")).to_be_visible()
    expect(page.locator("#probe-vertrag [data-state-words]")).to_have_text("erledigt")
    expect(page.locator("#probe-vertrag [data-state-words]")).to_be_visible()
    expect(page.get_by_text("Sie sehen die Angebote für Heinsberg.")).to_be_visible()
    expect(page.locator("[data-case]")).to_contain_text("Ist der Beruf reglementiert? ja, reglementiert")
    controls = page.locator(".content :is(input, button, select, textarea, progress):visible")
    assert controls.count() == page.locator(".checklist__tick:visible").count()  # boxes for the pen
    assert page.pdf().startswith(b"%PDF")


def test_list_in_another_language(at):
    """The same tool, the same stored state, English words."""
    page = at(f"/en{LIST}")
    choose(page, "vertrag", "done")
    expect(page.locator("[data-progress-text]")).to_have_text("1 of 5 items finished, waiting for others: 0")
    assert axe(page) == []


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.outerHTML.slice(0, 300)")


def tab_to(page: Page, mark: str, limit: int = 80) -> None:
    """Presses the tab key until the focused element bears the mark."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if mark in focused(page):
            return
    raise AssertionError(f"the tab key does not lead to {mark}")


def test_keyboard_alone_is_enough(at):
    """From the offers, with a place, to a list that is worked through and remembered."""
    page = at(OFFERS, 390)
    tab_to(page, "Angebote für")
    page.keyboard.press("Enter")
    tab_to(page, "data-place-select")
    page.keyboard.type("Heinsberg")
    tab_to(page, 'type="submit"')
    page.keyboard.press("Enter")
    expect(page.locator("[data-place-name]")).to_have_text("Heinsberg")
    tab_to(page, "checklisten/probe/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/checklisten/probe/?ort=heinsberg#probe-zimmer")
    expect(page.locator(".is-live")).to_have_count(1)
    tab_to(page, "probe-zimmer-tick")
    page.keyboard.press("Space")
    tab_to(page, "<summary")
    page.keyboard.press("Space")
    tab_to(page, "<textarea")
    page.keyboard.type("Anruf am Montag")
    page.keyboard.press("Shift+Tab")
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if "Merken" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    tab_to(page, "data-keep")
    page.keyboard.press("Space")
    page.reload()
    assert states(page) == {"zimmer": "done"}
    assert page.input_value("#probe-zimmer textarea") == "Anruf am Montag"


# ---- the backward plan


def planned(page: Page, day: str, answer: str = "probe-frei") -> None:
    page.select_option("[data-facet]", answer)
    page.fill("[data-start]", day)
    page.locator("[data-form] button").click()


@pytest.mark.parametrize("width", [320, 1200])
def test_plan_is_shown_and_accessible(at, width):
    """Marks in words, the outcome told with its weekday, the focus on the result."""
    page = at(PLAN, width)
    planned(page, "2027-08-02")
    expect(page.locator("[data-message]")).to_contain_text("Bis zum Montag, 2. August 2027 ist es zu schaffen.")
    assert page.evaluate("document.activeElement.id") == "plan-ergebnis"
    rows = page.locator("[data-rows] tr").all_inner_texts()
    assert not any("anerkennung" in row for row in rows)
    assert any("bestimmt die Dauer" in row for row in rows)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert stored(page) == {}


def test_plan_asks_first(at):
    """What is not answered would mix steps of different cases; the focus is on the first open question."""
    page = at(PLAN)
    planned(page, "2027-08-02", answer="")
    assert "Bitte beantworten Sie zuerst noch 1 Frage" in message(page)
    expect(page.locator("[data-facet]")).to_be_focused()
    expect(page.locator("[data-result]")).to_be_hidden()


def test_plan_that_can_t_be_reckons_with_the_earliest_day(at):
    """Everything counts from it: nothing stands before today, the goal is the day that is named."""
    page = at(PLAN)
    planned(page, "2027-01-15")
    expect(page.locator("[data-message]")).to_contain_text("ist es nicht zu schaffen: Es fehlen")
    goal = page.locator("[data-rows] tr", has_text="Ziel").inner_text()
    named = re.search(r"Der früheste erste Arbeitstag ist \w+, (\d+)\. (\w+) (\d+)", message(page))
    assert f"{int(named[1]):02}." in goal
    assert named[3] in goal
    with page.expect_download() as download:
        page.click("[data-calendar]")
    events = icalendar.Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    today = date.fromisoformat(page.evaluate("new Date().toISOString().slice(0, 10)"))
    assert all(event.start >= today for event in events)


def test_plan_on_a_day_off_moves_and_says_so(at):
    """A Sunday becomes the Monday; a holiday is named."""
    page = at(PLAN)
    planned(page, "2027-08-01")
    expect(page.locator("[data-message]")).to_contain_text(
        "Sonntag, 1. August 2027 ist kein Arbeitstag (Wochenende). Gerechnet wird mit dem nächsten: "
        "Montag, 2. August 2027."
    )
    planned(page, "2027-10-01")
    assert "kein Arbeitstag" not in message(page)
    planned(page, "2027-05-27")
    assert "(Fronleichnam)" in message(page)


def test_plan_leaves_out_what_is_optional(at):
    """The step itself, not what comes before and after it."""
    page = at(PLAN)
    page.uncheck("[data-with-optional]")
    planned(page, "2027-08-02")
    rows = " ".join(page.locator("[data-rows] th").all_inner_texts())
    assert "sprache" not in rows
    assert "visum" in rows


def test_plan_leaves_out_what_is_done(at):
    """It stands crossed out at the end, nothing waits for it, and it can be taken back; the focus stays."""
    page = at(PLAN)
    planned(page, "2027-08-02")
    before = page.locator("[data-first] li").first.inner_text()
    page.check("[data-done='schritt-bedarf']")
    expect(page.locator("[data-done='schritt-bedarf']")).to_be_focused()
    assert "Erledigt" in page.locator("[data-rows] tr", has_text="bedarf").inner_text()
    assert page.locator("[data-first] li").first.inner_text() != before
    assert "fertig=schritt-bedarf" in page.url
    page.uncheck("[data-done='schritt-bedarf']")
    assert page.locator("[data-first] li").first.inner_text() == before


def test_plan_stands_in_the_address(at):
    """Whoever gets the link, or comes back, sees the same plan; nothing is stored."""
    page = at(PLAN)
    planned(page, "2027-08-02")
    page.check("[data-done='schritt-bedarf']")
    address, rows = page.url, page.locator("[data-rows]").inner_text()
    page.goto("about:blank")
    page.goto(address)
    assert page.locator("[data-rows]").inner_text() == rows
    assert stored(page) == {}


@pytest.mark.parametrize(
    "state",
    ["start=", "start=2027-99-99", "start=2027-08-02&probe-beruf=gibt-es-nicht", "start=<script>alert(1)</script>",
     "start=2027-08-02&probe-beruf=probe-frei&fertig=schritt-weg,schritt-beginn,__proto__&ort=nirgends",
     "start=2027-08-02&probe-beruf=probe-frei&ende=morgen", "start=" + "9" * 9000],
)  # fmt: skip
def test_address_made_by_hand_does_no_harm(at, state):
    """A calm message or a plan; what it names and nobody knows is passed over."""
    page = at(f"{PLAN}#{state}")
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.reload()
    planned(page, "2027-08-02")
    expect(page.locator("[data-result]")).to_be_visible()
    assert "probeschritt beginn" in page.locator("[data-rows]").inner_text().lower()
    assert faults == []


@pytest.mark.parametrize("day", ["", "2020-01-01", "2099-01-01"])
def test_plan_refuses_days_that_make_no_sense(at, day):
    """With a message at the field, and no result."""
    page = at(PLAN)
    planned(page, "2027-08-02")
    planned(page, day)
    expect(page.locator("[data-message] .notice--warning")).to_be_visible()
    expect(page.locator("[data-result]")).to_be_hidden()
    expect(page.locator("[data-start]")).to_be_focused()


def test_plan_becomes_a_calendar_file(at):
    """One event a step, on the day when it must begin at the latest."""
    page = at(PLAN)
    planned(page, "2027-08-02", answer="probe-reglementiert")
    with page.expect_download() as download:
        page.click("[data-calendar]")
    events = icalendar.Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    by_id = {event["UID"]: event for event in events}
    assert len(by_id) == 8
    assert by_id["schritt-beginn-2027-08-02@127.0.0.1"].start == date(2027, 8, 2)
    assert by_id["schritt-visum-2027-08-02@127.0.0.1"].start == date(2027, 6, 21)
    assert "Spätestens anfangen" in by_id["schritt-visum-2027-08-02@127.0.0.1"]["SUMMARY"]


def test_plan_without_javascript(at):
    """No tool, and the way to what is reckoned already."""
    page = at(PLAN, javascript=False)
    expect(page.get_by_role("heading", name="Durchgerechnete Beispiele")).to_be_visible()
    assert page.locator("main form").count() == 0


# ---- the choice of a place


def shown(page: Page) -> list[str]:
    return page.locator("[data-reach]:visible").all_inner_texts()


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("heinsberg", ["Angebot ueberall", "Angebot heinsberg"]),
        ("kreis-heinsberg", ["Angebot ueberall", "Angebot heinsberg"]),
        ("aachen", ["Angebot ueberall", "Angebot aachen", "Angebot nur in Aachen"]),
        ("stadt-aachen", ["Angebot ueberall", "Angebot aachen", "Angebot nur in Aachen"]),
        ("monschau", ["Angebot ueberall", "Angebot monschau"]),
        ("staedteregion-aachen", ["Angebot ueberall", "Angebot monschau"]),
        ("alsdorf", ["Angebot ueberall"]),
    ],
)
def test_offers_are_those_for_the_place(at, place, expected):
    """A town, or a whole district with all that is in it."""
    page = at(f"{OFFERS}?ort={place}")
    assert shown(page) == expected
    assert stored(page) == {}


def test_all_offers_are_there_without_a_choice_or_javascript(at):
    """Nothing is hidden that nobody asked to hide."""
    assert len(shown(at(OFFERS))) == 5
    assert len(shown(at(f"{OFFERS}?ort=heinsberg", javascript=False))) == 5


def test_what_is_folded_comes_back(at):
    """List by list; a list that is empty says so."""
    page = at(f"{OFFERS}?ort=heinsberg")
    button = page.get_by_role("button", name="2 weitere Angebote in anderen Gebieten anzeigen")
    button.click()
    assert "Angebot monschau" in shown(page)
    page.get_by_role("button", name="2 Angebote in anderen Gebieten ausblenden").click()
    assert "Angebot monschau" not in shown(page)
    expect(page.get_by_text("Für Heinsberg ist hier kein eigenes Angebot bekannt.")).to_be_visible()
    expect(page.locator("[data-place-status]")).to_contain_text(
        "3 Angebote in anderen Gebieten sind ausgeblendet."
    )
    assert axe(page) == []


@pytest.mark.parametrize(
    "place", ["xanadu", "__proto__", "constructor", "<img src=x>", "x" * 5000, "heinsberg "]
)
def test_unknown_place_shows_everything(at, place):
    """With a message, and without passing it on."""
    page = at(OFFERS)
    page.evaluate("place => { location.search = new URLSearchParams({ ort: place }) }", place)
    expect(page.locator("[data-place-status]")).to_contain_text("gehört nicht zur Region")
    assert len(shown(page)) == 5
    assert "ort=" not in page.get_attribute("#weiter", "href")


def test_place_goes_with_the_person(at):
    """Links of the site carry it, others do not; search too; «Alle zeigen» takes it back."""
    page = at(f"{OFFERS}?ort=heinsberg")
    assert page.get_attribute("#weiter", "href") == "/checklisten/?ort=heinsberg"
    assert page.get_attribute("#hier", "href") == "#content"
    assert page.get_attribute("#fremd", "href") == "https://example.org/"
    assert page.locator("header form input[name=ort]").input_value() == "heinsberg"
    page.click("#weiter")
    link = page.get_by_role("link", name="Probeliste")
    expect(link).to_have_attribute("href", f"{LIST}?ort=heinsberg")  # once the script has run
    link.click()
    page.wait_for_url(f"**{LIST}?ort=heinsberg")
    expect(page.locator("[data-place-name]")).to_have_text("Heinsberg")
    page.goto(f"{OFFERS}?ort=heinsberg")
    page.locator(".place summary").click()
    page.get_by_role("button", name="Alle zeigen").click()
    assert len(shown(page)) == 5
    assert page.url.endswith(OFFERS)
    assert page.get_attribute("#weiter", "href").endswith("/checklisten/")
    expect(page.locator(".place summary")).to_be_focused()


def test_place_is_remembered_only_if_asked(at):
    """The address wins over what is remembered; «Alle zeigen» forgets."""
    page = at(OFFERS)
    page.locator(".place summary").click()
    page.select_option("[data-place-select]", "heinsberg")
    page.get_by_role("button", name="Nur diese").click()
    assert stored(page) == {}
    assert page.url.endswith("?ort=heinsberg")
    page.locator(".place summary").click()
    page.check("[data-place-keep]")
    page.get_by_role("button", name="Nur diese").click()
    assert stored(page) == {"localStorage": ["lotse:place"]}
    page.goto(OFFERS)
    expect(page.locator("[data-place-name]")).to_have_text("Heinsberg")
    page.goto(f"{OFFERS}?ort=monschau")
    expect(page.locator("[data-place-name]")).to_have_text("Monschau")
    page.locator(".place summary").click()
    page.get_by_role("button", name="Alle zeigen").click()
    assert stored(page) == {}
