"""Every question of the region ends somewhere: the whole matrix of the real data, and what one offer less does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
from conftest import AS_OF
from lotse import model
from lotse.checks.answers import undefined_cells
from lotse.load import load_catalogue
from lotse.model import CoverageFile
from lotse.model.public import PublicCatalogue, PublicService
from lotse.publish import publish
from lotse.resolve import KINDS, Cell, Coverage, Directory, Situation
from lotse.resolve.tiers import next_tier
from lotse.words import sorting_key


@cache
def real() -> Coverage:
    """The coverage of the region as it is published."""
    catalogue, _ = load_catalogue(builders.PROJECT, None)
    assert catalogue is not None
    return coverage_of(publish(catalogue, "site", AS_OF))


def coverage_of(catalogue: PublicCatalogue) -> Coverage:
    return Coverage(Directory(catalogue), catalogue.coverage)


def made_up(offers: list[builders.Data], declared: builders.Data) -> Coverage:
    """The coverage of the fictitious region with these offers of one body each."""
    bodies = [
        builders.organization(f"stelle-{n}", services=[offer | {"id": f"angebot-{n}"}])
        for n, offer in enumerate(offers)
    ]
    bodies.append(builders.organization("musternetz", kind="network", services=[]))
    catalogue = publish(builders.catalogue_of(bodies), "site", builders.TODAY)
    return Coverage(Directory(catalogue), CoverageFile.model_validate(declared))


# ---- the whole matrix


def test_every_question_has_an_answer():
    """Place × topic × main audience: never undefined, and there is always somebody to turn to."""
    unanswered = [cell for cell in real().cells() if not real().answer(cell).is_answered]
    assert unanswered == []


def test_every_question_has_an_answer_in_every_situation():
    """Before and after the entry and in each sector, wherever an offer of the topic is limited to one of them."""
    narrowed = [narrow for cell in real().cells() for narrow in real().narrowed(cell)]
    assert {cell.situation.entry for cell in narrowed} == {None, "before", "after"}
    assert {s.id for s in real().directory.catalogue.sectors} < {cell.situation.sector for cell in narrowed}
    assert [cell for cell in narrowed if not real().answer(cell).is_answered] == []


def test_narrowed_answer_names_only_who_fits():
    """Nobody is sent to an office that is there for others, and nobody who fits is left out."""
    wrong = []
    for cell in real().cells():
        all_services = real().answer(cell).services
        for narrow in real().narrowed(cell):
            entry, sector = narrow.situation.entry, narrow.situation.sector
            fitting = [
                service for service in all_services
                if (entry is None or service.entry in (entry, "both"))
                and (sector is None or service.sectors == () or sector in service.sectors)
            ]  # fmt: skip
            if list(real().answer(narrow).services) != fitting:
                wrong.append(narrow)
    assert wrong == []


def test_matrix_is_whole():
    """All places, all topics, all main audiences, each question once."""
    cells = list(real().cells())
    catalogue = real().directory.catalogue
    expected = len(catalogue.municipalities) * len(catalogue.topics) * len(real().directory.main_audiences)
    assert len(cells) == len(set(cells)) == expected


def test_every_answer_names_somebody():
    """Offers, or the body that helps meanwhile, or the last resorts; each of them has a page."""
    nobody = []
    for cell in real().cells():
        answer = real().answer(cell)
        ways = {service.organization for service in answer.services} | {body.id for body in answer.fallbacks}
        ways |= {answer.gap.fallback, answer.gap.owner} if answer.gap else set()
        if not ways or not ways <= set(real().directory.organizations):
            nobody.append(cell)
    assert nobody == []


def test_kinds_of_answers_say_what_stands_behind_them():
    """A gap is declared, a delegation has its reason, who is responsible is there."""
    wrong = []
    for cell in real().cells():
        answer = real().answer(cell)
        roles = {service.role for service in answer.services if not service.is_planned}
        fits = {
            "responsible": "responsible" in roles, "advice": "advice" in roles,
            "gap": answer.gap is not None, "delegated": answer.delegation is not None and bool(roles),
            "fallback": not roles and bool(answer.fallbacks),
        }  # fmt: skip
        if not fits.get(answer.kind):
            wrong.append((cell, answer.kind))
    assert wrong == []


def test_every_offer_of_an_answer_has_its_reason():
    """Rule, area that includes the place, and sources with title and publisher."""
    wrong = []
    for cell in real().cells():
        answer = real().answer(cell)
        reasons = real().reasons(cell, answer)
        if tuple(reason.service for reason in reasons) != answer.services or not all(holds(cell, r) for r in reasons):
            wrong.append(cell)
    assert wrong == []


def holds(cell, reason) -> bool:
    citations = reason.service.standing.citations
    return (
        reason.rule == reason.service.role
        and reason.area in reason.service.areas
        and cell.place in real().atlas.reach[reason.area]
        and bool(citations)
        and all(citation.title and citation.publisher for citation in citations)
    )


def test_order_is_neutral():
    """Who is responsible by law first, what is planned after what is there, then the alphabet."""

    def place_in_order(service: PublicService):
        names = real().directory.organizations[service.organization].name["de"], service.name["de"]
        return service.role != "responsible", service.is_planned, *map(sorting_key, names)

    for cell in real().cells():
        services = real().answer(cell).services
        assert list(services) == sorted(services, key=place_in_order), cell


# ---- one offer less


class Affected(Coverage):
    """The questions that an offer answers, without it."""

    def __init__(self, catalogue: PublicCatalogue, questions: list[Cell]) -> None:
        super().__init__(Directory(catalogue), catalogue.coverage)
        self._questions = questions

    def cells(self) -> Iterator[Cell]:
        yield from self._questions


def without(service: PublicService) -> PublicCatalogue:
    """The region as if there were no such offer."""
    catalogue = real().directory.catalogue
    kept = {body.id: tuple(s for s in body.services if s.id != service.id) for body in catalogue.organizations}
    bodies = tuple(replace(body, services=kept[body.id]) for body in catalogue.organizations)
    return replace(catalogue, organizations=bodies)


def questions_of(service: PublicService) -> list[Cell]:
    """The questions whose answers name the offer."""
    main = {real().directory.main_audience(audience) for audience in service.audiences}
    places = sorted(real().directory.reach(service.areas))
    return [Cell(p, t, a) for p in places for t in service.topics for a in sorted(main)]


def test_without_any_one_offer_another_body_answers_or_the_build_fails():
    """The answer changes to somebody else, or the question is named as one without an answer."""
    silent = []
    for service in real().directory.catalogue.services():
        questions = questions_of(service)
        rest = Affected(without(service), questions)
        complaints = [problem.message for problem in undefined_cells(*builders.seen_by_rules(rest))]
        for cell in questions:
            before, after = real().answer(cell), rest.answer(cell)
            assert service.id in {s.id for s in before.services}
            others = {s.organization for s in after.services} or ({after.gap.fallback} if after.gap else set())
            is_free = real().expected(cell) is None and bool(after.fallbacks)
            goes_on = bool(others or is_free) and after.services != before.services
            is_told = any(all(name in message for name in names_of(cell)[1:]) for message in complaints)
            if not (goes_on if after.is_answered else is_told):
                silent.append((service.id, cell))
    assert silent == []


def names_of(cell: Cell) -> tuple[str, str, str]:
    """«Kall», «Wohnen», «Arbeitgeber»"""
    catalogue = real().directory.catalogue
    topic = next(t.name["de"] for t in catalogue.topics if t.id == cell.topic)
    audience = next(a.name["de"] for a in catalogue.audiences if a.id == cell.audience)
    return real().atlas.names[cell.place]["de"], topic, audience


def test_some_offers_cannot_be_missed():
    """Without the only responsible body the build fails, and says for which place, topic and audience."""
    failing = 0
    for service in real().directory.catalogue.services():
        questions = questions_of(service)
        rest = Affected(without(service), questions)
        undefined = [cell for cell in questions if not rest.answer(cell).is_answered]
        if undefined:
            failing += 1
            messages = " ".join(problem.message for problem in undefined_cells(*builders.seen_by_rules(rest)))
            assert " × ".join(names_of(undefined[0])) in messages
    assert failing > 0


# ---- any offers, any declarations

ROLES, TIERS_GIVEN = ["advice", "responsible"], ["territory", "region", "federal"]
OFFERS = st.lists(
    st.fixed_dictionaries({
        "topics": st.just(["housing"]), "audiences": st.sampled_from([["employers"], ["students"], ["newcomers"]]),
        "areas": st.sampled_from([["musterregion"], ["kreis-nord"], ["aestetten"]]), "role": st.sampled_from(ROLES),
        "status": st.sampled_from(["active", "planned"]), "entry": st.sampled_from(["before", "after", "both"]),
        "sectors": st.sampled_from([[], ["care-sector"]]),
    }).map(lambda changes: builders.service("x", **changes)),
    max_size=4,
)  # fmt: skip
EXPECTED = st.fixed_dictionaries({
    "topics": st.just(["housing"]), "audiences": st.just(["employers"]), "tier": st.sampled_from(TIERS_GIVEN),
    "role": st.sampled_from(["responsible", "any"]), "entry": st.sampled_from(["before", "after", "both"]),
    "sectors": st.sampled_from([[], ["care-sector"]]),
})  # fmt: skip
ASKED = [{"where": "Liste der Stadt", "looked_on": "2026-11-20", "looked_by": "Redaktion", "answer": "Kein Angebot."}]
GAP = {
    "id": "luecke", "topics": ["housing"], "audiences": ["employers"], "areas": ["kreis-nord"], "owner": "musternetz",
    "reason": builders.both("Es fehlt."), "since": "2026-11-01", "fallback": "musternetz",
    "sources": builders.citations(),
}  # fmt: skip


@given(OFFERS, st.lists(EXPECTED, max_size=1), st.booleans())
def test_undefined_is_only_what_is_expected_and_neither_met_nor_declared(offers, expectations, has_gap):
    """Whatever the data say, each question has exactly one kind of answer, in every situation that matters."""
    coverage = made_up(offers, {"expectations": expectations, "gaps": [GAP] if has_gap else []})
    for cell in (narrow for whole in coverage.cells() for narrow in (whole, *coverage.narrowed(whole))):
        answer = coverage.answer(cell)
        assert answer.kind in KINDS
        is_declared = has_gap and cell.place in coverage.atlas.reach["kreis-nord"]
        may_be_open = bool(expectations) and (cell.topic, cell.audience) == ("housing", "employers") and not is_declared
        assert answer.is_answered or may_be_open


HOUSING = {"topics": ["housing"], "audiences": ["employers"]}


def asked(coverage: Coverage, **situation: str) -> str:
    """The kind of answer that an employer in Ästetten gets on housing in a situation."""
    return coverage.answer(Cell("aestetten", "housing", "employers", Situation(**situation))).kind


def test_expectation_before_the_entry_is_not_met_by_who_comes_after():
    """An offer that is there only after the entry leaves people abroad without an answer, and that is an error."""
    coverage = made_up([builders.service("x", entry="after", role="advice")], {"expectations": [HOUSING]})
    assert [asked(coverage), asked(coverage, entry="after"), asked(coverage, entry="before")] == [
        "advice", "advice", "undefined",
    ]  # fmt: skip
    messages = [problem.message for problem in undefined_cells(*builders.seen_by_rules(coverage))]
    assert any("(vor der Einreise)" in message for message in messages)


def test_expectation_may_be_limited_to_a_situation():
    """Where nothing is expected before the entry, the last resort is the answer and no error."""
    expected = {"expectations": [HOUSING | {"entry": "after"}]}
    coverage = made_up([builders.service("x", entry="after", role="advice")], expected)
    assert asked(coverage, entry="before") == "fallback"
    assert list(undefined_cells(*builders.seen_by_rules(coverage))) == []


def test_gap_of_one_sector_says_nothing_about_the_others():
    """It answers its own sector; the open question keeps its offers, and the page of the place tells both."""
    everywhere = GAP | {"areas": ["musterregion"], "sectors": ["care-sector"]}
    offers = [builders.service("x", sectors=["crafts-sector"], role="advice")]
    coverage = made_up(offers, {"expectations": [HOUSING], "gaps": [everywhere]})
    assert [asked(coverage), asked(coverage, sector="crafts-sector"), asked(coverage, sector="care-sector")] == [
        "advice", "advice", "gap",
    ]  # fmt: skip
    assert [gap.id for gap in coverage.gaps(Cell("aestetten", "housing", "employers"))] == ["luecke"]


def test_what_is_short_answers_nothing_by_itself():
    """When the offers are gone, that there were too few of them is no answer any more."""
    short = GAP | {"areas": ["musterregion"], "extent": "short"}
    coverage = made_up([], {"expectations": [HOUSING], "gaps": [short]})
    assert asked(coverage) == "undefined"


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({}, "answer.unasked"),
        ({"extent": "short"}, "answer.short_unasked"),
        ({"search": ASKED}, "answer.gap"),
        ({"search": ASKED, "extent": "short"}, "answer.short"),
    ],
)
def test_what_nobody_has_asked_is_no_gap(changes, label):
    """Not known is not missing: only a record of a search makes a gap of it."""
    assert label == model.Gap.model_validate(GAP | changes).label


def test_gap_that_an_offer_closes_in_one_topic_is_told():
    """Though its other topics are still open."""
    wide = GAP | {"topics": ["housing", "mobility"], "areas": ["musterregion"]}
    coverage = made_up([builders.service("x", role="advice")], {"expectations": [HOUSING], "gaps": [wide]})
    assert [(gap.id, cell.topic) for gap, cell in coverage.needless_gaps()] == [("luecke", "housing")]


def test_offer_for_others_does_not_meet_an_expectation():
    """One before the entry is no answer where help after the entry is expected, and never makes it responsible."""
    offers = [builders.service("x", entry="before", role="responsible"), builders.service("y", role="advice")]
    coverage = made_up(offers, {"expectations": [HOUSING | {"entry": "after"}]})
    assert asked(coverage) == "advice"
    assert asked(made_up(offers[:1], {"expectations": [HOUSING | {"entry": "after"}]})) == "undefined"


def test_what_is_short_is_told_beside_the_offers_and_never_needless():
    """A gap may say that there is less than needed; it needs no empty field."""
    short = GAP | {"areas": ["musterregion"], "extent": "short"}
    coverage = made_up([builders.service("x", role="advice")], {"expectations": [HOUSING], "gaps": [short]})
    assert asked(coverage) == "advice"
    assert [gap.id for gap in coverage.gaps(Cell("aestetten", "housing", "employers"))] == ["luecke"]
    assert list(coverage.needless_gaps()) == []


def test_places_in_the_same_areas_have_the_same_answers():
    """The matrix is computed once for places that no offer tells apart; the answers stay those of each place."""
    class OneByOne(Coverage):
        _alike = {place.id: place.id for place in real().directory.catalogue.municipalities}  # noqa: RUF012

    one_by_one = OneByOne(real().directory, real().declared)
    different = [cell for cell in real().cells() if one_by_one.answer(cell) != real().answer(cell)]
    assert different == []


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        ([["aestetten"], ["kreis-sued"], ["musterregion"]], ["angebot-1"]),
        ([["aestetten"], ["musterregion"]], ["angebot-1"]),
        ([["kreis-sued"], ["kreis-sued"]], []),
        ([], []),
    ],
)
def test_next_tier_is_the_second_lowest(areas, expected):
    """Who comes after the nearest bodies; nobody if all stand on one tier."""
    offers = [builders.service("x", areas=area, topics=["mobility"]) for area in areas]
    coverage = made_up(offers, {"expectations": []})
    services = coverage.directory.offers(place="aestetten", topic="mobility", audience="employers")
    assert [service.id for service in next_tier(coverage.atlas, services, "aestetten")] == expected
