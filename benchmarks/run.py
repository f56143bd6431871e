"""What `make bench` runs: how long the work of an editor and of the resolver takes, beside peers in the same run.

Seconds depend on the machine; the ratios say how the project compares.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import peers
import preview
import yaml

PROJECT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("RESULTS.md")
sys.path.insert(0, str(PROJECT / "hooks"))

from lotse import model  # noqa: E402
from lotse.edition import checked_edition  # noqa: E402
from lotse.load import load_catalogue  # noqa: E402
from lotse.publish import publish  # noqa: E402
from lotse.resolve import Coverage, Directory  # noqa: E402
from lotse.resolve.outlook import open_cells  # noqa: E402
from lotse.words import LocalizedText  # noqa: E402

TODAY = date(2026, 11, 22)
MUNICIPALITIES, TOPICS, AUDIENCES, OFFERS = 396, 40, 4, 1000


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The best of some runs, in seconds of processor time."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def read_plainly() -> None:
    """The peer of `lotse check`: PyYAML's own safe loader in Python, without positions or rules."""
    for path in sorted((PROJECT / "data").rglob("*.yaml")):
        yaml.load(path.read_bytes(), Loader=yaml.SafeLoader)


def whole_land() -> Coverage:
    """A land of 396 municipalities in 53 territories with 1000 offers on 40 topics, all made up.

    Every second offer is there for one municipality only, so that no two of them have the same answers; two of
    three are limited to an entry, one of four to a sector.
    """
    catalogue, _ = load_catalogue(PROJECT)
    assert catalogue is not None
    region = [f"gebiet-{n}" for n in range(53)]
    sources = catalogue.territories[0].sources
    territories = tuple(
        model.Territory(id=i, name=LocalizedText({"de": i}), key=f"{n:05d}", sources=sources)
        for n, i in enumerate(region)
    )
    base = catalogue.municipalities[0]
    places = tuple(
        base.model_copy(update={"id": f"ort-{n}", "key": f"{n:08d}", "territory": region[n % 53]})
        for n in range(MUNICIPALITIES)
    )
    topics = tuple(
        catalogue.topics[n % len(catalogue.topics)].model_copy(update={"id": f"thema-{n}"}) for n in range(TOPICS)
    )
    audiences = tuple(a for a in catalogue.audiences if a.broader is None)[:AUDIENCES]
    area = catalogue.areas[0].model_copy(update={"id": catalogue.region.area, "includes": tuple(region)})
    service = next(iter(catalogue.services()))[1]
    services = tuple(
        service.model_copy(
            update={
                "id": f"angebot-{n}",
                "topics": (f"thema-{n % TOPICS}",),
                "areas": (region[n * 7 % 53] if n % 2 else places[n // 2 % MUNICIPALITIES].id,),
                "entry": ("both", "before", "after")[n % 3],
                "sectors": () if n % 4 else (catalogue.sectors[n % len(catalogue.sectors)].id,),
                "audiences": (audiences[n % AUDIENCES].id,),
                "valid_to": None,
                "contacts": (),
            }
        )
        for n in range(OFFERS)
    )
    body = catalogue.organizations[0].model_copy(
        update={"areas": (area.id,), "services": services, "contacts": (), "locations": (), "parent": None}
    )
    land = replace(
        catalogue,
        territories=territories,
        municipalities=places,
        topics=topics,
        audiences=audiences,
        areas=(area,),
        organizations=(body,),
        expectations=(model.Expectation(topics=tuple(t.id for t in topics), audiences=tuple(a.id for a in audiences)),),
        delegations=(),
        gaps=(),
    )
    public = publish(land, "site", TODAY)
    return Coverage(Directory(public), public.coverage)


def measured() -> str:
    """The work of an editor and of the resolver; the section for RESULTS.md."""
    plain = seconds(read_plainly)
    check = seconds(lambda: checked_edition(PROJECT, TODAY))
    coverage = whole_land()
    cells = list(coverage.cells())
    matrix = seconds(lambda: [coverage.answer(cell) for cell in cells], times=1)
    narrowed = sum(len(coverage.situations[cell.topic]) for cell in cells)
    everything = seconds(lambda: list(open_cells(whole_land())), times=1)
    catalogue, _ = load_catalogue(PROJECT)
    assert catalogue is not None
    again = seconds(lambda: recheck(catalogue))
    return (
        "## Checking and answering\n\n| | ratio to PyYAML on the same files | processor s |\n|---|---|---|\n"
        f"| PyYAML reads all data | 1.00 | {plain:.2f} |\n"
        f"| all data and texts read and checked | {check / plain:.2f} | {check:.2f} |\n"
        f"| the region's matrix after one changed offer | {again / plain:.2f} | {again:.2f} |\n"
        f"| {MUNICIPALITIES} municipalities, {len(cells)} answers | {matrix / plain:.2f} | {matrix:.2f} |\n"
        f"| the same by situation, {narrowed} more | {everything / plain:.2f} | {everything:.2f} |\n"
    )


def main() -> None:
    """Writes RESULTS.md: sections of this file, of `preview` and of `peers`."""
    head = (
        "# Measured\n\nBy `make bench`. Seconds depend on the machine and on what else runs there; "
        f"the ratios say how the project compares. {platform.system()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores.\n"
    )
    sections = [head, peers.main(), preview.main(), measured()]
    RESULTS.write_text("\n".join(sections), "utf-8")
    print("\n".join(sections))


def recheck(catalogue: object) -> int:
    """Publishes and answers every question of the region anew, in every situation, as after an edit."""
    public = publish(catalogue, "site", TODAY)  # type: ignore[arg-type]
    coverage = Coverage(Directory(public), public.coverage)
    return len(list(open_cells(coverage)))


if __name__ == "__main__":
    main()
