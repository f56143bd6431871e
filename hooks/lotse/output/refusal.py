"""Why something is not written."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was touched; the text is a German sentence for the person at the terminal (exit code 2)."""
