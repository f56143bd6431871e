"""A small invented set of routes: four questions, an amount, a table of points."""

from __future__ import annotations

from datetime import date
from typing import Any

from lotse import model
from lotse.routes import Rulebook, rulebook

DAY = date(2026, 12, 1)
SOURCES = [{"source": "musterquelle", "copied_on": "2026-11-22"}]
BASIS = [{"law": "musterg", "section": "1"}]


def named(text: str) -> dict[str, str]:
    return {"de": text, "en": text}


def question(name: str, *answers: str, **more: Any) -> dict[str, Any]:
    values = [{"id": answer, "name": named(answer)} for answer in answers]
    return {"id": name, "name": named(name), "question": named(name), "values": values, **more}


def route(name: str, *whens: dict[str, list[str]], points: str | None = None, **more: Any) -> dict[str, Any]:
    conditions = [
        {"id": f"{name}-{n}", "when": when, "legal_basis": BASIS, "sources": SOURCES, "points": points}
        for n, when in enumerate(whens, 1)
    ]
    return {"id": name, "name": named(name), "description": named(name), "conditions": conditions, **more}


QUESTIONS = [
    question("staat", "eu", "fern", is_fixed=True),
    question("ziel", "arbeit", "suche"),
    question("abschluss", "da", "fort"),
    question("gehalt", figures=["schwelle", "schwelle-hoch"]),
    question("sprache", "a1", "b1", "b2"),
]
TABLES = [{
    "id": "tafel", "name": named("Tafel"), "needed": "punkte-noetig",
    "rows": [{"question": "sprache", "points": {"b1": 1, "b2": 2}}, {"question": "abschluss", "points": {"da": 1}}],
}]  # fmt: skip
ROUTES = [
    route("frei", {"staat": ["eu"]}),
    route("karte", {"staat": ["fern"], "ziel": ["arbeit"], "abschluss": ["da"], "gehalt": ["schwelle-hoch"]},
          {"staat": ["fern"], "ziel": ["arbeit"], "abschluss": ["da"], "gehalt": ["schwelle"],
           "sprache": ["b1", "b2"]}),
    route("suche", {"staat": ["fern"], "ziel": ["suche"]}, points="tafel"),
]  # fmt: skip


def figure(name: str, value: str, unit: str = "EUR/year", to: str | None = "2026-12-31") -> model.Figure:
    period = {"value": value, "from": "2026-01-01", "to": to}
    return model.Figure.model_validate({
        "id": name, "name": named(name), "unit": unit, "periods": [period], "is_yearly": True, "sources": SOURCES,
    })  # fmt: skip


FIGURES = {f.id: f for f in (
    figure("schwelle", "40000"), figure("schwelle-hoch", "50000"), figure("punkte-noetig", "2", "points", None),
)}  # fmt: skip


def book(
    routes: list[dict[str, Any]] = ROUTES, questions: list[dict[str, Any]] = QUESTIONS, day: date = DAY, **more: Any
) -> Rulebook:
    """The rules of a day of the invented routes, or of others."""
    records = model.RoutesFile.model_validate({"questions": questions, "points_tables": TABLES, "routes": routes})
    return rulebook(
        records.questions, records.routes, records.points_tables, more.pop("figures", FIGURES), day, **more
    )
