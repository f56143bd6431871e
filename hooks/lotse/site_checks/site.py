"""A finished site as the rules see it, and what the operator decided for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from lotse.problems import Problem
from lotse.site_checks.addresses import Addresses, Home, Target
from lotse.site_checks.pages import Link, Page, Place, read_page
from lotse.site_checks.sitemap import Entry, read_sitemap


@dataclass(frozen=True, kw_only=True)
class SiteRules:
    """What differs from site to site."""

    site_url: str = ""
    languages: tuple[str, ...] = ("de",)  # the first stands at the root, the others below /<language>/
    legal: tuple[str, ...] = ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache")
    snippets: tuple[str, ...] = ()  # patterns of HTML files that are parts to embed, not whole pages


class Site:
    """The files of a finished site with its pages read."""

    def __init__(self, files: Mapping[str, bytes], rules: SiteRules) -> None:
        self.files = files
        self.rules = rules
        self.addresses = Addresses(files.keys(), Home.of(rules.site_url))
        self.documents = {
            path: read_page(path, files[path]) for path in sorted(files) if path.endswith((".html", ".svg"))
        }

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The HTML pages that people visit: no drawings, no parts to embed, no mere redirections."""
        return {
            path: page
            for path, page in self.documents.items()
            if path.endswith(".html")
            and not page.is_redirect
            and not any(fnmatchcase(path, pattern) for pattern in self.rules.snippets)
        }

    @cached_property
    def targets(self) -> dict[str, list[tuple[Link, Target]]]:
        """Every address on every page with the file that it leads to."""
        return {
            path: [(link, self.addresses.target(link.url, path)) for link in page.links]
            for path, page in self.documents.items()
        }

    @cached_property
    def sitemap(self) -> list[Entry]:
        """The entries of the sitemap; none when there is no sitemap."""
        return read_sitemap(self.files["sitemap.xml"]) if "sitemap.xml" in self.files else []

    def language_of(self, path: str) -> str:
        """The language that the address promises; a fallback page may hold another."""
        first, slash, _ = path.partition("/")
        return first if slash and first in self.rules.languages[1:] else self.rules.languages[0]

    def in_language(self, path: str, language: str) -> str:
        """The file of a page without language prefix in that language."""
        return path if language == self.rules.languages[0] else f"{language}/{path}"

    def internal_links(self, path: str) -> Iterator[tuple[Link, Target]]:
        """The sound links of a page that a click follows to another file of the site."""
        for link, target in self.targets[path]:
            if link.use == "navigates" and target.is_internal and not target.fault:
                yield link, target


def problem(path: str, place: Place, code: str, message: str, hint: str = "") -> Problem:
    """A problem at a place of a file of the site."""
    return Problem(file=path, line=place.line, column=place.column, code=code, message=message, hint=hint)
