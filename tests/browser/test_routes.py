"""Residence routes in the browser: the same outcomes as in Python, and a page that works by its address."""

from __future__ import annotations

import gzip
import http.server
import json
import threading
from collections.abc import Iterator
from functools import cache, partial
from itertools import product
from pathlib import Path

import pytest

from browser.conftest import PageAt
from conftest import AS_OF
from lotse.edition import checked_edition
from lotse.pages import Desk
from lotse.pages.routes import book_of, script_data
from lotse.routes import Rulebook, outcome_of, outcomes

PROJECT = Path(__file__).resolve().parents[2]
MOST_BYTES = 15_000  # of program and data of one language, compressed


@cache
def desks() -> dict[str, Desk]:
    edition = checked_edition(PROJECT, AS_OF)
    assert edition.desks is not None
    return dict(edition.desks)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing of what it serves."""

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def scripts() -> Iterator[str]:
    """The address of the project's scripts."""
    handler = partial(Quiet, directory=str(PROJECT / "docs/assets"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def classes_of(book: Rulebook, route: str, question: str) -> list[str]:
    """One answer for each way in which the conditions of a route can tell answers apart, and «not known»."""
    found = {
        tuple((a in c.fits.get(question, (a,)), c.points.get(question, {}).get(a, 0)) for c in book.clauses[route]): a
        for a in book.answers[question]
    }
    return [*found.values(), ""]


def contradicts(book: Rulebook, route: str, question: str, answer: str) -> bool:
    """Whether an answer rules out every condition."""
    return answer != "" and all(answer not in c.fits.get(question, (answer,)) for c in book.clauses[route])


def cases_of(book: Rulebook, route: str) -> Iterator[dict[str, str]]:
    """All cases that the route can tell apart, as it depends on its own questions only.

    An answer that rules out every condition comes alone and with answers that fit: the others can't change it.
    """
    asked = {q for clause in book.clauses[route] for q in clause.asked}
    classes = {q: classes_of(book, route, q) for q in book.answers if q in asked}
    fitting = {q: [a for a in found if not contradicts(book, route, q, a)] for q, found in classes.items()}
    for combination in product(*fitting.values()):
        yield {q: a for q, a in zip(fitting, combination, strict=True) if a}
    for question, found in classes.items():
        for answer in (a for a in found if a not in fitting[question]):
            yield {question: answer}
            yield {q: answer if q == question else answers[0] for q, answers in fitting.items() if answers[0]}


def amounts(book: Rulebook, case: dict[str, str]) -> dict[str, str]:
    """Bands as an amount in them."""
    return {q: str([0, *book.bands[q].steps][int(a)]) if q in book.bands else a for q, a in case.items()}


JUDGE = """async ([address, route, cases]) => {
  const { outcomeOf } = await import(address + "/routes.js");
  return JSON.parse(cases).map((pairs) => outcomeOf(route, new Map(pairs)).state[0]).join("");
}"""


def test_every_case_of_every_route_has_the_same_outcome_as_in_python(open_window: PageAt, scripts):
    desk = desks()["de"]
    book, data = book_of(desk), script_data(desk)
    numbers = {question: n for n, question in enumerate(book.answers)}
    page = open_window(scripts, 800)
    page.goto("/")
    total = 0
    for name, route in zip(book.clauses, data["routes"], strict=True):
        cases = list(cases_of(book, name))
        as_numbers = [[(numbers[q], book.answers[q].index(a)) for q, a in case.items()] for case in cases]
        found = page.evaluate(JUDGE, [scripts, json.loads(json.dumps(route)), json.dumps(as_numbers)])
        expected = "".join(outcome_of(book, name, amounts(book, case)).state[0] for case in cases)
        assert found == expected, name
        total += len(cases)
    assert total > 5000


def test_personas_come_in_the_same_order_with_the_same_next_question(open_window: PageAt, scripts):
    edition = checked_edition(PROJECT, AS_OF)
    desk = desks()["de"]
    book, data = book_of(desk), script_data(desk)
    page = open_window(scripts, 800)
    page.goto("/")
    numbers = {question: n for n, question in enumerate(book.answers)}
    for persona in edition.catalogue.personas:
        known = [(numbers[q], book.answers[q].index(a)) for q, a in book.understood(persona.answers).items()]
        found = page.evaluate(
            """async ([address, routes, pairs]) => {
              const { outcomes } = await import(address + "/routes.js");
              return outcomes(routes, new Map(pairs)).map(({ route, state }) => [`weg-${route.id}`, state]);
            }""",
            [scripts, json.loads(json.dumps(data["routes"])), known],
        )
        expected = [[o.route, o.state] for o in outcomes(book, persona.answers).values()]
        assert sorted(found) == sorted(expected), persona.id
        assert [f for f in found if f[1] != "no"] == [e for e in expected if e[1] != "no"], persona.id


@pytest.mark.parametrize("language", ["de", "en", "ar", "uk"])
def test_program_and_data_of_a_language_are_small(language):
    data = json.dumps(script_data(desks()[language]), ensure_ascii=False, separators=(",", ":"))
    program = "".join((PROJECT / "docs/assets" / name).read_text("utf-8") for name in ("routes.js", "routes-page.js"))
    size = len(gzip.compress(data.encode(), 9)) + len(gzip.compress(program.encode(), 9))
    assert size <= MOST_BYTES
