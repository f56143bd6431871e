"""The comparison with the Land's finder of responsibility: what differs is told, and nothing is changed."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

import builders
from lotse.command_line import main, outside
from lotse.commands.zufi import Compared, NotAsked, as_words, compared, politely
from lotse.laws.fetching import fetch
from lotse.load import load_catalogue
from lotse.model import Municipality
from lotse.publish import publish
from serving import served

KEY = "99000000000001"
PATTERN = "https://finder.example.org/?place={place}&key={key}"
TODAY = builders.TODAY


def region(url=PATTERN, names=("bezeichnung",), **changes):
    """The invented region in which the office is responsible for a service with a key."""
    data = builders.region_data()
    official = {"finder_url": url, "finder_names": list(names), "directory_url": "https://example.org/leistung/"}
    data["region.yaml"]["region"]["official_services"] = {k: v for k, v in official.items() if v}
    service = data["actors.yaml"]["organizations"][0]["services"][0]
    service.update({"leika": [KEY], "role": "responsible"} | changes)
    return data


def asked(data, ask):
    catalogue = builders.catalogue(data)
    return compared(catalogue, publish(catalogue, "site", TODAY), ask)


def answer(*names, field="bezeichnung"):
    stellen = [{field: name, "telefon": "0241 000"} for name in names]
    return json.dumps({"leistungStammtext": {"bezeichnung": "Die Leistung"}, "stellen": stellen}).encode()


def test_every_place_that_the_offer_reaches_is_asked_for():
    """By its regional key and the key of the service."""
    asked_for = []
    data = region()
    ours = data["actors.yaml"]["organizations"][0]["name"]["de"]
    found = asked(data, lambda url: asked_for.append(url) or answer(ours))
    places = data["places.yaml"]["municipalities"]
    assert len(found) == len(asked_for) == len(places)
    keys = {f"{place['key'][:5]}0{place['key'][5:]}{place['key'][5:]}" for place in places}
    assert {f"https://finder.example.org/?place={key}&key={KEY}" for key in keys} == set(asked_for)
    assert not any(one.is_different or one.problem for one in found)


@pytest.mark.parametrize(
    ("here", "there", "is_different"),
    [
        ("Ausländeramt Muster", "AUSLÄNDERAMT – Muster", False),
        ("Ausländeramt", "Ausländeramt der Stadt Muster", False),
        ("Ausländeramt Muster", "Einwohnermeldeamt", True),
        ("Ausländeramt Muster", "", False),
    ],
)
def test_names_are_compared_by_their_words(here, there, is_different):
    assert Compared("Ort", KEY, (here,), (there,) if there else ()).is_different is is_different


def test_other_offices_are_named_with_place_and_key():
    text = as_words(asked(region(), lambda _: answer("Amt für anderes", "Noch ein Amt")))
    assert "«Amt für anderes», «Noch ein Amt»" in text
    assert KEY in text
    assert "gleich: 0" in text


def test_description_of_the_service_names_no_office():
    """It has a field of the same name, which says what the service is called."""
    (first, *_) = asked(region(), lambda _: answer())
    assert first.there == ()
    assert "Kein Feld aus finder_names" in first.problem


def test_unknown_shape_tells_the_fields_that_may_be_meant():
    """Nobody has read a live answer yet: the first run says what to enter."""
    (first, *_) = asked(region(names=()), lambda _: answer("Amt", field="organisation"))
    assert "organisation, telefon" in first.problem


@pytest.mark.parametrize("bad", [b"<html>", b"", b"[" * 100_000, b"\xff"])
def test_answers_that_are_none_are_told(bad):
    found = asked(region(), lambda _: bad)
    assert {one.problem for one in found} == {"Die Antwort ist kein JSON."}


@pytest.mark.parametrize(
    ("changes", "words"), [({"url": ""}, "keine Adresse"), ({"leika": []}, "leika"), ({"role": "advice"}, "leika")]
)
def test_nothing_to_ask_is_a_sentence(changes, words):
    with pytest.raises(NotAsked, match=words):
        asked(region(**changes), lambda _: answer())


def test_an_answer_is_kept_for_a_week_and_asked_for_politely(tmp_path):
    calls = []

    def fetched(address, **_):
        calls.append(address)
        return answer("Amt")

    ask = politely(tmp_path, TODAY, 0, fetched)
    assert ask("https://example.org/a") == ask("https://example.org/a")
    later = politely(tmp_path, TODAY + timedelta(days=7), 0, fetched)
    later("https://example.org/a")
    assert len(calls) == 1
    politely(tmp_path, TODAY + timedelta(days=8), 0, fetched)("https://example.org/a")
    assert len(calls) == 2
    for file in tmp_path.iterdir():
        file.write_bytes(b"broken")
    ask("https://example.org/a")
    assert len(calls) == 3


@pytest.fixture
def server(tmp_path):
    """A finder of responsibility that knows one place and refuses the rest."""
    folder = tmp_path / "finder"
    folder.mkdir()
    with served(folder) as site:
        yield site


def test_command_asks_a_real_server(server, tmp_path, monkeypatch):
    """Answers 1 and says what differs; what the server refuses is told with the place."""
    monkeypatch.setenv("LOTSE_AS_OF", TODAY.isoformat())
    home = "https://finder.example.org/"
    project = builders.write_project(tmp_path / "project", region(url=f"{home}{{key}}/{{place}}.json"))

    def asking(kept, today, pause):
        return politely(kept, today, pause, lambda url, **how: fetch(url.replace(home, server.address), **how))

    monkeypatch.setattr(outside, "politely", asking)
    first = load_catalogue(project)[0].municipalities[0]
    (server.folder / KEY).mkdir()
    (server.folder / KEY / f"{first.region_key}.json").write_bytes(answer("Ganz anderes Amt"))
    done = CliRunner().invoke(main, ["compare", "zufi", "--project", str(project), "--pause", "0"])
    assert done.exit_code == 1, done.output
    assert f"- {first.name}, Leistung {KEY}: dort «Ganz anderes Amt»" in done.output
    assert "Der Server antwortet mit 404." in done.output


def test_answer_may_not_be_large(server):
    (server.folder / "x.json").write_bytes(b"[" + b"1," * 2**21)
    ask = politely(None, date(2026, 12, 1), 0, fetch)
    with pytest.raises(Exception, match="größer"):
        ask(server.url("x.json"))


def test_regional_key_of_a_member_of_an_association():
    """Districts that are towns, municipalities of their own, and members of an association."""
    made = Municipality.model_construct
    assert made(key="05117000", association=None).region_key == "051170000000"
    assert made(key="05334002", association=None).region_key == "053340002002"
    assert made(key="08335001", association="5001").region_key == "083355001001"


def test_readers_get_the_official_description():
    """A link by the key, on the page of the body; where the region names no directory there is none."""
    from lotse.pages import desks
    from lotse.pages.offices import office_pages

    for url, is_there in (("x", True), ("", False)):
        data = region(url=url)
        if not is_there:
            del data["region.yaml"]["region"]["official_services"]
        catalogue = builders.catalogue(data)
        desk = desks(publish(catalogue, "site", TODAY), catalogue.labels)["de"]
        html = "".join(page.html for page in office_pages(desk))
        assert (f"https://example.org/leistung/{KEY}" in html) is is_there
