"""The only file that knows MkDocs: thin handlers that hand over to the package.

MkDocs with static-i18n goes through what people wrote, language by language; the package makes each page and,
after the last language, writes all pages that follow from the data, the sitemap and the search index.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as WrittenPage

from lotse.build import BuildError, assets_of, complete
from lotse.edition import Edition, build_day, edition_of, private_folder, wanted_languages
from lotse.pages.frame import notfound_page
from lotse.pages.page import Made, Page
from lotse.problems import as_text
from lotse.written import arrange

log = logging.getLogger("mkdocs.plugins.lotse")
_run: dict[str, Any] = {"is_live": False}  # one build: its edition, and whether somebody looks on


def on_startup(command: str, dirty: bool) -> None:
    """Remembers whether the site is shown while it is edited: live reload needs an inline script."""
    _run["is_live"] = command == "serve"


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Reads data and prose, and tells static-i18n their languages before it looks at its own configuration."""
    if not getattr(config.plugins["i18n"], "building", False):
        _run["edition"] = _edition(Path(config.config_file_path).parent)
    edition: Edition = _run["edition"]
    if edition.catalogue:
        _set_languages(config, edition)
        _run["room"] = edition.room({code: _generated(pages) for code, pages in edition.pages.items()})
    return config


def _edition(project: Path) -> Edition:
    """The site as of the day; while editors look at it on their machine, on request in some languages only."""
    try:
        languages = wanted_languages() if _run["is_live"] else None
        return edition_of(project, build_day(), private_folder(), languages, assets_of(project).names)
    except (BuildError, ValueError) as error:
        raise PluginError(str(error)) from error


def _generated(pages: Mapping[str, Page]) -> list[str]:
    """The addresses of the pages that follow from data."""
    return [address for address, page in pages.items() if page.is_generated]


def _set_languages(config: MkDocsConfig, edition: Edition) -> None:
    names = {known.code: known.native for known in edition.catalogue.languages}
    codes = list(edition.pages) or edition.catalogue.region.languages
    plugin = config.plugins["i18n"].config
    plugin.load_dict(
        {
            "docs_structure": "folder",
            "reconfigure_search": False,
            "reconfigure_material": False,
            "languages": [
                {"locale": code, "name": names.get(code, code), "default": code == codes[0], "build": True}
                for code in codes
            ],
        }
    )
    plugin.validate()


def on_pre_build(config: MkDocsConfig) -> None:
    """Stops the build with every problem of data and prose at once; tells them once, not for each language."""
    edition: Edition = _run["edition"]
    if getattr(config.plugins["i18n"], "building", False):
        return
    for problem in edition.problems:
        (log.error if problem.is_error else log.info)(as_text(problem))
    if edition.stopping:
        raise PluginError(f"{len(edition.stopping)} Fehler in Daten oder Texten, siehe oben.")


@event_priority(-101)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leaves out assets, which the package writes, and copies that the site doesn’t have. After static-i18n (-100)."""
    for file in list(files):
        if file.src_uri.startswith("assets/"):  # the package gives its own names of their content
            files.remove(file)
    for file in files.documentation_pages():
        if _address(file) not in _run["edition"].pages[_language(config)]:
            file.inclusion = InclusionLevel.EXCLUDED
    return files


def on_page_markdown(markdown: str, page: WrittenPage, config: MkDocsConfig, files: Files) -> str:
    """The text as far as it may be shown, for MkDocs to convert with the package's extension."""
    order = _run["room"].order(_language(config), _address(page.file))
    arrange(config.markdown_extensions, config.mdx_configs, order)
    return str(order.page.text)


def on_page_context(context: dict[str, Any], page: WrittenPage, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Hands the finished document to the theme's `main.html`, which is one line."""
    made = Made(page.content or "", tuple((item.id, item.title) for item in _headings(page)))
    edition: Edition = _run["edition"]
    known = edition.pages[_language(config)][_address(page.file)]
    context["lotse"] = edition.document(known, made, has_policy=not _run["is_live"])
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The page for unknown addresses."""
    edition: Edition = _run["edition"]
    if template_name == "404.html" and edition.desks and edition.register:
        context["lotse"] = notfound_page(edition.desks[_language(config)], edition.register)
    return context


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Only the first language writes the page for unknown addresses. For MkDocs an empty text means «do not write»."""
    is_first = _language(config) == config.plugins["i18n"].default_language
    return output_content if template_name == "404.html" and is_first else ""


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """After the last language: the pages that follow from data, sitemap, search index. After static-i18n (-100)."""
    if not getattr(config.plugins["i18n"], "building", False):
        complete(_run["edition"], Path(config.site_dir), has_policy=not _run["is_live"])


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keeps the theme's sitemap templates from being rendered for every language."""
    config.theme.static_templates = {"404.html"}
    return env


def _language(config: MkDocsConfig) -> str:
    return str(config.plugins["i18n"].current_language)


def _headings(page: WrittenPage) -> list[Any]:
    """The second-level headings; of a page without a title of its own all that stand highest."""
    top = list(page.toc)
    return list(top[0].children) if len(top) == 1 and top[0].level == 1 else top


def _address(file: File) -> str:
    """The address without the language: «orte/aachen/»."""
    parts = file.src_uri.split("/")[1:]
    stem = parts[-1].removesuffix(".md")
    return "".join(f"{part}/" for part in (parts[:-1] if stem == "index" else [*parts[:-1], stem]))
