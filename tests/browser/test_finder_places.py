"""Which place the finder takes somebody to mean: every name, village and code of the region, and slips of the pen."""

from __future__ import annotations

import pytest
import yaml

import builders
from browser.support import asset

CASES = yaml.safe_load((builders.PROJECT / "tests/cases/places.yaml").read_text("utf-8"))
DATA = yaml.safe_load((builders.PROJECT / "data/places.yaml").read_text("utf-8"))
FIND = """async (asked) => {
  const { Places } = await import("FINDER_PLACES");
  const known = new Places(JSON.parse(document.querySelector("script[data-finder]").textContent));
  return asked.map((text) => { const { places, as } = known.find(text); return [as, places.map(({ id }) => id)]; });
}""".replace("FINDER_PLACES", asset("finder-places.js"))


@pytest.fixture
def find(page_at):
    """`find(texts)` tells for each how sure the finder is, and the places that it takes to be meant."""
    page = page_at(390)
    page.goto("/anlaufstellen/")
    return lambda texts: dict(zip(texts, page.evaluate(FIND, list(texts)), strict=True))


def test_what_people_type_means_one_place(find):
    """Other languages and scripts, native digits, «Stadt …», villages; the part that is known counts."""
    wanted = {text: ["known", [place]] for place, texts in CASES["known"].items() for text in texts}
    assert {text: found for text, found in find(wanted).items() if found != wanted[text]} == {}


def test_places_of_one_name_ask(find):
    wanted = {text: sorted(places) for text, places in CASES["ask"]}
    assert {text: sorted(places) for text, (_, places) in find(wanted).items()} == wanted


def test_slips_are_asked_back_and_outside_is_said_only_if_nothing_fits(find):
    near = dict(CASES["near"])
    assert {text: as_ for text, (as_, places) in find(near).items() if as_ != "near" or near[text] not in places} == {}
    assert {tuple(map(str, found)) for found in find(CASES["outside"]).values()} == {("outside", "[]")}
    assert {tuple(map(str, found)) for found in find(CASES["unknown"]).values()} == {("near", "[]")}


def test_every_name_of_every_municipality_leads_to_it(find):
    """As it stands in the data, with what may stand beside it, and with an unknown postcode of large recipients."""
    names = {}
    for place in DATA["municipalities"]:
        for name in (place["name"], *place["other_names"]):
            texts = (name, name.lower(), f"Stadt {name}", f"Gemeinde {name}", f"52999 {name}")
            names |= dict.fromkeys(texts, place["id"])
    assert {text: found for text, found in find(names).items() if found != ["known", [names[text]]]} == {}


def test_every_village_leads_to_its_municipality(find):
    """Where two have one of the name, to both; where a town has its name, to the town."""
    towns = {place["name"]: place["id"] for place in DATA["municipalities"]}
    homes: dict[str, set[str]] = {}
    for place in DATA["municipalities"]:
        for name in (name for group in place.get("localities", ()) for name in group["names"]):
            homes.setdefault(name, set()).add(place["id"])
    homes |= {name: {towns[name]} for name in homes.keys() & towns.keys()}
    assert len(homes) > 150
    assert {name: places for name, (_, places) in find(homes).items() if set(places) != homes[name]} == {}


def test_swapped_digits_suggest_the_place(find):
    """Of every postcode, each pair of neighbours, unless that makes another one of the region."""
    codes = {code: place["id"] for place in DATA["municipalities"] for code in place["postcodes"]}
    companies = {entry["postcode"] for entry in DATA["company_postcodes"]}
    swapped = {}
    for code, place in codes.items():
        for at in range(4):
            other = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            if other not in codes and other not in companies:
                swapped[other] = place
    lost = {code: found for code, found in find(swapped).items() if swapped[code] not in found[1]}
    assert len(lost) <= len(swapped) // 50, lost


def test_company_postcodes_mean_what_they_may_be(find):
    found = find([entry["postcode"] for entry in DATA["company_postcodes"]])
    assert [code for code, (as_, places) in found.items() if not places or as_ not in ("known", "postcode")] == []
