"""Prose holds words; amounts, phone numbers and mail addresses come from data. Each page says its risk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lotse.checks.channels import data_texts
from lotse.load import Catalogue
from lotse.markup import place_of, without_code_and_calls
from lotse.problems import Problem
from lotse.words import did_you_mean

_NUMBER = r"[0-9٠-٩۰-۹][0-9٠-٩۰-۹.,  ' ]{0,30}"
_MONEY = re.compile(
    rf"(?:(?:€|EUR\b)\s*{_NUMBER})|(?:{_NUMBER}\s*(?:€|EUR\b|Euro\b|euros?\b|avro\b|євро\b|یورو|يورو|يورو\b))",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"{_NUMBER}\s*(?:%|٪|Prozent\b|per cent\b|percent\b)", re.IGNORECASE)


_DEADLINE = re.compile(
    rf"\b(?:innerhalb|binnen|spätestens|nach|in|within|after)\s+(?:von\s+|of\s+)?{_NUMBER}\s*"
    r"(?:(?:Werk|Arbeits|Kalender)?tagen?|Wochen?|Monaten?|Jahren?|(?:working |business )?days?|weeks?|months?)\b",
    re.IGNORECASE,
)
_TYPED = (
    (_MONEY, "Beträge und Prozentsätze stehen nie im Text: «{found}»."),
    (_PERCENT, "Beträge und Prozentsätze stehen nie im Text: «{found}»."),
    (_DEADLINE, "Fristen stehen nie im Text: «{found}»."),
)
_HELD_ELSEWHERE = frozenset({"tasks", "url", "website", "title", "place", "reference", "situation"})  # fields of data
_FIGURES_FILE = "data/figures.yaml"


def amounts_of_data_are_figures(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The texts of the data name no amounts, percentages and deadlines either: they would stay when these change."""
    for text in data_texts(catalogue):
        if text.field in _HELD_ELSEWHERE or text.is_contact or text.file == _FIGURES_FILE:
            continue
        for pattern, message in _TYPED:
            if found := pattern.search(text.text):
                yield text.problem(
                    code="text-figure", message=message.format(found=found[0].strip()),
                    hint="Tragen Sie die Zahl in data/figures.yaml ein, und beschreiben Sie hier nur, worum es geht.",
                )


def no_raw_figures(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Amounts of money, percentages and deadlines are bound with `{{ figure("…") }}`, never typed."""
    yield from _found(
        catalogue,
        "prose-figure",
        'Tragen Sie die Zahl in data/figures.yaml ein und schreiben Sie {{ figure("kennung") }}.',
    )


RISKS = {
    "legal": "die Seite sagt, was rechtlich gilt",
    "practical": "sie sagt, wie etwas geht",
    "general": "alles andere",
}
"""Risk classes of pages. They decide what becomes of a translation whose original has changed since."""


def pages_declare_risk(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Every page of the source language declares its risk class; a variant has that of the page it follows."""
    for page in catalogue.prose:
        risk = page.meta.get("risk")
        if risk not in {*RISKS, None}:
            yield Problem(
                file=page.file, line=page.meta_lines.get("risk", 1), code="risk-unknown", record=page.title,
                message=f"«{risk}» ist keine Risikoklasse.",
                hint=did_you_mean(str(risk), RISKS) or f"Es gibt {_listed_risks()}.",
            )
        if risk is None and page.meta and page.language == catalogue.region.languages[0] and not page.variant_of:
            yield Problem(
                file=page.file, line=page.meta_lines.get("description", 1), code="risk-missing", record=page.title,
                message="Der Seite fehlt ihre Risikoklasse.",
                hint=f"Schreiben Sie unter «description»: «risk: …» mit {_listed_risks()}.",
            )


def _listed_risks() -> str:
    first, second, last = (f"«{name}» ({what})" for name, what in RISKS.items())
    return f"{first}, {second} oder {last}"


def _found(catalogue: Catalogue, code: str, hint: str) -> Iterator[Problem]:
    """A problem for each place in prose where a figure is typed, code left aside."""
    for page in catalogue.prose:
        text = without_code_and_calls(page.body)
        for pattern, message in _TYPED:
            for match in pattern.finditer(text):
                line, column = place_of(text, match.start())
                yield Problem(
                    file=page.file,
                    line=page.first_line + line,
                    column=column,
                    code=code,
                    message=message.format(found=match[0].strip()),
                    hint=hint,
                    record=page.title,
                )


RULES = (no_raw_figures, amounts_of_data_are_figures, pages_declare_risk)
