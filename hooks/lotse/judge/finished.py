"""A finished site as the rules see it, what the operator decided for it, and what a rule finds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property, lru_cache
from typing import NamedTuple

from lotse.judge.addresses import Addresses, Home, Target
from lotse.judge.sitemap import Entry, read_sitemap
from lotse.leaves import Leaf, Position, Spot, Use

START = Position(1, 1)
SITEMAP = "sitemap.xml"
FILE_KINDS = (
    *("*.html", "*.css", "*.js", "*.svg", "*.png", "*.jpg", "*.webp", "*.ico", "*.woff2", "*.json", "*.xml", "*.txt"),
    *("*.ics", "*.vcf", "*.pdf", "*.csv", "*.atom", "*.webmanifest", "*.jsonld", "SHA256SUMS", ".well-known/*"),
    "*/v1/SHA256SUMS",
    *("pagefind/*.pf_meta", "pagefind/*.pf_index", "pagefind/*.pf_fragment", "pagefind/*.pf_filter"),
    *("pagefind/*.pf_sort", "pagefind/*.pagefind"),
)


@dataclass(frozen=True, kw_only=True)
class SiteRules:
    """What differs from site to site. Patterns are those of shells, «*» also stands for slashes."""

    site_url: str = ""
    languages: tuple[str, ...] = ("de",)  # the first stands at the root, the others below /<language>/
    legal: tuple[str, ...] = ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache")
    snippets: tuple[str, ...] = ()  # patterns of HTML files that are parts to embed, not whole pages
    scripts: tuple[str, ...] = ("assets/*",)  # patterns of files that pages may run
    embeds: tuple[str, ...] = ()  # patterns of addresses that pages may open inside themselves
    kinds: tuple[str, ...] = FILE_KINDS  # patterns of files that the folder may hold

    @cached_property
    def home(self) -> Home:
        return Home.of(self.site_url)


def is_like(text: str, patterns: tuple[str, ...]) -> bool:
    """Whether one of the patterns fits; upper and lower case differ."""
    return bool(_any_of(patterns).fullmatch(text))


@lru_cache(maxsize=64)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, patterns)) or r"(?!)")


class Finding(NamedTuple):
    """A fault before anybody looked for its place: at `spot` of the leaf, if it has one, else at `position`."""

    code: str
    message: str
    hint: str = ""
    spot: Spot | None = None
    position: Position = START


class Way(NamedTuple):
    """An address on a page and the file that it leads to."""

    use: Use
    url: str
    target: Target

    @property
    def spot(self) -> Spot:
        return Spot(self.use, self.url)


class FinishedSite:
    """The files of a finished site with the leaves of its documents."""

    def __init__(self, files: Mapping[str, bytes], rules: SiteRules, leaves: Mapping[str, Leaf]) -> None:
        self.files = files
        self.rules = rules
        self.leaves = leaves
        self.addresses = Addresses(files.keys(), rules.home)

    @cached_property
    def pages(self) -> dict[str, Leaf]:
        """The HTML pages that people visit: no drawings, no parts to embed, no mere redirections."""
        return {
            path: leaf
            for path, leaf in self.leaves.items()
            if path.endswith(".html") and not leaf.is_redirect and not is_like(path, self.rules.snippets)
        }

    @cached_property
    def ways(self) -> dict[str, list[Way]]:
        """Every address in every document with the file that it leads to; the sitemap has rules of its own."""
        found = {}
        for path, leaf in self.leaves.items():
            if path == SITEMAP:
                continue
            target = self.addresses.from_page(path)
            found[path] = [Way(use, url, target(url)) for use, urls in leaf.links.items() for url in urls]
        return found

    @cached_property
    def sitemap(self) -> list[Entry]:
        """The entries of the sitemap; none when there is no sitemap."""
        return read_sitemap(self.files[SITEMAP]) if SITEMAP in self.files else []

    def language_of(self, path: str) -> str:
        """The language that the address promises; a fallback page may hold another."""
        first, slash, _ = path.partition("/")
        return first if slash and first in self.rules.languages[1:] else self.rules.languages[0]

    def in_language(self, path: str, language: str) -> str:
        """The file of a page without language prefix in that language."""
        return path if language == self.rules.languages[0] else f"{language}/{path}"

    def next_files(self, path: str) -> Iterator[str]:
        """The files of the site that a click on the page leads to."""
        for use, _, target in self.ways.get(path, ()):
            if use == "navigates" and target.is_internal and not target.fault:
                yield target.path
