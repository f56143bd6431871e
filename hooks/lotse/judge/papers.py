"""Rules of papers (PDF): what the typesetter lets through and readers with a screen reader would stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from lotse.judge.finished import Finding, FinishedSite

_SCHEMES = ("https://", "http://", "mailto:", "tel:")
_HINT = "Die Vorlagen liegen in «hooks/lotse/templates/paper/»; ein Blatt aus anderer Quelle bitte dort neu erzeugen."
_STANDARDS = (b"pdfuaid:part", b"pdfaid:part")
_PLACE = re.compile(r"(?:^|/)material/[^/]+\.pdf$")


def paper_faulty(site: FinishedSite) -> Iterator[tuple[str, Finding]]:
    """A paper has a title, a language, tags, embedded fonts, tables with headers, and links that a browser opens."""
    for path in sorted(site.files):
        if _PLACE.search(path):
            for message in faults_of(site.files[path]):
                yield path, Finding("paper-faulty", message, _HINT)


def faults_of(content: bytes) -> list[str]:
    """What is wrong with a PDF, in German, each once."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            found = [*_syntax_faults(pdf), *_frame_faults(pdf), *_tag_faults(pdf), *_page_faults(pdf)]
    except pikepdf.PdfError as error:
        return [f"Die Datei ist kein lesbares PDF ({type(error).__name__})."]
    return list(dict.fromkeys(found))


def _syntax_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What qpdf finds, the library behind pikepdf: damaged streams, references that lead nowhere."""
    if pdf.check_pdf_syntax():
        yield "Die Datei ist beschädigt; qpdf findet Fehler im Aufbau."


def _frame_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    metadata = bytes(root.Metadata.read_bytes()) if "/Metadata" in root else b""
    if b"dc:title" not in metadata or not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "Das Blatt nennt keinen Titel, oder er wird nicht angezeigt."
    if not str(root.get("/Lang", "")):
        yield "Das Blatt nennt keine Sprache."
    if not root.get("/MarkInfo", {}).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield "Das Blatt ist nicht ausgezeichnet (keine Überschriften, Listen und Tabellen zum Vorlesen)."
    if any(standard not in metadata for standard in _STANDARDS):
        yield "Das Blatt ist nicht als PDF/UA und PDF/A gekennzeichnet."


def _page_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            yield from _link_faults(note)
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            if not _is_embedded(font):
                yield f"Die Schrift «{font.get('/BaseFont', '?')}» ist nicht eingebettet."


def _link_faults(note: Any) -> Iterator[str]:
    if note.get("/Subtype") != "/Link":
        return
    if not str(note.get("/Contents", "")):
        yield "Ein Link sagt nicht, wohin er führt."
    address = note.get("/A", {}).get("/URI")
    if address is not None and not str(address).startswith(_SCHEMES):
        yield f"Der Link «{address}» führt nicht zu einer Adresse, die ein Browser öffnet."


def _is_embedded(font: Any) -> bool:
    inner = font.get("/DescendantFonts", [font])[0]
    descriptor = inner.get("/FontDescriptor", {})
    return font.get("/Subtype") == "/Type3" or any(
        name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3")
    )


def _tag_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Walks the tags: each table has a header, each picture a text instead."""
    waiting = [pdf.Root.StructTreeRoot] if "/StructTreeRoot" in pdf.Root else []
    while waiting:
        tag = waiting.pop()
        kind, below = tag.get("/S"), _children(tag)
        if kind == "/Table" and not any(_holds(part, "/TH") for part in below):
            yield "Eine Tabelle hat keine Kopfzeile."
        if kind == "/Figure" and not str(tag.get("/Alt", "")):
            yield "Ein Bild hat keinen Text für Menschen, die es nicht sehen."
        waiting += below


def _holds(tag: Any, kind: str) -> bool:
    return tag.get("/S") == kind or any(_holds(part, kind) for part in _children(tag))


def _children(tag: Any) -> list[Any]:
    kids = tag.get("/K", [])
    return [kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary)]
