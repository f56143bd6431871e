"""`lotse withdraw`: a body or a person withdraws; the ledger says so, and the next website shows nothing of it.

First a plan (`planned`), which changes nothing: the new texts of the files are read and checked in a copy of the
project. Whoever agrees carries it out (`carried_out`): all files or none. `published_anew` and `left_in` build the
site without it and prove that nothing is left.
"""

from lotse.commands.withdraw.entries import NothingToDo
from lotse.commands.withdraw.plan import Plan, Wish, carried_out, planned
from lotse.commands.withdraw.proof import left_in, published_anew
from lotse.commands.withdraw.texts import Refusal
from lotse.commands.withdraw.told import after, before

__all__ = [
    "NothingToDo", "Plan", "Refusal", "Wish", "after", "before", "carried_out", "left_in", "planned", "published_anew",
]  # fmt: skip
