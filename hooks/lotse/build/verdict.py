"""The judgement: no errors in data and prose before pages are made, none on finished pages before they are shown."""

from __future__ import annotations

from pathlib import Path

from lotse.build.exported import SNIPPETS
from lotse.build.result import BuildError
from lotse.build.writing import WrittenFiles
from lotse.edition import Edition
from lotse.judge import FinishedSite, SiteRules, problems_of
from lotse.leaves import is_document, read_leaves
from lotse.model import Region
from lotse.output import FolderFiles
from lotse.problems import Problem

SHRINK_LIMIT = 0.2
"""Which part of the pages may vanish from one build to the next without anybody saying so."""


def stopped_by_errors(edition: Edition) -> None:
    """Raises BuildError with every problem of data and prose at once, if one of them is an error."""
    count = len(edition.stopping)
    if count:
        words = "ein Fehler" if count == 1 else f"{count} Fehler"
        raise BuildError(f"In Daten oder Texten: {words}, siehe oben.", edition.problems)


def judged(edition: Edition, folder: Path, written: WrittenFiles) -> list[Problem]:
    """What the rules of finished sites find; raises BuildError when they find anything."""
    files = FolderFiles(folder)
    if "index.html" not in files or edition.catalogue is None:
        raise BuildError("Der Bau hat keine Startseite hinterlassen.")
    rest = {path: files[path] for path in files if path not in written.leaves and is_document(path)}
    leaves = {**written.leaves, **read_leaves(rest)}
    site = FinishedSite(files, rules_for(edition.catalogue.region), {path: leaves[path] for path in sorted(leaves)})
    problems = problems_of(site)
    if problems:
        words = "ein Fehler" if len(problems) == 1 else f"{len(problems)} Fehler"
        raise BuildError(f"Die neue Website besteht die Prüfung nicht: {words}.", problems)
    return problems


def compared(page_count: int, old: Path | None, *, allow_shrink: bool) -> None:
    """Raises BuildError when much of the site would vanish and nobody said that this is wanted."""
    before = FolderFiles(old).page_count if old else 0
    if not allow_shrink and page_count < before * (1 - SHRINK_LIMIT):
        raise BuildError(
            f"Die neue Website hätte nur noch {page_count} statt {before} Seiten. "
            "Ist das gewollt, bitte mit --allow-shrink bauen."
        )


def rules_for(region: Region) -> SiteRules:
    """What a finished site of this region must keep: own host, languages, legal pages everywhere."""
    return SiteRules(
        site_url=region.site_url,
        languages=region.languages,
        snippets=SNIPPETS,
        legal=tuple(item.page.strip("/") for item in region.footer if item.is_everywhere),
    )
