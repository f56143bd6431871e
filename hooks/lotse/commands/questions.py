"""What a new record of each kind needs to know, as questions to people: one list for options, asking and checking."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from lotse.commands.workbench import known_ids
from lotse.load import Catalogue
from lotse.load.german import value_meant
from lotse.model.figures import Unit
from lotse.model.process import Actor
from lotse.problems import visible
from lotse.words import did_you_mean, plain_name

LONGEST_NAME, LONGEST_TEXT = 200, 4000  # characters
Form = Literal["text", "id", "ids", "choice", "day", "rough-day", "number", "texts"]
PLACES = ("municipalities", "territories", "areas")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the option `--field`, its German words, the form of the answer, and whence its values come."""

    field: str
    words: str
    form: Form = "text"
    lists: tuple[str, ...] = ()  # of the catalogue, for ids
    choices: tuple[str, ...] = ()
    is_needed: bool = False

    @property
    def option(self) -> str:
        return f"--{self.field.replace('_', '-')}"


SOURCE = (
    Question("source", "Kennung der Quelle aus data/sources.yaml", "id", ("sources",)),
    Question("copied_on", "Tag der gelesenen Kopie (Jahr-Monat-Tag oder unknown)", "rough-day"),
    Question("read_on", "Tag, an dem ein Mensch die Quelle live gelesen hat", "day"),
    Question("read_by", "Wer sie gelesen hat: Rolle oder Kürzel"),
)
NAME = Question("name", "Name auf Deutsch", is_needed=True)
AREAS = Question("areas", "Gebiete oder Orte, mit Kommas dazwischen", "ids", PLACES)
ORGANIZATION = Question("organization", "Kennung der Organisation", "id", ("organizations",), is_needed=True)
QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "organization": (
        NAME,
        Question("kind", "Art der Stelle", "id", ("kinds",)),
        Question("description", "Was sie tut, in einem deutschen Satz"),
        Question("website", "Adresse der Website"),
        AREAS,
        *SOURCE,
    ),
    "service": (
        ORGANIZATION,
        NAME,
        Question("description", "Was angeboten wird, in einem deutschen Satz"),
        Question("role", "zuständig oder beratend", "choice", choices=("responsible", "advice")),
        Question("topics", "Themen, mit Kommas dazwischen", "ids", ("topics",), is_needed=True),
        Question("phases", "Phasen, mit Kommas dazwischen", "ids", ("phases",)),
        Question("audiences", "Zielgruppen, mit Kommas dazwischen", "ids", ("audiences",), is_needed=True),
        Question("areas", AREAS.words, "ids", PLACES, is_needed=True),
        Question("entry", "vor oder nach der Einreise", "choice", choices=("before", "after", "both")),
        Question("url", "Adresse der Seite zum Angebot"),
        *SOURCE,
    ),
    "contact": (
        ORGANIZATION,
        Question("title", "Funktion auf Deutsch, zum Beispiel Zentrale", is_needed=True),
        Question("person", "Name der Person; nur, wenn ihre Zustimmung vorliegt"),
        Question("consent_on", "Tag der Zustimmung dieser Person", "day"),
        Question("consent_reference", "wo die Zustimmung der Person nachzulesen ist"),
        Question("phones", "Telefonnummern, mit Kommas dazwischen", "texts"),
        Question("email", "E-Mail-Adresse"),
        Question("url", "Adresse der Seite mit dem Kontakt"),
        *SOURCE,
    ),
    "figure": (
        NAME,
        Question("unit", "Einheit", "choice", choices=get_args(Unit), is_needed=True),
        Question("value", "Wert, zum Beispiel 50700 oder 13,90", "number", is_needed=True),
        Question("from", "gilt ab (Jahr-Monat-Tag)", "day"),
        Question("to", "gilt bis (Jahr-Monat-Tag)", "day"),
        Question("topics", "Themen, mit Kommas dazwischen", "ids", ("topics",)),
        *SOURCE,
    ),
    "period": (
        Question("figure", "Kennung der Zahl", "id", ("figures",), is_needed=True),
        Question("value", "Wert, zum Beispiel 50700 oder 13,90", "number", is_needed=True),
        Question("from", "gilt ab (Jahr-Monat-Tag)", "day", is_needed=True),
        Question("to", "gilt bis (Jahr-Monat-Tag)", "day"),
        *SOURCE,
    ),
    "question": (
        Question("page", "Seite unter docs/de, zum Beispiel fragen/wohnen", is_needed=True),
        Question("heading", "die Frage, wie Menschen sie stellen", is_needed=True),
        Question("answer", "die Antwort auf Deutsch", is_needed=True),
    ),
    "checklist-item": (
        Question("checklist", "Kennung der Checkliste", "id", ("checklists",), is_needed=True),
        Question("section", "Überschrift des Abschnitts oder seine Nummer; sonst der letzte"),
        Question("text", "was zu tun ist, auf Deutsch", is_needed=True),
        Question("why", "warum, auf Deutsch", is_needed=True),
        Question("who", "wer es tut", "choice", choices=get_args(Actor), is_needed=True),
        Question("consequence", "was sonst passiert, auf Deutsch"),
        Question("topic", "Kennung des Themas, das zur Stelle führt", "id", ("topics",)),
    ),
}


def understood(question: Question, given: str, catalogue: Catalogue) -> Any:
    """The value that an answer means. Raises ValueError with a German sentence that names the option."""
    given = " ".join(given.split())
    longest = LONGEST_NAME if question.field in ("name", "title", "heading", "person") else LONGEST_TEXT
    if not given or given != visible(given) or len(given) > longest:
        what = "Der Name" if longest == LONGEST_NAME else "Der Text"
        raise ValueError(f"{question.option}: {what} braucht sichtbare Zeichen, höchstens {longest}.")
    try:
        return _READERS[question.form](question, given, catalogue)
    except ValueError as error:
        raise ValueError(f"{question.option}: {error}") from error


def _id(question: Question, given: str, catalogue: Catalogue) -> str:
    known = known_ids(catalogue, question.lists)
    if given in known:
        return given
    wanted = plain_name(given)
    meant = [record_id for record_id, name in known.items() if plain_name(name) == wanted]
    if len(meant) == 1:
        return meant[0]
    raise ValueError(f"«{given}» gibt es nicht. {did_you_mean(wanted, known) or _listed(known)}")


def _listed(known: Mapping[str, str]) -> str:
    shown = ", ".join(f"{record_id} ({name})" if name else record_id for record_id, name in list(known.items())[:12])
    return f"Möglich sind: {shown}{' …' if len(known) > 12 else ''}."


def _ids(question: Question, given: str, catalogue: Catalogue) -> list[str]:
    return [_id(question, part.strip(), catalogue) for part in re.split(r"[,;]", given) if part.strip()]


def _choice(question: Question, given: str, _catalogue: Catalogue) -> str:
    if given in question.choices:
        return given
    advice = value_meant(given, question.choices)
    meant = re.fullmatch(r"Meinten Sie «(.+)»\?", advice)
    if meant:
        return meant[1]
    raise ValueError(f"«{given}» ist nicht möglich. {advice}")


def _day(_question: Question, given: str, _catalogue: Catalogue) -> str:
    german = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", given)
    text = f"{german[3]}-{int(german[2]):02}-{int(german[1]):02}" if german else given
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ValueError(f"«{given}» ist kein Tag. Schreiben Sie Jahr-Monat-Tag, zum Beispiel 2026-11-22.") from error


def _rough_day(question: Question, given: str, catalogue: Catalogue) -> str:
    if given == "unknown" or re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", given):
        return given
    return _day(question, given, catalogue)


def _number(_question: Question, given: str, _catalogue: Catalogue) -> str:
    """«50.700,00», «50700,00» and «50700.00» mean the same; «50.700» may mean two things and is refused."""
    if re.fullmatch(r"\d{1,3}\.\d{3}", given):
        raise ValueError(f"«{given}» kann zweierlei heißen. Meinten Sie {given.replace('.', '')}?")
    if re.fullmatch(r"\d{1,3}(\.\d{3})*,\d{1,2}|\d+,\d+", given):
        given = given.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", given):
        raise ValueError(f"«{given}» ist keine Zahl. Schreiben Sie nur Ziffern, zum Beispiel 50700 oder 13,90.")
    return re.sub(r"\.0+$", "", given)


_READERS: Mapping[Form, Callable[[Question, str, Catalogue], Any]] = {
    "text": lambda _question, given, _catalogue: given,
    "texts": lambda _question, given, _catalogue: [part.strip() for part in given.split(",") if part.strip()],
    "id": _id, "ids": _ids, "choice": _choice, "day": _day, "rough-day": _rough_day, "number": _number,
}  # fmt: skip
