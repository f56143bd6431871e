"""The questions that people wrote answers to, out of the texts: the sections of pages that say which they answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lotse.exports.open_data.records import OpenQuestion
from lotse.load import Prose
from lotse.markup import calls_in_text
from lotse.model.public import PublicCatalogue
from lotse.translations.sections import BEGINNING, Section, sections_of

FOLDER = "fragen/"
"""Below this address of each language lie the pages with questions."""


def questions_of(prose: Iterable[Prose], public: PublicCatalogue) -> Iterator[OpenQuestion]:
    """Each section of such a page. An answer that fetches figures or offices is left to its page: it changes."""
    first = public.region.languages[0]
    for page in prose:
        if not page.address.startswith(FOLDER) or page.address == FOLDER:
            continue
        start = "" if page.language == first else f"{page.language}/"
        for section in sections_of(page.body):
            if section.anchor != BEGINNING:
                yield OpenQuestion(
                    id=section.anchor, licence=public.region.data_licence, language=page.language,
                    question=section.title, answer=_answer(section),
                    page=f"{public.region.site_url}{start}{page.address}#{section.anchor}",
                )  # fmt: skip


def _answer(section: Section) -> str | None:
    return None if calls_in_text(section.text) else section.text.partition("\n")[2].strip()
