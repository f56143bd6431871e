"""German words for the English fields and values of the data, so that whoever writes one is told the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lotse.words import did_you_mean, language_named, plain_name

FIELDS: Mapping[str, str] = {
    "abschnitt": "section", "adresse": "address", "anfang": "valid_from", "anschrift": "address",
    "ansprechpartner": "contacts", "antrag": "application_process", "art": "kind", "aufgaben": "tasks",
    "ab": "from", "bis": "to", "beginn": "valid_from", "beleg": "evidence", "beschreibung": "description",
    "betrag": "value", "branche": "sectors", "branchen": "sectors", "breite": "latitude", "durchwahl": "extension",
    "einheit": "unit", "e-mail": "email", "ende": "valid_to", "funktion": "title", "gebiet": "areas",
    "gebiete": "areas", "grund": "reason", "grundlage": "basis", "gueltig-ab": "valid_from", "gueltig-bis": "valid_to",
    "hausnummer": "street", "hinweis": "note", "homepage": "website", "internet": "website", "kanal": "channels",
    "kennung": "id", "kontakt": "contacts", "kontakte": "contacts", "kosten": "fees", "gebuehren": "fees",
    "laenge": "longitude", "land": "country", "link": "url", "mail": "email", "nachfolger": "successor",
    "nachweis": "reference", "nummer": "number", "oeffnungszeiten": "schedules", "ort": "city", "orte": "locations",
    "phase": "phases", "plz": "postal_code", "postleitzahl": "postal_code", "quelle": "sources", "quellen": "sources",
    "rechtsgrundlage": "legal_basis", "rolle": "role", "sprache": "languages", "sprachen": "languages",
    "stadt": "city", "standort": "locations", "strasse": "street", "tage": "byday", "telefon": "phones",
    "telefonnummer": "phones", "text": "description", "thema": "topics", "themen": "topics", "titel": "title",
    "voraussetzungen": "eligibility", "webseite": "website", "wert": "value", "widerrufen-am": "withdrawn_on",
    "widerrufen-fuer": "withdrawn_channels",
    "zeitraum": "periods", "zielgruppe": "audiences", "zielgruppen": "audiences", "zustaendigkeit": "role",
}  # fmt: skip
VALUES: Mapping[str, tuple[str, ...]] = {
    "responsible": ("zuständig", "behörde"), "advice": ("berät", "beratend", "beratung"),
    "before": ("vor der Einreise", "vor", "vorher"), "after": ("nach der Einreise", "nach", "nachher"),
    "both": ("beides", "beide", "immer"), "active": ("besteht", "aktiv"), "planned": ("geplant",),
    "ended": ("beendet", "zu Ende"), "claimed": ("nur behauptet", "behauptet"), "seen": ("gelesen", "gesehen"),
    "confirmed": ("bestätigt",), "tested": ("ausprobiert", "getestet"), "core": ("Kern",), "secondary": ("daneben",),
    "background": ("im Hintergrund",), "EUR": ("Euro", "€"), "EUR/month": ("Euro im Monat",),
    "EUR/year": ("Euro im Jahr",), "EUR/h": ("Euro in der Stunde",), "%": ("Prozent",), "hours": ("Stunden",),
    "hours/week": ("Stunden in der Woche",), "days": ("Tage",), "business-days": ("Werktage", "Arbeitstage"),
    "weeks": ("Wochen",), "months": ("Monate",), "years": ("Jahre",), "persons": ("Personen",), "points": ("Punkte",),
    "level": ("Sprachniveau", "Niveau"), "units": ("Unterrichtseinheiten",), "states": ("Staaten",),
    "rents": ("Monatsmieten",), "employer": ("Betrieb", "Arbeitgeber"), "person": ("Person", "Fachkraft"),
    "authority": ("Behörde", "Amt"), "adviser": ("Beratung",), "link": ("Links",), "contact": ("Telefon und E-Mail",),
    "address": ("Adresse",), "explicit": ("ausdrückliche Zustimmung", "ausdrücklich", "mündlich", "schriftlich"),
    "pending": ("steht aus", "offen", "ausstehend"), "public-authority": ("amtliche Seite", "öffentlich"),
    "site": ("Website",), "MO": ("Montag",), "TU": ("Dienstag",), "WE": ("Mittwoch",), "TH": ("Donnerstag",),
    "FR": ("Freitag",), "SA": ("Samstag", "Sonnabend"), "SU": ("Sonntag",), "law": ("Gesetz",),
    "official": ("amtlich",), "document": ("Dokument",), "third-party": ("Dritte", "dritte Hand"),
    "missing": ("fehlt",), "short": ("reicht nicht",), "town": ("Stadt",), "municipality": ("Gemeinde",),
    "original": ("Original",), "copy": ("Kopie",), "translation": ("Übersetzung",), "digital": ("Datei",),
}  # fmt: skip
"""Value → what it means in German; the first word explains it, any of them leads to it."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORT_DAYS = {"mo": "MO", "di": "TU", "mi": "WE", "do": "TH", "fr": "FR", "sa": "SA", "so": "SU"}


def field_meant(word: str, known: Iterable[str]) -> str:
    """The field that is meant by a German word or a slip of the pen: «Meinten Sie «phones»?»."""
    known = list(known)
    meant = FIELDS.get(plain_name(word), "")
    return f"Meinten Sie «{meant}»?" if meant in known else did_you_mean(word, known)


def value_meant(word: str, choices: Iterable[str]) -> str:
    """The value that is meant, else all that there are with what they mean."""
    choices = list(choices)
    if days := _days_between(word, choices):
        return f"Schreiben Sie die Tage einzeln: [{', '.join(days)}]."
    meant = _value_for(plain_name(word), choices)
    if meant:
        return f"Meinten Sie «{meant}»?"
    return did_you_mean(word, choices) or f"Möglich sind: {', '.join(map(_explained, choices))}."


def _value_for(word: str, choices: list[str]) -> str:
    if word in _SHORT_DAYS and _SHORT_DAYS[word] in choices:
        return _SHORT_DAYS[word]
    return next((c for c in choices if word and word in map(plain_name, (c, *VALUES.get(c, ())))), "")


def _days_between(word: str, choices: list[str]) -> tuple[str, ...]:
    """«MO-FR», «Mo bis Fr»: the days from one to the other."""
    first, _, last = plain_name(word).replace("-bis-", "-").partition("-")
    ends = [_SHORT_DAYS.get(part, part.upper()) for part in (first, last)]
    if not {*_DAYS} <= {*choices} or any(end not in _DAYS for end in ends):
        return ()
    return _DAYS[_DAYS.index(ends[0]) : _DAYS.index(ends[1]) + 1]


def _explained(choice: str) -> str:
    return f"{choice} ({VALUES[choice][0]})" if choice in VALUES else choice


def language_meant(word: str) -> str:
    """The code of a language by its German name: «deutsch» is «de»; empty if there is none."""
    code = language_named(word)
    return f"Meinten Sie «{code}»?" if code else ""
