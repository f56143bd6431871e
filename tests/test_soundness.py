"""`checks.soundness`: one mistake does not keep the questions from being asked of everything else."""

from __future__ import annotations

import random

import pytest

import builders
from lotse.checks import check_answers, references
from lotse.checks.soundness import sound_part
from lotse.load import load_catalogue
from lotse.pages import desks
from lotse.publish import publish
from test_fuzz import KINDS, mutated

TODAY = builders.TODAY


def sound(tmp_path, data):
    catalogue, _ = load_catalogue(builders.write_region(tmp_path / "region", data))
    return sound_part(catalogue, TODAY)


def test_sound_catalogue_stays_as_it_is(tmp_path):
    """Nothing is cut where nothing is wrong."""
    catalogue, _ = load_catalogue(builders.write_region(tmp_path / "region"))
    assert catalogue is sound_part(catalogue, TODAY)


def test_unknown_value_goes_and_its_record_stays(tmp_path):
    """One of two topics leads nowhere: the offer is still there for the other."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][1]["services"][0]["topics"] = ["housing", "hosuing"]
    found = sound(tmp_path, data)
    services = {service.id: service for _, service in found.services()}
    assert ("housing",) == services["musterzentrum-beratung"].topics


def test_record_that_cannot_do_without_goes_and_what_names_it_too(tmp_path):
    """A body without a known kind, its consent, and the fallback that names it."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][2]["kind"] = "netzwrk"
    found = sound(tmp_path, data)
    assert ["musteramt", "musterzentrum"] == [o.id for o in found.organizations]
    assert "musternetz" not in {c.subject for c in found.consents}
    assert "musternetz" not in {rule.organization for rule in found.region.fallbacks}


def test_answers_are_asked_of_what_is_left(tmp_path):
    """The rules that need them say what they find beside the fault."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][0]["services"][0]["topics"] = ["aufenthlt"]
    catalogue = sound(tmp_path, data)
    by_language = desks(publish(catalogue, "site", TODAY), catalogue.labels)
    codes = {problem.code for problem in check_answers(catalogue, by_language)}
    assert "cell-undefined" in codes


def test_private_contacts_stay(tmp_path):
    """They stand in no file of the project."""
    data = builders.region_data()
    data["actors.yaml"]["organizations"][1]["services"][0]["topics"] = ["housing", "hosuing"]
    private = tmp_path / "private"
    private.mkdir()
    contact = builders.person("privat", organization="musternetz")
    entry = builders.consent("consent-privat", "privat", fields=["person", "contact"])
    builders.write_yaml(private / "contacts.yaml", {"contacts": [contact], "consents": [entry]})
    catalogue, _ = load_catalogue(builders.write_region(tmp_path / "region", data), private)
    found = sound_part(catalogue, TODAY)
    assert ["privat"] == [c.id for c in found.organizations[2].contacts]


@pytest.mark.parametrize("name", ["region.yaml", "places.yaml", "terms.yaml"])
def test_without_region_places_or_words_there_is_nothing_to_ask(tmp_path, name):
    """Then the faults in these files come first."""
    project = builders.write_region(tmp_path / "region")
    (project / "data" / name).write_text("x: [\n", "utf-8")
    catalogue, _ = load_catalogue(project)
    assert sound_part(catalogue, TODAY) is None


def test_whatever_is_broken_can_be_asked_or_not(tmp_path):
    """A hundred random slips: either nothing can be asked, or every reference leads somewhere and answers come."""
    project = builders.write_region(tmp_path / "region")
    names = [name for name in KINDS if (project / name).exists() and name.startswith("data/") and "ui" not in name]
    originals = {name: (project / name).read_bytes() for name in names}
    asked = 0
    for seed in range(100):
        chance = random.Random(seed)  # noqa: S311
        chosen = chance.sample(names, 2)
        for name in chosen:
            (project / name).write_bytes(mutated(originals[name], chance))
        catalogue, _ = load_catalogue(project)
        found = sound_part(catalogue, TODAY)
        if found is not None:
            asked += 1
            left = [p for rule in references.RULES for p in rule(found, TODAY) if p.code == "reference-unknown"]
            assert [] == left, seed
            list(check_answers(found, desks(publish(found, "site", TODAY), found.labels)))
        for name in chosen:
            (project / name).write_bytes(originals[name])
    assert asked > 50
