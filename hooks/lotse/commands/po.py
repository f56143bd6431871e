"""`lotse translations export` and `import`: the way to translators and back, as PO files."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from babel.core import get_global
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from lotse.commands.together import write_together
from lotse.commands.translations import languages_of, stale_sections, stamp_file
from lotse.load import Catalogue
from lotse.model import StampFile
from lotse.syntax import hidden_characters, read_text
from lotse.translated import Pages
from lotse.translations import mark, sections_of, shape_of, stamp

_ENOUGH = 0.3  # share of letters in the language's own script; the rest are commands, names, German words
_FEW_LETTERS = 40
_SCRIPTS = {
    "Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Grek": "GREEK", "Hebr": "HEBREW", "Armn": "ARMENIAN",
    "Geor": "GEORGIAN", "Ethi": "ETHIOPIC", "Deva": "DEVANAGARI", "Thai": "THAI", "Hans": "CJK", "Hant": "CJK",
    "Kore": "HANGUL",
}  # fmt: skip
"""Script of a language (ISO 15924) → first word of the Unicode names of its letters."""


def export_po(catalogue: Catalogue, language: str, today: date) -> bytes:
    """The stale sections of a language as a PO file: the German text, and the present one as a start.

    Raises ValueError with a German sentence for a language into which nothing is translated.
    """
    if language not in languages_of(catalogue):
        raise ValueError(f"In «{language}» wird nicht übersetzt; möglich sind {', '.join(languages_of(catalogue))}.")
    messages = Catalog(
        locale=language.replace("-", "_"), project="Lotse", fuzzy=False, creation_date=_noon(today),
        revision_date=_noon(today),
    )  # fmt: skip
    for tracked, status in stale_sections(catalogue, language):
        present = status.translation.text if status.translation else ""
        messages.add(
            status.original.text,
            present,
            context=f"{tracked.name}#{status.original.anchor}",
            flags={"fuzzy"} if present else set(),
        )
    target = io.BytesIO()
    write_po(target, messages, width=0, sort_output=False)
    return target.getvalue()


@dataclass
class Imported:
    """What came out of a PO file: page and anchor of what was taken, and why the rest was refused."""

    taken: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def import_po(catalogue: Catalogue, project: Path, language: str, data: bytes, today: date) -> Imported:
    """Puts translated sections of a PO file into the pages and stamps them, all files or none.

    A section is refused that changes short commands, links, numbers or headings, or was made from a German
    text that is no longer the present one; the others are taken. Raises ValueError with a German sentence for
    a file that is no PO file, is broken, is of another language or script, or holds no translation. Then
    nothing has changed.
    """
    if language not in languages_of(catalogue):
        raise ValueError(f"In «{language}» wird nicht übersetzt; möglich sind {', '.join(languages_of(catalogue))}.")
    messages = _messages(data, language)
    pages, result = Pages(catalogue), Imported()
    bodies: dict[str, str] = {}
    present = {page.name: page for page in catalogue.prose if page.language == language}
    for message in messages:
        page, _, anchor = str(message.context).partition("#")
        text = unicodedata.normalize("NFC", str(message.string))
        fault = _fault_of(pages, page, anchor, str(message.id), text) or _without_page(present, language, page)
        if fault:
            result.refused.append(f"{message.context}: {fault}")
            continue
        bodies[page] = _with_section(bodies.get(page, present[page].body), anchor, text)
        result.taken.append((page, anchor))
    write_together(_files(catalogue, project, language, bodies, result.taken, today))
    return result


def _messages(data: bytes, language: str) -> list[Message]:
    """The finished translations of a file that is what it should be."""
    text, problems = read_text(data, "PO")
    if problems or text is None:
        first = problems[0]
        raise ValueError(f"Die PO-Datei hat Fehler, der erste in Zeile {first.line}: {first.message} {first.hint}")
    try:
        catalog = read_po(io.StringIO(text), abort_invalid=True)
    except (PoFileError, ValueError, IndexError) as error:
        raise ValueError(f"Das ist keine lesbare PO-Datei ({error}).") from error
    found = str(catalog.locale_identifier or "").replace("_", "-")
    if found and found != language:
        raise ValueError(f"Die Datei ist laut ihrem Kopf in «{found}», nicht in «{language}».")
    messages = [m for m in catalog if m.id and m.string and not m.fuzzy and m.context and isinstance(m.string, str)]
    if not messages:
        raise ValueError("In der Datei steht keine fertige Übersetzung; Einträge mit «fuzzy» gelten nicht als fertig.")
    _check_script(" ".join(str(message.string) for message in messages), language)
    return messages


def _check_script(text: str, language: str) -> None:
    """Raises ValueError unless enough letters are of the script that the language is written in."""
    expected = _SCRIPTS.get(_script_of(language))
    letters = Counter(unicodedata.name(c, "?").split()[0] for c in text if c.isalpha())
    count = letters.total()
    if expected and count >= _FEW_LETTERS and letters[expected] < _ENOUGH * count:
        raise ValueError(f"Die Übersetzungen sind in einer anderen Schrift geschrieben als «{language}».")


def _script_of(language: str) -> str:
    parts = language.split("-")
    likely = get_global("likely_subtags").get(parts[0], "").split("_")
    return next((part for part in (*parts[1:], *likely[1:]) if len(part) == 4), "Latn")


def _fault_of(pages: Pages, page: str, anchor: str, original: str, translation: str) -> str:
    """Why a translated section can't be taken, or an empty text."""
    source = next((p for p in pages.originals() if p.name == page), None)
    sections = {s.anchor: s for s in sections_of(source.body)} if source else {}
    if anchor not in sections:
        return "Diesen Abschnitt gibt es im Deutschen nicht."
    if mark(sections[anchor].text) != mark(original):
        return "Der deutsche Text hat sich seit dem Export geändert."
    if any(hidden_characters(translation)):
        return "Im Text stehen unsichtbare Zeichen."
    return shape_fault(original, translation)


def _without_page(present: dict[str, object], language: str, page: str) -> str:
    """Where a page is missing as a whole, its title and description have to be written first."""
    return "" if page in present else f"docs/{language}/{page} gibt es noch nicht; legen Sie sie mit ihrem Kopf an."


def shape_fault(original: str, translation: str) -> str:
    """Which of commands, links, numbers and headings a translation changed, or an empty text."""
    wanted, found = shape_of(original), shape_of(translation)
    changed = [name for name in wanted if wanted[name] != found[name]]
    return f"Geändert wurde: {', '.join(changed)}." if changed else ""


def _with_section(body: str, anchor: str, text: str) -> str:
    """The body with one section replaced or appended; the others stay."""
    sections = list(sections_of(body))
    texts = [text if section.anchor == anchor else section.text for section in sections]
    if all(section.anchor != anchor for section in sections):
        texts.append(text)
    return "\n" + "\n\n".join(t.strip("\n") for t in texts if t.strip()) + "\n"


def _files(
    catalogue: Catalogue, project: Path, language: str, bodies: dict[str, str], taken: list[tuple[str, str]],
    today: date,
) -> dict[Path, str]:  # fmt: skip
    """The changed pages, and the stamps of what was taken, as they are to be written."""
    if not taken:
        return {}
    own = [p for p in catalogue.prose if p.language == language and p.name in bodies]
    pages = [replace(page, body=bodies[page.name]) for page in own]
    changed = replace(catalogue, prose=(*(p for p in catalogue.prose if p not in own), *pages))
    files = {project / page.file: f"---\n{page.front}\n---\n{page.body}" for page in pages}
    present = catalogue.stamps.get(language) or StampFile()
    fresh = dict(_stamps(changed, language, set(taken), today))
    kept = (one for one in present.stamps if (one.page, one.section) not in fresh)
    files[project / "data/translations" / f"{language}.yaml"] = stamp_file([*kept, *fresh.values()], present.minor)
    return files


def _stamps(catalogue: Catalogue, language: str, taken: set[tuple[str, str]], today: date) -> Iterator[tuple]:
    for tracked in Pages(catalogue).tracked(language):
        for status in tracked.statuses:
            key = (tracked.name, status.original.anchor)
            if key in taken and status.translation:
                yield key, stamp(tracked.name, status.original, status.translation, made_on=today)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
