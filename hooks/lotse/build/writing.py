"""Writes every page of every language, each language by itself; what has not changed is taken from the old site."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError

from lotse.build.kept import Keeper, KeptLanguage, KeptPage, UsedFragments
from lotse.build.languages import in_each_language
from lotse.build.result import BuildError
from lotse.edition import Edition
from lotse.leaves import Leaf, read_page
from lotse.pages import Desk
from lotse.pages.frame import frame_of, framed, notfound_page
from lotse.pages.page import Page
from lotse.render import LabelMissing

NOTFOUND = "404.html"


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """What was written: the checksum of each page by its file, what stands on it, and how many were made anew."""

    checksums: dict[str, str]
    leaves: dict[str, Leaf]
    made_count: int

    @property
    def page_count(self) -> int:
        return sum(path.endswith(".html") for path in self.checksums)


@dataclass(frozen=True, slots=True)
class WritingOrder:
    """Which pages to write, and how: `old` is the site from which unchanged ones are taken over."""

    old: Path | None = None
    generated_only: bool = False
    has_policy: bool = True


def written(edition: Edition, folder: Path, keeper: Keeper, order: WritingOrder) -> WrittenFiles:
    """Writes pages of every language below a new folder, and with all pages the one for unknown addresses."""
    found = in_each_language(edition.pages, lambda code: _LanguageWriter(edition, code, folder, keeper, order).write())
    checksums = {path: checksum for files in found.values() for path, checksum in files.checksums.items()}
    leaves = {path: leaf for files in found.values() for path, leaf in files.leaves.items()}
    return WrittenFiles(checksums, leaves, sum(files.made_count for files in found.values()))


class _LanguageWriter:
    """Writes the pages of one language."""

    def __init__(self, edition: Edition, code: str, folder: Path, keeper: Keeper, order: WritingOrder) -> None:
        self.edition, self.code, self.folder, self.keeper, self.order = edition, code, folder, keeper, order
        self.desk: Desk = (edition.desks or {})[code]
        self.kept = keeper.language(code)
        self.keeping = KeptLanguage()
        self.fragments = UsedFragments(self.kept.fragments)
        self.leaves: dict[str, Leaf] = {}
        self.made_count = 0

    def write(self) -> WrittenFiles:
        self.desk.renderer.fragments = self.fragments
        try:
            checksums = {path: self._page(path, page) for path, page in self._pages()}
            checksums |= self._notfound()
        except LabelMissing as fault:
            sentence = f"Die Beschriftung «{fault.args[0]}» fehlt, oder ihre Platzhalter stimmen nicht."
            raise BuildError(sentence) from fault
        except TemplateError as fault:
            raise BuildError(f"Eine Vorlage ist fehlerhaft ({self.code}): {fault}.") from fault
        self.keeping.fragments = self.fragments.used
        self.keeper.write(self.code, self.keeping)
        return WrittenFiles(checksums, self.leaves, self.made_count)

    def _pages(self) -> Iterable[tuple[str, Page]]:
        pages = self.edition.pages[self.code].values()
        wanted = (page for page in pages if page.is_generated or not self.order.generated_only)
        return ((self.edition.path_of(page), page) for page in wanted)

    def _page(self, path: str, page: Page) -> str:
        """Writes a page, or takes it over from the old site when nothing that it is made of has changed."""
        register, policy = self.edition.known_register, self.order.has_policy
        renderer = self.desk.renderer
        mark = renderer.fingerprints.of((page.found, frame_of(page, self.desk, register, has_policy=policy)))
        kept = self.kept.pages.get(path)
        if kept and kept.mark == mark and renderer.holds(kept.uses) and self._taken_over(path, kept.checksum):
            self.keeping.pages[path] = kept
            self.leaves[path] = kept.leaf
            self.fragments.take_over(kept.fragments)
            return kept.checksum
        made = renderer.with_uses(
            lambda: framed(page, page.make(page.found), self.desk, register, has_policy=policy)
        )
        checksum = self._put(path, made.text)
        self.keeping.pages[path] = KeptPage(mark, made.uses, self.fragments.touched(), checksum, self.leaves[path])
        self.made_count += 1
        return checksum

    def _notfound(self) -> dict[str, str]:
        """The page for unknown addresses of the language; that of the first one other builders write themselves."""
        is_first = self.code == next(iter(self.edition.pages))
        if is_first and self.order.generated_only:
            return {}
        path = NOTFOUND if is_first else f"{self.code}/{NOTFOUND}"
        return {path: self._put(path, notfound_page(self.desk, self.edition.known_register))}

    def _put(self, path: str, text: str) -> str:
        content = text.encode()
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.leaves[path] = read_page(content)
        return hashlib.sha256(content).hexdigest()

    def _taken_over(self, path: str, checksum: str) -> bool:
        """Whether the old site has the page as it was kept; then it stands in the new folder too, as the same file."""
        if self.order.old is None:
            return False
        source, target = self.order.old / path, self.folder / path
        with suppress(OSError):
            if hashlib.sha256(source.read_bytes()).hexdigest() == checksum:
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(source, target)
                return True
        return False

