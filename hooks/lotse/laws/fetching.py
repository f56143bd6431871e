"""Fetches one file of a server that may be slow, refuse, or send something else; bounded in time and size."""

from __future__ import annotations

import time
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from lotse.laws.faults import LawFault, not_readable
from lotse.laws.portal import LARGEST, looks_like_html
from lotse.problems import Problem

PAUSE_AT_MOST = 20.0  # seconds without a byte
FILE_AT_MOST = 120.0  # seconds for one file
_PIECE = 2**16
_AGENT = "lotse laws (compares cited sections)"


def fetch(url: str, *, pause: float = PAUSE_AT_MOST, at_most: float = FILE_AT_MOST, largest: int = LARGEST,
          agent: str = _AGENT) -> bytes:
    """The file at an http(s) address. Raises LawFault: not reached, refused, too slow, too large, a page for people."""
    if not url.startswith(("https://", "http://")):
        raise LawFault(not_readable(url, "Das ist keine Adresse, die mit https:// beginnt.", code="law-not-reached"))
    end = time.monotonic() + at_most
    try:
        with urlopen(Request(url, headers={"User-Agent": agent}), timeout=pause) as answer:  # noqa: S310
            data = _read(answer, url, end, largest)
    except HTTPError as error:
        raise LawFault(_not_reached(url, f"Der Server antwortet mit {error.code}.")) from error
    except TimeoutError as error:
        raise LawFault(_not_reached(url, "Der Server antwortet zu langsam.")) from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        is_slow = isinstance(getattr(error, "reason", None), TimeoutError)
        words = "Der Server antwortet zu langsam." if is_slow else "Der Server ist nicht zu erreichen."
        raise LawFault(_not_reached(url, words)) from error
    if looks_like_html(data):
        raise LawFault(not_readable(url, "Der Server schickt eine HTML-Seite, kein Gesetz."))
    return data


def _read(answer: object, url: str, end: float, largest: int) -> bytes:
    data = bytearray()
    while piece := answer.read1(_PIECE):  # type: ignore[attr-defined]
        data += piece
        if len(data) > largest:
            raise LawFault(not_readable(url, f"Die Datei ist größer als {largest // 2**20} MB.", code="law-too-large"))
        if time.monotonic() > end:
            raise LawFault(_not_reached(url, "Der Server schickt die Datei zu langsam."))
    return bytes(data)


def _not_reached(url: str, why: str) -> Problem:
    return not_readable(url, why, code="law-not-reached")
