"""`lotse routes`: what holds of the residence routes, and what changes from one state of them to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from lotse.checks.routes import rulebook_of
from lotse.load import Catalogue, by_id, load_catalogue
from lotse.load.history import Revision, earlier_state
from lotse.model import Persona
from lotse.routes import (
    Diagrams,
    Rulebook,
    Shift,
    all_steps,
    changed,
    combinations,
    dead_ends,
    difference,
    later_days,
    misses,
    rulebook,
    states,
    without_route,
)
from lotse.words import counted

STATE_WORDS = {"yes": "zu prüfen", "open": "noch offen", "no": "nein"}


def route_lines(catalogue: Catalogue, today: date) -> Iterator[str]:
    """Routes, the exact number of combinations, dead ends, cases passed, and which change on later days."""
    if not catalogue.routes:
        return
    book = rulebook_of(catalogue, today)
    diagrams = Diagrams(book)
    total, dead = combinations(book), dead_ends(diagrams)[0]
    passed = sum(not any(misses(book, persona)) for persona in catalogue.personas)
    yield (
        f"Wege: {len(catalogue.routes)}, Fragen: {len(catalogue.questions)}, Kombinationen der Antworten: "
        f"{_number(total)}, davon ohne Weg: {_number(without_route(diagrams))}, Sackgassen: {dead}."
    )
    yield f"Fälle zu den Wegen: {passed} von {len(catalogue.personas)} bestanden."
    yield from _later(catalogue, book, today)


def _later(catalogue: Catalogue, book: Rulebook, today: date) -> Iterator[str]:
    """On which later days a figure changes the outcome of how many cases."""
    figures = by_id(catalogue.figures)
    used = {f for q in catalogue.questions for f in q.figures} | {t.needed for t in catalogue.points_tables}
    before = book
    for day in later_days([figures[f] for f in sorted(used)], today):
        after = rulebook_of(catalogue, day)
        found = changed(before, after, catalogue.personas)
        number = counted(len(found), "Fall", "Fälle")
        yield f"Anders ab {day.isoformat()}: {number}{': ' if found else ''}{', '.join(found)}."
        before = after


def routes_diff(project: Path, revision: str, today: date) -> str | None:
    """What has changed since a committed state, in words; None where that state can't be read."""
    now, _ = load_catalogue(project)
    with earlier_state(project, Revision(revision, today)) as folder:
        before, _ = load_catalogue(folder)
    if now is None or before is None or not before.routes:
        return None
    return "\n".join(_difference_lines(before, now, today))


def _difference_lines(before: Catalogue, now: Catalogue, today: date) -> Iterator[str]:
    steps = all_steps(rulebook_of(before, today), rulebook_of(now, today))
    old, new = (
        rulebook(c.questions, c.routes, c.points_tables, by_id(c.figures), today, steps) for c in (before, now)
    )
    found = difference(old, new)
    yield f"{_number(found.changed)} von {_number(found.total)} Kombinationen ändern sich («weiß nicht» mitgezählt)."
    names = {r.id: r.name["de"] for c in (before, now) for r in c.routes}
    for shift in found.shifts:
        yield (
            f"- {names[shift.route]}: {_number(shift.count)} von «{STATE_WORDS[shift.before]}» zu "
            f"«{STATE_WORDS[shift.after]}», zum Beispiel: {_in_words(now, before, new, shift)}."
        )
    personas = [*_persona_lines(now.personas, old, new, names)]
    yield f"Fälle, die sich ändern: {len(personas)} von {len(now.personas)}."
    yield from personas


def _persona_lines(
    personas: tuple[Persona, ...], old: Rulebook, new: Rulebook, names: Mapping[str, str]
) -> Iterator[str]:
    for persona in personas:
        one, other = states(old, persona), states(new, persona)
        moved = [r for r in dict.fromkeys((*one, *other)) if one.get(r, "no") != other.get(r, "no")]
        if moved:
            words = (
                f"{names[r]}: {STATE_WORDS[one.get(r, 'no')]} → {STATE_WORDS[other.get(r, 'no')]}" for r in moved
            )
            yield f"- {persona.id} ({persona.situation}) {'; '.join(words)}"


def _in_words(now: Catalogue, before: Catalogue, book: Rulebook, shift: Shift) -> str:
    """The witness as questions and answers, of an amount as «at least» or «less than»."""
    questions = {q.id: q for c in (before, now) for q in c.questions}
    parts = []
    for name, answer in shift.witness.items():
        bands = book.bands.get(name)
        values = {a.id: a.name["de"] for a in questions[name].values}
        parts.append(f"{questions[name].name['de']}: {_amount(bands.steps, int(answer)) if bands else values[answer]}")
    return "; ".join(parts) or "jeder Fall"


def _amount(steps: tuple[object, ...], band: int) -> str:
    low = f"ab {steps[band - 1]} €" if band else ""
    high = f"unter {steps[band]} €" if band < len(steps) else ""
    return " und ".join(filter(None, (low, high)))


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
