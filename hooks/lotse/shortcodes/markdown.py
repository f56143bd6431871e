"""Markdown → HTML of a written page, with its links resolved to addresses of the site."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from pymdownx.slugs import slugify

from lotse.load import Prose
from lotse.pages.page import Contents

EXTENSIONS = ["toc", "tables", "fenced_code", "admonition", "attr_list", "def_list", "footnotes", "md_in_html"]
EXTENSIONS += ["pymdownx.superfences"]


class _Links(Treeprocessor):
    def __init__(self, md: Any, prose: Prose, plain: Collection[str], prefix: str) -> None:
        super().__init__(md)
        self.prose, self.plain, self.prefix = prose, plain, prefix

    def run(self, root: Element) -> None:
        for element in root.iter("a"):
            href = element.get("href", "")
            path, hash_, fragment = href.partition("#")
            if path.endswith(".md") and "://" not in path:
                element.set("href", self._target(path) + hash_ + fragment)
        for element in root.iter("img"):
            src = element.get("src", "")
            if src and "://" not in src:
                element.set("src", src)

    def _target(self, path: str) -> str:
        here = posixpath.dirname(self.prose.name)
        name = posixpath.normpath(posixpath.join(here, path))
        stem = name.removesuffix(".md")
        folder = posixpath.dirname(stem) if posixpath.basename(stem) == "index" else stem
        address = f"{folder}/" if folder else ""
        lifted = "" if address in self.plain else self.prefix
        return _shortest(f"{lifted}{address}", f"{self.prefix}{self.prose.address}")


def _shortest(target: str, origin: str) -> str:
    """The shortest relative link between two addresses of the site."""
    path = posixpath.relpath(f"/{target}", f"/{origin}")
    return f"{path}/"


class _LinkExtension(Extension):
    def __init__(self, *args: Any) -> None:
        super().__init__()
        self.args = args

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802
        md.treeprocessors.register(_Links(md, *self.args), "links", 0)


def converted(text: str, prose: Prose, plain: Collection[str], prefix: str) -> tuple[str, Contents]:
    """The HTML of a text, and its second-level headings."""
    md = markdown.Markdown(
        extensions=[*EXTENSIONS, _LinkExtension(prose, plain, prefix)],
        extension_configs={"toc": {"slugify": slugify(case="lower")}},
    )
    html = md.convert(text)
    tokens = md.toc_tokens  # type: ignore[attr-defined]
    if len(tokens) == 1 and tokens[0]["level"] == 1:
        tokens = tokens[0]["children"]
    return html, tuple((token["id"], token["name"]) for token in tokens)
