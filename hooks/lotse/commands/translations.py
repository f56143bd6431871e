"""`lotse translations …`: state, differences and stamps."""

from __future__ import annotations

import difflib
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from lotse.commands.together import write_together
from lotse.load import Catalogue
from lotse.model import MinorChange, Stamp
from lotse.translated import Pages, Tracked, risk_of
from lotse.translations import STATES, Status, mark, minor_change, sections_of, stamp
from lotse.words import did_you_mean

_HEADER = """\
# Stempel: aus welchem deutschen Abschnitt ein übersetzter oder einfacher gemacht ist, und wer ihn durchgesehen hat.
# Diese Datei schreibt nur `lotse translations stamp`. Von Hand geänderte Stempel gelten nicht.
"""


def languages_of(catalogue: Catalogue) -> tuple[str, ...]:
    """The languages into which pages are translated."""
    return catalogue.region.languages[1:]


def status_table(catalogue: Catalogue) -> str:
    """Sections per language and state, and how many legal ones are not current; variants as the first language."""
    pages = Pages(catalogue)
    lines = ["Sprache  " + "".join(f"{state:>10}" for state in STATES) + "  rechtlich veraltet"]
    for language in catalogue.region.languages:
        counts, stale = Counter[str](), 0
        for tracked in pages.tracked(language):
            states = Counter(status.state for status in tracked.statuses)
            counts += states
            stale += states["outdated"] if risk_of(tracked.original) == "legal" else 0
        if counts:
            lines.append(f"{language:<9}" + "".join(f"{counts[state]:>10}" for state in STATES) + f"{stale:>20}")
    return "\n".join(lines)


def stale_sections(catalogue: Catalogue, language: str | None = None) -> Iterator[tuple[Tracked, Status]]:
    """Every section that must be translated, or written in plain words, or done again, with its page."""
    pages = Pages(catalogue)
    for code in [language] if language else catalogue.region.languages:
        for tracked in pages.tracked(code):
            yield from ((tracked, status) for status in tracked.stale)


def differences(catalogue: Catalogue, language: str) -> str:
    """What has to be looked at: each stale section, German beside the present translation or plain words.

    Raises ValueError with a German sentence for a language that doesn't exist.
    """
    _must_exist(catalogue, language, None, None)
    blocks = []
    for tracked, status in stale_sections(catalogue, language):
        old = status.translation.text.split("\n") if status.translation else []
        new, file = status.original.text.split("\n"), f"docs/{language}/{tracked.name}"
        lines = difflib.unified_diff(old, new, file, tracked.original.file, lineterm="")
        blocks.append("\n".join([f"{file}#{status.original.anchor} ({status.state})", *lines]))
    return "\n\n".join(blocks)


def stamp_language(
    catalogue: Catalogue,
    project: Path,
    language: str,
    *,
    only_page: str | None = None,
    only_section: str | None = None,
    reviewed_by: str | None = None,
    today: date,
) -> int:
    """Stamps the sections of a language as made from the present German ones; returns how many.

    In the source language these are the variants in plain words. Without `reviewed_by` a section that is
    current keeps its stamp. An outdated section whose text is still the one that was stamped is left out, unless
    it is named: most likely nobody has brought it up to date. Raises ValueError with a German sentence for a
    language, page or section that doesn't exist.
    """
    _must_exist(catalogue, language, only_page, only_section)
    present = catalogue.stamps.get(language)
    known = {(s.page, s.section): s for s in (present.stamps if present else ())}
    stamps, count = {}, 0
    for tracked in Pages(catalogue).tracked(language):
        for status in tracked.statuses:
            key = (tracked.name, status.original.anchor)
            is_wanted = only_page in (None, tracked.name) and only_section in (None, status.original.anchor)
            is_wanted = is_wanted and (only_section is not None or not _is_untouched(status))
            if status.translation and is_wanted and (reviewed_by or not status.is_current):
                stamps[key] = stamp(
                    tracked.name, status.original, status.translation,
                    made_on=today, reviewed_by=reviewed_by, is_variant=tracked.is_variant,
                )
                count += 1
            elif key in known:
                stamps[key] = known[key]
    _write_stamps(project, language, stamps.values(), present.minor if present else ())
    return count


def _is_untouched(status: Status) -> bool:
    """Whether the German text has changed since the stamp, and the translation hasn't."""
    if status.state != "outdated" or status.stamp is None or status.translation is None:
        return False
    return status.stamp.text == mark(status.translation.text)


def untouched_sections(catalogue: Catalogue, language: str) -> list[str]:
    """The outdated sections of a language that nobody has changed since their stamp."""
    return [
        f"{tracked.name}#{status.original.anchor}"
        for tracked in Pages(catalogue).tracked(language)
        for status in tracked.statuses
        if _is_untouched(status)
    ]


def _must_exist(catalogue: Catalogue, language: str, page: str | None, section: str | None) -> None:
    known = [catalogue.region.languages[0], *languages_of(catalogue)]
    if language not in known:
        raise ValueError(_unknown(f"«{language}» ist keine Sprache dieser Website.", language, known))
    tracked = {one.name: one for one in Pages(catalogue).tracked(language)}
    if page is not None and page not in tracked:
        raise ValueError(_unknown(f"Die Seite «{page}» gibt es in «{language}» nicht.", page, tracked))
    anchors = {s.original.anchor for one in tracked.values() if page in (None, one.name) for s in one.statuses}
    if section is not None and section not in anchors:
        raise ValueError(_unknown(f"Den Abschnitt «{section}» gibt es nicht.", section, sorted(anchors)))


def _unknown(sentence: str, given: str, known: Iterable[str]) -> str:
    return f"{sentence} {did_you_mean(given, known) or ''}".strip()


def mark_minor(catalogue: Catalogue, project: Path, page: str, section: str) -> int:
    """Records that the last German edit of a section was minor; returns how many stamps stay current by that."""
    pages, source = Pages(catalogue), catalogue.region.languages[0]
    original = next((p for p in pages.originals() if p.name == page), None)
    found = {s.anchor: s for s in sections_of(original.body)} if original else {}
    if section not in found:
        raise ValueError(f"Den Abschnitt «{page}#{section}» gibt es nicht.")
    new = mark(found[section].text)
    before = mark(_text_before(project, f"docs/{source}/{page}", section))
    olds = {
        status.stamp.source
        for code in catalogue.region.languages
        for tracked in pages.tracked(code)
        for status in tracked.statuses
        if status.stamp and (tracked.original.name, status.original.anchor) == (page, section)
    } & {before} - {new}
    present = catalogue.stamps.get(source)
    changes = [*(present.minor if present else ()), *(minor_change(page, section, old, new) for old in sorted(olds))]
    _write_stamps(project, source, present.stamps if present else (), changes)
    return len(olds)


def _text_before(project: Path, file: str, section: str) -> str:
    """The section as it stands in the last commit: what translations that are current were made from."""
    command = ["git", "-C", str(project), "show", f"HEAD:./{file}"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise ValueError("Ob eine Änderung geringfügig ist, lässt sich nur gegen den letzten Commit sagen.")
    body = result.stdout.partition("\n---\n")[2]
    return next((s.text for s in sections_of(body) if s.anchor == section), "")


def stamp_file(stamps: Iterable[Stamp], minor: Iterable[MinorChange]) -> str:
    """The text of `data/translations/<language>.yaml`."""
    ordered = sorted(stamps, key=lambda entry: (entry.page, entry.section))
    lines = ["stamps:" if ordered else "stamps: []", *map(_line, ordered)]
    changes = list(minor)
    lines += ["minor:", *map(_line, changes)] if changes else []
    return _HEADER + "\n".join(lines) + "\n"


def _write_stamps(project: Path, language: str, stamps: Iterable[Stamp], minor: Iterable[MinorChange]) -> None:
    write_together({project / "data/translations" / f"{language}.yaml": stamp_file(stamps, minor)})


def _line(entry: Stamp | MinorChange) -> str:
    fields = entry.model_dump(mode="json", exclude_none=True)
    return "  - {" + ", ".join(f'{name}: "{value}"' for name, value in fields.items()) + "}"
