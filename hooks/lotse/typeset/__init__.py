"""Plain values → PDF with its first page as a picture. The only place that knows Typst.

Text from data reaches a template as JSON and is never markup: `#panic` in a name is printed as it stands.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import segno
import typst

from lotse.typeset.clean import cleaned

FOLDER = Path(__file__).parents[1] / "templates/paper"
STANDARDS = ["ua-1", "a-3a"]
_FONTS = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
_PACKAGES = ("typst", "segno", "fontpkg-noto-sans", "fontpkg-noto-sans-arabic")
_PICTURE_WIDTH = 300  # pixels, about
T = TypeVar("T")
_FEW = 2  # so few are not worth processes of their own


class PressFault(RuntimeError):
    """A paper cannot be printed: the template is wrong, or a text holds what no font has."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to print: a template below `templates/paper/`, its values as JSON, the day on which it is made."""

    template: str
    values: str
    day: date

    @classmethod
    def of(cls, template: str, values: Mapping[str, object], day: date) -> Order:
        """An order of plain values: texts, numbers, lists, mappings; texts lose what no printed line may hold."""
        return cls(template, json.dumps(cleaned(values), ensure_ascii=False, sort_keys=True), day)

    @property
    def key(self) -> str:
        """The same for orders that give the same bytes."""
        parts = (self.template, self.values, self.day.isoformat(), _program())
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished paper: PDF, its first page as PNG, and how many pages it has."""

    pdf: bytes
    picture: bytes
    page_count: int


class Press:
    """Prints each order once; what it knows from earlier it takes from there. Remembers what was asked for.

    All languages share one press, so it also holds the lists of papers that they ask for again and again.
    """

    def __init__(self, known: Mapping[str, Printed] | None = None) -> None:
        self._known = dict(known or {})
        self.used: dict[str, Printed] = {}
        self._lists: dict[str, Any] = {}
        self.made_count = 0

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is made for a name; a second time it is only handed out."""
        if name not in self._lists:
            self._lists[name] = make()
        found: T = self._lists[name]
        return found

    def remember(self, known: Mapping[str, Printed]) -> None:
        """Takes over what was printed earlier."""
        self._known = {**known, **self._known}

    def printed(self, orders: Iterable[Order]) -> list[Printed]:
        """The papers in the order of the orders. Raises PressFault where a template is wrong."""
        by_key = {order.key: order for order in orders}
        missing = [order for key, order in by_key.items() if key not in self._known]
        self._known |= dict(zip((order.key for order in missing), print_all(missing), strict=True))
        self.made_count += len(missing)
        self.used |= {key: self._known[key] for key in by_key}
        return [self._known[key] for key in by_key]


def print_all(orders: Sequence[Order]) -> list[Printed]:
    """Prints several papers, side by side in processes of their own: threads of Typst would not survive a fork."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if len(orders) <= _FEW or processors < 2:
        return [print_one(order) for order in orders]
    with ProcessPoolExecutor(processors, mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(print_one, orders, chunksize=4))


def print_one(order: Order) -> Printed:
    """One paper. The same order gives the same bytes on every machine."""
    compiler = _compiler()
    moment = datetime(order.day.year, order.day.month, order.day.day, tzinfo=UTC)
    source = (FOLDER / f"{order.template}.typ").as_posix()
    inputs = {"values": json.dumps(_with_codes(json.loads(order.values)), ensure_ascii=False)}
    try:
        pdf = compiler.compile(source, format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=moment)
    except typst.TypstError as error:
        raise PressFault(f"{order.template}: {error.message} {' '.join(error.hints)}".strip()) from None
    width = float(json.loads(order.values).get("width_mm", 210)) / 25.4
    pictures = compiler.compile(source, format="png", sys_inputs=inputs, ppi=_PICTURE_WIDTH / width)
    pages = pictures if isinstance(pictures, list) else [pictures]
    return Printed(bytes(pdf), bytes(pages[0]), len(pages))


def _with_codes(value: Any) -> Any:
    """The values with a picture (`svg`) beside every address that a telephone is to find (`code_for`)."""
    if isinstance(value, dict):
        drawn = {"svg": code_picture(value["code_for"])} if "code_for" in value else {}
        return {key: _with_codes(item) for key, item in value.items()} | drawn
    return [_with_codes(item) for item in value] if isinstance(value, list) else value


def code_picture(address: str) -> str:
    """A code that leads a telephone to an address, as SVG."""
    return str(segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True))


@cache
def _compiler() -> typst.Compiler:
    """One for all papers of a process, with one set of fonts: reading them takes longer than a page."""
    folders = [Path(str(spec.origin)).parent / "files" for spec in map(find_spec, _FONTS) if spec]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(root=FOLDER, font_paths=fonts, ignore_system_fonts=True)


@cache
def _program() -> str:
    """A mark of templates, fonts and libraries."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.typ")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest() + "".join(version(package) for package in _PACKAGES)
