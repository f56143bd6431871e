"""Residence routes as proven data: what is open for a case, why, and what holds of all cases at once."""

from lotse.routes.difference import Difference, Shift, all_steps, difference
from lotse.routes.evaluate import Nearest, Outcome, State, nearest, outcome_of, outcomes
from lotse.routes.journey import MOST, longest_way, next_question
from lotse.routes.personas import Miss, changed, later_days, misses, states
from lotse.routes.proof import Diagrams, Finding, combinations, dead_ends, findings, without_route
from lotse.routes.rules import Bands, Case, Clause, Rulebook, rulebook

__all__ = [
    "MOST",
    "Bands",
    "Case",
    "Clause",
    "Diagrams",
    "Difference",
    "Finding",
    "Miss",
    "Nearest",
    "Outcome",
    "Rulebook",
    "Shift",
    "State",
    "all_steps",
    "changed",
    "combinations",
    "dead_ends",
    "difference",
    "findings",
    "later_days",
    "longest_way",
    "misses",
    "nearest",
    "next_question",
    "outcome_of",
    "outcomes",
    "rulebook",
    "states",
    "without_route",
]
