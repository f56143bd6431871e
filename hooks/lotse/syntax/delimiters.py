"""Wrong syntax: quotes, brackets, commas, and characters no text may begin with."""

from __future__ import annotations

import re

from lotse.syntax.failure import COMMENT, DASHES, KEY, Diagnosis, Failure
from lotse.syntax.faults import fault, quoted, shown
from lotse.syntax.layout import second_colon_in_bracket

_CLOSERS = {"[": "]", "{": "}"}


def behind_value(failure: Failure) -> Diagnosis | None:
    """Text behind a closing quote or bracket; or the quote closed something that began far above."""
    before = failure.text[: failure.column].rstrip()
    if not before.strip(" -"):
        return None
    if _closed_here(failure):
        start = failure.last.start_mark
        return _quote_open(failure, start.line, start.column)
    if failure.rest[:1] in ("]", "}"):
        return Diagnosis(failure.told("bracket-wrong", found=failure.rest[0]))
    if before[-1] not in ('"', "'", "]", "}"):
        return None
    start = (KEY.match(failure.text) or DASHES.match(failure.text)).end()
    value = COMMENT.sub("", failure.text[start:]).strip()
    return _whole_quoted(failure, start, value, "text-trailing", closer=before[-1], text=shown(failure.rest))


def _closed_here(failure: Failure) -> bool:
    """Whether the quoted text that ends here began in a line further up."""
    last = failure.last
    is_quoted = last is not None and last.style in ('"', "'")
    return is_quoted and last.start_mark.line < last.end_mark.line == failure.line


def _whole_quoted(failure: Failure, start: int, value: str, code: str, **words: object) -> Diagnosis | None:
    """The fault and the line with all of the value in quotes."""
    begin = failure.text.find(value, start)
    if not value or begin < 0:
        return None
    inner = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
    told = failure.told(code, fixed=quoted(inner), **words)
    return Diagnosis(told, failure.line + 1, failure.with_quotes(begin, value, inner))


def unclosed_quote(failure: Failure) -> Diagnosis:
    """`name: "Beratung` and nothing else in the file closes it."""
    return _quote_open(failure, failure.start_line, failure.start_column)


def _quote_open(failure: Failure, line: int, column: int) -> Diagnosis:
    text = failure.lines[line]
    quote = text[column : column + 1]
    told = fault("quote-open", (line + 1, column + 1), quote=quote)
    if quote and quote not in text[column + 1 :] and _is_one_line(failure, line, column):
        return Diagnosis(told, line + 1, text.rstrip() + quote)
    return Diagnosis(told)


def _is_one_line(failure: Failure, line: int, column: int) -> bool:
    """Whether the text surely ends in this line: it has its own key and the next line begins anew."""
    following = failure.lines[line + 1] if line + 1 < len(failure.lines) else ""
    key = KEY.match(failure.lines[line])
    begins_anew = KEY.match(following) or following.lstrip().startswith("- ") or not following.strip()
    return bool(key and key.end() <= column and begins_anew)


def wrong_escape(failure: Failure) -> Diagnosis | None:
    """`"C:\\Users"`."""
    line = failure.text
    slash = line.rfind("\\", 0, failure.column + 1)
    slash = line.find("\\") if slash < 0 else slash
    if slash < 0:
        return None
    told = failure.told("escape-unknown", spot=slash, text=shown(line[slash : slash + 2]))
    begin, end = failure.start_column, line.rfind('"')
    inner = line[begin + 1 : end]
    if failure.start != '"' or failure.start_line != failure.line or end <= begin or "'" in inner:
        return Diagnosis(told)
    return Diagnosis(told, failure.line + 1, f"{line[:begin]}'{inner}'{line[end + 1 :]}")


def in_bracket(failure: Failure) -> Diagnosis | None:
    """Something in `[…]` or `{…}` is neither an entry nor a comma nor the end."""
    closer = _CLOSERS.get(failure.start)
    if closer is None:
        return None
    if failure.rest[:1] in ("]", "}"):
        return Diagnosis(failure.told("bracket-wrong", found=failure.rest[0]))
    if failure.line != failure.start_line or not failure.rest:
        return Diagnosis(failure.told_at_start("bracket-open", bracket=failure.start, closer=closer))
    if failure.rest.startswith(":"):
        return second_colon_in_bracket(failure)
    return Diagnosis(failure.told("comma-missing", text=shown(failure.rest, 20)))


def wrong_start(failure: Failure) -> Diagnosis | None:
    """`@`, `` ` ``, `%`, `*`, `&` or `- ` where a text begins."""
    start = failure.start_column if "scanning a" in failure.original else failure.column
    value = failure.text[start:].rstrip()
    if not value or failure.start_line != failure.line:
        return None
    if re.search(r"(?:^|: |- ) *[\[{]", failure.text[:start]):
        value = re.match(r".[^,\]}]*", value)[0].rstrip()
    else:
        value = COMMENT.sub("", value)
    fixed = quoted(value)
    hint = f"Eine Liste beginnt in der nächsten Zeile; ein Text steht in Anführungszeichen: {fixed}"
    told = failure.told(
        "start-unquoted", spot=start, char=value[0], fixed=fixed, hint=hint if value[:2] == "- " else None
    )
    return Diagnosis(told, failure.line + 1, failure.with_quotes(start, value))


def block_header(failure: Failure) -> Diagnosis | None:
    """`text: > so`: behind `>` the line must end."""
    start = failure.start_column
    value = COMMENT.sub("", failure.lines[failure.start_line][start:]).strip()
    return _whole_quoted(failure, start, value, "block-glued", mark=failure.start, text=shown(value[1:]))


def stray_mark(failure: Failure) -> Diagnosis | None:
    """A comma or closing bracket where a value should be."""
    if failure.rest.startswith(","):
        return Diagnosis(failure.told("comma-extra"))
    if failure.rest[:1] in ("]", "}"):
        return Diagnosis(failure.told("bracket-wrong", found=failure.rest[0]))
    return None


def unknown_tag(failure: Failure) -> Diagnosis | None:
    """`!wichtig!sehr`: a tag that YAML itself doesn't know."""
    name = failure.lines[failure.start_line][failure.start_column :].split(" ")[0]
    return Diagnosis(failure.told_at_start("tag-used", name=shown(name))) if name.startswith("!") else None
