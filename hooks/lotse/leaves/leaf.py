"""What one finished file holds, as far as a rule or the search asks for it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

Use = Literal["navigates", "shows", "loads", "runs", "embeds", "sends", "names"]
"""What a browser does with an address: goes there on a click, shows it as an image, fetches it, runs it as a
script, opens it inside the page, sends a form to it, or only takes note of it."""
USES: tuple[Use, ...] = get_args(Use)


class Spot(NamedTuple):
    """A field of a leaf, or a use of its links, and one of the values there; a reader finds its places again."""

    field: str
    value: Hashable


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One finished HTML, SVG or XML file. Holds no path and no places, so that equal files are equal leaves.

    Every field names each thing once, however often it stands in the file.
    """

    language: str = ""
    title: str | None = None
    is_indexable: bool = True
    is_utf8: bool = True
    links: Mapping[Use, tuple[str, ...]] = field(default_factory=dict)
    alternates: tuple[tuple[str, str], ...] = ()  # language and address of the other versions
    ids: frozenset[str] = frozenset()
    references: tuple[str, ...] = ()  # ids that labels and descriptions name
    outline: tuple[tuple[int, int], ...] = ()  # number and level of the main part's headings, else of all
    repeated_ids: tuple[str, ...] = ()
    images_without_alt: tuple[str, ...] = ()  # names of elements
    handlers: tuple[str, ...] = ()  # names of attributes
    styles: tuple[str, ...] = ()  # «style=» and «<style>»
    inline_scripts: tuple[str, ...] = ()  # names of elements
    bases: tuple[str, ...] = ()  # addresses
    pings: tuple[str, ...] = ()  # addresses
    refreshes: tuple[tuple[str, str], ...] = ()  # delay and address
    srcdocs: tuple[str, ...] = ()  # names of elements
    embeds: tuple[tuple[str, str], ...] = ()  # element and address
    charsets: tuple[str, ...] = ()  # names of encodings as declared
    xml_faults: tuple[str, ...] = ()  # why a browser would not read the XML as we do
    kind: str = ""  # of a page, as its body names it: «topic», «organization» …
    searchable: str = ""  # the part for the search as small HTML; empty when the page is not to be found

    @property
    def is_redirect(self) -> bool:
        return bool(self.refreshes)
