"""The site while it is edited: a saved change shows itself on the open page at once, and everything else follows.

A page is made when somebody asks for it, from data and texts as they stand now (`stage`). Problems stand in the
terminal and in a band on each page (`band`); as long as there are errors, the last sound state is shown. What can
only be made of all pages together, such as the search, comes from a whole build that runs when asked for (`whole`).
`watching` tells of saved files, `server` answers browsers on this computer and nobody else.
"""

from lotse.preview.band import in_terminal
from lotse.preview.server import PreviewServer, is_loopback
from lotse.preview.stage import Stage, told_anew
from lotse.preview.watching import Changes, watched
from lotse.preview.whole import WholeSite, whole_site

__all__ = [
    "Changes", "PreviewServer", "Stage", "WholeSite", "in_terminal", "is_loopback", "told_anew", "watched",
    "whole_site",
]  # fmt: skip
