"""What is shown now, who waits for a change, and how the next state is made: the open pages first."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jinja2 import TemplateError

from lotse.build import BuildError, assets_of
from lotse.edition import Edition, answered, answering, checked, laid_out, linked, loaded, published, trend_of
from lotse.load import Memory
from lotse.pages.frame import notfound_page
from lotse.pages.page import Page
from lotse.policy import ASSETS
from lotse.problems import Problem
from lotse.render import LabelMissing

_SOON = 25.0  # seconds after which a waiting browser is told that we are still there


@dataclass(frozen=True)
class Shown:
    """One state: its pages by their file, its assets, and what is wrong with what stands in the folder now."""

    number: int
    edition: Edition | None = None  # the last sound one, of which the pages are made
    pages: Mapping[str, Page] | None = None  # of the last sound state; None while there has been none
    assets: Mapping[str, bytes] | None = None
    problems: tuple[Problem, ...] = ()
    failure: str = ""  # a sentence, when something could not be made at all
    draft: Edition | None = None  # what stands in the folder now, sound or not
    is_behind: bool = False  # what stands in the folder can't be shown; the pages are those of the state before

    def shows_the_same_as(self, other: Shown) -> bool:
        """Whether no browser needs to be told. Pages are compared by identity: each reading makes new ones."""
        return self.pages is other.pages and (self.problems, self.failure) == (other.problems, other.failure)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)


class Stage:
    """The state that browsers see. One thread brings it up to date (`refresh`), many ask for pages."""

    def __init__(
        self, project: Path, today: Callable[[], date], overlay: Path | None = None,
        languages: frozenset[str] | None = None,
    ) -> None:
        self.project = project
        self._today, self._overlay, self._languages = today, overlay, languages
        self._memory = Memory()
        self._trend: tuple[date, object] | None = None
        self._making = threading.RLock()  # one page at a time: templates share what they keep
        self._changed = threading.Condition()
        self._made: dict[str, str] = {}
        self._open: Counter[str] = Counter()
        self.shown = Shown(0)

    def refresh(self, say: Callable[[str], None] = lambda _sentence: None) -> None:
        """Reads the project anew; shows the open pages first, then says what every rule finds."""
        start = time.perf_counter()
        draft = self._draft()
        self._show(draft)
        say(f"Nach {time.perf_counter() - start:.1f} s zu sehen.")
        self._show(self._judged(draft))

    def _draft(self) -> Shown:
        """The next state as far as it is needed for pages. What can't be made leaves the last sound pages in place."""
        last, today = self.shown, self._today()
        try:
            edition = answering(published(linked(loaded(self.project, self._overlay, self._memory)), today))
            behind = replace(last, problems=edition.problems, failure="", is_behind=True)
            assets = assets_of(self.project)
            edition = laid_out(edition, self._trend_on(today), self._languages, assets.names)  # type: ignore[arg-type]
        except BuildError as fault:
            return replace(last, failure=str(fault), is_behind=True)
        if edition.register is None:
            return replace(behind, draft=edition, problems=edition.problems)
        pages = {edition.path_of(page): page for found in edition.pages.values() for page in found.values()}
        files = {f"{ASSETS}/{path}": content for path, content in assets.files.items()}
        return Shown(last.number, edition, pages, files, edition.problems, draft=edition)

    def _judged(self, draft: Shown) -> Shown:
        """The same state with what all rules find. The pages stay: they were made of the same records."""
        if draft.draft is None or draft.failure:
            return draft
        bare = replace(draft.draft, desks=None, register=None)
        return replace(draft, problems=answered(checked(bare, self._today())).problems)

    def _trend_on(self, today: date) -> object:
        """What the round table compares with; counted once a day, for the history hardly changes meanwhile."""
        if self._trend is None or self._trend[0] != today:
            self._trend = (today, trend_of(self.project, today))
        return self._trend[1]

    def _show(self, state: Shown) -> None:
        """Makes the pages that somebody looks at, then shows the state, if it differs."""
        last = self.shown
        if state.shows_the_same_as(last):
            return
        with self._making:
            is_same = state.pages is last.pages
            made = self._made if is_same else {}
            state = replace(state, number=last.number + 1)
            failure = ""
            for path in [] if is_same else list(self._open):
                failure = _made_into(made, state, path) or failure
            self._made, self.shown = made, replace(state, failure=state.failure or failure)
        with self._changed:
            self._changed.notify_all()

    def page(self, path: str) -> tuple[str, str] | None:
        """The document of a page and a sentence when it can't be made as it stands now; None for unknown pages."""
        with self._making:
            if not self.shown.pages or path not in self.shown.pages:
                return None
            failure = "" if path in self._made else _made_into(self._made, self.shown, path)
            return self._made.get(path, ""), failure

    def notfound(self, language: str) -> str:
        """The page for unknown addresses of a language, or of the first; empty while there are no pages."""
        with self._making:
            edition = self.shown.edition
            if edition is None or edition.register is None or not edition.desks:
                return ""
            code = language if language in edition.pages else next(iter(edition.pages))
            return notfound_page(edition.desks[code], edition.register)

    def asset(self, path: str) -> bytes | None:
        """A script, style or picture by its published path."""
        return (self.shown.assets or {}).get(path)

    @contextmanager
    def looked_at(self, path: str) -> Iterator[None]:
        """Somebody has this page open: it is made first when something changes."""
        self._open[path] += 1
        try:
            yield
        finally:
            self._open[path] -= 1
            if self._open[path] <= 0:
                del self._open[path]

    def wait(self, number: int) -> int:
        """The number of the state shown, as soon as it isn't `number` any more or some time has passed."""
        with self._changed:
            self._changed.wait_for(lambda: self.shown.number != number, timeout=_SOON)
            return self.shown.number


def _made_into(made: dict[str, str], state: Shown, path: str) -> str:
    """Makes a page of a state; a sentence when that fails, and then nothing is kept."""
    page = (state.pages or {}).get(path)
    if page is None or state.edition is None:
        return ""
    try:
        made[path] = state.edition.document(page)
    except LabelMissing as fault:
        return f"Die Beschriftung «{fault.args[0]}» fehlt, oder ihre Platzhalter stimmen nicht."
    except TemplateError as fault:
        return f"Eine Vorlage ist fehlerhaft: {fault}."
    except Exception as fault:  # whatever it is, the server lives on and says so
        return f"Diese Seite lässt sich gerade nicht machen ({type(fault).__name__}: {fault})."
    return ""


def told_anew(before: Collection[Problem], now: Collection[Problem]) -> list[Problem]:
    """Which problems were not there before; by what they say, for lines move when something is inserted."""
    known = {(p.file, p.code, p.message) for p in before}
    return [p for p in now if (p.file, p.code, p.message) not in known]
