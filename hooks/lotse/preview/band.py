"""The band on each page while it is edited: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lotse.preview.stage import Shown
from lotse.problems import Problem
from lotse.words import counted

MOST = 20  # problems in the band; the terminal has them all
OWN = "/_lotse/"
"""Where the server's own files lie; no page of a site begins with an underscore."""


def with_band(document: str, state: Shown, failure: str = "") -> str:
    """The document of a page with the band, and with what lets it show changes by itself."""
    before, end, after = document.rpartition("</body>")
    if not end:
        return document
    return f"{before}{band(state, failure)}{_script(state)}{end}{after}"


def empty_page(state: Shown) -> str:
    """What stands there as long as there has been no sound state."""
    return with_band(
        '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Vorschau</title>'
        '<meta name="viewport" content="width=device-width"></head>'
        "<body><main><h1>Noch keine Website</h1><p>Beheben Sie die Fehler; die Seite erscheint dann von selbst.</p>"
        "</main></body></html>",
        state,
    )


def _script(state: Shown) -> str:
    return f'<script type="module" src="{OWN}live.js" data-number="{state.number}"></script>'


def band(state: Shown, failure: str = "") -> str:
    """Nothing while all is well; otherwise sentences, the first errors with their places, and how many warnings."""
    failure = failure or state.failure
    errors = state.errors
    if not errors and not failure:
        return ""
    sentences = [failure] if failure else []
    if errors:
        kept = " Die Seite zeigt den Stand davor." if state.is_behind else " So wird nichts veröffentlicht."
        sentences.insert(0, counted(len(errors), "Fehler", "Fehler") + "." + kept)
    listed = "".join(map(_item, errors[:MOST]))
    rest = len(errors) - MOST
    more = f"<p>Weitere {rest} stehen im Terminal.</p>" if rest > 0 else ""
    told = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return (
        f'<link rel="stylesheet" href="{OWN}band.css">'
        f'<aside id="lotse-band" lang="de" dir="ltr" role="status" tabindex="0" aria-label="Probleme">'
        f"{told}{f'<ol>{listed}</ol>' if listed else ''}{more}</aside>"
    )


def _item(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}:{problem.column}"
    hint = f" <em>{escape(problem.hint)}</em>" if problem.hint else ""
    return f"<li><code>{escape(place)}</code> {escape(problem.message)}{hint}</li>"


def in_terminal(state: Shown, new: Sequence[Problem]) -> list[str]:
    """The lines for the terminal: every error, warnings only when they are new."""
    errors = [p for p in state.problems if p.is_error]
    warnings = [p for p in new if not p.is_error]
    lines = [_line(problem) for problem in (*errors, *warnings)]
    return [*lines, state.failure] if state.failure else lines


def _line(problem: Problem) -> str:
    hint = f" {problem.hint}" if problem.hint else ""
    kind = "" if problem.is_error else "Warnung: "
    return f"{problem.file}:{problem.line}:{problem.column}: {kind}{problem.message}{hint}"
