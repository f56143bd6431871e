"""Which Markdown the pages are written in: the one configuration is `mkdocs.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymdownx.slugs import slugify

from lotse.syntax import SettingsFault, read_settings

_ALWAYS = ("toc", "tables", "fenced_code")  # MkDocs adds them before all others
_CALLS = {"pymdownx.slugs.slugify": slugify}
"""What the configuration may call by its name in Python; nothing else is ever imported or called."""


class ConfigurationFault(ValueError):
    """The configuration can't be used; the text is a German sentence for editors."""


@dataclass(frozen=True)
class Dialect:
    """The names of the extensions and their settings, as MkDocs hands them to Python-Markdown."""

    names: tuple[str, ...]
    settings: Mapping[str, Mapping[str, Any]]


def dialect_of(project: Path) -> Dialect:
    """What `markdown_extensions` in the project's `mkdocs.yml` says. Raises ConfigurationFault."""
    try:
        settings = read_settings((project / "mkdocs.yml").read_bytes(), _CALLS)
    except (OSError, SettingsFault) as error:
        raise ConfigurationFault(f"mkdocs.yml lässt sich nicht lesen: {error}") from error
    return _dialect(settings.get("markdown_extensions") or [])


def _dialect(given: object) -> Dialect:
    entries = list(given.items()) if isinstance(given, dict) else [_entry(item) for item in _list(given)]
    names = dict.fromkeys([*_ALWAYS, *(name for name, _ in entries)])
    return Dialect(tuple(names), {name: _settings(name, found) for name, found in entries if found})


def _list(given: object) -> list[object]:
    if not isinstance(given, list):
        raise ConfigurationFault("«markdown_extensions» in mkdocs.yml ist keine Liste.")
    return given


def _entry(item: object) -> tuple[str, object]:
    if isinstance(item, str):
        return item, None
    if isinstance(item, dict) and len(item) == 1:
        ((name, settings),) = item.items()
        return str(name), settings
    raise ConfigurationFault(f"In «markdown_extensions» in mkdocs.yml steht keine Erweiterung: «{item}».")


def _settings(name: str, settings: object) -> Mapping[str, Any]:
    if not isinstance(settings, dict):
        raise ConfigurationFault(f"Die Einstellungen von «{name}» in mkdocs.yml sind keine Schlüssel mit Werten.")
    return settings
