"""Papers to print: guides, sheets, notices; and the page that shows them. One list for every builder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotse.pages.materials.guides import guides
from lotse.pages.materials.paper import PLACE, Paper
from lotse.pages.materials.sheets import shared_sheets, sheets
from lotse.pages.page import Desk, Page
from lotse.typeset import Printed

__all__ = ["Paper", "materials_page", "paper_files", "papers", "shared_papers"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper on the page: where it is, how it is called, and what a reader wants to know before loading it."""

    group: str
    file: str  # relative to the folder of the language
    picture: str
    title: str
    languages: str
    page_count: int
    kilobytes: int
    width: int  # of the picture, pixels
    height: int


def papers(desk: Desk) -> tuple[Paper, ...]:
    """The papers of one language, of what is cleared for print; none where the region has switched them off."""
    paper = desk.paper
    if paper is None or not _is_on(desk):
        return ()
    return desk.press.once(desk.language, lambda: (*guides(paper), *sheets(paper)))


def shared_papers(desk: Desk) -> tuple[Paper, ...]:
    """The papers in several languages at once, which stand at the top of the site; `desk` is that of any language."""
    paper = desk.paper
    if paper is None or not _is_on(desk):
        return ()
    return desk.press.once("", lambda: tuple(shared_sheets(paper)))


def _is_on(desk: Desk) -> bool:
    return desk.catalogue.region.materials.is_on and "pdf" in desk.catalogue.region.channels


def is_first(desk: Desk) -> bool:
    """Whether the desk is that of the first language, whose files stand at the top."""
    return desk.language == desk.catalogue.region.languages[0]


def paper_files(desk: Desk, wanted: Sequence[Paper]) -> Iterator[tuple[str, bytes]]:
    """Path below the folder of the papers' language → PDF or picture."""
    for paper, printed in zip(wanted, desk.press.printed(paper.order for paper in wanted), strict=True):
        yield f"{PLACE}{paper.name}.pdf", printed.pdf
        yield f"{PLACE}{paper.name}.png", printed.picture


def materials_page(desk: Desk) -> Page | None:
    """All papers in the language of the page, and those in several languages; nothing when they are switched off."""
    if not _is_on(desk):
        return None
    label = desk.renderer.label
    return desk.page(
        PLACE, "materials", title=label("material.heading"), description=label("material.lead"),
        source_file="data/region.yaml",
        contents=lambda: tuple((group, label(f"material.group_{group}")) for group in _named(desk)),
        view=lambda: {"groups": _groups(desk)},
    )  # fmt: skip


def _groups(desk: Desk) -> list[tuple[str, tuple[Shown, ...]]]:
    up = "" if is_first(desk) else "../"
    own, shared = papers(desk), shared_papers(desk)
    printed = desk.press.printed(paper.order for paper in (*own, *shared))
    places = ["" for _ in own] + [up for _ in shared]
    found = [_shown(desk, *one) for one in zip((*own, *shared), printed, places, strict=True)]
    return [(group, tuple(one for one in found if one.group == group)) for group in _named(desk)]


def _named(desk: Desk) -> list[str]:
    """The groups that have a paper, in the order of the page."""
    found = {paper.group for paper in (*papers(desk), *shared_papers(desk))}
    return [group for group in ("guides", "sheets", "notices", "pocket") if group in found]


def _shown(desk: Desk, paper: Paper, printed: Printed, up: str) -> Shown:
    natives = {language.code: language.native for language in desk.catalogue.languages}
    width, height = (int.from_bytes(printed.picture[at : at + 4], "big") for at in (16, 20))  # of the PNG's head
    return Shown(
        paper.group, f"{up}{PLACE}{paper.name}.pdf", f"{up}{PLACE}{paper.name}.png", paper.title_for(desk),
        desk.renderer.joined(natives.get(code, code) for code in paper.languages), printed.page_count,
        -(-len(printed.pdf) // 1024), width, height,
    )  # fmt: skip
