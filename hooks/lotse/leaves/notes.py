"""What is noted of an element: which of its attributes are addresses, which run code, which name it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from lotse.leaves.leaf import Use

Attributes = Mapping[str, str | None]

LOADING_RELATIONS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload"}
    | {"prefetch", "prerender", "preconnect", "dns-prefetch"}
)
REFERENCES = frozenset({"for", "aria-labelledby", "aria-describedby"})
EMBEDDING = {"iframe": "src", "frame": "src", "embed": "src", "object": "data", "applet": "code"} | {
    "portal": "src",
    "fencedframe": "src",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_USES: dict[str, dict[str, Use]] = {
    "href": {"a": "navigates", "area": "navigates", "image": "shows", "feimage": "shows", "script": "runs"},
    "src": dict.fromkeys(("img", "image", "input", "source", "video"), "shows") | {"script": "runs"},
    "poster": {},
    "background": {},
    "action": {"form": "sends"},
    "formaction": {"button": "sends", "input": "sends"},
    "cite": {},
}
"""The use of an address by attribute and element; embedding elements and `link`, `base` have their own rules."""
_ELSE: dict[str, Use] = {"href": "loads", "src": "loads", "poster": "shows", "background": "shows", "cite": "names"}
_REFRESH = re.compile(r"""\s*([\d.]*)[\s;,]*(?:url\s*=\s*)?["']?([^"']*)""", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)


class Element(NamedTuple):
    """A start tag as the readers hand it over."""

    tag: str
    attributes: Attributes
    at: Hashable  # where it stands, in the reader's own terms
    ancestors: Callable[[], Iterator[str]]  # names of the elements around it, the nearest first
    is_inert: bool = False  # in a <template>
    is_xml: bool = False

    def text(self, name: str) -> str:
        return self.attributes.get(name) or ""


class Notes:
    """Everything noted of a file: by field, what was found, and everywhere it was found."""

    def __init__(self) -> None:
        self.found: defaultdict[str, dict[Hashable, list[Hashable]]] = defaultdict(dict)

    def note(self, field: str, value: Hashable, at: Hashable) -> None:
        self.found[field].setdefault(value, []).append(at)


Watcher = Callable[[Notes, Element], None]


@lru_cache(maxsize=4096)
def watchers(tag: str, *names: str) -> tuple[Watcher, ...]:
    """What to do with an element of this name and these attributes; mostly nothing."""
    of_attributes = (_of_attribute(tag, name) for name in names)
    return tuple(watcher for watcher in (_OF_ELEMENT.get(tag), *of_attributes) if watcher)


def _of_attribute(tag: str, name: str) -> Watcher | None:
    local = "href" if name.endswith(":href") else name
    if name.startswith("on"):
        return partial(_handler, name)
    if name in REFERENCES:
        return partial(_reference, name)
    if local in _USES and tag not in ("link", "base", *EMBEDDING):
        use = _USES[local].get(tag, _ELSE.get(local))
        return partial(_address, name, use) if use else None
    return _OF_ATTRIBUTE.get(name)


def _handler(name: str, notes: Notes, element: Element) -> None:
    notes.note("handlers", name, element.at)


def _reference(name: str, notes: Notes, element: Element) -> None:
    for word in element.text(name).split():
        notes.note("references", word, element.at)


def _address(name: str, use: Use, notes: Notes, element: Element) -> None:
    notes.note(use, element.text(name), element.at)


def _id(notes: Notes, element: Element) -> None:
    name = element.text("id")
    if name in notes.found["ids"]:
        notes.note("repeated_ids", name, element.at)
    notes.note("ids", name, element.at)


def _old_anchor(notes: Notes, element: Element) -> None:
    if element.tag == "a":
        notes.note("ids", element.text("name"), element.at)


def _style_attribute(notes: Notes, element: Element) -> None:
    notes.note("styles", "style=", element.at)


def _srcdoc(notes: Notes, element: Element) -> None:
    notes.note("srcdocs", element.tag, element.at)


def _ping(notes: Notes, element: Element) -> None:
    for address in element.text("ping").split():
        notes.note("pings", address, element.at)


def _candidates(name: str, use: Use, notes: Notes, element: Element) -> None:
    for candidate in element.text(name).split(", "):
        if candidate.strip():
            notes.note(use, candidate.split()[0], element.at)


def _animated(notes: Notes, element: Element) -> None:
    """`<set attributeName="href" to="javascript:…">` changes where a link leads."""
    if element.text("attributeName").lower().endswith("href"):
        notes.note("handlers", "attributeName", element.at)


def _html(notes: Notes, element: Element) -> None:
    notes.note("languages", element.text("lang"), element.at)


def _main(notes: Notes, element: Element) -> None:
    notes.note("mains", element.tag, element.at)


def _noscript(notes: Notes, element: Element) -> None:
    notes.note("noscripts", element.tag, element.at)


def _heading(notes: Notes, element: Element) -> None:
    if element.is_inert:
        return
    heading = (len(notes.found["headings"]), _HEADINGS[element.tag])
    notes.note("headings", heading, element.at)
    if "main" in element.ancestors():
        notes.note("main_headings", heading, element.at)


def _image(notes: Notes, element: Element) -> None:
    if "alt" not in element.attributes:
        notes.note("images_without_alt", element.tag, element.at)


def _area(notes: Notes, element: Element) -> None:
    if "href" in element.attributes:
        _image(notes, element)


def _input(notes: Notes, element: Element) -> None:
    if element.text("type").lower() == "image":
        _image(notes, element)


def _style(notes: Notes, element: Element) -> None:
    notes.note("styles", "<style>", element.at)


def _script(notes: Notes, element: Element) -> None:
    """Drawings name a script's file by `href`, pages by `src`; what only the other reads does not count."""
    is_drawing = element.is_xml or "svg" in element.ancestors()
    names = ("href", "xlink:href") if is_drawing else ("src",)
    has_file = any(name in element.attributes for name in names)
    if not has_file and not element.text("type").lower().endswith("json"):
        notes.note("inline_scripts", element.tag, element.at)


def _embedding(notes: Notes, element: Element) -> None:
    address = element.text(EMBEDDING[element.tag])
    notes.note("embeds", address, element.at)
    notes.note("embedded", (element.tag, address), element.at)


def _base(notes: Notes, element: Element) -> None:
    notes.note("bases", element.text("href"), element.at)


def _link(notes: Notes, element: Element) -> None:
    relations = set(element.text("rel").lower().split())
    address = element.text("href")
    notes.note("loads" if relations & LOADING_RELATIONS else "names", address, element.at)
    if "alternate" in relations and "hreflang" in element.attributes:
        notes.note("alternates", (element.text("hreflang"), address), element.at)


def _meta(notes: Notes, element: Element) -> None:
    content = element.text("content")
    if element.text("name").lower() == "robots" and "noindex" in content.lower():
        notes.note("noindex", content, element.at)
    equivalent = element.text("http-equiv").lower()
    if equivalent == "refresh":
        _refresh(notes, element, content)
    charset = element.text("charset")
    if equivalent == "content-type" and (declared := _CHARSET.search(content)):
        charset = declared.group(1)
    if charset:
        notes.note("charsets", charset, element.at)


def _refresh(notes: Notes, element: Element, content: str) -> None:
    match = _REFRESH.match(content)
    delay, address = match.groups() if match else ("", "")
    notes.note("refreshes", (delay, address.strip()), element.at)
    notes.note("navigates", address.strip(), element.at)


_OF_ATTRIBUTE: dict[str, Watcher] = {
    "id": _id,
    "imagesrcset": partial(_candidates, "imagesrcset", "loads"),
    "name": _old_anchor,
    "ping": _ping,
    "srcdoc": _srcdoc,
    "srcset": partial(_candidates, "srcset", "shows"),
    "style": _style_attribute,
}
_OF_ELEMENT: dict[str, Watcher] = {
    "animate": _animated,
    "area": _area,
    "base": _base,
    "html": _html,
    "img": _image,
    "input": _input,
    "link": _link,
    "main": _main,
    "meta": _meta,
    "noscript": _noscript,
    "script": _script,
    "set": _animated,
    "style": _style,
}
_OF_ELEMENT |= dict.fromkeys(_HEADINGS, _heading) | dict.fromkeys(EMBEDDING, _embedding)
WATCHED = frozenset(_OF_ELEMENT) | {"template"}
"""Elements that matter even without attributes."""
