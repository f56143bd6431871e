"""Finds a Chromium for the browser tests, or gets one: from Debian as root, else from Playwright.

Run as a script it ends with an error when there is none and CI is set; elsewhere it only warns, and the
browser tests are skipped with that reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find_chromium() -> str | None:
    """The path of a Chromium that starts: $CHROMIUM, the system's, or Playwright's own."""
    return next((path for path in _candidates() if _starts(path)), None)


def is_required() -> bool:
    """Whether a missing browser is a failure, as it is wherever tests are to prove something."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def _candidates() -> Iterator[str]:
    if chosen := os.environ.get("CHROMIUM"):
        yield chosen
        return  # who names one wants that one
    yield from filter(None, map(shutil.which, NAMES))
    yield _path_of_playwright()


def _path_of_playwright() -> str:
    from playwright.sync_api import sync_playwright  # starts a process: only where nothing else was found

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _starts(path: str) -> bool:
    """Whether the program is a browser; Ubuntu's «chromium» may be only a hint to a snap."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"Chrom" in done.stdout


def get_chromium() -> None:
    """Installs one; whether that worked, `find_chromium` tells."""
    if _is_root_on_debian():
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        for command in (["apt-get", "update", "-qq"], [*install, "chromium", "fonts-noto-core"]):
            subprocess.run(command, env=environment, stdout=sys.stderr, check=False)
    if find_chromium() is None:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, stdout=sys.stderr, check=False)


def _is_root_on_debian() -> bool:
    return os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def main() -> int:
    if find_chromium() is None and "CHROMIUM" not in os.environ:
        print("Kein Chromium gefunden; es wird installiert.", file=sys.stderr)
        get_chromium()
    path = find_chromium()
    if path:
        print(f"Browser: {path}")
        return 0
    print(
        "Kein lauffähiges Chromium. Bitte installieren (Debian: apt-get install chromium fonts-noto-core) "
        "oder mit CHROMIUM=/pfad/zu/chromium angeben.",
        file=sys.stderr,
    )
    return 1 if is_required() else 0


if __name__ == "__main__":
    raise SystemExit(main())
