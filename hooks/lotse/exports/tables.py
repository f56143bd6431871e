"""Rows → CSV (RFC 4180) that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""With these a cell begins that Excel, LibreOffice or Google Sheets may compute, the wide forms included."""


def cell(value: object) -> str:
    """A value as the text of a cell; one that a program could take for a formula begins with an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \n\u00a0\ufeff").startswith(_FORMULA_SIGNS) else text


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The text of the file: every cell in quotes, lines end with CRLF, a mark for UTF-8 at the start."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[cell(value) for value in row] for row in (head, *rows)])
    return "\ufeff" + file.getvalue()
