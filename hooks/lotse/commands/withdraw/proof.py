"""The proof: the new website is built, even from the last sound state, and nothing withdrawn stands in any file."""

from __future__ import annotations

import gzip
import html
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from lotse.build import BuildOrder, build
from lotse.commands.withdraw.plan import Plan, Wish, planned
from lotse.commands.withdraw.values import Value, values_of
from lotse.load import load_catalogue
from lotse.load.history import current_revision, earlier_state, has_history
from lotse.output import FolderFiles
from lotse.publish import publish


def published_anew(
    project: Path, site_dir: Path, wish: Wish, today: date, overlay: Path | None, say: Callable[[str], None]
) -> bool:
    """Builds the site without what was withdrawn; where other errors stop that, from the last committed state.

    Returns whether a new site stands. Raises what `planned` raises when the withdrawal can't be entered there.
    """
    if _built(project, site_dir, today, overlay, say):
        return True
    say("Andere Fehler halten den Bau auf. Der letzte eingetragene Stand wird ohne die Angabe gebaut.")
    with _last_state(project) as folder:
        if folder is None:
            say("Es gibt keine Versionsgeschichte, aus der sich ein früherer Stand bauen ließe.")
            return False
        earlier = planned(folder, wish, today, overlay)
        for path, text in earlier.texts.items():
            if path.is_relative_to(folder):
                path.write_text(text, encoding="utf-8", newline="")
        return _built(folder, site_dir, today, overlay, say)


def _built(project: Path, site_dir: Path, today: date, overlay: Path | None, say: Callable[[str], None]) -> bool:
    order = BuildOrder(
        project=project, site_dir=site_dir.absolute(), today=today, overlay=overlay, allow_shrink=True, kept_releases=0,
        is_fresh=True,
    )  # fmt: skip
    return build(order, say).has_succeeded


@contextmanager
def _last_state(project: Path) -> Iterator[Path | None]:
    """A folder with the last committed data and texts, and with the settings and scripts of today."""
    revision = current_revision(project) if has_history(project) else None
    if revision is None:
        yield None
        return
    with earlier_state(project, revision) as folder:
        shutil.copy(project / "mkdocs.yml", folder)
        yield folder


def left_in(site_dir: Path, plan: Plan, project: Path, today: date, overlay: Path | None) -> list[tuple[str, str]]:
    """File and kind of each withdrawn value that a finished site still holds, compressed files included.

    What another body or contact publishes as its own is not looked for.
    """
    wanted = [value for value in plan.gone["site"] if value not in _still_cleared(project, today, overlay)]
    patterns = {value: re.compile("|".join(map(re.escape, sorted(_forms(value))))) for value in wanted}
    files = FolderFiles(site_dir)
    return sorted({
        (path, value.kind) for path in files for value, pattern in patterns.items()
        if pattern.search(_text(path, files[path]))
    })  # fmt: skip


def _still_cleared(project: Path, today: date, overlay: Path | None) -> frozenset[Value]:
    catalogue, _ = load_catalogue(project, overlay)
    public = publish(catalogue, "site", today) if catalogue else None
    return frozenset(value for body in (public.organizations if public else ()) for value in values_of(body))


def _text(path: str, content: bytes) -> str:
    data = gzip.decompress(content) if path.endswith(".gz") else content
    return data.decode("utf-8", "replace")


def _forms(value: Value) -> Iterable[str]:
    """How a value may stand in a file: as it is, in HTML, and of a number its digits."""
    yield value.text
    yield html.escape(value.text)
    if value.kind == "Telefon":
        yield value.text.partition(";")[0]
