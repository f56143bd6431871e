"""A build that takes over what has not changed gives what a build from nothing gives, whatever was edited."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import builders
from lotse import build as room
from lotse.build import BuildOrder, build
from lotse.output import FolderFiles

LATER = date(2027, 1, 15)
Edit = Callable[[Path, random.Random], None]


def with_data(name: str, change: Callable[[Any, random.Random], None]) -> Edit:
    """Changes the plain values of a data file."""

    def edit(project: Path, chance: random.Random) -> None:
        path = project / "data" / name
        values = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        change(values, chance)
        builders.write_yaml(path, values)

    return edit


def _describe(values: Any, chance: random.Random) -> None:
    body = chance.choice(values["organizations"])
    body["description"]["de"] = f"Hilft bei Fragen, Fassung {chance.randrange(1000)}."


def _rename(values: Any, chance: random.Random) -> None:
    body = chance.choice(values["organizations"])
    body["name"]["de"] = f"Amt Nummer {chance.randrange(1000)}"


def _offer(values: Any, chance: random.Random) -> None:
    body = chance.choice([one for one in values["organizations"] if one.get("services")])
    chance.choice(body["services"])["name"]["de"] = f"Rat Nummer {chance.randrange(1000)}"


def _withdraw(values: Any, chance: random.Random) -> None:
    entry = chance.choice(values["consents"])
    entry.pop("valid_until", None)
    entry["withdrawn_on"] = "2026-11-20"


def _topic(values: Any, chance: random.Random) -> None:
    chance.choice(values["topics"])["name"]["de"] = f"Thema {chance.randrange(1000)}"


def _label(project: Path, chance: random.Random) -> None:
    path = project / f"data/ui/{chance.choice(builders.LANGUAGES)}.yaml"
    lines = path.read_text("utf-8").split("\n")
    plain = [n for n, line in enumerate(lines) if ": " in line and line[-1] not in "'\"" and "{" not in line]
    number = chance.choice(plain)
    lines[number] = f"{lines[number]} X"
    path.write_text("\n".join(lines), "utf-8")


def _prose(project: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((project / "docs").rglob("*.md")))
    path.write_text(f"{path.read_text('utf-8')}\n\nAbsatz {chance.randrange(1000)}.\n", "utf-8")


def _new_page(project: Path, chance: random.Random) -> None:
    builders.write_page(project / "docs/de/arbeitgeber/einreise.md", f"Einreise {chance.randrange(1000)}")


EDITS: dict[str, Edit] = {
    "description": with_data("actors.yaml", _describe),
    "name of a body": with_data("actors.yaml", _rename),
    "name of an offer": with_data("actors.yaml", _offer),
    "withdrawal": with_data("consents.yaml", _withdraw),
    "name of a topic": with_data("terms.yaml", _topic),
    "label": _label,
    "prose": _prose,
    "title": _new_page,
}


def built(project: Path, name: str, day: date, *, is_fresh: bool = False) -> dict[str, bytes]:
    """What a build leaves in a folder; errors of data and judgement would stop it."""
    said: list[str] = []
    order = BuildOrder(project=project, site_dir=project / name, today=day, is_fresh=is_fresh, is_compressed=False)
    assert build(order, said.append).has_succeeded, said
    return dict(FolderFiles(project / name))


@pytest.mark.parametrize("seed", range(6))
def test_edits_give_what_a_build_from_nothing_gives(tmp_path, monkeypatch, seed):
    """Several edits one after another, and a day that passes on the way."""
    monkeypatch.setattr(room, "searched", lambda *_: None)
    monkeypatch.setattr(room, "judged", lambda *_: [])
    monkeypatch.setattr("lotse.output.publication.make_durable", lambda _: None)
    chance = random.Random(seed)
    project = builders.write_project(tmp_path / "region")
    built(project, "site", builders.TODAY)
    for number, name in enumerate(chance.sample(sorted(EDITS), 3)):
        EDITS[name](project, chance)
        day = LATER if number == 2 and seed % 2 else builders.TODAY
        site = built(project, "site", day)
        shutil.rmtree(project / "frisch", ignore_errors=True)
        fresh = built(project, "frisch", day, is_fresh=True)
        different = [path for path in fresh if path != "SHA256SUMS" and fresh[path] != site.get(path)]
        assert ([], set()) == (different, set(fresh) - set(site)), name


def test_withdrawn_value_is_in_no_keeping(tmp_path, monkeypatch):
    """After the next build neither the site nor what is kept for later ones holds it."""
    monkeypatch.setattr(room, "searched", lambda *_: None)
    monkeypatch.setattr(room, "judged", lambda *_: [])
    data = builders.region_data()
    number = next(n for n, body in enumerate(data["actors.yaml"]["organizations"]) if body.get("website"))
    body = data["actors.yaml"]["organizations"][number]
    body["website"] = "https://kanarienvogel.muster.de/"
    project = builders.write_project(tmp_path / "region", data)
    assert any(b"kanarienvogel" in content for content in built(project, "site", builders.TODAY).values())
    ledger = data["consents.yaml"]["consents"]
    data["consents.yaml"]["consents"] = [entry for entry in ledger if entry["subject"] != body["id"]]
    builders.write_yaml(project / "data/consents.yaml", data["consents.yaml"])
    built(project, "site", builders.TODAY)
    left = [path for path in project.rglob("*") if path.is_file() and "data" not in path.parts]
    assert [] == [path for path in left if b"kanarienvogel" in path.read_bytes()]


def test_build_after_a_fresh_one_begins_anew(tmp_path, monkeypatch):
    """What a fresh build has left aside is not for others, and doesn't stop them."""
    monkeypatch.setattr(room, "searched", lambda *_: None)
    monkeypatch.setattr(room, "judged", lambda *_: [])
    project = builders.write_project(tmp_path / "region")
    fresh = built(project, "site", builders.TODAY, is_fresh=True)
    assert built(project, "site", builders.TODAY) == fresh
