"""What `make bench` runs: how long the work of an editor and of the resolver takes, beside peers in the same run.

Seconds depend on the machine; the ratios say how the project compares.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "hooks"))

from lotse import model  # noqa: E402
from lotse.load import load_catalogue  # noqa: E402
from lotse.publish import publish  # noqa: E402
from lotse.resolve import Coverage, Directory  # noqa: E402
from lotse.resolve.problems import open_cells  # noqa: E402
from lotse.site import check_site  # noqa: E402
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


def main() -> None:
    """Prints one line a measurement."""
    plain = seconds(read_plainly)
    check = seconds(lambda: check_site(PROJECT, TODAY))
    print(f"lotse check, whole project:         {check:6.2f} s  = {check / plain:.2f} x PyYAML on the same files")
    coverage = whole_land()
    cells = list(coverage.cells())
    matrix = seconds(lambda: [coverage.answer(cell) for cell in cells], times=1)
    print(f"matrix {MUNICIPALITIES} x {TOPICS} x {AUDIENCES} = {len(cells)} cells:  {matrix:6.2f} s")
    narrowed = sum(len(coverage.situations[cell.topic]) for cell in cells)
    everything = seconds(lambda: list(open_cells(whole_land())), times=1)
    print(f"the same before and after the entry and by sector, {narrowed} cells more: {everything:6.2f} s")
    catalogue, _ = load_catalogue(PROJECT)
    assert catalogue is not None
    again = seconds(lambda: recheck(catalogue))
    print(f"region's matrix after one changed offer: {again:5.2f} s")


def recheck(catalogue: object) -> int:
    """Publishes and answers every question of the region anew, in every situation, as after an edit."""
    public = publish(catalogue, "site", TODAY)  # type: ignore[arg-type]
    coverage = Coverage(Directory(public), public.coverage)
    return len(list(open_cells(coverage)))


if __name__ == "__main__":
    main()
