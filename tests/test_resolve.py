"""`lotse.resolve`: who is there for a place, a topic and an audience. Ordered, never ranked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
from lotse import model
from lotse.model import Term
from lotse.publish import publish
from lotse.resolve import Directory, audience_tree
from lotse.words import sorting_key


def directory_of(organizations, **fields):
    catalogue = builders.catalogue_of(organizations, **fields)
    return Directory(publish(catalogue, "site", builders.TODAY))


def body(record_id, name="Stelle", **changes):
    """A body with one offer."""
    own = {"areas": ["musterregion"], "name": {"de": name}} | changes
    return builders.organization(record_id, name=own["name"], services=[builders.service(f"{record_id}-s", **own)])


AREAS = st.lists(
    st.sampled_from(["musterregion", "kreis-nord", "kreis-sued", "musterstadt", "aestetten"]),
    min_size=1,
    unique=True,
)
REACH = {
    "musterregion": {"musterstadt", "beispielheim", "aestetten"},
    "kreis-nord": {"musterstadt", "beispielheim"},
    "kreis-sued": {"aestetten"},
    "musterstadt": {"musterstadt"},
    "aestetten": {"aestetten"},
}
OFFERS = st.fixed_dictionaries(
    {
        "areas": AREAS,
        "topics": st.lists(st.sampled_from(["housing", "mobility"]), min_size=1, unique=True),
        "audiences": st.lists(st.sampled_from(["employers", "newcomers", "students"]), min_size=1, unique=True),
        "role": st.sampled_from(["advice", "responsible"]),
        "status": st.sampled_from(["active", "planned"]),
        "name": st.sampled_from(["Amt", "äußere Hilfe", "Zentrum", "Übersicht"]),
    }
)


@given(st.lists(OFFERS, max_size=5), st.sampled_from(sorted(REACH["musterregion"])))
def test_every_offer_that_fits_is_found_and_no_other(offers, place):
    """For any offers: exactly those that reach the place, concern the topic and are for the audience."""
    found = directory_of([body(f"b{n}", **changes) for n, changes in enumerate(offers)]).offers(
        place=place, topic="housing", audience="newcomers"
    )
    expected = {
        f"b{n}-s"
        for n, offer in enumerate(offers)
        if any(place in REACH[area] for area in offer["areas"])
        and "housing" in offer["topics"]
        and {"newcomers", "students"} & {*offer["audiences"]}
    }
    assert expected == {service.id for service in found}


@given(st.lists(OFFERS, max_size=5))
def test_order_is_neutral(offers):
    """Who is responsible first, what is only planned last, then the alphabet: nothing else decides."""
    bodies = [body(f"b{n}", **changes) for n, changes in enumerate(offers)]
    found = directory_of(bodies).offers()
    keys = [(s.role != "responsible", s.is_planned, sorting_key(s.name["de"])) for s in found]
    assert sorted(keys) == keys


def test_order_does_not_depend_on_the_file():
    """However the editors arrange the bodies, readers see them in the same order."""
    bodies = [body("a", "Zoo"), body("b", "Amt", role="responsible"), body("c", "Übach")]
    orders = {tuple(s.id for s in directory_of(list(order)).offers()) for order in permutations(bodies)}
    assert {("b-s", "c-s", "a-s")} == orders


def test_listing_and_number_of_offers_do_not_matter():
    """A large or important body stands where its name puts it."""
    large = builders.organization(
        "z", name={"de": "Zentrale"}, listing="core", services=[builders.service(f"z-{n}") for n in range(5)]
    )
    small = builders.organization("a", name={"de": "Anlauf"}, listing="secondary")
    assert ["a", "z"] == [found.organization.id for found in directory_of([large, small]).bodies_at("musterstadt")]


def test_bodies_hold_only_offers_that_reach_the_place():
    """What a body does elsewhere stays there."""
    two = [builders.service("s-nord", areas=["kreis-nord"]), builders.service("s-sued", areas=["kreis-sued"])]
    found = directory_of([builders.organization("a", services=two)]).bodies_at("aestetten")
    assert [("a", ["s-sued"])] == [(b.organization.id, [s.id for s in b.services]) for b in found]


@pytest.mark.parametrize(
    ("audience", "expected"),
    [("employers", ["netz"]), ("students", ["rat", "netz"]), ("newcomers", ["rat", "netz"])],
)
def test_last_resort_follows_the_region_s_list(audience, expected):
    """In the order of the list; narrower audiences go where the broader one goes."""
    region = builders.catalogue().region
    rules = [rule.model_copy(update={"organization": rule.organization and "netz"}) for rule in region.fallbacks]
    bodies = [
        builders.organization("netz", kind="network"),
        builders.organization("rat", kind="advice-point"),
    ]
    directory = directory_of(bodies, region=region.model_copy(update={"fallbacks": tuple(rules)}))
    assert expected == [found.id for found in directory.fallbacks_at("musterstadt", audience)]


@pytest.mark.parametrize(
    ("day", "entry", "expected"),
    [
        ("2026-12-31", "before", ["netz"]),
        ("2026-12-31", "after", []),
        ("2026-12-31", "both", []),
        ("2027-01-01", "before", []),
    ],
)
def test_last_resort_has_its_situation_and_its_end(day, entry, expected):
    """Who advises people abroad is none for people who are here, and nobody is one after its last day."""
    catalogue = builders.catalogue_of([builders.organization("netz", kind="network")], [])
    rule = model.Fallback(audience="newcomers", organization="netz", entry="before", valid_to="2026-12-31")
    region = catalogue.region.model_copy(update={"fallbacks": (rule,)})
    public = publish(replace(catalogue, region=region), "site", date.fromisoformat(day))
    found = Directory(public).fallbacks_at("musterstadt", "newcomers", entry)
    assert expected == [body.id for body in found]


def test_last_resort_must_reach_the_place():
    """A body of the other end of the region is no answer."""
    region = builders.catalogue().region
    far = builders.organization("musternetz", kind="network", areas=["kreis-sued"])
    directory = directory_of([far], region=region)
    assert ([], ["musternetz"]) == tuple(
        [found.id for found in directory.fallbacks_at(place, "employers")] for place in ("musterstadt", "aestetten")
    )


TERMS = st.dictionaries(st.sampled_from("abcd"), st.none() | st.sampled_from("abcd"), min_size=1)


@given(TERMS)
def test_audience_includes_itself_and_everything_narrower(broader):
    """For any hierarchy, even one that runs in a circle: itself is in it, and it is transitive."""
    terms = [Term(id=i, name={"de": i}, broader=b if b in broader else None) for i, b in broader.items()]
    tree = audience_tree(terms)
    for term in terms:
        assert term.id in tree[term.id]
        assert not term.broader or tree[term.id] <= tree[term.broader]


def test_invented_region_answers_every_place():
    """Each municipality has its office and a last resort."""
    directory = Directory(publish(builders.catalogue(), "site", builders.TODAY))
    for place in directory.catalogue.municipalities:
        assert "musteramt" in [found.organization.id for found in directory.bodies_at(place.id)]
        assert directory.fallbacks_at(place.id, "employers")
