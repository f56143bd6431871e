"""A small site for the tools: the real templates, frame, scripts and places, with made-up lists and steps."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from conftest import AS_OF
from lotse.edition import checked_edition
from lotse.model import Checklist, Facet, Step, Term
from lotse.model.public import PublicCatalogue, PublicCitation, Standing
from lotse.pages import Desk, desks
from lotse.pages.checklists import checklist_pages
from lotse.pages.frame import framed
from lotse.pages.page import Made, Page
from lotse.pages.process import process_pages
from lotse.pages.register import Register

PROJECT = Path(__file__).resolve().parents[2]
CITATION = PublicCitation(
    title="Vereinbarung", publisher="Region", kind="document", url=None, place=None,
    edition=None, copied_on="2026-11-22", read_on=None,
)  # fmt: skip
STANDING = Standing(
    citations=(CITATION,), checks=(), changes=(), is_third_hand=False, confirmed_on=None,
    review_due_on=AS_OF, is_overdue=False,
)  # fmt: skip
SOURCES = [{"source": "agreement", "copied_on": "2026-11-22"}]
REACHES = {
    "ueberall": "stadt-aachen staedteregion-aachen kreis-dueren kreis-euskirchen kreis-heinsberg",
    "heinsberg": "kreis-heinsberg",
    "aachen": "stadt-aachen",
    "monschau": "monschau",
}

OFFERS = """{% import "place.html.jinja" as choice with context %}
<h1>Angebote</h1>
{{ choice.place_choice() }}
<h2>Wohnen</h2>
<ul class="entries">
{% for name, reach in reaches.items() %}
<li data-reach="{{ reach }}">
<a href="{{ href("checklisten/probe/") }}#probe-zimmer">Angebot {{ name }}</a></li>
{% endfor %}
</ul>
<h2>Nur in Aachen</h2>
<ul class="entries"><li data-reach="stadt-aachen">Angebot nur in Aachen</li></ul>
<p><a href="{{ href("checklisten/") }}" id="weiter">Checklisten</a> <a href="#content" id="hier">Hier</a>
<a href="https://example.org/" id="fremd">Fremd</a></p>
"""

Record = dict[str, object]


def text(german: str) -> dict[str, str]:
    return {"de": german, "en": f"{german} (English)"}


def item(name: str, german: str, **more: object) -> Record:
    return {
        "id": f"probe-{name}",
        "text": text(german),
        "who": "employer",
        "why": text(f"Grund: {german}"),
    } | more


def due(event: str, first: int, last: int) -> Record:
    return {"event": event, "from_days": first, "to_days": last}


ITEMS: tuple[Record, ...] = (
    item("vertrag", "Vertrag in zwei Sprachen aufsetzen", due=due("contract", -14, 0)),
    item(
        "anerkennung",
        "Antrag auf Anerkennung stellen",
        who="person",
        when={"probe-beruf": ["probe-reglementiert"]},
    ),
    item("zimmer", "Ein Zimmer für die ersten Wochen finden", due=due("arrival", -30, -7), topic="housing"),
    item(
        "abholen",
        "Am Bahnhof abholen",
        due=due("arrival", 0, 0),
        consequence=text("Der erste Eindruck ist schlecht."),
    ),
    item("anmelden", "Beim Einwohnermeldeamt anmelden", who="person", due=due("arrival", 1, 14)),
)
FACET = Facet.model_validate(
    {
        "id": "probe-beruf",
        "name": text("Beruf"),
        "question": text("Ist der Beruf reglementiert?"),
        "values": [
            {"id": "probe-reglementiert", "name": text("ja, reglementiert")},
            {"id": "probe-frei", "name": text("nein")},
        ],
    }
)


def step(name: str, typical: int, *after: str, **more: object) -> Step:
    return Step.model_validate(
        {
            "id": f"schritt-{name}",
            "name": text(f"Probeschritt {name}"),
            "phase": "orientierung",
            "track": "probe-strang",
            "actor": "employer",
            "description": text("Nur ein Beispiel."),
            "after": [f"schritt-{one}" for one in after],
            "duration": {"minimum": 0, "typical": typical, "maximum": 2 * typical, "unit": "weeks"},
            "result": text("Etwas ist fertig."),
            "topic": "housing",
            "sources": SOURCES,
        }
        | more
    )


STEPS = (
    step("bedarf", 2),
    step("suche", 8, "bedarf"),
    step("anerkennung", 16, "suche", when={"probe-beruf": ["probe-reglementiert"]}),
    step("sprache", 12, "suche", is_optional=True),
    step("visum", 6, "anerkennung", "sprache"),
    step("wohnung", 4, "suche"),
    step("beginn", 0, "visum", "wohnung", is_goal=True),
    step("bleiben", 10, "beginn"),
)


def checklist(
    items: tuple[Record, ...] = ITEMS, list_id: str = "probe", name: str = "Probeliste"
) -> Checklist:
    """The list of the tests, in two sections."""
    half = (len(items) + 1) // 2
    return Checklist.model_validate(
        {
            "id": list_id,
            "name": text(name),
            "description": text("Eine Liste nur für Tests."),
            "audience": "employers",
            "sources": SOURCES,
            "sections": [
                {"name": text("Davor"), "items": items[:half]},
                {"name": text("Danach"), "items": items[half:]},
            ],
        }
    )


@cache
def _published() -> PublicCatalogue:
    site = checked_edition(PROJECT, AS_OF)
    assert site.public is not None, "the data have errors: see «lotse check»"
    return site.public


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    site = checked_edition(PROJECT, AS_OF)
    assert site.catalogue is not None
    return site.catalogue.labels


def desk_with(items: tuple[Record, ...] = ITEMS, language: str = "de") -> Desk:
    """A desk where the lists and steps are those of the tests."""
    other = checklist(ITEMS[:2], "andere", "Andere Liste")
    catalogue = replace(
        _published(),
        facets=(FACET,),
        tracks=(Term.model_validate({"id": "probe-strang", "name": text("Strang")}),),
        steps=STEPS,
        instances=(),
        documents=(),
        procedures=(),
        checklists=(checklist(items), other),
        standings=dict.fromkeys(("probe", "andere", *(one.id for one in STEPS)), STANDING),
    )
    return desks(catalogue, _labels())[language]


def write_site(folder: Path, items: tuple[Record, ...] = ITEMS) -> None:
    """Writes the pages of the lists and of the plan, and a page with offers, in both languages."""
    for language, prefix in (("de", ""), ("en", "en/")):
        desk = desk_with(items, language)
        pages = [*checklist_pages(desk), *process_pages(desk), _offers_page(desk)]
        for page in pages:
            file = folder / prefix / page.address / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_framed(desk, page), encoding="utf-8")
    shutil.copytree(PROJECT / "docs/assets", folder / "assets", dirs_exist_ok=True)


def _offers_page(desk: Desk) -> Page:
    template = desk.renderer._environment.from_string(OFFERS)
    html = template.render(address="angebote/", href=lambda target: "../" + target, reaches=REACHES)
    return Page(
        address="angebote/",
        language=desk.language,
        title="Angebote",
        description="x",
        kind="topic",
        find=tuple,
        make=lambda _: Made(html, ()),
    )


def _framed(desk: Desk, page: Page) -> str:
    """The page in the real frame."""
    return framed(page, page.made, desk, Register({"de": {page.address: page}, "en": {page.address: page}}))
