"""Links between written pages: from the file that an author names to the address that readers get."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from lotse.translated import Pages

_ATTRIBUTES = {"a": "href", "img": "src"}


@dataclass(frozen=True)
class Links:
    """The files that texts of one language may name, with the address of each below the site's root."""

    language: str
    source_language: str
    addresses: Mapping[str, str]  # «fragen/wohnen.md» → «tr/fragen/wohnen/»

    def full(self, address: str) -> str:
        """An address below the site's root, with the folder of the language."""
        return address if self.language == self.source_language else f"{self.language}/{address}"

    def url(self, target: str, file: str, address: str) -> str | None:
        """What a link means that stands in a file, on the page at an address; None if it names no file.

        Foreign addresses, anchors of the same page and mail links stay as they are.
        """
        try:
            scheme, host, path, query, anchor = urlsplit(target)
        except ValueError:
            return None
        if scheme or host or target.startswith(("/", "\\")) or AMP_SUBSTITUTE in target or not path:
            return target
        named = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path)))
        found = self.addresses.get(self._without_folder(named))
        if found is None:
            return None
        return urlunsplit(("", "", relative_address(found, self.full(address)), query, anchor))

    def _without_folder(self, named: str) -> str:
        """The name below the folder of a language, should the link lead out of one and into another."""
        for step_out in (f"../{self.language}/", f"../{self.source_language}/", "../"):
            if named.startswith(step_out):
                return named.removeprefix(step_out)
        return named


def relative_address(target: str, origin: str) -> str:
    """The shortest way from one address to another: «de/a/», «de/b/c/» → «../../a/»."""
    there, here = ([part for part in address.split("/") if part] for address in (target, origin))
    common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(there, here, strict=False))))
    steps = [".."] * (len(here) - common) + there[common:]
    way = "/".join(steps) or "."
    return f"{way}/" if target.endswith("/") or not target else way


def links_for(pages: Pages, language: str, generated: Iterable[str], assets: Iterable[str]) -> Links:
    """What texts of a language may link to: written pages, in it or as a copy of the source language's,
    generated ones by their address, and assets by their name below `docs/`.
    """
    source = pages.source_language
    prefix = "" if language == source else f"{language}/"
    found = _assets(assets, language, source)
    for page in pages.catalogue.prose:
        if page.language in (language, source):
            is_elsewhere = bool(page.variant_of) and language != source
            found[page.name] = quote(page.address if is_elsewhere else prefix + page.address)
    found |= {f"{address}index.md": quote(prefix + address) for address in generated}
    return Links(language, source, found)


def _assets(names: Iterable[str], language: str, source: str) -> dict[str, str]:
    """Assets as texts of a language name them; where it has its own, that one is meant.

    Those of the source language lie at the site's root, as its pages do.
    """
    folders = {language: f"{language}/", source: ""}
    found = {}
    for name in sorted(names, key=lambda name: name.startswith(f"{language}/")):
        folder, _, rest = name.partition("/")
        found[rest if folder in folders else name] = quote(folders[folder] + rest if folder in folders else name)
    return found


class OnlyTheseLinks(Preprocessor):
    """Keeps MkDocs from looking for files itself: it knows none of the generated pages."""

    def run(self, lines: list[str]) -> list[str]:
        self.md.treeprocessors.deregister("relpath", strict=False)
        return lines


class ResolvedLinks(Treeprocessor):
    """Gives links and pictures the addresses that readers need."""

    def __init__(self, md: Markdown, links: Links, address: str, files: Mapping[Element, str], file: str) -> None:
        super().__init__(md)
        self._links = links
        self._address = address
        self._files = files  # box → file that its passage stands in
        self._file = file

    def run(self, root: Element) -> None:
        self._resolve(root, self._file)

    def _resolve(self, element: Element, file: str) -> None:
        for child in element:
            attribute = _ATTRIBUTES.get(child.tag, "")
            target = child.get(attribute) if attribute else None
            if target:
                child.set(attribute, self._links.url(target, file, self._address) or target)
            self._resolve(child, self._files.get(child, file))
