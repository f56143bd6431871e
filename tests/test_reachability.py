"""Whether an answer leads to somebody whom one can reach, counted for the region and listed for editors."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

import builders
from lotse import model
from lotse.publish import publish
from lotse.resolve import Coverage, DeadEnd, Directory, dead_ends, ways

PLACES = 3
TOPICS = 3


def coverage_of(*bodies: builders.Data, entries=(), help_lines=()) -> Coverage:
    """The answers of a region with these bodies; last resort for everybody is the first of them."""
    catalogue = builders.catalogue_of(bodies, entries)
    resorts = tuple(
        model.Fallback(audience=audience, organization=bodies[0]["id"]) for audience in ("employers", "newcomers")
    )
    region = catalogue.region.model_copy(update={"fallbacks": resorts})
    public = publish(replace(catalogue, region=region, help_lines=help_lines), "site", builders.TODAY)
    return Coverage(Directory(public), model.CoverageFile(expectations=()))


def consents(subject: str, *fields: str) -> builders.Data:
    return builders.consent(f"consent-{subject}", subject, fields=list(fields))


@pytest.mark.parametrize(
    ("fields", "way"),
    [(("link", "contact", "address"), "direct"), (("link", "address"), "link"), (("address",), "address")],
)
def test_best_way_that_is_cleared_counts(fields, way):
    """What consent holds back does not help anybody to reach a body."""
    body = builders.organization(
        "a", contacts=[builders.contact("a-zentrale")], locations=[builders.location("a-haus")]
    )
    found = ways(coverage_of(body, entries=[consents("a", *fields)]))
    assert {"employers": Counter({way: PLACES * TOPICS}), "newcomers": Counter({way: PLACES * TOPICS})} == found


def test_answer_without_any_way_is_counted_and_listed():
    """Editors see question, audience, places and whom it names."""
    coverage = coverage_of(builders.organization("stumm"))
    assert Counter({"none": PLACES * TOPICS}) == ways(coverage)["employers"]
    places = ("aestetten", "beispielheim", "musterstadt")
    found = [replace(end, places=tuple(sorted(end.places))) for end in dead_ends(coverage)]
    assert DeadEnd("housing", "employers", places, ("stumm",)) in found


def test_last_resort_does_not_help_where_somebody_is_named():
    """Who is sent to a body that nobody can reach is lost, though another could be asked."""
    reachable = builders.organization("a", services=[], contacts=[builders.contact("a-zentrale")])
    coverage = coverage_of(reachable, builders.organization("stumm"), entries=[consents("a", "contact")])
    assert Counter({"none": PLACES, "direct": PLACES * (TOPICS - 1)}) == ways(coverage)["newcomers"]


def test_planned_offer_is_nobody_to_reach():
    """What does not exist yet has no phone."""
    planned = builders.service("b-plan", status="planned")
    reachable = builders.organization("a", services=[], contacts=[builders.contact("a-zentrale")])
    others = builders.organization("b", services=[planned])
    coverage = coverage_of(reachable, others, entries=[consents("a", "contact")])
    assert Counter({"direct": PLACES * TOPICS}) == ways(coverage)["employers"]


def test_national_number_reaches_those_it_is_for():
    """A service number for employers is no way for newcomers."""
    line = builders.help_lines()["help_lines"][0] | {"topics": ["housing"], "audiences": ["employers"]}
    lines = model.HelpFile.model_validate({"help_lines": [line]}).help_lines
    found = ways(coverage_of(builders.organization("stumm"), help_lines=lines))
    assert (PLACES, 0) == (found["employers"]["direct"], found["newcomers"]["direct"])


def test_question_that_concerns_nobody_is_not_counted():
    """A topic for employers only has no answer that a newcomer could miss."""
    catalogue = builders.catalogue_of([builders.organization("stumm")], [])
    own = [topic.model_copy(update={"audiences": ("employers",)}) for topic in catalogue.topics]
    public = publish(replace(catalogue, topics=tuple(own)), "site", builders.TODAY)
    found = ways(Coverage(Directory(public), model.CoverageFile(expectations=())))
    assert (PLACES * TOPICS, 0) == (found["employers"].total(), found["newcomers"].total())
