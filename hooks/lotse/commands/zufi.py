"""`lotse compare zufi`: whether the Land's own finder of responsibility names other offices than the data.

What differs is a task for editors, never a change: either may be wrong, and names may just be written differently.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

from lotse.laws.faults import LawFault
from lotse.laws.fetching import fetch
from lotse.load import Catalogue
from lotse.model import Municipality
from lotse.model.public import PublicCatalogue, PublicService
from lotse.words import counted

LARGEST = 2**21
"""Bytes of an answer; more is none."""
KEPT_DAYS = 7
"""For so long an answer that is kept is not asked for again."""
_AGENT = "lotse compare (asks who is responsible, once a second at most)"
_STANDING_TEXT = "leistungStammtext"  # the description of the service, in which no office is named for the place
_NO_WORD = re.compile(r"[\W_]+")

Ask = Callable[[str], bytes]


class NotAsked(Exception):
    """Nothing can be compared, as a German sentence."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the finder says of one service at one place; `problem` says why nobody knows."""

    place: str
    key: str
    here: tuple[str, ...]  # names of the offices in the data
    there: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_different(self) -> bool:
        """Whether an office is named there, and none of them is one of ours."""
        return bool(self.there) and not any(_is_same(one, other) for one in self.here for other in self.there)


def compared(catalogue: Catalogue, public: PublicCatalogue, ask: Ask) -> list[Compared]:
    """Every service with a key at every place that it reaches. Raises NotAsked when there is nothing to ask."""
    official = catalogue.region.official_services
    if not official.finder_url:
        raise NotAsked("In data/region.yaml steht keine Adresse: official_services.finder_url.")
    offers = [service for service in public.services() if service.leika and service.role == "responsible"]
    if not offers:
        raise NotAsked("Kein Angebot, für das eine Stelle zuständig ist, trägt einen Schlüssel (leika).")
    return [
        _one(official.finder_url, official.finder_names, place, key, names, ask)
        for place, key, names in _questions(public, offers)
    ]


def _questions(
    public: PublicCatalogue, offers: Sequence[PublicService]
) -> Iterator[tuple[Municipality, str, tuple[str, ...]]]:
    """Place, key, and the names of all offices that are responsible there, in the order of the data."""
    for place in public.municipalities:
        for key in dict.fromkeys(key for offer in offers for key in offer.leika):
            here = [o for o in offers if key in o.leika and any(place.id in public.atlas.reach[a] for a in o.areas)]
            bodies = [public.organization(offer.organization) for offer in here]
            if here:
                yield place, key, tuple(name for body in bodies if body for name in _names_of(body))


def _names_of(body: object) -> Iterator[str]:
    yield body.name["de"]  # type: ignore[attr-defined]
    yield from body.alternate_names  # type: ignore[attr-defined]


def _one(
    pattern: str, fields: Sequence[str], place: Municipality, key: str, here: tuple[str, ...], ask: Ask
) -> Compared:
    address = pattern.replace("{place}", quote(place.region_key)).replace("{key}", quote(key))
    try:
        answer = json.loads(ask(address))
    except LawFault as fault:
        return Compared(place.name, key, here, problem=fault.problem.message)
    except (ValueError, RecursionError):
        return Compared(place.name, key, here, problem="Die Antwort ist kein JSON.")
    texts = list(_texts(answer))
    there = tuple(dict.fromkeys(text for field, text in texts if field in fields))
    if there:
        return Compared(place.name, key, here, there)
    known = ", ".join(sorted({field for field, _ in texts})) or "keine"
    return Compared(place.name, key, here, problem=(
        f"Kein Feld aus finder_names steht in der Antwort. Felder mit Text sind: {known}."
    ))  # fmt: skip


def _texts(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Every text with the field that it stands in, but for the description of the service."""
    if isinstance(value, str):
        yield field, value.strip()
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name != _STANDING_TEXT:
                yield from _texts(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, field)


def _is_same(one: str, other: str) -> bool:
    """Whether two names may mean one office: all words of the shorter one stand in the longer."""
    words, others = (set(_NO_WORD.sub(" ", name.casefold()).split()) for name in (one, other))
    return bool(words and others) and (words <= others or others <= words)


def politely(kept: Path | None, today: date, pause: float, fetched: Callable[..., bytes] = fetch) -> Ask:
    """Asks for each address once, one after the other with a pause in seconds; `kept` holds answers for a week."""
    last = [0.0]

    def ask(address: str) -> bytes:
        file = kept / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.json" if kept else None
        known = _kept_answer(file, today)
        if known is not None:
            return known
        time.sleep(max(0.0, last[0] + pause - time.monotonic()))
        try:
            answer = fetched(address, largest=LARGEST, agent=_AGENT)
        finally:
            last[0] = time.monotonic()
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(today.isoformat().encode() + b"\n" + answer)
        return answer

    return ask


def _kept_answer(file: Path | None, today: date) -> bytes | None:
    try:
        day, _, answer = file.read_bytes().partition(b"\n") if file else (b"", b"", b"")
        is_fresh = timedelta() <= today - date.fromisoformat(day.decode()) <= timedelta(days=KEPT_DAYS)
    except (OSError, ValueError):
        return None
    return answer if is_fresh else None


def as_words(found: Sequence[Compared]) -> str:
    """What differs, place by place, and what nobody knows; in German, as a list for an issue."""
    different = [one for one in found if one.is_different]
    lines = [
        f"- {one.place}, Leistung {one.key}: dort «{'», «'.join(one.there)}», hier «{'», «'.join(one.here)}»."
        for one in different
    ]
    unknown = [one for one in found if one.problem]
    for problem in dict.fromkeys(one.problem for one in unknown):
        places = [one.place for one in unknown if one.problem == problem]
        lines.append(f"- Nicht verglichen ({counted(len(places), 'Ort', 'Orte')}, zuerst {places[0]}): {problem}")
    same = len(found) - len(different) - len(unknown)
    head = f"Verglichen: {len(found)}, gleich: {same}, anders: {len(different)}, nicht zu sagen: {len(unknown)}."
    return "\n".join([head, *lines])
