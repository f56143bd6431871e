"""Who is there for a place, a topic and an audience, and whether every question has an answer."""

from lotse.resolve.coverage import KINDS, Answer, Cell, Coverage, Reason
from lotse.resolve.directory import BodyAtPlace, Directory, audience_tree
from lotse.resolve.outlook import open_cells, openings
from lotse.resolve.situations import Situation

__all__ = [
    "KINDS",
    "Answer",
    "BodyAtPlace",
    "Cell",
    "Coverage",
    "Directory",
    "Reason",
    "Situation",
    "audience_tree",
    "open_cells",
    "openings",
]
