"""Who is there for a place, a topic and an audience, and whether every question has an answer."""

from lotse.resolve.coverage import KINDS, Answer, Cell, Coverage, Reason
from lotse.resolve.directory import BodyAtPlace, Directory, audience_tree
from lotse.resolve.outlook import open_cells, openings
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
    "dead_ends",
    "open_cells",
    "openings",
    "ways",
]
