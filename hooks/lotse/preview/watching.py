"""Tells of saved files: of data, texts, scripts, styles and templates."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_QUIET = 0.05  # seconds without a further event: editors' programs write a file in several steps
_LONGEST = 1.0  # seconds that a stream of events is waited for
_PASSING = ("~", ".swp", ".swx", ".tmp", "4913")
_TOUCHING = frozenset({"created", "modified", "deleted", "moved"})


class Changes:
    """The files that were saved since somebody asked."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def add(self, path: str) -> None:
        self._queue.put(path)

    def end(self) -> None:
        """Whoever waits learns that nothing more comes."""
        self._queue.put(None)

    def next(self) -> set[str]:
        """Waits for saved files and returns them all once it is quiet; nothing when it is over."""
        found: set[str] = set()
        path = self._queue.get()
        until = time.monotonic() + _LONGEST
        while path is not None:
            found.add(path)
            try:
                path = self._queue.get(timeout=_QUIET if time.monotonic() < until else 0)
            except queue.Empty:
                return found
        return set()


class _Handler(FileSystemEventHandler):
    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = [str(event.src_path), str(getattr(event, "dest_path", "") or "")]
        if event.event_type not in _TOUCHING or event.is_directory:
            return
        for path in filter(None, paths):
            if is_watched(Path(path)):
                self._changes.add(path)


def is_watched(path: Path) -> bool:
    """Whether a saved file matters: not what programs put beside it for a moment."""
    name = path.name
    is_hidden = name.startswith((".", "#")) or "__pycache__" in path.parts or ".git" in path.parts
    return not is_hidden and not name.endswith(_PASSING)


@contextmanager
def watched(places: Iterable[Path]) -> Iterator[Changes]:
    """Watches folders, and single files by the folder that they lie in, until the block ends."""
    changes = Changes()
    observer = Observer()
    for place in places:
        if place.is_dir():
            observer.schedule(_Handler(changes), str(place), recursive=True)
        elif place.is_file():
            observer.schedule(_OneFile(changes, place), str(place.parent), recursive=False)
    observer.start()
    try:
        yield changes
    finally:
        observer.stop()
        observer.join()


class _OneFile(_Handler):
    def __init__(self, changes: Changes, file: Path) -> None:
        super().__init__(changes)
        self._file = file

    def on_any_event(self, event: FileSystemEvent) -> None:
        if self._file.name in (Path(str(event.src_path)).name, Path(str(getattr(event, "dest_path", ""))).name):
            super().on_any_event(event)
