"""The state of each translated or plainer section, and the page as it may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lotse.model.translations import MinorChange, Stamp
from lotse.translations.sections import Section, mark, sections_of

State = Literal["missing", "machine", "written", "reviewed", "patched", "outdated"]
STATES: tuple[State, ...] = ("missing", "machine", "written", "reviewed", "patched", "outdated")
Stamps = Mapping[tuple[str, str], Stamp]  # page and section → stamp


@dataclass(frozen=True, slots=True)
class Status:
    """One section in one language: its original, its translation if there is one, and the state."""

    original: Section
    translation: Section | None
    state: State
    stamp: Stamp | None = None

    @property
    def is_current(self) -> bool:
        return self.state not in ("missing", "outdated")

    @property
    def behind_since(self) -> date | None:
        """The day of the stamp, if the original has changed since."""
        return self.stamp.made_on if self.stamp and self.state == "outdated" else None


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is shown: its text, the language it is in, and why."""

    text: str
    language: str
    state: State
    behind_since: date | None = None  # shown although the German text has changed since that day
    is_variant: bool = False  # of a page in plain German
    stands_in: bool = False  # the original, in place of a section of a variant


def seal(*fields: str | None) -> str:
    """What ties the fields of a stamp together."""
    return mark("\n".join(field or "" for field in fields))


def stamp(
    page: str, original: Section, translation: Section, *, made_on: date, reviewed_by: str | None = None,
    is_variant: bool = False,
) -> Stamp:
    """A stamp that says: on that day this translation matched this original; and who has read it, if anyone."""
    entry = Stamp(
        page=page,
        section=original.anchor,
        source=mark(original.text),
        text=mark(translation.text),
        state="reviewed" if reviewed_by else "written" if is_variant else "machine",
        made_on=made_on,
        reviewed_by=reviewed_by,
        reviewed_on=made_on if reviewed_by else None,
        seal="0" * 12,
    )
    return entry.model_copy(update={"seal": _seal_of(entry)})


def _seal_of(entry: Stamp) -> str:
    fields = (entry.page, entry.section, entry.source, entry.text, entry.state, entry.reviewed_by)
    return seal(*fields, _day(entry.made_on), _day(entry.reviewed_on))


def minor_change(page: str, section: str, old: str, new: str) -> MinorChange:
    """A record that a German edit from mark `old` to mark `new` was minor."""
    return MinorChange(page=page, section=section, old=old, new=new, seal=seal(page, section, old, new))


def is_sealed(entry: Stamp | MinorChange) -> bool:
    """Whether nobody changed the entry by hand."""
    if isinstance(entry, MinorChange):
        return entry.seal == seal(entry.page, entry.section, entry.old, entry.new)
    return entry.seal == _seal_of(entry)


def statuses(
    page: str, original: str, translation: str | None, stamps: Stamps, minor: Iterable[MinorChange] = ()
) -> tuple[Status, ...]:
    """The state of every German section of a page in one language."""
    translated = {section.anchor: section for section in sections_of(translation)} if translation is not None else {}
    changes = {(m.page, m.section, m.old): m.new for m in minor if is_sealed(m)}
    return tuple(
        _status(page, section, translated.get(section.anchor), stamps.get((page, section.anchor)), changes)
        for section in sections_of(original)
        if section.text
    )


def _status(
    page: str,
    original: Section,
    translation: Section | None,
    found: Stamp | None,
    changes: Mapping[tuple[str, str, str], str],
) -> Status:
    if translation is None or not translation.text:
        return Status(original, None, "missing", found)
    if found is None or not is_sealed(found) or found.text != mark(translation.text):
        return Status(original, translation, "outdated", found)
    current = mark(original.text)
    if found.source == current:
        return Status(original, translation, found.state, found)
    is_minor = _leads_to(found.source, current, page, original.anchor, changes)
    return Status(original, translation, "patched" if is_minor else "outdated", found)


def _leads_to(old: str, new: str, page: str, section: str, changes: Mapping[tuple[str, str, str], str]) -> bool:
    """Whether a chain of minor edits leads from one mark to the other."""
    seen: set[str] = set()
    while old != new:
        if old in seen or (page, section, old) not in changes:
            return False
        seen.add(old)
        old = changes[page, section, old]
    return True


def composed(
    found: Sequence[Status],
    language: str,
    source_language: str,
    *,
    is_legal: bool,
    second: Sequence[Status] = (),
    second_language: str = "",
) -> tuple[Part, ...]:
    """The page as it may be shown: of a legal page no outdated section, but one that is current.

    In place of an outdated or missing section stands that of the `second` language if it is current
    there (English), else the original. Pages of other risk keep an outdated section.
    """
    others = {status.original.anchor: status for status in second}
    return tuple(
        _part(status, others.get(status.original.anchor), language, source_language, second_language, is_legal=is_legal)
        for status in found
    )


def _part(
    status: Status, other: Status | None, language: str, source_language: str, second_language: str, *, is_legal: bool
) -> Part:
    may_stay = status.is_current or (status.state == "outdated" and not is_legal)
    if status.translation and may_stay:
        return Part(status.translation.text, language, status.state, status.behind_since)
    if other and other.translation and other.is_current:
        return Part(other.translation.text, second_language, status.state)
    return Part(status.original.text, source_language, status.state)


def simplified(found: Sequence[Status], language: str, *, is_legal: bool) -> tuple[Part, ...]:
    """A variant in plain words as it may be shown; what it leaves out stays out.

    Of a legal page the original stands in place of an outdated section, else the section stays, with its age.
    """
    return tuple(_plain_part(status, language, is_legal=is_legal) for status in found if status.translation)


def _plain_part(status: Status, language: str, *, is_legal: bool) -> Part:
    if status.state == "outdated" and is_legal:
        return Part(status.original.text, language, status.state, is_variant=True, stands_in=True)
    text = status.translation.text if status.translation else ""
    return Part(text, language, status.state, status.behind_since, is_variant=True)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
