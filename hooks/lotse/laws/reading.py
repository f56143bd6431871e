"""Reads the laws that are cited from a folder of copies, or from the federal portal."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urljoin

from lotse.laws.faults import LawFault, not_readable
from lotse.laws.fetching import fetch
from lotse.laws.markdown import markdown_name, read_markdown
from lotse.laws.portal import LARGEST, names_in, read_contents, read_xml, slug_of, xml_of
from lotse.laws.texts import LawText, same_name
from lotse.model import Law
from lotse.problems import Problem

CONTENTS = "gii-toc.xml"
_MOST_FILES = 50_000
_GIVE_UP = 3  # addresses in a row that are not reached
Fetch = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a place has of the laws: texts by the id of the law, and what went wrong."""

    texts: Mapping[str, LawText] = field(default_factory=dict)
    problems: Sequence[Problem] = ()


def read_laws(place: str, laws: Sequence[Law], fetch_file: Fetch = fetch) -> Reading:
    """The cited laws at a place: a folder, or the address of the portal or of its table of contents."""
    if place.startswith(("https://", "http://")):
        return _read_portal(place, laws, fetch_file)
    return _read_folder(Path(place), laws)


def _read_folder(folder: Path, laws: Sequence[Law]) -> Reading:
    known = {name: law for law in laws for name in _names(law)}
    texts: dict[str, LawText] = {}
    problems: list[Problem] = []
    for path in _files(folder):
        law = None
        try:
            law = _law_of(path, known)
            text = law and _read_file(path)
        except LawFault as fault:
            problems.append(replace(fault.problem, record=law.short if law else fault.problem.record))
            continue
        if law and text and law.id not in texts:
            texts[law.id] = text
    return Reading(texts, [*problems, *_missing(laws, texts, problems, str(folder))])


def _files(folder: Path) -> Iterator[Path]:
    """Files that may hold a law, in a fixed order."""
    count = 0
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            count += 1
            if count > _MOST_FILES:
                return
            if name.lower().endswith((".md", ".xml", ".zip")) and name != CONTENTS:
                yield Path(root, name)


def _law_of(path: Path, known: Mapping[str, Law]) -> Law | None:
    """The cited law that a file is a copy of, by its name or its beginning. Raises LawFault."""
    by_place = next((known[name] for name in map(same_name, (path.stem, path.parent.name)) if name in known), None)
    if by_place:
        return by_place
    return next((known[name] for name in map(same_name, _names_inside(path)) if name in known), None)


def _names_inside(path: Path) -> list[str]:
    with path.open("rb") as file:
        head = file.read(2**16)
    if path.suffix.lower() == ".md":
        name = markdown_name(head.decode("utf-8", "replace"))
        return [name] if name else []
    if path.suffix.lower() == ".xml":
        return names_in(head)
    return names_in(xml_of(_bytes(path), str(path)))


def _read_file(path: Path) -> LawText:
    data = _bytes(path)
    if path.suffix.lower() == ".md":
        law = read_markdown(_decoded(data, str(path)), str(path))
        if law is None:
            raise LawFault(not_readable(str(path), "Die Datei beginnt nicht mit einer Zeile «% Name, copy of Tag»."))
        return law
    return read_xml(xml_of(data, str(path)) if path.suffix.lower() == ".zip" else data, str(path))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            problem = not_readable(str(path), f"Die Datei ist größer als {LARGEST // 2**20} MB.", code="law-too-large")
            raise LawFault(problem)
        return path.read_bytes()
    except OSError as error:
        raise LawFault(not_readable(str(path), "Die Datei lässt sich nicht lesen.")) from error


def _decoded(data: bytes, place: str) -> str:
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise LawFault(not_readable(place, "Die Datei ist nicht in UTF-8 geschrieben.")) from error


def _read_portal(address: str, laws: Sequence[Law], fetch_file: Fetch) -> Reading:
    contents = address if address.endswith(".xml") else urljoin(address.rstrip("/") + "/", CONTENTS)
    try:
        archives = read_contents(fetch_file(contents), contents)
    except LawFault as fault:
        return Reading({}, [fault.problem])
    texts: dict[str, LawText] = {}
    problems: list[Problem] = []
    failures = 0
    for law in laws:
        path = archives.get(slug_of(law.url))
        if path is None or failures >= _GIVE_UP:
            continue
        place = urljoin(contents, path)
        try:
            texts[law.id] = read_xml(xml_of(fetch_file(place), place), place)
            failures = 0
        except LawFault as fault:
            problems.append(replace(fault.problem, record=law.short))
            failures += fault.problem.code == "law-not-reached"
    here = [law for law in laws if law.url]  # others never stood on the portal
    return Reading(texts, [*problems, *_missing(here, texts, problems, contents)])


def _missing(
    laws: Sequence[Law], texts: Mapping[str, LawText], problems: Sequence[Problem], place: str
) -> Iterator[Problem]:
    """The cited laws that the place doesn't have: a warning, for a folder need not have all of them."""
    told = {problem.record for problem in problems}
    for law in laws:
        if law.sections and law.id not in texts and law.short not in told:
            yield Problem(
                file=place, code="law-missing", record=law.short, severity="warning",
                message="Dieses Gesetz fehlt in der Kopie; seine Abschnitte sind nicht verglichen.",
                hint="Heißt es jetzt anders, ergänzen Sie den Namen unter «names» in data/laws.yaml. "
                "Ist es aufgehoben, prüfen Sie die Einträge, die darauf beruhen.",
            )


def _names(law: Law) -> Iterator[str]:
    yield from map(same_name, (law.short, slug_of(law.url), *law.names))
