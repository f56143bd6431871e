"""Names of persons stand where their consent is asked for, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from lotse.checks.channels import Written, written_texts
from lotse.checks.contact_data import decoded
from lotse.load import Catalogue
from lotse.problems import Problem

_TITLE = r"(?:Dr|Prof|Dipl|Ing|Mag|med|phil|jur|rer|nat|pol|h\. ?c|M\.? ?A|B\.? ?A|LL\.? ?M)"
_TITLES = re.compile(rf"\b{_TITLE}\b\.?[\s-]*", re.IGNORECASE)
_ADDRESS = r"(?:Frau|Herrn?|Fr\.|Hr\.|Mrs?\.?|Ms\.?|Mme|Monsieur|Señora?|Sra?\.|Dr\.?|Prof\.?)"
_ADDRESSED = re.compile(rf"\b(?:Frau|Herrn?|Mrs\.?|Mr\.?|Ms\.?)\s+(?:{_TITLE}\.?\s+){{0,3}}[A-ZÄÖÜ][a-zäöüß]")
_PERSONAL_MAIL = re.compile(
    r"(?<![\w.+-])(?P<first>[a-z]{2,20})\.(?P<last>[a-z]{2,20}(?:-[a-z]{2,20})?)@(?P<host>[\w.-]+)"
)
_FUNCTION_WORDS = frozenset({
    "info", "post", "mail", "service", "kontakt", "contact", "team", "office", "buero", "beratung", "zentrale",
    "welcome", "center", "amt", "stadt", "kreis", "region", "no", "noreply", "help", "hilfe", "anfrage", "auskunft",
    "support", "daten", "datenschutz", "presse", "job", "jobs", "vorname", "nachname",
})  # fmt: skip
_NAME_FIELDS = frozenset({"name", "email"})  # of a contact
_GAP = r"[\W_]{1,4}"


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
        if written.channel != "code" and not _may_name(written, own):
            yield from _addressed(written, names)
            yield from _personal_mails(written) if "@" in written.text else ()


def _addressed(written: Written, names: frozenset[str]) -> Iterator[Problem]:
    found = _ADDRESSED.search(written.text) if any(w in written.text for w in ("Frau ", "Herr", "M")) else None
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


def name_spot(text: str, names: Iterable[str]) -> int | None:
    """Where the first of the names stands in a text, in whatever order, case and spelling; None if none does."""
    quick, exact = _patterns(frozenset(names))
    plain, places = decoded(text) if any(sign in text for sign in "&%\\") else (text, None)
    if quick.search(plain) is None:
        return None
    found = exact.search(plain)
    return None if found is None else found.start() if places is None else places[found.start()]


@lru_cache(maxsize=8)
def _patterns(names: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A quick pattern for the family names, and the exact one."""
    words = [_TITLES.sub("", name).split() for name in sorted(names)]
    words = [own for own in words if own]
    quick = "|".join(_spellings(own[-1]) for own in words) or r"(?!)"
    exact = "|".join(_forms(own) for own in words) or r"(?!)"
    return re.compile(quick, re.IGNORECASE), re.compile(exact, re.IGNORECASE)


def _forms(words: list[str]) -> str:
    """A name as people write it: first names before or behind, initials, or an address before the family name."""
    first, last = _spellings(words[0]), _spellings(words[-1])
    if len(words) == 1:
        return rf"(?<!\w){last}(?!\w)"
    between = rf"{_GAP}(?:[^\W\d_]+{_GAP}){{0,2}}"
    return (
        rf"(?<![^\W_])(?:{first}{between}{last}|{last}{_GAP}{first}|{_ADDRESS}\s+(?:{_TITLE}\.?\s+){{0,3}}{last}"
        rf"|{re.escape(words[0][0])}\.\s?{last})(?![^\W_])"
    )


_SPELLED = {"ä": "(?:ä|ae|a)", "ö": "(?:ö|oe|o)", "ü": "(?:ü|ue|u)", "ß": "(?:ß|ss)"}


def _spellings(word: str) -> str:
    return "".join(_SPELLED.get(char, re.escape(char)) for char in word.casefold())


def _own_values(catalogue: Catalogue) -> frozenset[str]:
    """Names and mail addresses of persons as they stand in their own contacts."""
    persons = [contact for o in catalogue.organizations for contact in o.contacts if contact.name]
    return frozenset(value for contact in persons for value in (contact.name, contact.email) if value)


def _may_name(written: Written, own: frozenset[str]) -> bool:
    """Whether a name may stand here: in the person's own contact, or in a task of the private folder."""
    is_own = written.channel == "data" and written.field in _NAME_FIELDS and written.text in own
    return is_own or written.is_private_task


RULES = (names_only_where_cleared, likely_names)
