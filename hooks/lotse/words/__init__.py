"""Text in several languages, and the formatting of dates and numbers (Babel)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from lotse.words.links import ascii_host, in_ascii_address, in_web_words, is_host, untracked
from lotse.words.phones import HOME_COUNTRY, dialled, in_e164, in_phone_words, is_short_number

__all__ = [
    "HOME_COUNTRY", "PLURAL_FORMS", "LocalizedText", "Wording", "ascii_host", "counted", "dialled", "did_you_mean",
    "in_ascii_address", "in_date_words", "in_e164", "in_list_words", "in_number_spans", "in_number_words",
    "in_phone_words", "in_web_words", "is_host", "is_language", "is_none_of", "is_short_number", "language_named",
    "plain_name", "plural_category", "sorting_key", "text_direction", "untracked",
]  # fmt: skip


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


@cache
def language_named(word: str) -> str:
    """The code of a language by its name in German; empty if no language of two letters is called so."""
    names = _locale("de").languages.items()
    return next((code for code, name in names if len(code) == 2 and name.casefold() == word.strip().casefold()), "")


@cache
def _locale(language: str) -> Locale:
    """Babel's knowledge of a language, also of one with a script or a country: «zh-Hans», «pt-BR»."""
    return Locale.parse(language.replace("-", "_"))


def in_date_words(day: date, language: str) -> str:
    """The day as people write it in that language: «22. November 2026»."""
    return format_date(day, format="long", locale=_locale(_DATE_LOCALES.get(language, language)))


def in_rough_date_words(day: str, language: str) -> str:
    """«19. August 2026» for «2026-08-19», «August 2026» for «2026-08», «2026» as it is."""
    if len(day) == len("2026"):
        return day
    if len(day) == len("2026-08"):
        locale = _locale(_DATE_LOCALES.get(language, language))
        return format_skeleton("yMMMM", date.fromisoformat(f"{day}-01"), locale=locale)
    return in_date_words(date.fromisoformat(day), language)


def in_list_words(items: Iterable[str], language: str) -> str:
    """«a, b und c» in the words of the language."""
    return format_list(list(items), locale=_locale(language))


@cache
def sorting_key(text: str) -> tuple[str, str]:
    """Sorts as a German reader expects: ä beside a, case ignored (DIN 5007-1)."""
    folded = text.replace("ß", "ss").casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return bare, text


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """« Meinten Sie «housing»?», or an empty text when nothing is near; `cutoff` is the likeness that it takes."""
    near = get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return f"Meinten Sie «{near[0]}»?" if near else ""


_WITHOUT_E = frozenset({
    "Gebiet", "Teilgebiet", "Thema", "Kontakt", "Strang", "Schritt", "Merkmal", "Wert", "Beispiel", "Verfahren",
    "Gesetz", "Bedarf",
})


_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def plain_name(text: str) -> str:
    """The text as an id or a file name: «Büro für Alle» becomes «buero-fuer-alle»; empty if no letter is left."""
    spelled = unicodedata.normalize("NFC", text).casefold().translate(_SPELLED)
    bare = "".join(c for c in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def counted(count: int, one: str, many: str) -> str:
    """«1 Warnung», «2 Warnungen»: for sentences in German."""
    return f"{count} {one if count == 1 else many}"


def is_none_of(named: str, what: str) -> str:
    """«hosuing» ist kein Thema."""
    article = "kein" if what.split()[0] in _WITHOUT_E else "keine"
    return f"«{named}» ist {article} {what}."




PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
"""All plural forms that CLDR knows; no language has them all but Arabic and Welsh."""


def plural_category(count: int | Decimal, language: str) -> str:
    """«one», «few», «other» …: the CLDR plural category of a number in a language."""
    return _locale(language).plural_form(count)


@cache
def country_names(language: str) -> dict[str, str]:
    """The names of all countries in a language by their ISO 3166 code of two letters, as CLDR has them."""
    names = _locale(language).territories
    return {code: name for code, name in names.items() if len(code) == 2 and code.isalpha()}


@cache
def text_direction(language: str) -> str:
    """«rtl» for Arabic, Persian and the like, else «ltr»."""
    return _locale(language).text_direction


def in_number_spans(numbers: Iterable[int]) -> str:
    """Rising whole numbers with their runs drawn together: 1, 2, 3, 5 → «1–3, 5»."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def in_number_words(value: Decimal, language: str, *, is_money: bool = False) -> str:
    """The number as the language writes it: «50.700», «13,90»; money has two decimals or none."""
    is_whole = value == value.to_integral_value()
    pattern = "#,##0" if is_whole else "#,##0.00" if is_money else "#,##0.###"
    return format_decimal(value, format=pattern, locale=_locale(language))
