"""Who is there for a place, a topic and an audience, and whether every question has an answer."""

from lotse.resolve.coverage import KINDS, Answer, Cell, Coverage, Reason
from lotse.resolve.directory import BodyAtPlace, Directory, audience_tree
from lotse.resolve.outlook import cells_to_come
from lotse.resolve.problems import needless_gaps, undefined_cells
from lotse.resolve.reachability import WAYS, DeadEnd, dead_ends, ways
from lotse.resolve.situations import Situation

__all__ = [
    "KINDS",
    "WAYS",
    "Answer",
    "BodyAtPlace",
    "Cell",
    "Coverage",
    "DeadEnd",
    "Directory",
    "Reason",
    "Situation",
    "audience_tree",
    "cells_to_come",
    "dead_ends",
    "needless_gaps",
    "undefined_cells",
    "ways",
]
