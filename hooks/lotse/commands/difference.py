"""`lotse diff REV`: what a change does to readers, as Markdown for whoever has to agree to it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lotse.commands.check import WAY_WORDS
from lotse.edition import Edition, checked_edition, laid_out
from lotse.load.history import earlier_state, revision_named
from lotse.model.public import PublicCatalogue
from lotse.resolve import KINDS, WAYS, Cell, ways
from lotse.words import counted, in_list_words

_KIND_WORDS = {
    "responsible": "eine zuständige Stelle", "advice": "Beratung", "delegated": "eine höhere Ebene",
    "gap": "eine erklärte Lücke", "fallback": "nur eine Stelle für alle Fälle", "undefined": "nichts",
}
_AREAS = {
    "arbeitgeber": "für Betriebe", "ankommen": "für Zugewanderte", "fragen": "für Zugewanderte",
    "mitmachen": "für die Redaktion", "runder-tisch": "für den Runden Tisch",
}  # fmt: skip
_MOST, _MOST_PLACES = 25, 6
_GROWTH = 1.1
_LAST_RESORT = "~"  # before the id of a body that is named only because nobody has an offer


@dataclass(frozen=True, slots=True)
class Change:
    """A question that is answered differently: by whom before, and by whom now."""

    cell: Cell
    before: tuple[str, ...]
    after: tuple[str, ...]


def compared(
    project: Path, revision: str, today: date, overlay: Path | None, languages: frozenset[str], form: str = "markdown"
) -> str:
    """What changed for readers since a state of the version history, with the program and the day of today.

    Raises ValueError with a German sentence if there is no such state.
    """
    state = revision_named(project, revision)
    if state is None:
        raise ValueError(f"«{revision}» ist kein Stand der Versionsgeschichte.")
    with earlier_state(project, state) as folder:
        (folder / "mkdocs.yml").write_bytes((project / "mkdocs.yml").read_bytes())
        before, after = (laid_out(checked_edition(one, today, overlay), None, languages) for one in (folder, project))
        return as_json(before, after) if form == "json" else difference(before, after)


def difference(before: Edition, after: Edition) -> str:
    """The sections that have something to say; one sentence if nothing changes for anybody."""
    if before.public is None or after.public is None:
        return "Einer der beiden Stände hat Fehler; ein Vergleich wäre falsch. «lotse check» nennt sie.\n"
    parts = [
        ("Seiten", _pages(before, after)),
        ("Wer nun wen findet", _answers(before, after)),
        ("Abdeckung", _coverage(before, after)),
        ("Erreichbarkeit", _ways(before, after)),
        ("Zustimmungen", _consents(before, after)),
        ("Zahlen", _figures(before.public, after.public)),
        ("Übersetzungen, die neu zu lesen sind", _translations(before, after)),
        ("Dateien, die wachsen", _growing(before.project, after.project)),
        ("Neue Warnungen", _warnings(before, after)),
    ]
    told = [(title, list(lines)) for title, lines in parts]
    sections = [f"### {title}\n\n" + "\n".join(f"- {line}" for line in lines) for title, lines in told if lines]
    head = "## Was diese Änderung für Leser bedeutet\n"
    return "\n\n".join([head.rstrip(), *(sections or ["Für Leser ändert sich nichts."])]) + "\n"


def _pages(before: Edition, after: Edition) -> Iterator[str]:
    """Added, changed and removed pages per audience and language: a page is the same if it says the same."""
    old, new = _said(before), _said(after)
    for words, keys in (
        ("neu", new.keys() - old.keys()),
        ("geändert", {key for key in new.keys() & old.keys() if new[key] != old[key]}),
        ("entfernt", old.keys() - new.keys()),
    ):
        for (language, area), count in sorted(Counter((code, _area(address)) for code, address in keys).items()):
            named = sorted(f"/{address}" for code, address in keys if (code, _area(address)) == (language, area))
            listed = ", ".join(named[:_MOST_PLACES]) + (" …" if count > _MOST_PLACES else "")
            yield f"{words}, {language}, {area}: {counted(count, 'Seite', 'Seiten')} ({listed})"


def _said(edition: Edition) -> dict[tuple[str, str], str]:
    """Language and address → the HTML of the page, without its frame."""
    return {(code, address): page.html for code, pages in edition.pages.items() for address, page in pages.items()}


def _area(address: str) -> str:
    first = address.split("/")[0]
    return _AREAS.get(first, "für alle")


def changed_answers(before: Edition, after: Edition) -> list[Change]:
    """Every question of place, topic and audience whose offices are others now."""
    old, new = _offices(before), _offices(after)
    cells = [cell for cell in new if cell in old] + [cell for cell in new if cell not in old]
    found = [Change(cell, old.get(cell, ()), new[cell]) for cell in cells if old.get(cell, ()) != new[cell]]
    return found + [Change(cell, bodies, ()) for cell, bodies in old.items() if cell not in new]


def _offices(edition: Edition) -> dict[Cell, tuple[str, ...]]:
    """Per question the ids of whom it leads to: those with an offer, else those of last resort."""
    desk = next(iter((edition.desks or {}).values()))
    found = {}
    for cell in desk.coverage.cells():
        answer = desk.coverage.answer(cell)
        offers = {service.organization for service in answer.services if not service.is_planned}
        found[cell] = tuple(sorted(offers or {f"{_LAST_RESORT}{body.id}" for body in answer.fallbacks}))
    return found


def _answers(before: Edition, after: Edition) -> Iterator[str]:
    """In words, questions with the same change of the same topic and audience together."""
    grouped: dict[tuple[str, str, frozenset[str], frozenset[str]], list[str]] = {}
    for change in changed_answers(before, after):
        come, gone = _with_offers(change.after, change.before), _with_offers(change.before, change.after)
        key = (change.cell.topic, change.cell.audience, frozenset(come), frozenset(gone))
        grouped.setdefault(key, []).append(change.cell.place)
    names = _names(before.public) | _names(after.public)
    lines = [_sentence(key, places, names) for key, places in grouped.items()]
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"und {counted(len(lines) - _MOST, 'weitere Änderung', 'weitere Änderungen')}"


def _with_offers(one: tuple[str, ...], other: tuple[str, ...]) -> frozenset[str]:
    """Who is in one answer only; whoever is the last resort counts only where no side has an offer."""
    is_last_resort = all(body.startswith(_LAST_RESORT) for body in (*one, *other))
    return frozenset(
        body.removeprefix(_LAST_RESORT) for body in {*one} - {*other}
        if is_last_resort or not body.startswith(_LAST_RESORT)
    )  # fmt: skip


def _sentence(
    key: tuple[str, str, frozenset[str], frozenset[str]], places: list[str], names: Mapping[str, str]
) -> str:
    topic, audience, come, gone = key
    shown = [names.get(place, place) for place in places[:_MOST_PLACES]]
    rest = len(places) - len(shown)
    where = ", ".join(shown) + (f" und {counted(rest, 'weiteren Ort', 'weiteren Orten')}" if rest else "")
    news = [f"findet nun {_list(come, names)}"] if come else []
    news += [f"findet nicht mehr {_list(gone, names)}"] if gone else []
    who, what = names.get(audience, audience), " und ".join(news) or "bekommt eine andere Art von Antwort"
    return f"Wer in {where} nach {names.get(topic, topic)} fragt ({who}), {what}."


def _list(ids: Iterable[str], names: Mapping[str, str]) -> str:
    return in_list_words(sorted(names.get(one, one) for one in ids), "de")


def _names(public: PublicCatalogue | None) -> dict[str, str]:
    if public is None:
        return {}
    records = (*public.organizations, *public.municipalities, *public.topics, *public.audiences)
    return {record.id: record.name if isinstance(record.name, str) else record.name["de"] for record in records}


def _coverage(before: Edition, after: Edition) -> Iterator[str]:
    old, new = _kinds(before), _kinds(after)
    for kind in KINDS:
        if old[kind] != new[kind]:
            yield f"Fragen, auf die {_KIND_WORDS[kind]} antwortet: {old[kind]} → {new[kind]}"


def _kinds(edition: Edition) -> Counter[str]:
    coverage = next(iter((edition.desks or {}).values())).coverage
    return Counter(coverage.answer(cell).kind for cell in coverage.cells())


def _ways(before: Edition, after: Edition) -> Iterator[str]:
    old, new = (ways(next(iter((e.desks or {}).values())).coverage) for e in (before, after))
    names = _names(before.public) | _names(after.public)
    for audience in new:
        for way in WAYS:
            was, now = old.get(audience, Counter())[way], new[audience][way]
            if was != now:
                yield f"{names.get(audience, audience)}: Antworten, die zu «{WAY_WORDS[way]}» führen: {was} → {now}"


def _consents(before: Edition, after: Edition) -> Iterator[str]:
    """What is cleared now and was not, or the other way round; counted, and bodies by name."""
    for words, one, other in (("neu frei", before, after), ("nicht mehr frei", after, before)):
        for name in sorted(_cleared(other) - _cleared(one)):
            yield f"{words}: {name}"


def _cleared(edition: Edition) -> set[str]:
    """Whose link, contact or address is published; contacts by their function, never by a person's name."""
    public = edition.public
    found: set[str] = set()
    for body in public.organizations if public else ():
        name = body.name["de"]
        found |= {f"{name}: Website"} if body.website else set()
        found |= {f"{name}: Kontakt «{contact.title['de']}»" for contact in body.contacts}
        found |= {f"{name}: Adresse" for _ in body.locations}
    return found


def _figures(before: PublicCatalogue, after: PublicCatalogue) -> Iterator[str]:
    old, new = ({record_id: shown.figure for record_id, shown in public.figures.items()} for public in (before, after))
    for figure_id in sorted(old.keys() | new.keys()):
        was, now = (_periods(known.get(figure_id)) for known in (old, new))
        if was != now:
            name = (new.get(figure_id) or old[figure_id]).name["de"]
            yield f"{name}: {was or 'gab es nicht'} → {now or 'gibt es nicht mehr'}"


def _periods(figure: object) -> str:
    periods = getattr(figure, "periods", ())
    return "; ".join(
        f"{p.level or p.value}{f' bis {p.value_to}' if p.value_to else ''}{_span(p.from_, p.to)}" for p in periods
    )


def _span(first: date | None, last: date | None) -> str:
    days = [f"ab {first.isoformat()}"] if first else []
    days += [f"bis {last.isoformat()}"] if last else []
    return f" ({' '.join(days)})" if days else ""


def _translations(before: Edition, after: Edition) -> Iterator[str]:
    """Sections that were current and are no longer, per language."""
    languages = after.catalogue.region.languages if after.catalogue else ()
    for language in languages:
        news = sorted(_stale(after, language) - _stale(before, language))
        if news:
            listed = ", ".join(news[:_MOST_PLACES]) + (" …" if len(news) > _MOST_PLACES else "")
            yield f"{language}: {counted(len(news), 'Abschnitt', 'Abschnitte')} ({listed})"


def _stale(edition: Edition, language: str) -> set[str]:
    if edition.catalogue is None or language not in edition.catalogue.region.languages:
        return set()
    tracked = edition.written.tracked(language)
    return {f"{one.name}#{status.original.anchor}" for one in tracked for status in one.stale}


def _growing(before: Path, after: Path) -> Iterator[str]:
    """Files below docs/assets/ and data/ that are at least a tenth larger."""
    for folder in ("docs/assets", "data"):
        for path in sorted((after / folder).rglob("*")):
            old = before / path.relative_to(after)
            if path.is_file() and old.is_file() and path.stat().st_size > _GROWTH * old.stat().st_size:
                name = path.relative_to(after).as_posix()
                yield f"{name}: {_size(old)} → {_size(path)}"


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1024:.1f} KiB".replace(".", ",")


def _warnings(before: Edition, after: Edition) -> Iterator[str]:
    known = {(p.file, p.code, p.message) for p in before.problems}
    news = [p for p in after.problems if (p.file, p.code, p.message) not in known]
    yield from (f"{p.file}, Zeile {p.line}: {p.message}" for p in news[:_MOST])
    if len(news) > _MOST:
        yield f"und {len(news) - _MOST} weitere"
    if known and news:
        yield f"Schon vorher standen {counted(len(before.problems), 'Meldung', 'Meldungen')} da."


def as_json(before: Edition, after: Edition) -> str:
    """The changed answers for programs."""
    rows = [{"place": c.cell.place, "topic": c.cell.topic, "audience": c.cell.audience, "before": list(c.before),
             "after": list(c.after)} for c in changed_answers(before, after)]  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=1)
