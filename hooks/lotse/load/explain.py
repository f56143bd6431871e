"""What pydantic found wrong, in German, at the line where it stands."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from lotse.load.catalogue import Origin
from lotse.model.base import COPY_DAY_PATTERN, ID_PATTERN, LANGUAGE_PATTERN, ROUGH_DAY_PATTERN
from lotse.problems import Problem
from lotse.syntax import Node, plain
from lotse.words import did_you_mean

_QUOTED = re.compile(r"'([^']+)'")
_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("field-missing", "Das Feld «{field}» fehlt."),
    "extra_forbidden": ("field-unknown", "Das Feld «{field}» gibt es hier nicht."),
    "literal_error": ("value-wrong", "«{value}» ist für «{field}» kein möglicher Wert."),
    "string_too_short": ("value-wrong", "«{field}» darf nicht leer sein."),
    "string_too_long": ("value-too-long", "Der Text in «{field}» ist zu lang."),
    "tuple_type": ("value-wrong", "«{field}» muss eine Liste sein, je Zeile ein Eintrag mit «- »."),
    "dict_type": ("value-wrong", "«{field}» braucht einen Text je Sprache, zum Beispiel «de: …»."),
    "model_type": ("value-wrong", "«{field}» braucht eigene Felder darunter."),
    "string_type": ("value-wrong", "«{field}» muss ein einfacher Text sein."),
    "too_short": ("value-wrong", "«{field}» braucht mindestens einen Eintrag."),
    "bool_parsing": ("value-wrong", "«{field}» muss true oder false sein, nicht «{value}»."),
    "int_parsing": ("value-wrong", "«{field}» muss eine ganze Zahl sein, nicht «{value}»."),
    "float_parsing": ("value-wrong", "«{field}» muss eine Zahl sein, nicht «{value}»."),
    "decimal_parsing": ("value-wrong", "«{field}» muss eine Zahl mit Punkt sein, nicht «{value}»."),
    "greater_than": ("value-wrong", "«{value}» ist für «{field}» zu klein."),
    "greater_than_equal": ("value-wrong", "«{value}» ist für «{field}» zu klein."),
    "less_than_equal": ("value-wrong", "«{value}» ist für «{field}» zu groß."),
    "string_pattern_mismatch": ("value-wrong", "«{value}» hat nicht die Form, die «{field}» verlangt."),
}
_DATE = (
    "value-wrong",
    "«{value}» ist kein Tag des Kalenders.",
    "Schreiben Sie Jahr-Monat-Tag, zum Beispiel 2026-11-22.",
)
_GERMAN = ("german-missing", "In «{field}» fehlt der deutsche Text.", "Ergänzen Sie eine Zeile «de: …».")
_SOURCE = (
    "source-missing",
    "Dieser Eintrag hat keine Quelle.",
    "Nennen Sie unter «sources» eine Quelle aus data/sources.yaml, und mit «copied_on» den Tag der Kopie, die Sie "
    "gelesen haben, oder mit «read_on» und «read_by», wann und wer sie live gelesen hat.",
)
_LAW_OR_TEXT = (
    "value-wrong",
    "Eine Rechtsgrundlage nennt ein Gesetz («law») und darin den Abschnitt («section»), oder nur einen «text».",
    "Zum Beispiel: {law: aufenthg, section: 18g, paragraph: 2}.",
)
_PATTERN_HINTS = {
    ID_PATTERN: "Erlaubt sind Kleinbuchstaben, Ziffern und einzelne Bindestriche, höchstens 64 Zeichen.",
    ROUGH_DAY_PATTERN: "Schreiben Sie Jahr-Monat-Tag; ist nur weniger bekannt, Jahr-Monat oder \"Jahr\".",
    COPY_DAY_PATTERN: "Schreiben Sie Jahr-Monat-Tag, oder «unknown», wenn niemand weiß, von wann die Kopie ist.",
    LANGUAGE_PATTERN: "Schreiben Sie «de», «en» oder ein anderes, zum Beispiel «zh-Hans».",
    r"^[0-9]{5}$": "Schreiben Sie fünf Ziffern in Anführungszeichen.",
    r"^[0-9]{8}$": "Schreiben Sie acht Ziffern in Anführungszeichen.",
}


def problems_of(error: ValidationError, root_model: type[BaseModel], file: str, root: Node) -> list[Problem]:
    """All faults of one file, each with its place, the record's name and a way to mend it."""
    values = plain(root)
    faults = error.errors(include_url=False)
    return [_problem(fault, root_model, file, root, values) for fault in faults if not _is_echo(fault, faults)]


def _is_echo(fault: Mapping[str, Any], faults: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a list is called too short only because an item of it has a fault of its own."""
    place = fault["loc"]
    return fault["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and len(other["loc"]) > len(place) for other in faults
    )


def _problem(fault: Mapping[str, Any], root_model: type[BaseModel], file: str, root: Node, values: object) -> Problem:
    path = tuple(part for part in fault["loc"] if part != "[key]")
    code, sentence, hint = _wording(fault, root_model, path)
    field = _field(path, root_model)
    value = fault["input"] if isinstance(fault["input"], str) else "…"
    message = sentence.format(field=field, value=_shortened(value))
    origin = Origin(file, root, (), record_name(values, path))
    return origin.problem(*path, code=code, message=message, hint=hint, at_key=_is_about_key(fault))


def _is_about_key(fault: Mapping[str, Any]) -> bool:
    return fault["type"] == "extra_forbidden" or "[key]" in fault["loc"]


def _field(path: Sequence[str | int], root_model: type[BaseModel]) -> str:
    """The name of the field that the fault is in; for a text in one of several languages the field above."""
    names = [(part, number) for number, part in enumerate(path) if isinstance(part, str)]
    fields = [part for part, number in names if _field_names(root_model, path[:number])]
    return fields[-1] if fields else ""


def _wording(fault: Mapping[str, Any], root_model: type[BaseModel], path: Sequence[str | int]) -> tuple[str, str, str]:
    reason = str(fault.get("ctx", {}).get("error", ""))
    if "german-missing" in reason:
        return _GERMAN
    if "[key]" in fault["loc"]:
        return "value-wrong", "«{value}» ist kein Kürzel einer Sprache.", _hint(fault, root_model, path)
    if not path:
        return "value-wrong", "In der Datei fehlen die Felder.", f"Ganz links stehen: {_listed(root_model)}."
    if "law-or-text" in reason:
        return _LAW_OR_TEXT
    if fault["type"] == "value_error":
        return _DATE
    if fault["type"] in ("missing", "too_short") and path[-1] == "sources":
        return _SOURCE
    if fault["type"] == "string_pattern_mismatch" and path[-1] == "id":
        return "id-malformed", "«{value}» ist keine gültige Kennung.", _PATTERN_HINTS[ID_PATTERN]
    code, sentence = _SENTENCES.get(fault["type"], ("value-wrong", "Der Wert in «{field}» passt nicht: «{value}»."))
    return code, sentence, _hint(fault, root_model, path)


def _hint(fault: Mapping[str, Any], root_model: type[BaseModel], path: Sequence[str | int]) -> str:
    if fault["type"] == "extra_forbidden":
        known = _field_names(root_model, path[:-1])
        return did_you_mean(str(path[-1]), known) or (f"Möglich sind: {', '.join(known)}." if known else "")
    if fault["type"] == "missing":
        return f"Ergänzen Sie eine Zeile «{path[-1]}: …»."
    if fault["type"] == "string_too_long":
        return f"Erlaubt sind {fault['ctx']['max_length']} Zeichen."
    if fault["type"] == "literal_error":
        choices = _QUOTED.findall(fault["ctx"]["expected"])
        return did_you_mean(str(fault["input"]), choices) or f"Möglich sind: {', '.join(choices)}."
    return _PATTERN_HINTS.get(fault.get("ctx", {}).get("pattern", ""), "")


def _listed(root_model: type[BaseModel]) -> str:
    return ", ".join(f"«{name}:»" for name in _field_names(root_model, ()))


def _field_names(root_model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Names of the fields that the model knows at `path`."""
    current: Any = root_model
    for part in path:
        current = _item_type(current) if isinstance(part, int) else _field_type(current, part)
        if current is None:
            return []
    current = _bare(current)
    fields = getattr(current, "model_fields", {})
    return [info.alias or name for name, info in fields.items()]


def _field_type(owner: Any, name: str) -> Any:
    for field_name, info in getattr(_bare(owner), "model_fields", {}).items():
        if name in (field_name, info.alias):
            return info.annotation
    return None


def _item_type(owner: Any) -> Any:
    return next(iter(get_args(_bare(owner))), None)


def _bare(annotation: Any) -> Any:
    """The type without `Annotated` and `| None`."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _bare(next(a for a in get_args(annotation) if a is not type(None)))
    return annotation


def record_name(data: object, path: Sequence[str | int]) -> str:
    """The German name, else the id, of the innermost record on the way to `path` in plain values."""
    name = ""
    for part in path:
        try:
            data = data[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        name = _own_name(data) or name
    return name


def _own_name(data: object) -> str:
    if not isinstance(data, dict):
        return ""
    name = data.get("name")
    if isinstance(name, dict):
        name = name.get("de")
    return name if isinstance(name, str) else str(data.get("id", ""))


def _shortened(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
