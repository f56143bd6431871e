"""`lotse.model`: frozen records that know no other keys, and the atlas of areas."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

import builders
from lotse import model
from lotse.load import FILES
from lotse.model.atlas import atlas_of

RECORDS = [record for record in vars(model).values() if isinstance(record, type) and issubclass(record, BaseModel)]
ISO_DAY = st.dates().map(date.isoformat)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_record_is_frozen_and_refuses_unknown_keys(record):
    """Every record of the package, also those that come later."""
    assert (True, "forbid") == (record.model_config["frozen"], record.model_config["extra"])


@pytest.mark.parametrize("name", sorted(FILES))
def test_invented_region_fits_the_model(name):
    """The builder's plain values validate as they are."""
    assert FILES[name].model_validate(builders.region_data()[name])


@given(ISO_DAY)
def test_day_is_read_as_written(day):
    """Every day of the calendar in its one form."""
    citation = model.Citation.model_validate({"source": "a", "seen_on": day})
    assert day == citation.seen_on.isoformat()


@pytest.mark.parametrize("day", ["20261122", "2026-W47-7", "2026-11-22T10:00", 20261122, 1.0, None, "22.11.2026"])
def test_other_spellings_of_a_day_are_refused(day):
    """Nothing is guessed."""
    with pytest.raises(ValidationError):
        model.Citation.model_validate({"source": "a", "seen_on": day})


@given(st.text(max_size=80))
def test_id_is_harmless_or_refused(text):
    """No id leaves its folder, hides a letter or needs escaping in an address."""
    try:
        record_id = model.Identified.model_validate({"id": text}).id
    except ValidationError:
        return
    assert set("abcdefghijklmnopqrstuvwxyz0123456789-") >= set(record_id)
    assert 1 <= len(record_id) <= 64


@pytest.mark.parametrize("record_id", ["../x", "a/b", "a--b", "-a", "A", "ä", "", "a" * 65, "a.b"])
def test_dangerous_ids_are_refused(record_id):
    """Paths, capitals, umlauts, dots and double hyphens."""
    with pytest.raises(ValidationError):
        model.Identified.model_validate({"id": record_id})


def test_last_look_counts():
    """The newest of all citations, or the day that the body confirmed it."""
    sources = [{"source": "a", "seen_on": day} for day in ("2026-11-20", "2026-11-22", "2026-11-21")]
    record = model.Evidenced.model_validate({"sources": sources})
    assert date(2026, 11, 22) == record.seen_on
    assert date(2026, 11, 25) == record.model_copy(update={"assured_on": date(2026, 11, 25)}).seen_on


def atlas(**areas):
    data = builders.places()
    for record_id, changes in areas.items():
        area = {"id": record_id, "name": {"de": record_id}, "kind": "other", "tier": "region"}
        data["areas"].append(area | {"sources": builders.citations()} | changes)
    places = model.PlacesFile.model_validate(data)
    return atlas_of(places.territories, places.municipalities, places.areas)


def test_area_reaches_what_its_parts_reach():
    """Territories, municipalities and other areas may be mixed."""
    found = atlas(a={"includes": ["aestetten", "b"]}, b={"includes": ["kreis-nord"]})
    assert {"aestetten", "musterstadt", "beispielheim"} == found.reach["a"]


def test_open_area_reaches_every_place():
    """The land and the federation include the whole region."""
    assert atlas().reach["musterregion"] == atlas(a={"is_open": True}).reach["a"]


def test_circles_and_unknown_parts_reach_nothing():
    """The checks tell them; nothing runs forever."""
    found = atlas(a={"includes": ["b"]}, b={"includes": ["a", "nowhere"]})
    assert (frozenset(), frozenset()) == (found.reach["a"], found.reach["b"])


def test_nearest_tier_is_the_smallest_that_fits():
    """The municipality before the region."""
    found = atlas()
    assert "municipality" == found.nearest_tier(["musterregion", "musterstadt"], "musterstadt")
    assert "region" == found.nearest_tier(["musterregion", "musterstadt"], "aestetten")
