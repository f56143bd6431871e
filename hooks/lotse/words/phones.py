"""Phone numbers: read only where what is stored, written back, has the same digits (phonenumbers)."""

from __future__ import annotations

import re
from functools import cache

import phonenumbers

HOME_COUNTRY = "DE"  # whose numbers may be written without a country code
_EXTENSION = ";ext="  # RFC 3966
# Country code, then perhaps «(0)», then the area code, perhaps in brackets; then groups with one sign between them.
_SPELLING = re.compile(
    r"(?:(?:\+|00)[1-9]\d{0,2}[ /-]?(?:\(0\) ?)?)?"
    r"(?:\(0?\d{1,5}\)|\d+)"
    r"(?:(?: ?[/.–-] ?| )?\d+)*"
)
_SHORT = re.compile(r"11[025]|116\d{3}|118\d{2,3}")  # emergency, authorities, harmonised services, directories
_MAX_AREA = 8  # digits before a slash: «+49 (0)2452/…»; behind more of them stands a second number
_MIN_BEHIND_SLASH = 3
_HOME_CODE = phonenumbers.country_code_for_region(HOME_COUNTRY)
_MAX_NATIONAL = 12  # digits; more are two numbers in a row, although a machine may have as many


def in_e164(phone: str) -> str | None:
    """«+492411234» for a phone number of full length, however its digits are grouped; None for anything else.

    None as well when digits would be lost or added: for two numbers in one, for words, for a number without
    its area code.
    """
    text = phone.replace("\u00a0", " ").strip()
    if not _SPELLING.fullmatch(text) or not text.lstrip("(").startswith(("0", "+")) or _holds_two(text):
        return None
    try:
        number = phonenumbers.parse(text, HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    is_too_long = number.country_code == _HOME_CODE and len(str(number.national_number)) > _MAX_NATIONAL
    if is_too_long or not phonenumbers.is_valid_number(number) or re.sub(r"\D", "", text) not in _digits(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _holds_two(text: str) -> bool:
    """Whether a slash stands where a second number begins, as in «0241 470112/13»."""
    before, slash, behind = text.partition("/")
    if not slash:
        return False
    if behind.lstrip().startswith(("0", "+")):
        return True
    few = len(re.findall(r"\d", behind)) < _MIN_BEHIND_SLASH
    return "/" in behind or few or len(re.findall(r"\d", before)) > _MAX_AREA


def _digits(number: phonenumbers.PhoneNumber) -> set[str]:
    """All the ways in which the number can be dialled from somewhere."""
    code = str(number.country_code)
    national = phonenumbers.national_significant_number(number)
    return {f"0{national}", f"{code}{national}", f"00{code}{national}", f"{code}0{national}", f"00{code}0{national}"}


def is_short_number(phone: str) -> bool:
    """Whether it is one of the numbers that everybody dials as they are: 110, 112, 115, 116117 …"""
    return _SHORT.fullmatch(phone.replace(" ", "")) is not None


def dialled(number: str, extension: str | None = None) -> str | None:
    """What a telephone dials: «+492411234», «+492411234;ext=12», «115» (RFC 3966); None if nothing is sure."""
    if extension is not None and not re.fullmatch(r"\d{1,6}", extension):
        return None
    if is_short_number(number):
        return number.replace(" ", "") if extension is None else None
    full = in_e164(number)
    return full if full is None or extension is None else f"{full}{_EXTENSION}{extension}"


@cache
def in_phone_words(number: str, extension_words: str = "App. {number}") -> str:
    """What a telephone dials as people read it: «+49 241 1234», «+49 241 1234 App. 12», «116 117»."""
    main, _, extension = number.partition(_EXTENSION)
    if is_short_number(main):
        return f"{main[:3]} {main[3:]}".strip()
    parsed = phonenumbers.parse(main)
    spelled = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return f"{spelled} {extension_words.format(number=extension)}" if extension else spelled
