"""What the coverage of a region lacks, as problems for the editors."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from functools import partial

from lotse.problems import Problem
from lotse.resolve.coverage import Cell, Coverage

AtRecord = Callable[..., Problem]  # Origin.problem of a record
AtExpectation = Callable[[int, int], AtRecord]  # by its number in the file and that of its topic


def at_file(_expectation: int, _topic: int) -> AtRecord:
    """For who doesn't know the file: its beginning."""
    return partial(Problem, file="data/coverage.yaml")


def undefined_cells(coverage: Coverage, at: AtExpectation = at_file) -> Iterator[Problem]:
    """An expected question without an answer and without a declaration; one problem per topic and audience."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for cell in open_cells(coverage):
        found.setdefault((cell.topic, cell.audience), []).append(cell)
    for cells in found.values():
        yield at(*coverage.expected_at(cells[0]))(
            code="cell-undefined",
            message=f"Ohne Antwort: {cell_name(coverage, cells[0])}{and_more(cells)}.",
            hint="Ergänzen Sie ein Angebot in data/actors.yaml, oder erklären Sie eine Lücke oder eine höhere Ebene.",
        )


def open_cells(coverage: Coverage, topics: Container[str] | None = None) -> Iterator[Cell]:
    """The undefined questions, on request on some topics; narrowed ones only where the whole has its answer."""
    for cell in coverage.cells():
        if topics is not None and cell.topic not in topics:
            continue
        if not coverage.answer(cell).is_answered:
            yield cell
        else:
            yield from (replace(cell, situation=situation) for situation in coverage.open_situations(cell))


def needless_gaps(coverage: Coverage, at: Callable[[str], AtRecord]) -> Iterator[Problem]:
    """A declared gap that offers have closed everywhere."""
    for gap, cell in coverage.needless_gaps():
        yield at(gap.id)(
            code="gap-needless",
            message=f"Diese Lücke gibt es nicht mehr, zum Beispiel: {cell_name(coverage, cell)}.",
            hint="Streichen Sie die Erklärung, oder schränken Sie sie ein.",
        )


def cell_name(coverage: Coverage, cell: Cell) -> str:
    """«Kall × Wohnen × Arbeitgeber», in a situation «Kall × Pflege × Arbeitgeber (vor der Einreise, Handwerk)»"""
    catalogue = coverage.directory.catalogue
    topic = next(t.name["de"] for t in catalogue.topics if t.id == cell.topic)
    audience = next(a.name["de"] for a in catalogue.audiences if a.id == cell.audience)
    sector = [s.name["de"] for s in catalogue.sectors if s.id == cell.situation.sector]
    narrowing = ", ".join([*([_ENTRIES[cell.situation.entry]] if cell.situation.entry else []), *sector])
    name = f"{coverage.atlas.names[cell.place]['de']} × {topic} × {audience}"
    return f"{name} ({narrowing})" if narrowing else name


_ENTRIES = {"before": "vor der Einreise", "after": "nach der Einreise"}


def and_more(cells: list[Cell]) -> str:
    """« und in 45 weiteren Orten», or nothing."""
    others = len({cell.place for cell in cells}) - 1
    return f" und in {others} weiteren Orten" if others else ""
