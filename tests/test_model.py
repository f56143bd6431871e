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
from lotse.model.base import FIRST_DAY, LAST_DAY

RECORDS = [record for record in vars(model).values() if isinstance(record, type) and issubclass(record, BaseModel)]
ISO_DAY = st.dates(FIRST_DAY, LAST_DAY).map(date.isoformat)


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
    citation = model.Citation.model_validate({"source": "a", "read_on": day})
    assert day == citation.read_on.isoformat()


@pytest.mark.parametrize("day", ["20261122", "2026-W47-7", "2026-11-22T10:00", 20261122, 1.0, "22.11.2026"])
@pytest.mark.parametrize("field", ["edition", "copied_on", "read_on"])
def test_other_spellings_of_a_day_are_refused(field, day):
    """Nothing is guessed."""
    with pytest.raises(ValidationError):
        model.Citation.model_validate({"source": "a", field: day})


@given(ISO_DAY, st.sampled_from(["2026-08-19", "2026-08", "2026"]))
def test_day_of_a_source_may_be_rough(day, form):
    """A month or a year counts from its first day."""
    rough = day[: len(form)]
    citation = model.Citation.model_validate({"source": "a", "copied_on": rough})
    assert day[: len(form)] == citation.known_on.isoformat()[: len(form)]
    assert citation.known_on.isoformat().endswith("-01") or form == "2026-08-19"


@pytest.mark.parametrize("day", ["2026-13", "2026-02-30", "26", "unknown"])
def test_edition_is_a_day_of_the_calendar(day):
    """Only of a copy may nobody know the day."""
    with pytest.raises(ValidationError):
        model.Citation.model_validate({"source": "a", "edition": day})


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


def known_on(*citations, **fields):
    return model.Evidenced.model_validate({"sources": [{"source": "a"} | c for c in citations], **fields}).known_on


def test_oldest_source_counts():
    """A record is as old as the oldest text that it rests on; a later confirmation by its body makes it younger."""
    copies = [{"copied_on": day} for day in ("2026-11-20", "2026-11-22", "2026-11-21")]
    assert date(2026, 11, 20) == known_on(*copies)
    assert date(2026, 11, 25) == known_on(*copies, assured_on="2026-11-25")
    assert date(2026, 11, 20) == known_on(*copies, assured_on="2026-11-19")


def test_live_reading_counts_more_than_copy_and_edition():
    """What was read live is known for that day, whatever its version; an edition counts where there is no copy."""
    days = {"edition": "2020", "copied_on": "2026-04-29"}
    assert date(2026, 4, 29) == known_on(days)
    assert date(2026, 11, 1) == known_on(days | {"read_on": "2026-11-01", "read_by": "AB"})
    assert date(2020, 1, 1) == known_on({"edition": "2020", "copied_on": "unknown"})
    assert None is known_on({"copied_on": "unknown"})


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
