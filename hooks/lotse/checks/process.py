"""The process has no circle and no loose end; conditions can be met; documents are known and used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import ClassVar

from lotse import model
from lotse.checks.references import unknown_ids
from lotse.load import Catalogue
from lotse.problems import Problem
from lotse.workdays import workdays_of

_YES_OR_NO = 2
EVENTS = frozenset({"start", "arrival", "title-end"})
SPANS = {"due": frozenset({"days", "weeks", "months"}), "waiting": frozenset({"months", "years"})}
"""The units of figures that say how long something lasts."""


def process_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Steps, instances, procedures and checklists name what exists."""
    known = _Known(catalogue)
    for step in catalogue.steps:
        yield from known.one(step.id, ("phase",), step.phase, "phases")
        yield from known.one(step.id, ("track",), step.track, "tracks")
        yield from known.one(step.id, ("topic",), step.topic, "topics")
        yield from known.one(step.id, ("audience",), step.audience, "audiences")
        for field, kind in (("after", "steps"), ("documents", "documents"), ("costs", "figures"), ("facts", "facts")):
            yield from known.many(step.id, (field,), getattr(step, field), kind)
        yield from _times(step, known)
    for procedure in catalogue.procedures:
        yield from known.one(procedure.id, ("topic",), procedure.topic, "topics")
        yield from known.many(procedure.id, ("facts",), procedure.facts, "facts")
        for number, required in enumerate(procedure.documents):
            yield from known.one(procedure.id, ("documents", number, "document"), required.document, "documents")
    for checklist in catalogue.checklists:
        yield from known.one(checklist.id, ("audience",), checklist.audience, "audiences")
        yield from known.many(checklist.id, ("phases",), checklist.phases, "phases")
        for item in checklist.items():
            for field, kind in (("documents", "documents"), ("facts", "facts"), ("figures", "figures")):
                yield from known.many(item.id, (field,), getattr(item, field), kind)
            if item.topic:
                yield from known.one(item.id, ("topic",), item.topic, "topics")


def _times(step: model.Step, known: _Known) -> Iterator[Problem]:
    if step.due and step.due.limit:
        yield from known.one(step.id, ("due", "limit"), step.due.limit, "figures")
    for number, waiting in enumerate(step.waiting):
        yield from known.one(step.id, ("waiting", number, "figure"), waiting.figure, "figures")
        if waiting.since not in EVENTS:
            yield from known.one(step.id, ("waiting", number, "since"), waiting.since, "steps")


class _Known:
    """Everything that process records may name, by kind."""

    _WORDS: ClassVar = {
        "phases": ("Phase", "data/terms.yaml"),
        "tracks": ("Strang", "data/process.yaml"),
        "topics": ("Thema", "data/terms.yaml"),
        "audiences": ("Zielgruppe", "data/terms.yaml"),
        "steps": ("Schritt", "data/process.yaml"),
        "documents": ("Unterlage", "data/documents.yaml"),
        "figures": ("Zahl", "data/figures.yaml"),
        "facts": ("Rechtsaussage", "data/facts.yaml"),
    }

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._ids = {kind: {record.id for record in getattr(catalogue, kind)} for kind in self._WORDS}

    def one(self, owner: str, path: tuple[str | int, ...], named: str, kind: str) -> Iterator[Problem]:
        what, where = self._WORDS[kind]
        yield from unknown_ids(self._catalogue, [(owner, path, named)], self._ids[kind], what, where)

    def many(self, owner: str, path: tuple[str | int, ...], named: Iterable[str], kind: str) -> Iterator[Problem]:
        for number, name in enumerate(named):
            yield from self.one(owner, (*path, number), name, kind)


def conditions_known(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Every condition names a facet and values that it has."""
    values = {facet.id: {value.id for value in facet.values} for facet in catalogue.facets}
    for owner, path, when in _conditions(catalogue):
        for facet, wanted in when.items():
            yield from unknown_ids(catalogue, [(owner, (*path, facet), facet)], values, "Merkmal", "data/process.yaml")
            for number, value in enumerate(wanted):
                if facet in values:
                    yield from unknown_ids(
                        catalogue,
                        [(owner, (*path, facet, number), value)],
                        values[facet],
                        f"Wert von «{facet}»",
                        "data/process.yaml",
                    )
    for instance in catalogue.instances:
        for facet, value in instance.choices.items():
            place = [(instance.id, ("choices", facet), value)]
            yield from unknown_ids(
                catalogue, place, values.get(facet, set()), f"Wert von «{facet}»", "data/process.yaml"
            )


def _conditions(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str | int, ...], model.When]]:
    """Owner, path and condition of everything that has one."""
    for step in catalogue.steps:
        yield step.id, ("when",), step.when
        yield step.id, ("unless",), step.unless
        for number, waiting in enumerate(step.waiting):
            yield step.id, ("waiting", number, "when"), waiting.when
    for procedure in catalogue.procedures:
        for number, required in enumerate(procedure.documents):
            yield procedure.id, ("documents", number, "when"), required.when
    for checklist in catalogue.checklists:
        for item in checklist.items():
            yield item.id, ("when",), item.when


def facet_values_used(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A value of a facet that decides nothing is a question without purpose; of two values one decides for both."""
    used = {value for _, _, when in _conditions(catalogue) for wanted in when.values() for value in wanted}
    for facet in catalogue.facets:
        is_decided = len(facet.values) == _YES_OR_NO and any(value.id in used for value in facet.values)
        for value in facet.values:
            if value.id not in used and not is_decided:
                yield catalogue.origin(value.id).problem(
                    code="facet-unused",
                    message=f"Der Wert «{value.id}» entscheidet über nichts.",
                    hint="Verwenden Sie ihn unter «when», oder streichen Sie ihn.",
                )


def steps_without_circle(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No step waits for itself, on whatever way round."""
    try:
        TopologicalSorter({step.id: step.after for step in catalogue.steps}).prepare()
    except CycleError as error:
        circle = list(error.args[1])
        yield catalogue.origin(circle[0]).problem(
            "after",
            code="step-cycle",
            message=f"Diese Schritte warten im Kreis aufeinander: {' → '.join(circle)}.",
            hint="Streichen Sie eine der Abhängigkeiten unter «after».",
        )


def conditions_agree(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A step can follow at least one of those it waits for: their conditions can hold together."""
    steps = {step.id: step for step in catalogue.steps}
    for step in catalogue.steps:
        before = [steps[name] for name in step.after if name in steps]
        if before and not any(_compatible(step.when, earlier.when) for earlier in before):
            yield catalogue.origin(step.id).problem(
                "when",
                code="step-unreachable",
                message="Dieser Schritt kann nie an der Reihe sein: "
                "Seine Bedingungen schließen alle früheren Schritte aus.",
                hint="Vergleichen Sie «when» mit den Schritten unter «after».",
            )


def exceptions_can_be_met(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """What a step is left out for is a case that its own conditions let through, and not every one of these."""
    known = {value.id for facet in catalogue.facets for value in facet.values}
    for step in catalogue.steps:
        if not step.unless or not known.issuperset(value for values in step.unless.values() for value in values):
            continue
        is_idle = not _compatible(step.unless, step.when)
        if is_idle or all(set(step.when.get(facet, ())) <= set(values) and facet in step.when
                          for facet, values in step.unless.items()):
            yield catalogue.origin(step.id).problem(
                "unless", code="step-unreachable",
                message="Diese Ausnahme trifft nie zu: «when» schließt sie aus." if is_idle
                else "Dieser Schritt kann nie an der Reihe sein: «unless» nimmt jeden Fall aus, den «when» zulässt.",
                hint="Vergleichen Sie «when» und «unless» dieses Schritts.",
            )


def _compatible(first: model.When, second: model.When) -> bool:
    return all(set(values) & set(second.get(facet, values)) for facet, values in first.items())


def steps_reachable(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The process has one beginning; every other step follows from something."""
    roots = [step for step in catalogue.steps if not step.after]
    for step in roots[1:]:
        yield catalogue.origin(step.id).problem(
            "after",
            code="step-unreachable",
            message=f"Dieser Schritt folgt auf nichts; der Anfang ist schon «{roots[0].id}».",
            hint="Nennen Sie unter «after», was vorher erledigt sein muss.",
        )


def durations_in_order(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The typical duration lies between the shortest and the longest."""
    for step in catalogue.steps:
        duration = step.duration
        if not duration.minimum <= duration.typical <= duration.maximum:
            yield catalogue.origin(step.id).problem(
                "duration",
                code="duration-order",
                message="Die übliche Dauer liegt nicht zwischen kürzester und längster.",
                hint="Ordnen Sie «minimum», «typical» und «maximum».",
            )


def dues_in_order(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The span in which an item is due goes forward."""
    for checklist in catalogue.checklists:
        for item in checklist.items():
            if item.due and item.due.to_days < item.due.from_days:
                yield catalogue.origin(item.id).problem(
                    "due",
                    code="duration-order",
                    message="«to_days» liegt vor «from_days».",
                    hint="Tage vor dem Ereignis haben ein Minus: von -30 bis -14.",
                )


def deadlines_known(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A deadline ends after it begins; its figure, and those of waiting times, are spans of time."""
    figures = {figure.id: figure for figure in catalogue.figures}
    for step in catalogue.steps:
        if step.due and (step.due.to_days is None) == (step.due.limit is None):
            yield _wrong(catalogue, step.id, "due", "Die Frist braucht genau eines: «to_days» oder «limit».")
        elif step.due and step.due.to_days is not None and step.due.to_days < step.due.from_days:
            yield _wrong(catalogue, step.id, "due", "«to_days» liegt vor «from_days».")
        spans = [("due", step.due.limit)] if step.due and step.due.limit else []
        spans += [("waiting", waiting.figure) for waiting in step.waiting]
        for field, name in spans:
            if name in figures and figures[name].unit not in SPANS[field]:
                units = ", ".join(sorted(SPANS[field]))
                yield _wrong(catalogue, step.id, field, f"«{name}» ist keine Zeitspanne in {units}.")


def _wrong(catalogue: Catalogue, step: str, field: str, message: str) -> Problem:
    return catalogue.origin(step).problem(
        field, code="duration-order", message=message,
        hint="Fristen zählen in Tagen, Wochen oder Monaten ab einem Ereignis, Wartezeiten in Monaten oder Jahren.",
    )


def steps_before_the_goal_lead_to_it(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """What belongs before the first working day is needed for it, has a deadline of its own, or happens only if."""
    goal = next((step for step in catalogue.steps if step.is_goal), None)
    order = [phase.id for phase in catalogue.phases]
    if goal is None or goal.phase not in order:
        return
    needed = _needed_for(goal, {step.id: step for step in catalogue.steps})
    for step in catalogue.steps:
        is_before = step.phase in order and order.index(step.phase) < order.index(goal.phase)
        if is_before and step.id not in needed and not (step.due or step.waiting or step.only_if):
            yield catalogue.origin(step.id).problem(
                "after", code="step-adrift",
                message="Dieser Schritt gehört vor den ersten Arbeitstag, doch kein Schritt davor wartet auf ihn.",
                hint="Nennen Sie ihn unter «after» des Schritts, der ihn braucht, oder geben Sie ihm eine Frist.",
            )


def _needed_for(goal: model.Step, steps: dict[str, model.Step]) -> set[str]:
    needed, waiting = set[str](), [goal.id]
    while waiting:
        current = waiting.pop()
        if current in steps and current not in needed:
            needed.add(current)
            waiting += steps[current].after
    return needed


def holidays_known(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """The Land whose holidays are days off is one that the package of holidays knows."""
    wanted = catalogue.region.holidays
    try:
        _ = wanted and workdays_of(wanted.country, wanted.subdivision, today)
    except ValueError:
        yield catalogue.origin(catalogue.region.id).problem(
            "holidays", code="value-wrong", message="Zu diesem Land oder Landesteil sind keine Feiertage bekannt.",
            hint="Nennen Sie die Kürzel nach ISO 3166, zum Beispiel {country: DE, subdivision: NI}.",
        )


def documents_used(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A document that nobody asks for should not be listed."""
    used = {name for step in catalogue.steps for name in step.documents}
    used |= {required.document for procedure in catalogue.procedures for required in procedure.documents}
    used |= {name for checklist in catalogue.checklists for item in checklist.items() for name in item.documents}
    for document in catalogue.documents:
        if document.id not in used:
            yield catalogue.origin(document.id).problem(
                code="document-unused",
                severity="warning",
                message="Diese Unterlage verlangt niemand.",
                hint="Nennen Sie sie bei einem Schritt oder Verfahren, oder streichen Sie sie.",
            )


RULES = (
    process_references,
    conditions_known,
    facet_values_used,
    steps_without_circle,
    conditions_agree,
    exceptions_can_be_met,
    steps_reachable,
    durations_in_order,
    dues_in_order,
    deadlines_known,
    steps_before_the_goal_lead_to_it,
    holidays_known,
    documents_used,
)
