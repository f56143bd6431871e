"""The notes of one page: what statements and figures rest on, each source once, numbered as they are first named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from lotse.render import Renderer
from lotse.words import text_direction


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its number, from 1, its text and the days of its sources in words."""

    number: int
    text: Markup
    days: str
    language: str
    is_to_check: bool

    @property
    def direction(self) -> str:
        """Of the language of the note, which may be another than that of the text."""
        return text_direction(self.language)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that points to a note; the first of a page is the way back, and tells changes of laws."""

    note: Note
    is_first: bool


@dataclass
class Notes:
    """Collects the notes while a page is made. Statements with the same source share one."""

    address: str
    _found: dict[tuple[str, str, str], Note] = field(default_factory=dict)

    def mention(self, record: Any, renderer: Renderer) -> Mention:
        """The note of a public fact or figure, in the language of the renderer; a new one if no note says the same."""
        text = renderer.render("shortcodes/note", self.address, record=record).strip()
        days = renderer.source_day(record.standing.weakest, is_short=True)
        key = (renderer.language, text, days)
        is_first = key not in self._found
        if is_first:
            number, is_to_check = len(self._found) + 1, record.standing.is_to_check
            self._found[key] = Note(number, Markup(text), days, renderer.language, is_to_check)
        return Mention(self._found[key], is_first)

    def html(self, renderer: Renderer) -> str:
        """The list at the end of the page, with the days of all sources in one line; nothing without notes."""
        if not self._found:
            return ""
        notes = tuple(self._found.values())
        has_checks = any(note.is_to_check for note in notes)
        html = renderer.render(
            "shortcodes/notes", self.address, notes=notes, days=self._days(), has_checks=has_checks,
            direction=text_direction(renderer.language),
        )
        return html.strip()

    def _days(self) -> dict[str, list[int]]:
        """What the notes may promise, in words → the numbers of the notes that do."""
        days: dict[str, list[int]] = {}
        for note in self._found.values():
            days.setdefault(note.days, []).append(note.number)
        return days
