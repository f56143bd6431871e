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
from lotse.load import load_catalogue
from lotse.model import CoverageFile
from lotse.model.public import PublicCatalogue, PublicService
from lotse.publish import publish
from lotse.resolve import KINDS, Cell, Coverage, Directory, undefined_cells
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
            "responsible": "responsible" in roles, "advice": roles == {"advice"},
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
        complaints = [problem.message for problem in undefined_cells(rest)]
        for cell in questions:
            before, after = real().answer(cell), rest.answer(cell)
            assert service.id in {s.id for s in before.services}
            goes_on = bool(after.services or after.fallbacks or after.gap) and after.services != before.services
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
            messages = " ".join(problem.message for problem in undefined_cells(rest))
            assert " × ".join(names_of(undefined[0])) in messages
    assert failing > 0


# ---- any offers, any declarations

ROLES, TIERS_GIVEN = ["advice", "responsible"], ["territory", "region", "federal"]
OFFERS = st.lists(
    st.fixed_dictionaries({
        "topics": st.just(["housing"]), "audiences": st.sampled_from([["employers"], ["students"], ["newcomers"]]),
        "areas": st.sampled_from([["musterregion"], ["kreis-nord"], ["aestetten"]]), "role": st.sampled_from(ROLES),
        "status": st.sampled_from(["active", "planned"]),
    }).map(lambda changes: builders.service("x", **changes)),
    max_size=4,
)  # fmt: skip
EXPECTED = st.builds(
    lambda tier, role: {"topics": ["housing"], "audiences": ["employers"], "tier": tier, "role": role},
    st.sampled_from(TIERS_GIVEN), st.sampled_from(["responsible", "any"]),
)  # fmt: skip
GAP = {
    "id": "luecke", "topics": ["housing"], "audiences": ["employers"], "areas": ["kreis-nord"], "owner": "musternetz",
    "reason": builders.both("Es fehlt."), "since": "2026-11-01", "fallback": "musternetz",
    "sources": builders.citations(),
}  # fmt: skip


@given(OFFERS, st.lists(EXPECTED, max_size=1), st.booleans())
def test_undefined_is_only_what_is_expected_and_neither_met_nor_declared(offers, expectations, has_gap):
    """Whatever the data say, each question has exactly one kind of answer."""
    coverage = made_up(offers, {"expectations": expectations, "gaps": [GAP] if has_gap else []})
    for cell in coverage.cells():
        answer = coverage.answer(cell)
        assert answer.kind in KINDS
        is_declared = has_gap and cell.place in coverage.atlas.reach["kreis-nord"]
        may_be_open = bool(expectations) and (cell.topic, cell.audience) == ("housing", "employers") and not is_declared
        assert answer.is_answered or may_be_open


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
