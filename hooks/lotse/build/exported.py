"""What partners take over: written beside the pages, out of what is cleared for their channel and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lotse.edition import Edition
from lotse.edition.channels import endings_in, in_channel
from lotse.exports.bundle import FOLDER, bundle_files
from lotse.exports.open_data import FOLDER as OPEN_FOLDER
from lotse.exports.open_data import open_files
from lotse.exports.open_data.questions import questions_of
from lotse.pages import desks
from lotse.pages.bundle import fragments, framed_pages, framed_places, offices_by_place, pieces_of
from lotse.render.templates import TEMPLATES

EMBED_FOLDER = "embed/v1/"
"""Where the parts lie that other sites show in a frame, or by the component beside them."""
_COMPONENT = ("lotse-offices.js", "embed.css")
SNIPPETS = (f"{FOLDER}fragments/*", f"{EMBED_FOLDER}*")
"""Patterns of HTML files that are no pages of the site, but parts for others."""


def with_exports(edition: Edition, folder: Path) -> None:
    """Writes everything for others into a new site."""
    _with_bundle(edition, folder)
    _with_open_data(edition, folder)
    _with_embeds(edition, folder)


def _with_bundle(edition: Edition, folder: Path) -> None:
    """Writes the bundle for the partner agency into a new site, if the region has that channel."""
    desks = [desk.partner for desk in (edition.desks or {}).values() if desk.partner]
    if edition.catalogue is None or not desks:
        return
    offices = pieces_of(desks[0])
    pieces = {path: text for desk in desks for path, text in fragments(desk, offices).items()}
    public = desks[0].catalogue
    put(bundle_files(public, endings_in(edition.catalogue, public), pieces), folder / FOLDER)


def _with_open_data(edition: Edition, folder: Path) -> None:
    """Writes the open data, if the region has that channel."""
    if edition.catalogue is None or edition.public is None:
        return
    public = in_channel(edition.catalogue, "api", edition.public)
    if public is not None:
        put(open_files(public, questions_of(edition.catalogue.prose, public)), folder / OPEN_FOLDER)


def _with_embeds(edition: Edition, folder: Path) -> None:
    """Writes what other sites may show in a frame or by the component, if the region has that channel."""
    if edition.catalogue is None or edition.public is None:
        return
    public = in_channel(edition.catalogue, "embed", edition.public)
    if public is None:
        return
    by_language = desks(public, edition.catalogue.labels)
    first = next(iter(by_language.values()))
    offices, places = pieces_of(first), offices_by_place(first)
    pages = {
        path: text
        for desk in by_language.values()
        for path, text in (framed_pages(desk, offices) | framed_places(desk, places)).items()
    }
    own = {name: (TEMPLATES / "embed" / name).read_bytes() for name in _COMPONENT}
    put({path: text.encode() for path, text in pages.items()} | own, folder / EMBED_FOLDER)


def put(files: Mapping[str, bytes], folder: Path) -> None:
    """Writes files below a folder of a new site."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
