"""Values that stand in where a file lacks what nothing can do without, so that everything else can be checked.

They are never published: a catalogue with such a value says that it is partial.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from lotse.words import LocalizedText

NOBODY = "unbekannt"
"""The id of what is missing; references to it are not told, for what is missing is."""
_SIMPLE: Mapping[Any, str] = {int: "1", float: "1", Decimal: "1", bool: "false"}
_PATTERNS = {"^[0-9]{5}$": "99999", "^[0-9]{8}$": "99999999", "^[0-9a-f]{12}$": "0" * 12}


def neutral_file(kind: type[BaseModel]) -> BaseModel:
    """The file as if nothing stood in it: empty lists, and a neutral record where there has to be one."""
    required = {name: info.annotation for name, info in kind.model_fields.items() if info.is_required()}
    return kind.model_construct(**{name: _neutral_part(annotation) for name, annotation in required.items()})


def neutral_at(kind: type[BaseModel], path: Sequence[str | int]) -> Any:
    """The plain value for the field at a path of names."""
    *upper, last = path
    for name in upper:
        kind = _bare(_info(kind, str(name)).annotation)
    info = _info(kind, str(last))
    return neutral_value(info.annotation, info.metadata)


def _info(kind: type[BaseModel], name: str) -> FieldInfo:
    return next(info for field, info in kind.model_fields.items() if name in (field, info.alias))


def _neutral_part(annotation: Any) -> Any:
    bare = _bare(annotation)
    return bare.model_validate(neutral_values(bare)) if _is_record(bare) else ()


def neutral_values(kind: type[BaseModel]) -> dict[str, Any]:
    """Plain values that make the smallest record of a kind."""
    return {
        info.alias or name: neutral_value(info.annotation, info.metadata)
        for name, info in kind.model_fields.items()
        if info.is_required()
    }


def neutral_value(annotation: Any, metadata: Any = ()) -> Any:
    """The plain value for one field."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return neutral_value(inner, (*metadata, *more))
    if get_origin(annotation) in (Union, types.UnionType):
        return neutral_value(next(a for a in get_args(annotation) if a is not type(None)), metadata)
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    if get_origin(annotation) is tuple:
        count = max((getattr(one, "min_length", None) or 0 for one in metadata), default=0)
        return [neutral_value(get_args(annotation)[0])] * count
    if get_origin(annotation) is dict:
        return {}
    if _is_record(annotation):
        return neutral_values(annotation)
    return _simple(annotation, metadata)


def _simple(annotation: Any, metadata: Any) -> Any:
    if annotation is LocalizedText:
        return {"de": NOBODY}
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    if getattr(annotation, "__name__", "") == "date":
        return "2000-01-01"
    pattern = next((one.pattern for one in metadata if getattr(one, "pattern", None)), "")
    return _PATTERNS.get(pattern, "de" if "[A-Z]" in pattern else NOBODY)


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
