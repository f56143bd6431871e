"""What stands in prose beside words: calls such as `{{ neutrality() }}` become HTML from public data."""

from __future__ import annotations

import inspect
from functools import cache

from lotse.pages.notes import Notes
from lotse.pages.page import Desk
from lotse.shortcodes.calls import Call, ShortcodeFault
from lotse.shortcodes.commands import COMMANDS, Part
from lotse.words import did_you_mean

__all__ = ["COMMANDS", "NARROWED_BY_PLACE", "NOTED", "carry_out", "prepared"]

NOTED = frozenset({"basis", "figure"})
"""Commands that may put the number of a note right behind a word."""

NARROWED_BY_PLACE = frozenset({"offers", "office", "step_list"})
"""Commands that show offers, which readers can narrow to those that reach their place."""


def carry_out(call: Call, desk: Desk, address: str, notes: Notes | None = None) -> str:
    """The HTML of one call; what it rests on goes to the notes of the page.

    Raises ShortcodeFault with a sentence for the editor.
    """
    part = prepared(call, desk)
    notes = notes or Notes(address)
    html = desk.renderer.render(
        f"shortcodes/{part.template}", address, **part.view,
        mention_of=lambda record: notes.mention(record, desk.renderer),
    )
    return html.strip()


def prepared(call: Call, desk: Desk) -> Part:
    """What a call will say. Raises ShortcodeFault with a sentence for the editor."""
    if call.fault:
        raise ShortcodeFault(call.fault, 'So sieht einer aus: {{ topic_links("housing") }}.')
    command = COMMANDS.get(call.name)
    if command is None:
        hint = did_you_mean(call.name, COMMANDS) or f"Bekannt sind: {', '.join(sorted(COMMANDS))}."
        raise ShortcodeFault(f"Den Kurzbefehl «{call.name}» gibt es nicht.", hint, "shortcode-unknown")
    try:
        _signature(call.name).bind(desk, *call.arguments, **call.options)
    except TypeError as error:
        raise ShortcodeFault(f"Die Angaben in «{call.text}» passen nicht.", _usage(call.name)) from error
    return command(desk, *call.arguments, **call.options)


@cache
def _signature(name: str) -> inspect.Signature:
    return inspect.signature(COMMANDS[name])


def _usage(name: str) -> str:
    first_line = (inspect.getdoc(COMMANDS[name]) or "").split("\n")[0]
    return f"So wird er geschrieben: {first_line.partition(': ')[0]}."
