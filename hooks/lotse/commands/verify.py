"""`lotse fai verify`: what the receiving side must do with a bundle: is it whole, what is new, what must go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from pydantic import ValidationError

from lotse.exports.bundle import BUNDLE, Bundle
from lotse.exports.bundle.records import OpenEntry
from lotse.exports.sums import NAME, checksum, read_sums

LARGEST = 20 * 2**20  # bytes of one file
MOST_FILES = 20_000
PAUSE_AT_MOST = 20.0  # seconds without a byte
FILE_AT_MOST = 60.0  # seconds for one file
FINE, NEWS, TAKE_DOWN, BROKEN = 0, 1, 3, 4
"""Exit codes: nothing to do; something is new or changed; something must be taken down; use nothing of it."""

Read = Callable[[str], bytes]
"""Path below the bundle → content. Raises NotThere."""


class NotThere(Exception):
    """A file of the bundle that is missing or can't be read, with the reason in German."""


class Unreachable(Exception):
    """Nothing can be said at all: no folder, no server; a German sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell of one file or entry."""

    kind: str  # "truncated", "tampered", "new", "changed", "withdrawn", "expired"
    what: str


@dataclass
class Verdict:
    """What was found, and the exit code that says it."""

    findings: list[Finding] = field(default_factory=list)
    as_of: date | None = None
    entries: int = 0

    @property
    def code(self) -> int:
        kinds = {finding.kind for finding in self.findings}
        if kinds & {"truncated", "tampered"}:
            return BROKEN
        return TAKE_DOWN if kinds & {"withdrawn", "expired"} else NEWS if kinds else FINE


def verify(read: Read, today: date, before: Read | None = None) -> Verdict:
    """Judges a bundle as of a day; `before` is the one that the receiving side shows at present.

    Raises Unreachable where neither manifest nor bundle is there.
    """
    verdict = Verdict()
    bundle = _whole(read, verdict)
    if bundle is None:
        return verdict
    verdict.as_of, verdict.entries = bundle.as_of, len(bundle.entries)
    verdict.findings += _expired(bundle, today)
    earlier = _earlier(before) if before else None
    if earlier:
        verdict.findings += _compared(bundle, earlier)
    else:
        verdict.findings += [Finding("withdrawn", _ended(end.id, end.number, end.reason)) for end in bundle.endings]
    return verdict


def _whole(read: Read, verdict: Verdict) -> Bundle | None:
    """The bundle, if every file is as the manifest says and the manifest has every file that the bundle names."""
    try:
        sums = read_sums(read(NAME).decode())
    except NotThere as fault:
        raise Unreachable(f"{NAME}: {fault}") from fault
    except ValueError:
        verdict.findings.append(Finding("truncated", f"{NAME}: abgeschnitten oder keine Liste"))
        return None
    verdict.findings += [*_faults(read, sums)]
    bundle = _read_bundle(read, verdict)
    if bundle:
        missing = {*bundle.files} - {*sums}
        verdict.findings += [Finding("truncated", f"{NAME}: «{name}» fehlt") for name in sorted(missing)]
        added = {*sums} - {*bundle.files}
        verdict.findings += [Finding("tampered", f"{NAME}: «{name}» gehört nicht dazu") for name in sorted(added)]
    return bundle if verdict.code != BROKEN else None


def _faults(read: Read, sums: Mapping[str, str]) -> Iterable[Finding]:
    if len(sums) > MOST_FILES:
        yield Finding("tampered", f"{NAME}: mehr als {MOST_FILES} Dateien")
        return
    for path, wanted in sums.items():
        if not _is_within(path):
            yield Finding("tampered", f"«{path}» liegt außerhalb")
            continue
        try:
            content = read(path)
        except NotThere as fault:
            yield Finding("truncated", f"{path}: {fault}")
            continue
        if checksum(content) != wanted:
            yield Finding("tampered" if content else "truncated", f"{path}: anders, als die Prüfsumme sagt")


def _is_within(path: str) -> bool:
    return not path.startswith("/") and "\\" not in path and ":" not in path and ".." not in path.split("/")


def _read_bundle(read: Read, verdict: Verdict) -> Bundle | None:
    try:
        return Bundle.model_validate_json(read(BUNDLE))
    except NotThere as fault:
        verdict.findings.append(Finding("truncated", f"{BUNDLE}: {fault}"))
    except ValidationError:
        verdict.findings.append(Finding("truncated", f"{BUNDLE}: abgeschnitten oder von anderer Art"))
    return None


def _earlier(read: Read) -> Bundle:
    try:
        return Bundle.model_validate_json(read(BUNDLE))
    except (NotThere, ValidationError) as fault:
        raise Unreachable("Das frühere Bündel lässt sich nicht lesen.") from fault


def _expired(bundle: Bundle, today: date) -> Iterable[Finding]:
    for entry in bundle.entries:
        if entry.valid_until and entry.valid_until < today:
            yield Finding("expired", f"{_words(entry, bundle)}: galt bis {entry.valid_until.isoformat()}")


def _compared(bundle: Bundle, earlier: Bundle) -> Iterable[Finding]:
    """What differs between the two, entry by entry. What is gone must be taken down, whatever the reason."""
    now, then = ({entry.id: entry for entry in one.entries} for one in (bundle, earlier))
    endings = {end.id: end for end in bundle.endings}
    for entry_id, entry in then.items():
        if entry_id not in now:
            end = endings.get(entry_id)
            reason = end.reason if end else "gone"
            yield Finding("withdrawn", f"{_words(entry, earlier)}: {_ended(entry_id, _numbers(entry), reason)}")
        elif now[entry_id] != entry:
            yield Finding("changed", _words(now[entry_id], bundle))
    yield from (Finding("new", _words(entry, bundle)) for entry_id, entry in now.items() if entry_id not in then)
    yield from _compared_bodies(bundle, earlier)


def _compared_bodies(bundle: Bundle, earlier: Bundle) -> Iterable[Finding]:
    before = {body.id: body for body in earlier.organizations}
    for body in bundle.organizations:
        if body.id in before and before[body.id] != body:
            yield Finding("changed", body.name.get("de", body.id))


_REASONS = {"withdrawn": "widerrufen", "lapsed": "abgelaufen", "gone": "nicht mehr dabei"}


def _ended(entry_id: str, numbers: str, reason: str) -> str:
    return f"{_REASONS[reason]}, Zustimmung {numbers}, Eintrag {entry_id}"


def _numbers(entry: OpenEntry) -> str:
    return ", ".join(one.number for one in entry.clearances)


def _words(entry: OpenEntry, bundle: Bundle) -> str:
    name = next((body.name for body in bundle.organizations if body.id == entry.organization), {})
    return f"{name.get('de', entry.organization)} ({entry.kind}, {entry.id})"


def reader_of(place: str) -> Read:
    """Reads files of a folder, or below an address. Raises Unreachable for a folder that isn't there."""
    if place.startswith(("https://", "http://")):
        return lambda path: _fetched(f"{place.rstrip('/')}/{path}")
    folder = Path(place)
    if not folder.is_dir():
        raise Unreachable(f"«{place}» ist kein Ordner und keine Adresse, die mit https:// beginnt.")
    return lambda path: _from_folder(folder, path)


def _from_folder(folder: Path, path: str) -> bytes:
    try:
        file = folder / path
        if file.stat().st_size > LARGEST:
            raise NotThere("zu groß")
        return file.read_bytes()
    except OSError as fault:
        raise NotThere("fehlt") from fault


def _fetched(url: str) -> bytes:
    """The file at an address, bounded in time and size."""
    end = time.monotonic() + FILE_AT_MOST
    request = Request(url, headers={"User-Agent": "lotse fai verify"})  # noqa: S310 – only http and https get here
    try:
        with urlopen(request, timeout=PAUSE_AT_MOST) as answer:  # noqa: S310
            data = bytearray()
            while piece := answer.read1(2**16):
                data += piece
                if len(data) > LARGEST or time.monotonic() > end:
                    raise NotThere("zu groß oder zu langsam")
            promised = answer.headers.get("Content-Length")
    except HTTPError as error:
        raise NotThere(f"der Server antwortet mit {error.code}") from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise NotThere("der Server ist nicht zu erreichen") from error
    if promised and promised.isdigit() and int(promised) != len(data):
        raise NotThere("abgeschnitten")
    return bytes(data)


_HEADINGS = {
    "truncated": "Unvollständig", "tampered": "Verändert, nicht zu verwenden", "withdrawn": "Zurückgezogen: entfernen",
    "expired": "Abgelaufen: entfernen", "changed": "Geändert", "new": "Neu",
}  # fmt: skip


def verdict_text(verdict: Verdict) -> str:
    """The verdict for people, in German."""
    lines = []
    for kind, heading in _HEADINGS.items():
        found = [finding.what for finding in verdict.findings if finding.kind == kind]
        if found:
            lines += [f"{heading}:", *(f"  {what}" for what in found)]
    if verdict.as_of:
        lines.append(f"Bündel vom {verdict.as_of.isoformat()}, {verdict.entries} Angaben, vollständig und unverändert.")
    else:
        lines.append("Das Bündel ist nicht zu verwenden. Behalten Sie das bisherige, und fragen Sie nach.")
    return "\n".join(lines)
