"""`lotse.publish`: the only door to anything public. Fail-closed: no valid consent, no datum."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
from lotse import model
from lotse.model.consents import CHANNELS
from lotse.publish import is_valid, publish, review_due_on, withdrawn_fields

TODAY = builders.TODAY
SUBJECTS = ("amt", "amt-zentrale", "amt-person", "amt-standort")
FIELDS = ("link", "contact", "address", "person")
BASES = ("agreement-4.1", "agreement-4.2", "public-authority", "explicit", "pending")
MAY_CLEAR = {
    "agreement-4.1": {"link"},
    "agreement-4.2": {"person", "contact"},
    "public-authority": {"link", "contact", "address"},
    "explicit": set(FIELDS),
    "pending": set(),
}
"""What DESIGN.md, section 4, lets each basis clear: written down a second time, so that a slip shows."""


def office(**changes):
    """A body with everything that needs consent."""
    return (
        builders.organization(
            "amt",
            contacts=[
                builders.contact("amt-zentrale", url="https://amt.example.org/zentrale"),
                builders.person("amt-person"),
            ],
            locations=[builders.location("amt-standort")],
            services=[
                builders.service("amt-rat", url="https://amt.example.org/rat", contacts=["amt-zentrale", "amt-person"])
            ],
        )
        | changes
    )


def published(entries, channel="site", today=TODAY, organizations=None, **fields):
    catalogue = builders.catalogue_of(organizations or [office()], entries, **fields)
    return publish(catalogue, channel, today)


DAYS = st.none() | st.integers(-3, 3).map(lambda days: (TODAY + timedelta(days)).isoformat())


@st.composite
def entries_of_ledger(draw):
    """Any ledger of up to six entries about the office and its parts."""
    count = draw(st.integers(0, 6))
    ledger = []
    for number in range(count):
        optional = {name: draw(DAYS) for name in ("given_on", "valid_until", "withdrawn_on")}
        entry = {
            "id": f"consent-{number}",
            "subject": draw(st.sampled_from(SUBJECTS)),
            "basis": draw(st.sampled_from(BASES)),
            "fields": draw(st.lists(st.sampled_from(FIELDS), min_size=1, unique=True)),
            "channels": draw(st.lists(st.sampled_from(CHANNELS), unique=True)),
            "reference": "Schreiben",
            "recorded_on": TODAY.isoformat(),
        }
        ledger.append(entry | {name: day for name, day in optional.items() if day})
    return ledger


def clears(entry, subject, field, channel, public_authority=True):
    """The rule of DESIGN.md for one entry, said anew and plainly."""
    today = TODAY.isoformat()
    return (
        entry["subject"] == subject
        and field in entry["fields"]
        and field in MAY_CLEAR[entry["basis"]]
        and channel in entry["channels"]
        and not (entry["basis"] == "public-authority" and (channel == "fai" or not public_authority))
        and entry.get("given_on", today) <= today <= entry.get("valid_until", today)
    )


def is_withdrawn(ledger, subject, field):
    return any(e["subject"] == subject and field in e["fields"] and "withdrawn_on" in e for e in ledger)


def is_cleared(ledger, subject, field, channel):
    return not is_withdrawn(ledger, subject, field) and any(clears(e, subject, field, channel) for e in ledger)


def is_part_cleared(ledger, part, field, channel):
    """A part of a body is cleared by itself or by the body, unless it withdrew."""
    by_anyone = is_cleared(ledger, part, field, channel) or is_cleared(ledger, "amt", field, channel)
    return by_anyone and not is_withdrawn(ledger, part, field)


@given(entries_of_ledger(), st.sampled_from(CHANNELS))
def test_what_is_shown_is_what_the_ledger_clears(ledger, channel):
    """For any ledger and channel, field by field: shown exactly where a valid entry clears it."""
    body = published(ledger, channel).organization("amt")
    contacts = {contact.id: contact for contact in body.contacts}
    link = is_cleared(ledger, "amt", "link", channel)
    assert (link, link) == (body.website is not None, body.services[0].url is not None)
    assert is_part_cleared(ledger, "amt-zentrale", "contact", channel) == ("amt-zentrale" in contacts)
    assert is_cleared(ledger, "amt-person", "person", channel) == ("amt-person" in contacts)
    if "amt-person" in contacts:
        details = is_cleared(ledger, "amt-person", "contact", channel)
        assert details == bool(contacts["amt-person"].phones or contacts["amt-person"].email)
    assert is_part_cleared(ledger, "amt-standort", "address", channel) == (body.locations != ())


@given(entries_of_ledger(), st.sampled_from(CHANNELS))
def test_nothing_appears_without_a_valid_entry(ledger, channel):
    """Fail-closed: where no entry is valid, no value of the office that needs one is anywhere."""
    if any(not e.get("withdrawn_on") and clears(e, e["subject"], f, channel) for e in ledger for f in e["fields"]):
        return
    text = repr(published(ledger, channel).organizations)
    assert [] == [value for value in ("amt.example.org", "Erika", "+49241", "@example", "Musterweg") if value in text]


@given(entries_of_ledger(), st.sampled_from(CHANNELS), st.sampled_from(SUBJECTS), st.sampled_from(FIELDS))
def test_withdrawal_beats_every_basis(ledger, channel, subject, field):
    """One withdrawn entry takes the field away, whatever else the ledger says."""
    withdrawn = builders.consent("consent-w", subject, fields=[field], withdrawn_on=TODAY.isoformat())
    public = published([*ledger, withdrawn], channel).organization("amt")
    shown = {
        ("amt", "link"): public.website,
        ("amt-standort", "address"): public.locations,
        ("amt-zentrale", "contact"): [c for c in public.contacts if c.id == "amt-zentrale"],
        ("amt-person", "person"): [c for c in public.contacts if c.id == "amt-person"],
        ("amt-person", "contact"): [c for c in public.contacts if c.id == "amt-person" and (c.phones or c.email)],
    }
    assert not shown.get((subject, field))


@given(entries_of_ledger(), st.sampled_from(CHANNELS))
def test_more_entries_never_matter_to_others(ledger, channel):
    """Entries about other bodies change nothing here."""
    others = [builders.consent(f"x-{n}", "andere", fields=["link"]) for n in range(2)]
    organizations = [office(), builders.organization("andere")]
    before = published(ledger, channel, organizations=organizations).organization("amt")
    assert before == published([*ledger, *others], channel, organizations=organizations).organization("amt")


def entry(**changes):
    return model.Consent.model_validate(builders.consent("c", "amt", **changes))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"given_on": None}, True),
        ({"given_on": "2026-11-23"}, False),
        ({"given_on": "2026-11-22"}, True),
        ({"valid_until": "2026-11-22"}, True),
        ({"valid_until": "2026-11-21"}, False),
        ({"withdrawn_on": "2026-11-22"}, False),
        ({"channels": ["pdf"]}, False),
        ({"basis": "pending"}, False),
        ({"basis": "public-authority"}, True),
    ],
)
def test_entry_is_valid_on_its_days_in_its_channels(changes, expected):
    """The first and the last day belong to it; an unknown day counts as given."""
    region = builders.catalogue().region
    assert expected == is_valid(entry(**changes), "site", TODAY, region)


def test_authorities_pages_never_reach_fai():
    """For FAI NRW the Region must confirm the linking itself."""
    region = builders.catalogue().region
    authority = entry(basis="public-authority")
    assert [channel != "fai" for channel in CHANNELS] == [is_valid(authority, c, TODAY, region) for c in CHANNELS]


def test_operator_can_switch_the_authorities_off():
    """Then what rests on official pages alone is gone."""
    region = builders.catalogue().region.model_copy(update={"public_authority_basis": False})
    assert not is_valid(entry(basis="public-authority"), "site", TODAY, region)
    assert is_valid(entry(), "site", TODAY, region)


def test_withdrawn_fields_are_kept_by_subject():
    """Only what was withdrawn, not what the subject cleared elsewhere."""
    catalogue = builders.catalogue_of(
        [office()], [builders.consent("a", "amt", withdrawn_on="2026-11-01", fields=["link"])]
    )
    assert {"amt": {"link"}} == withdrawn_fields(catalogue, "site", TODAY)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"given_on": "2026-11-10"}, set()),
        ({"given_on": "2026-11-01"}, {"link"}),  # the same day says nothing about what came first
        ({"given_on": "2026-10-01"}, {"link"}),
        ({"given_on": None}, {"link"}),
        ({"given_on": "2026-11-10", "basis": "public-authority"}, {"link"}),
        ({"given_on": "2026-11-10", "channels": ["pdf"]}, {"link"}),
        ({"given_on": "2026-11-10", "fields": ["address"]}, {"link"}),
        ({"given_on": "2026-11-10", "subject": "anders"}, {"link"}),
        ({"given_on": "2026-11-10", "withdrawn_on": "2026-11-12"}, {"link"}),
        ({"given_on": "2026-11-23"}, {"link"}),
    ],
)
def test_only_a_later_explicit_consent_renews_what_was_withdrawn(changes, expected):
    """Given by the body itself after the withdrawal, for that field and channel, and valid today."""
    ledger = [
        builders.consent("alt", "amt", given_on="2026-01-01", withdrawn_on="2026-11-01", fields=["link"]),
        builders.consent("neu", "amt") | {"fields": ["link"]} | changes,
    ]
    catalogue = builders.catalogue_of([office()], ledger)
    found = withdrawn_fields(catalogue, "site", TODAY).get("amt", set())
    assert found == expected
    website = publish(catalogue, "site", TODAY).organization("amt").website
    assert (website is not None) == (expected == set())


def test_persons_are_never_cleared_by_their_body():
    """What a body consents to is its own, not its people's."""
    contacts = published([builders.consent("a", "amt", fields=list(FIELDS))]).organization("amt").contacts
    assert ["amt-zentrale"] == [contact.id for contact in contacts]


def test_source_on_a_body_s_own_page_waits_for_the_body():
    """The citation stands there, its link does not."""
    sources = [
        model.Source(
            id="musterquelle",
            title="Seite",
            kind="official",
            publisher="Amt",
            organization="amt",
            url="https://amt.example.org/s",
        )
    ]
    for entries, url in (([], None), ([builders.consent("a", "amt")], "https://amt.example.org/s")):
        body = published(entries, sources=tuple(sources)).organization("amt")
        assert ("Seite", url) == (body.standing.citations[0].title, body.standing.citations[0].url)


def test_claims_are_not_published():
    """Neither bodies nor offers nor contacts nor addresses nor figures below *seen*."""
    claimed = {"evidence": "claimed"}
    body = builders.organization(
        "b",
        services=[builders.service("b-s", **claimed)],
        contacts=[builders.contact("b-c", **claimed)],
        locations=[builders.location("b-l", **claimed)],
    )
    figure = builders.catalogue().figures[0].model_copy(update=claimed)
    public = published(
        [builders.consent("a", "b"), builders.consent("c", "amt")],
        organizations=[office(**claimed), body],
        figures=(figure,),
    )
    found = public.organization("b")
    assert ((), (), ()) == (found.services, found.contacts, found.locations)
    assert (None, {}) == (public.organization("amt"), public.figures)


@pytest.mark.parametrize(
    ("changes", "days", "expected"),
    [
        ({}, 0, (True, False, False)),
        ({"valid_to": "2026-11-22"}, 0, (True, False, True)),
        ({"valid_to": "2026-11-22"}, 1, (False, None, None)),
        ({"valid_to": "2027-02-20"}, 0, (True, False, True)),
        ({"valid_to": "2027-02-21"}, 0, (True, False, False)),
        ({"valid_from": "2026-11-23"}, 0, (True, True, False)),
        ({"valid_from": "2026-11-23"}, 1, (True, False, False)),
        ({"status": "planned"}, 0, (True, True, False)),
        ({"status": "ended"}, 0, (False, None, None)),
    ],
)
def test_offer_is_shown_on_its_days(changes, days, expected):
    """Shown through its last day, with a note for its last 90 days or while it is planned."""
    body = office(services=[builders.service("amt-rat", **changes)])
    services = published([], today=TODAY + timedelta(days), organizations=[body]).organization("amt").services
    first = services[0] if services else None
    assert expected == (bool(services), first and first.is_planned, first and first.ends_soon)


def test_offer_names_only_contacts_that_are_shown():
    """A link to a withheld contact would lead nowhere, and betray it."""
    service = published([builders.consent("a", "amt")]).organization("amt").services[0]
    assert ("amt-zentrale",) == service.contacts


@given(st.dates(date(2000, 2, 1), date(2090, 1, 1)), st.integers(1, 36))
def test_review_is_due_after_the_region_s_months(day, months):
    """A real day, that many months on; at the end of a month a little earlier."""
    record = model.Evidenced.model_validate({"sources": [{"source": "a", "read_on": day.isoformat(), "read_by": "AB"}]})
    due = review_due_on(record, months, model.LawBook((), ()))
    assert (day.year * 12 + day.month + months) == due.year * 12 + due.month
    assert min(day.day, 28) == due.day


def test_overdue_record_says_so():
    """From the day after its review day on."""
    for days, expected in ((181, False), (182, True)):
        body = published([], today=TODAY + timedelta(days)).organization("amt")
        assert expected == body.standing.is_overdue


@pytest.mark.parametrize(("source", "expected"), [("musterpresse", True), ("musterquelle", False)])
def test_word_of_third_parties_is_marked(source, expected):
    """What rests on third parties alone is to be checked."""
    body = published([], organizations=[office(sources=builders.citations(source))]).organization("amt")
    assert expected == body.standing.is_to_check


REASONS = [
    ([], "no-entry"),
    ([builders.consent("a", "amt", basis="pending", channels=[])], "pending"),
    ([builders.consent("a", "amt", valid_until="2026-11-21")], "lapsed"),
    ([builders.consent("a", "amt", withdrawn_on="2026-11-21")], "withdrawn"),
]


@pytest.mark.parametrize(("entries", "reason"), REASONS)
def test_withheld_data_are_counted_by_reason(entries, reason):
    """Website, link of the offer, switchboard and address; the person is counted apart."""
    body = office(contacts=[builders.contact("amt-zentrale")])
    assert {reason: 4} == published(entries, organizations=[body]).withheld


def test_tasks_of_a_person_who_is_not_cleared_stay_inside():
    """The list of open tasks is a public page."""
    body = office(contacts=[builders.person("amt-person", tasks=["Nummer von Frau Beispiel prüfen."])])
    entries = [builders.consent("a", "amt-person", basis="pending", channels=[], fields=["person"], tasks=["Fragen."])]
    assert [] == [task.text for task in published(entries, organizations=[body]).tasks]
    cleared = [builders.consent("a", "amt-person", fields=["person"], tasks=["Fragen."])]
    assert ["Nummer von Frau Beispiel prüfen.", "Fragen."] == [
        task.text for task in published(cleared, organizations=[body]).tasks
    ]


def test_organizations_are_in_neutral_order():
    """By name, as a German reader sorts."""
    bodies = [builders.organization(f"b-{n}", name={"de": name}) for n, name in enumerate(("Zoo", "Übach", "alsdorf"))]
    assert ["alsdorf", "Übach", "Zoo"] == [o.name["de"] for o in published([], organizations=bodies).organizations]
