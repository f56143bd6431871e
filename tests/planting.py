"""Plants a value that cannot be mistaken into every text field of a record, also into those added later."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

import builders
from lotse.words import LocalizedText

Path = tuple[str, ...]
TYPED = {"id", "country", "opens_at", "closes_at", "latitude", "longitude"}
"""Texts of a form of their own, which hold nothing that needs consent by itself."""


class Planted:
    """The plain values of a record with a canary in every text field, and the canary by the field's path."""

    def __init__(self, kind: type[BaseModel], base: builders.Data, prefix: Path = ()) -> None:
        self.canaries: dict[Path, str] = {}
        self.values = self._record(kind, dict(base), prefix)

    def _record(self, kind: type[BaseModel], values: builders.Data, path: Path) -> builders.Data:
        for name, info in kind.model_fields.items():
            key = info.alias or name
            has_form = any(getattr(one, "pattern", None) for one in (*info.metadata, *_metadata(info.annotation)))
            if name not in TYPED and not has_form:
                values = self._field(info.annotation, values, key, (*path, name))
        return values

    def _field(self, annotation: Any, values: builders.Data, key: str, path: Path) -> builders.Data:
        inner, is_list = _inner(annotation)
        present = values.get(key)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            items = present if is_list else [present]
            items = [{"number": item} if isinstance(item, str) else item for item in items or ()]
            made = [self._record(inner, item, path) for item in items if item is not None]
            return values | {key: made if is_list else made[0]} if made else values
        if inner is LocalizedText:
            return values | {key: {"de": self._canary(path)}}
        if inner is str:
            text = self._canary(path)
            return values | {key: [text] if is_list else text}
        return values

    def _canary(self, path: Path) -> str:
        bird = f"kanarie{len(self.canaries)}{''.join(path)}".replace("_", "")
        field = path[-1]
        text = bird
        if field in ("website", "url", "appointment_url"):
            text = f"https://{bird}.example/"
        elif field == "email":
            text = f"{bird}@example.org"
        elif field == "extension":
            bird = f";ext=77{len(self.canaries)}"
            text = bird.removeprefix(";ext=")
        elif field == "number":
            bird = f"+4924177{len(self.canaries):05}"
            text = f"0241 77{len(self.canaries):05}"
        self.canaries[path] = bird
        return text


def _inner(annotation: Any) -> tuple[Any, bool]:
    """The type of a field without what surrounds it, and whether there are several."""
    if get_origin(annotation) is Annotated:
        return _inner(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _inner(next(a for a in get_args(annotation) if a is not type(None)))
    if get_origin(annotation) is tuple:
        return _inner(get_args(annotation)[0])[0], True
    return annotation, False


def _metadata(annotation: Any) -> Iterator[Any]:
    """Everything in the type of a field: the pattern of an id or a code may be deep in it."""
    for argument in get_args(annotation):
        yield argument
        yield from _metadata(argument)
