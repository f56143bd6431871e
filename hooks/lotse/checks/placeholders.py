"""Nothing is published that only stands in for something: «HIER ERGÄNZEN», example.org, 00000."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from lotse.checks.channels import Written, data_texts
from lotse.contact_data import contacts_in
from lotse.load import Catalogue
from lotse.problems import Problem, Severity

_TODO = re.compile(
    r"HIER[ -]ERG(?:Ä|AE)NZEN|\?{2,}|\.{3,}|…|x{3,9}|(?:t\.?\s?b\.?\s?[ad]\.?|todo|fixme|n\.\s?n\.|tba|"
    r"lorem ipsum.*|platzhalter|beispieltext|mustertext)",
    re.IGNORECASE,
)
_BEGUN = re.compile(r"HIER[ -]ERG(?:Ä|AE)NZEN|\blorem ipsum\b", re.IGNORECASE)
_EXAMPLE_HOST = re.compile(
    r"(?:^|\.)example(?:\.(?:org|com|net|edu))?$|\.(?:example|invalid|test|local)$", re.IGNORECASE
)
_POSTCODE_FIELDS = frozenset({"postal_code", "postcodes", "seat_postcode", "postcode"})
_LINK_FIELDS = frozenset({"url", "website", "feedback_form"})


def nothing_stands_in(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A value that somebody meant to fill in later is an error wherever it stands.

    Example addresses, numbers and postcodes are, too, unless the region says that it is for trying out.
    """
    for text in data_texts(catalogue):
        if _TODO.fullmatch(text.text) or _BEGUN.search(text.text):
            yield _problem(text, f"Hier steht noch ein Platzhalter: «{text.text[:60]}».")
        elif not catalogue.region.is_trial and _is_example(text):
            is_own = text.field == "site_url"  # nobody may know it yet; the pages are right all the same
            message = f"«{text.text[:60]}» ist ein Beispiel und gehört niemandem."
            yield _problem(text, message, severity="warning" if is_own else "error")


def _is_example(text: Written) -> bool:
    if text.field in _POSTCODE_FIELDS:
        return text.text == "00000"
    if text.field in _LINK_FIELDS or text.field.endswith("_url"):
        return _is_example_link(text.text)
    return text.is_contact and any(found.is_example for found in contacts_in(text.text))


def _is_example_link(url: str) -> bool:
    try:
        return _EXAMPLE_HOST.search(urlsplit(url).hostname or "") is not None
    except ValueError:  # told by the rule about addresses
        return False


def _problem(text: Written, message: str, severity: Severity = "error") -> Problem:
    return text.problem(
        code="value-placeholder", message=message, severity=severity,
        hint="Tragen Sie den richtigen Wert ein; gibt es noch keinen, löschen Sie die Zeile und ergänzen Sie «tasks».",
    )


RULES = (nothing_stands_in,)
