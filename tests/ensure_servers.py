"""Finds nginx and Caddy for the tests of their configuration, or gets them from Debian's packages.

The packages are unpacked into the cache of whoever runs the tests, not installed: nothing starts with the computer,
and no rights are needed. Run as a script it ends with an error when nginx is missing and CI is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

PACKAGES: Mapping[str, tuple[str, ...]] = {"nginx": ("nginx", "nginx-light", "nginx-core"), "caddy": ("caddy",)}
"""Program → packages of which one holds it, by release of Debian."""
REQUIRED = frozenset({"nginx"})
"""What must not be missing where tests are to prove something; not every Debian has Caddy."""
_VERSION = {"nginx": "-v", "caddy": "version"}


def find_server(name: str) -> str | None:
    """The path of a program that starts: the one that $NGINX or $CADDY names, the system's, or the unpacked one."""
    return next((path for path in _candidates(name) if _starts(name, path)), None)


def is_required(name: str) -> bool:
    """Whether a missing program is a failure."""
    return name in REQUIRED and os.environ.get("CI", "").lower() not in ("", "0", "false")


def _candidates(name: str) -> Iterator[str]:
    if chosen := os.environ.get(name.upper()):
        yield chosen
        return  # who names one wants that one
    if found := shutil.which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin"):
        yield found
    yield from (str(_cache() / name / folder / name) for folder in ("usr/sbin", "usr/bin"))


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lotse-servers"


def _starts(name: str, path: str) -> bool:
    try:
        return subprocess.run([path, _VERSION[name]], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def get_server(name: str) -> None:
    """Fetches and unpacks it; whether that worked, `find_server` tells."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        return
    if os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], stdout=sys.stderr, check=False)
    for package in PACKAGES[name]:
        if find_server(name) is None:
            _unpack(package, _cache() / name)


def _unpack(package: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = ["apt-get", "download", "-qq", package]
    subprocess.run(command, cwd=folder, stdout=sys.stderr, stderr=subprocess.DEVNULL, check=False)
    for file in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", str(file), str(folder)], stdout=sys.stderr, check=False)
        file.unlink()


def main() -> int:
    missing = []
    for name in PACKAGES:
        if find_server(name) is None and name.upper() not in os.environ:
            print(f"Kein {name} gefunden; es wird aus Debians Paketen geholt.", file=sys.stderr)
            get_server(name)
        path = find_server(name)
        print(f"{name}: {path or 'fehlt; bitte installieren'}", file=sys.stdout if path else sys.stderr)
        missing += [] if path else [name]
    return 1 if any(map(is_required, missing)) else 0


if __name__ == "__main__":
    raise SystemExit(main())
