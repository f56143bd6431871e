"""What stands in prose beside words: calls such as `{{ neutrality() }}` become HTML from public data.

The calls are taken out before Markdown runs and put back as finished HTML afterwards, so that
Markdown never sees text from data.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from functools import cache

from lotse.pages.page import Desk
from lotse.shortcodes.calls import Call, ShortcodeFault, calls_in
from lotse.shortcodes.commands import COMMANDS, Part
from lotse.words import did_you_mean

__all__ = ["COMMANDS", "prepared", "put_in", "take_out", "with_place_choice"]

_TOKEN = "xlotse{number}x"


def take_out(body: str) -> tuple[str, list[Call]]:
    """The text with a token in place of each call, and the calls."""
    calls = list(calls_in(body))
    parts, position = [], 0
    for number, call in enumerate(calls):
        parts += [body[position : call.start], _TOKEN.format(number=number)]
        position = call.end
    return "".join([*parts, body[position:]]), calls


def put_in(
    html: str, calls: Iterable[Call], desk: Desk, address: str, desks: Mapping[str, Desk] | None = None
) -> str:
    """The HTML with every token replaced by what its call says; a paragraph of its own gives way.

    A call within a section that stands there in another language speaks that language, by its desk of `desks`.
    """
    for number, call in reversed(list(enumerate(calls))):
        token = _TOKEN.format(number=number)
        result = carry_out(call, (desks or {}).get(call.language, desk), address)
        html = html.replace(f"<p>{token}</p>", result).replace(token, result)
    return html


_NARROWED_BY_PLACE = frozenset({"offers", "office", "step_list"})


def with_place_choice(html: str, calls: Iterable[Call], desk: Desk, address: str) -> str:
    """The HTML with the choice of a place before the first section, if offers stand on the page."""
    if not any(call.name in _NARROWED_BY_PLACE for call in calls):
        return html
    choice = desk.renderer.render("shortcodes/place_choice", address)
    return html.replace("<h2", f"{choice}<h2", 1)


def carry_out(call: Call, desk: Desk, address: str) -> str:
    """The HTML of one call. Raises ShortcodeFault with a sentence for the editor."""
    part = prepared(call, desk)
    return desk.renderer.render(f"shortcodes/{part.template}", address, **part.view).strip()


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
