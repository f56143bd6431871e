"""The settings of a builder: YAML that may name functions, of which only those on a list are ever called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import yaml

_PYTHON = "tag:yaml.org,2002:python/"
Calls = Mapping[str, Callable[..., Any]]


class SettingsFault(ValueError):
    """The settings can't be read; the text says why."""


def read_settings(data: bytes, calls: Calls) -> dict[str, Any]:
    """The settings as plain values. Raises SettingsFault.

    `!!python/object/apply:NAME {args: […], kwds: {…}}` calls the function that `calls` has under that name,
    `!!python/name:NAME` is that function. Other Python is refused; what other tags mean, such as `!ENV`, is
    left to the builder: their value is None.
    """
    try:
        settings = yaml.load(data, _loader(calls))  # noqa: S506  # made from yaml's SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, TypeError) as error:
        raise SettingsFault(str(error)) from error
    if not isinstance(settings, dict):
        raise SettingsFault("Es stehen keine Schlüssel mit Werten darin.")
    return settings


def _loader(calls: Calls) -> type[yaml.SafeLoader]:
    class Loader(yaml.SafeLoader):
        """yaml's safe loader with the calls that are allowed."""

    def known(name: str) -> Callable[..., Any]:
        if name not in calls:
            raise SettingsFault(f"«{name}» ist nicht erlaubt.")
        return calls[name]

    def apply(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> Any:
        words = loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else {}
        texts = loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else []
        return known(name)(*words.get("args", texts), **words.get("kwds", {}))

    Loader.add_multi_constructor(f"{_PYTHON}object/apply:", apply)
    Loader.add_multi_constructor(f"{_PYTHON}name:", lambda _loader, name, _node: known(name))
    Loader.add_multi_constructor(_PYTHON, lambda _loader, name, _node: known(name))
    Loader.add_multi_constructor("!", lambda _loader, _name, _node: None)
    return Loader
