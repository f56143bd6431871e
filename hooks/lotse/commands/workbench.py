"""What commands that change data have in common: files opened once, written all or none, never to the worse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from lotse.commands.together import write_together
from lotse.edition import checked_edition
from lotse.load import Catalogue
from lotse.problems import PRIVATE_FILE, Problem, as_text
from lotse.syntax.editing import DataFile

_TO_FILL_IN = frozenset({"value-placeholder"})


class Workbench:
    """The data files of a project while a command changes them; `save` writes them, or nothing."""

    def __init__(self, catalogue: Catalogue, project: Path, today: date, overlay: Path | None = None) -> None:
        self.catalogue = catalogue
        self.project = project
        self.today = today
        self._overlay = overlay
        self._files: dict[str, DataFile] = {}
        self._pages: dict[Path, str] = {}

    def file(self, name: str) -> DataFile:
        """A data file by its name in the project, as it is now."""
        if name not in self._files:
            self._files[name] = DataFile((self.project / name).read_text("utf-8"), name)
        return self._files[name]

    def file_of(self, record_id: str) -> DataFile:
        """The file in which a record stands. Raises ValueError if no command may change it."""
        if record_id not in self.catalogue.origins:
            raise ValueError(f"Es gibt keinen Eintrag «{record_id}».")
        name = self.catalogue.origin(record_id).file
        if name == PRIVATE_FILE:
            raise ValueError("Dieser Eintrag steht im privaten Ordner; ihn ändert nur, wer den Ordner hat.")
        return self.file(name)

    def page(self, path: Path) -> str:
        """The text of a page, as it is now."""
        return self._pages.get(path) or path.read_text("utf-8")

    def put_page(self, path: Path, text: str) -> None:
        self._pages[path] = text

    def save(self) -> list[Path]:
        """Writes what changed and returns the files, all or none.

        Raises ValueError, and nothing has changed, if the check then found an error that it did not find before.
        """
        texts = {self.project / name: file.text for name, file in self._files.items()} | self._pages
        changed = {path: text for path, text in texts.items() if _read(path) != text}
        before = {path: _read(path) for path in changed}
        write_together(changed)
        try:
            faults = self._errors()
        except BaseException:
            _restore(before)
            raise
        if faults:
            _restore(before)
            known = {_sign(problem) for problem in self._errors()}
            news = [problem for problem in faults if _sign(problem) not in known]
            if news:
                raise ValueError("\n".join(["So ginge etwas anderes entzwei, deshalb bleibt alles, wie es war:",
                                            *map(as_text, news)]))  # fmt: skip
            write_together(changed)
        return list(changed)

    def _errors(self) -> list[Problem]:
        errors = checked_edition(self.project, self.today, self._overlay).errors
        return [problem for problem in errors if problem.code not in _TO_FILL_IN]


def _sign(problem: Problem) -> tuple[str, str, str]:
    return problem.file, problem.code, problem.message


def _read(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.exists() else None


def _restore(before: dict[Path, str | None]) -> None:
    write_together({path: text for path, text in before.items() if text is not None})
    for path, text in before.items():
        if text is None:
            path.unlink(missing_ok=True)


def known_ids(catalogue: Catalogue, lists: Iterable[str]) -> dict[str, str]:
    """The ids of some lists of the catalogue with their German names."""
    records = (record for name in lists for record in getattr(catalogue, name))
    return {record.id: _name(record) for record in records}


def _name(record: object) -> str:
    name: Callable[[str], str] | str | None = getattr(record, "name", None) or getattr(record, "title", "")
    return name if isinstance(name, str) else name["de"] if name else ""  # type: ignore[index]
