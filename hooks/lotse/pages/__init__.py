"""Which addresses exist, and what stands there: every generated page of every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lotse.load import Prose
from lotse.model.public import PublicCatalogue
from lotse.pages.answers import PlaceAnswers
from lotse.pages.bundle import bundle_page
from lotse.pages.changes import changes_page
from lotse.pages.checklists import checklist_pages, document_pages
from lotse.pages.deadlines import deadlines_page
from lotse.pages.events import event_pages, reported_page
from lotse.pages.experience import experience_pages
from lotse.pages.glossary import glossary_page
from lotse.pages.handover import handover_pages
from lotse.pages.materials import materials_page
from lotse.pages.network import network_page
from lotse.pages.news import news_pages
from lotse.pages.offices import office_pages
from lotse.pages.page import Desk, Page
from lotse.pages.paper import paper_page
from lotse.pages.places import place_pages
from lotse.pages.process import process_pages
from lotse.pages.routes import routes_pages
from lotse.pages.service import search_page, tasks_page
from lotse.pages.topics import topic_pages
from lotse.pages.upkeep import readability_page, translations_page
from lotse.render import Labels, Renderer
from lotse.render.fingerprint import Fingerprints
from lotse.render.uses import Uses
from lotse.resolve import Coverage, Directory
from lotse.search import EDITORS
from lotse.translated import Tracked
from lotse.typeset import Press

__all__ = ["Desk", "Page", "desks", "generated_pages"]


def desks(catalogue: PublicCatalogue, labels: Labels) -> dict[str, Desk]:
    """A desk for each language of the site."""
    coverage = Coverage(Directory(catalogue), catalogue.coverage)
    answers, fingerprints, uses, press = PlaceAnswers(coverage), Fingerprints(), Uses(), Press()
    return {
        language: Desk(catalogue, coverage, Renderer(catalogue, labels, language, fingerprints, uses), answers, press)
        for language in catalogue.region.languages
    }


def generated_pages(desk: Desk, prose: Sequence[Prose], tracked: Sequence[Tracked] = ()) -> dict[str, Page]:
    """All generated pages of one language by their address.

    `prose` are the written pages, `tracked` those that follow a German one, both in all languages.
    """
    pages = [*_pages(desk), translations_page(desk, tracked), readability_page(desk, prose)]
    own = [(page.address, page.title) for page in prose if page.language == desk.language]
    entries = [*own, *((page.address, page.title) for page in pages if page.is_indexed and page.is_listed)]
    pages.append(search_page(desk, [entry for entry in entries if not entry[0].startswith(EDITORS)], dict(entries)))
    return _by_address(pages)


def _pages(desk: Desk) -> Iterator[Page]:
    yield from office_pages(desk)
    yield from place_pages(desk)
    yield from topic_pages(desk)
    yield from handover_pages(desk)
    yield from process_pages(desk)
    yield from routes_pages(desk)
    yield from checklist_pages(desk)
    yield from document_pages(desk)
    yield changes_page(desk)
    yield from news_pages(desk)
    yield network_page(desk)
    yield reported_page(desk)
    yield from event_pages(desk)
    yield from experience_pages(desk)
    yield from filter(None, [bundle_page(desk), materials_page(desk)])
    yield paper_page(desk)
    yield glossary_page(desk)
    yield tasks_page(desk)
    yield deadlines_page(desk)


def _by_address(pages: Iterable[Page]) -> dict[str, Page]:
    by_address: Mapping[str, Page] = {page.address: page for page in pages}
    return dict(by_address)
