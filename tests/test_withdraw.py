"""`lotse withdraw`: what was withdrawn is on no page and in no file afterwards, and nothing else has changed."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import builders
from lotse.commands.withdraw import NothingToDo, Refusal, Wish, after, before, carried_out, left_in, planned
from lotse.commands.withdraw.editing import Unclear, path_of, with_fields, without
from lotse.edition import checked_edition
from lotse.load import load_catalogue
from lotse.model.consents import CHANNELS
from lotse.output import FolderFiles
from lotse.publish import publish

DAY = builders.TODAY
PERSON = ("Erika Beispiel", "2410000002", "0241 0000002", "beispiel@example.org")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return builders.write_project(tmp_path / "projekt")


def run(project: Path, *words: str, answer: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lotse", "withdraw", *words], cwd=project, capture_output=True, text=True, input=answer,
        timeout=300, env=os.environ | {
            "PYTHONPATH": str(builders.PROJECT / "hooks"), "LOTSE_AS_OF": DAY.isoformat(), "PYTHONUTF8": "1",
        },
    )  # fmt: skip


def files_of(project: Path) -> dict[str, bytes]:
    return {str(p.relative_to(project)): p.read_bytes() for part in ("data", "docs")
            for p in (project / part).rglob("*") if p.is_file()}  # fmt: skip


def git(project: Path, *words: str) -> None:
    person = ("-c", "user.name=Redaktion", "-c", "user.email=redaktion@example.org")
    subprocess.run(["git", "-C", str(project), *person, *words], check=True, capture_output=True)


def seen(project: Path, channel: str = "site") -> str:
    catalogue, _ = load_catalogue(project)
    return repr(publish(catalogue, channel, DAY).organizations)


def entry(project: Path, record_id: str) -> dict[str, object]:
    values = yaml.safe_load((project / "data/consents.yaml").read_text("utf-8"))
    return next(one for one in values["consents"] if one["id"] == record_id)


def test_withdrawn_person_is_gone_everywhere_and_the_rest_stays(project):
    """The day stands in the ledger; every other line of every file is as it was."""
    before_files = files_of(project)
    assert "Erika Beispiel" in seen(project)
    done = run(project, "musterzentrum-beispiel", "--yes")
    assert done.returncode == 0, done.stderr + done.stdout
    assert entry(project, "consent-beispiel")["withdrawn_on"] == DAY
    assert not any(value in seen(project, channel) for value in PERSON for channel in CHANNELS)
    changed = {name for name, data in files_of(project).items() if before_files[name] != data}
    assert changed == {"data/consents.yaml"}
    old = before_files["data/consents.yaml"].decode().split("\n")
    new = (project / "data/consents.yaml").read_text("utf-8").split("\n")
    assert [line for line in new if "withdrawn" not in line] == old


def test_tells_first_what_vanishes_from_where(project):
    done = run(project, "musterzentrum-beispiel", answer="n\n")
    assert "Erika Beispiel" in done.stdout
    assert "/anlaufstellen/musterzentrum/" in done.stdout
    assert done.returncode == 2
    assert "nichts geändert" in done.stderr
    assert "withdrawn_on" not in (project / "data/consents.yaml").read_text()


def test_erased_person_leaves_the_data_and_traces_are_named(project):
    """Texts that still name the person are told with their place; the version history is not forgotten."""
    page = project / "docs/de/impressum.md"
    page.write_text(page.read_text("utf-8") + "\nFragen Sie Erika Beispiel.\n", "utf-8")
    done = run(project, "musterzentrum-beispiel", "--erase", "--yes")
    assert done.returncode == 0, done.stderr
    assert not any(value in (project / "data/actors.yaml").read_text("utf-8") for value in PERSON)
    line = 1 + page.read_text("utf-8").split("Erika")[0].count("\n")
    assert f"docs/de/impressum.md:{line}: Name" in done.stdout
    assert "Versionsgeschichte" in done.stdout
    assert not [p for p in checked_edition(project, DAY).errors if p.code == "reference-unknown"]


def test_objection_to_what_needed_no_consent_is_an_entry_of_its_own(project):
    """What an authority publishes itself stands on no consent; the objection goes before it."""
    done = run(project, "musteramt", "--yes")
    assert done.returncode == 0, done.stderr
    assert "0000001" not in seen(project)
    assert "withdrawn_on" not in entry(project, "consent-amt")
    added = [one for one in yaml.safe_load((project / "data/consents.yaml").read_text("utf-8"))["consents"]
             if one["subject"] == "musteramt" and "withdrawn_on" in one]  # fmt: skip
    assert len(added) == 1


def test_one_channel_can_be_withdrawn_alone(project):
    done = run(project, "musterzentrum-beispiel", "--channel", "fai", "--yes")
    assert done.returncode == 0, done.stderr
    assert "Erika Beispiel" in seen(project)
    assert "Erika Beispiel" not in seen(project, "fai")
    assert "Landesagentur" in done.stdout
    rest = run(project, "musterzentrum-beispiel", "--yes")
    assert rest.returncode == 0, rest.stderr
    assert not any("Erika Beispiel" in seen(project, channel) for channel in CHANNELS)


def test_twice_says_since_when(project):
    assert run(project, "musterzentrum-beispiel", "--yes").returncode == 0
    state = files_of(project)
    done = run(project, "musterzentrum-beispiel", "--yes")
    assert done.returncode == 2
    assert f"schon widerrufen, seit {DAY.isoformat()}" in done.stderr
    assert files_of(project) == state


def test_unknown_name_asks_for_the_near_one(project):
    done = run(project, "musterzentrum-beispeil", "--yes")
    assert done.returncode == 2
    assert "musterzentrum-beispiel" in done.stderr


def test_day_to_come_is_refused(project):
    done = run(project, "musterzentrum-beispiel", "--on", "2030-01-01", "--yes")
    assert done.returncode == 2
    assert "Zukunft" in done.stderr
    assert "withdrawn_on" not in (project / "data/consents.yaml").read_text()


def test_new_site_is_built_and_proven(project):
    done = run(project, "musterzentrum-beispiel", "--erase", "--site-dir", "site", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nachgesehen" in done.stdout
    files = FolderFiles(project / "site")
    assert len(files) > 50
    assert not [path for path in files if any(value.encode() in files[path] for value in PERSON)]


def test_other_faults_never_keep_a_withdrawn_person_up(project):
    """With an error elsewhere the last committed state is built, without the person."""
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message=Stand")
    page = project / "docs/de/impressum.md"
    page.write_text(page.read_text("utf-8") + "\nEin [Link](gibt-es-nicht.md).\n", "utf-8")
    done = run(project, "musterzentrum-beispiel", "--site-dir", "site", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "letzte eingetragene Stand" in done.stderr
    files = FolderFiles(project / "site")
    assert not [path for path in files if any(value.encode() in files[path] for value in PERSON)]
    assert b"gibt-es-nicht" not in files["impressum/index.html"]


def test_proof_finds_what_is_left(project, tmp_path):
    """Also in a compressed file: a proof that can't fail is none."""
    plan = planned(project, Wish("musterzentrum-beispiel", DAY), DAY, None)
    carried_out(plan)
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_text("<p>Erika Beispiel</p>")
    (site / "b.js.gz").write_bytes(gzip.compress(b"beispiel@example.org"))
    (site / "c.html").write_text("<p>Muster</p>")
    assert left_in(site, plan, project, DAY, None) == [("a.html", "Name"), ("b.js.gz", "E-Mail")]


def test_private_values_are_never_told(project, tmp_path):
    """Of the private folder the messages name neither value nor folder."""
    overlay = tmp_path / "geheim"
    overlay.mkdir()
    private = {
        "contacts": [builders.person("geheim-beispiel", name="Max Muster", email="geheim@example.org",
                                     organization="musterzentrum")],
        "consents": [builders.consent("consent-geheim", "geheim-beispiel", fields=["person", "contact"])],
    }  # fmt: skip
    builders.write_yaml(overlay / "contacts.yaml", private)
    plan = planned(project, Wish("geheim-beispiel", DAY), DAY, overlay)
    told = "\n".join([*before(plan, project), *after(plan)])
    assert not [word for word in ("Max", "geheim@", "geheim-beispiel", str(overlay)) if word in told]
    carried_out(plan)
    assert "withdrawn_on" in (overlay / "contacts.yaml").read_text("utf-8")


SUBJECTS = ("musterzentrum", "musterzentrum-beispiel", "musteramt", "musteramt-kontakt", "musteramt-standort",
            "consent-zentrum", "consent-amt", "musternetz")  # fmt: skip


@pytest.mark.parametrize("is_erased", [False, True])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_whatever_is_withdrawn_is_cleared_nowhere(project, subject, is_erased):
    """For every kind of subject: what the plan calls gone is in no channel, and the data still load."""
    plan = planned(project, Wish(subject, DAY, is_erased=is_erased), DAY, None)
    carried_out(plan)
    catalogue, _ = load_catalogue(project)
    assert catalogue is not None
    assert not catalogue.is_partial
    for channel in CHANNELS:
        text = repr(publish(catalogue, channel, DAY).organizations)
        assert [value for value in plan.gone[channel] if f"'{value.text}'" in text] == []


@pytest.mark.parametrize("subject", ["", " ", "../x", "Erika Beispiel", "x" * 500, "a\nb", "\u202e"])
def test_odd_names_are_a_sentence(project, subject):
    with pytest.raises(NothingToDo):
        planned(project, Wish(subject, DAY), DAY, None)


def test_unreadable_ledger_is_refused(project):
    (project / "data/consents.yaml").write_text("consents: [")
    with pytest.raises((NothingToDo, Refusal)):
        planned(project, Wish("musterzentrum-beispiel", DAY), DAY, None)


LAYOUT = """\
# Kopf
consents:
  # vor dem Eintrag
  - id: a   # Randnotiz
    subject: s
    recorded_on: 2026-11-02   # Tag

  - {id: b, subject: t, recorded_on: 2026-11-02}
"""


@pytest.mark.parametrize("record", ["a", "b"])
def test_field_is_added_and_no_other_byte_changes(record):
    """Comments, blanks and the way of writing stay."""
    changed = with_fields(LAYOUT, path_of(LAYOUT, record), "recorded_on", {"withdrawn_on": "2026-11-22"})
    values = yaml.safe_load(changed)["consents"]
    assert str(next(v for v in values if v["id"] == record)["withdrawn_on"]) == "2026-11-22"
    assert re.sub(r",? ?\n? *withdrawn_on: 2026-11-22", "", changed, count=1) == LAYOUT


def test_record_that_is_taken_out_leaves_its_neighbours():
    assert yaml.safe_load(without(LAYOUT, path_of(LAYOUT, "a")))["consents"][0]["id"] == "b"
    with pytest.raises(Unclear):
        path_of(LAYOUT, "c")
