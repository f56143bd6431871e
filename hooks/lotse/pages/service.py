"""Pages that serve readers and editors: the search with its A–Z, and the open tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from lotse.model.public import PublicTask
from lotse.pages.danger import danger_of
from lotse.pages.finder import places_data, signposts
from lotse.pages.page import Desk, Page
from lotse.words import sorting_key


def search_page(desk: Desk, entries: Sequence[tuple[str, str]], titles: Mapping[str, str]) -> Page:
    """The search, and below it all pages from A to Z for those without JavaScript.

    `entries` are address and title; of pages of one name each says what it lies in, by the `titles` of all pages.
    """
    ordered = sorted(_told_apart(entries, titles), key=lambda entry: sorting_key(entry[1]))
    bundle = "../" * (1 if desk.language == desk.catalogue.region.languages[0] else 2) + "pagefind/"
    return desk.page(
        "suche/", "search", title=desk.renderer.label("search.heading"),
        description=desk.renderer.label("search.description"), is_indexed=False,
        letters=_by_letter(ordered), danger=danger_of(desk.catalogue),
        bundle=bundle, view=lambda: {"data": places_data(desk) | {"signposts": signposts(desk)}},
    )


def _told_apart(entries: Sequence[tuple[str, str]], titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Titles that several pages bear with the page above; what is still the same then is named once."""
    counts = Counter(sorting_key(title)[0] for _, title in entries)
    found: dict[str, tuple[str, str]] = {}
    for address, title in entries:
        above = titles.get(address.rstrip("/").rpartition("/")[0] + "/", "")
        own = f"{title} ({above})" if above and counts[sorting_key(title)[0]] > 1 else title
        found.setdefault(sorting_key(own)[0], (address, own))
    return list(found.values())


def _by_letter(entries: Iterable[tuple[str, str]]) -> list[dict[str, object]]:
    """The entries, which are in order, below the letter that each begins with."""
    groups = groupby(entries, key=lambda entry: _initial(entry[1]))
    return [
        {
            "letter": letter, "anchor": f"buchstabe-{letter.casefold()}",
            "entries": [{"address": address, "title": title} for address, title in found],
        }
        for letter, found in groups
    ]


def _initial(title: str) -> str:
    """The letter under which a title stands: Ä under A."""
    return sorting_key(title)[0][:1].upper()


def tasks_page(desk: Desk) -> Page:
    """What editors must check, by file and record."""
    ordered = sorted(desk.catalogue.tasks, key=lambda task: (task.file, task.line, task.text))
    groups = [_file_group(file, list(tasks)) for file, tasks in groupby(ordered, key=lambda task: task.file)]
    return desk.page(
        "mitmachen/aufgaben/", "tasks", title=desk.renderer.label("tasks.heading"),
        description=desk.renderer.label("tasks.lead"), is_indexed=False, count=len(ordered), groups=groups,
        contents=tuple((str(group["anchor"]), str(group["file"])) for group in groups),
    )


def _file_group(file: str, tasks: Sequence[PublicTask]) -> dict[str, object]:
    """The tasks of a file by the record that they concern, in the order of the file."""
    records: dict[str, list[PublicTask]] = {}
    for task in tasks:
        records.setdefault(task.record_name, []).append(task)
    return {
        "file": file, "anchor": file.replace("/", "-").replace(".", "-"), "count": len(tasks),
        "records": [{"name": name, "tasks": found} for name, found in records.items()],
    }
