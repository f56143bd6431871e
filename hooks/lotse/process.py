"""The reference process: which steps apply to a case, in which order, and what they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Protocol

from lotse.model.process import Step

Choices = Mapping[str, str]  # facet → value; a facet that isn't decided is absent


class Conditional(Protocol):
    """Anything with conditions: steps, checklist items, required documents."""

    @property
    def when(self) -> Mapping[str, Sequence[str]]: ...


def applies(thing: Conditional, choices: Choices) -> bool:
    """Whether the thing concerns a case; an undecided facet never excludes anything.

    A step may also say of which cases it is left out (`unless`): all that it names must be decided so.
    """
    fits = all(choices.get(facet, values[0]) in values for facet, values in thing.when.items())
    unless: Mapping[str, Sequence[str]] = getattr(thing, "unless", {})
    return fits and not (unless and all(choices.get(facet) in values for facet, values in unless.items()))


def steps_for(steps: Iterable[Step], choices: Choices) -> tuple[Step, ...]:
    """The steps that apply to a case, in the order of the file."""
    return tuple(step for step in steps if applies(step, choices))


def bridged(all_steps: Sequence[Step], chosen: Sequence[Step]) -> dict[str, tuple[str, ...]]:
    """Predecessors among the chosen steps; a left-out step is replaced by its own predecessors."""
    after = {step.id: step.after for step in all_steps}
    kept = {step.id for step in chosen}

    def standing_for(name: str) -> tuple[str, ...]:
        if name in kept:
            return (name,)
        return tuple(dict.fromkeys(n for before in after.get(name, ()) for n in standing_for(before)))

    return {
        step.id: tuple(dict.fromkeys(n for name in step.after for n in standing_for(name))) for step in chosen
    }


def in_sequence(before: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Step ids so that each comes after its predecessors. Raises graphlib.CycleError on a circle."""
    return tuple(TopologicalSorter(before).static_order())
