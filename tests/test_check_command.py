"""`lotse check`: all problems at once, in the form that is asked for, and a number for the shell."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import builders
from lotse.command_line import main
from lotse.commands.check import FORMATS
from lotse.problems import Problem


@pytest.fixture
def region(tmp_path):
    """The invented region on disk."""
    return builders.write_region(tmp_path / "region")


def check(region, *options, environment=None) -> Result:
    arguments = ["check", "--project", str(region), "--as-of", "2026-11-22", *options]
    return CliRunner().invoke(main, arguments, env={"LOTSE_PRIVATE": None} | (environment or {}))


def break_actors(region, *, warning=False):
    """One error, or one warning."""
    data = builders.actors()
    data["organizations"][1]["services"][0] |= {"valid_to": "2026-12-31"} if warning else {"topics": ["hosuing"]}
    builders.write_yaml(region / "data/actors.yaml", data)


def test_sound_data_end_with_zero(region):
    """And with a sentence that says so."""
    result = check(region)
    assert (0, True) == (
        result.exit_code,
        result.output.startswith("0 Fehler, 0 Warnungen am 2026-11-22. In Ordnung."),
    )


def test_counts_tell_what_is_cleared_and_why_the_rest_is_not(region):
    """Organizations, offers, contacts, websites, and the reasons."""
    lines = check(region).output.splitlines()
    assert "Organisationen: 3 von 3 erscheinen." in lines
    assert "Angebote: 2 von 2 gelten an diesem Tag." in lines
    assert "Kontakte: 2 freigegeben, 0 zurückgehalten." in lines
    assert "Websites: 2 freigegeben, 1 zurückgehalten." in lines
    assert "Zurückgehaltene Angaben nach Grund: Zustimmung steht aus: 1." in lines
    assert "Zurückgehalten: Netzwerk Musterregion: Website." in lines


def test_withheld_data_are_named_by_function_and_never_by_person(region):
    """A number whose consent covers only the name, a switchboard, an address; nobody's name."""
    data = builders.consents()
    data["consents"][2]["fields"] = ["person"]
    data["consents"][0] |= {"basis": "pending", "channels": []}
    builders.write_yaml(region / "data/consents.yaml", data)
    line = next(line for line in check(region).output.splitlines() if line.startswith("Zurückgehalten: "))
    assert line == (
        "Zurückgehalten: Ausländeramt Musterstadt: Website, Kontakt «Zentrale», Adresse; Beratungszentrum "
        "Musterregion: Telefon und E-Mail zu «Beratung»; Netzwerk Musterregion: Website."
    )


def test_one_warning_is_one(region):
    """«1 Warnung», not «1 Warnungen»."""
    break_actors(region, warning=True)
    assert "0 Fehler, 1 Warnung am 2026-11-22. In Ordnung." in check(region).output.splitlines()


@pytest.mark.parametrize(
    ("warning", "options", "status"),
    [(False, [], 1), (True, [], 0), (True, ["--strict"], 1), (False, ["--strict"], 1)],
)
def test_errors_always_count_and_warnings_when_strict(region, warning, options, status):
    """The number that continuous integration looks at."""
    break_actors(region, warning=warning)
    assert status == check(region, *options).exit_code


def test_error_is_told_with_its_place_before_the_summary(region):
    """File, line, column, code, record, sentence."""
    break_actors(region)
    first, *_, verdict = check(region).output.splitlines()
    assert re.fullmatch(
        r"data/actors\.yaml:\d+:\d+: reference-unknown: \[Angebot musterzentrum-beratung\] "
        r"«hosuing» ist kein Thema\. Meinten Sie «housing»\?",
        first,
    )
    assert "1 Fehler, 0 Warnungen am 2026-11-22. So wird nichts veröffentlicht." == verdict


def test_forms_for_programs_hold_nothing_else(region):
    """JSON and SARIF can be read as they come, GitHub's commands stand one a line."""
    break_actors(region)
    assert ["reference-unknown"] == [p["code"] for p in json.loads(check(region, "--format", "json").output)]
    assert "2.1.0" == json.loads(check(region, "--format", "sarif").output)["version"]
    assert check(region, "--format", "github").output.startswith("::error file=data/actors.yaml,line=")


def test_sound_data_are_sound_in_every_form(region):
    """An empty list, an empty log, nothing."""
    outputs = [check(region, "--format", form).output for form in ("json", "github")]
    assert ["[]", ""] == [output.strip() for output in outputs]
    assert [] == json.loads(check(region, "--format", "sarif").output)["runs"][0]["results"]


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_broken_files_end_with_one_in_every_form(region, form):
    """A missing file and one that is a folder are problems, no crash."""
    (region / "data/terms.yaml").unlink()
    (region / "data/terms.yaml").mkdir()
    (region / "data/sources.yaml").unlink()
    result = check(region, "--format", form)
    assert (1, SystemExit) == (result.exit_code, type(result.exception))
    assert "data/terms.yaml" in result.output
    assert "data/sources.yaml" in result.output


def test_folder_that_is_no_project_is_told_in_one_sentence(tmp_path):
    """Whoever starts in the wrong folder learns where to go."""
    result = check(tmp_path)
    assert (2, 1) == (result.exit_code, len(result.output.splitlines()))
    assert "Das ist kein Ordner von Lotse" in result.output


def test_folder_within_a_project_leads_to_the_project(region):
    """`lotse check` in docs/ names the folder above."""
    result = check(region / "docs")
    assert (2, True) == (result.exit_code, f"Wechseln Sie nach {region}" in result.output)


def test_nothing_is_written(region):
    """A check leaves the project as it is."""
    before = {path: path.stat().st_mtime_ns for path in region.rglob("*")}
    check(region)
    assert before == {path: path.stat().st_mtime_ns for path in region.rglob("*")}


@pytest.mark.parametrize("variable", ["LOTSE_AS_OF", "SOURCE_DATE_EPOCH"])
def test_wrong_day_in_the_environment_is_told(region, variable):
    """In a sentence, not in a traceback."""
    result = CliRunner().invoke(
        main, ["check", "--project", str(region)], env={"LOTSE_AS_OF": None, variable: "morgen"}
    )
    assert (2, True) == (result.exit_code, "morgen" in result.output)


def test_private_folder_counts_without_being_shown(region, tmp_path):
    """Its contacts are checked and counted; what is faulty there is told by file name only."""
    private = tmp_path / "private"
    private.mkdir()
    overlay = {
        "contacts": [builders.person("privat", organization="musternetz", phones=["12"])],
        "consents": [builders.consent("consent-privat", "privat", fields=["person", "contact"])],
    }
    builders.write_yaml(private / "contacts.yaml", overlay)
    result = check(region, environment={"LOTSE_PRIVATE": str(private)})
    assert (1, True) == (result.exit_code, result.output.startswith("contacts.yaml:"))
    assert str(private) not in result.output


SECRETS = ("Kanaria", "Vogel", "vogelkennung", "77701", "kanarie.example", "Käfig", "vogelhuas")
FAULTY_OVERLAY = """\
contacts:
  - id: vogelkennung-eins
    organization: vogelhuas
    title: {de: "<b>Käfig</b>leitung"}
    name: "Kanaria Vogel "
    phones: ["0241 777011 App. 3", 0172777012]
    email: kanaria@kanarie.example?bcc=x
    url: http://kanarie.example/
    mobil: "0172 777013"
    evidence: claimed
    review_on: 2020-01-01
    sources: [{source: kanarienquelle, seen_on: 2027-01-01}]
    tasks: ["Kanaria Vogel unter 0241 777014 anrufen."]
  - id: vogelkennung-eins
    organization: musternetz
    title: {en: Käfig}
    name: Kanaria Vogel
    sources: []
  - id: vogelkennung-zwei
    organization: musternetz
    title: {de: "Köfig ‮"}
    name: [Kanaria, Vogel
  - id: Vogelkennung drei
    organization: musternetz
consents:
  - id: consent-vogelkennung
    subject: vogelkennung-vier
    fields: [person, käfig]
    channels: [fai, kanarie]
    basis: public-authority
    reference: Kanaria Vogel, 0241 777015
    recorded_on: 31.12.2026
# Kanaria Vogel, 0241 777016
"""


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
@pytest.mark.parametrize("is_inside", [False, True])
def test_nothing_of_the_private_folder_is_told(region, tmp_path, form, is_inside):
    """Every fault is told by file, line and code; no name, number, address or id, wherever the folder lies."""
    private = region / "private" if is_inside else tmp_path / "private"
    private.mkdir()
    (private / "contacts.yaml").write_text(FAULTY_OVERLAY, "utf-8")
    data = builders.consents()
    data["consents"][3]["subject"] = "vogelkennung-fuenf"  # so like a private id that it could be suggested
    builders.write_yaml(region / "data/consents.yaml", data)
    builders.write_page(region / "docs/de/seite.md", "Seite", "Kanaria\nVogel.")
    result = check(region, "--format", form, environment={"LOTSE_PRIVATE": str(private)})
    own = result.output.replace("vogelkennung-fuenf", "")
    assert (1, []) == (result.exit_code, [secret for secret in SECRETS if secret in own])
    told = check(region, "--format", "json", environment={"LOTSE_PRIVATE": str(private)}).output
    codes = {problem["code"] for problem in json.loads(told) if problem["file"] == "contacts.yaml"}
    assert {"id-duplicate", "field-unknown", "value-unquoted", "bracket-open", "text-markup"} <= codes
    assert str(private) not in result.output


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"]])
def test_help_is_german_and_has_an_example(arguments):
    """Every command explains itself."""
    result = CliRunner().invoke(main, arguments)
    assert (0, True) == (result.exit_code, "Beispiel:" in result.output or arguments == ["--help"])


def test_standing_warnings_are_counted_and_new_ones_shown(region):
    """Since a state of the history; errors are always shown."""
    builders.write_yaml(region / "data/actors.yaml", _ending("musterzentrum-beratung"))
    _git(region, "init", "--quiet")
    _git(region, "add", "--all")
    _git(region, "commit", "--quiet", "--message=Stand")
    standing = check(region).output.count("Warnung: ")
    assert standing
    told = check(region, "--since", "HEAD").output
    assert (0, True) == (told.count("Warnung: "), "standen schon vor der Änderung da." in told)
    builders.write_yaml(region / "data/actors.yaml", _ending("musterzentrum-beratung", "musteramt-aufenthalt"))
    assert "musteramt-aufenthalt" in check(region, "--since", "HEAD").output
    assert 2 == check(region, "--since", "gibt-es-nicht").exit_code


def _ending(*offers: str) -> builders.Data:
    """The bodies with offers that end soon."""
    values = builders.region_data()["actors.yaml"]
    for body in values["organizations"]:
        for offer in body["services"]:
            if offer["id"] in offers:
                offer["valid_to"] = "2026-12-20"
    return values


def _git(folder: Path, *words: str) -> None:
    person = ("-c", "user.name=Redaktion", "-c", "user.email=redaktion@example.org")
    subprocess.run(["git", "-C", str(folder), *person, *words], check=True, capture_output=True)  # noqa: S607


def test_gitlab_report_names_file_line_and_kind(region):
    """The same fault has the same fingerprint, two alike have two."""
    builders.write_yaml(region / "data/actors.yaml", _ending("musterzentrum-beratung"))
    report = json.loads(check(region, "--format", "gitlab").output)
    assert {"description", "check_name", "fingerprint", "severity", "location"} == set(report[0])
    assert len(report) == len({entry["fingerprint"] for entry in report})
    assert report == json.loads(check(region, "--format", "gitlab").output)


def test_beyond_fifty_warnings_are_counted():
    """Errors are all shown, and before them."""
    warnings = [Problem(file="a", line=n, code="x-y", message="m", severity="warning") for n in range(60)]
    errors = [Problem(file="b", line=n, code="x-z", message="m") for n in range(60)]
    lines = FORMATS["text"]([*warnings, *errors]).split("\n")
    assert (111, "… und 10 weitere Warnungen: x-y 10.") == (len(lines), lines[-1])
    assert lines[0].startswith("b:0")
