"""`lotse new …`: starts a record in the right place, so that nobody begins with an empty line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lotse.commands.workbench import Workbench
from lotse.load import Catalogue
from lotse.model.base import ID_PATTERN
from lotse.words import plain_name

TO_FILL_IN, ID_TO_FILL_IN = "HIER ERGÄNZEN", "HIER-ERGAENZEN"
Answers = Mapping[str, Any]


def new_record(kind: str, bench: Workbench, record_id: str, answers: Answers) -> list[Path]:
    """Adds a record of a kind with the answers to its questions; returns the changed files.

    Raises ValueError with a German sentence, and then nothing has changed.
    """
    if kind != "period":
        check_id(bench.catalogue, record_id)
    _MAKERS[kind](bench, record_id, answers)
    return bench.save()


def check_id(catalogue: Catalogue, record_id: str) -> None:
    """An id is new in all files, also as that of something that is gone, and so is that of the consent."""
    if not re.fullmatch(ID_PATTERN, record_id) or len(record_id) > 64:
        likely = plain_name(record_id)[:64].strip("-")
        hint = f" Besser wäre «{likely}»." if likely else ""
        raise ValueError(
            f"«{record_id}» ist keine gültige Kennung: Kleinbuchstaben, Ziffern, einzelne Bindestriche.{hint}"
        )
    for taken in (record_id, _consent_id(record_id), f"consent-{record_id}"):
        if taken in catalogue.origins and not catalogue.is_private(taken):
            spot = catalogue.origin(taken).problem("id", code="", message="")
            raise ValueError(f"Die Kennung «{taken}» gibt es schon: {spot.file}, Zeile {spot.line}.")
        if taken in {*catalogue.origins, *catalogue.lost, *(consent.subject for consent in catalogue.consents)}:
            raise ValueError(f"Die Kennung «{taken}» ist schon vergeben, auch wenn es den Eintrag nicht mehr gibt.")


def _consent_id(record_id: str) -> str:
    return f"consent-{record_id}-offen"


def _organization(bench: Workbench, record_id: str, answers: Answers) -> None:
    record = {
        "id": record_id, "name": {"de": answers["name"]}, "kind": answers.get("kind", ID_TO_FILL_IN),
        "description": {"de": answers.get("description", TO_FILL_IN)}, "website": answers.get("website"),
        "areas": answers.get("areas", [ID_TO_FILL_IN]), **_evidence(answers),
    }  # fmt: skip
    bench.file("data/actors.yaml").append((), "organizations", _given(record))
    fields = ["link", "contact", "address"]
    bench.file("data/consents.yaml").append((), "consents", _pending(bench, record_id, fields))


def _service(bench: Workbench, record_id: str, answers: Answers) -> None:
    record = {
        "id": record_id, "name": {"de": answers["name"]}, "description": _german(answers.get("description")),
        **{name: answers.get(name) for name in ("role", "topics", "phases", "audiences", "areas", "entry", "url")},
        **_evidence(answers),
    }  # fmt: skip
    _append_within(bench, answers["organization"], "services", _given(record))


def _contact(bench: Workbench, record_id: str, answers: Answers) -> None:
    """A contact; a person only together with the consent, so that nobody is published by accident."""
    if answers.get("person") and not (answers.get("consent_on") and answers.get("consent_reference")):
        raise ValueError(
            "Ein Name steht nur hier, wenn die Person zugestimmt hat: Nennen Sie --consent-on und --consent-reference, "
            "oder lassen Sie --person weg; die Funktion genügt."
        )
    record = {
        "id": record_id, "title": {"de": answers["title"]}, "name": answers.get("person"),
        **{name: answers.get(name) for name in ("phones", "email", "url")}, **_evidence(answers),
    }  # fmt: skip
    _append_within(bench, answers["organization"], "contacts", _given(record))
    if answers.get("person"):
        bench.file("data/consents.yaml").append((), "consents", _of_person(bench, record_id, answers))


def _figure(bench: Workbench, record_id: str, answers: Answers) -> None:
    record = {
        "id": record_id, "name": {"de": answers["name"]}, "unit": answers["unit"], "topics": answers.get("topics"),
        "periods": [_period_of(answers)], **_evidence(answers),
    }  # fmt: skip
    bench.file("data/figures.yaml").append((), "figures", _given(record))


def _period(bench: Workbench, _record_id: str, answers: Answers) -> None:
    """A further period of a figure; the last one, if it is open, ends on the day before."""
    file = bench.file_of(answers["figure"])
    path = file.find(answers["figure"])
    last = len(file.at(path)["periods"]) - 1
    begin = date.fromisoformat(answers["from"])
    if "to" not in file.at((*path, "periods", last)):
        file.put((*path, "periods", last), "to", date.fromordinal(begin.toordinal() - 1).isoformat())
    file.append(path, "periods", _period_of(answers))
    if answers.get("source"):
        file.append(path, "sources", _citation(answers))


def _period_of(answers: Answers) -> dict[str, Any]:
    return _given({"value": answers["value"], "from": answers.get("from"), "to": answers.get("to")})


def _checklist_item(bench: Workbench, record_id: str, answers: Answers) -> None:
    file = bench.file_of(answers["checklist"])
    path = file.find(answers["checklist"])
    number = _section_number(file.at(path)["sections"], answers.get("section"))
    record = {
        "id": record_id, "text": {"de": answers["text"]}, "who": answers["who"], "why": {"de": answers["why"]},
        "consequence": _german(answers.get("consequence")), "topic": answers.get("topic"),
    }  # fmt: skip
    file.append((*path, "sections", number), "items", _given(record))


def _section_number(sections: list[Any], wanted: str | None) -> int:
    names = [section["name"]["de"] for section in sections]
    if wanted is None:
        return len(names) - 1
    if wanted in names:
        return names.index(wanted)
    if wanted.isdigit() and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    listed = ", ".join(f"{number} {name}" for number, name in enumerate(names, 1))
    raise ValueError(f"--section: «{wanted}» gibt es in dieser Liste nicht. Möglich sind: {listed}.")


def _question(bench: Workbench, record_id: str, answers: Answers) -> None:
    """A section at the end of a page, and a link to it where the index of the folder lists those of the page."""
    source = bench.catalogue.region.languages[0]
    name = re.sub(r"^(docs/\w+/)|\.md$", "", answers["page"]).strip("/")
    path = bench.project / "docs" / source / f"{name}.md"
    pages = [page.name for page in bench.catalogue.prose if page.language == source]
    if f"{name}.md" not in pages:
        raise ValueError(f"--page: Die Seite docs/{source}/{name}.md gibt es nicht.")
    text = bench.page(path)
    if f"{{#{record_id}}}" in text:
        raise ValueError(f"Die Sprungmarke «{record_id}» gibt es auf dieser Seite schon.")
    level = "#" * max([len(mark) for mark in re.findall(r"(?m)^(#{2,3}) .*\{#", text)] or [2])
    section = f"\n{level} {answers['heading']} {{#{record_id}}}\n\n{answers['answer']}\n"
    bench.put_page(path, text.rstrip("\n") + "\n" + section)
    _list_question(bench, path, record_id, answers["heading"])


def _list_question(bench: Workbench, page: Path, record_id: str, heading: str) -> None:
    index = page.parent / "index.md"
    if not index.is_file() or index == page:
        return
    lines = bench.page(index).split("\n")
    listed = [number for number, line in enumerate(lines) if f"]({page.name}#" in line and line.startswith("- ")]
    if listed:
        lines.insert(listed[-1] + 1, f"- [{heading}]({page.name}#{record_id})")
        bench.put_page(index, "\n".join(lines))


def _append_within(bench: Workbench, organization: str, field: str, record: dict[str, Any]) -> None:
    file = bench.file_of(organization)
    file.append(file.find(organization), field, record)


def _evidence(answers: Answers) -> dict[str, Any]:
    evidence = "seen" if answers.get("source") else "claimed"  # seen: read in a source that is named
    return {"evidence": evidence, "sources": [_citation(answers)]}


def _citation(answers: Answers) -> dict[str, Any]:
    days = {name: answers.get(name) for name in ("copied_on", "read_on", "read_by")}
    if not days["copied_on"] and not days["read_on"]:
        days["copied_on"] = "unknown"
    return _given({"source": answers.get("source", ID_TO_FILL_IN), **days})


def _pending(bench: Workbench, subject: str, fields: list[str]) -> dict[str, Any]:
    return {
        "id": _consent_id(subject), "subject": subject, "fields": fields, "basis": "pending",
        "reference": "Zustimmung einholen", "recorded_on": bench.today.isoformat(),
    }  # fmt: skip


def _of_person(bench: Workbench, subject: str, answers: Answers) -> dict[str, Any]:
    """The consent of a person to name and ways of contact, on the website only."""
    return {
        "id": f"consent-{subject}", "subject": subject, "fields": ["person", "contact"], "channels": ["site"],
        "basis": "explicit", "reference": answers["consent_reference"], "given_on": answers["consent_on"],
        "recorded_on": bench.today.isoformat(),
    }  # fmt: skip


def _german(text: str | None) -> dict[str, str] | None:
    return {"de": text} if text else None


def _given(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value is not None}


_MAKERS: Mapping[str, Callable[[Workbench, str, Answers], None]] = {
    "organization": _organization, "service": _service, "contact": _contact, "figure": _figure, "period": _period,
    "question": _question, "checklist-item": _checklist_item,
}  # fmt: skip
