"""The answers: every expected question has one, keeps it, and no declared gap has been closed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from lotse.load import Catalogue, Origin
from lotse.pages import Desk
from lotse.problems import Problem
from lotse.resolve import Cell, Coverage, open_cells, openings

_FILE = "data/coverage.yaml"
_ENTRIES = {"before": "vor der Einreise", "after": "nach der Einreise"}


def undefined_cells(catalogue: Catalogue, desks: Mapping[str, Desk]) -> Iterator[Problem]:
    """An expected question without an answer and without a declaration; one problem per topic and audience."""
    coverage = _coverage(desks)
    for cells in _by_question(coverage.once(open_cells)):
        yield _at_expectation(catalogue, coverage, cells[0])(
            code="cell-undefined",
            message=f"Ohne Antwort: {cell_name(coverage, cells[0])}{_and_more(cells)}.",
            hint="Ergänzen Sie ein Angebot in data/actors.yaml, oder erklären Sie eine Lücke oder eine höhere Ebene.",
            stops_build=False,  # the page says that nobody is recorded, and who helps meanwhile
        )


def cells_to_come(catalogue: Catalogue, desks: Mapping[str, Desk]) -> Iterator[Problem]:
    """A question that loses its last answer within twelve months; one problem per day, topic and audience."""
    coverage = _coverage(desks)
    for opening in coverage.once(openings):
        for cells in _by_question(opening.cells):
            name = cell_name(coverage, cells[0])
            yield _at_expectation(catalogue, coverage, cells[0])(
                code="cell-ends", severity="warning",
                message=f"Ab {opening.day.isoformat()} ohne Antwort: {name}{_and_more(cells)}.",
                hint="Klären Sie, wer dann hilft, oder erklären Sie eine Lücke mit «since» an diesem Tag. "
                "Sonst steht die Frage ab diesem Tag als unbeantwortet auf der Website.",
            )


def needless_gaps(catalogue: Catalogue, desks: Mapping[str, Desk]) -> Iterator[Problem]:
    """A declared gap that offers have closed everywhere."""
    coverage = _coverage(desks)
    for gap, cell in coverage.needless_gaps():
        yield catalogue.origin(gap.id).problem(
            code="gap-needless",
            message=f"Diese Lücke gibt es nicht mehr, zum Beispiel: {cell_name(coverage, cell)}.",
            hint="Streichen Sie die Erklärung, oder schränken Sie sie ein.",
            stops_build=False,
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


def _coverage(desks: Mapping[str, Desk]) -> Coverage:
    """The answers, which are the same in every language."""
    return next(iter(desks.values())).coverage


def _by_question(cells: Iterable[Cell]) -> Iterator[list[Cell]]:
    """The cells of one topic and audience together, in the order of the first of them."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        found.setdefault((cell.topic, cell.audience), []).append(cell)
    yield from found.values()


def _at_expectation(catalogue: Catalogue, coverage: Coverage, cell: Cell) -> Callable[..., Problem]:
    """Problems at the expectation of a cell, which has no id, in its file."""
    number, topic = coverage.expected_at(cell)
    path = ("expectations", number, "topics", topic)
    return partial(Origin(_FILE, catalogue.trees.get(_FILE), path, "").problem)


def _and_more(cells: list[Cell]) -> str:
    """« und in 45 weiteren Orten», or nothing."""
    others = len({cell.place for cell in cells}) - 1
    return f" und in {others} weiteren Orten" if others else ""


RULES = (undefined_cells, cells_to_come, needless_gaps)
