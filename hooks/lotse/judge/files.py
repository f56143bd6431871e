"""Rules of the folder: which files it holds, and what stylesheets and scripts in it load."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotse.judge.finished import Finding, FinishedSite, is_like
from lotse.judge.policy import foreign
from lotse.leaves import position_at

Found = Iterator[tuple[str, Finding]]

_FOREIGN_IN_CSS = re.compile(rb"""(?:@import\s+|url\(\s*)["']?((?:https?:)?//[^"')\s;]+)""")
_FOREIGN_IN_SCRIPT = re.compile(rb"""\b(?:import|from)\s*\(?\s*["']((?:https?:)?//[^"']+)["']""")
_FOREIGN_IN = {".css": _FOREIGN_IN_CSS, ".svg": _FOREIGN_IN_CSS, ".js": _FOREIGN_IN_SCRIPT, ".mjs": _FOREIGN_IN_SCRIPT}
_VISIBLE_BY_RULE = ".well-known"


def file_unexpected(site: FinishedSite) -> Found:
    """The folder holds only kinds of files that a site is made of: no backups, no lists, nothing hidden."""
    for path in sorted(site.files):
        is_hidden = any(step.startswith(".") for step in path.split("/") if step != _VISIBLE_BY_RULE)
        if is_hidden or not is_like(path, site.rules.kinds):
            yield (
                path,
                Finding(
                    "file-unexpected",
                    f"Die Datei «{path}» ist von keiner Art, die auf die Website gehört.",
                    "Bitte aus «docs/» entfernen; erlaubte Arten nennt das Handbuch.",
                ),
            )


def path_case_collision(site: FinishedSite) -> Found:
    """No two files differ only by case: some file systems cannot hold both."""
    seen: dict[str, str] = {}
    for path in sorted(site.files):
        first = seen.setdefault(path.casefold(), path)
        if first != path:
            message = f"Die Datei unterscheidet sich von «{first}» nur durch Groß- und Kleinschreibung."
            yield path, Finding("path-case-collision", message)


def host_foreign_in_files(site: FinishedSite) -> Found:
    """Stylesheets, drawings and scripts load nothing from other hosts."""
    for path in sorted(site.files):
        pattern = next((pattern for ending, pattern in _FOREIGN_IN.items() if path.endswith(ending)), None)
        if pattern is None:
            continue
        content = site.files[path]
        for match in pattern.finditer(content):
            url = match.group(1).decode("utf-8", errors="replace")
            yield path, foreign(url)._replace(position=position_at(content, match.start(1)))
