"""L4: what the coverage of a region lacks, as problems for the editors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lotse.problems import Problem
from lotse.resolve.coverage import Cell, Coverage

AtRecord = Callable[..., Problem]  # Origin.problem of a record


def undefined_cells(coverage: Coverage) -> Iterator[Problem]:
    """An expected question without an answer and without a declaration; one problem per topic and audience."""
    found: dict[tuple[str, str], list[str]] = {}
    for cell in coverage.cells():
        if not coverage.answer(cell).is_answered:
            found.setdefault((cell.topic, cell.audience), []).append(cell.place)
    for (topic, audience), places in found.items():
        yield Problem(
            file="data/coverage.yaml", code="cell-undefined",
            message=f"Ohne Antwort: {_cell_name(coverage, Cell(places[0], topic, audience))}{_and_more(places)}.",
            hint="Ergänzen Sie ein Angebot in data/actors.yaml, oder erklären Sie eine Lücke oder eine höhere Ebene.",
        )


def needless_gaps(coverage: Coverage, at: Callable[[str], AtRecord]) -> Iterator[Problem]:
    """A declared gap that offers have closed everywhere."""
    for gap, cell in coverage.needless_gaps():
        yield at(gap.id)(
            code="gap-needless",
            message=f"Diese Lücke gibt es nicht mehr, zum Beispiel: {_cell_name(coverage, cell)}.",
            hint="Streichen Sie die Erklärung, oder schränken Sie sie ein.",
        )


def _cell_name(coverage: Coverage, cell: Cell) -> str:
    """«Kall × Wohnen × Arbeitgeber»"""
    catalogue = coverage.directory.catalogue
    topic = next(t.name["de"] for t in catalogue.topics if t.id == cell.topic)
    audience = next(a.name["de"] for a in catalogue.audiences if a.id == cell.audience)
    return f"{coverage.atlas.names[cell.place]['de']} × {topic} × {audience}"


def _and_more(places: list[str]) -> str:
    return f" und in {len(places) - 1} weiteren Orten" if len(places) > 1 else ""
