"""`lotse.publish`: the only door to anything public. Fail-closed: no valid consent, no datum."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
from lotse import model
from lotse.load import Origin
from lotse.model.consents import CHANNELS
from lotse.model.region import SecurityContact
from lotse.publish import cleared_fields, is_valid, publish, review_due_on, withdrawn_fields
from planting import Planted

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
    known = {"contact_url": "https://www.example.org/sicherheit", "expires_on": "2027-11-01"}  # else it were a task
    region = catalogue.region.model_copy(update={"security": SecurityContact.model_validate(known)})
    return publish(replace(catalogue, region=region), channel, today)


STATES = {
    "none": None,
    "valid": {},
    "withdrawn": {"withdrawn_on": "2026-11-20"},
    "lapsed": {"valid_until": "2026-11-21"},
    "pending": {"basis": "pending", "channels": []},
    "elsewhere": {"channels": ["pdf", "api"]},
    "not yet": {"given_on": "2026-11-23"},
}
"""What an entry of the ledger can be on the day, seen from the channel «site»."""
VALUES = {
    ("amt", "link"): ("https://amt.example.org/", "https://amt.example.org/rat"),
    ("amt-zentrale", "contact"): ("+492410000001", "zentrale@example.org", "https://amt.example.org/zentrale"),
    ("amt-standort", "address"): ("Musterweg 1",),
    ("amt-person", "person"): ("Erika Beispiel",),
    ("amt-person", "contact"): ("+492410000002", "beispiel@example.org"),
}
"""Whose consent to which field shows which values of the office."""


def entries(subject, field, *states):
    """An entry about one field of a subject in each of the states."""
    changes = [STATES[state] for state in states if STATES[state] is not None]
    return [builders.consent(f"c-{subject}-{n}", subject, fields=[field]) | change for n, change in enumerate(changes)]


def shown(ledger, channel="site", **fields):
    """Which of the values that need consent come through."""
    text = repr(published(ledger, channel, **fields).organizations)
    return {spot for spot, values in VALUES.items() if any(repr(value) in text for value in values)}


def is_open(own, body="none"):
    """The rule for one field: the subject's own withdrawal beats everything, else one valid entry is enough."""
    return "withdrawn" not in own and ("valid" in own or body == "valid")


PARTS = {("amt-zentrale", "contact"), ("amt-standort", "address")}  # what a body may clear for its parts


def test_every_field_opens_by_its_own_entry_alone():
    """All subjects and fields, all pairs of states of two entries about them: shown exactly where one is valid."""
    for (subject, field), first, second in product(VALUES, STATES, STATES):
        ledger = entries(subject, field, first, second)
        if (subject, field) == ("amt-person", "contact"):
            ledger += entries("amt-person", "person", "valid")
        own = shown(ledger) - ({("amt-person", "person")} if field == "contact" else set())
        assert ({(subject, field)} if is_open({first, second}) else set()) == own, (subject, field, first, second)


def test_body_clears_its_parts_but_never_its_persons():
    """All subjects and fields, own entry and the body's in all states; what a body consents to is its own."""
    for (subject, field), own, body in product(VALUES, STATES, STATES):
        if subject == "amt":
            continue
        ledger = [*entries(subject, field, own), *entries("amt", field, body)]
        opens = is_open({own}, body if (subject, field) in PARTS else "none")
        by_body = {spot for spot in PARTS if spot[1] == field and spot[0] != subject} if body == "valid" else set()
        opens = opens and (subject, field) != ("amt-person", "contact")  # without the name there is no contact at all
        expected = by_body | ({(subject, field)} if opens else set())
        assert expected == shown(ledger), (subject, field, own, body)


def test_details_of_a_person_need_name_and_details():
    """Name and number in all states, the body consenting to everything or to nothing."""
    for name, details, body in product(STATES, STATES, ("none", "valid")):
        ledger = [*entries("amt-person", "person", name), *entries("amt-person", "contact", details)]
        ledger += [entry for field in FIELDS for entry in entries(f"amt-{field}", field)]
        if body == "valid":
            ledger.append(builders.consent("c-amt", "amt", fields=list(FIELDS)))
        expected = {("amt-person", "person")} if name == "valid" else set()
        expected |= {("amt-person", "contact")} if name == details == "valid" else set()
        assert expected == {spot for spot in shown(ledger) if spot[0] == "amt-person"}, (name, details, body)


def test_every_basis_clears_what_it_may_in_every_channel():
    """Bases × fields × channels, with and without the authorities' basis of the region."""
    region = builders.catalogue().region
    for (subject, field), basis, channel, has_basis in product(VALUES, BASES, CHANNELS, (True, False)):
        ledger = [builders.consent("c", subject, fields=[field], basis=basis)]
        ledger += entries("amt-person", "person", "valid") if (subject, field) == ("amt-person", "contact") else []
        is_switched_off = basis == "public-authority" and (channel == "fai" or not has_basis)
        is_cleared = field in MAY_CLEAR[basis] and not is_switched_off
        own = region.model_copy(update={"public_authority_basis": has_basis})
        assert is_cleared == ((subject, field) in shown(ledger, channel, region=own)), (subject, field, basis, channel)


def test_entry_opens_nothing_in_other_channels():
    """Each channel for itself."""
    for spot, channel, wanted in product(VALUES, CHANNELS, CHANNELS):
        ledger = [builders.consent("c", spot[0], fields=[spot[1]], channels=[channel])]
        ledger += [builders.consent("n", "amt-person", fields=["person"])] if spot == ("amt-person", "contact") else []
        assert (channel == wanted) == (spot in shown(ledger, wanted)), (spot, channel, wanted)


def test_withdrawal_beats_every_basis():
    """One withdrawn entry takes the field away, whatever else the ledger says of it or of the body."""
    everything = [builders.consent(f"all-{n}", s, fields=list(FIELDS)) for n, s in enumerate(SUBJECTS)]
    for (subject, field), basis in product(VALUES, BASES):
        withdrawn = builders.consent("w", subject, fields=[field], basis=basis, withdrawn_on=TODAY.isoformat())
        assert (subject, field) not in shown([*everything, withdrawn]), (subject, field, basis)


def test_nothing_appears_without_a_valid_entry():
    """Fail-closed: ledgers without any valid entry show no value that needs one."""
    for states in combinations([state for state in STATES if state != "valid"], 2):
        ledger = [entry for spot in VALUES for entry in entries(*spot, *states)]
        assert set() == shown([dict(entry, id=f"c-{n}") for n, entry in enumerate(ledger)]), states


def test_entries_of_others_never_matter():
    """What the ledger says of another body changes nothing here."""
    others = [builders.consent(f"x-{n}", "andere", fields=list(FIELDS)) for n in range(2)]
    organizations = [office(), builders.organization("andere")]
    for spot, state in product(VALUES, STATES):
        ledger = entries(*spot, state)
        before, after = (
            published(one, organizations=organizations).organization("amt") for one in (ledger, [*ledger, *others])
        )
        assert before == after


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


def test_public_home_page_is_linked_on_the_site_only():
    """Without a consent a home page may be linked where everybody can see it, and nowhere else."""
    region = builders.catalogue().region
    page = entry(basis="public-web")
    assert [channel == "site" for channel in CHANNELS] == [is_valid(page, c, TODAY, region) for c in CHANNELS]


def test_operator_can_switch_public_home_pages_off():
    """Then only what was agreed or given remains."""
    region = builders.catalogue().region.model_copy(update={"public_web_basis": False})
    assert not is_valid(entry(basis="public-web"), "site", TODAY, region)
    assert is_valid(entry(basis="public-authority"), "site", TODAY, region)


def test_public_home_page_clears_the_link_and_nothing_else():
    """No phone, no address and no person becomes public because a home page is."""
    everything = ["link", "contact", "address", "person"]
    catalogue = builders.catalogue_of([office()], [builders.consent("a", "amt", basis="public-web", fields=everything)])
    assert {"link"} == cleared_fields(catalogue, "site", TODAY)["amt"]


def test_withdrawal_beats_the_public_home_page():
    """Who does not want the link does not get it, however public the page is."""
    ledger = [
        builders.consent("a", "amt", basis="public-web", fields=["link"]),
        builders.consent("b", "amt", withdrawn_on="2026-11-01", fields=["link"]),
    ]
    assert set() == set(cleared_fields(builders.catalogue_of([office()], ledger), "site", TODAY).get("amt", ()))


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


def planted_office():
    """The office with a canary in every text field of the model, and who carries which."""
    return Planted(model.Organization, office(tasks=[], alternate_names=[]))


OPEN = {
    *{("name",), ("alternate_names",), ("description",), ("tasks",), ("sources", "place")},
    *{("services", name) for name in ("name", "description", "fees", "eligibility", "application_process", "tasks")},
    *{("services", "sources", "place"), ("locations", "tasks")},
}
"""What is public of a body without anybody's consent. A new text field is in no list: decide, then write it here."""



CLOSED = {"read_by"}
"""Text fields that never leave the project: who read a source is nobody else's business."""


def canaries_in(public, canaries):
    text = repr((public.organizations, public.tasks)).lower()
    return {path for path, bird in canaries.items() if bird.lower() in text}


def test_every_text_of_the_model_waits_for_consent_or_is_open_by_decision():
    """Canaries in all text fields of bodies, offers, contacts and locations, as the model knows them today."""
    office_ = planted_office()
    assert OPEN == canaries_in(published([], organizations=[office_.values]), office_.canaries)


def test_every_text_of_the_model_appears_with_consent():
    """So the test above looked at fields that can appear."""
    office_ = planted_office()
    everything = [builders.consent(f"c-{n}", subject, fields=list(FIELDS)) for n, subject in enumerate(SUBJECTS)]
    found = canaries_in(published(everything, organizations=[office_.values]), office_.canaries)
    assert CLOSED == {path[-1] for path in set(office_.canaries) - found}


def test_person_without_consent_leaves_no_trace():
    """Neither values nor tasks nor the tasks of the entry, in whatever field of the contact they stand."""
    person = Planted(model.Contact, builders.person("amt-person"))
    body = office(contacts=[person.values])
    canaries = {path: bird for path, bird in person.canaries.items() if path[-1] not in CLOSED}
    assert len(canaries) > 5
    for state, changes in STATES.items():
        ledger = [builders.consent("c", "amt-person", fields=list(FIELDS), tasks=["Fragen."]) | (changes or {})]
        public = published(ledger if changes is not None else [], organizations=[body])
        assert (set(canaries) if state == "valid" else set()) == canaries_in(public, person.canaries), state
        assert (state == "valid") == ("Fragen." in {task.text for task in public.tasks}), state


def test_tasks_of_the_private_folder_stay_there():
    """Also of a person who is cleared, and of the entry in the private ledger."""
    body = office(contacts=[builders.person("amt-person", tasks=["Privat: anrufen."])])
    ledger = [builders.consent("privat", "amt-person", fields=["person", "contact"], tasks=["Privat: erneuern."])]
    private = {name: Origin("contacts.yaml", None, (), "") for name in ("amt-person", "privat")}
    public = published(ledger, organizations=[body], origins=private)
    assert ["Erika Beispiel"] == [c.name for c in public.organization("amt").contacts]
    assert [] == [task.text for task in public.tasks]


def test_tasks_that_name_who_is_not_cleared_are_left_out():
    """Whoever's task it is; the others stay."""
    body = office(tasks=["Bei Erika Beispiel nachfragen.", "Öffnungszeiten prüfen."])
    assert ["Öffnungszeiten prüfen."] == [task.text for task in published([], organizations=[body]).tasks]
    gone = office(contacts=[], tasks=["Frau Beispiel anrufen."], services=[])
    assert () == published([], organizations=[gone], former_names=frozenset({"Erika Beispiel"})).tasks


def test_what_lapses_soon_names_the_body_and_never_the_person():
    """The page of the round table is public; so are the days, in order, within a year."""
    days = {"amt": "2027-03-01", "amt-zentrale": "2027-02-01", "amt-person": "2027-01-01", "amt-standort": "2027-12-01"}
    ledger = [builders.consent(f"c-{s}", s, fields=["person"], valid_until=day) for s, day in days.items()]
    lapsing = published(ledger).lapsing
    assert [(day.isoformat(), name["de"]) for day, name in lapsing] == [
        ("2027-01-01", "Stelle amt"), ("2027-02-01", "Stelle amt"), ("2027-03-01", "Stelle amt"),
    ]  # fmt: skip


def test_numbers_and_addresses_are_published_as_they_are_dialled_and_opened():
    """The extension with its number, short numbers as they are, umlaut domains in punycode."""
    phones = ["0241 4701", {"number": "0241 4701", "extension": "12"}, "116 117"]
    body = office(
        website="https://müller.example.org/büro",
        contacts=[builders.contact("amt-zentrale", phones=phones, url="https://müller.example.org/")],
    )
    public = published([builders.consent("a", "amt")], organizations=[body]).organization("amt")
    assert "https://xn--mller-kva.example.org/b%C3%BCro" == public.website
    assert ("+492414701", "+492414701;ext=12", "116117") == public.contacts[0].phones
    assert "https://xn--mller-kva.example.org/" == public.contacts[0].url


def test_national_numbers_need_no_consent_but_a_source():
    """Seen, they are shown whatever the ledger says; their page goes with the links of the authorities."""
    line = builders.catalogue().help_lines[0].model_copy(update={"url": "https://hilfe.example.org/"})
    claimed = line.model_copy(update={"id": "nur-behauptet", "evidence": "claimed"})
    own = builders.catalogue().region
    regions = (own, own.model_copy(update={"public_authority_basis": False}))
    with_links, without = (published([], help_lines=(line, claimed), region=one).help_lines for one in regions)
    assert ([line.id], [line.id]) == ([one.id for one in with_links], [one.id for one in without])
    assert ("https://hilfe.example.org/", None) == (with_links[0].url, without[0].url)


EVENT_LINKS = {("url",), ("registration", "url")}
EVENT_ADDRESS = {("venue", "address", name) for name in ("street", "postal_code", "city")}


def planted_event():
    """An event of the office with a canary in every text field of the model."""
    base = {
        "id": "amt-tag", "organizer": "amt", "starts_at": "2026-12-01T09:30", "topics": ["housing"],
        "audiences": ["employers"], "areas": ["musterregion"], "contacts": ["amt-zentrale"],
        "venue": {"address": {"street": "x", "postal_code": "x", "city": "x"}}, "registration": {}, "tasks": [],
        "schedule": {"freq": "WEEKLY", "byday": ["TU"], "valid_to": "2026-12-31"}, "sources": builders.citations(),
    }  # fmt: skip
    event = Planted(model.Event, base)
    return event.values | {"time_zone": "Europe/Berlin"}, event.canaries


@pytest.mark.parametrize(("field", "opened"), [("link", EVENT_LINKS), ("address", EVENT_ADDRESS), ("contact", set())])
def test_links_and_address_of_an_event_wait_for_consent(field, opened):
    """Canaries in all text fields; the organizer's entry opens them or one about the event, in each of the states."""
    values, canaries = planted_event()
    events = (model.Event.model_validate(values),)
    hidden = EVENT_LINKS | EVENT_ADDRESS
    always = {path for path in canaries if path[-1] not in CLOSED} - hidden - {("time_zone",)}
    for subject, state in product(("amt", "amt-tag"), STATES):
        public = published(entries(subject, field, state), events=events)
        text = repr((public.events, public.tasks)).lower()
        found = {path for path, bird in canaries.items() if bird.lower() in text}
        assert always | (opened if state == "valid" else set()) == found, (subject, state)


def test_withdrawal_about_an_event_beats_its_organizer():
    """And a later event of the same organizer keeps its links."""
    events = tuple(
        model.Event.model_validate(planted_event()[0] | {"id": name}) for name in ("amt-tag", "amt-folgetag")
    )
    ledger = [
        builders.consent("a", "amt", fields=["link", "address"]),
        builders.consent("b", "amt-tag", fields=["link", "address"], withdrawn_on="2026-11-20"),
    ]
    first, second = sorted(published(ledger, events=events).events, key=lambda event: event.id, reverse=True)
    assert (None, None, True) == (first.url, first.address, first.is_withheld)
    assert None not in (second.url, second.address)


def test_events_that_are_only_claimed_or_of_claimed_bodies_are_not_published():
    """Neither tells of the other."""
    values, _ = planted_event()
    event = model.Event.model_validate(values)
    assert () == published([], events=(event.model_copy(update={"evidence": "claimed"}),)).events
    assert () == published([], events=(event,), organizations=[office(evidence="claimed")]).events


def test_event_names_only_contacts_that_are_shown():
    """And partners that are."""
    values, _ = planted_event()
    events = (model.Event.model_validate(values | {"partners": ["amt", "fremd"]}),)
    (event,) = published([], events=events).events
    assert ((), ("amt",)) == (event.contacts, event.partners)
    assert ("amt-zentrale",) == published([builders.consent("a", "amt")], events=events).events[0].contacts


HOURS = [{"byday": ["MO"], "by_appointment": "true", "appointment_url": "https://amt.example.org/termin"}]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [(["address"], (True, False)), (["address", "link"], (True, True)), (["link"], (False, False))],
)
def test_appointments_at_an_address_need_the_link(fields, expected):
    """Its hours come with the address, the page of its appointments only with links."""
    body = office(locations=[builders.location("amt-standort", schedules=HOURS)])
    text = repr(published([builders.consent("a", "amt", fields=fields)], organizations=[body]).organizations)
    assert expected == ("by_appointment=True" in text, "https://amt.example.org/termin" in text)


def test_hours_of_a_person_need_their_details():
    """The name alone tells nothing of when somebody answers."""
    body = office(contacts=[builders.person("amt-person", schedules=HOURS)], locations=[])
    for fields, expected in ((["person"], False), (["person", "contact"], True)):
        public = published([builders.consent("a", "amt-person", fields=fields)], organizations=[body])
        assert expected == ("by_appointment=True" in repr(public.organizations))


def test_entries_are_named_only_for_what_they_clear():
    """On what a value rests is told where it is published: not for one that is withheld, over or withdrawn."""
    own = builders.consent("eigen", "amt", fields=["link", "contact"])
    assert {("amt", "link"), ("amt", "contact")} == set(published([own]).clearances)
    over = own | {"valid_until": "2026-11-21"}
    assert {} == published([over]).clearances
    withdrawn = builders.consent("fort", "amt", fields=["link"], withdrawn_on="2026-11-20")
    assert {("amt", "contact")} == set(published([own, withdrawn]).clearances)
    assert {} == published([own | {"channels": ["pdf"]}]).clearances
    assert not any("eigen" in entry.number for entry in published([own]).clearances.values())
