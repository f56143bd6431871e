"""Residence routes as questions, as a table, and a page for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from markupsafe import Markup

from lotse.model import Route, RouteCondition
from lotse.pages.page import Desk, Page
from lotse.process import steps_for
from lotse.routes import Clause, Rulebook, rulebook
from lotse.words import in_number_words

ROUTES = "data/routes.yaml"
Fit = tuple[str, list[str]]  # name of a question, the answers that fit


def routes_pages(desk: Desk) -> Iterator[Page]:
    """The questions for newcomers and a page for each route; nothing for a region without routes."""
    if not desk.catalogue.routes:
        return
    label = desk.renderer.label
    yield desk.page(
        "ankommen/wege/", "routes", title=label("routes.heading"), description=label("routes.lead"),
        source_file=ROUTES, contents=(("alle-wege", label("routes.all")),),
        view=lambda: routes_view(desk, "newcomers"),
    )  # fmt: skip
    for route in desk.catalogue.routes:
        yield _route_page(desk, route)


def _route_page(desk: Desk, route: Route) -> Page:
    say = desk.renderer.plainly
    procedures = {procedure.id: procedure for procedure in desk.catalogue.procedures}
    return desk.page(
        f"wege/{route.id.removeprefix('weg-')}/", "route", title=say(route.name), description=say(route.description),
        source_file=ROUTES, route=route, procedure=procedures.get(route.procedure or ""),
        view=lambda: {
            "conditions": [(condition, fits(desk, condition)) for condition in route.conditions],
            "steps": steps_for(desk.catalogue.steps, route.choices),
            "bodies": [
                (body.organization, desk.directory.reach_words(a for s in body.services for a in s.areas))
                for body in desk.directory.bodies(desk.directory.offers(topic=route.topic))
            ],
        },
    )  # fmt: skip


def routes_view(desk: Desk, audience: str) -> Mapping[str, object]:
    """What the questions and the table need: the records, and the data of the script."""
    data = json.dumps(script_data(desk), ensure_ascii=False, separators=(",", ":"))
    return {
        "questions": desk.catalogue.questions,
        "rows": [(route, [fits(desk, condition) for condition in route.conditions])
                 for route in desk.catalogue.routes],
        "data": Markup(data.replace("<", "\\u003c")),
        "advice": "orientation" if audience == "employers" else "migration-advice",
    }  # fmt: skip


def fits(desk: Desk, condition: RouteCondition) -> list[Fit]:
    """A condition in words; of an amount the figure with its value of the day."""
    questions = {question.id: question for question in desk.catalogue.questions}
    say, found = desk.renderer.plainly, []
    for name, values in condition.when.items():
        question = questions[name]
        if question.figures:
            words = [_at_least(desk, value) for value in values]
        else:
            words = [say(answer.name) for answer in question.values if answer.id in values]
        found.append((say(question.name), words))
    for table in desk.catalogue.points_tables:
        if table.id == condition.points:
            found.append((say(table.name), [_at_least(desk, table.needed)]))
    return found


def _at_least(desk: Desk, figure_id: str) -> str:
    """«At least 50.700 Euro a year», or that the figure isn't known yet."""
    figure = desk.catalogue.figures[figure_id].figure
    book = book_of(desk)
    period = next((p for p in figure.periods if (p.from_ or book.day) <= book.day <= (p.to or book.day)), None)
    if period is None:
        return desk.renderer.label("routes.lapsed")
    return f"{desk.renderer.label('routes.at_least')} {desk.renderer.figure(figure, period)}"


def book_of(desk: Desk) -> Rulebook:
    """The rules of the day of the build."""
    catalogue = desk.catalogue
    figures = {name: public.figure for name, public in catalogue.figures.items()}
    return rulebook(catalogue.questions, catalogue.routes, catalogue.points_tables, figures, catalogue.today)


def script_data(desk: Desk) -> dict[str, object]:
    """Questions and routes of the day for `docs/assets/routes.js`, in the words of one language."""
    book, say = book_of(desk), desk.renderer.plainly
    questions = []
    for question in desk.catalogue.questions:
        bands = book.bands.get(question.id)
        questions.append({
            "id": question.id.removeprefix("frage-"), "name": say(question.name), "ask": say(question.question),
            **({"steps": [float(step) for step in bands.steps], "bands": _bands(desk, bands.steps)} if bands else
               {"answers": [[answer.id, say(answer.name)] for answer in question.values]}),
            **({"fixed": 1} if question.is_fixed else {}),
        })  # fmt: skip
    return {
        "questions": questions,
        "routes": [
            {"id": route.id.removeprefix("weg-"), "name": say(route.name),
             "when": [_clause(book, clause) for clause in book.clauses[route.id]]}
            for route in desk.catalogue.routes
        ],
    }  # fmt: skip


def _bands(desk: Desk, steps: tuple[Decimal, ...]) -> list[str]:
    """The bands of an amount in words, for what would open a route."""
    words = [in_number_words(step, desk.renderer.language, is_money=True) for step in steps]
    return [f"< {words[0]}" if words else "", *(f"≥ {word}" for word in words)]


def _clause(book: Rulebook, clause: Clause) -> dict[str, object]:
    """A condition in numbers: per question the answers that fit as bits, the undecided, points per answer, needed."""
    numbers = {question: n for n, question in enumerate(book.answers)}
    found: dict[str, object] = {"fits": {
        numbers[q]: sum(1 << n for n, answer in enumerate(book.answers[q]) if answer in fitting)
        for q, fitting in clause.fits.items()
    }}  # fmt: skip
    if clause.undecided:
        found["undecided"] = [numbers[q] for q in sorted(clause.undecided)]
    if clause.points:
        found["points"] = {numbers[q]: [row.get(a, 0) for a in book.answers[q]] for q, row in clause.points.items()}
        found["needed"] = clause.needed
    return found
