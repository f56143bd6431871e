"""Names of persons stand where their consent is asked for, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lotse.checks.channels import Written, written_texts
from lotse.load import Catalogue
from lotse.names import ADDRESSED, name_spot
from lotse.problems import Problem

_PERSONAL_MAIL = re.compile(
    r"(?<![\w.+-])(?P<first>[a-z]{2,20})\.(?P<last>[a-z]{2,20}(?:-[a-z]{2,20})?)@(?P<host>[\w.-]+)"
)
_FUNCTION_WORDS = frozenset({
    "info", "post", "mail", "service", "kontakt", "contact", "team", "office", "buero", "beratung", "zentrale",
    "welcome", "center", "amt", "stadt", "kreis", "region", "no", "noreply", "help", "hilfe", "anfrage", "auskunft",
    "support", "daten", "datenschutz", "presse", "job", "jobs", "vorname", "nachname",
})  # fmt: skip
_NAME_FIELDS = frozenset({"name", "email"})  # of a contact


def names_only_where_cleared(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The name of a contact person, also of one who has withdrawn, stands in no text, task, comment or file name."""
    names, own = person_names(catalogue), _own_values(catalogue)
    for written in written_texts(catalogue) if names else ():
        if _may_name(written, own):
            continue
        spot = name_spot(written.text, names)
        if spot is not None:
            yield written.problem(
                code="text-person", at=spot, message="Hier steht der Name einer Person aus den Kontakten.",
                hint="Personen stehen nur im Feld «name» ihres Kontakts; nur dort wird ihre Zustimmung geprüft. "
                "Nennen Sie hier die Funktion oder die Organisation.",
            )  # fmt: skip


def likely_names(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """«Frau» or «Herr» with a name, and mail addresses made of one, are most likely a person's."""
    names, own = person_names(catalogue), _own_values(catalogue)
    for written in written_texts(catalogue):
        is_refused = written.file == "data/experience.yaml"  # by a rule of its own, as an error
        if written.channel != "code" and not is_refused and not _may_name(written, own):
            yield from _addressed(written, names)
            yield from _personal_mails(written) if "@" in written.text else ()


def _addressed(written: Written, names: frozenset[str]) -> Iterator[Problem]:
    found = ADDRESSED.search(written.text) if any(w in written.text for w in ("Frau ", "Herr", "M")) else None
    if found and name_spot(written.text, names) is None:
        yield written.problem(
            code="person-likely", at=found.start(), severity="warning",
            message="Hier steht wohl der Name einer Person.",
            hint="Ohne ihre Zustimmung darf er nicht erscheinen; nennen Sie die Funktion oder die Organisation.",
        )  # fmt: skip


def _personal_mails(written: Written) -> Iterator[Problem]:
    for found in _PERSONAL_MAIL.finditer(written.text.casefold()):
        words = {found["first"], *found["last"].split("-")}
        if _FUNCTION_WORDS.isdisjoint(words) and not any(word in found["host"] for word in words):
            yield written.problem(
                code="person-likely", at=found.start(), severity="warning",
                message="Diese Adresse gehört wohl einer Person.",
                hint="Ohne deren Zustimmung gehört hierher die Adresse der Stelle, zum Beispiel info@….",
            )  # fmt: skip


def person_names(catalogue: Catalogue) -> frozenset[str]:
    """Names of all contact persons: published or not, private, and of those whose entry says they withdrew."""
    known = {contact.name for o in catalogue.organizations for contact in o.contacts if contact.name}
    return frozenset(known) | catalogue.former_names


def _own_values(catalogue: Catalogue) -> frozenset[str]:
    """Names and mail addresses of persons as they stand in their own contacts."""
    persons = [contact for o in catalogue.organizations for contact in o.contacts if contact.name]
    return frozenset(value for contact in persons for value in (contact.name, contact.email) if value)


def _may_name(written: Written, own: frozenset[str]) -> bool:
    """Whether a name may stand here: in the person's own contact, or in a task of the private folder."""
    is_own = written.channel == "data" and written.field in _NAME_FIELDS and written.text in own
    return is_own or written.is_private_task


RULES = (names_only_where_cleared, likely_names)
