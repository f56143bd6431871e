"""What is new: out of the data's own days and of the version history, per audience, as pages and feeds."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import builders
from lotse.load import load_catalogue
from lotse.load.history import first_days
from lotse.pages import desks
from lotse.pages.news import news, news_pages
from lotse.pages.takeaways import takeaways
from lotse.publish import publish

TODAY = builders.TODAY
ATOM = "{http://www.w3.org/2005/Atom}"


def desk_of(data: dict[str, builders.Data] | None = None, **fields: object):
    catalogue = replace(builders.catalogue(data), **fields)
    return desks(publish(catalogue, "site", TODAY), catalogue.labels)["de"]


def page(desk, address: str) -> str:
    return next(one.html for one in news_pages(desk) if one.address == address)


def test_days_of_the_data_make_news():
    """Values, statements, offers, events, bodies that went; nothing that is still to come or older than a year."""
    data = builders.region_data()
    data["figures.yaml"]["figures"][0]["periods"] = [
        {"value": "12.50", "from": "2024-01-01", "to": "2026-01-31"},
        {"value": "13.90", "from": "2026-02-01", "to": "2026-12-31"},
        {"value": "14.60", "from": "2027-01-01", "to": "2027-12-31"},
    ]  # fmt: skip
    data["facts.yaml"]["facts"][0] |= {"valid_from": "2026-03-01", "valid_to": "2026-10-31"}
    data["actors.yaml"]["organizations"][1]["services"][0]["valid_from"] = "2026-05-01"
    data["actors.yaml"]["retired"] = [
        {"id": "altstelle", "reason": builders.both("Aufgelöst."), "retired_on": "2026-06-01"}
    ]
    found = [(one.day.isoformat(), one.kind, one.id) for one in news(desk_of(data))]
    assert [
        ("2026-11-01", "fact_ends", "muster-01"), ("2026-06-01", "gone", "altstelle"),
        ("2026-05-01", "offer_begins", "musterzentrum-beratung"), ("2026-03-01", "fact_begins", "muster-01"),
        ("2026-02-01", "figure", "musterlohn"),
    ] == found  # fmt: skip


def test_new_records_come_from_the_history_and_only_if_they_are_published():
    """A body that is new tells of itself, not of each of its offers; what is only claimed isn't told at all."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][1]["evidence"] = "claimed"
    day = date(2026, 11, 20)
    arrivals = dict.fromkeys(("musteramt", "musteramt-aufenthalt", "musterzentrum-beratung", "musterliste"), day)
    told = {(one.kind, one.id) for one in news(desk_of(arrivals=arrivals)) if one.kind != "figure"}
    assert {("body", "musteramt"), ("checklist", "musterliste"), ("offer", "musterzentrum-beratung")} == told
    assert "musterzentrum-beratung" not in {one.id for one in news(desk_of(data, arrivals=arrivals))}
    catalogue = replace(builders.catalogue(data), arrivals=arrivals)
    assert "musterzentrum-beratung" not in publish(catalogue, "site", TODAY).arrivals


def test_page_and_feed_of_an_audience_hold_what_concerns_it():
    """Both the same; whole addresses in the feed, and ids that stay."""
    data = builders.region_data()
    services = data["actors.yaml"]["organizations"][1]["services"]
    services[0] |= {"valid_from": "2026-05-01", "audiences": ["students"]}
    desk = desk_of(data)
    assert "musterzentrum-beratung" in page(desk, "neu/newcomers/")
    assert "musterzentrum-beratung" not in page(desk, "neu/employers/")
    assert "musterzentrum-beratung" in page(desk, "neu/")
    feeds = {
        name: ElementTree.fromstring(text) for name, text in takeaways(desk).items() if name.endswith("neu.atom")  # noqa: S314
    }
    assert {"neu/neu.atom", "neu/employers/neu.atom", "neu/newcomers/neu.atom"} == set(feeds)
    ids = [entry.findtext(f"{ATOM}id") for entry in feeds["neu/newcomers/neu.atom"].iter(f"{ATOM}entry")]
    assert "https://musterlotse.example/neu/#offer_begins-musterzentrum-beratung-2026-05-01" in ids
    others = [entry.findtext(f"{ATOM}id") for entry in feeds["neu/employers/neu.atom"].iter(f"{ATOM}entry")]
    assert not [one for one in others if "musterzentrum-beratung" in str(one)]


def test_empty_page_says_so():
    """Nothing of a year."""
    data = builders.region_data()
    data["figures.yaml"]["figures"][0]["periods"] = [{"value": "12.50", "from": "2024-01-01", "to": "2027-12-31"}]
    assert "Im letzten Jahr gibt es hier nichts Neues." in page(desk_of(data), "neu/")


def git(project: Path, *words: str, day: str) -> None:
    names = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Muster")
    names |= dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "muster@example.org")
    names |= dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00+00:00")
    environment = os.environ | names | {"GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-C", str(project), *words]
    subprocess.run(command, check=True, capture_output=True, env=environment)


def test_first_days_are_those_of_the_history(tmp_path):
    """What it begins with is no news; a record that was taken away and came back keeps its first day."""
    project = builders.write_region(tmp_path / "region")
    assert {} == first_days(project, ["data/actors.yaml"])
    git(project, "init", "--quiet", day="2026-10-01")
    for day, bodies in (("2026-10-01", 0), ("2026-10-20", 1), ("2026-10-25", 0), ("2026-11-10", 2)):
        data = builders.actors()
        data["organizations"] += [builders.organization(f"neu-{number}") for number in range(bodies)]
        builders.write_yaml(project / "data/actors.yaml", data)
        git(project, "add", ".", day=day)
        git(project, "commit", "--quiet", "--allow-empty", "--message", day, day=day)
    found = first_days(project, ["data/actors.yaml"])
    assert date(2026, 10, 20) == found["neu-0"] == found["neu-0-beratung"]
    assert date(2026, 11, 10) == found["neu-1"]
    assert "musteramt" not in found
    catalogue, _ = load_catalogue(project)
    assert catalogue is not None
    assert found == catalogue.arrivals


def test_security_text_is_written_as_long_as_it_holds():
    """Only with a contact, only at the top, until its last day; without one it is a task."""
    data = builders.region_data()
    assert any("Schwachstellen" in task.text for task in desk_of(data).catalogue.tasks)
    data["region.yaml"]["region"]["security"] = {
        "contact_url": "https://betrieb.example.org/melden", "expires_on": TODAY.isoformat()
    }  # fmt: skip
    catalogue = builders.catalogue(data)
    both = desks(publish(catalogue, "site", TODAY), catalogue.labels)
    fields = dict(line.split(": ", 1) for line in takeaways(both["de"])[".well-known/security.txt"].splitlines())
    assert {
        "Contact": "https://betrieb.example.org/melden", "Expires": "2026-11-22T23:59:59Z",
        "Preferred-Languages": "de, en", "Canonical": "https://musterlotse.example/.well-known/security.txt",
    } == fields  # fmt: skip
    assert ".well-known/security.txt" not in takeaways(both["en"])
    assert not any("Schwachstellen" in task.text for task in both["de"].catalogue.tasks)
    later = desks(publish(catalogue, "site", date(2026, 11, 23)), catalogue.labels)["de"]
    assert ".well-known/security.txt" not in takeaways(later)
