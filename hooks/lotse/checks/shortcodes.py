"""Short commands in prose: every one can be carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lotse.checks.prose_places import limited
from lotse.load import Catalogue
from lotse.pages import Desk
from lotse.problems import Problem
from lotse.shortcodes import prepared
from lotse.shortcodes.calls import ShortcodeFault, calls_in


@limited
def calls_can_be_carried_out(catalogue: Catalogue, desks: Mapping[str, Desk]) -> Iterator[Problem]:
    """Every call that can't be carried out, at its line of the page."""
    for page in catalogue.prose:
        desk = desks.get(page.language) or next(iter(desks.values()))
        for call in calls_in(page.body):
            try:
                prepared(call, desk)
            except ShortcodeFault as fault:
                yield Problem(
                    file=page.file, line=page.first_line + call.line, column=call.column + 1,
                    code=fault.code, message=str(fault), hint=fault.hint, record=page.title,
                )


RULES = (calls_can_be_carried_out,)
