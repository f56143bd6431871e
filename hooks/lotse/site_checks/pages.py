"""A finished HTML page as the rules see it: its links, ids, headings and what its policy must know."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal, NamedTuple

Use = Literal["navigates", "loads", "names"]
"""What a browser does with an address: goes there on a click, fetches it, or only takes note of it."""

Attributes = dict[str, str]

LOADING_RELATIONS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload"}
    | {"prefetch", "prerender", "preconnect", "dns-prefetch"}
)
URL_ATTRIBUTES: dict[str, dict[str, Use]] = {
    "a": {"href": "navigates", "xlink:href": "navigates"},
    "area": {"href": "navigates"},
    "audio": {"src": "loads"},
    "blockquote": {"cite": "names"},
    "button": {"formaction": "loads"},
    "del": {"cite": "names"},
    "embed": {"src": "loads"},
    "form": {"action": "loads"},
    "iframe": {"src": "loads"},
    "image": {"href": "loads", "xlink:href": "loads"},
    "img": {"src": "loads"},
    "input": {"src": "loads", "formaction": "loads"},
    "ins": {"cite": "names"},
    "object": {"data": "loads"},
    "q": {"cite": "names"},
    "script": {"src": "loads"},
    "source": {"src": "loads"},
    "track": {"src": "loads"},
    "use": {"href": "loads", "xlink:href": "loads"},
    "video": {"src": "loads", "poster": "loads"},
}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
REFERENCES = frozenset({"for", "aria-labelledby", "aria-describedby"})


class Place(NamedTuple):
    """Where something stands in a file; both counted from 1."""

    line: int
    column: int


class Link(NamedTuple):
    """An address that a page carries, and what it is for."""

    url: str
    place: Place
    element: str
    use: Use


class Named(NamedTuple):
    """A word of the page (an id, an attribute, an element) and its place."""

    name: str
    place: Place


@dataclass(slots=True)
class Page:
    """What one finished page holds, as far as a rule asks for it."""

    path: str
    language: str = ""
    has_root: bool = False
    has_main: bool = False
    title: str | None = None
    is_indexable: bool = True
    is_redirect: bool = False
    links: list[Link] = field(default_factory=list)
    alternates: list[tuple[str, Link]] = field(default_factory=list)
    ids: dict[str, Place] = field(default_factory=dict)
    repeated_ids: list[Named] = field(default_factory=list)
    references: list[Named] = field(default_factory=list)
    headings: list[tuple[int, Place]] = field(default_factory=list)
    main_headings: list[tuple[int, Place]] = field(default_factory=list)
    handlers: list[Named] = field(default_factory=list)
    styles: list[Named] = field(default_factory=list)
    inline_scripts: list[Place] = field(default_factory=list)
    images_without_alt: list[Place] = field(default_factory=list)

    @property
    def outline(self) -> list[tuple[int, Place]]:
        """The headings of the main part, or of the whole page when it has no main part."""
        return self.main_headings if self.has_main else self.headings


def read_page(path: str, content: bytes) -> Page:
    """The page that stands in `content` (UTF-8 HTML or SVG)."""
    reader = _PageReader(path)
    with suppress(AssertionError):  # the standard library gives up at a broken declaration such as «<![;»
        reader.feed(content.decode("utf-8", errors="replace"))
        reader.close()
    return reader.page


class _PageReader(HTMLParser):
    """Walks over the tags once and notes on the page what the rules need."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page(path)
        self._depth = {"svg": 0, "main": 0}
        self._title_words: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, offset = self.getpos()
        place = Place(line, offset + 1)
        attributes = {name: value or "" for name, value in reversed(attrs)}  # the first of a name counts
        if tag in self._depth:
            self._depth[tag] += 1
        self._note_attributes(attributes, place)
        self._note_links(tag, attributes, place)
        if note := _NOTES.get(tag):
            note(self, attributes, place)
        elif tag in HEADINGS:
            self._note_heading(HEADINGS[tag], place)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in self._depth and self._depth["svg"]:  # «/» closes nothing in HTML, but does in SVG
            self._depth[tag] -= 1

    def handle_endtag(self, tag: str) -> None:
        if self._depth.get(tag):
            self._depth[tag] -= 1
        if tag == "title" and self._title_words is not None:
            if self.page.title is None:
                self.page.title = " ".join("".join(self._title_words).split())
            self._title_words = None

    def handle_data(self, data: str) -> None:
        if self._title_words is not None:
            self._title_words.append(data)

    def _note_attributes(self, attributes: Attributes, place: Place) -> None:
        for name, value in attributes.items():
            if name == "id":
                self._note_id(value, place)
            elif name == "style":
                self.page.styles.append(Named("style=", place))
            elif name.startswith("on"):
                self.page.handlers.append(Named(name, place))
            elif name in REFERENCES:
                self.page.references += [Named(word, place) for word in value.split()]

    def _note_id(self, name: str, place: Place) -> None:
        if name in self.page.ids:
            self.page.repeated_ids.append(Named(name, place))
        else:
            self.page.ids[name] = place

    def _note_links(self, tag: str, attributes: Attributes, place: Place) -> None:
        for attribute, use in URL_ATTRIBUTES.get(tag, {}).items():
            if attribute in attributes:
                self.page.links.append(Link(attributes[attribute], place, tag, use))
        if tag in ("img", "source", "link"):
            for candidate in attributes.get("srcset", attributes.get("imagesrcset", "")).split(", "):
                if candidate.strip():
                    self.page.links.append(Link(candidate.split()[0], place, tag, "loads"))

    def _note_heading(self, level: int, place: Place) -> None:
        self.page.headings.append((level, place))
        if self._depth["main"]:
            self.page.main_headings.append((level, place))

    def _note_html(self, attributes: Attributes, _place: Place) -> None:
        self.page.has_root = True
        self.page.language = attributes.get("lang", "")

    def _note_main(self, _attributes: Attributes, _place: Place) -> None:
        self.page.has_main = True

    def _note_title(self, _attributes: Attributes, _place: Place) -> None:
        if not self._depth["svg"]:
            self._title_words = []

    def _note_a(self, attributes: Attributes, place: Place) -> None:
        if "name" in attributes:
            self.page.ids.setdefault(attributes["name"], place)

    def _note_img(self, attributes: Attributes, place: Place) -> None:
        if "alt" not in attributes:
            self.page.images_without_alt.append(place)

    def _note_area(self, attributes: Attributes, place: Place) -> None:
        if "href" in attributes:
            self._note_img(attributes, place)

    def _note_input(self, attributes: Attributes, place: Place) -> None:
        if attributes.get("type") == "image":
            self._note_img(attributes, place)

    def _note_style(self, _attributes: Attributes, place: Place) -> None:
        self.page.styles.append(Named("<style>", place))

    def _note_script(self, attributes: Attributes, place: Place) -> None:
        if "src" not in attributes and not attributes.get("type", "").endswith("json"):
            self.page.inline_scripts.append(place)

    def _note_iframe(self, attributes: Attributes, place: Place) -> None:
        if "srcdoc" in attributes:
            self.page.inline_scripts.append(place)

    def _note_link(self, attributes: Attributes, place: Place) -> None:
        relations = set(attributes.get("rel", "").lower().split())
        use: Use = "loads" if relations & LOADING_RELATIONS else "names"
        link = Link(attributes.get("href", ""), place, "link", use)
        self.page.links.append(link)
        if "alternate" in relations and "hreflang" in attributes:
            self.page.alternates.append((attributes["hreflang"], link))

    def _note_meta(self, attributes: Attributes, place: Place) -> None:
        if attributes.get("name", "").lower() == "robots" and "noindex" in attributes.get("content", ""):
            self.page.is_indexable = False
        if attributes.get("http-equiv", "").lower() == "refresh":
            self.page.is_redirect = True
            _, _, url = attributes.get("content", "").partition("=")
            self.page.links.append(Link(url.strip("'\" "), place, "meta", "navigates"))


_NOTES: dict[str, Callable[[_PageReader, Attributes, Place], None]] = {
    "a": _PageReader._note_a,
    "area": _PageReader._note_area,
    "html": _PageReader._note_html,
    "iframe": _PageReader._note_iframe,
    "img": _PageReader._note_img,
    "input": _PageReader._note_input,
    "link": _PageReader._note_link,
    "main": _PageReader._note_main,
    "meta": _PageReader._note_meta,
    "script": _PageReader._note_script,
    "style": _PageReader._note_style,
    "title": _PageReader._note_title,
}
