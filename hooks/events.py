"""The only file that knows MkDocs: thin handlers that hand over to the package.

Per language (static-i18n builds once per language in one process): declare the generated pages,
give them no Markdown, put in their HTML, hand the frame's data to the theme, and at the very end
write the search index and the sitemap.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from lotse.commands.finish import finish_site
from lotse.pages.frame import frame
from lotse.pages.page import Desk
from lotse.pages.page import Page as Generated
from lotse.problems import as_text
from lotse.site import Site, SiteCache, wanted_languages
from lotse.written import arrange

log = logging.getLogger("mkdocs.plugins.lotse")
_cache = SiteCache()  # keyed by the state of the files, so that `serve` sees every change


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tells static-i18n the languages of data/region.yaml, before it looks at its own configuration."""
    site = _refreshed(config)
    if site.catalogue:
        names = {known.code: known.native for known in site.catalogue.languages}
        codes = site.catalogue.region.languages
        plugin = config.plugins["i18n"].config
        plugin.load_dict(
            {
                "docs_structure": "folder",
                "reconfigure_search": False,
                "reconfigure_material": False,
                "languages": [
                    {"locale": code, "name": names.get(code, code), "default": code == codes[0], "build": True}
                    for code in codes
                    if site.pages is None or code in site.pages
                ],
            }
        )
        plugin.validate()
    return config


def _refreshed(config: MkDocsConfig) -> Site:
    """The site now; while editors look at it on their machine, on request in some languages only."""
    languages = wanted_languages() if _live["is_live"] else None
    try:
        return _cache.refresh(Path(config.config_file_path).parent, languages)
    except ValueError as error:
        raise PluginError(str(error)) from error


def on_startup(command: str, dirty: bool) -> None:
    """Tells editors at the start where private contacts come from, if anywhere."""
    _live["is_live"] = command == "serve"


_live = {"is_live": False}  # live reload needs an inline script, which the content policy forbids


def on_pre_build(config: MkDocsConfig) -> None:
    """Stops the build with every problem of data and prose at once."""
    site = _refreshed(config)
    for problem in site.problems:
        (log.error if problem.is_error else log.info)(as_text(problem))
    if site.errors:
        raise PluginError(f"{len(site.errors)} Fehler in Daten oder Texten, siehe oben.")


def _declare_pages(files: Files, config: MkDocsConfig) -> Files:
    """Declares generated pages in all languages and drops the theme's own scripts and styles.

    Normal priority: before static-i18n (-100), which then renames what belongs to the language.
    """
    for language, pages in (_cache.site.pages or {}).items():
        for page in pages.values():
            files.append(_declared(f"{language}/{page.address}index.md", config))
    for file in list(files):
        if file.src_uri.startswith(("assets/javascripts/", "assets/stylesheets/", "assets/images/")):
            files.remove(file)
    return files


@event_priority(-101)
def _leave_out_copies(files: Files, config: MkDocsConfig) -> Files:
    """Pages in plain German have no copies in other languages; links to them lead to the German page.

    After static-i18n (-100), which takes German pages for what a language lacks.
    """
    for file in files.documentation_pages():
        if _cache.site.is_foreign_variant(_language(config), _address_of(file)):
            file.inclusion = InclusionLevel.EXCLUDED
            file.url = _address_of(file)
    return files


on_files = CombinedEvent(_declare_pages, _leave_out_copies)


def _declared(uri: str, config: MkDocsConfig) -> File:
    """A file without content: static-i18n re-creates files and would lose it (see hooks/README.md)."""
    place = Path(config.docs_dir) / uri
    return File.generated(config, uri, abs_src_path=str(place), inclusion=InclusionLevel.NOT_IN_NAV)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Generated pages have no Markdown."""
    return "" if _generated(page, config) else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The text of a written page, as far as it may be shown, for MkDocs to convert with the package's extension."""
    generated = _generated(page, config)
    order = None if generated else _cache.site.room.order(_language(config), _address(page))
    arrange(config.markdown_extensions, config.mdx_configs, order)
    if generated:
        page.meta["title"] = generated.title
    return order.page.text if order else ""


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The HTML of a generated page; what MkDocs made of a written one is finished."""
    generated = _generated(page, config)
    return generated.html if generated else html


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Hands the frame's data to the theme's `main.html`."""
    generated = _generated(page, config)
    context["lotse"] = _frame(page, generated, config)
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The frame of the 404 page, which is served at unknown depths: absolute addresses."""
    if template_name == "404.html":
        desk = _desk(config)
        label = desk.renderer.label
        base = "/" + "/".join(desk.catalogue.region.site_url.split("/")[3:])
        context["lotse"] = frame(
            desk,
            address="",
            title=label("notfound.title"),
            description=label("notfound.text"),
            kind="notfound",
            exists_in=(),
            titles={},
            body_language=desk.language,
            is_indexed=False,
            has_csp=not _live["is_live"],
            base=base,
        ) | {"canonical": None, "robots": "noindex"}
    return context


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Only the default language writes the 404 page; the sitemap is written at the end.

    For MkDocs an empty text means «do not write», while None would mean «as it was».
    """
    is_default = _language(config) == _default(config)
    return output_content if template_name == "404.html" and is_default else ""


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """After the last language: sitemap and search index. Runs after static-i18n (-100)."""
    if not getattr(config.plugins["i18n"], "building", False):
        finish_site(Path(config.site_dir), _cache.site)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keeps the theme's sitemap templates from being rendered for every language."""
    config.theme.static_templates = {"404.html"}
    return env


def _desk(config: MkDocsConfig) -> Desk:
    return (_cache.site.desks or {})[_language(config)]


def _language(config: MkDocsConfig) -> str:
    return str(config.plugins["i18n"].current_language)


def _default(config: MkDocsConfig) -> str:
    return str(config.plugins["i18n"].default_language)


def _body_language(page: Page) -> str:
    """The folder that the text comes from, which for an untranslated page is another language's."""
    return page.file.src_uri.split("/", 1)[0]


def _address(page: Page) -> str:
    """The address without the language: «orte/aachen/»."""
    return _address_of(page.file)


def _address_of(file: File) -> str:
    parts = file.src_uri.split("/")[1:]
    stem = parts[-1].removesuffix(".md")
    return "".join(f"{part}/" for part in (parts[:-1] if stem == "index" else [*parts[:-1], stem]))


def _generated(page: Page, config: MkDocsConfig) -> Generated | None:
    return (_cache.site.pages or {}).get(_language(config), {}).get(_address(page))


def _frame(page: Page, generated: Generated | None, config: MkDocsConfig) -> dict[str, Any]:
    site, desk, address = _cache.site, _desk(config), _address(page)
    body_language = desk.language if generated else _body_language(page)
    contents = generated.contents if generated else tuple((item.id, item.title) for item in _headings(page))
    return frame(
        desk,
        address=address,
        title=generated.title if generated else str(page.meta.get("title", "")),
        description=generated.description if generated else str(page.meta.get("description", "")),
        kind=generated.kind if generated else ("prose" if address else "home"),
        exists_in=site.languages_of(address),
        titles=site.titles(desk.language),
        body_language=body_language,
        contents=contents,
        keywords=generated.keywords if generated else (),
        source_file=generated.source_file if generated else f"docs/{page.file.src_uri}",
        is_indexed=generated.is_indexed if generated else True,
        has_csp=not _live["is_live"],
        is_reviewed=site.is_reviewed(desk.language, address),
        own=site.addresses(desk.language),
        variant=None if generated else site.variant_link(desk.language, address),
        is_partly_foreign=generated is not None and generated.has_foreign_texts,
        is_legal=generated is None and site.written.risk(address) == "legal",
    )


def _headings(page: Page) -> list[Any]:
    """The second-level headings of a written page."""
    top = list(page.toc)
    return list(top[0].children) if len(top) == 1 and top[0].level == 1 else top
