"""The commands that prose may call. The first line of each docstring is shown to editors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lotse.figures import reading
from lotse.pages.page import Desk
from lotse.pages.process import by_phase, helpers
from lotse.pages.routes import routes_view
from lotse.shortcodes.calls import ShortcodeFault
from lotse.words import did_you_mean, is_none_of


@dataclass(frozen=True, slots=True)
class Part:
    """What a command says: a template below `templates/shortcodes/` and its view."""

    template: str
    view: Mapping[str, Any]

    @classmethod
    def of(cls, template: str, **view: Any) -> Part:
        return cls(template, view)


def neutrality(_desk: Desk) -> Part:
    """{{ neutrality() }}: how the partners work together, in the region's own words."""
    return Part.of("neutrality")


def start(_desk: Desk) -> Part:
    """{{ start() }}: the first question of the start page: place and concern."""
    return Part.of("start")


def tasks(desk: Desk) -> Part:
    """{{ tasks() }}: what employers, newcomers and advisers come for, on the start page."""
    return Part.of("tasks", people=_tasks_by_person(desk))


def _tasks_by_person(desk: Desk) -> tuple[tuple[str, str, tuple[tuple[str, str | None], ...]], ...]:
    """Whom the start page speaks to, their page, and label and page of each task."""
    return (
        ("employers", "arbeitgeber/", (
            ("start.hire", "arbeitgeber/wege/"), ("start.cost", "arbeitgeber/kosten-und-dauer/"),
            ("start.plan", "arbeitgeber/zeitplan/"), ("checklists.heading", "checklisten/"),
            ("start.who", "anlaufstellen/"),
        )),
        ("newcomers", "ankommen/", (
            ("start.first", "ankommen/"), ("start.questions", "fragen/"), ("start.place", "orte/"),
            ("help.danger", desk.catalogue.region.danger_page),
        )),
        ("offices", "netzwerk/", (
            ("start.sheet", "themen/"), ("start.coverage", "netzwerk/abdeckung/"), ("start.changes", "aenderungen/"),
        )),
    )


def statistics(desk: Desk) -> Part:
    """{{ statistics() }}: how many organizations, offers and places the site knows."""
    return Part.of("statistics", services=list(desk.catalogue.services()))


def topic_links(desk: Desk, *topics: str) -> Part:
    """{{ topic_links("housing", "mobility") }}: links to the regional offers on topics."""
    known = {topic.id: topic for topic in desk.catalogue.topics}
    return Part.of("topic_links", topics=[_known(known, topic, "Thema") for topic in topics])


def organization(desk: Desk, organization_id: str) -> Part:
    """{{ organization("ihk-aachen") }}: the name of an organization, linked to its page."""
    known = {o.id: o for o in desk.catalogue.organizations}
    return Part.of("organization_link", organization=_known(known, organization_id, "Organisation"))


def contacts(desk: Desk, organization_id: str) -> Part:
    """{{ contacts("ihk-aachen") }}: name, phone, mail, address and website of an organization, as far as cleared."""
    known = {o.id: o for o in desk.catalogue.organizations}
    return Part.of("contacts", organization=_known(known, organization_id, "Organisation"))


def operator(desk: Desk, fact: str) -> Part:
    """{{ operator("name") }}: a fact about the operator, or a visible gap to be filled in."""
    facts = dict(desk.catalogue.region.operator)
    if fact not in facts:
        raise ShortcodeFault(f"«{fact}» ist keine Angabe des Betreibers.", did_you_mean(fact, facts))
    return Part.of("operator_fact", field=fact, value=facts[fact])


def legal(desk: Desk, fact: str) -> Part:
    """{{ legal("accessibility_law") }}: a law or body that differs from Land to Land."""
    facts = {name: value for name, value in desk.catalogue.region.legal if name != "sources"}
    if fact not in facts:
        raise ShortcodeFault(f"«{fact}» ist keine Rechtsangabe in data/region.yaml.", did_you_mean(fact, facts))
    return Part.of("legal_fact", field=fact, value=facts[fact])


def agreement(desk: Desk, fact: str) -> Part:
    """{{ agreement("ends_on") }}: title, date of signature or end of the agreement."""
    facts = {name: value for name, value in desk.catalogue.region.agreement if name != "sources"}
    if fact not in facts:
        raise ShortcodeFault(f"«{fact}» ist keine Angabe der Vereinbarung.", did_you_mean(fact, facts))
    return Part.of("legal_fact", field=fact, value=facts[fact])


def basis(desk: Desk, fact_id: str) -> Part:
    """{{ basis("tit-01") }}: the legal basis of a statement, with source and date."""
    return Part.of("basis", record=_known(desk.catalogue.facts, fact_id, "Aussage in data/facts.yaml"))


def figure(desk: Desk, figure_id: str, as_of: str | None = None) -> Part:
    """{{ figure("mindestlohn") }}: the value on the day of the build, or on the day `as_of="2027-01-15"`."""
    record = _known(desk.catalogue.figures, figure_id, "Zahl in data/figures.yaml")
    day = _day(as_of, desk.catalogue.today)
    found = reading(record.figure, day)
    if found is None or (as_of and found.is_coming):
        raise ShortcodeFault(
            f"Die Zahl «{figure_id}» hat am {day.isoformat()} keinen Wert.",
            "Ergänzen Sie in data/figures.yaml den Zeitraum, oder nehmen Sie die Zahl aus dem Text.",
            "figure-without-value",
        )
    return Part.of("figure", record=record, reading=found, day=day)


def checklist_link(desk: Desk, checklist_id: str) -> Part:
    """{{ checklist_link("erster-tag") }}: the name of a checklist, linked."""
    known = {checklist.id: checklist for checklist in desk.catalogue.checklists}
    return Part.of("checklist_link", checklist=_known(known, checklist_id, "Checkliste"))


def step_list(desk: Desk, phase_id: str) -> Part:
    """{{ step_list("einreise") }}: the steps of a phase with duration, cost, documents and offices."""
    groups = {group.phase.id: group for group in by_phase(desk, desk.catalogue.steps)}
    group = _known(groups, phase_id, "Phase mit Schritten")
    return Part.of("step_list", group=group, helpers=helpers(desk))


def documents(desk: Desk, procedure_id: str) -> Part:
    """{{ documents("verfahren-visum") }}: the papers that a procedure asks for, as a list to check."""
    known = {procedure.id: procedure for procedure in desk.catalogue.procedures}
    return Part.of("documents", procedure=_known(known, procedure_id, "Verfahren in data/documents.yaml"))


def instance(desk: Desk, instance_id: str) -> Part:
    """{{ instance("beispiel-pflegefachkraft") }}: a worked example, linked, with its first lines."""
    known = {example.id: example for example in desk.catalogue.instances}
    return Part.of("instance", instance=_known(known, instance_id, "Beispiel in data/process.yaml"))


def process_picture(_desk: Desk) -> Part:
    """{{ process_picture() }}: the way to the picture and the list of all steps."""
    return Part.of("process_picture")


def route_questions(desk: Desk) -> Part:
    """{{ route_questions() }}: the questions that lead to residence routes, and the table of all routes."""
    if not desk.catalogue.routes:
        raise ShortcodeFault("Es gibt keine Wege in data/routes.yaml.")
    return Part.of("route_questions", **routes_view(desk, "employers"))


def offers(desk: Desk, topic_id: str, audience: str | None = None) -> Part:
    """{{ offers("housing", "employers") }}: the regional offers on a topic, by territory."""
    topic = _known({topic.id: topic for topic in desk.catalogue.topics}, topic_id, "Thema")
    if audience is not None:
        _known(desk.directory.audiences, audience, "Zielgruppe")
    bodies = desk.directory.bodies(desk.directory.offers(topic=topic_id, audience=audience))
    rows = [(body, desk.directory.reach_words(a for s in body.services for a in s.areas)) for body in bodies]
    return Part.of("offers", topic=topic, rows=rows)


def office(desk: Desk, topic_id: str, audience: str = "newcomers", need: str | None = None) -> Part:
    """{{ office("residence-permit", "newcomers") }}: who helps here, resolved by place, with a last resort.

    With `need` only those are called responsible whose offer is the answer to that very need; they come first.
    """
    topic = _known({topic.id: topic for topic in desk.catalogue.topics}, topic_id, "Thema")
    _known(desk.directory.audiences, audience, "Zielgruppe")
    wanted = _known({one.id: one for one in desk.catalogue.needs}, need, "Bedarf") if need else None
    bodies = desk.directory.bodies(desk.directory.offers(topic=topic_id, audience=audience))
    rows = [
        (body, desk.directory.reach_words(a for s in body.services for a in s.areas), is_responsible)
        for body, is_responsible in ((body, desk.directory.is_responsible(body, need)) for body in bodies)
    ]
    rows.sort(key=lambda row: not row[2])
    return Part.of("office", topic=topic, need=wanted, rows=rows, rest=_last_resort(desk, audience))


def help_in_danger(desk: Desk) -> Part:
    """{{ help_in_danger() }}: the numbers to call in danger, with what they are for."""
    return Part.of("help_in_danger", lines=[line for line in desk.catalogue.help_lines if line.is_for_danger])


def _last_resort(desk: Desk, audience: str) -> list[tuple[Any, str]]:
    """The bodies of last resort with what they reach, for all places together."""
    found: dict[str, Any] = {}
    for place in desk.catalogue.municipalities:
        found |= {body.id: body for body in desk.directory.fallbacks_at(place.id, audience)}
    return [(body, desk.directory.reach_words(body.areas)) for body in found.values()]


def _known(records: Mapping[str, Any], record_id: str, what: str) -> Any:
    if record_id not in records:
        raise ShortcodeFault(is_none_of(record_id, what), did_you_mean(record_id, records), "reference-unknown")
    return records[record_id]


def _day(text: str | None, today: date) -> date:
    """The day that an option names, else the day of the build."""
    if text is None:
        return today
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ShortcodeFault(f"«{text}» ist kein Tag.", "Schreiben Sie Jahr-Monat-Tag: 2026-11-22.") from error


COMMANDS: Mapping[str, Callable[..., Part]] = {
    command.__name__: command
    for command in (
        neutrality,
        start,
        tasks,
        statistics,
        topic_links,
        organization,
        contacts,
        operator,
        legal,
        agreement,
        basis,
        figure,
        checklist_link,
        step_list,
        documents,
        instance,
        process_picture,
        route_questions,
        offers,
        office,
        help_in_danger,
    )
}
