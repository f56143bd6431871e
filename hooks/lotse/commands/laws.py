"""`lotse laws diff`: which cited sections of laws have changed, how, and what rests on them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from lotse.commands.lawbook_file import noted, taken_over, write_sections
from lotse.laws import Comparison, Reading, Reliance, Resting, compare, older_copies, read_laws, word_diff
from lotse.laws.comparing import signed
from lotse.laws.markdown import as_markdown
from lotse.laws.texts import LawText, SectionText, same_name
from lotse.load import Catalogue
from lotse.model import Law, LawSection
from lotse.problems import Problem, as_text
from lotse.words import did_you_mean

_OUTCOMES = {
    "same": "gleich", "changed": "geändert", "repealed": "aufgehoben", "gone": "nicht in der Kopie",
    "new": "ohne Fingerabdruck",
}
_LONGEST = 600  # characters of a changed paragraph that are shown where the old text isn't known
_TOLD = ("changed", "repealed", "gone", "new")


@dataclass(frozen=True, slots=True)
class Watch:
    """One comparison of everything that is cited with a copy, and with an older copy for the words."""

    catalogue: Catalogue
    reading: Reading
    before: Reading
    comparisons: tuple[Comparison, ...]

    @property
    def problems(self) -> list[Problem]:
        older = older_copies(self.catalogue.laws, self.reading.texts)
        gone = (_gone(comparison) for comparison in self.comparisons if comparison.outcome == "gone")
        unread_before = (problem for problem in self.before.problems if problem.is_error)
        return [*self.reading.problems, *unread_before, *older, *gone]

    @property
    def told(self) -> list[Comparison]:
        """The sections of which there is something to say."""
        return [comparison for comparison in self.comparisons if comparison.outcome in _TOLD]


def watch(catalogue: Catalogue, place: str, before: str | None = None) -> Watch:
    """Reads the copies and compares what is cited."""
    reading = read_laws(place, catalogue.laws)
    earlier = read_laws(before, catalogue.laws) if before else Reading()
    return Watch(catalogue, reading, earlier, tuple(compare(catalogue.laws, reading.texts)))


def as_words(found: Watch) -> str:
    """Per section what has changed and what rests on it; then the sum."""
    reliance = Reliance(found.catalogue)
    blocks = ["\n".join(_block(found, comparison, reliance)) for comparison in found.told]
    problems = "\n".join(map(as_text, found.problems))
    return "\n\n".join(filter(None, [problems, *blocks, _sum(found)]))


def as_json(found: Watch) -> str:
    """The same as plain data."""
    reliance = Reliance(found.catalogue)
    return json.dumps(
        [
            {
                "law": c.law.id, "section": c.section.section, "outcome": c.outcome, "paragraphs": c.paragraphs,
                "changes": list(_changes(found, c)),
                "resting": [asdict(resting) for resting in _resting(c, reliance)],
            }
            for c in found.told
        ],
        ensure_ascii=False, indent=1,
    )  # fmt: skip


def _block(found: Watch, comparison: Comparison, reliance: Reliance) -> Iterator[str]:
    yield _headline(comparison)
    yield from (f"    {change}" for change in _changes(found, comparison))
    resting = _resting(comparison, reliance)
    if not resting:
        yield "  Nichts beruht darauf."
        return
    yield "  Darauf beruhen:"
    yield from (f"    {line}" for line in _grouped(resting))


def _headline(comparison: Comparison) -> str:
    paragraphs = f", Absatz {', '.join(comparison.paragraphs)}" if comparison.paragraphs else ""
    day = f", Kopie vom {comparison.copy.copied_on}" if comparison.copy.copied_on else ""
    edition = f", Gesetz zuletzt geändert am {comparison.copy.edition}" if comparison.copy.edition else ""
    moved = f"; derselbe Wortlaut steht in {signed(comparison.moved_to)}" if comparison.moved_to else ""
    return f"{comparison.name}: {_OUTCOMES[comparison.outcome]}{paragraphs}{day}{edition}{moved}"


def _changes(found: Watch, comparison: Comparison) -> Iterator[str]:
    """The changed words if the old text is at hand, else the changed paragraphs as they stand now."""
    if comparison.text is None:
        return
    earlier = _earlier(found, comparison)
    if earlier:
        yield from word_diff(earlier.text, comparison.text.text)
        return
    now = comparison.text.paragraphs()
    for name in comparison.paragraphs:
        text = " ".join(now[name].split()) if name in now else f"({name}) steht nicht mehr da."
        yield text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _earlier(found: Watch, comparison: Comparison) -> SectionText | None:
    """The section in the older copy, if that has the text that the fingerprint was made from."""
    law = found.before.texts.get(comparison.law.id)
    text = law.sections.get(comparison.section.section) if law else None
    return text if text and text.fingerprint == comparison.section.fingerprint else None


def _resting(comparison: Comparison, reliance: Reliance) -> list[Resting]:
    return reliance.of((comparison.law.id, comparison.section.section))


def _grouped(resting: Sequence[Resting]) -> Iterator[str]:
    """Records a line each; a text once, with the languages in which it stands."""
    languages: dict[str, list[str]] = defaultdict(list)
    for found in resting:
        if found.kind == "Text":
            languages[found.name].append(found.file.split("/")[1])
        else:
            yield f"{found.kind} {found.name} ({found.file}:{found.line})"
    for name, codes in languages.items():
        yield f"Text {name} ({', '.join(dict.fromkeys(codes))})"


def _sum(found: Watch) -> str:
    counts = Counter(comparison.outcome for comparison in found.comparisons)
    cited = sum(len(law.sections) for law in found.catalogue.laws)
    parts = ", ".join(f"{counts[outcome]} {words}" for outcome, words in _OUTCOMES.items() if counts[outcome])
    unread = cited - len(found.comparisons)
    return (
        f"{len(found.reading.texts)} Gesetze gelesen, {len(found.comparisons)} von {cited} zitierten Abschnitten "
        f"verglichen: {parts or 'keiner'}; {unread} nicht verglichen."
    )


def _gone(comparison: Comparison) -> Problem:
    moved = f"Derselbe Wortlaut steht jetzt in {signed(comparison.moved_to)}. " if comparison.moved_to else ""
    return Problem(
        file=comparison.copy.place, code="law-section-missing", record=comparison.law.short, severity="warning",
        message=f"{signed(comparison.section.section)} steht nicht in der Kopie.",
        hint=f"{moved}Aufgehoben oder umbenannt? Prüfen Sie, was darauf beruht.",
    )


def update(found: Watch, project: Path, named: Sequence[str]) -> int:
    """Writes new fingerprints for the sections that an editor names, «AufenthG 18»; returns how many.

    Raises ValueError with a German sentence for a name that leads nowhere; then nothing is written.
    """
    wanted = [_named(found, name) for name in named]
    write_sections(project, [(comparison.law.id, taken_over(comparison)) for comparison in wanted])
    return len(wanted)


def note(found: Watch, project: Path) -> int:
    """Writes up to which day each section is the same, or since which it is not; returns how many entries changed."""
    entries = [(comparison.law.id, noted(comparison)) for comparison in found.comparisons]
    changed = [(law, section) for law, section in entries if section is not None]
    write_sections(project, changed)
    return len(changed)


def keep(found: Watch, folder: Path) -> None:
    """Writes the cited sections as Markdown, for the word by word comparison of next time.

    Of a section whose change no editor has taken over yet the older text stays, if it is at hand.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for law in found.catalogue.laws:
        copy = found.reading.texts.get(law.id)
        if copy:
            own = (comparison for comparison in found.comparisons if comparison.law.id == law.id)
            texts = (_earlier(found, c) or c.text if c.outcome in _TOLD else c.text for c in own)
            cited = {text.name: text for text in texts if text}
            kept = LawText(copy.names, copy.place, cited, copy.copied_on, copy.edition)
            (folder / f"{law.id}.md").write_text(as_markdown(kept, law.short), encoding="utf-8")


def _named(found: Watch, name: str) -> Comparison:
    law, section = _law_named(found.catalogue.laws, name)
    copy = found.reading.texts.get(law.id)
    if copy is None:
        raise ValueError(f"{law.short} steht nicht in der Kopie.")
    known = next((c for c in found.comparisons if (c.law.id, c.section.section) == (law.id, section)), None)
    if known is None and section in copy.sections:
        return Comparison(law, LawSection(section=section), "new", copy, copy.sections[section])
    if known is None or known.text is None:
        raise ValueError(f"{law.short} hat in der Kopie keinen Abschnitt «{section}». "
                         f"{did_you_mean(section, list(copy.sections))}")
    return known


def _law_named(laws: Sequence[Law], name: str) -> tuple[Law, str]:
    """«AufenthG 18», «SGB III § 38», «FeV Anlage 11» → the law, and the section."""
    plain = name.replace("§", " ").split()
    for law in laws:
        size = len(law.short.split())
        if same_name(" ".join(plain[:size])) == same_name(law.short) and len(plain) > size:
            return law, " ".join(plain[size:])
    known = [law.short for law in laws]
    raise ValueError(f"«{name}» nennt keinen Abschnitt eines Gesetzes aus data/laws.yaml. "
                     f"{did_you_mean(plain[0] if plain else '', known)}".strip())

