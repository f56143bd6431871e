"""What only a whole build gives: search index, sitemap, downloads. It runs apart, when somebody asks for them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from lotse.output import FolderFiles

_LONGEST = 300.0  # seconds


class WholeSite:
    """A build of the project in a folder for the moment, by a process of its own, as soon as it is wanted."""

    def __init__(self, command: Callable[[Path], list[str]], folder: Path) -> None:
        self._command, self._folder = command, folder
        self._lock = threading.Lock()
        self._is_current = self._is_wanted = False
        self._child: subprocess.Popen[bytes] | None = None
        self._files: FolderFiles | None = None

    def outdated(self) -> None:
        """Something was saved: what was built no longer holds, and what is being built is not needed."""
        self._is_current = False
        child = self._child
        if child is not None and child.poll() is None:
            child.terminate()

    @property
    def is_wanted(self) -> bool:
        """Whether anybody has asked for something that only a whole build gives."""
        return self._is_wanted

    def file(self, path: str) -> bytes | None:
        """A file of the whole site as things stand now; waits for the build. None when there is none of the name."""
        self._is_wanted = True
        self.bring_up_to_date()
        files = self._files
        try:
            return files[path] if files is not None and path in files else None
        except OSError:
            return None

    def bring_up_to_date(self) -> None:
        """Builds if what was built no longer holds. A build that fails leaves the last one in place."""
        with self._lock:
            if self._is_current:
                return
            self._is_current = True
            target = self._folder / "site"
            self._child = subprocess.Popen(
                self._command(target), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            try:
                code = self._child.wait(timeout=_LONGEST)
            except subprocess.TimeoutExpired:
                self._child.kill()
                code = self._child.wait()
            self._child = None
            if code == 0:
                self._files = FolderFiles(target)

    def end(self) -> None:
        """Ends a build that is running."""
        self.outdated()
        child = self._child
        if child is not None:
            child.wait()


@contextmanager
def whole_site(project: Path, today: Callable[[], date]) -> Iterator[WholeSite]:
    """A whole site whose folder is gone when the block ends."""

    def command(target: Path) -> list[str]:
        return [
            sys.executable, "-m", "lotse", "build", "--project", str(project), "--site-dir", str(target),
            "--no-compress", "--allow-shrink", "--keep-releases", "0", "--as-of", today().isoformat(),
        ]  # fmt: skip

    with tempfile.TemporaryDirectory(prefix="lotse-", ignore_cleanup_errors=True) as folder:
        site = WholeSite(command, Path(folder))
        try:
            yield site
        finally:
            site.end()
