"""Phone numbers and mail addresses in running text, however they are written: one rule for all texts."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import phonenumbers

from lotse.words import HOME_COUNTRY

_AT = r"(?:@|\s{0,3}[(\[{]\s{0,3}(?:at|ät|ætt|@)\s{0,3}[)\]}]\s{0,3})"
_DOT = r"(?:\.|\s{0,3}[(\[{]\s{0,3}(?:dot|punkt|\.)\s{0,3}[)\]}]\s{0,3})"
MAIL = re.compile(rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,5}}", re.IGNORECASE)
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_CODED = re.compile(r"&#?\w{2,31};|%[0-9A-Fa-f]{2}|\\(?=[!-/:-@\[-`{-~])")
# Digits of other scripts, wide and small forms, and what shows nothing.
_DISGUISED = re.compile(r"(?![0-9])\d|[\ufe50-\ufe6f\uff01-\uff5e\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DAY = re.compile(r"(?<!\d)(?:\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d|(?:\d{4})-\d\d-\d\d)(?!\d)")
_BESIDE = re.compile(r"(?<=\d{3})[\s/,]{1,3}(?=(?:\+|0[1-9]|00[1-9]|\(0)\d)")
_DIGITS = 6  # fewer make no number that somebody could dial from elsewhere
# A quick look: most texts have neither signs of an address nor enough digits close together.
_LIKELY = re.compile(r"[@&%\\＠﹫]|[(\[{]\s?(?:at|ät)|\d(?:\D{0,4}\d){5}", re.IGNORECASE)
_ROUNDS = 3  # of decoding: «&amp;#64;» is a coded code
_EXAMPLE_HOST = re.compile(r"(?:^|[@.])example(?:\.(?:org|com|net|de))?$|\.(?:example|invalid|test)$", re.IGNORECASE)


class Found(NamedTuple):
    """Contact data in a text: where they begin and end in the text as it is written, and how they read."""

    start: int
    end: int
    text: str
    is_example: bool  # a number or address that is nobody's: for handbooks and tests


def contacts_in(text: str) -> Iterator[Found]:
    """Every phone number and mail address of a text, also coded, in brackets or in full-width digits."""
    if _LIKELY.search(text) is None:
        return
    plain, places = decoded(text)
    if "@" in plain or "(" in plain or "[" in plain or "{" in plain:
        for match in MAIL.finditer(plain):
            yield _found(match.start(), match.end(), match[0], places, is_example=_is_example_mail(match[0]))
    yield from _numbers_in(plain, places)


def links_in(text: str) -> Iterator[Found]:
    """Every web address of a text."""
    if "://" in text or "www." in text.casefold():
        yield from (Found(m.start(), m.end(), m[0], is_example=False) for m in _LINK.finditer(text))


def decoded(text: str) -> tuple[str, list[int] | None]:
    """The text as readers get to see it, and for each of its characters the place in the written one.

    None stands for «the same places». Entities, percent signs, backslashes and wide characters are resolved,
    invisible characters left out.
    """
    if _CODED.search(text) is None and _DISGUISED.search(text) is None:
        return text, None
    chars, places = list(text), list(range(len(text)))
    for _ in range(_ROUNDS):
        joined = "".join(chars)
        if _CODED.search(joined) is None:
            break
        chars, places = _resolved(joined, places)
    return _folded(chars, places)


def _resolved(text: str, places: list[int]) -> tuple[list[str], list[int]]:
    chars: list[str] = []
    kept: list[int] = []
    end = 0
    for match in _CODED.finditer(text):
        meant = _meaning(match[0])
        chars += [*text[end : match.start()], *meant]
        kept += [*places[end : match.start()], *[places[match.start()]] * len(meant)]
        end = match.end()
    return [*chars, *text[end:]], [*kept, *places[end:]]


def _meaning(code: str) -> str:
    if code.startswith("%"):
        char = chr(int(code[1:], 16))
        return char if char.isascii() and char.isprintable() else code
    return "" if code == "\\" else html.unescape(code)


def _folded(chars: list[str], places: list[int]) -> tuple[str, list[int]]:
    """Wide digits and signs as narrow ones, and nothing invisible."""
    folded: list[str] = []
    kept: list[int] = []
    for char, place in zip(chars, places, strict=True):
        if char.isascii():
            plain = char
        elif unicodedata.category(char) == "Cf":
            plain = ""
        elif char.isdigit() and unicodedata.digit(char, -1) >= 0:
            plain = str(unicodedata.digit(char))
        else:
            plain = unicodedata.normalize("NFKC", char)
        folded += plain
        kept += [place] * len(plain)
    return "".join(folded), kept


def _numbers_in(plain: str, places: list[int] | None) -> Iterator[Found]:
    text = _DAY.sub(lambda day: "·" * len(day[0]), plain) if "-" in plain or "." in plain else plain
    if sum(map(str.isdigit, text)) < _DIGITS:
        return
    parted = _BESIDE.sub(lambda gap: ";" * len(gap[0]), text)  # two numbers side by side are no longer one
    for start, end, number in sorted({*_matches(text), *_matches(parted)}):
        before = text[max(0, start - 1) : start]
        is_inside = before.isalnum() or before in ("-", ".", "_", "/") or text[end : end + 1].isalpha()
        begins_well = number.lstrip("( ").startswith(("+", "0"))
        if begins_well and not is_inside:
            yield _found(start, end, number, places, is_example=_is_example_number(number))


@lru_cache(maxsize=2048)
def _matches(text: str) -> tuple[tuple[int, int, str], ...]:
    found = phonenumbers.PhoneNumberMatcher(text, HOME_COUNTRY, leniency=phonenumbers.Leniency.VALID)
    return tuple((match.start, match.end, match.raw_string) for match in found)


def _is_example_number(number: str) -> bool:
    """Whether the subscriber's number begins with noughts, as none in Germany does."""
    return re.search(r"^\D*(?:\+49|0049|0)[\s(]*\d{2,5}[\s)/-]+0{3}", number) is not None


def _is_example_mail(mail: str) -> bool:
    return _EXAMPLE_HOST.search(re.sub(_DOT, ".", mail, flags=re.IGNORECASE).strip()) is not None


def _found(start: int, end: int, text: str, places: list[int] | None, *, is_example: bool) -> Found:
    if places is None:
        return Found(start, end, text, is_example)
    return Found(places[start], places[end - 1] + 1, text, is_example)
