"""Papers to print: what stands in them, that text stays text, that they can be read out, that they are made once."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from builders import TODAY, region_data, write_project
from lotse.edition import edition_of
from lotse.judge.papers import faults_of
from lotse.pages.materials import materials_page, papers, shared_papers
from lotse.typeset import FOLDER, Order, Press, print_one
from lotse.typeset.clean import clean

FRAME = {
    "title": "Blatt", "lead": "Wozu", "site": "Muster", "author": "Muster", "keywords": [], "language": "de",
    "direction": "ltr", "day": [2026, 12, 1], "edition": "Stand", "until": "Bis", "footer": "Fuß", "funding": "Geld",
    "logos": [], "neutrality": "Neutral", "corrections": ["redaktion@example.org"],
    "code": {"url": "https://example.org/", "shown": "example.org", "alt": "Code",
             "svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'},
    "labels": dict.fromkeys(("contents", "offices", "words", "wrong", "neutrality", "funding", "routes", "routes-lead",
                             "colon", "danger", "phone", "purpose"), "x"),
    "help": [], "routes": [], "lists": [], "offices": [], "words": [],
}  # fmt: skip


def order(**changes: object) -> Order:
    """The guide for newcomers with almost nothing in it."""
    return Order.of("newcomers", FRAME | changes, date(2026, 12, 1))


def text_of(pdf: bytes) -> str:
    """What the metadata say: title and author as a reader's program shows them."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return str(opened.docinfo["/Title"])


HOSTILE = [
    '#panic("x")', '#read("/etc/passwd")', "$ x $", "*fett*", "<marke>", "@verweis", "\\u{41}", "a;b", '"', "//x",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_data_is_never_markup(text):
    printed = print_one(order(title=text, words=[{"term": text, "explanation": text}]))
    assert text_of(printed.pdf) == text
    assert faults_of(printed.pdf) == []


BAD = {
    "a\nb": "a b", "a\u2028b": "a b", "\u202eabc\u202c": "abc", "Büro 🚀": "Büro \ufffd",
    "\x00x": "x", "日本": "\ufffd\ufffd",
    "مرحبا": "مرحبا", "x" * 300: "x" * 300,
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), BAD.items(), ids=range(len(BAD)))
def test_what_no_line_may_hold_is_taken_out(text, wanted):
    assert clean(text) == wanted
    arabic = {"text": text, "language": "ar", "direction": "rtl"}
    assert faults_of(print_one(order(words=[{"term": text, "explanation": arabic}])).pdf) == []


def test_same_order_gives_same_bytes():
    first, second = print_one(order()), print_one(order())
    assert (first.pdf, first.picture) == (second.pdf, second.picture)
    assert first.picture.startswith(b"\x89PNG")


def test_press_prints_only_what_has_changed():
    press = Press()
    press.printed([order()])
    later = Press(press.used)
    later.printed([order(), order(lead="anders"), order(lead="anders")])
    assert (press.made_count, later.made_count) == (1, 1)
    assert len(later.used) == 2


def test_another_day_is_another_paper():
    assert order().key != replace(order(), day=date(2026, 12, 2)).key


def broken(change: object) -> list[str]:
    """The faults of a paper that somebody has changed."""
    with pikepdf.open(BytesIO(print_one(order(help=[{"number": "0", "name": "a", "purpose": "b"}])).pdf)) as pdf:
        change(pdf)  # type: ignore[operator]
        out = BytesIO()
        pdf.save(out)
    return faults_of(out.getvalue())


def _without(name: str) -> object:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[name]

    return change


def _links_to_script(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if "/URI" in note.get("/A", {}):
                note.A.URI = pikepdf.String("javascript:x()")


def _headless(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH":
            thing.S = pikepdf.Name("/TD")


def _fontless(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary):
            for name in ("/FontFile", "/FontFile2", "/FontFile3"):
                if name in thing:
                    del thing[name]


FAULTS = [
    (_without("/Lang"), "keine Sprache"),
    (_without("/ViewerPreferences"), "keinen Titel"),
    (_without("/StructTreeRoot"), "nicht ausgezeichnet"),
    (_without("/Metadata"), "nicht als PDF/UA"),
    (_links_to_script, "javascript:"),
    (_headless, "keine Kopfzeile"),
    (_fontless, "nicht eingebettet"),
]


@pytest.mark.parametrize(("change", "words"), FAULTS, ids=[words for _, words in FAULTS])
def test_judge_finds(change, words):
    assert any(words in fault for fault in broken(change))


def test_judge_asks_qpdf_for_damage_inside():
    """A stream that says it is packed and is not: the file opens, and a page would stay empty."""

    def damaged(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"")
        pdf.pages[0].Contents.write(b"no packed data", filter=pikepdf.Name.FlateDecode)

    assert any("qpdf" in fault for fault in broken(damaged))


def test_judge_refuses_what_is_no_pdf():
    assert faults_of(b"%PDF-1.7 cut") == ["Die Datei ist kein lesbares PDF (PdfError)."]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The invented region with its papers."""
    return edition_of(write_project(tmp_path_factory.mktemp("papers")), TODAY)


def test_papers_of_a_small_region_pass_the_judge(small):
    for language, desk in small.desks.items():
        for paper in (*papers(desk), *shared_papers(desk)):
            printed = print_one(paper.order)
            assert faults_of(printed.pdf) == [], paper.name
            with pikepdf.open(BytesIO(printed.pdf)) as pdf:
                assert str(pdf.Root.Lang) == language or paper.group in ("pocket", "notices")


def test_body_without_cleared_fields_says_so(small):
    values = json.loads(next(p for p in papers(small.desks["de"]) if p.name == "leitfaden-ankommen").order.values)
    bodies = [body for group in values["offices"] for body in group["bodies"]]
    assert bodies
    assert all(body["ways"] or body["note"] for body in bodies)


def test_paper_shows_only_what_is_cleared_for_print(small):
    desk = small.desks["de"]
    assert desk.paper.catalogue.channel == "pdf"


def test_page_shows_pages_size_and_picture(small):
    html = materials_page(small.desks["en"]).html
    assert "leitfaden-ankommen.pdf" in html
    assert "leitfaden-ankommen.png" in html
    assert "Pages:" in html


def test_region_can_switch_papers_off(tmp_path):
    data = region_data()
    data["region.yaml"]["region"]["materials"] = {"is_on": "false"}
    project = write_project(tmp_path, data)
    desk = edition_of(project, TODAY).desks["de"]
    assert (papers(desk), shared_papers(desk), materials_page(desk)) == ((), (), None)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["ink", "accent", "quiet"])
def test_colours_can_be_read(name):
    """Every colour of text has a contrast of 4.5 to 1 on white and on the tint of table heads."""
    colours = dict(re.findall(r'#let ([\w-]+) = rgb\("#(\w{6})"\)', (FOLDER / "lib.typ").read_text("utf-8")))
    for ground in ("ffffff", colours["tint"]):
        assert (_luminance(ground) + 0.05) / (_luminance(colours[name]) + 0.05) >= 4.5


def test_notices_and_pocket_sheets_fit(small):
    """A notice is one page; a pocket sheet has four languages a page."""
    for paper in shared_papers(small.desks["de"]):
        assert print_one(paper.order).page_count == 1, paper.name
