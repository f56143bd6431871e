"""The two guides: for employers and for newcomers, one each per language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lotse.figures import reading
from lotse.model import ChecklistItem, Step
from lotse.model.public import PublicContact, PublicOrganization, PublicService
from lotse.pages.materials.paper import Paper, Said, Values, frame_values, in_language, said, web_address
from lotse.pages.page import Desk
from lotse.pages.process import COLUMN, by_phase, picture
from lotse.pages.routes import fits
from lotse.typeset import Order
from lotse.words import sorting_key

_LABELS = {
    "contents": "material.contents", "offices": "material.offices", "words": "glossary.heading",
    "wrong": "wrong.question",
    "neutrality": "neutrality.heading", "funding": "funding.heading", "routes": "routes.all",
    "routes-lead": "material.routes_lead", "colon": "sign.colon",
}
_EMPLOYER_LABELS = _LABELS | {
    "process": "process.heading", "process-lead": "process.lead", "process-caption": "process.caption",
    "costs": "material.costs", "costs-lead": "material.costs_lead", "number": "material.number",
    "step": "material.step", "duration": "step.duration", "fees": "step.costs",
}
_NEWCOMER_LABELS = _LABELS | {"danger": "material.danger", "phone": "contact.phone", "purpose": "material.purpose"}


def guides(desk: Desk) -> Iterator[Paper]:
    """Both guides; that for employers only in a region with a process."""
    if desk.catalogue.steps:
        yield _guide(desk, "employers", "leitfaden-arbeitgeber", _employer_values(desk))
    yield _guide(desk, "newcomers", "leitfaden-ankommen", _newcomer_values(desk))


def _guide(desk: Desk, template: str, name: str, values: Values) -> Paper:
    order = Order.of(template, values, desk.catalogue.today)
    return Paper(name, "guides", (desk.language,), order, lambda shown: shown.renderer.label(f"material.{template}"))


def _frame(desk: Desk, audience: str, address: str, labels: dict[str, str]) -> Values:
    label, region = desk.renderer.label, desk.renderer.name(desk.catalogue.region.name)
    title = f"{label(f'material.{audience}')}{label('sign.colon')} {region}"
    return frame_values(
        desk, title=title, lead=label(f"material.{audience}_lead"), address=address, labels=labels
    ) | {"offices": offices(desk, audience), "words": words(desk)}


def _employer_values(desk: Desk) -> Values:
    return _frame(desk, "employers", "arbeitgeber/ablauf/", _EMPLOYER_LABELS) | {
        "picture": _picture(desk), "phases": _phases(desk), "routes": _routes(desk),
        "costs": [_cost_row(desk, number, step) for number, step in enumerate(desk.catalogue.steps, 1)],
    }  # fmt: skip


def _newcomer_values(desk: Desk) -> Values:
    lines = [
        {"number": line.number, "name": said(desk, line.name), "purpose": said(desk, line.purpose)}
        for line in desk.catalogue.help_lines
    ]
    return _frame(desk, "newcomers", "anlaufstellen/", _NEWCOMER_LABELS) | {
        "help": lines, "routes": _routes(desk), "lists": checklists(desk),
    }  # fmt: skip


def checklists(desk: Desk) -> list[Values]:
    """The checklists for newcomers with what, when and why."""
    return [
        {
            "name": said(desk, sheet.name), "description": said(desk, sheet.description),
            "sections": [
                {"name": said(desk, section.name), "items": [_item(desk, item) for item in section.items]}
                for section in sheet.sections
            ],
        }
        for sheet in desk.catalogue.checklists if sheet.audience == "newcomers"
    ]  # fmt: skip


def _item(desk: Desk, item: ChecklistItem) -> Values:
    due = desk.renderer.due(item.due) if item.due else ""
    return {"text": said(desk, item.text), "due": due, "why": said(desk, item.why)}


def _phases(desk: Desk) -> list[Values]:
    return [
        {"number": position, "name": said(desk, group.phase.name),
         "steps": [_step(desk, number, step) for number, step in group.steps]}
        for position, group in enumerate(by_phase(desk, desk.catalogue.steps), 1)
    ]  # fmt: skip


def _step(desk: Desk, number: int, step: Step) -> Values:
    label, say = desk.renderer.label, desk.renderer.plainly
    tracks = {track.id: say(track.name) for track in desk.catalogue.tracks}
    marks = [label(f"actor.{step.actor}"), tracks[step.track]]
    marks += [label("step.optional")] if step.is_optional else []
    marks += [label("check.mark")] if desk.catalogue.standings[step.id].is_to_check else []
    rows: list[tuple[str, Said]] = [
        (label("step.duration"), _duration(desk, step)),
        (label("step.result"), said(desk, step.result)),
        (label("step.consequence"), said(desk, step.consequence)),
    ]
    return {
        "number": number, "name": said(desk, step.name), "marks": " · ".join(marks),
        "description": said(desk, step.description), "rows": [row for row in rows if row[1]],
    }  # fmt: skip


def _duration(desk: Desk, step: Step) -> str:
    words = desk.renderer.duration(step.duration)
    return words if step.duration.sources else f"{words} ({desk.renderer.label('step.assumed')})"


def _cost_row(desk: Desk, number: int, step: Step) -> Values:
    return {
        "number": number, "name": said(desk, step.name), "duration": _duration(desk, step),
        "fees": [_fee(desk, cost) for cost in step.costs] or ["–"],
    }  # fmt: skip


def _fee(desk: Desk, figure_id: str) -> str:
    """A fee with its value of the day; that it is over or not settled is said as on the page."""
    record, label = desk.catalogue.figures[figure_id], desk.renderer.label
    now = reading(record.figure, desk.catalogue.today)
    if now is None:
        value = label("figure.none")
    else:
        value = desk.renderer.figure(record.figure, now.period)
        if now.is_lapsed and now.period.to:
            value = label("figure.lapsed", day=str(now.period.to.year), value=value)
    mark = f" ({label('check.mark')})" if record.standing.is_to_check else ""
    return f"{desk.renderer.plainly(record.figure.name)}{label('sign.colon')} {value}{mark}"


def _picture(desk: Desk) -> Values:
    drawing, label = picture(desk), desk.renderer.label
    return {
        "alt": f"{label('process.picture')}. {label('process.picture_text')}",
        "width": drawing.width, "height": drawing.height, "column": COLUMN,
        "columns": [{"number": n, "name": said(desk, phase.name), "x": x}
                    for n, (phase, x) in enumerate(drawing.columns, 1)],
        "rows": [{"name": said(desk, track.name), "y": top, "height": height, "is-odd": bool(n % 2)}
                 for n, (track, top, height) in enumerate(drawing.rows)],
        "nodes": [{"number": node.number, "x": node.x, "y": node.y, "is-goal": node.step.is_goal}
                  for node in drawing.nodes],
    }  # fmt: skip


def _routes(desk: Desk) -> list[Values]:
    return [
        {
            "name": said(desk, route.name), "description": said(desk, route.description),
            "conditions": [
                [
                    {"question": question, "answers": desk.renderer.joined(answers)}
                    for question, answers in fits(desk, condition)
                ]
                for condition in route.conditions
            ],
        }
        for route in desk.catalogue.routes
    ]  # fmt: skip


def words(desk: Desk) -> list[Values]:
    """The German words on letters from A to Z, explained."""
    first = desk.catalogue.region.languages[0]
    ordered = sorted(desk.catalogue.glossary, key=lambda word: sorting_key(word.term))
    term = (lambda text: text) if desk.language == first else (lambda text: in_language(text, first))
    return [{"term": term(word.term), "explanation": said(desk, word.explanation)} for word in ordered]


def offices(desk: Desk, audience: str) -> list[Values]:
    """Who is there for an audience: first what reaches the whole region, then each territory's own."""
    catalogue, found = desk.catalogue, desk.directory.offers(audience=audience)
    everywhere = frozenset(place.id for place in catalogue.municipalities)
    general = [service for service in found if catalogue.atlas.within(service.areas, everywhere)]
    groups: list[tuple[Said, Iterable[PublicService]]] = [(desk.renderer.label("topic.everywhere"), general)]
    known = {service.id for service in general}
    for territory in catalogue.territories:
        places = catalogue.atlas.reach[territory.id]
        here = [s for s in found if s.id not in known and places & desk.directory.reach(s.areas)]
        groups.append((said(desk, territory.name, is_name=True), here))
    return [{"name": name, "bodies": bodies(desk, services)} for name, services in groups if services]


def bodies(desk: Desk, services: Iterable[PublicService]) -> list[Values]:
    """The bodies of offers with every cleared way to reach them."""
    return [body_values(desk, body.organization) for body in desk.directory.bodies(services)]


def body_values(desk: Desk, body: PublicOrganization) -> Values:
    """A body as a paper names it; where nothing is cleared it says so."""
    ways = [way for contact in body.contacts for way in _ways(desk, contact)]
    if body.website:
        ways.append({"label": desk.renderer.label("material.web")} | web_address(body.website))
    note = "" if ways else desk.renderer.label("contact.no_details")
    return {"name": said(desk, body.name, is_name=True), "ways": ways, "note": note}


def _ways(desk: Desk, contact: PublicContact) -> Iterator[dict[str, str]]:
    label = desk.renderer.label
    for number in contact.phones:
        yield {"label": label("contact.phone"), "shown": desk.renderer.phone(number)}
    if contact.email:
        yield {"label": label("contact.email"), "shown": contact.email}
