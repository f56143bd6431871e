"""What pydantic found wrong, in German, at the line where it stands."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from lotse.load.catalogue import Origin
from lotse.load.german import field_meant, language_meant, value_meant
from lotse.model.base import COPY_DAY_PATTERN, FIRST_DAY, ID_PATTERN, LANGUAGE_PATTERN, LAST_DAY, ROUGH_DAY_PATTERN
from lotse.model.events import MOMENT_PATTERN
from lotse.model.laws import SECTION_PATTERN
from lotse.model.schedules import NUMBERED_DAY_PATTERN
from lotse.problems import Problem
from lotse.syntax import Node, plain
from lotse.words import is_language, plain_name

_QUOTED = re.compile(r"'([^']+)'")
_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("field-missing", "Das Feld «{field}» fehlt."),
    "extra_forbidden": ("field-unknown", "Das Feld «{field}» gibt es hier nicht."),
    "literal_error": ("value-wrong", "«{value}» ist für «{field}» kein möglicher Wert."),
    "string_too_short": ("value-wrong", "«{field}» darf nicht leer sein."),
    "string_too_long": ("value-too-long", "Der Text in «{field}» ist zu lang."),
    "tuple_type": ("value-wrong", "«{field}» muss eine Liste sein: [a, b], oder je Zeile ein Eintrag mit «- »."),
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
    "Zum Beispiel: {law: kennung, section: 18g, paragraph: 2}.",
)
_PATTERN_HINTS = {
    ID_PATTERN: "Erlaubt sind Kleinbuchstaben, Ziffern und einzelne Bindestriche, höchstens 64 Zeichen.",
    ROUGH_DAY_PATTERN: "Schreiben Sie Jahr-Monat-Tag; ist nur weniger bekannt, Jahr-Monat oder \"Jahr\".",
    COPY_DAY_PATTERN: "Schreiben Sie Jahr-Monat-Tag, oder «unknown», wenn niemand weiß, von wann die Kopie ist.",
    MOMENT_PATTERN: "Schreiben Sie \"2026-10-14T09:30\", ohne Uhrzeit 2026-10-14, oder nur den Monat: 2026-10.",
    NUMBERED_DAY_PATTERN: "Schreiben Sie MO, TU, WE, TH, FR, SA oder SU, monatlich mit Nummer: 1TU, -1FR.",
    SECTION_PATTERN: "Schreiben Sie die Nummer ohne §, zum Beispiel 18g, oder «Anlage 11».",
    LANGUAGE_PATTERN: "Schreiben Sie «de», «en» oder ein anderes, zum Beispiel «zh-Hans».",
    r"^[0-9]{5}$": "Schreiben Sie fünf Ziffern in Anführungszeichen.",
    r"^[0-9]{8}$": "Schreiben Sie acht Ziffern in Anführungszeichen.",
}


def problems_of(
    error: ValidationError, root_model: type[BaseModel], file: str, root: Node, names: Mapping[str, str] | None = None
) -> list[Problem]:
    """All faults of one file, each with its place, the record's name and a way to mend it.

    `names` are the German names of all records in small letters with their ids, for whoever writes the name.
    """
    values = plain(root)
    faults = error.errors(include_url=False)
    told = (fault for fault in faults if not _is_echo(fault, faults, root_model) and not _is_placeholder(fault))
    return [_problem(fault, root_model, file, root, values, names or {}) for fault in told]


def _is_placeholder(fault: Mapping[str, Any]) -> bool:
    """Whether somebody meant to fill the value in later: a rule of its own says so."""
    return bool(re.match(r"HIER[ -]ERG(Ä|AE)NZEN", str(fault["input"])))


def _is_echo(fault: Mapping[str, Any], faults: Sequence[Mapping[str, Any]], root_model: type[BaseModel]) -> bool:
    """Whether a fault only follows from another: a short list from its item, a missing field from a misspelled one."""
    place = fault["loc"]
    if fault["type"] == "missing":
        beside = (f["loc"][-1] for f in faults if f["type"] == "extra_forbidden" and f["loc"][:-1] == place[:-1])
        known = _field_names(root_model, place[:-1])
        return any(field_meant(str(word), known) == f"Meinten Sie «{place[-1]}»?" for word in beside)
    return fault["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and len(other["loc"]) > len(place) for other in faults
    )


def _problem(
    fault: Mapping[str, Any], root_model: type[BaseModel], file: str, root: Node, values: object,
    names: Mapping[str, str],
) -> Problem:  # fmt: skip
    path = tuple(part for part in fault["loc"] if part != "[key]")
    code, sentence, hint = _wording(fault, root_model, path)
    field = _field(path, root_model)
    value = fault["input"] if isinstance(fault["input"], str) else "…"
    hint = _name_hint(value, names) or hint if fault["type"] == "string_pattern_mismatch" else hint
    message = sentence.format(field=field, value=_shortened(value))
    origin = Origin(file, root, (), record_name(values, path))
    return origin.problem(*path, code=code, message=message, hint=hint, at_key=_is_about_key(fault))


def _name_hint(value: str, names: Mapping[str, str]) -> str:
    """What somebody meant who wrote a name, several ids in one, or an id with letters that ids don't have."""
    if re.search(r"[;,]", value):
        listed = ", ".join(part.strip() for part in re.split(r"[;,]", value) if part.strip())
        return f"Mehrere Werte stehen in eckigen Klammern, mit Kommas dazwischen: [{listed}]."
    meant = names.get(value.strip().casefold(), "")
    likely = plain_name(value)
    if meant or likely in names.values():
        return f"Meinten Sie «{meant or likely}»?"
    return ""


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
        meant = language_meant(str(fault["input"])) or _hint(fault, root_model, path)
        return "value-wrong", "«{value}» ist kein Kürzel einer Sprache.", meant
    if not path:
        return "value-wrong", "In der Datei fehlen die Felder.", f"Ganz links stehen: {_listed(root_model)}."
    if "law-or-text" in reason:
        return _LAW_OR_TEXT
    if fault["type"] == "value_error":
        return _value_wording(reason, str(fault["input"]))
    if fault["type"] in ("missing", "too_short") and path[-1] == "sources":
        return _SOURCE
    if fault["type"] == "string_pattern_mismatch" and path[-1] == "id":
        likely = plain_name(str(fault["input"]))
        hint = f"{_PATTERN_HINTS[ID_PATTERN]} Besser wäre «{likely}»." if likely else _PATTERN_HINTS[ID_PATTERN]
        return "id-malformed", "«{value}» ist keine gültige Kennung.", hint
    code, sentence = _SENTENCES.get(fault["type"], ("value-wrong", "Der Wert in «{field}» passt nicht: «{value}»."))
    return code, sentence, _hint(fault, root_model, path)


def _value_wording(reason: str, value: str) -> tuple[str, str, str]:
    """Sentence and advice for a text that is no day or no number."""
    if "not-a-number" in reason:
        return "value-wrong", "«{value}» ist keine Zahl.", _number_hint(value)
    if "day-out-of-range" in reason:
        bounds = f"{FIRST_DAY.year} und {LAST_DAY.year}"
        return "value-wrong", "Der Tag «{value}» kann nicht gemeint sein.", f"Möglich sind Jahre zwischen {bounds}."
    code, sentence, hint = _DATE
    german = re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", value)
    return code, sentence, f"Schreiben Sie: {german[3]}-{int(german[2]):02}-{int(german[1]):02}." if german else hint


def _number_hint(value: str) -> str:
    """The number as it should be written, if it can be made out of how people write it."""
    bare = re.sub(r"\s|€|EUR|Euro|%|\.(?=\d{3}(\D|$))", "", value).replace(",", ".")
    bare = re.sub(r"\.0+$", "", bare)
    if re.fullmatch(r"-?\d{1,12}(\.\d+)?", bare):
        form = "Tausender haben keinen Punkt, Nachkommastellen einen; die Einheit steht bei «unit»."
        return f"Meinten Sie «{bare}»? {form}"
    return "Schreiben Sie nur Ziffern, mit einem Punkt vor Nachkommastellen: 50700 oder 13.90."


def _hint(fault: Mapping[str, Any], root_model: type[BaseModel], path: Sequence[str | int]) -> str:
    if fault["type"] == "extra_forbidden":
        known, word = _field_names(root_model, path[:-1]), str(path[-1])
        if is_language(word) and len(word) == 2:
            return f"Gehört «{word}» zum Feld darüber, rücken Sie die Zeile ein."
        return field_meant(word, known) or (f"Möglich sind: {', '.join(known)}." if known else "")
    if fault["type"] == "missing":
        return f"Ergänzen Sie eine Zeile «{path[-1]}: …»."
    if fault["type"] == "string_too_long":
        return f"Erlaubt sind {fault['ctx']['max_length']} Zeichen."
    if fault["type"] == "literal_error":
        choices = _QUOTED.findall(fault["ctx"]["expected"])
        return value_meant(str(fault["input"]), choices)
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
    elif "title" in data:  # a person is told by the id alone
        name = None
    return name if isinstance(name, str) else str(data.get("id", ""))


def _shortened(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
