"""What changes: past and coming values of figures, and statements that begin or end."""

from __future__ import annotations

from datetime import date, timedelta

from lotse.figures import changes
from lotse.model.public import PublicFact
from lotse.pages.page import Desk, Page

FIGURES = "data/figures.yaml"
LOOK_BACK = timedelta(days=730)


def changes_page(desk: Desk) -> Page:
    """Changes of the last two years and all coming ones; figures that wait for a value; marked figures."""
    catalogue, label = desk.catalogue, desk.renderer.label
    today = catalogue.today
    found = list(changes((f.figure for f in catalogue.figures.values()), today - LOOK_BACK))
    return desk.page(
        "aenderungen/", "changes", title=label("changes.heading"), description=label("changes.lead"),
        source_file=FIGURES, keywords=tuple(label("search.words.changes").split("; ")),
        coming=[c for c in reversed(found) if c.day > today],
        past=[c for c in found if c.day <= today], waiting=_waiting(desk, today),
        rules=_rules(desk, today), contents=(
            ("kommt", label("changes.coming")), ("offen", label("changes.waiting")),
            ("war", label("changes.past")), ("zu-pruefen", label("changes.to_check")),
        ),
        to_check=[f for f in catalogue.figures.values() if f.standing.is_to_check],
    )


def _waiting(desk: Desk, today: date) -> list[object]:
    """Yearly figures without a value for the coming year."""
    return [
        record.figure for record in desk.catalogue.figures.values()
        if record.figure.is_yearly and all(p.to and p.to.year <= today.year for p in record.figure.periods)
    ]


def _rules(desk: Desk, today: date) -> list[tuple[date, str, PublicFact]]:
    """Statements that begin or end on a day, the latest first."""
    found = []
    for record in desk.catalogue.facts.values():
        if record.fact.valid_from and record.fact.valid_from > today - LOOK_BACK:
            found.append((record.fact.valid_from, "begins", record))
        if record.fact.valid_to and record.fact.valid_to > today - LOOK_BACK:
            found.append((record.fact.valid_to, "ends", record))
    return sorted(found, key=lambda entry: (entry[0], entry[2].fact.id), reverse=True)
