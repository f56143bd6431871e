"""Residence routes: the rule for not knowing, and diagrams against two independent judges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import PROJECT
from lotse.load import by_id, load_catalogue
from lotse.routes import (
    MOST,
    Diagrams,
    Rulebook,
    all_steps,
    combinations,
    dead_ends,
    difference,
    findings,
    longest_way,
    misses,
    nearest,
    next_question,
    outcome_of,
    outcomes,
    rulebook,
    without_route,
)
from lotse.routes.diagram import Cube, Space
from routes_builder import DAY, FIGURES, QUESTIONS, ROUTES, book, figure, question, route

REAL_DAY = date(2026, 12, 1)


def state(case: dict[str, str], name: str, rules: Rulebook | None = None) -> str:
    outcome = outcome_of(rules or book(), name, case)
    assert outcome is not None
    return outcome.state


WORK = {"staat": "fern", "ziel": "arbeit", "abschluss": "da"}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({}, "open"),
        ({"staat": "eu"}, "no"),
        (WORK, "open"),
        (WORK | {"gehalt": "50000"}, "yes"),
        (WORK | {"gehalt": "49999.99"}, "open"),  # German would open the other condition
        (WORK | {"gehalt": "40000", "sprache": "b1"}, "yes"),
        (WORK | {"gehalt": "40000", "sprache": "a1"}, "no"),
        (WORK | {"gehalt": "39999"}, "no"),
        (WORK | {"gehalt": "viel"}, "open"),
        ({"abschluss": "fort"}, "no"),  # one known answer that contradicts is enough
    ],
)
def test_unknown_never_counts_as_fulfilled(case, expected):
    assert state(case, "karte") == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"abschluss": "da", "sprache": "b1"}, "yes"),
        ({"abschluss": "fort", "sprache": "b1"}, "no"),
        ({"abschluss": "fort"}, "open"),
        ({"sprache": "b2"}, "yes"),
        ({"sprache": "a1"}, "no"),
    ],
)
def test_points_are_counted_at_least_and_at_most(case, expected):
    assert state({"staat": "fern", "ziel": "suche"} | case, "suche") == expected


def test_a_threshold_that_has_lapsed_leaves_the_route_open_and_says_so():
    case = WORK | {"gehalt": "60000"}
    later = book(day=date(2027, 1, 1))
    outcome = outcome_of(later, "karte", case)
    assert (state(case, "karte"), outcome.state, outcome.is_undecided) == ("yes", "open", True)
    assert state(WORK | {"staat": "eu", "gehalt": "60000"}, "karte", later) == "no"


def test_the_most_specific_of_the_open_routes_comes_first():
    routes = [route("allgemein", {"staat": ["fern"]}), route("genau", {"staat": ["fern"], "ziel": ["arbeit"]})]
    assert list(outcomes(book(routes), WORK)) == ["genau", "allgemein"]


def test_nearest_names_the_one_answer_that_would_open_a_route_but_nothing_that_nobody_can_change():
    case = WORK | {"gehalt": "30000", "sprache": "a1"}
    assert [(n.route, n.question, n.answers) for n in nearest(book(), case)] == [("karte", "gehalt", ("2",))]
    assert "frei" not in {n.route for n in nearest(book(), case)}


def test_questions_follow_their_order_and_end_when_all_is_decided():
    asked, case = [], {}
    answers = {"staat": "fern", "ziel": "arbeit", "abschluss": "da", "gehalt": "45000", "sprache": "b1"}
    while (name := next_question(book(), case)) and len(asked) < 9:
        asked.append(name)
        case[name] = answers[name]
    assert asked == ["staat", "ziel", "abschluss", "gehalt", "sprache"]
    assert next_question(book(), {"staat": "eu"}) is None
    assert longest_way(book()) == 5


def every_case(rules: Rulebook, *, with_unknown: bool) -> Iterator[dict[str, str]]:
    """All combinations, one after the other; amounts as bands."""
    answers = [(*found, "") if with_unknown else found for found in rules.answers.values()]
    for combination in product(*answers):
        yield {q: a for q, a in zip(rules.answers, combination, strict=True) if a}


def brute_state(rules: Rulebook, name: str, case: dict[str, str]) -> str:
    """The stated rule in its plainest form, for an independent judgement: try all that is not known."""
    best = "no"
    for clause in rules.clauses[name]:
        wrong = any(q in case and case[q] not in fits for q, fits in clause.fits.items())
        missing = bool(clause.undecided) or any(q not in case for q in clause.fits)
        sums = [sum(combo) for combo in product(*(
            [points.get(case[q], 0)] if q in case else [points.get(a, 0) for a in rules.answers[q]
                                                        if a in clause.fits.get(q, rules.answers[q])]
            for q, points in clause.points.items()
        ))]  # fmt: skip
        is_sure = not missing and min(sums) >= clause.needed
        found = "no" if wrong or max(sums) < clause.needed else "yes" if is_sure else "open"
        best = max(best, found, key=["no", "open", "yes"].index)
    return best


def with_bands(rules: Rulebook, case: dict[str, str]) -> dict[str, str]:
    """Bands as amounts that lie in them."""
    def amount(name: str, band: str) -> str:
        return str(([0, *rules.bands[name].steps])[int(band)])

    return {q: amount(q, a) if q in rules.bands else a for q, a in case.items()}


@pytest.mark.parametrize("day", [DAY, date(2027, 1, 1)])
def test_diagrams_evaluation_and_trying_everything_out_agree(day):
    rules = book(day=day)
    diagrams = Diagrams(rules)
    for name in rules.clauses:
        counted = {"yes": 0, "open": 0, "no": 0}
        for case in every_case(rules, with_unknown=True):
            found = brute_state(rules, name, case)
            assert state(with_bands(rules, case), name, rules) == found, (name, case)
            counted[found] += 1
        yes, possible = diagrams.yes[name], diagrams.possible[name]
        assert diagrams.space.count(yes) == counted["yes"]
        assert diagrams.space.count(diagrams.space.without(possible, yes)) == counted["open"]


def test_counts_of_what_is_left_without_a_route():
    rules = book()
    left = [c for c in every_case(rules, with_unknown=False)
            if not any(brute_state(rules, name, c) == "yes" for name in rules.clauses)]  # fmt: skip
    assert without_route(Diagrams(rules)) == len(left) > 0
    assert combinations(rules) == 2 * 2 * 2 * 3 * 3
    assert dead_ends(Diagrams(rules)) == (0, None)


def test_a_dead_end_is_found_with_its_smallest_example():
    rules = book([route("frei", {"staat": ["eu"]})])
    assert dead_ends(Diagrams(rules)) == (1, {"staat": "fern"})


def kinds(rules: Rulebook, exclusive=None, within=None) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {f.kind: (f.record, f.others) for f in findings(Diagrams(rules), exclusive or {}, within or {})}


def test_what_can_never_be_is_found():
    routes = [*ROUTES, route("nie", {"staat": ["fern"], "sprache": ["a1"]}, points="tafel")]
    routes[-1]["conditions"][0]["when"]["abschluss"] = ["fort"]
    assert kinds(book(routes))["route-unreachable"] == ("nie", ())
    extra = [*QUESTIONS, question("muessig", "ja", "nein")]
    assert kinds(book(questions=extra))["question-unused"] == ("muessig", ())
    rest = [question("staat", "eu", "fern", "mond"), *QUESTIONS[1:]]
    assert kinds(book(questions=rest))["answer-unreachable"] == ("staat", ("mond",))
    assert kinds(book(day=date(2027, 1, 1)))["route-never-open"] == ("karte", ("lapsed",))
    assert kinds(book()) == {}


def test_routes_that_meet_or_are_contained_are_found_unless_declared():
    routes = [*ROUTES, route("alle-fern", {"staat": ["fern"], "ziel": ["arbeit"]})]
    assert kinds(book(routes))["route-within"] == ("karte", ("alle-fern",))
    assert "route-within" not in kinds(book(routes), within={"karte": ["alle-fern"]})
    assert kinds(book(routes), within={"alle-fern": ["karte"]})["route-not-within"] == ("alle-fern", ("karte",))
    assert kinds(book(routes), {"alle-fern": ["karte"]})["routes-meet"] == ("alle-fern", ("karte",))
    twins = [*ROUTES, route("zwilling", {"staat": ["eu"]})]
    assert kinds(book(twins))["routes-same"][0] == "zwilling"


@st.composite
def spaces(draw):
    """A small space and some cubes in it."""
    sizes = draw(st.lists(st.integers(2, 3), min_size=1, max_size=4))
    fits = st.tuples(*(st.none() | st.frozensets(st.integers(0, size - 1)) for size in sizes))
    points = st.tuples(*(st.none() | st.tuples(*[st.integers(0, 2)] * size) for size in sizes))
    return sizes, draw(st.lists(st.builds(Cube, fits, points, st.integers(0, 3)), max_size=3))


def fits_any(cubes: list[Cube], combination: tuple[int, ...]) -> bool:
    return any(
        all(fits is None or answer in fits for fits, answer in zip(cube.fits, combination, strict=True))
        and sum(row[answer] for row, answer in zip(cube.points, combination, strict=True) if row) >= cube.needed
        for cube in cubes
    )


@settings(max_examples=150, deadline=None)
@given(spaces(), st.data())
def test_a_diagram_counts_exactly_what_fits(given_space, data):
    sizes, cubes = given_space
    space, others = Space(sizes), data.draw(spaces().filter(lambda s: s[0] == sizes) | st.just((sizes, cubes[:1])))[1]
    one, other = space.union(cubes), space.union(others)
    everything = list(product(*map(range, sizes)))
    inside = [c for c in everything if fits_any(cubes, c)]
    assert space.count(one) == len(inside)
    assert space.count(space.both(one, other)) == sum(fits_any(others, c) for c in inside)
    assert space.count(space.without(one, other)) == sum(not fits_any(others, c) for c in inside)
    assert space.count(space.either(one, other)) == sum(fits_any([*cubes, *others], c) for c in everything)
    seen = {(c[:-1]) for c in inside}
    assert space.count(space.some(one, {len(sizes) - 1})) == len(seen) * sizes[-1]
    example = space.example(one)
    assert (example is None) == (not inside)
    if example is not None:
        assert all(fits_any(cubes, c) for c in everything if all(c[level] == a for level, a in example.items()))


@cache
def real() -> tuple[Rulebook, Diagrams]:
    catalogue, _ = load_catalogue(PROJECT)
    assert catalogue is not None
    rules = rulebook(
        catalogue.questions, catalogue.routes, catalogue.points_tables, by_id(catalogue.figures), REAL_DAY
    )
    return rules, Diagrams(rules)


def solver_of(rules: Rulebook, names: list[str]) -> tuple[z3.Solver, dict[str, z3.BoolRef]]:
    """The same rules for an independent judge: a variable a question, a formula a route; all answers known."""
    solver, variables = z3.Solver(), {q: z3.Int(q) for q in rules.answers}
    for name, variable in variables.items():
        solver.add(variable >= 0, variable < len(rules.answers[name]))

    def is_one_of(name: str, wanted: frozenset[str]) -> z3.BoolRef:
        return z3.Or([variables[name] == n for n, a in enumerate(rules.answers[name]) if a in wanted])

    def points(clause) -> z3.ArithRef:
        rows = [(q, a, n) for q, row in clause.points.items() for a, n in row.items()]
        return z3.Sum([z3.If(is_one_of(q, frozenset({a})), n, 0) for q, a, n in rows])

    formulas = {
        name: z3.Or([
            z3.And(*(is_one_of(q, fits) for q, fits in clause.fits.items()),
                   points(clause) >= clause.needed if clause.points else z3.BoolVal(True))
            for clause in rules.clauses[name]
        ])
        for name in names
    }  # fmt: skip
    return solver, formulas


def test_another_prover_agrees_on_which_real_routes_meet():
    rules, diagrams = real()
    names = list(rules.clauses)
    solver, formulas = solver_of(rules, names)
    for number, one in enumerate(names):
        for other in names[:number]:
            meeting = diagrams.space.both(diagrams.space.both(diagrams.yes[one], diagrams.yes[other]), diagrams.known)
            solver.push()
            solver.add(formulas[one], formulas[other])
            assert (solver.check() == z3.sat) == (meeting != 0), (one, other)
            solver.pop()


def test_another_prover_agrees_that_every_case_that_nobody_can_change_leaves_a_route():
    rules, diagrams = real()
    solver, formulas = solver_of(rules, list(rules.clauses))
    fixed = [z3.Int(name) for name in sorted(rules.fixed)]
    reached = set()
    solver.add(z3.Or(list(formulas.values())))
    while solver.check() == z3.sat:
        found = tuple(solver.model().eval(v, model_completion=True).as_long() for v in fixed)
        reached.add(found)
        solver.add(z3.Not(z3.And([v == n for v, n in zip(fixed, found, strict=True)])))
    wanted = 1
    for name in rules.fixed:
        wanted *= len(rules.answers[name])
    assert (len(reached) == wanted) == (dead_ends(diagrams)[0] == 0)


def test_the_real_routes_hold_together_and_ask_no_more_than_twelve_questions():
    rules, _ = real()
    assert longest_way(rules) <= MOST
    assert combinations(rules) > 10**9


def test_the_real_cases_agree_with_the_law():
    catalogue, _ = load_catalogue(PROJECT)
    assert [m for persona in catalogue.personas for m in misses(real()[0], persona)] == []


def test_a_threshold_moved_changes_exactly_what_lies_between():
    higher = FIGURES | {"schwelle-hoch": figure("schwelle-hoch", "55000")}
    steps = all_steps(book(), book(figures=higher))
    old, new = book(more_steps=steps), book(figures=higher, more_steps=steps)
    found = difference(old, new)
    between = {c: (brute_state(old, "karte", dict(c)), brute_state(new, "karte", dict(c)))
               for c in (tuple(case.items()) for case in every_case(old, with_unknown=True))}  # fmt: skip
    moved = {c: pair for c, pair in between.items() if pair[0] != pair[1]}
    assert found.changed == len(moved) == sum(shift.count for shift in found.shifts)
    assert {(s.route, s.before, s.after) for s in found.shifts} == {("karte", *pair) for pair in moved.values()}
    for shift in found.shifts:
        case = dict(shift.witness)
        assert case["gehalt"] == "2"  # from 50,000 to less than 55,000
        assert (brute_state(old, "karte", case), brute_state(new, "karte", case)) == (shift.before, shift.after)


def test_nothing_changed_is_no_difference():
    assert difference(book(), book()).shifts == ()


def test_a_new_route_and_a_new_answer_are_differences():
    questions = [question("staat", "eu", "fern", "mond"), *QUESTIONS[1:]]
    found = difference(book(), book([*ROUTES, route("mondweg", {"staat": ["mond"]})], questions))
    assert {(s.route, s.before, s.after) for s in found.shifts} >= {("mondweg", "no", "yes")}


def test_a_region_may_do_without_routes():
    """A region without routes has none, and no fault."""
    assert book([], []).clauses == {}
    assert combinations(book([], [])) == 1
