"""Residence routes name what exists, speak every language, and hold together for all combinations of answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lotse import model
from lotse.checks.references import unknown_ids
from lotse.figures import reading
from lotse.load import Catalogue, by_id
from lotse.load.catalogue import PathPart
from lotse.problems import Problem
from lotse.routes import MOST, Diagrams, Finding, Rulebook, findings, longest_way, misses, rulebook

WHERE = "data/routes.yaml"
_STATES = {"yes": "zu prüfen", "open": "noch offen", "no": "nicht nach diesen Antworten"}


def rulebook_of(catalogue: Catalogue, day: date) -> Rulebook:
    """The routes of a day."""
    return rulebook(catalogue.questions, catalogue.routes, catalogue.points_tables, by_id(catalogue.figures), day)


def question_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Questions and tables of points name figures, answers and facets that exist."""
    named = _Named(catalogue)
    for question in catalogue.questions:
        yield from named.all(question.id, ("figures",), question.figures, "figures")
        for answer in question.values:
            yield from named.choices(answer.id, answer.choices)
    for table in catalogue.points_tables:
        yield from named.all(table.id, ("needed",), [table.needed], "figures")
        for number, row in enumerate(table.rows):
            path = ("rows", number)
            yield from named.all(table.id, (*path, "question"), [row.question], "questions")
            yield from named.answers(table.id, (*path, "points"), row.question, row.points)


def route_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Routes name other routes, figures, facts, documents and topics that exist."""
    named = _Named(catalogue)
    for route in catalogue.routes:
        for field in ("exclusive", "within"):
            yield from named.all(route.id, (field,), getattr(route, field), "routes")
        for field in ("facts", "figures"):
            yield from named.all(route.id, (field,), getattr(route, field), field)
        yield from named.all(route.id, ("topic",), [route.topic], "topics")
        yield from named.all(route.id, ("procedure",), filter(None, [route.procedure]), "procedures")
        yield from named.choices(route.id, route.choices)


def condition_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Conditions name questions, answers and tables of points that exist."""
    named = _Named(catalogue)
    for condition in (condition for route in catalogue.routes for condition in route.conditions):
        yield from named.all(condition.id, ("points",), filter(None, [condition.points]), "points_tables")
        for name, values in condition.when.items():
            yield from named.all(condition.id, ("when", name), [name], "questions")
            yield from named.answers(condition.id, ("when", name), name, values)


def persona_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Cases name routes, questions and answers that exist."""
    named = _Named(catalogue)
    for persona in catalogue.personas:
        for field in ("opens", "undecided"):
            yield from named.all(persona.id, (field,), getattr(persona, field), "routes")
        for name, value in persona.answers.items():
            yield from named.all(persona.id, ("answers", name), [name], "questions")
            if name not in named.amounts:
                yield from named.answers(persona.id, ("answers", name), name, [value])


class _Named:
    """What routes may name, by kind."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._ids = {
            "questions": ([q.id for q in catalogue.questions], "Frage", WHERE),
            "routes": ([r.id for r in catalogue.routes], "Weg", WHERE),
            "points_tables": ([t.id for t in catalogue.points_tables], "Punktetabelle", WHERE),
            "figures": ([f.id for f in catalogue.figures], "Zahl", "data/figures.yaml"),
            "facts": ([f.id for f in catalogue.facts], "Rechtsaussage", "data/facts.yaml"),
            "topics": ([t.id for t in catalogue.topics], "Thema", "data/terms.yaml"),
            "procedures": ([p.id for p in catalogue.procedures], "Verfahren", "data/documents.yaml"),
            "facets": ([f.id for f in catalogue.facets], "Merkmal", "data/process.yaml"),
        }
        self._answers = {q.id: [*q.figures, *(a.id for a in q.values)] for q in catalogue.questions}
        self._facets = {f.id: [v.id for v in f.values] for f in catalogue.facets}
        self.amounts = {q.id for q in catalogue.questions if q.figures}

    def all(self, owner: str, path: tuple[PathPart, ...], names: Iterable[str], kind: str) -> Iterator[Problem]:
        """A problem for each name that is none of its kind."""
        known, what, where = self._ids[kind]
        yield from unknown_ids(self._catalogue, [(owner, path, name) for name in names], known, what, where)

    def answers(
        self, owner: str, path: tuple[PathPart, ...], question: str, values: Iterable[str]
    ) -> Iterator[Problem]:
        """A problem for each value that is no answer to the question."""
        if question in self._answers:
            known, what = self._answers[question], f"Antwort auf «{question}»"
            yield from unknown_ids(self._catalogue, [(owner, path, v) for v in values], known, what, WHERE)

    def choices(self, owner: str, choices: Mapping[str, str]) -> Iterator[Problem]:
        """A problem for each facet of the process, or value of it, that does not exist."""
        for facet, value in choices.items():
            path = ("choices", facet)
            yield from self.all(owner, path, [facet], "facets")
            if facet in self._facets:
                what = f"Wert von «{facet}»"
                yield from unknown_ids(
                    self._catalogue, [(owner, path, value)], self._facets[facet], what, "data/process.yaml"
                )


def questions_have_answers(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A question has at least two answers, or the thresholds of an amount; of an amount a condition names one."""
    for question in catalogue.questions:
        if bool(question.figures) == bool(question.values) or len(question.values) == 1:
            yield catalogue.origin(question.id).problem(
                code="question-answers",
                message="Diese Frage hat nicht entweder Antworten oder die Zahlen eines Betrags.",
                hint="Nennen Sie unter «values» mindestens zwei Antworten, oder unter «figures» die Schwellen.",
            )
    amounts = {question.id for question in catalogue.questions if question.figures}
    for route in catalogue.routes:
        for condition in route.conditions:
            for name in (n for n, values in condition.when.items() if len(values) != 1 and n in amounts):
                yield catalogue.origin(condition.id).problem(
                    "when", name, code="question-answers", message="Bei einem Betrag steht hier genau eine Zahl.",
                    hint="Es genügt die niedrigste, die erreicht sein muss.",
                )


def routes_are_translated(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Names of routes, questions and answers are there in every language of the site."""
    named = [*catalogue.questions, *(a for q in catalogue.questions for a in q.values), *catalogue.routes]
    for record in named:
        for field in ("name", "question"):
            text = getattr(record, field, None)
            missing = [code for code in catalogue.region.languages if text is not None and code not in text]
            if missing:
                yield catalogue.origin(record.id).problem(
                    field, code="route-untranslated", severity="warning",
                    message=f"Dieser Text fehlt in: {', '.join(missing)}.",
                    hint="Wer diese Sprache liest, fände Frage und Antwort in zwei Sprachen.",
                )


def route_figures_hold(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """A condition rests on a figure that has a value on the day; yearly figures may lapse for a while."""
    figures = by_id(catalogue.figures)
    for question in catalogue.questions:
        for number, name in enumerate(question.figures):
            found = reading(figures[name], today) if name in figures else None
            is_gone = found is None or found.is_coming or (found.is_lapsed and not figures[name].is_yearly)
            if name in figures and is_gone:
                yield catalogue.origin(question.id).problem(
                    "figures", number, code="route-figure-ended",
                    message=f"Die Zahl «{name}» hat am {today.isoformat()} keinen Wert.",
                    hint="Ergänzen Sie den Zeitraum in data/figures.yaml, oder streichen Sie die Schwelle.",
                )


def routes_hold_together(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """For all combinations of answers: nothing is out of reach, no way is a dead end, what is declared is true."""
    if not catalogue.routes:
        return
    book = rulebook_of(catalogue, today)
    exclusive = {route.id: route.exclusive for route in catalogue.routes}
    within = {route.id: route.within for route in catalogue.routes}
    for finding in findings(Diagrams(book), exclusive, within):
        yield _told(catalogue, finding)
    longest = longest_way(book)
    if longest > MOST:
        yield _told(catalogue, Finding("way-too-long", catalogue.questions[0].id, (str(longest),)))


_FINDINGS: Mapping[str, tuple[str, str]] = {code: (message, hint) for code, message, hint in (
    ("route-unreachable", "Dieser Weg ist mit keiner Antwort möglich.", "Seine Bedingungen widersprechen sich."),
    ("condition-impossible", "Diese Bedingung erfüllt keine Antwort.", "Vergleichen Sie «when» und «points»."),
    ("route-never-open", "Dieser Weg kann nie mehr als offen sein.", "Eine Zahl, auf der er beruht, hat keinen Wert."),
    ("question-unused", "Diese Frage entscheidet über keinen Weg.", "Streichen Sie sie, oder verwenden Sie sie."),
    ("answer-unreachable", "Mit der Antwort «{others}» führt kein Weg weiter.",
                           "Ergänzen Sie einen Weg, oder streichen Sie die Antwort."),
    ("routes-meet", "Er und «{others}» gelten zugleich, sollten es aber nicht.", "Ein Fall: {example}."),
    ("routes-same", "Er und «{others}» gelten in denselben Fällen.", "Ist das gewollt, nennen Sie ihn unter «within»."),
    ("route-within", "Er gilt nur, wo auch «{others}» gilt.", "Ist das gewollt, nennen Sie ihn unter «within»."),
    ("route-not-within", "Er gilt auch, wo «{others}» nicht gilt.", "Ein Fall: {example}."),
    ("route-dead-end", "Sackgasse: {others} Mal öffnet keine Antwort einen Weg.", "Der kleinste Fall: {example}."),
    ("way-too-long", "Wer alles weiß, wird bis zu {others} Mal gefragt; mehr als zwölf Fragen sind zu viel.",
                     "Fassen Sie Fragen zusammen, oder fragen Sie früher, was viel ausschließt."),
)}  # fmt: skip
_WARNINGS = frozenset({"route-within", "routes-same"})


def _told(catalogue: Catalogue, finding: Finding) -> Problem:
    message, hint = _FINDINGS[finding.kind]
    case = ", ".join(f"{question}: {answer}" for question, answer in (finding.example or {}).items())
    said = {"others": ", ".join(finding.others), "example": case or "jeder"}
    is_lapsed = finding.others == ("lapsed",)
    return catalogue.origin(finding.record or catalogue.questions[0].id).problem(
        code=finding.kind, message=message.format(**said), hint=hint.format(**said),
        severity="warning" if is_lapsed or finding.kind in _WARNINGS else "error",
    )


def personas_agree(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """The routes give for each case what the law does."""
    if not catalogue.routes:
        return
    book = rulebook_of(catalogue, today)
    for persona in catalogue.personas:
        for question in sorted(set(persona.answers) - set(book.understood(persona.answers))):
            yield catalogue.origin(persona.id).problem(
                "answers", question, code="persona-answer", message="Das ist kein Betrag in Euro.",
                hint="Schreiben Sie nur Ziffern, ein Komma als Punkt: 45000.",
            )
        for miss in misses(book, persona):
            yield catalogue.origin(persona.id).problem(
                "opens" if miss.expected == "yes" else "undecided", code="persona-differs",
                message=f"Erwartet ist «{_route_name(catalogue, miss.route)}» als «{_STATES[miss.expected]}», "
                f"die Wege ergeben «{_STATES[miss.found]}».",
                hint="Prüfen Sie am Gesetz, wer recht hat: der Fall oder die Bedingungen des Weges.",
            )


def _route_name(catalogue: Catalogue, route: str) -> str:
    found: model.Route | None = next((r for r in catalogue.routes if r.id == route), None)
    return found.name["de"] if found else route


RULES = (
    question_references,
    route_references,
    condition_references,
    persona_references,
    questions_have_answers,
    routes_are_translated,
    route_figures_hold,
    routes_hold_together,
    personas_agree,
)
