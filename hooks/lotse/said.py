"""What `lotse check` said last: said again without work as long as nothing that it depends on has changed.

Only a green check is kept, one per project, and outside the project, so that nobody can hand in a check that was
never made. It may be deleted at any time; what cannot be read or written counts as absent.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG

READ = ("data", "docs", "public", "mkdocs.yml")
"""What a check reads below the project's folder; a test watches that there is nothing else."""
_GIT = (("show-ref", "--head"), ("ls-files", "--stage", "--", "data", "docs"))
"""What the history says of states and of what is about to become one."""
_OVERLAY = "LOTSE_PRIVATE"
_PROGRAM = Path(__file__).parent
_ENDINGS = (".py", ".jinja", ".json", ".yaml")


def recalled(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> str | None:
    """What the command with these words said last time, if it would say the same again; None if nobody knows.

    Nobody knows of checks that write, of another project's, or of those that see private contacts.
    """
    kept = _kept(Path.cwd(), environment) if _is_plain(words, environment) else None
    if kept is None:
        return None
    with suppress(OSError, ValueError, TypeError, KeyError):
        found = json.loads(kept.read_text("utf-8"))
        if found["mark"] == mark(words, environment):
            return str(found["text"])
    return None


def keep(words: Sequence[str], before: str, text: str, environment: Mapping[str, str] = os.environ) -> None:
    """Keeps what a green check said, unless something has changed since `before`, the mark from when it began."""
    kept = _kept(Path.cwd(), environment)
    if kept is None or not _is_plain(words, environment) or before != mark(words, environment):
        return
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps({"mark": before, "text": text}), "utf-8")
        fresh.replace(kept)


def forget(project: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Deletes what is kept of a project: its words may name what is gone."""
    kept = _kept(project, environment)
    if kept is not None:
        with suppress(OSError):
            kept.unlink(missing_ok=True)


def _is_plain(words: Sequence[str], environment: Mapping[str, str]) -> bool:
    is_elsewhere = any(word.startswith(("--project", "--fix", "--help", "-h")) for word in words)
    return list(words[:1]) == ["check"] and not is_elsewhere and not environment.get(_OVERLAY)


def _kept(project: Path, environment: Mapping[str, str]) -> Path | None:
    """Where it is kept: in the person's own folder for such things; None where there is none."""
    home = environment.get("HOME") or environment.get("LOCALAPPDATA")
    base = environment.get("XDG_CACHE_HOME") or (f"{home}/.cache" if home else "")
    name = hashlib.sha256(str(project.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return Path(base, "lotse", f"check-{name}.json") if base else None


def mark(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """A mark of everything that decides what a check in the current folder says."""
    digest = hashlib.sha256()
    for part in _parts(words, environment):
        digest.update(b"%d:" % len(part) + part)
    return digest.hexdigest()


def _parts(words: Sequence[str], environment: Mapping[str, str]) -> Iterator[bytes]:
    named = sorted(f"{name}={value}" for name, value in environment.items() if _decides(name))
    today = datetime.now(UTC).astimezone().date().isoformat()
    yield json.dumps([*words, *named, today, sys.version, *_libraries()]).encode()
    for command in _GIT:
        yield _git(*command)
    for path in sorted(_PROGRAM.rglob("*")):
        if path.suffix in _ENDINGS:
            yield from _content(path)
    for name in READ:
        path = Path(name)
        for each in (path, *sorted(path.rglob("*"))):
            yield from _content(each)


def _decides(name: str) -> bool:
    return name.startswith("LOTSE_") or name in ("SOURCE_DATE_EPOCH", "TZ")


def _libraries() -> list[str]:
    """The installed packages with their versions, by the names of their folders."""
    folders = [Path(name) for name in sys.path if name.endswith("site-packages")]
    return sorted(path.name for folder in folders for path in folder.glob("*.dist-info"))


def _git(*words: str) -> bytes:
    with suppress(OSError):
        return subprocess.run(["git", *words], capture_output=True, check=False).stdout  # noqa: S607
    return b""


def _content(path: Path) -> Iterator[bytes]:
    """Name and kind of a file or folder, and what is in it or where it leads."""
    yield os.fsencode(path)
    try:
        mode = path.lstat().st_mode
        yield b"%o" % mode
        if S_ISREG(mode):
            yield path.read_bytes()
        elif path.is_symlink():
            yield os.fsencode(path.readlink())
    except OSError as fault:
        yield type(fault).__name__.encode()
