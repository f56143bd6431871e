"""The canary: values without consent are put into the data, and no byte of the finished site may hold them.

The canaries sit in a copy of the invented region. The last tests open the gate, to see that the canary dies.
"""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import builders
from building import make_site
from lotse.edition import edition_of
from lotse.load import load_catalogue
from lotse.model import ledger
from lotse.pages import desks, generated_pages
from lotse.pages.materials import papers
from lotse.publish import consent as publishing
from lotse.publish import publish
from lotse.words import in_e164, in_phone_words

PENDING = {"basis": "pending", "channels": [], "fields": ["link", "contact", "address", "person"]}
CAGES: Mapping[str, Mapping[str, object] | None] = {
    "ohne": None,  # no entry at all
    "offen": PENDING,
    "alt": {"valid_until": "2026-11-21"},
    "neu": {"given_on": "2026-11-22", "recorded_on": "2026-11-22", "channels": ["pdf", "fai"]},
    "falsch": {"basis": "agreement-4.1", "fields": ["link"], "valid_until": "2026-11-21"},
    "daten": {"channels": ["api"]},
    "rahmen": {"channels": ["embed"]},
}
"""Why a body's data are withheld → its entry in the ledger."""
PLACES_OF = {"neu": ("fai/", "material/", "en/material/"), "daten": ("api/",), "rahmen": ("embed/",)}
"""Where the values of a body may stand whose entry names other channels than the site."""
EVERYTHING = ["link", "contact", "address", "person"]


def canary(cage: str, number: int) -> builders.Data:
    """A body whose every withheld value cannot be mistaken for anything else."""
    host = f"https://kanarie{number}{cage}.example"
    phone = f"0241 7770{number}1"
    return builders.organization(
        f"kanarie-{cage}",
        name=builders.both(f"Vogelhaus {cage}"),
        website=f"{host}/start",
        contacts=[
            builders.contact(
                f"kanarie-{cage}-zentrale",
                phones=[phone],
                email=f"zentrale@kanarie{number}{cage}.example",
                url=f"{host}/kontakt",
            )
        ],
        locations=[
            builders.location(
                f"kanarie-{cage}-nest",
                address={
                    "street": f"Kanariengasse{number}{cage} 7",
                    "postal_code": "00009",
                    "city": f"Kanarienstadt{number}{cage}",
                },
            )
        ],
        services=[builders.service(f"kanarie-{cage}-rat", url=f"{host}/rat", contacts=[f"kanarie-{cage}-zentrale"])],
    )


def caged_event(cage: str, number: int) -> builders.Data:
    """An event of such a body, with a link, a registration and an address of its own."""
    host = f"https://kanarie{number}{cage}.example"
    return {
        "id": f"termin-{cage}", "name": builders.both(f"Flugtag {cage}"), "organizer": f"kanarie-{cage}",
        "starts_at": "2026-12-01T09:30", "ends_at": "2026-12-01T12:00", "url": f"{host}/termin",
        "registration": {"url": f"{host}/anmelden"}, "topics": ["housing"], "audiences": ["employers"],
        "venue": {"address": {"street": f"Kanariengasse{number}{cage} 9", "postal_code": "00009",
                              "city": f"Kanarienstadt{number}{cage}"}},
        "areas": ["musterregion"], "reported_on": "2026-11-20", "sources": builders.citations(),
    }  # fmt: skip


def caged_person(cage: str, number: int) -> builders.Data:
    """A person at the network, with a task that names them."""
    return builders.person(
        f"vogel-{cage}",
        name=f"Kanaria Vogel{number}{cage}",
        phones=[f"0241 7770{number}2"],
        email=f"kanaria@vogel{number}{cage}.example",
        tasks=[f"Kanaria Vogel{number}{cage} fragen."],
    )


def region_with_canaries() -> dict[str, builders.Data]:
    """The invented region with a canary in every cage."""
    data = builders.region_data()
    organizations, ledger = data["actors.yaml"]["organizations"], data["consents.yaml"]["consents"]
    data["region.yaml"]["region"]["channels"] = list(builders.CHANNELS)
    network = organizations[2]
    network["contacts"] = []
    for number, (cage, entry) in enumerate(CAGES.items(), 1):
        organizations.append(canary(cage, number))
        data["events.yaml"]["events"].append(caged_event(cage, number))
        source = {"id": f"quelle-{cage}", "title": "Seite", "kind": "official", "publisher": "Vogelhaus"}
        url = f"https://kanarie{number}{cage}.example/quelle"
        data["sources.yaml"]["sources"].append(source | {"organization": f"kanarie-{cage}", "url": url})
        organizations[-1]["sources"] = builders.citations(f"quelle-{cage}")
        if entry is not None:
            network["contacts"].append(caged_person(cage, number))
            fields = {"fields": list(EVERYTHING)} | dict(entry)
            ledger.append(builders.consent(f"consent-{cage}", f"kanarie-{cage}", **fields))
            ledger.append(builders.consent(f"consent-vogel-{cage}", f"vogel-{cage}", **fields))
    return data


WITHHELD = re.compile(r"kanarie\d\w+|vogel\d\w+|kanariengasse|kanarienstadt|kanaria", re.IGNORECASE)


def canaries(data: Mapping[str, builders.Data]) -> set[str]:
    """Every form in which a withheld value could appear, in small letters."""
    found = {match[0].lower() for match in WITHHELD.finditer(repr([data["actors.yaml"], data["sources.yaml"]]))}
    numbers = {in_e164(number) or "" for number in re.findall(r"0241 7770\d\d", repr(data["actors.yaml"]))}
    return found | numbers | {in_phone_words(number) for number in numbers}


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every file, unpacked where it is packed, as small letters."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        if data.startswith(b"\x1f\x8b"):
            data = gzip.decompress(data)
        yield file.relative_to(folder).as_posix(), f"{file.name} {data.decode('utf-8', 'replace')}".lower()


def private_part(data: dict[str, builders.Data]) -> builders.Data:
    """Takes the caged persons and their entries out of the data: without consent they belong to the private folder."""
    network, ledger = data["actors.yaml"]["organizations"][2], data["consents.yaml"]
    contacts = [contact | {"organization": network["id"]} for contact in network.pop("contacts")]
    entries = [entry for entry in ledger["consents"] if entry["subject"].startswith("vogel-")]
    ledger["consents"] = [entry for entry in ledger["consents"] if entry not in entries]
    return {"contacts": contacts, "consents": entries}


def build(folder: Path) -> Path:
    """The region with canaries, built as the real site is."""
    data = region_with_canaries()
    private = folder / "private"
    private.mkdir()
    builders.write_yaml(private / "contacts.yaml", private_part(data))
    project = builders.write_region(folder / "project", data)
    shutil.copytree(builders.PROJECT / "docs/assets", project / "docs/assets")
    make_site(project, folder / "site", builders.TODAY, private)
    return folder / "site"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with all canaries in their cages."""
    return build(tmp_path_factory.mktemp("canary"))


def test_no_file_holds_a_canary(built):
    """Pages, sitemap, feeds, search index, exports: nothing, in no spelling, but where the ledger names the channel."""
    known = canaries(region_with_canaries())
    found = [(name, value) for name, text in contents(built) for value in known if value in text]
    cleared = {name for places in PLACES_OF.values() for name in places}
    elsewhere = [(name, value) for name, value in found if not name.startswith(tuple(cleared))]
    assert elsewhere == []
    for cage, places in PLACES_OF.items():
        own = of_cage(cage)
        assert [] == [(name, value) for name, value in found if name.startswith(places) and value not in own]


def of_cage(cage: str) -> set[str]:
    """The values of the body and the person whose entry names other channels."""
    number = list(CAGES).index(cage) + 1
    bare = {"kanaria", "kanariengasse", "kanarienstadt"}  # what all of them share
    own = (f"{number}{cage}", f"7770{number}")
    return bare | {value for value in canaries(region_with_canaries()) if any(o in value.replace(" ", "") for o in own)}


@pytest.mark.parametrize(
    ("file", "value"),
    [
        ("fai/v1/bundle.json", "kanarie4neu.example"),
        ("fai/v1/bundle.json", "kanaria vogel4neu"),
        ("api/v1/organizations.json", "kanarie6daten.example"),
        ("api/v1/organizations.json", "kanaria vogel6daten"),
        ("api/v1/organizations.csv", "kanarie6daten.example"),
        ("embed/v1/de/housing/all.html", "kanarie7rahmen.example"),
        ("embed/v1/de/places/musterstadt.html", "kanarie7rahmen.example"),
    ],
)
def test_canary_of_a_channel_sings_there(built, file, value):
    """What is cleared for another channel and not for the site stands there: silence elsewhere means something."""
    assert value in dict(contents(built))[file]


def test_canaries_were_there_and_their_bodies_are_named(built):
    """The check above looked at a whole site: names of the bodies are public, cleared contacts too."""
    files = dict(contents(built))
    page = files["anlaufstellen/kanarie-offen/index.html"]
    assert "vogelhaus offen" in page
    assert {"sitemap.xml", "suche/index.html", "en/index.html", "mitmachen/aufgaben/index.html"} <= set(files)
    assert any("erika beispiel" in text for name, text in files.items() if name.endswith(".pf_fragment"))
    assert len(canaries(region_with_canaries())) >= 5 * len(CAGES)


def test_open_gate_kills_the_canary(tmp_path, monkeypatch):
    """With a gate that lets everything through, pages and search index hold them: the check can fail."""
    monkeypatch.setattr(publishing.Gate, "allows", lambda *_: True)
    site = build(tmp_path)
    known = canaries(region_with_canaries())
    found = {value: {Path(name).suffix for name, text in contents(site) if value in text} for value in known}
    assert [] == [value for value, suffixes in found.items() if ".html" not in suffixes]
    assert any(".pf_fragment" in suffixes for suffixes in found.values())


def pages_of(tmp_path: Path, data: Mapping[str, builders.Data]) -> str:
    """All generated pages at once, without the checks that would stop the build."""
    catalogue, _ = load_catalogue(builders.write_region(tmp_path / "project", data))
    public = publish(catalogue, "site", builders.TODAY)
    pages = [page for desk in desks(public, catalogue.labels).values() for page in generated_pages(desk, ()).values()]
    return "".join(f"{page!r} {page.html}" for page in pages).lower()


def withdrawn_region() -> dict[str, builders.Data]:
    """The canary whose consent is withdrawn although others still clear it; the checks refuse such data."""
    data = region_with_canaries()
    ledger = data["consents.yaml"]["consents"]
    for subject in ("kanarie-alt", "vogel-alt"):
        for number, changes in enumerate(({}, {"withdrawn_on": "2026-11-20"})):
            ledger.append(builders.consent(f"consent-{subject}-{number}", subject, fields=list(EVERYTHING), **changes))
    return data


def test_withdrawn_canary_is_gone_although_others_clear_it(tmp_path):
    """Even if somebody switched the checks off."""
    data = withdrawn_region()
    text = pages_of(tmp_path, data)
    assert [] == [value for value in canaries(data) if value in text]


MUTATIONS = {
    "every entry is valid": ("is_valid", lambda *_, **__: True, "vogel3alt"),
    "nothing is ever withdrawn": ("withdrawn_fields", lambda *_, **__: {}, "kanarie3alt"),
    "every basis clears everything": (
        "FIELDS_OF_BASIS",
        dict.fromkeys(ledger.FIELDS_OF_BASIS, frozenset(EVERYTHING)),
        None,
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_smaller_holes_kill_the_canary_too(tmp_path, monkeypatch, mutation):
    """Each part of the gate is needed: without it a canary is on some page."""
    name, replacement, victim = MUTATIONS[mutation]
    monkeypatch.setattr(ledger, name, replacement)
    if victim is None:  # pending entries clear nothing by two rules; the other one has to go, too
        monkeypatch.setattr(ledger, "is_valid", lambda *_, **__: True)
        victim = "kanarie2offen"
    assert victim in pages_of(tmp_path, withdrawn_region() if "withdrawn" in mutation else region_with_canaries())


def test_no_paper_says_a_canary_that_is_not_cleared_for_print(tmp_path):
    """PDFs are packed: what goes into them is looked at before it is set."""
    data = region_with_canaries()
    (tmp_path / "private").mkdir()
    builders.write_yaml(tmp_path / "private/contacts.yaml", private_part(data))
    edition = edition_of(builders.write_project(tmp_path / "project", data), builders.TODAY, tmp_path / "private")
    said = [paper.order.values.lower() for desk in edition.desks.values() for paper in papers(desk)]
    assert said
    known = {value for value in canaries(region_with_canaries()) if any(value in text for text in said)}
    assert known <= set(of_cage("neu")), known
