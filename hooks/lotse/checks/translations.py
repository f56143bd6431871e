"""Translated pages keep to their originals, and stamps are what the tool wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lotse.load import Catalogue, Prose
from lotse.model import MinorChange, Stamp
from lotse.problems import Problem
from lotse.translations import is_sealed, mark, sections_of, shape_of
from lotse.words import did_you_mean


def anchors_once(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """No two sections of a page have the same anchor."""
    for page in catalogue.prose:
        seen: set[str] = set()
        for section in sections_of(page.body):
            if section.anchor in seen:
                yield _at(
                    page,
                    section.line,
                    "anchor-duplicate",
                    f"Den Anker «{section.anchor}» gibt es auf dieser Seite schon.",
                    "Geben Sie einem der beiden Abschnitte den Anker, den er im Deutschen hat, oder einen neuen.",
                )
            seen.add(section.anchor)


def translations_have_originals(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A translated page and each of its sections belong to a German one."""
    originals = _originals(catalogue)
    variants = {page.address for page in catalogue.prose if page.variant_of}
    for page in _translated(catalogue):
        original = originals.get(page.address)
        if original is None:
            told = _without_original(catalogue, page.name, page.language)
            message, hint = _OF_VARIANT if page.address in variants else told
            yield _at(page, 0, "translation-orphan", message, hint, cause=f"page {page.name}")
            continue
        anchors = [section.anchor for section in sections_of(original.body)]
        for section in sections_of(page.body):
            if section.anchor not in anchors and not section.anchor.isdecimal():  # without one: heading-unanchored
                message, hint = _without_section(catalogue, original, section.anchor, anchors)
                cause = f"section {page.name}#{section.anchor}"
                yield _at(page, section.line, "translation-orphan", message, hint, cause=cause)


def _without_original(catalogue: Catalogue, name: str, language: str) -> tuple[str, str]:
    """What is said of everything that belongs to a German page that isn't there."""
    source = catalogue.region.languages[0]
    file = f"docs/{source}/{name}"
    if file in catalogue.vanished_pages:
        message = f"Das deutsche Original {file} wurde gelöscht."
        return message, "Holen Sie es zurück, oder löschen Sie auch die Übersetzungen und ihre Stempel."
    translated = {page.name for page in catalogue.prose if page.language == language}
    folder = name.rpartition("/")[0]
    free = [p.name for p in _originals(catalogue).values() if p.name.rpartition("/")[0] == folder]
    free = sorted(other for other in free if other not in translated)
    hint = f"Ohne Übersetzung sind dort: {', '.join(free)}; Übersetzungen heißen wie ihr Original." if free else ""
    return f"Das deutsche Original {file} gibt es nicht.", hint or _WITHOUT_ORIGINAL


def _without_section(catalogue: Catalogue, original: Prose, anchor: str, anchors: list[str]) -> tuple[str, str]:
    """What is said of everything that belongs to a German section that isn't there; an anchor may have a new name."""
    stamped = {s.section for file in catalogue.stamps.values() for s in file.stamps if s.page == original.name}
    fresh = [known for known in anchors if known not in stamped]
    message = f"Den Abschnitt «{anchor}» gibt es in {original.file} nicht."
    if anchor in stamped and len(fresh) == 1:
        return message, f"Heißt er dort jetzt «{fresh[0]}»? Anker ändern sich nie; setzen Sie {{#{anchor}}} wieder ein."
    return message, did_you_mean(anchor, anchors) or _NO_SUCH_SECTION


def translations_keep_shape(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """On pages that carry a risk a current translation has the same commands, links, numbers and headings."""
    originals = _originals(catalogue)
    for page in _translated(catalogue):
        original = originals.get(page.address)
        stamps = catalogue.stamps.get(page.language)
        if original is None or stamps is None or original.meta.get("risk", "general") == "general":
            continue
        sources = {entry.section: entry.source for entry in stamps.stamps if entry.page == page.name}
        sections = {section.anchor: section for section in sections_of(original.body)}
        for section in sections_of(page.body):
            made_from = sections.get(section.anchor)
            if made_from and sources.get(section.anchor) == mark(made_from.text):
                wanted, found = shape_of(made_from.text), shape_of(section.text)
                for what in (name for name in wanted if wanted[name] != found[name]):
                    yield _at(
                        page,
                        section.line,
                        "translation-changed",
                        f"{what} stimmen nicht mit dem deutschen Abschnitt überein: "
                        f"{_difference(wanted[what], found[what])}.",
                        "Übernehmen Sie sie unverändert aus dem Deutschen.",
                    )


def stamps_are_real(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A stamp was made by the tool, for a section that exists."""
    for language, file in catalogue.stamps.items():
        sections = _stamped_sections(catalogue, language)
        where = f"data/translations/{language}.yaml"
        for number, entry in enumerate((*file.stamps, *file.minor)):
            name = f"{entry.page}#{entry.section}"
            if not is_sealed(entry):
                yield Problem(
                    file=where,
                    line=_line_of(catalogue, where, number),
                    code="stamp-faked",
                    record=name,
                    message=f"Der Stempel für «{name}» wurde von Hand geändert.",
                    hint="Stempel schreibt nur «lotse translations stamp».",
                )
            elif (entry.page, entry.section) not in sections:
                yield _stamp_of_nothing(catalogue, language, entry, where, number)


def _stamp_of_nothing(
    catalogue: Catalogue, language: str, entry: Stamp | MinorChange, where: str, number: int
) -> Problem:
    """A stamp for a section that isn't there, told like its translations, so that one message stands for all."""
    original = {page.name: page for page in _originals(catalogue).values()}.get(entry.page)
    if original is None:
        message, hint = _without_original(catalogue, entry.page, language)
        cause = f"page {entry.page}"
    else:
        anchors = [section.anchor for section in sections_of(original.body)]
        message, hint = _without_section(catalogue, original, entry.section, anchors)
        cause = f"section {entry.page}#{entry.section}"
    return Problem(
        file=where, line=_line_of(catalogue, where, number), code="stamp-unknown",
        record=f"{entry.page}#{entry.section}", message=message, hint=hint, cause=cause,
    )  # fmt: skip


def _stamped_sections(catalogue: Catalogue, language: str) -> set[tuple[str, str]]:
    """Page and anchor of what may bear a stamp: German sections, and in German what variants say plainly."""
    found = {(page.name, s.anchor) for page in _originals(catalogue).values() for s in sections_of(page.body)}
    if language != catalogue.region.languages[0]:
        return found
    variants = [page for page in catalogue.prose if page.language == language and page.variant_of]
    own = {(page.name, section.anchor) for page in variants for section in sections_of(page.body)}
    return found | own | {(v.name, anchor) for v in variants for name, anchor in found if name == v.variant_of}


_OF_VARIANT = (
    "Zu dieser Seite gibt es kein deutsches Original.", "Fassungen in einfacher Sprache werden nicht übersetzt.",
)  # fmt: skip
_NO_SUCH_SECTION = "Gleichen Sie den Anker {#…} an, oder streichen Sie den Abschnitt und seinen Stempel."
_WITHOUT_ORIGINAL = "Löschen Sie die Datei, oder legen Sie dieselbe zuerst in docs/de/ an."


def _line_of(catalogue: Catalogue, file: str, number: int) -> int:
    """The line of the n-th stamp of a file."""
    tree = catalogue.trees.get(file)
    value = tree.value if tree else {}
    entries = value.get("stamps") if isinstance(value, dict) else None
    items = entries.node.value if entries else ()
    return items[number].line if isinstance(items, tuple) and number < len(items) else 1


def _originals(catalogue: Catalogue) -> dict[str, Prose]:
    source = catalogue.region.languages[0]
    return {page.address: page for page in catalogue.prose if page.language == source and not page.variant_of}


def _translated(catalogue: Catalogue) -> Iterator[Prose]:
    source = catalogue.region.languages[0]
    yield from (page for page in catalogue.prose if page.language != source)


def _difference(wanted: list[str], found: list[str]) -> str:
    missing = [item for item in wanted if item not in found]
    added = [item for item in found if item not in wanted]
    parts = [f"es fehlt {', '.join(missing)}"] if missing else []
    parts += [f"zu viel ist {', '.join(added)}"] if added else []
    return "; ".join(parts) or "die Reihenfolge ist anders"


def _at(page: Prose, line: int, code: str, message: str, hint: str = "", cause: str = "") -> Problem:
    return Problem(
        file=page.file, line=page.first_line + line, code=code, message=message, hint=hint, record=page.title,
        cause=cause,
    )


RULES = (
    anchors_once,
    translations_have_originals,
    translations_keep_shape,
    stamps_are_real,
)
