"""Where an address on a page leads: to which file of the site, or out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

Fault = Literal["", "missing", "slash", "case", "above", "outside", "relative"]

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_IGNORED_BY_BROWSERS = re.compile(r"^[\x00-\x20]+|[\x00-\x20]+$|[\t\n\r]")


class Target(NamedTuple):
    """The file that an address means, its fragment, and what is wrong with the address."""

    path: str  # of the file in the site, also when it does not exist
    fragment: str = ""
    fault: Fault = ""
    is_internal: bool = True


@dataclass(frozen=True, slots=True)
class Home:
    """Where the site will stand: scheme and host, and the path below it."""

    origin: str  # "https://example.org", or empty when unknown
    base: str  # "/" or "/lotse/"

    @classmethod
    def of(cls, site_url: str) -> Home:
        parts = urlsplit(site_url)
        origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        return cls(origin, "/" + (parts.path.strip("/") + "/" if parts.path.strip("/") else ""))

    def without_origin(self, url: str) -> str:
        """The address as a path from the root, when it names our own host; else unchanged."""
        if self.origin and url.startswith(self.origin):
            rest = url[len(self.origin) :]
            if rest.startswith(self.base) or (rest[:1] in ("", "?", "#") and self.base == "/"):
                return rest if rest.startswith("/") else f"/{rest}"
        return url


def cleaned(url: str) -> str:
    """The address without the characters that browsers skip (WHATWG URL, section 4.4)."""
    return _IGNORED_BY_BROWSERS.sub("", url)


@lru_cache(maxsize=1 << 16)
def scheme_of(url: str) -> str:
    """«https» of an address, «//» for one that leaves only the scheme open, empty for a relative one."""
    url = cleaned(url).replace("\\", "/")
    if url.startswith("//"):
        return "//"
    match = _SCHEME.match(url)
    return match.group().lower() if match else ""


class Addresses:
    """Finds the file behind an address, as a plain web server that respects case does."""

    def __init__(self, paths: Collection[str], home: Home) -> None:
        self._paths = frozenset(paths)
        self._by_folded: Mapping[str, str] = {path.casefold(): path for path in self._paths}
        self._home = home
        self._known: dict[tuple[str, str], Target] = {}

    def target(self, url: str, from_path: str) -> Target:
        """Where `url` leads when it stands on the page `from_path`."""
        return self.from_page(from_path)(url)

    def from_page(self, path: str) -> Callable[[str], Target]:
        """The targets of addresses on the page; each is worked out once for all pages that it means the same on."""
        folder, known = path.rpartition("/")[0], self._known
        ways_up = _ways_up(folder)

        def target(url: str) -> Target:
            if url[:1] <= " " or url[0] in "#?" or path.endswith("404.html"):  # means something else on each page
                return self._target(url, path)
            key = ("" if url[0] == "/" or url.startswith("https:") else folder, url)
            for up, above in ways_up:
                if url.startswith(up):
                    key = (above, url[len(up) - 2 :])  # «../../x» is «./x» from there
                    break
            if key not in known:
                known[key] = self._target(key[1], f"{key[0]}/.")
            return known[key]

        return target

    def _target(self, url: str, from_path: str) -> Target:
        url = self._home.without_origin(cleaned(url))
        if scheme_of(url):
            return Target("", is_internal=False)
        way, _, fragment = url.partition("#")
        way = unquote(way.partition("?")[0])
        if not way:
            return Target(from_path, unquote(fragment))
        fault, path = self._file(way, from_path)
        return Target(path, unquote(fragment), fault)

    def _file(self, way: str, from_path: str) -> tuple[Fault, str]:
        """The file behind the path of an address. Browsers take a last «..» for a folder: «../»."""
        if way.startswith("/"):
            if not f"{way}/".startswith(self._home.base):
                return "outside", way
            folder, way = "", way[len(self._home.base) :]
        elif from_path.endswith("404.html"):  # it answers at any depth
            return "relative", way
        else:
            folder = from_path.rpartition("/")[0]  # of the root «/.», too
        path = _joined(folder, way)
        return ("above", way) if path is None else self._existing(path)

    def _existing(self, path: str) -> tuple[Fault, str]:
        file = f"{path}index.html" if path.endswith("/") or not path else path
        if file in self._paths:
            return "", file
        as_folder = f"{file}/index.html"
        if as_folder in self._paths:
            return "slash", as_folder
        for candidate in (file, as_folder):
            if candidate.casefold() in self._by_folded:
                return "case", self._by_folded[candidate.casefold()]
        return "missing", file


def _ways_up(folder: str) -> list[tuple[str, str]]:
    """«../» as often as one can, and the folder that it leads to; the root first."""
    steps = folder.split("/") if folder else []
    return [("../" * (len(steps) - depth), "/".join(steps[:depth])) for depth in range(len(steps))]


def _joined(folder: str, way: str) -> str | None:
    """The path from the root, with «/» at the end for a folder; nothing when it leaves the root."""
    *steps, name = way.split("/")
    if name in (".", ".."):
        steps, name = [*steps, name], ""
    segments = folder.split("/") if folder else []
    for step in steps:
        if step == "..":
            if not segments:
                return None
            segments.pop()
        elif step != ".":
            segments.append(step)
    return "/".join([*segments, name])


def shown(path: str) -> str:
    """The path as people write it: «/arbeitgeber/» for «arbeitgeber/index.html»."""
    return "/" + path.removeprefix("/").removesuffix("index.html")
