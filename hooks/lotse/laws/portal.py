"""Laws as the federal portal gives them out: a table of contents, and for each law an archive with one XML file.

The format is that of gii-norm.dtd: a `norm` for each section, with its number in `enbez`, and the state of the law in
`standkommentar` of the first one.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from lotse.laws.faults import LawFault, not_readable
from lotse.laws.texts import LawText, SectionText, first_of_each, section_names, without_notes

LARGEST = 64 * 2**20  # bytes of one file; the largest law of the federation has 15 MB of XML
_AMENDED = re.compile(r"[zZ]uletzt geändert durch .*?\bv\. ?(\d{1,2})\.(\d{1,2})\.(\d{4})", re.DOTALL)
_HTML_PAGE = "Das ist eine HTML-Seite, kein Gesetz."
_BLOCKS = frozenset({"P", "DT", "DD", "row", "Title", "Subtitle", "title", "pre"})
_HTML = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)
_NAMES = re.compile(rb"<(?:jurabk|amtabk)>([^<]{1,200})<")


def slug_of(address: str | None) -> str:
    """The part of an address that names the law: «aufenthg_2004»."""
    parts = [part for part in urlsplit(address or "").path.split("/") if part and not part.endswith((".html", ".zip"))]
    return parts[0] if parts else ""


def read_contents(data: bytes, place: str) -> dict[str, str]:
    """The slugs of the laws in a table of contents, each with the path of its archive. Raises LawFault."""
    root = _tree(data, place)
    links = [link.text or "" for link in root.iter("link")]
    if root.tag != "items" or not links:
        raise LawFault(not_readable(place, "Das ist kein Inhaltsverzeichnis von Gesetzen."))
    return {slug_of(link): urlsplit(link).path for link in links}


def xml_of(archive: bytes, place: str) -> bytes:
    """The one XML file of an archive. Raises LawFault: no archive, cut off, or too large when unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(archive)) as files:
            member = next((info for info in files.infolist() if info.filename.lower().endswith(".xml")), None)
            if member is None:
                raise LawFault(not_readable(place, "Im Archiv ist keine XML-Datei."))
            with files.open(member) as stream:
                data = stream.read(LARGEST + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise LawFault(not_readable(place, "Das Archiv ist unvollständig oder keines.")) from error
    if len(data) > LARGEST:
        raise LawFault(not_readable(place, "Entpackt ist die Datei zu groß.", code="law-too-large"))
    return data


def names_in(data: bytes) -> list[str]:
    """The names that the beginning of an XML file gives a law, without reading all of it."""
    return [name.decode("utf-8", "replace") for name in _NAMES.findall(data[: 2**16])]


def read_xml(data: bytes, place: str) -> LawText:
    """The law in an XML file. Raises LawFault."""
    root = _tree(data, place)
    if root.tag != "dokumente":
        raise LawFault(not_readable(place, _HTML_PAGE if looks_like_html(data) else "Die Datei enthält kein Gesetz."))
    names = tuple(dict.fromkeys(filter(None, (_text(root, ".//jurabk"), _text(root, ".//amtabk")))))
    state = " ".join(comment.text or "" for comment in root.iter("standkommentar"))
    sections = first_of_each(section for norm in root.iter("norm") for section in _sections(norm))
    return LawText(names, place, sections, _build_day(root.get("builddate")), _amended_on(state))


def _tree(data: bytes, place: str) -> Element:
    """The tree of an XML file that declares no entities of its own: they could blow up a small file."""
    try:
        _refuse_entities(data, place)
        return ElementTree.fromstring(data)  # noqa: S314  (entities are refused, and expat loads nothing from outside)
    except (ElementTree.ParseError, expat.ExpatError, ValueError, LookupError) as error:  # or an unknown encoding
        what = _HTML_PAGE if looks_like_html(data) else "Die XML-Datei ist fehlerhaft."
        raise LawFault(not_readable(place, what)) from error


def _refuse_entities(data: bytes, place: str) -> None:
    def refuse(*_: object) -> None:
        raise LawFault(not_readable(place, "Die Datei erklärt eigene Kürzel («ENTITY»); so etwas liest Lotse nicht."))

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = refuse
    parser.Parse(data, True)


def looks_like_html(data: bytes) -> bool:
    """Whether it is a page for people, such as the notice of a server that refuses."""
    return bool(_HTML.match(data[:200].removeprefix(b"\xef\xbb\xbf")))


def _sections(norm: Element) -> Iterator[SectionText]:
    heading, title = _text(norm, "metadaten/enbez"), _text(norm, "metadaten/titel")
    content = norm.find("textdaten/text/Content")
    text = "" if content is None else "".join(_plain(content))
    for name in section_names(heading):
        yield SectionText(name, without_notes(text), title)


def _plain(node: Element) -> Iterator[str]:
    """The text below a node, blocks on lines of their own; without numbers of sentences and marks of footnotes."""
    if node.tag != "FnR" and not (node.tag == "SUP" and node.get("class") == "Rec"):
        yield "\n" if node.tag in _BLOCKS else " " if node.tag in ("entry", "BR") else ""
        yield node.text or ""
        for child in node:
            yield from _plain(child)
    yield "\n" if node.tag in _BLOCKS else ""
    yield node.tail or ""


def _text(node: Element, path: str) -> str:
    found = node.find(path)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _build_day(stamp: str | None) -> date | None:
    try:
        return date.fromisoformat(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}") if stamp else None
    except ValueError:
        return None


def _amended_on(comment: str) -> date | None:
    found = _AMENDED.search(comment)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
