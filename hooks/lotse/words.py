"""Text in several languages, and the formatting of dates and numbers (Babel)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

import phonenumbers
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal


class Wording(NamedTuple):
    """A text and the language that it is really in (which may be a fallback)."""

    text: str
    language: str


class LocalizedText(Mapping[str, str]):
    """One text per language: `{"de": "Anerkennung", "en": "recognition"}`. Immutable, hashable."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"LocalizedText({self._texts!r})"

    def wording(self, language: str, fallbacks: Iterable[str] = ("en", "de")) -> Wording:
        """The text in `language`, else in the first fallback that there is; with its language."""
        for candidate in (language, *fallbacks, *self._texts):
            if candidate in self._texts:
                return Wording(self._texts[candidate], candidate)
        return Wording("", language)


_DATE_LOCALES = {"en": "en_GB"}  # English is written the British way: «22 November 2026»


def is_language(code: str) -> bool:
    """Whether a code stands for a language that CLDR knows: «uk» does, «ua» doesn't."""
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def in_date_words(day: date, language: str) -> str:
    """The day as people write it in that language: «22. November 2026»."""
    return format_date(day, format="long", locale=Locale.parse(_DATE_LOCALES.get(language, language)))


def in_rough_date_words(day: str, language: str) -> str:
    """«19. August 2026» for «2026-08-19», «August 2026» for «2026-08», «2026» as it is."""
    if len(day) == len("2026"):
        return day
    if len(day) == len("2026-08"):
        locale = Locale.parse(_DATE_LOCALES.get(language, language))
        return format_skeleton("yMMMM", date.fromisoformat(f"{day}-01"), locale=locale)
    return in_date_words(date.fromisoformat(day), language)


def in_list_words(items: Iterable[str], language: str) -> str:
    """«a, b und c» in the words of the language."""
    return format_list(list(items), locale=Locale.parse(language))


def sorting_key(text: str) -> tuple[str, str]:
    """Sorts as a German reader expects: ä beside a, case ignored (DIN 5007-1)."""
    folded = text.replace("ß", "ss").casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return bare, text


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """« Meinten Sie «housing»?», or an empty text when nothing is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Meinten Sie «{near[0]}»?" if near else ""


_WITHOUT_E = frozenset({
    "Gebiet", "Teilgebiet", "Thema", "Kontakt", "Strang", "Schritt", "Merkmal", "Wert", "Beispiel", "Verfahren",
})


def is_none_of(named: str, what: str) -> str:
    """«hosuing» ist kein Thema."""
    article = "kein" if what.split()[0] in _WITHOUT_E else "keine"
    return f"«{named}» ist {article} {what}."


HOME_COUNTRY = "DE"  # whose numbers may be written without a country code


def in_e164(phone: str) -> str | None:
    """«+492411234» for any spelling of a valid phone number, else None."""
    try:
        number = phonenumbers.parse(phone, HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def in_phone_words(e164: str) -> str:
    """The number as it is read from abroad: «+49 241 1234»."""
    number = phonenumbers.parse(e164)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
"""All plural forms that CLDR knows; no language has them all but Arabic and Welsh."""


def plural_category(count: int | Decimal, language: str) -> str:
    """«one», «few», «other» …: the CLDR plural category of a number in a language."""
    return Locale.parse(language.replace("-", "_")).plural_form(count)


def text_direction(language: str) -> str:
    """«rtl» for Arabic, Persian and the like, else «ltr»."""
    return Locale.parse(language.replace("-", "_")).text_direction


def in_number_words(value: Decimal, language: str, *, is_money: bool = False) -> str:
    """The number as the language writes it: «50.700», «13,90»; money has two decimals or none."""
    is_whole = value == value.to_integral_value()
    pattern = "#,##0" if is_whole else "#,##0.00" if is_money else "#,##0.###"
    return format_decimal(value, format=pattern, locale=Locale.parse(language.replace("-", "_")))
