"""What commands that begin a record have in common: a clean name, and a block of lines at the end of a list."""

from __future__ import annotations

import re

from lotse.problems import visible
from lotse.syntax import recovered

_LONGEST_NAME = 200


def clean_name(name: str) -> str:
    """The name with single blanks. Raises ValueError if it is none."""
    name = " ".join(name.split())
    if not name or name != visible(name) or len(name) > _LONGEST_NAME:
        raise ValueError(f"Der Name braucht sichtbare Zeichen, höchstens {_LONGEST_NAME}.")
    return name


def with_record(text: str, name: str, key: str, block: str) -> str:
    """The text of the file called `name` with a record at the end of a list, indented as the others are.

    Raises ValueError with a German sentence for a file without such a list, or with errors.
    """
    start = re.search(rf"(?m)^{key}:( *\[\])?[ ]*$", text)
    if start is None:
        raise ValueError(f"In {name} beginnt keine Zeile mit «{key}:»; beheben Sie das zuerst.")
    following = re.compile(r"(?m)^[^\s#-]").search(text, start.end())
    end = following.start() if following else len(text)
    items = text[start.end() : end]
    indent = re.search(r"(?m)^( *)- ", items)
    shift = 2 - min(2, len(indent[1])) if indent else 0  # blanks that the lists of this file have less
    lines = [line[shift:] for line in block.splitlines()]
    changed = f"{text[: start.start()]}{key}:{items.rstrip()}\n\n" + "\n".join(lines) + "\n"
    changed = changed.replace(f"{key}:\n\n\n", f"{key}:\n") + (f"\n{text[end:]}" if following else "")
    if recovered(changed.encode(), name).problems:
        raise ValueError(f"{name} hat Fehler, die zuerst zu beheben sind: «lotse check» nennt sie.")
    return changed
